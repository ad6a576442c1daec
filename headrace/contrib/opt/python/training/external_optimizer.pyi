"""tf.contrib.opt.python.training.external_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.external import ExternalOptimizerInterface as ExternalOptimizerInterface
from headrace.training.contrib.opt.external import ScipyOptimizerInterface as ScipyOptimizerInterface

__all__ = [
    "ExternalOptimizerInterface",
    "ScipyOptimizerInterface",
]
