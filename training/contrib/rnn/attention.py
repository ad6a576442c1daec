"""AttentionCellWrapper: a cell that looks back at its last outputs."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.structures import flat
from headrace.graph.platform import logging
from headrace.graph.variables.scope import get_variable, variable_scope

from ...rnn.base import RNNCell, assert_like_rnncell
from ...rnn.linear import _Linear
from ...rnn.nesting import is_nested


@export("contrib.rnn.AttentionCellWrapper")
class AttentionCellWrapper(RNNCell):
    """A cell with attention over its last outputs.

    Args:
      attn_length: over how many outputs.
      attn_size: the size of the attention's result; that of the cell's output by default.
      attn_vec_size: the number of features that are compared; `attn_size` by default.
      input_size: the size of what the cell is given; that of the inputs by default.
      state_is_tuple: the state is a tuple of the cell's state, the attention and the last outputs.
      reuse: whether the variables are there already.

    Raises:
      TypeError: `cell` is no cell.
      ValueError: its state is a tuple and `state_is_tuple` False, or `attn_length` is not positive.

    Source: Bahdanau et al., "Neural Machine Translation by Jointly Learning to Align and Translate", 2014.
    """

    def __init__(
        self,
        cell: Any,
        attn_length: int,
        attn_size: int | None = None,
        attn_vec_size: int | None = None,
        input_size: int | None = None,
        state_is_tuple: bool = True,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        assert_like_rnncell("cell", cell)
        if is_nested(cell.state_size) and not state_is_tuple:
            raise ValueError(
                f"Cell returns tuple of states, but the flag state_is_tuple is not set. State size is: {cell.state_size}"
            )
        if attn_length <= 0:
            raise ValueError(f"attn_length should be greater than zero, got {attn_length}")
        if not state_is_tuple:
            logging.warning(
                "%s: Using a concatenated state is slower and will soon be deprecated.  Use state_is_tuple=True.", self
            )
        self._attn_size = cell.output_size if attn_size is None else attn_size
        self._attn_vec_size = self._attn_size if attn_vec_size is None else attn_vec_size
        self._attn_length = attn_length
        self._input_size = input_size
        self._state_is_tuple = state_is_tuple
        self._cell = cell
        self._linear1: _Linear | None = None
        self._linear2: _Linear | None = None
        self._linear3: _Linear | None = None

    @property
    def state_size(self) -> Any:
        sizes = (self._cell.state_size, self._attn_size, self._attn_size * self._attn_length)
        return sizes if self._state_is_tuple else sum(sizes)

    @property
    def output_size(self) -> int:
        return self._attn_size

    def call(self, inputs: Any, state: Any) -> Any:
        length, size = self._attn_length, self._attn_size
        if self._state_is_tuple:
            state, attention, outputs = state
        else:
            own, whole = self._cell.state_size, state
            state = ops.slice(whole, [0, 0], [-1, own])
            attention = ops.slice(whole, [0, own], [-1, size])
            outputs = ops.slice(whole, [0, own + size], [-1, size * length])
        outputs = ops.reshape(outputs, [-1, length, size])
        given = [inputs, attention]
        if self._linear1 is None:
            self._linear1 = _Linear(given, self._input_size or inputs.shape.as_list()[1], True)
        cell_output, new_state = self._cell(self._linear1(given), state)
        query = ops.concat(flat(new_state), 1) if self._state_is_tuple else new_state
        new_attention, kept = self._attention(query, outputs)
        with variable_scope("attn_output_projection"):
            given = [cell_output, new_attention]
            if self._linear2 is None:
                self._linear2 = _Linear(given, size, True)
            output = self._linear2(given)
        kept = ops.reshape(ops.concat([kept, ops.expand_dims(output, 1)], 1), [-1, length * size])
        found = (new_state, new_attention, kept)
        return output, found if self._state_is_tuple else ops.concat(list(found), 1)

    def _attention(self, query: Any, outputs: Any) -> tuple[Any, Any]:
        """What is found in the last outputs, and these without the first."""
        length, size, features = self._attn_length, self._attn_size, self._attn_vec_size
        with variable_scope("attention"):
            k = get_variable("attn_w", [1, 1, size, features])
            v = get_variable("attn_v", [features])
            hidden = ops.reshape(outputs, [-1, length, 1, size])
            hidden_features = ops.conv2d(hidden, k, [1, 1, 1, 1], "SAME")
            if self._linear3 is None:
                self._linear3 = _Linear(query, features, True)
            y = ops.reshape(self._linear3(query), [-1, 1, 1, features])
            scores = ops.reduce_sum(v * ops.tanh(hidden_features + y), [2, 3])
            weights = ops.reshape(ops.softmax(scores), [-1, length, 1, 1])
            found = ops.reduce_sum(weights * hidden, [1, 2])
            return ops.reshape(found, [-1, size]), ops.slice(outputs, [0, 1, 0], [-1, -1, -1])
