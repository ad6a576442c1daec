"""Graph files: what is written about a graph beside its checkpoints: graph.pbtxt, and the graph in the event file."""

from __future__ import annotations

from typing import Any

from headrace.formats import proto as messages
from headrace.graph.core.graph import Graph
from headrace.graph.graphdef.files import write_graph


def write_graph_files(graph: Graph, saver: Any, directory: Any, writer: Any) -> None:
    """Write graph.pbtxt into `directory`, and the graph and its MetaGraphDef to `writer`; either may be None."""
    if directory:
        write_graph(graph.as_graph_def(add_shapes=True), directory, "graph.pbtxt")
    if writer:
        definition = graph.as_graph_def(add_shapes=True)
        writer.add_graph(graph)
        saver_def = saver.as_saver_def() if saver is not None and saver.saver_def is not None else None
        meta_graph = messages.meta_graph_pb2.MetaGraphDef(graph_def=definition, saver_def=saver_def)
        meta_graph.meta_info_def.SetInParent()
        writer.add_meta_graph(meta_graph)
