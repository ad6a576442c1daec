"""tf.python.framework.tensor_shape: as far as programs use it. Made by `make names`."""

from headrace.graph.types.shapes import Dimension as Dimension
from headrace.graph.types.shapes import TensorShape as TensorShape
from headrace.graph.types.shapes import TensorShape as TensorShapeV1
from headrace.graph.types.shapes import as_dimension as as_dimension
from headrace.graph.types.shapes import as_shape as as_shape
from headrace.graph.types.shapes import dimension_at_index as dimension_at_index
from headrace.graph.types.shapes import dimension_value as dimension_value
from headrace.graph.types.shapes import unknown_shape as unknown_shape

__all__ = [
    "Dimension",
    "TensorShape",
    "TensorShapeV1",
    "as_dimension",
    "as_shape",
    "dimension_at_index",
    "dimension_value",
    "unknown_shape",
]
