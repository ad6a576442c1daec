"""tf.contrib.tensorboard: as far as programs use it. Made by `make names`."""

from headrace.contrib.tensorboard import plugins as plugins

__all__ = [
    "plugins",
]
