"""tf.contrib.hooks.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.hooks.python import training as training

__all__ = [
    "training",
]
