"""tf.core.framework.node_def_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.graph_pb2 import NodeDef as NodeDef

__all__ = [
    "NodeDef",
]
