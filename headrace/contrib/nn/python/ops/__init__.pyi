"""tf.contrib.nn.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.nn.python.ops import cross_entropy as cross_entropy
from headrace.contrib.nn.python.ops import fwd_gradients as fwd_gradients
from headrace.contrib.nn.python.ops import sampling_ops as sampling_ops

__all__ = [
    "cross_entropy",
    "fwd_gradients",
    "sampling_ops",
]
