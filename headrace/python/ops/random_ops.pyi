"""tf.python.ops.random_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.random.random import categorical as categorical
from headrace.graph.ops.random.random import multinomial as multinomial
from headrace.graph.ops.random.shuffle import random_crop as random_crop
from headrace.graph.ops.random.gamma import random_gamma as random_gamma
from headrace.graph.ops.random.random import random_normal as random_normal
from headrace.graph.ops.random.poisson import random_poisson as random_poisson
from headrace.graph.ops.random.shuffle import random_shuffle as random_shuffle
from headrace.graph.ops.random.random import random_uniform as random_uniform
from headrace import truncated_normal as truncated_normal

__all__ = [
    "categorical",
    "multinomial",
    "random_crop",
    "random_gamma",
    "random_normal",
    "random_poisson",
    "random_shuffle",
    "random_uniform",
    "truncated_normal",
]
