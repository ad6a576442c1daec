"""tf.core.framework.graph_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.graph_pb2 import GraphDef as GraphDef

__all__ = [
    "GraphDef",
]
