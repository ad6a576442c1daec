"""tf.python.framework.tensor_spec: as far as programs use it. Made by `make names`."""

from headrace.graph.core.tensor import TensorSpec as TensorSpec

__all__ = [
    "TensorSpec",
]
