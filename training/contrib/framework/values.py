"""Values for variables: zeros, arrays by name, those of checkpoints; the global step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.checkpoints import initializing, reader
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.default_graph_functions import get_collection
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.state.variable import ASSIGN
from headrace.graph.variables.global_step import assert_global_step, get_global_step


@export("contrib.framework.zero_initializer", "contrib.slim.zero_initializer")
def zero_initializer(ref: Any, use_locking: bool = True, name: str = "zero_initializer") -> Tensor:
    """Give a variable that has no value yet zeros.

    Args:
      ref: a Variable of known shape.
      use_locking: accepted.
      name: of the operation.

    Returns:
      the variable's new value, when it is run.
    """
    dtype = ref.dtype.base_dtype
    return ASSIGN(convert_to_tensor(ref, as_ref=True), ops.zeros(ref.get_shape().as_list(), dtype), name=name)


@export("contrib.framework.assert_or_get_global_step", "contrib.slim.assert_or_get_global_step")
def assert_or_get_global_step(graph: Graph | None = None, global_step_tensor: Any = None) -> Any:
    """A global step that has been looked at, or the graph's own.

    Args:
      graph: a Graph, the default one by default.
      global_step_tensor: the step; None: the graph's.

    Returns:
      the step; None where the graph has none.

    Raises:
      TypeError: it is no integer scalar.
    """
    if global_step_tensor is None:
        return get_global_step(graph)
    assert_global_step(global_step_tensor)
    return global_step_tensor


@export("contrib.framework.assign_from_values", "contrib.slim.assign_from_values")
def assign_from_values(var_names_to_values: Mapping[str, np.ndarray]) -> tuple[Operation, dict[Tensor, np.ndarray]]:
    """An operation that gives variables values, and the feeds to run it with.

    Args:
      var_names_to_values: arrays by the names of global variables.

    Returns:
      the Operation, and a dict from placeholders to arrays.

    Raises:
      ValueError: a name stands for no variable, or for several; an array has another number of elements.
    """
    feeds, assigned = {}, []
    for name, value in var_names_to_values.items():
        variable = _named(name)
        place = ops.placeholder(variable.dtype.base_dtype, variable.get_shape(), name=f"placeholder/{variable.op.name}")
        assigned.append(variable.assign(place))
        feeds[place] = value.reshape(variable.get_shape().as_list())
    return ops.group(*assigned), feeds


def _named(name: str) -> Any:
    found = get_collection(GraphKeys.GLOBAL_VARIABLES, name)
    if not found:
        raise ValueError(f"Variable {name} wasn't found")
    if len(found) == 1:
        return found[0]
    for variable in found:
        if variable.op.name == name:
            return variable
    raise ValueError(f"Variable {name} doesn't uniquely identify a variable")


@export("contrib.framework.assign_from_values_fn", "contrib.slim.assign_from_values_fn")
def assign_from_values_fn(var_names_to_values: Mapping[str, np.ndarray]) -> Callable[[Any], Any]:
    """A function that gives variables values.

    Args:
      var_names_to_values: arrays by the names of global variables.

    Returns:
      a function of a session.

    Raises:
      ValueError: as `assign_from_values`.
    """
    assign, feeds = assign_from_values(var_names_to_values)
    return lambda session: session.run(assign, feeds)


# -- checkpoints, under the older names of their arguments -------------------------------------------------------------


@export("contrib.framework.load_checkpoint")
def load_checkpoint(filepattern: Any) -> reader.CheckpointReader:
    """`tf.train.load_checkpoint` with the older name of its argument.

    Args:
      filepattern: a checkpoint, or a directory, of which the latest is taken.

    Returns:
      a CheckpointReader.

    Raises:
      NoCheckpointError: there is none in the directory.
    """
    return reader.load_checkpoint(filepattern)


@export("contrib.framework.load_variable")
def load_variable(checkpoint_dir: Any, name: str) -> Any:
    """`tf.train.load_variable` with the older name of its argument.

    Args:
      checkpoint_dir: a checkpoint, or a directory, of which the latest is taken.
      name: of the variable.

    Returns:
      an array.

    Raises:
      NoCheckpointError: there is none in the directory.
      NotFoundError: the checkpoint has no such variable.
    """
    return reader.load_variable(checkpoint_dir, name)


@export("contrib.framework.list_variables")
def list_variables(checkpoint_dir: Any) -> list[tuple[str, list[int]]]:
    """`tf.train.list_variables` with the older name of its argument.

    Args:
      checkpoint_dir: a checkpoint, or a directory, of which the latest is taken.

    Returns:
      a list of pairs of a name and a shape.

    Raises:
      NoCheckpointError: there is none in the directory.
    """
    return reader.list_variables(checkpoint_dir)


@export("contrib.framework.init_from_checkpoint")
def init_from_checkpoint(checkpoint_dir: Any, assignment_map: dict[str, Any]) -> None:
    """`tf.train.init_from_checkpoint` with the older name of its argument.

    Args:
      checkpoint_dir: a checkpoint, or a directory, of which the latest is taken.
      assignment_map: as of `tf.train.init_from_checkpoint`.

    Raises:
      ValueError: as `tf.train.init_from_checkpoint`.
    """
    initializing.init_from_checkpoint(checkpoint_dir, assignment_map)
