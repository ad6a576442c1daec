"""tf.contrib.nn.python.ops.scaled_softplus: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.nn import scaled_softplus as scaled_softplus

__all__ = [
    "scaled_softplus",
]
