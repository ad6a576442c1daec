"""tensorflow.python.util.compat: tf.compat."""

from __future__ import annotations

from ... import _lazy

_lazy.stand_in(__name__, "headrace.compat")
