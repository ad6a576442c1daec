"""tf.core.framework.tensor_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.tensor_pb2 import TensorProto as TensorProto

__all__ = [
    "TensorProto",
]
