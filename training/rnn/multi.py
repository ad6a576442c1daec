"""MultiRNNCell: cells one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.structures import is_nested, listed
from headrace.graph.platform import logging
from headrace.graph.types.likes import DTypeLike
from headrace.graph.variables.scope import variable_scope

from ..layers.base import Layer
from .base import RNNCell


@export("nn.rnn_cell.MultiRNNCell", "contrib.rnn.MultiRNNCell")
class MultiRNNCell(RNNCell):
    """Cells each of which takes the output of the one before; their variables are in scopes `cell_0`, `cell_1`, ...

    Args:
      cells: a list or tuple of cells.
      state_is_tuple: the state is a tuple of the cells' states; otherwise they stand side by side in one tensor.

    Raises:
      ValueError: no cells, or one has a state that is a tuple although `state_is_tuple` is False.
      TypeError: `cells` is no list or tuple.
    """

    def __init__(self, cells: Sequence[Any], state_is_tuple: bool = True) -> None:
        super().__init__()
        if not cells:
            raise ValueError("Must specify at least one cell for MultiRNNCell.")
        if not is_nested(cells):
            raise TypeError(f"cells must be a list or tuple, but saw: {cells}.")
        if len(set(map(id, cells))) < len(cells):
            logging.log_first_n(
                logging.WARN,
                "At least two cells provided to MultiRNNCell are the same object and will share weights.",
                1,
            )
        self._cells = listed(cells)
        self._state_is_tuple = state_is_tuple
        if not state_is_tuple and any(is_nested(cell.state_size) for cell in cells):
            raise ValueError(
                "Some cells return tuples of states, but the flag state_is_tuple is not set.  State sizes are: "
                f"{[cell.state_size for cell in cells]}"
            )

    @property
    def state_size(self) -> Any:
        sizes = tuple(cell.state_size for cell in self._cells)
        return sizes if self._state_is_tuple else sum(sizes)

    @property
    def output_size(self) -> Any:
        return self._cells[-1].output_size

    def zero_state(self, batch_size: Any, dtype: DTypeLike) -> Any:
        with self._zero_scope(batch_size):
            if self._state_is_tuple:
                return tuple(cell.zero_state(batch_size, dtype) for cell in self._cells)
            return super().zero_state(batch_size, dtype)

    @property
    def trainable_weights(self) -> list:
        return self._weights_of("trainable_weights") if self.trainable else []

    @property
    def non_trainable_weights(self) -> list:
        fixed = self._weights_of("non_trainable_weights")
        return fixed if self.trainable else self._weights_of("trainable_weights") + fixed

    def _weights_of(self, which: str) -> list:
        return [weight for cell in self._cells if isinstance(cell, Layer) for weight in getattr(cell, which)]

    trainable_variables = trainable_weights
    non_trainable_variables = non_trainable_weights

    def call(self, inputs: Any, state: Any) -> Any:
        """Take a step of all cells.

        Args:
          inputs: [batch, depth].
          state: a tuple of the cells' states, or a tensor where `state_is_tuple` is False.

        Returns:
          the output of the last cell, and the new state.

        Raises:
          ValueError: a state that is no tuple.
        """
        begin, new_states = 0, []
        for number, cell in enumerate(self._cells):
            with variable_scope(f"cell_{number}"):
                if self._state_is_tuple:
                    if not is_nested(state):
                        raise ValueError(
                            f"Expected state to be a tuple of length {len(self.state_size)}, but received: {state}"
                        )
                    own = state[number]
                else:
                    own = ops.slice(state, [0, begin], [-1, cell.state_size])
                    begin += cell.state_size
                inputs, new_state = cell(inputs, own)
                new_states.append(new_state)
        return inputs, tuple(new_states) if self._state_is_tuple else ops.concat(new_states, 1)
