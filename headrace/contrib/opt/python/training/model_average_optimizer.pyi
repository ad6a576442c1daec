"""tf.contrib.opt.python.training.model_average_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.averaging.model_average import ModelAverageCustomGetter as ModelAverageCustomGetter
from headrace.training.contrib.averaging.model_average import ModelAverageOptimizer as ModelAverageOptimizer

__all__ = [
    "ModelAverageCustomGetter",
    "ModelAverageOptimizer",
]
