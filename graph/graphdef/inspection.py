"""What a file with a graph holds: its ops, what goes in and comes out, and what headrace does not have.

for found in inspection.graphs("saved_model/"):
    print(found.ops, found.inputs, found.outputs, found.not_covered)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from headrace.formats import events, files, tfrecord
from headrace.formats import proto as messages
from headrace.formats.errors import DataLossError, InvalidArgumentError, NotFoundError, OpError
from headrace.formats.files import directories
from headrace.formats.files.paths import Path, path_text

from ..core.graph import Graph
from ..types.dtypes import as_dtype
from .importing import import_graph_def
from .nodes import in_ops_of_today, not_registered

_SAVED_MODELS = ("saved_model.pb", "saved_model.pbtxt")
_FIRST_FIELDS = {
    "SavedModel": ("saved_model_schema_version", "meta_graphs"),
    "MetaGraphDef": ("meta_info_def", "graph_def", "saver_def", "collection_def", "signature_def", "asset_file_def"),
    "GraphDef": ("node", "library", "version", "versions"),
}
_FIRST_FIELD = re.compile(r"(?:\s|#.*\n)*(\w+)")


class Port(NamedTuple):
    """A tensor that goes into a graph or comes out of it, or an operation at its end.

    Attributes:
      name: of its node.
      op: the type of the node.
      dtype: the name of its type; "" where it is not known, and for an operation that gives nothing.
      shape: sizes, None for those that are not known; None as a whole where not even their number is.
    """

    name: str
    op: str
    dtype: str
    shape: tuple[int | None, ...] | None


class Signature(NamedTuple):
    """A signature of a SavedModel: its name, its method's, and its tensors by their names in it."""

    name: str
    method: str
    inputs: dict[str, Port]
    outputs: dict[str, Port]


class GraphSummary(NamedTuple):
    """What is in a graph.

    Attributes:
      form: of its file: "GraphDef", "MetaGraphDef", "SavedModel" or "event file".
      producer: the version of the GraphDef.
      tags: of a MetaGraphDef.
      nodes: how many there are.
      ops: how many of each type, the most frequent first.
      inputs: the placeholders.
      outputs: the nodes whose results no node takes and that no node waits for.
      signatures: of a MetaGraphDef.
      not_covered: the types of `ops` that headrace does not have.
      refused: where it has all types and still does not import the graph: why. Else "".
    """

    form: str
    producer: int
    tags: tuple[str, ...]
    nodes: int
    ops: dict[str, int]
    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]
    signatures: tuple[Signature, ...]
    not_covered: tuple[str, ...]
    refused: str


def graphs(path: Path) -> list[GraphSummary]:
    """What is in each graph of a file.

    Args:
      path: a GraphDef, MetaGraphDef or SavedModel, binary or as text; an event file; the directory of a SavedModel; the name
        of a checkpoint, whose `.meta` is meant.
    Raises:
      NotFoundError: there is no such file.
      InvalidArgumentError: it holds no graph. DataLossError: it is a damaged event file.
    """
    name = _file_of(path_text(path))
    return [_summary(form, meta) for form, meta in _meta_graphs(name)]


def _file_of(name: str) -> str:
    if directories.is_directory(name):
        for file in _SAVED_MODELS:
            if directories.exists(f"{name.rstrip('/')}/{file}"):
                return f"{name.rstrip('/')}/{file}"
        raise NotFoundError(None, None, f"{name}: a directory without {' or '.join(_SAVED_MODELS)}", path=name)
    if not directories.exists(name) and directories.exists(f"{name}.meta"):
        return f"{name}.meta"
    return name


def _meta_graphs(path: str) -> Iterator[tuple[str, Any]]:
    """The graphs of a file, each as a MetaGraphDef, and the form of the file."""
    content = files.read_bytes(path)
    if tfrecord.is_header(content[:12]):
        yield from _of_events(path)
        return
    form, message = _parsed(content, path)
    if form == "SavedModel":
        for meta in message.meta_graphs:
            yield form, meta
    elif form == "MetaGraphDef":
        yield form, message
    else:
        yield form, _meta_graph(message)


def _meta_graph(graph_def: Any) -> Any:
    return messages.meta_graph_pb2.MetaGraphDef(graph_def=graph_def)


def _of_events(path: str) -> Iterator[tuple[str, Any]]:
    """The graphs of an event file; TensorFlow writes each twice, as a GraphDef and in a MetaGraphDef, which knows more."""
    found = []
    try:
        for event in events.read(path):
            what = event.WhichOneof("what")
            if what == "graph_def":
                found.append(_meta_graph(messages.graph_pb2.GraphDef.FromString(event.graph_def)))
            elif what == "meta_graph_def":
                meta = messages.meta_graph_pb2.MetaGraphDef.FromString(event.meta_graph_def)
                if found and found[-1].graph_def == meta.graph_def:
                    found.pop()
                found.append(meta)
    except messages.DecodeError as error:
        raise DataLossError(None, None, f"{path}: an event holds bytes that are no graph: {error}", path=path) from error
    if not found:
        raise InvalidArgumentError(None, None, f"{path}: the events in it hold no graph", path=path)
    return (("event file", meta) for meta in found)


def _parsed(content: bytes, path: str) -> tuple[str, Any]:
    """The message in a file and the name of its class: the one that its bytes make most nodes of."""
    classes: dict[str, Any] = {
        "SavedModel": messages.saved_model_pb2.SavedModel,
        "MetaGraphDef": messages.meta_graph_pb2.MetaGraphDef,
        "GraphDef": messages.graph_pb2.GraphDef,
    }
    text = _as_text(content)
    if text is not None:
        return _parsed_text(text, classes, path)
    found = []
    for form, kind in classes.items():
        try:
            message = kind.FromString(content)
        except messages.DecodeError:
            continue
        nodes = _nodes(form, message)
        if all(node.name and node.op for node in nodes) and (nodes or (form == "GraphDef" and message.HasField("versions"))):
            found.append((len(nodes), form, message))
    if found:
        _, form, message = max(found, key=lambda one: one[0])
        return form, message
    raise InvalidArgumentError(
        None, None, f"{path}: no graph: neither a GraphDef, MetaGraphDef or SavedModel nor an event file", path=path
    )


def _nodes(form: str, message: Any) -> list[Any]:
    if form == "GraphDef":
        return list(message.node)
    metas = message.meta_graphs if form == "SavedModel" else [message]
    return [node for meta in metas for node in meta.graph_def.node]


def _as_text(content: bytes) -> str | None:
    """The text that a message is written as; None for a binary one."""
    if not re.fullmatch(rb"[\t\n\r\x20-\x7e\x80-\xff]+", content[:4096]):
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _parsed_text(text: str, classes: dict[str, Any], path: str) -> tuple[str, Any]:
    from google.protobuf import text_format

    first = _FIRST_FIELD.match(text)
    for form, fields in _FIRST_FIELDS.items():
        if first is not None and first[1] in fields:
            try:
                return form, text_format.Parse(text, classes[form](), allow_unknown_field=True)
            except text_format.ParseError as error:
                raise InvalidArgumentError(None, None, f"{path}: no {form}: line {error}", path=path) from error
    raise InvalidArgumentError(
        None, None, f"{path}: a text, and none that begins as a GraphDef, MetaGraphDef or SavedModel does", path=path
    )


def _summary(form: str, meta: Any) -> GraphSummary:
    graph_def = meta.graph_def
    ops = dict(Counter(node.op for node in graph_def.node).most_common())
    missing = not_registered(in_ops_of_today(graph_def.node))
    not_covered = tuple(kind for kind in ops if kind in missing)
    graph, refused = None, ""
    if not not_covered:
        graph = Graph()
        try:
            with graph.as_default():
                import_graph_def(graph_def, name="", producer_op_list=meta.meta_info_def.stripped_op_list)
        except (OpError, ValueError, TypeError) as error:
            graph, refused = None, " ".join(str(error).split())
    consumed = {text.removeprefix("^").partition(":")[0] for node in graph_def.node for text in node.input}
    return GraphSummary(
        form,
        graph_def.versions.producer,
        tuple(meta.meta_info_def.tags),
        len(graph_def.node),
        ops,
        tuple(_port(node, graph) for node in graph_def.node if node.op.startswith("Placeholder")),
        tuple(_port(node, graph) for node in graph_def.node if node.name not in consumed),
        tuple(_signature(name, meta.signature_def[name]) for name in sorted(meta.signature_def)),
        not_covered,
        refused,
    )


def _port(node: Any, graph: Graph | None) -> Port:
    """What a node gives: as the imported graph has it, or as far as the node says it."""
    if graph is not None:
        outputs = graph.get_operation_by_name(node.name).outputs
        if not outputs:
            return Port(node.name, node.op, "", None)
        shape = outputs[0].shape
        sizes = None if shape.ndims is None else tuple(shape.as_list())
        return Port(node.name, node.op, outputs[0].dtype.base_dtype.name, sizes)
    kind, shape = node.attr.get("dtype", node.attr.get("T")), node.attr.get("shape")
    return Port(
        node.name, node.op, "" if kind is None else _type_name(kind.type), None if shape is None else _shape(shape.shape)
    )


def _signature(name: str, definition: Any) -> Signature:
    def ports(tensors: Any) -> dict[str, Port]:
        return {
            key: Port(
                tensors[key].name or tensors[key].coo_sparse.values_tensor_name,
                "",
                _type_name(tensors[key].dtype),
                _shape(tensors[key].tensor_shape),
            )
            for key in sorted(tensors)
        }

    return Signature(name, definition.method_name, ports(definition.inputs), ports(definition.outputs))


def _type_name(number: int) -> str:
    try:
        return as_dtype(number).name
    except TypeError:
        return messages.tensor_pb2.DataType.Name(number) if number in messages.tensor_pb2.DataType.values()[1:] else ""


def _shape(proto: Any) -> tuple[int | None, ...] | None:
    return None if proto.unknown_rank else tuple(None if dim.size < 0 else dim.size for dim in proto.dim)
