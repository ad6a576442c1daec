"""import_meta_graph: the graph, the collections and the saver of a MetaGraphDef."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from headrace.formats import files
from headrace.formats import proto as messages
from headrace.formats.errors import DataLossError, NotFoundError
from headrace.formats.exports import export

from ..core.defaults import get_default_graph
from ..core.graph import Graph
from ..core.keys import GraphKeys
from ..graphdef.collection_protos import VARIABLES, functions_of
from ..graphdef.importing import import_graph_def
from ..graphdef.name_scopes import prepend_name_scope, strip_name_scope
from ..platform import logging
from .meta_graph import UNBOUND_INPUTS
from .saver import Saver


@export("train.import_meta_graph")
def import_meta_graph(
    meta_graph_or_file: Any, clear_devices: bool = False, import_scope: str | None = None, **kwargs: Any
) -> Any:
    """Add the graph of a MetaGraphDef to the default graph, and its collections.

    Args:
      meta_graph_or_file: a MetaGraphDef, or the path of a file that holds one, binary or as text.
      clear_devices: leave devices out.
      import_scope: the scope of the operations, inside the current one; that itself by default.
      kwargs: `input_map`, `return_elements`, `restore_collections_predicate`, `graph`: see `import_scoped_meta_graph`.

    Returns:
      the Saver it describes, or one of all variables; None where there are none.

    Raises:
      NotFoundError: there is no such file. DamagedMetaGraphError: it holds no MetaGraphDef, or a collection is damaged.
      ValueError: inputs are unbound.
    """
    return import_meta_graph_with_return_elements(meta_graph_or_file, clear_devices, import_scope, **kwargs)[0]


def import_meta_graph_with_return_elements(
    meta_graph_or_file: Any,
    clear_devices: bool = False,
    import_scope: str | None = None,
    return_elements: Any = None,
    **kwargs: Any,
) -> tuple[Any, Any]:
    """`import_meta_graph`, and the operations and tensors that `return_elements` names."""
    meta_graph_def = _as_meta_graph(meta_graph_or_file)
    with _from_file(meta_graph_or_file):
        variables, elements = _imported(meta_graph_def, clear_devices, import_scope, return_elements=return_elements, **kwargs)
    return _saver(meta_graph_def, import_scope, variables), elements


def import_scoped_meta_graph(
    meta_graph_or_file: Any,
    clear_devices: bool = False,
    graph: Graph | None = None,
    import_scope: str | None = None,
    input_map: Mapping[str, Any] | None = None,
    unbound_inputs_col_name: str | None = UNBOUND_INPUTS,
    restore_collections_predicate: Callable[[str], bool] = lambda key: True,
) -> dict[str, Any]:
    """Add the graph and the collections of a MetaGraphDef; the imported variables by their names in it.

    Args:
      graph: the default graph by default.
      input_map: what takes the place of tensors, as for `import_graph_def`.
      unbound_inputs_col_name: the collection with the names of the inputs that `input_map` has to give.
      restore_collections_predicate: whether to import a collection, by its name.
    """
    with _from_file(meta_graph_or_file):
        return _imported(
            _as_meta_graph(meta_graph_or_file),
            clear_devices,
            import_scope,
            input_map,
            graph,
            unbound_inputs_col_name,
            restore_collections_predicate,
        )[0]


class DamagedMetaGraphError(DataLossError, OSError):
    """A file that holds no MetaGraphDef, or a collection that holds no variables. TensorFlow has an OSError for a file."""


@contextlib.contextmanager
def _in_collection(key: str) -> Iterator[None]:
    """A block that reads the messages in a collection."""
    from google.protobuf.message import DecodeError

    try:
        yield
    except DecodeError as error:
        raise DamagedMetaGraphError(None, None, f"The collection '{key}' of the MetaGraphDef is damaged: {error}") from error


@contextlib.contextmanager
def _from_file(given: Any) -> Iterator[None]:
    """A block that imports what was given; errors in it name the file, if it is one."""
    try:
        yield
    except DamagedMetaGraphError as error:
        if error.path is not None or not isinstance(given, (str, bytes, os.PathLike)):
            raise
        name = os.fsdecode(given)
        raise DamagedMetaGraphError(None, None, f"{error.message}; {name}", path=name) from error.__cause__


def read_meta_graph_file(filename: Any) -> Any:
    """The MetaGraphDef in a file, binary or as text. Raises NotFoundError; DamagedMetaGraphError."""
    name = os.fsdecode(filename)
    try:
        content = files.read_bytes(name)
    except NotFoundError as error:
        raise NotFoundError(None, None, f"File {name} does not exist.", path=name) from error
    from google.protobuf import text_format
    from google.protobuf.message import DecodeError

    try:
        return messages.meta_graph_pb2.MetaGraphDef.FromString(content)
    except DecodeError:
        pass  # it may be text
    try:
        return text_format.Parse(content.decode(), messages.meta_graph_pb2.MetaGraphDef(), allow_unknown_field=True)
    except (text_format.ParseError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedMetaGraphError(None, None, f"Cannot parse file {name}: {error}.", path=name) from error


def _as_meta_graph(given: Any) -> Any:
    if isinstance(given, messages.meta_graph_pb2.MetaGraphDef):
        return given
    if getattr(getattr(given, "DESCRIPTOR", None), "name", None) == "MetaGraphDef":  # TensorFlow's own class
        return messages.meta_graph_pb2.MetaGraphDef.FromString(given.SerializeToString())
    return read_meta_graph_file(given)


def _imported(
    meta_graph_def: Any,
    clear_devices: bool,
    import_scope: str | None,
    input_map: Mapping[str, Any] | None = None,
    graph: Graph | None = None,
    unbound_inputs_col_name: str | None = UNBOUND_INPUTS,
    restore_collections_predicate: Callable[[str], bool] = lambda key: True,
    return_elements: Any = None,
) -> tuple[dict[str, Any], Any]:
    _check_bound(meta_graph_def, unbound_inputs_col_name, input_map)
    graph = graph or get_default_graph()
    with graph.as_default():
        nodes = meta_graph_def.graph_def
        if clear_devices:
            nodes = messages.graph_pb2.GraphDef.FromString(nodes.SerializeToString())
            for node in nodes.node:
                node.device = ""
        outer = graph.get_name_scope()
        scope = graph.unique_name(import_scope, mark_as_used=False) if import_scope else outer
        place = import_scope or (f"{outer}/" if outer else "")  # with a stroke: the scope around the call itself
        info = meta_graph_def.meta_info_def
        producer = info.stripped_op_list if info.HasField("stripped_op_list") else None
        elements = import_graph_def(nodes, input_map, return_elements, place, producer_op_list=producer)
        kept = [
            key
            for key in meta_graph_def.collection_def
            if key != unbound_inputs_col_name and restore_collections_predicate(key)
        ]
        # The variables that are to be trained come first: their messages say so in graphs of before 1.9 by being there.
        kept.sort(key=lambda key: (key != GraphKeys.TRAINABLE_VARIABLES, key))
        collections = _Collections(graph, scope, _knows_trainable(info.tensorflow_version))
        for key in kept:
            with _in_collection(key):
                collections.add(key, meta_graph_def.collection_def[key])
    found = graph.get_collection(GraphKeys.GLOBAL_VARIABLES, f"{scope}/" if scope else None)
    return {strip_name_scope(variable.name, scope): variable for variable in found}, elements


def _check_bound(meta_graph_def: Any, column: str | None, input_map: Mapping[str, Any] | None) -> None:
    if not column or column not in meta_graph_def.collection_def:
        return
    held = meta_graph_def.collection_def[column]
    names = [name.decode() for name in held.bytes_list.value] or list(held.node_list.value)
    if names and sorted(set(names)) != sorted(input_map or {}):
        missing = [name for name in names if not input_map or name not in input_map]
        raise ValueError(f"Graph contains unbound inputs: {','.join(missing)}. Must provide these inputs through input_map.")


def _knows_trainable(version: str) -> bool:
    """Whether VariableDefs of that version of TensorFlow say which variables are trained: since 1.9."""
    numbers = [int(part) for part in version.split(".")[:2] if part.isdigit()]
    return len(numbers) < 2 or numbers >= [1, 9]


class _Collections:
    """The collections of a MetaGraphDef on their way into a graph."""

    def __init__(self, graph: Graph, scope: str, knows_trainable: bool) -> None:
        self._graph = graph
        self._scope = scope
        self._knows_trainable = knows_trainable
        self._variables: dict[bytes, Any] = {}  # one object for each, in whatever collections it is

    def add(self, key: str, held: Any) -> None:
        kind = held.WhichOneof("kind")
        if kind is None:
            logging.error("Cannot identify data type for collection %s. Skipping.", key)
            return
        for value in getattr(held, kind).value:
            self._graph.add_to_collection(key, self._item(key, kind, value))

    def _item(self, key: str, kind: str, value: Any) -> Any:
        functions = functions_of(key)
        if functions.from_proto is not None and kind == "bytes_list":
            if key not in VARIABLES:
                return functions.from_proto(functions.proto_type.FromString(value), import_scope=self._scope)
            if value not in self._variables:
                proto = functions.proto_type.FromString(value)
                if not self._knows_trainable:
                    proto.trainable = key == GraphKeys.TRAINABLE_VARIABLES
                self._variables[value] = functions.from_proto(proto, import_scope=self._scope)
            return self._variables[value]
        if kind == "node_list":
            return self._graph.as_graph_element(prepend_name_scope(value, self._scope))
        if kind == "bytes_list":
            return prepend_name_scope(value.decode("utf-8", "surrogateescape"), self._scope)
        return value


def _saver(meta_graph_def: Any, import_scope: str | None, variables: Mapping[str, Any]) -> Any:
    if meta_graph_def.HasField("saver_def"):
        scope = import_scope
        for name, variable in variables.items():
            scope = variable.name[: -len(name)]
            break
        return Saver(saver_def=meta_graph_def.saver_def, name=scope)
    if variables:
        return Saver()
    logging.info("Saver not created because there are no variables in the graph to restore")
    return None
