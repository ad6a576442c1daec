"""tf.random: random values, under TensorFlow 1.13's later names. Made by `make names`."""

from headrace.graph.ops.random.random import multinomial as multinomial
from headrace.graph.ops.random.random import random_normal as normal
from headrace.graph.runtime.random_seed import set_random_seed as set_random_seed
from headrace.graph.ops.random.shuffle import random_shuffle as shuffle
from headrace.graph.ops.random.random import truncated_normal as truncated_normal
from headrace.graph.ops.random.random import random_uniform as uniform

__all__ = [
    "multinomial",
    "normal",
    "set_random_seed",
    "shuffle",
    "truncated_normal",
    "uniform",
]
