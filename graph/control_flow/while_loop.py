"""while_loop: operations that run again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.constants import constant
from ..core.defaults import get_default_graph
from ..core.keys import GraphKeys
from ..types.shapes import TensorShape
from .while_context import WhileContext


@export("while_loop")
def while_loop(
    cond: Callable[..., Any],
    body: Callable[..., Any],
    loop_vars: Any,
    shape_invariants: Any = None,
    parallel_iterations: int = 10,
    back_prop: bool = True,
    swap_memory: bool = False,
    name: str | None = None,
    maximum_iterations: Any = None,
    return_same_structure: bool = False,
) -> Any:
    """Repeat `body` while `cond` holds.

    Operations that the functions make run in each iteration, what was made outside runs once.

    Args:
      cond: takes the loop's variables, one argument for each, and gives a bool scalar.
      body: takes the loop's variables and gives those of the next iteration, in the same structure.
      loop_vars: list or tuple of what the variables are first: tensors, IndexedSlices, SparseTensors, TensorArrays, lists,
        tuples, namedtuples and dicts of those.
      shape_invariants: in the structure of `loop_vars`, a TensorShape for each leaf: what is the same in all iterations;
        the first shapes by default. Of IndexedSlices that of the values, of a SparseTensor that of its dense shape.
      parallel_iterations: how many iterations may run at once at most; they run one after the other.
      back_prop: whether `gradients` goes through the loop.
      swap_memory: accepted; there is one memory.
      maximum_iterations: int scalar: after how many iterations the loop ends at the latest.
      return_same_structure: keep the list of a single variable as a list.

    Returns:
      the variables after the loop in the structure that `body` returns, a single one by itself.

    Raises:
      TypeError: a function is not callable, or `cond` gives no bool.
      ValueError: there are no `loop_vars`, `body` returns another structure, other types or other shapes than the
        invariants, or `maximum_iterations` is no scalar.
    """
    if not callable(cond):
        raise TypeError("cond must be callable.")
    if not callable(body):
        raise TypeError("body must be callable.")
    if parallel_iterations < 1:
        raise TypeError("parallel_iterations must be a positive integer.")
    graph = get_default_graph()
    with graph.name_scope(name or "while"):
        if not loop_vars:
            raise ValueError("No loop variables provided")
        condition, step, variables, shapes = cond, body, loop_vars, shape_invariants
        if maximum_iterations is not None:
            maximum_iterations = convert_to_tensor(maximum_iterations, name="maximum_iterations")
            if maximum_iterations.static_shape != ():
                raise ValueError(f"maximum_iterations must be a scalar, saw shape: {maximum_iterations.shape}")
            counter = constant(0, maximum_iterations.dtype, name="iteration_counter")
            condition, step = _counted(cond, body, maximum_iterations, len(loop_vars) == 1 and not return_same_structure)
            variables = (counter, loop_vars[0] if len(loop_vars) == 1 and not return_same_structure else loop_vars)
            if shapes is not None:
                shapes = (TensorShape(()), shapes)
        context = WhileContext(maximum_iterations, parallel_iterations, back_prop, swap_memory)
        if context.outer is None:
            graph.add_to_collection(GraphKeys.WHILE_CONTEXT, context)
        result = context.build(condition, step, variables, shapes, return_same_structure)
        return result if maximum_iterations is None else result[1]


def _counted(
    cond: Callable[..., Any], body: Callable[..., Any], limit: Any, single: bool
) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The functions of a loop whose first variable counts iterations, the others being its second."""

    def arguments(variables: Any) -> Any:
        return [variables] if single else variables

    return (
        lambda i, variables: ops.logical_and(i < limit, cond(*arguments(variables))),
        lambda i, variables: (i + 1, body(*arguments(variables))),
    )
