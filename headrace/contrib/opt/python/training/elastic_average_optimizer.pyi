"""tf.contrib.opt.python.training.elastic_average_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.averaging.elastic import ElasticAverageCustomGetter as ElasticAverageCustomGetter
from headrace.training.contrib.averaging.elastic import ElasticAverageOptimizer as ElasticAverageOptimizer

__all__ = [
    "ElasticAverageCustomGetter",
    "ElasticAverageOptimizer",
]
