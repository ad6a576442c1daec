"""What the functions that run cells over sequences have in common: one step of sequences of different lengths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.structures import assert_same_structure, flat, packed
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import TensorLike
from headrace.graph.types.shapes import TensorShape


@export("contrib.rnn.transpose_batch_time", "python.ops.rnn._transpose_batch_time")
def transpose_batch_time(x: Any) -> Tensor:
    """The first two dimensions of a tensor exchanged; one of rank less than 2 as it is.

    Args:
      x: a tensor [batch, time, ...], or [time, batch, ...].

    Returns:
      [time, batch, ...], or [batch, time, ...], in the type of `x`.
    """
    static = None if x.shape.rank is None else x.shape.as_list()
    if static is not None and len(static) < 2:
        return x
    others = ops.range(2, ops.rank(x))
    transposed = ops.transpose(x, ops.concat(([1, 0], others), axis=0))
    if static is not None:
        transposed.set_shape([static[1], static[0], *static[2:]])
    return transposed


@export("contrib.rnn.best_effort_input_batch_size", "python.ops.rnn._best_effort_input_batch_size")
def best_effort_input_batch_size(flat_input: Sequence[Any]) -> Any:
    """The batch size of tensors [time, batch, ...].

    Args:
      flat_input: a list of tensors.

    Returns:
      an int if one of them says it, else a scalar int32 tensor.

    Raises:
      ValueError: a tensor of rank less than 2.
    """
    for one in flat_input:
        if one.shape.rank is None:
            continue
        if one.shape.rank < 2:
            raise ValueError(f"Expected input tensor {one} to have rank at least 2")
        if (size := one.shape.as_list()[1]) is not None:
            return size
    return ops.shape(flat_input[0])[1]


def set_caching_device(scope: Any) -> None:
    """Let variables of a scope be read on the device that they are on, unless something else is said or a loop runs."""
    context = get_default_graph().context
    if (context is None or context.loop is None) and scope.caching_device is None:
        scope.set_caching_device(lambda op: op.device)


def state_dtype(explicit: Any, state: Any) -> Any:
    """The type of a state: the explicit one, else that of its tensors. Raises ValueError where they have several."""
    if explicit is not None:
        return explicit
    if not isinstance(state, (list, tuple, dict)):
        return state.dtype
    kinds = [leaf.dtype for leaf in flat(state)]
    if not kinds:
        raise ValueError("Unable to infer dtype from empty state.")
    if any(kind != kinds[0] for kind in kinds):
        raise ValueError("State has tensors of different inferred_dtypes. Unable to infer a single representative dtype.")
    return kinds[0]


def initial_state_of(cell: Any, batch_size: Any, dtype: Any) -> Any:
    """The state that a cell begins with where none is given."""
    if getattr(cell, "get_initial_state", None) is not None:
        return cell.get_initial_state(inputs=None, batch_size=batch_size, dtype=dtype)
    return cell.zero_state(batch_size, dtype)


def copied_through(finished: Any, before: Any, after: Any) -> Any:
    """`before` where a sequence has ended and `after` where it has not; scalars and TensorArrays are `after`."""
    if not isinstance(before, Tensor) or before.shape.rank == 0:
        return after
    with get_default_graph().colocate_with(after):
        return ops.where(finished, before, after)


@export("python.ops.rnn._rnn_step")
def _rnn_step(
    time: Any,
    sequence_length: TensorLike,
    min_sequence_length: Any,
    max_sequence_length: Any,
    zero_output: Any,
    state: Any,
    call_cell: Callable[[], Any],
    state_size: Any,
    skip_conditionals: bool = False,
) -> Any:
    """Output and new state of a step; zeros and the state before for sequences that have ended.

    Args:
      time: the number of the step, an int or an int32 scalar.
      sequence_length: int32 [batch].
      min_sequence_length, max_sequence_length: int32 scalars, the least and the greatest of these.
      zero_output: zeros that look like the output.
      state: the state before.
      call_cell: takes the step, a function without arguments.
      state_size: that of the cell.
      skip_conditionals: take the step in any case, rather than only where a sequence goes on.

    Returns:
      output and new state, in the structures of `zero_output` and `state`.

    Raises:
      ValueError: output or new state look different from `zero_output` and `state`.
      TypeError: their structures are of another type.
    """
    states, zeros = flat(state), flat(zero_output)
    finished = time >= sequence_length

    def stepped() -> tuple[list, list]:
        output, new_state = call_cell()
        assert_same_structure(zero_output, output)
        assert_same_structure(state, new_state)
        return flat(output), flat(new_state)

    def copied(outputs: list, new_states: list) -> list:
        return [
            copied_through(finished, before, after)
            for before, after in zip([*zeros, *states], [*outputs, *new_states], strict=True)
        ]

    def at_least_one_goes_on() -> Any:
        outputs, new_states = stepped()
        new_states_first = outputs + new_states
        return cond(time < min_sequence_length, lambda: new_states_first, lambda: copied(outputs, new_states))

    if skip_conditionals:
        found = copied(*stepped())
    else:
        found = cond(time >= max_sequence_length, lambda: zeros + states, at_least_one_goes_on)
    for result, like in zip(found, [*zeros, *states], strict=True):
        if isinstance(result, Tensor):
            result.set_shape(like.static_shape)
    return packed(zero_output, iter(found[: len(zeros)])), packed(state, iter(found[len(zeros) :]))


def merged_batch_size(shapes: Sequence[TensorShape], axis: int = 0) -> int | None:
    """The batch size that all shapes agree on, None where none says it. Raises ValueError where they do not agree."""
    size = shapes[0][axis]
    for shape in shapes[1:]:
        size = size.merge_with(shape[axis])
    return size.value
