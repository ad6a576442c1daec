"""tf.python.ops.gen_data_flow_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.accumulators import ConditionalAccumulator as conditional_accumulator
from headrace.graph.ops.arrays.partitioning import dynamic_partition as dynamic_partition
from headrace.graph.ops.arrays.partitioning import dynamic_stitch as dynamic_stitch
from headrace.graph.variables.accumulators import SparseConditionalAccumulator as sparse_conditional_accumulator

__all__ = [
    "conditional_accumulator",
    "dynamic_partition",
    "dynamic_stitch",
    "sparse_conditional_accumulator",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
