"""tf.python.layers.utils: as far as programs use it. Made by `make names`."""

from headrace.training.layers.arguments import smart_cond as smart_cond

__all__ = [
    "smart_cond",
]
