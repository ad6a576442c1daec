"""Wrappers of cells: AttentionCellWrapper, HighwayWrapper, CompiledWrapper."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.structures import assert_same_structure, flat, is_nested
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import DTypeLike
from headrace.graph.variables.initializers.plain import Constant
from headrace.graph.variables.scope import get_variable, variable_scope

from ...rnn.base import RNNCell, assert_like_rnncell
from ...rnn.linear import _Linear
from ...rnn.nesting import mapped
from .common import warn_of_concatenated


@export("contrib.rnn.AttentionCellWrapper")
class AttentionCellWrapper(RNNCell):
    """A cell that attends to its own outputs of the last steps. The state: the cell's, the attention, those outputs.

    Source: Bahdanau et al., "Neural Machine Translation by Jointly Learning to Align and Translate", 2014.

    Args:
      cell: an RNNCell.
      attn_length: how many outputs are kept, above 0.
      attn_size: the size of the output; that of the cell's by default.
      attn_vec_size: the number of features that decide; `attn_size` by default.
      input_size: the size of what the cell is given; that of the inputs by default.
      state_is_tuple: the state is a tuple; otherwise its parts stand side by side in one tensor.
      reuse: True takes the variables that are there; None does as the scope around it.

    Raises:
      TypeError: `cell` is no cell.
      ValueError: it has a tuple as state although `state_is_tuple` is False, or `attn_length` is not positive.
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
        warn_of_concatenated(self, state_is_tuple)
        self._cell = cell
        self._state_is_tuple = state_is_tuple
        self._attn_size = cell.output_size if attn_size is None else attn_size
        self._attn_vec_size = self._attn_size if attn_vec_size is None else attn_vec_size
        self._attn_length = attn_length
        self._input_size = input_size
        self._of_inputs: _Linear | None = None
        self._of_outputs: _Linear | None = None
        self._of_query: _Linear | None = None

    @property
    def state_size(self) -> Any:
        sizes = (self._cell.state_size, self._attn_size, self._attn_size * self._attn_length)
        return sizes if self._state_is_tuple else sum(sizes)

    @property
    def output_size(self) -> int:
        return self._attn_size

    def call(self, inputs: Any, state: Any) -> Any:
        own, attention, kept = state if self._state_is_tuple else self._parts(state)
        kept = ops.reshape(kept, [-1, self._attn_length, self._attn_size])
        seen = [inputs, attention]
        if self._of_inputs is None:
            depth = inputs.shape.as_list()[1] if self._input_size is None else self._input_size
            self._of_inputs = _Linear(seen, depth, True)
        cell_output, new_own = self._cell(self._of_inputs(seen), own)
        query = ops.concat(flat(new_own), 1) if self._state_is_tuple else new_own
        new_attention, others = self._attention(query, kept)
        with variable_scope("attn_output_projection"):
            known = [cell_output, new_attention]
            if self._of_outputs is None:
                self._of_outputs = _Linear(known, self._attn_size, True)
            output = self._of_outputs(known)
        new_kept = ops.concat([others, ops.expand_dims(output, 1)], 1)
        new_kept = ops.reshape(new_kept, [-1, self._attn_length * self._attn_size])
        new_state = (new_own, new_attention, new_kept)
        return output, new_state if self._state_is_tuple else ops.concat(list(new_state), 1)

    def _parts(self, state: Tensor) -> list[Tensor]:
        begin, parts = 0, []
        for size in (self._cell.state_size, self._attn_size, self._attn_size * self._attn_length):
            parts.append(ops.slice(state, [0, begin], [-1, size]))
            begin += size
        return parts

    def _attention(self, query: Tensor, kept: Tensor) -> tuple[Tensor, Tensor]:
        """What is attended to, [batch, attn_size], and the outputs that are kept but the first."""
        length, size, features = self._attn_length, self._attn_size, self._attn_vec_size
        with variable_scope("attention"):
            kernel = get_variable("attn_w", [1, 1, size, features])
            weights = get_variable("attn_v", [features])
            outputs = ops.reshape(kept, [-1, length, 1, size])
            of_outputs = ops.conv2d(outputs, kernel, [1, 1, 1, 1], "SAME")
            if self._of_query is None:
                self._of_query = _Linear(query, features, True)
            of_query = ops.reshape(self._of_query(query), [-1, 1, 1, features])
            scores = ops.reduce_sum(weights * ops.tanh(of_outputs + of_query), [2, 3])
            shares = ops.reshape(ops.softmax(scores), [-1, length, 1, 1])
            attention = ops.reshape(ops.reduce_sum(shares * outputs, [1, 2]), [-1, size])
            return attention, ops.slice(kept, [0, 1, 0], [-1, -1, -1])


class _Outer(RNNCell):
    """A cell around another one whose sizes it has."""

    def __init__(self, cell: Any) -> None:
        super().__init__()
        self._cell = cell

    @property
    def state_size(self) -> Any:
        return self._cell.state_size

    @property
    def output_size(self) -> Any:
        return self._cell.output_size

    def zero_state(self, batch_size: Any, dtype: DTypeLike) -> Any:
        with self._zero_scope(batch_size):
            return self._cell.zero_state(batch_size, dtype)


@export("contrib.rnn.HighwayWrapper")
class HighwayWrapper(_Outer):
    """A cell a gate before which says how much of the inputs passes by it.

    Source: Srivastava et al., "Highway Networks", 2015.

    Args:
      cell: an RNNCell.
      couple_carry_transform_gates: whether what passes by and what goes through make one together; otherwise there are two
        gates.
      carry_bias_init: what the bias of the gate begins with.

    Raises:
      ValueError: (when called) inputs and outputs differ in structure or shape.
      TypeError: `cell` is no cell; (when called) inputs and outputs differ in structure.
    """

    def __init__(self, cell: Any, couple_carry_transform_gates: bool = True, carry_bias_init: float = 1.0) -> None:
        super().__init__(cell)
        self._couple_carry_transform_gates = couple_carry_transform_gates
        self._carry_bias_init = carry_bias_init

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        """Take a step of the wrapped cell.

        Args:
          inputs: [batch, depth], or a structure of such tensors, as the cell's output is.
          state: as `state_size` says.
          scope: the variable scope of the cell.

        Returns:
          output and new state.
        """
        outputs, new_state = self._cell(inputs, state, scope=scope)
        assert_same_structure(inputs, outputs)
        mapped(lambda x, y: x.shape.assert_is_compatible_with(y.shape), inputs, outputs)
        return mapped(self._mixed, inputs, outputs), new_state

    def _mixed(self, x: Tensor, y: Tensor) -> Tensor:
        carried = self._gate("carry", x, self._carry_bias_init)
        if self._couple_carry_transform_gates:
            transformed = 1 - carried
        else:
            transformed = self._gate("transform", x, -self._carry_bias_init)
        return x * carried + y * transformed

    def _gate(self, name: str, x: Tensor, bias: float) -> Tensor:
        size = x.shape.with_rank(2).as_list()[1]
        weights = get_variable(f"{name}_w", [size, size])
        return ops.sigmoid(ops.xw_plus_b(x, weights, get_variable(f"{name}_b", [size], initializer=Constant(bias))))


@export("contrib.rnn.CompiledWrapper")
class CompiledWrapper(_Outer):
    """A cell that TensorFlow gives to its just-in-time compiler; here it is the cell and no more.

    Args:
      cell: an RNNCell.
      compile_stateful: of no effect.

    Raises:
      TypeError: `cell` is no cell.
    """

    def __init__(self, cell: Any, compile_stateful: bool = False) -> None:
        super().__init__(cell)

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        """Take a step of the wrapped cell.

        Args:
          inputs: [batch, depth], or a structure of such tensors.
          state: as `state_size` says.
          scope: the variable scope of the cell.

        Returns:
          output and new state.
        """
        return self._cell(inputs, state, scope=scope)
