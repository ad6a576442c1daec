"""tf.python.util: as far as programs use it. Made by `make names`."""

from headrace.python.util import compat as compat

__all__ = [
    "compat",
]
