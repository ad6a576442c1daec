"""tf.contrib.periodic_resample.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.periodic_resample.python.ops import gen_periodic_resample_op as gen_periodic_resample_op
from headrace.contrib.periodic_resample.python.ops import periodic_resample_op as periodic_resample_op

__all__ = [
    "gen_periodic_resample_op",
    "periodic_resample_op",
]
