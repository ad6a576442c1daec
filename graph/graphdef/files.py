"""write_graph: a graph in a file."""

from __future__ import annotations

import os
from typing import Any

from headrace.formats import files
from headrace.formats.exports import export
from headrace.formats.files import directories
from headrace.formats.files.paths import named

from ..core.graph import Graph
from .export import graph_def


@export("io.write_graph", "train.write_graph")
def write_graph(graph_or_graph_def: Any, logdir: Any, name: str, as_text: bool = True) -> str:
    """Write a graph as a GraphDef.

    Args:
      graph_or_graph_def: a Graph or a GraphDef.
      logdir: the folder, made where it is missing.
      name: of the file.
      as_text: as text rather than in binary form.

    Returns:
      the path of the file.
    """
    proto = graph_def(graph_or_graph_def) if isinstance(graph_or_graph_def, Graph) else graph_or_graph_def
    return write_message(proto, os.path.join(os.fsdecode(logdir), name), as_text)


def write_message(proto: Any, path: str, as_text: bool) -> str:
    """Write a message into a file, whole or not at all, and make the folder where it is missing. Returns the path."""
    if as_text:
        from google.protobuf import text_format

        content = text_format.MessageToString(proto).encode()
    else:
        content = proto.SerializeToString(deterministic=True)
    folder = os.path.dirname(path)
    if folder:
        directories.make_all(folder)
    with files.replace(path) as file, named(path):
        file.write(content)
    return path
