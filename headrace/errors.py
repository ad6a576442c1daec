"""tf.errors: one exception class per status code, and the codes."""

from __future__ import annotations

from headrace.formats.errors import *  # noqa: F403 - TensorFlow's names, which it lists
from headrace.formats.errors import __all__ as __all__
