"""tf.python.data.util.structure: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.structure import sparse_tensor_structure as SparseTensorStructure
from headrace.pipeline.data.structure import Structure as Structure
from headrace.pipeline.data.structure import tensor_structure as TensorStructure

__all__ = [
    "SparseTensorStructure",
    "Structure",
    "TensorStructure",
]
