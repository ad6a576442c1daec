"""tf.contrib.tensorboard.plugins: as far as programs use it. Made by `make names`."""

from headrace.contrib.tensorboard.plugins import projector as projector
from headrace.contrib.tensorboard.plugins import trace as trace

__all__ = [
    "projector",
]
