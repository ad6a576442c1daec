"""tf.core.framework.tensor_slice_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.checkpoint_pb2 import TensorSliceProto as TensorSliceProto

__all__ = [
    "TensorSliceProto",
]
