"""tf.core.framework.function_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.graph_pb2 import FunctionDef as FunctionDef
from headrace.formats.proto.graph_pb2 import FunctionDefLibrary as FunctionDefLibrary
from headrace.formats.proto.graph_pb2 import GradientDef as GradientDef

__all__ = [
    "FunctionDef",
    "FunctionDefLibrary",
    "GradientDef",
]
