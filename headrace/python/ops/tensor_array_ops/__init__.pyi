"""tf.python.ops.tensor_array_ops: arrays of tensors, written and read while a step runs. Made by `make names`."""

from headrace.graph.control_flow.tensor_array import TensorArray as TensorArray

__all__ = [
    "TensorArray",
]
