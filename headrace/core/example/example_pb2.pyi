"""tf.core.example.example_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.example_pb2 import Example as Example
from headrace.formats.proto.example_pb2 import SequenceExample as SequenceExample

__all__ = [
    "Example",
    "SequenceExample",
]
