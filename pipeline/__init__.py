"""How records move: queues, runners, readers. The queues and the Coordinator work without a graph too."""

from .coordinator import Coordinator
from .looper import LooperThread
from .queues import FIFOQueue, PaddingFIFOQueue, PriorityQueue, QueueStatistics, RandomShuffleQueue

__all__ = [
    "Coordinator",
    "FIFOQueue",
    "LooperThread",
    "PaddingFIFOQueue",
    "PriorityQueue",
    "QueueStatistics",
    "RandomShuffleQueue",
]
