"""tf.python.framework.random_seed: as far as programs use it. Made by `make names`."""

from headrace.graph.runtime.random_seed import get_seed as get_seed
from headrace.graph.runtime.random_seed import set_random_seed as set_random_seed

__all__ = [
    "get_seed",
    "set_random_seed",
]
