"""tf.core.util: as far as programs use it. Made by `make names`."""

from headrace.core.util import event_pb2 as event_pb2
from headrace.core.util import saved_tensor_slice_pb2 as saved_tensor_slice_pb2

__all__ = [
    "event_pb2",
    "saved_tensor_slice_pb2",
]
