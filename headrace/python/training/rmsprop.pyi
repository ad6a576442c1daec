"""tf.python.training.rmsprop: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.rms_prop import RMSPropOptimizer as RMSPropOptimizer

__all__ = [
    "RMSPropOptimizer",
]
