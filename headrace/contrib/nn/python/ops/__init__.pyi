"""tf.contrib.nn.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.nn.python.ops import alpha_dropout as alpha_dropout
from headrace.contrib.nn.python.ops import cross_entropy as cross_entropy
from headrace.contrib.nn.python.ops import fwd_gradients as fwd_gradients
from headrace.contrib.nn.python.ops import sampling_ops as sampling_ops
from headrace.contrib.nn.python.ops import scaled_softplus as scaled_softplus

__all__ = [
    "alpha_dropout",
    "cross_entropy",
    "fwd_gradients",
    "sampling_ops",
    "scaled_softplus",
]
