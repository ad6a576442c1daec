"""tf.python.training.ftrl: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.ftrl import FtrlOptimizer as FtrlOptimizer

__all__ = [
    "FtrlOptimizer",
]
