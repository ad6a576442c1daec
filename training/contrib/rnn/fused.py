"""Cells that take whole sequences: FusedRNNCell, and what makes one of any cell or turns one round."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops

from ...rnn.dynamic import dynamic_rnn
from ...rnn.static import static_rnn


@export("contrib.rnn.FusedRNNCell")
class FusedRNNCell:
    """What takes a whole sequence at once."""

    def __call__(
        self,
        inputs: Any,
        initial_state: Any = None,
        dtype: Any = None,
        sequence_length: Any = None,
        scope: Any = None,
    ) -> tuple[Any, Any]:
        """Outputs and the last state.

        Args:
          inputs: [time, batch, depth], or a list of tensors [batch, depth].
          initial_state: by default zeros of type `dtype`.
          sequence_length: int32 or int64 [batch].
          scope: a variable scope.

        Returns:
          the outputs, in one tensor or a list as the inputs are, and the state.
        """
        raise NotImplementedError


@export("contrib.rnn.FusedRNNCellAdaptor")
class FusedRNNCellAdaptor(FusedRNNCell):
    """A cell that takes whole sequences, of any cell.

    Args:
      use_dynamic_rnn: by `dynamic_rnn` rather than `static_rnn`.
    """

    def __init__(self, cell: Any, use_dynamic_rnn: bool = False) -> None:
        self._cell = cell
        self._use_dynamic_rnn = use_dynamic_rnn

    def __call__(
        self,
        inputs: Any,
        initial_state: Any = None,
        dtype: Any = None,
        sequence_length: Any = None,
        scope: Any = None,
    ) -> tuple[Any, Any]:
        """Outputs and the last state, see `FusedRNNCell`."""
        is_list = isinstance(inputs, list)
        options = {"sequence_length": sequence_length, "initial_state": initial_state, "dtype": dtype, "scope": scope}
        if self._use_dynamic_rnn:
            given = ops.stack(inputs) if is_list else inputs
            outputs, state = dynamic_rnn(self._cell, given, time_major=True, **options)
            return ops.unstack(outputs) if is_list else outputs, state
        listed, state = static_rnn(self._cell, inputs if is_list else ops.unstack(inputs), **options)
        return listed if is_list else ops.stack(listed), state


@export("contrib.rnn.TimeReversedFusedRNN")
class TimeReversedFusedRNN(FusedRNNCell):
    """A FusedRNNCell that reads from the end of each sequence; outputs are in the order of the inputs."""

    def __init__(self, cell: Any) -> None:
        self._cell = cell

    def __call__(
        self,
        inputs: Any,
        initial_state: Any = None,
        dtype: Any = None,
        sequence_length: Any = None,
        scope: Any = None,
    ) -> tuple[Any, Any]:
        """Outputs and the last state, see `FusedRNNCell`."""
        outputs, state = self._cell(
            _reversed(inputs, sequence_length),
            initial_state=initial_state,
            dtype=dtype,
            sequence_length=sequence_length,
            scope=scope,
        )
        return _reversed(outputs, sequence_length), state


def _reversed(values: Any, lengths: Any) -> Any:
    if isinstance(values, list):
        return list(reversed(values))
    return ops.reverse(values, [0]) if lengths is None else ops.reverse_sequence(values, lengths, 0, 1)
