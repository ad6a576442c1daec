"""Scopes and collections of the default graph, as functions of their own."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any

from headrace.formats.exports import export

from ..types.likes import TensorLike
from .defaults import get_default_graph


@export("control_dependencies")
def control_dependencies(control_inputs: Iterable[Any] | None) -> AbstractContextManager:
    """A context whose operations run after `control_inputs`; None forgets those of the contexts around it."""
    return get_default_graph().control_dependencies(control_inputs)


@export("device")
def device(device_name_or_function: Any) -> AbstractContextManager:
    """A context whose operations belong on a device: see `Graph.device`."""
    return get_default_graph().device(device_name_or_function)


@export("colocate_with")
def colocate_with(op: Any, ignore_existing: bool = False) -> AbstractContextManager:
    """A context whose operations belong on the device of `op`."""
    return get_default_graph().colocate_with(op, ignore_existing)


@export("container")
def container(container_name: str) -> AbstractContextManager:
    """A context whose variables and queues carry a container name."""
    return get_default_graph().container(container_name)


@export("add_to_collection")
def add_to_collection(name: str, value: TensorLike) -> None:
    """Add `value` to the collection `name` of the default graph."""
    get_default_graph().add_to_collection(name, value)


@export("add_to_collections")
def add_to_collections(names: str | Iterable[str], value: TensorLike) -> None:
    """Add `value` to each of the collections `names` of the default graph."""
    get_default_graph().add_to_collections(names, value)


@export("get_collection")
def get_collection(key: str, scope: str | None = None) -> list:
    """A copy of a collection of the default graph; with `scope`, of its items whose names begin with that pattern."""
    return get_default_graph().get_collection(key, scope)


@export("get_collection_ref")
def get_collection_ref(key: str) -> list:
    """The collection of the default graph itself: what is added to the list is added to the collection."""
    return get_default_graph().get_collection_ref(key)
