"""tf.core.util.saved_tensor_slice_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.checkpoint_pb2 import SavedSlice as SavedSlice
from headrace.formats.proto.checkpoint_pb2 import SavedSliceMeta as SavedSliceMeta
from headrace.formats.proto.checkpoint_pb2 import SavedTensorSliceMeta as SavedTensorSliceMeta
from headrace.formats.proto.checkpoint_pb2 import SavedTensorSlices as SavedTensorSlices

__all__ = [
    "SavedSlice",
    "SavedSliceMeta",
    "SavedTensorSliceMeta",
    "SavedTensorSlices",
]
