"""tf.compat.v1: headrace itself, for programs that import TensorFlow 1 by this name."""

from __future__ import annotations

from .. import _lazy

_lazy.stand_in(__name__, "headrace")
