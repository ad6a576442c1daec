"""How records move: queues, runners, readers. The queues and the Coordinator work without a graph too."""

from .queues import FIFOQueue, PaddingFIFOQueue, PriorityQueue, QueueStatistics, RandomShuffleQueue
from .runners.coordinator import Coordinator
from .runners.looper import LooperThread

__all__ = [
    "Coordinator",
    "FIFOQueue",
    "LooperThread",
    "PaddingFIFOQueue",
    "PriorityQueue",
    "QueueStatistics",
    "RandomShuffleQueue",
]
