"""tf.core.protobuf.saved_model_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.saved_model_pb2 import SavedModel as SavedModel

__all__ = [
    "SavedModel",
]
