"""Networks in both directions, one above the other: each takes the outputs of both directions below."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.types.likes import DTypeLike, ScopeLike, TensorLike
from headrace.graph.variables.scope import variable_scope

from ...rnn.dynamic import bidirectional_dynamic_rnn
from ...rnn.static import static_bidirectional_rnn


def _checked(cells_fw: Any, cells_bw: Any, states_fw: Any, states_bw: Any) -> tuple[list, list]:
    """The initial states of both directions, one for each cell. Raises ValueError where cells or states are not lists alike."""
    for role, cells in (("fw", cells_fw), ("bw", cells_bw)):
        if not cells:
            raise ValueError(f"Must specify at least one {role} cell for BidirectionalRNN.")
    for role, cells in (("fw", cells_fw), ("bw", cells_bw)):
        if not isinstance(cells, list):
            raise ValueError(f"cells_{role} must be a list of RNNCells (one per layer).")
    if len(cells_fw) != len(cells_bw):
        raise ValueError("Forward and Backward cells must have the same depth.")
    for role, states in (("fw", states_fw), ("bw", states_bw)):
        if states is not None and (not isinstance(states, list) or len(states) != len(cells_fw)):
            raise ValueError(f"initial_states_{role} must be a list of state tensors (one per layer).")
    none = [None] * len(cells_fw)
    return states_fw or none, states_bw or none


@export("contrib.rnn.stack_bidirectional_rnn")
def stack_bidirectional_rnn(
    cells_fw: list,
    cells_bw: list,
    inputs: Any,
    initial_states_fw: list | None = None,
    initial_states_bw: list | None = None,
    dtype: DTypeLike | None = None,
    sequence_length: TensorLike | None = None,
    scope: ScopeLike | None = None,
) -> tuple[Any, tuple, tuple]:
    """`static_bidirectional_rnn` one above the other, in scopes `cell_0`, `cell_1`, ...

    Args:
      cells_fw, cells_bw: lists of cells, one for each layer.
      inputs: a list of tensors [batch, depth].
      initial_states_fw, initial_states_bw: lists of states, one for each layer; zeros of type `dtype` by default.
      dtype: of the states; that of the initial states by default.
      sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the states stay; None: all steps count.
      scope: the variable scope, "stack_bidirectional_rnn" by default.

    Returns:
      the outputs of the last layer, and tuples of the last states of both directions.

    Raises:
      ValueError: cells or states that are no lists of one length; as `static_bidirectional_rnn`.
      TypeError: as `static_bidirectional_rnn`.
    """
    states_fw, states_bw = _checked(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    last_fw, last_bw = [], []
    with variable_scope(scope or "stack_bidirectional_rnn"):
        for number, (fw, bw, first_fw, first_bw) in enumerate(zip(cells_fw, cells_bw, states_fw, states_bw, strict=True)):
            with variable_scope(f"cell_{number}") as own:
                inputs, state_fw, state_bw = static_bidirectional_rnn(
                    fw, bw, inputs, first_fw, first_bw, dtype=dtype, sequence_length=sequence_length, scope=own
                )
            last_fw.append(state_fw)
            last_bw.append(state_bw)
    return inputs, tuple(last_fw), tuple(last_bw)


@export("contrib.rnn.stack_bidirectional_dynamic_rnn")
def stack_bidirectional_dynamic_rnn(
    cells_fw: list,
    cells_bw: list,
    inputs: Any,
    initial_states_fw: list | None = None,
    initial_states_bw: list | None = None,
    dtype: DTypeLike | None = None,
    sequence_length: TensorLike | None = None,
    parallel_iterations: int | None = None,
    time_major: bool = False,
    scope: ScopeLike | None = None,
    swap_memory: bool = False,
) -> tuple[Any, tuple, tuple]:
    """`bidirectional_dynamic_rnn` one above the other, in scopes `cell_0`, `cell_1`, ...

    Args:
      cells_fw, cells_bw: lists of cells, one for each layer.
      inputs: [batch, time, ...], or [time, batch, ...] with `time_major`.
      initial_states_fw, initial_states_bw: lists of states, one for each layer; zeros of type `dtype` by default.
      dtype: of the states; that of the initial states by default.
      sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the states stay; None: all steps count.
      parallel_iterations, swap_memory: of no effect.
      time_major: whether time is the first dimension of inputs and outputs.
      scope: the variable scope, "stack_bidirectional_rnn" by default.

    Returns:
      the outputs of the last layer, of both directions side by side, and tuples of the last states of both.

    Raises:
      ValueError: cells or states that are no lists of one length; as `bidirectional_dynamic_rnn`.
      TypeError: as `bidirectional_dynamic_rnn`.
    """
    states_fw, states_bw = _checked(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    last_fw, last_bw = [], []
    with variable_scope(scope or "stack_bidirectional_rnn"):
        for number, (fw, bw, first_fw, first_bw) in enumerate(zip(cells_fw, cells_bw, states_fw, states_bw, strict=True)):
            with variable_scope(f"cell_{number}"):
                outputs, (state_fw, state_bw) = bidirectional_dynamic_rnn(
                    fw,
                    bw,
                    inputs,
                    sequence_length,
                    first_fw,
                    first_bw,
                    dtype=dtype,
                    parallel_iterations=parallel_iterations,
                    swap_memory=swap_memory,
                    time_major=time_major,
                )
                inputs = ops.concat(outputs, 2)
            last_fw.append(state_fw)
            last_bw.append(state_bw)
    return inputs, tuple(last_fw), tuple(last_bw)
