"""tensorflow.python.framework.errors: tf.errors."""

from __future__ import annotations

from ... import _lazy

_lazy.stand_in(__name__, "headrace.errors")
