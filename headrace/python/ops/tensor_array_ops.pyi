"""tf.python.ops.tensor_array_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.control_flow.tensor_array import TensorArray as TensorArray

__all__ = [
    "TensorArray",
]
