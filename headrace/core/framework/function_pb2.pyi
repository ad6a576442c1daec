"""tf.core.framework.function_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.graph_pb2 import FunctionDefLibrary as FunctionDefLibrary

__all__ = [
    "FunctionDefLibrary",
]
