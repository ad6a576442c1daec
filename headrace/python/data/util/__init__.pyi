"""tf.python.data.util: as far as programs use it. Made by `make names`."""

from headrace.python.data.util import structure as structure

__all__ = [
    "structure",
]
