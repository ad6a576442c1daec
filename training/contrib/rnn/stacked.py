"""Networks that read in both directions, one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.variables.scope import variable_scope

from ...rnn.dynamic import bidirectional_dynamic_rnn
from ...rnn.static import static_bidirectional_rnn


def _checked(cells_fw: Any, cells_bw: Any, states_fw: Any, states_bw: Any) -> tuple[Sequence[Any], Sequence[Any]]:
    """The first states of each layer, None where there are none. Raises ValueError."""
    for words, cells in (("fw", cells_fw), ("bw", cells_bw)):
        if not cells:
            raise ValueError(f"Must specify at least one {words} cell for BidirectionalRNN.")
    for words, cells in (("fw", cells_fw), ("bw", cells_bw)):
        if not isinstance(cells, list):
            raise ValueError(f"cells_{words} must be a list of RNNCells (one per layer).")
    if len(cells_fw) != len(cells_bw):
        raise ValueError("Forward and Backward cells must have the same depth.")
    for words, states in (("fw", states_fw), ("bw", states_bw)):
        if states is not None and (not isinstance(states, list) or len(states) != len(cells_fw)):
            raise ValueError(f"initial_states_{words} must be a list of state tensors (one per layer).")
    none = [None] * len(cells_fw)
    return states_fw or none, states_bw or none


@export("contrib.rnn.stack_bidirectional_rnn")
def stack_bidirectional_rnn(
    cells_fw: Any,
    cells_bw: Any,
    inputs: Sequence[Any],
    initial_states_fw: Any = None,
    initial_states_bw: Any = None,
    dtype: Any = None,
    sequence_length: Any = None,
    scope: Any = None,
) -> tuple[Any, tuple, tuple]:
    """`static_bidirectional_rnn` for each layer, the outputs of one being the inputs of the next.

    Args:
      cells_fw, cells_bw: lists of cells, one for each layer; their variables are in scopes `cell_0`, `cell_1`, ...
      initial_states_fw, initial_states_bw: lists of states.
      scope: the variable scope, "stack_bidirectional_rnn" by default.

    Returns:
      the outputs of the last layer, and the last states of all layers in both directions.

    Raises:
      ValueError: no cells, lists of different lengths, or no lists; as `static_rnn`.
    """
    first_fw, first_bw = _checked(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    states_fw, states_bw = [], []
    with variable_scope(scope or "stack_bidirectional_rnn"):
        for number, (cell_fw, cell_bw) in enumerate(zip(cells_fw, cells_bw, strict=True)):
            with variable_scope(f"cell_{number}") as inner:
                inputs, state_fw, state_bw = static_bidirectional_rnn(
                    cell_fw, cell_bw, inputs, first_fw[number], first_bw[number], dtype, sequence_length, scope=inner
                )
            states_fw.append(state_fw)
            states_bw.append(state_bw)
    return inputs, tuple(states_fw), tuple(states_bw)


@export("contrib.rnn.stack_bidirectional_dynamic_rnn")
def stack_bidirectional_dynamic_rnn(
    cells_fw: Any,
    cells_bw: Any,
    inputs: Any,
    initial_states_fw: Any = None,
    initial_states_bw: Any = None,
    dtype: Any = None,
    sequence_length: Any = None,
    parallel_iterations: int | None = None,
    time_major: bool = False,
    scope: Any = None,
    swap_memory: bool = False,
) -> tuple[Any, tuple, tuple]:
    """`bidirectional_dynamic_rnn` for each layer, the outputs of one, side by side, being the inputs of the next.

    Args:
      cells_fw, cells_bw, initial_states_fw, initial_states_bw, scope: as of `stack_bidirectional_rnn`.
      inputs, dtype, sequence_length, parallel_iterations, time_major, swap_memory: as of `dynamic_rnn`.

    Returns:
      the outputs of the last layer, and the last states of all layers in both directions.

    Raises:
      ValueError: no cells, lists of different lengths, or no lists; as `dynamic_rnn`.
    """
    first_fw, first_bw = _checked(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    states_fw, states_bw = [], []
    with variable_scope(scope or "stack_bidirectional_rnn"):
        for number, (cell_fw, cell_bw) in enumerate(zip(cells_fw, cells_bw, strict=True)):
            with variable_scope(f"cell_{number}"):
                outputs, (state_fw, state_bw) = bidirectional_dynamic_rnn(
                    cell_fw,
                    cell_bw,
                    inputs,
                    initial_state_fw=first_fw[number],
                    initial_state_bw=first_bw[number],
                    sequence_length=sequence_length,
                    parallel_iterations=parallel_iterations,
                    dtype=dtype,
                    swap_memory=swap_memory,
                    time_major=time_major,
                )
                inputs = ops.concat(outputs, 2)
            states_fw.append(state_fw)
            states_bw.append(state_bw)
    return inputs, tuple(states_fw), tuple(states_bw)
