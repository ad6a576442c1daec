"""tf.python.framework.tensor_conversion_registry: as far as programs use it. Made by `make names`."""

from headrace.graph.core.build import register_tensor_conversion_function as register_tensor_conversion_function

__all__ = [
    "register_tensor_conversion_function",
]
