"""tf.python.lib: as far as programs use it. Made by `make names`."""

from headrace.python.lib import io as io

__all__ = [
    "io",
]
