"""tf.contrib, as far as it is covered."""

from __future__ import annotations

from .. import _lazy
from . import framework, training

__all__ = [
    "framework",
    "training",
]

__getattr__ = _lazy.attach(globals(), {"headrace.contrib": "deprecated layers learn losses metrics slim"})
