"""What a Supervisor finds in the graph's collections, or makes.

Source of names and behaviour: tf.train.Supervisor, TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.graph import ops
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.platform import logging
from headrace.graph.variables.collections import global_variables, local_variables_initializer

from .scaffold import tables_initializer

USE_DEFAULT = 0


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


def a_local_init_op() -> Any:
    """Initializes local variables and tables."""
    return ops.group(local_variables_initializer(), tables_initializer())


def a_saver() -> Any:
    """Saves all variables; None where there are none."""

    return Saver() if global_variables() else None


def a_global_step() -> Any:
    """The tensor `global_step:0`; None where there is none, or it is no integer."""
    try:
        step = get_default_graph().get_tensor_by_name("global_step:0")
    except KeyError:
        return None
    if step.dtype.base_dtype.is_integer:
        return step
    logging.warning("Found 'global_step' is not an int type: %s", step.dtype)
    return None
