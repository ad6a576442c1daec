"""tf.python.framework.importer: as far as programs use it. Made by `make names`."""

from headrace.graph.graphdef.importing import import_graph_def as import_graph_def

__all__ = [
    "import_graph_def",
]
