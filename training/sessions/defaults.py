"""Defaults of a training: the operations that its graph's collections have, or that are made where they have none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.graph import ops
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.lookup.interface import tables_initializer
from headrace.graph.platform import logging
from headrace.graph.variables.collections import global_variables, local_variables_initializer

USE_DEFAULT: Any = 0
"""What stands for "not given" where None means "without"; the number is TensorFlow's."""


def first_or_new(value: Any, key: str, make: Callable[[], Any]) -> Any:
    """A value, or for USE_DEFAULT the first one of a collection, or a new one, which is added to it."""
    if value is not USE_DEFAULT:
        return value
    graph = get_default_graph()
    found = graph.get_collection(key)
    if len(found) > 1:
        logging.info("Found %d %s operations. Returning the first one.", len(found), key)
    if found:
        return found[0]
    made = make()
    if made is not None:
        graph.add_to_collection(key, made)
    return made


def default_local_init_op() -> Any:
    """An operation that initializes local variables and tables."""
    return ops.group(local_variables_initializer(), tables_initializer())


def default_saver() -> Saver | None:
    """A Saver of all variables; None where there are none."""
    return Saver() if global_variables() else None


def only_saver() -> Saver:
    """The only Saver in the collection SAVERS, or a new one of all variables, which is added to it.

    Raises:
      RuntimeError: there are several.
    """
    graph = get_default_graph()
    savers = graph.get_collection(GraphKeys.SAVERS)
    if len(savers) > 1:
        raise RuntimeError(
            f"More than one item in collection {GraphKeys.SAVERS}. Please indicate which one to use by passing it to the "
            "constructor."
        )
    if not savers:
        savers = [Saver(sharded=True, allow_empty=True)]
        graph.add_to_collection(GraphKeys.SAVERS, savers[0])
    return savers[0]


def default_global_step() -> Any:
    """The tensor `global_step:0`; None where there is none, or it is no integer."""
    try:
        step = get_default_graph().get_tensor_by_name("global_step:0")
    except KeyError:
        return None
    if step.dtype.base_dtype.is_integer:
        return step
    logging.warning("Found 'global_step' is not an int type: %s", step.dtype)
    return None
