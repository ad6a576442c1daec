"""tf.python.ops.losses: as far as programs use it. Made by `make names`."""

from headrace.python.ops.losses import losses as losses
from headrace.python.ops.losses import losses_impl as losses_impl
from headrace.python.ops.losses import util as util

__all__ = [
    "losses",
    "losses_impl",
    "util",
]
