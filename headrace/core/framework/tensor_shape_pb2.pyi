"""tf.core.framework.tensor_shape_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.tensor_pb2 import TensorShapeProto as TensorShapeProto

__all__ = [
    "TensorShapeProto",
]
