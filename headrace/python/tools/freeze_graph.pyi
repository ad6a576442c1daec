"""tf.python.tools.freeze_graph: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.meta_graph_pb2 import MetaGraphDef as MetaGraphDef

__all__ = [
    "MetaGraphDef",
]
