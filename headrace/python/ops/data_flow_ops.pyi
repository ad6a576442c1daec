"""tf.python.ops.data_flow_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.queues.kinds.barrier import Barrier as Barrier
from headrace.graph.variables.accumulators import ConditionalAccumulator as ConditionalAccumulator
from headrace.graph.variables.accumulators import ConditionalAccumulatorBase as ConditionalAccumulatorBase
from headrace.pipeline.queues.kinds.fifo import GraphFIFOQueue as FIFOQueue
from headrace.pipeline.queues.kinds.padding_fifo import GraphPaddingFIFOQueue as PaddingFIFOQueue
from headrace.pipeline.queues.kinds.priority import GraphPriorityQueue as PriorityQueue
from headrace.pipeline.queues.queue_base import QueueBase as QueueBase
from headrace.pipeline.queues.kinds.random_shuffle import GraphRandomShuffleQueue as RandomShuffleQueue
from headrace.pipeline.readers.record_input import RecordInput as RecordInput
from headrace.graph.variables.accumulators import SparseConditionalAccumulator as SparseConditionalAccumulator
from headrace.graph.variables.accumulators import ConditionalAccumulator as conditional_accumulator
from headrace.graph.ops.arrays.partitioning import dynamic_partition as dynamic_partition
from headrace.graph.ops.arrays.partitioning import dynamic_stitch as dynamic_stitch
from headrace.graph.lookup.interface import tables_initializer as initialize_all_tables
from headrace.graph.variables.accumulators import SparseConditionalAccumulator as sparse_conditional_accumulator
from headrace.graph.lookup.interface import tables_initializer as tables_initializer

__all__ = [
    "Barrier",
    "ConditionalAccumulator",
    "ConditionalAccumulatorBase",
    "FIFOQueue",
    "PaddingFIFOQueue",
    "PriorityQueue",
    "QueueBase",
    "RandomShuffleQueue",
    "RecordInput",
    "SparseConditionalAccumulator",
    "conditional_accumulator",
    "dynamic_partition",
    "dynamic_stitch",
    "initialize_all_tables",
    "sparse_conditional_accumulator",
    "tables_initializer",
]
