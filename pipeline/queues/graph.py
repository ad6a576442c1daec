"""tf.QueueBase, tf.FIFOQueue and the like: the queues that programs build, under TensorFlow's names."""

from .kinds.fifo import GraphFIFOQueue as FIFOQueue
from .kinds.padding_fifo import GraphPaddingFIFOQueue as PaddingFIFOQueue
from .kinds.priority import GraphPriorityQueue as PriorityQueue
from .kinds.random_shuffle import GraphRandomShuffleQueue as RandomShuffleQueue
from .queue_base import QueueBase

__all__ = ["FIFOQueue", "PaddingFIFOQueue", "PriorityQueue", "QueueBase", "RandomShuffleQueue"]
