"""tf.random: draws, under TensorFlow 1.13's later names."""

from __future__ import annotations

from headrace.graph.ops.random.random import multinomial, truncated_normal
from headrace.graph.ops.random.random import random_normal as normal
from headrace.graph.ops.random.random import random_uniform as uniform
from headrace.graph.ops.random.shuffle import random_shuffle as shuffle
from headrace.graph.runtime.random_seed import set_random_seed

__all__ = [
    "multinomial",
    "normal",
    "set_random_seed",
    "shuffle",
    "truncated_normal",
    "uniform",
]
