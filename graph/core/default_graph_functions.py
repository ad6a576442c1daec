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
    """A context whose operations run after others.

    Args:
      control_inputs: Operations or Tensors; None forgets those of the contexts around it.

    Returns:
      A context manager.
    """
    return get_default_graph().control_dependencies(control_inputs)


@export("device")
def device(device_name_or_function: Any) -> AbstractContextManager:
    """A context whose operations belong on a device: see `Graph.device`. All run on the CPU; the graph says it.

    Args:
      device_name_or_function: a name such as "/cpu:0", a function from an Operation to a name, or None, which forgets the
        contexts around it.

    Returns:
      A context manager.

    Example:
      >>> with tf.device("/job:ps/cpu:0"):
      ...     a = tf.constant(1.0)
      >>> a.device
      '/job:ps/device:CPU:0'
    """
    return get_default_graph().device(device_name_or_function)


@export("colocate_with")
def colocate_with(op: Any, ignore_existing: bool = False) -> AbstractContextManager:
    """A context whose operations belong on the device of `op`.

    Args:
      op: an Operation, a Tensor or a Variable; None for none.
      ignore_existing: forget the contexts of colocation around it.

    Returns:
      A context manager.
    """
    return get_default_graph().colocate_with(op, ignore_existing)


@export("container")
def container(container_name: str) -> AbstractContextManager:
    """A context whose variables and queues carry a container name: equal shared names in two are two.

    Args:
      container_name: any text.

    Returns:
      A context manager.
    """
    return get_default_graph().container(container_name)


@export("add_to_collection")
def add_to_collection(name: str, value: TensorLike) -> None:
    """Add a value to a collection of the default graph.

    Args:
      name: of the collection.
      value: any.
    """
    get_default_graph().add_to_collection(name, value)


@export("add_to_collections")
def add_to_collections(names: str | Iterable[str], value: TensorLike) -> None:
    """Add a value to each of some collections of the default graph.

    Args:
      names: of the collections: one text, or several.
      value: any.
    """
    get_default_graph().add_to_collections(names, value)


@export("get_collection")
def get_collection(key: str, scope: str | None = None) -> list:
    """A copy of a collection of the default graph.

    Args:
      key: the name of the collection.
      scope: a regular expression; only items whose names match it from their start, where it is given.

    Returns:
      A list.
    """
    return get_default_graph().get_collection(key, scope)


@export("get_collection_ref")
def get_collection_ref(key: str) -> list:
    """The collection of the default graph itself: what is added to the list is added to the collection.

    Args:
      key: the name of the collection.

    Returns:
      The list, a new one where there was none.
    """
    return get_default_graph().get_collection_ref(key)
