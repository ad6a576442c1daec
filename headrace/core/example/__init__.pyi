"""tf.core.example: as far as programs use it. Made by `make names`."""

from headrace.core.example import example_pb2 as example_pb2
from headrace.core.example import feature_pb2 as feature_pb2

__all__ = [
    "example_pb2",
    "feature_pb2",
]
