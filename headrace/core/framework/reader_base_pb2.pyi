"""tf.core.framework.reader_base_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.reader_state_pb2 import ReaderBaseState as ReaderBaseState

__all__ = [
    "ReaderBaseState",
]
