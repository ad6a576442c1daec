"""tf.contrib.stat_summarizer: what operations took, over several traced steps. Made by `make names`."""

from headrace.graph.profiling.stat_summarizer import DeleteStatSummarizer as DeleteStatSummarizer
from headrace.graph.profiling.stat_summarizer import NewStatSummarizer as NewStatSummarizer
from headrace.graph.profiling.stat_summarizer import StatSummarizer as StatSummarizer

__all__ = [
    "DeleteStatSummarizer",
    "NewStatSummarizer",
    "StatSummarizer",
]
