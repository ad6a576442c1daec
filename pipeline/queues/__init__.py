"""Queues, usable with and without a graph."""

from .kinds.fifo import FIFOQueue
from .kinds.padding_fifo import PaddingFIFOQueue
from .kinds.priority import PriorityQueue
from .kinds.random_shuffle import RandomShuffleQueue
from .leases import Lease
from .queue import Queue
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
