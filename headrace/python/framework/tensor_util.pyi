"""tf.python.framework.tensor_util: as far as programs use it. Made by `make names`."""

from headrace.graph.graphdef.tensor_messages import make_ndarray as MakeNdarray
from headrace.graph.graphdef.tensor_messages import get_static_value as constant_value
from headrace.graph.core.static_values import constant_value_as_shape as constant_value_as_shape
from headrace.training.contrib.framework.tensors import is_tensor as is_tensor
from headrace.graph.graphdef.tensor_messages import make_tensor_proto as make_tensor_proto

__all__ = [
    "MakeNdarray",
    "constant_value",
    "constant_value_as_shape",
    "is_tensor",
    "make_tensor_proto",
]
