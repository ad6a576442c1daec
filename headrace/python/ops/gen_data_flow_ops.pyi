"""tf.python.ops.gen_data_flow_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.arrays.partitioning import dynamic_partition as dynamic_partition
from headrace.graph.ops.arrays.partitioning import dynamic_stitch as dynamic_stitch

__all__ = [
    "dynamic_partition",
    "dynamic_stitch",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
