"""tf.core.protobuf.saver_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.saver_pb2 import SaverDef as SaverDef

__all__ = [
    "SaverDef",
]
