"""The global step: a variable that counts training steps."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export

from ..core.defaults import get_default_graph
from ..core.graph import Graph
from ..core.keys import GraphKeys
from ..types.dtypes import int64
from .initializers.plain import Zeros
from .scope import get_variable
from .variable import Variable


@export("train.global_step")
def global_step(sess: Any, global_step_tensor: Any) -> int:
    """The value of the global step in a session.

    Args:
      sess: a session in which it is initialized.
      global_step_tensor: the variable or its tensor.

    Returns:
      int.
    """
    return int(sess.run(global_step_tensor))


@export("train.get_global_step", "contrib.framework.get_global_step", "contrib.slim.get_global_step")
def get_global_step(graph: Graph | None = None) -> Any:
    """The graph's global step, or None where it has none.

    Args:
      graph: the default graph by default.

    Returns:
      A Variable or a Tensor: an integer scalar.

    Raises:
      TypeError: what is called global_step is not an integer scalar.
    """
    graph = graph or get_default_graph()
    found = graph.get_collection(GraphKeys.GLOBAL_STEP)
    if len(found) == 1:
        step = found[0]
    else:
        try:
            step = graph.get_tensor_by_name("global_step:0")
        except KeyError:
            return None
    assert_global_step(step)
    return step


@export("train.assert_global_step", "contrib.framework.assert_global_step", "contrib.slim.assert_global_step")
def assert_global_step(global_step_tensor: Any) -> None:
    """Raise TypeError unless the tensor is an integer scalar.

    Args:
      global_step_tensor: a tensor or a variable.
    """
    if not global_step_tensor.dtype.base_dtype.is_integer:
        raise TypeError(f'Existing "global_step" does not have integer type: {global_step_tensor.dtype}')
    if global_step_tensor.get_shape().ndims not in (0, None):
        raise TypeError(f'Existing "global_step" is not scalar: {global_step_tensor.get_shape()}')


@export("train.create_global_step", "contrib.framework.create_global_step", "contrib.slim.create_global_step")
def create_global_step(graph: Graph | None = None) -> Variable:
    """Make the graph's global step, an int64 scalar variable that starts with 0.

    Args:
      graph: the default graph by default.

    Returns:
      The Variable.

    Raises:
      ValueError: the graph has one.
    """
    graph = graph or get_default_graph()
    if get_global_step(graph) is not None:
        raise ValueError('"global_step" already exists.')

    with graph.as_default(), graph.name_scope(None):
        return get_variable(
            GraphKeys.GLOBAL_STEP,
            [],
            int64,
            Zeros(),
            trainable=False,
            collections=[GraphKeys.GLOBAL_VARIABLES, GraphKeys.GLOBAL_STEP],
        )


@export(
    "train.get_or_create_global_step", "contrib.framework.get_or_create_global_step", "contrib.slim.get_or_create_global_step"
)
def get_or_create_global_step(graph: Graph | None = None) -> Variable:
    """The graph's global step, made if it has none.

    Args:
      graph: the default graph by default.

    Returns:
      A Variable or a Tensor: an integer scalar.
    """
    graph = graph or get_default_graph()
    found = get_global_step(graph)
    return create_global_step(graph) if found is None else found
