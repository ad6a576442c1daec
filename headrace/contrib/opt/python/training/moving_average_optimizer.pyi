"""tf.contrib.opt.python.training.moving_average_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.around import MovingAverageOptimizer as MovingAverageOptimizer

__all__ = [
    "MovingAverageOptimizer",
]
