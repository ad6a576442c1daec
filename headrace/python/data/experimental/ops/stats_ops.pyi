"""tf.python.data.experimental.ops.stats_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.stats import StatsAggregator as StatsAggregator
from headrace.pipeline.data.experimental.stats import bytes_produced_stats as bytes_produced_stats
from headrace.pipeline.data.experimental.stats import latency_stats as latency_stats

__all__ = [
    "StatsAggregator",
    "bytes_produced_stats",
    "latency_stats",
]
