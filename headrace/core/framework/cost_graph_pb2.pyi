"""tf.core.framework.cost_graph_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.config_pb2 import CostGraphDef as CostGraphDef

__all__ = [
    "CostGraphDef",
]
