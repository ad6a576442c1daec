"""tensorflow.python.platform.tf_logging: tf.logging."""

from __future__ import annotations

from ... import _lazy

_lazy.stand_in(__name__, "headrace.logging")
