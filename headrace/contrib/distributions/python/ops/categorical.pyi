"""tf.contrib.distributions.python.ops.categorical: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.discrete import Categorical as Categorical

__all__ = [
    "Categorical",
]
