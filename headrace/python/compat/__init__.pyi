"""tf.python.compat: as far as programs use it. Made by `make names`."""

from headrace.python.compat import compat as compat
from headrace.python.compat import v2_compat as v2_compat

__all__ = [
    "compat",
    "v2_compat",
]
