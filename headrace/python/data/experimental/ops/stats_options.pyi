"""tf.python.data.experimental.ops.stats_options: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.options import StatsOptions as StatsOptions

__all__ = [
    "StatsOptions",
]
