"""tf.contrib.opt.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.opt.python import training as training

__all__ = [
    "training",
]
