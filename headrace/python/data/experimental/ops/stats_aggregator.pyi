"""tf.python.data.experimental.ops.stats_aggregator: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.stats import StatsAggregator as StatsAggregator
from headrace.pipeline.data.experimental.stats import StatsAggregator as StatsAggregatorV1

__all__ = [
    "StatsAggregator",
    "StatsAggregatorV1",
]
