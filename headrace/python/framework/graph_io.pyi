"""tf.python.framework.graph_io: as far as programs use it. Made by `make names`."""

from headrace.graph.graphdef.files import write_graph as write_graph

__all__ = [
    "write_graph",
]
