"""tf.python.saved_model.utils_impl: as far as programs use it. Made by `make names`."""

from headrace.training.saved_model.signatures import build_tensor_info as build_tensor_info
from headrace.training.saved_model.signatures import get_tensor_from_tensor_info as get_tensor_from_tensor_info

__all__ = [
    "build_tensor_info",
    "get_tensor_from_tensor_info",
]
