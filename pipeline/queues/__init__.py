"""Queues, usable with and without a graph."""

from .base import Queue
from .policies.fifo import FIFOQueue
from .policies.padding_fifo import PaddingFIFOQueue
from .policies.priority import PriorityQueue
from .policies.random_shuffle import RandomShuffleQueue
from .statistics import QueueStatistics
from .waiting.leases import Lease

__all__ = [
    "FIFOQueue",
    "Lease",
    "PaddingFIFOQueue",
    "PriorityQueue",
    "Queue",
    "QueueStatistics",
    "RandomShuffleQueue",
]
