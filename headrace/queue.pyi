"""tf.queue: as far as programs use it. Made by `make names`."""

from headrace.pipeline.queues.kinds.fifo import GraphFIFOQueue as FIFOQueue
from headrace.pipeline.queues.kinds.padding_fifo import GraphPaddingFIFOQueue as PaddingFIFOQueue
from headrace.pipeline.queues.kinds.priority import GraphPriorityQueue as PriorityQueue
from headrace.pipeline.queues.queue_base import QueueBase as QueueBase
from headrace.pipeline.queues.kinds.random_shuffle import GraphRandomShuffleQueue as RandomShuffleQueue

__all__ = [
    "FIFOQueue",
    "PaddingFIFOQueue",
    "PriorityQueue",
    "QueueBase",
    "RandomShuffleQueue",
]
