"""tf.python.util: as far as programs use it. Made by `make names`."""

from headrace import compat as compat
from headrace.python.util import nest as nest

__all__ = [
    "compat",
    "nest",
]
