"""tf.contrib.training.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.training.python import training as training

__all__ = [
    "training",
]
