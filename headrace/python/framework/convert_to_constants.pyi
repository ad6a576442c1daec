"""tf.python.framework.convert_to_constants: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.meta_graph import export_meta_graph as export_meta_graph

__all__ = [
    "export_meta_graph",
]
