"""export_meta_graph: a graph with its collections and its saver as one message."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export

from ..core.defaults import get_default_graph
from ..core.graph import Graph
from ..core.keys import GraphKeys
from ..core.op import OPS
from ..core.signature import REQUIRED
from ..graphdef.attr_values import attr_value
from ..graphdef.collection_protos import functions_of
from ..graphdef.export import graph_def as graph_def_of
from ..graphdef.export import op_list
from ..graphdef.files import write_message
from ..graphdef.name_scopes import strip_name_scope
from ..platform import logging

TENSORFLOW_VERSION = "1.15.0"
"""The TensorFlow whose graphs these are, as far as readers can tell."""
UNBOUND_INPUTS = "unbound_inputs"
_UNBOUND = "$unbound_inputs_"
_SAVING = frozenset({"SaveV2", "Save", "SaveSlices", "RestoreV2", "Restore", "RestoreSlice"})


@export("train.export_meta_graph")
def export_meta_graph(
    filename: Any = None,
    meta_info_def: Any = None,
    graph_def: Any = None,
    saver_def: Any = None,
    collection_list: Sequence[str] | None = None,
    as_text: bool = False,
    graph: Graph | None = None,
    export_scope: str | None = None,
    clear_devices: bool = False,
    clear_extraneous_savers: bool = False,
    strip_default_attrs: bool = False,
    save_debug_info: bool = False,
    **kwargs: Any,
) -> Any:
    """A graph as a MetaGraphDef, written to a file where one is named.

    Args:
      filename: the file.
      meta_info_def: what else to say about it.
      graph_def: its nodes; those of `graph` by default.
      saver_def: how its variables are saved and restored.
      collection_list: the collections to write; all whose keys are text by default.
      as_text: write text rather than binary.
      graph: the default graph by default.
      export_scope: only what is in this scope, without its name; inputs from outside are in the collection
        "unbound_inputs".
      clear_devices: leave devices out.
      clear_extraneous_savers: leave out the operations of savers but that of `saver_def`.
      strip_default_attrs: leave out attributes that have their default values.
      save_debug_info: accepted; operations do not know where they were made.

    Returns:
      The MetaGraphDef.

    Raises:
      TypeError: an argument is of another type.
      ValueError: the graph is larger than 2 GB.
    """
    graph = graph or get_default_graph()
    _check_kind("meta_info_def", meta_info_def, "MetaInfoDef")
    _check_kind("graph_def", graph_def, "GraphDef")
    _check_kind("saver_def", saver_def, "SaverDef")
    column = kwargs.pop("unbound_inputs_col_name", UNBOUND_INPUTS)
    if kwargs:
        raise TypeError(f"export_meta_graph() got an unexpected keyword argument '{next(iter(kwargs))}'")
    unbound: list[str] = []
    excluded: set[str] = set()
    if graph_def is None:
        graph_def = graph_def_of(graph, add_shapes=True)
    if export_scope or clear_extraneous_savers or clear_devices:
        if clear_extraneous_savers:
            excluded = _nodes_of_other_savers(graph_def, saver_def)
        graph_def = _part(graph_def, export_scope, excluded, clear_devices, unbound)
    if column and (unbound or not graph.finalized):  # a checkpoint's graph is whole and often finalized
        graph.clear_collection(column)
        for name in unbound:
            graph.add_to_collection(column, name)
    found = messages.meta_graph_pb2.MetaGraphDef()
    if meta_info_def is not None:
        found.meta_info_def.MergeFrom(meta_info_def)
    found.meta_info_def.tensorflow_version = TENSORFLOW_VERSION
    found.graph_def.MergeFrom(graph_def)
    if not found.meta_info_def.stripped_op_list.op:
        found.meta_info_def.stripped_op_list.MergeFrom(op_list(node.op for node in graph_def.node))
    if strip_default_attrs:
        _strip_defaults(found)
    if saver_def is not None:
        found.saver_def.MergeFrom(saver_def)
    for key in graph.get_all_collection_keys() if collection_list is None else collection_list:
        items = graph.get_collection(key)
        if clear_extraneous_savers and key == GraphKeys.SAVERS:
            items = [] if saver_def is None else [functions_of(key).from_proto(saver_def)]  # type: ignore[misc]
        add_collection_def(found, key, items, export_scope, excluded)
    if filename:
        write_message(found, os.fsdecode(filename), as_text)
    return found


def _check_kind(name: str, value: Any, kind: str) -> None:
    if value is not None and getattr(getattr(value, "DESCRIPTOR", None), "name", None) != kind:
        raise TypeError(f"{name} must be of type {kind}, not {type(value)}")


def add_collection_def(
    meta_graph_def: Any, key: Any, items: Sequence[Any], export_scope: str | None = None, excluded: Iterable[str] = ()
) -> None:
    """Add a collection to a MetaGraphDef; one whose items no message can hold is left out, with a warning."""
    if not isinstance(key, (str, bytes)):
        logging.warning("Only collections with string type keys will be serialized. This key has %s", type(key))
        return
    if isinstance(key, bytes):
        key = key.decode()
    excluded = set(excluded)
    items = [item for item in items if _is_included(item, export_scope, excluded)]
    if not items:
        return
    held = messages.meta_graph_pb2.CollectionDef()
    try:
        to_proto = functions_of(key).to_proto
        if to_proto is not None:
            held.bytes_list.SetInParent()
            for item in items:
                proto = to_proto(item, export_scope=export_scope)
                if proto is not None:
                    held.bytes_list.value.append(proto.SerializeToString(deterministic=True))
        else:
            _fill(held, items, export_scope)
    except Exception as error:  # programs keep anything in collections; the graph is exported all the same
        logging.warning(
            "Issue encountered when serializing %s.\nType is unsupported, or the types of the items don't match field type "
            "in CollectionDef. Note this is a warning and probably safe to ignore.\n%s",
            key,
            error,
        )
        return
    meta_graph_def.collection_def[key].CopyFrom(held)


def _fill(held: Any, items: Sequence[Any], export_scope: str | None) -> None:
    """Write a collection as a list of the kind of its first item: text, numbers, or nodes by their names."""
    first = items[0]
    if isinstance(first, (str, bytes)):
        held.bytes_list.value.extend(item.encode() if isinstance(item, str) else item for item in items)
    elif isinstance(first, int):
        held.int64_list.value.extend(items)
    elif isinstance(first, float):
        held.float_list.value.extend(items)
    elif getattr(getattr(first, "DESCRIPTOR", None), "full_name", "") == "google.protobuf.Any":
        held.any_list.value.extend(items)
    else:
        named = [item.name for item in items if not export_scope or item.name.startswith(export_scope)]
        held.node_list.value.extend(strip_name_scope(name, export_scope) for name in named)


def _is_included(item: Any, export_scope: str | None, excluded: set[str]) -> bool:
    name = item if isinstance(item, str) else getattr(item, "name", None)
    if not isinstance(name, str):
        return True
    if name in excluded:
        return False
    return name.startswith((_UNBOUND, export_scope or ""))


def _part(
    graph_def: Any, export_scope: str | None, excluded: set[str], clear_devices: bool, unbound: list[str]
) -> messages.graph_pb2.GraphDef:
    """The nodes in a scope, without its name; the names of inputs from outside are added to `unbound`."""
    found = messages.graph_pb2.GraphDef(versions=graph_def.versions)
    for given in graph_def.node:
        if not _is_included(given.name, export_scope, excluded):
            continue
        node = found.node.add()
        node.CopyFrom(given)
        node.name = strip_name_scope(given.name, export_scope)
        for place, name in enumerate(given.input):
            if export_scope and not name.lstrip("^").startswith(export_scope):
                node.input[place] = re.sub(r"^(\^?)", lambda mark: mark.group(1) + _UNBOUND, name, count=1)
                unbound.append(node.input[place])
            else:
                node.input[place] = strip_name_scope(name, export_scope)
        if "_class" in given.attr:
            groups = [group.decode() for group in given.attr["_class"].list.s]
            kept = [g for g in groups if not export_scope or g.split("@")[1].startswith(export_scope)]
            node.attr["_class"].list.s[:] = [strip_name_scope(group, export_scope).encode() for group in kept]
        if clear_devices:
            node.device = ""
    return found


def _nodes_of_other_savers(graph_def: Any, saver_def: Any) -> set[str]:
    """The nodes in the scopes of savers but that of `saver_def`; each saver lies in a scope of its own."""

    def scope_of(name: str) -> str:
        return name.lstrip("^").partition(":")[0].rpartition("/")[0]

    kept = set() if saver_def is None else {scope_of(saver_def.save_tensor_name), scope_of(saver_def.restore_op_name)}
    saving = {node.name for node in graph_def.node if node.op in _SAVING}
    others = {scope_of(name) for name in saving} - saving - kept
    scopes = tuple(f"{scope}/" for scope in others)
    return {node.name for node in graph_def.node if node.name.startswith(scopes)}


def _strip_defaults(meta_graph_def: Any) -> None:
    for node in meta_graph_def.graph_def.node:
        definition = OPS.get(node.op)
        for name in list(node.attr) if definition is not None else ():
            attribute = definition.attributes.get(name)  # type: ignore[union-attr]
            if attribute is None or attribute.default is REQUIRED or attribute.kind == "python":
                continue
            if attribute.kind != "tensor" and node.attr[name] == attr_value(attribute, attribute.default):
                del node.attr[name]
    meta_graph_def.meta_info_def.stripped_default_attrs = True
