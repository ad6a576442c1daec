"""tf.contrib.losses.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.losses.python import losses as losses

__all__ = [
    "losses",
]
