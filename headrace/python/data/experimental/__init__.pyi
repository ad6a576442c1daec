"""tf.python.data.experimental: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.transformations import AUTOTUNE as AUTOTUNE
from headrace.pipeline.data.handle import DatasetSpec as DatasetStructure
from headrace.pipeline.data.options import DistributeOptions as DistributeOptions
from headrace.pipeline.data.questions import INFINITE_CARDINALITY as INFINITE_CARDINALITY
from headrace.pipeline.data.options import MapVectorizationOptions as MapVectorizationOptions
from headrace.pipeline.data.options import OptimizationOptions as OptimizationOptions
from headrace.pipeline.data.structure import sparse_tensor_structure as SparseTensorStructure
from headrace.pipeline.data.options import StatsOptions as StatsOptions
from headrace.pipeline.data.structure import Structure as Structure
from headrace.pipeline.data.structure import tensor_structure as TensorStructure
from headrace.pipeline.data.options import ThreadingOptions as ThreadingOptions
from headrace.pipeline.data.questions import UNKNOWN_CARDINALITY as UNKNOWN_CARDINALITY
from headrace.pipeline.data.questions import get_structure as get_structure
from headrace.python.data.experimental import kernel_tests as kernel_tests
from headrace.python.data.experimental import ops as ops

__all__ = [
    "AUTOTUNE",
    "DatasetStructure",
    "DistributeOptions",
    "INFINITE_CARDINALITY",
    "MapVectorizationOptions",
    "OptimizationOptions",
    "SparseTensorStructure",
    "StatsOptions",
    "Structure",
    "TensorStructure",
    "ThreadingOptions",
    "UNKNOWN_CARDINALITY",
    "get_structure",
    "kernel_tests",
    "ops",
]
