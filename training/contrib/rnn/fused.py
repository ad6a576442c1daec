"""Cells that are called with a whole sequence."""

from __future__ import annotations

import abc
from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops

from ...rnn.dynamic import dynamic_rnn
from ...rnn.static import static_rnn


@export("contrib.rnn.FusedRNNCell")
class FusedRNNCell(abc.ABC):
    """What takes all steps of a recurrent network at once."""

    @abc.abstractmethod
    def __call__(
        self,
        inputs: Any,
        initial_state: Any = None,
        dtype: Any = None,
        sequence_length: Any = None,
        scope: Any = None,
    ) -> Any:
        """Take all steps.

        Args:
          inputs: [time, batch, depth], or a list of tensors [batch, depth].
          initial_state: zeros of type `dtype` by default.
          dtype: of the state, where there is no initial one.
          sequence_length: int32 or int64 [batch]; None: all steps count.
          scope: the variable scope.

        Returns:
          the outputs, a tensor or a list as the inputs are, and the last state.
        """


@export("contrib.rnn.FusedRNNCellAdaptor")
class FusedRNNCellAdaptor(FusedRNNCell):
    """A cell that is run over the sequence.

    Args:
      cell: an RNNCell.
      use_dynamic_rnn: whether by `dynamic_rnn` or by `static_rnn`.
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
    ) -> Any:
        is_list = isinstance(inputs, list)
        options = {"initial_state": initial_state, "dtype": dtype, "sequence_length": sequence_length, "scope": scope}
        if self._use_dynamic_rnn:
            whole = ops.stack(inputs) if is_list else inputs
            outputs, state = dynamic_rnn(self._cell, whole, time_major=True, **options)
            return ops.unstack(outputs) if is_list else outputs, state
        steps, state = static_rnn(self._cell, inputs if is_list else ops.unstack(inputs), **options)
        return steps if is_list else ops.stack(steps), state


@export("contrib.rnn.TimeReversedFusedRNN")
class TimeReversedFusedRNN(FusedRNNCell):
    """A FusedRNNCell that reads each sequence from its end.

    Args:
      cell: a FusedRNNCell.
    """

    def __init__(self, cell: Callable[..., Any]) -> None:
        self._cell = cell

    def __call__(
        self,
        inputs: Any,
        initial_state: Any = None,
        dtype: Any = None,
        sequence_length: Any = None,
        scope: Any = None,
    ) -> Any:
        outputs, state = self._cell(
            _reversed(inputs, sequence_length),
            initial_state=initial_state,
            dtype=dtype,
            sequence_length=sequence_length,
            scope=scope,
        )
        return _reversed(outputs, sequence_length), state


def _reversed(sequence: Any, lengths: Any) -> Any:
    """From the end; of a list, whatever the lengths are."""
    if isinstance(sequence, list):
        return sequence[::-1]
    return ops.reverse(sequence, [0]) if lengths is None else ops.reverse_sequence(sequence, lengths, 0, 1)
