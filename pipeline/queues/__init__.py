"""Queues, usable with and without a graph."""

from .base import Queue
from .block_methods import Lease
from .fifo import FIFOQueue
from .padding_fifo import PaddingFIFOQueue
from .priority import PriorityQueue
from .random_shuffle import RandomShuffleQueue
from .statistics import QueueStatistics

__all__ = [
    "FIFOQueue",
    "Lease",
    "PaddingFIFOQueue",
    "PriorityQueue",
    "Queue",
    "QueueStatistics",
    "RandomShuffleQueue",
]
