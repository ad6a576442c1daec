"""tf.contrib.distributions.python.ops.multinomial: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.counts import Multinomial as Multinomial

__all__ = [
    "Multinomial",
]
