"""tf.python.data.experimental.ops.distribute_options: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.options import DistributeOptions as DistributeOptions

__all__ = [
    "DistributeOptions",
]
