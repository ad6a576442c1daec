"""tf.contrib.distributions.python.ops.beta: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.shares import Beta as Beta

__all__ = [
    "Beta",
]
