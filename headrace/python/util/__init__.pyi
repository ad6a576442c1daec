"""tf.python.util: as far as programs use it. Made by `make names`."""

from headrace.python.util import all_util as all_util
from headrace import compat as compat
from headrace.python.util import nest as nest

__all__ = [
    "all_util",
    "compat",
    "nest",
]
