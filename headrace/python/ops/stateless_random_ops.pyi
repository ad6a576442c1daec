"""tf.python.ops.stateless_random_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.random.stateless import stateless_categorical as stateless_categorical
from headrace.graph.ops.random.stateless import stateless_multinomial as stateless_multinomial
from headrace.graph.ops.random.stateless import stateless_random_normal as stateless_random_normal
from headrace.graph.ops.random.stateless import stateless_random_uniform as stateless_random_uniform
from headrace.random import stateless_truncated_normal as stateless_truncated_normal

__all__ = [
    "stateless_categorical",
    "stateless_multinomial",
    "stateless_random_normal",
    "stateless_random_uniform",
    "stateless_truncated_normal",
]
