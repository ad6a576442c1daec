"""Cells whose steps are one op: LSTMBlockCell, LSTMBlockFusedCell, GRUBlockCell."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.types import dtypes
from headrace.graph.variables.initializers.plain import Constant

from ...layers.base import Layer
from ...layers.input_spec import InputSpec
from ...rnn.base import LayerRNNCell
from ...rnn.lstm import LSTMStateTuple


def _peepholes(layer: Any, dtype: Any) -> tuple[Any, Any, Any]:
    if layer._use_peephole:
        return layer._w_i_diag, layer._w_f_diag, layer._w_o_diag
    none = ops.zeros([layer._num_units], dtype)
    return none, none, none


def _make_weights(layer: Any, depth: int) -> None:
    units = layer._num_units
    layer._kernel = layer.add_weight("kernel", [depth + units, 4 * units])
    layer._bias = layer.add_weight("bias", [4 * units], initializer=Constant(0.0))
    if layer._use_peephole:
        layer._w_i_diag = layer.add_weight("w_i_diag", [units])
        layer._w_f_diag = layer.add_weight("w_f_diag", [units])
        layer._w_o_diag = layer.add_weight("w_o_diag", [units])
    layer.built = True


@export("contrib.rnn.LSTMBlockCell")
class LSTMBlockCell(LayerRNNCell):
    """An LSTM whose step is one op; its variables are those of an `LSTMCell`.

    Args:
      num_units: the size of memory and output.
      forget_bias: added to the forget gate.
      cell_clip: the memory stays within -cell_clip and cell_clip.
      use_peephole: the gates see the memory.
      dtype, reuse, name: as of `BasicRNNCell`.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        cell_clip: float | None = None,
        use_peephole: bool = False,
        dtype: Any = None,
        reuse: bool | None = None,
        name: Any = "lstm_cell",
    ) -> None:
        super().__init__(_reuse=reuse, dtype=dtype, name=name)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._use_peephole = use_peephole
        self._cell_clip = -1 if cell_clip is None else cell_clip
        self.input_spec = InputSpec(ndim=2)

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self) -> int:
        return self._num_units

    def build(self, input_shape: Any) -> None:
        depth = input_shape.as_list()[1]
        if not depth:
            raise ValueError(f"Expecting inputs_shape[1] to be set: {input_shape}")
        _make_weights(self, depth)

    def call(self, inputs: Any, state: Any) -> Any:
        if len(state) != 2:
            raise ValueError("Expecting state to be a tuple with length 2.")
        found = ops.lstm_block_cell(
            inputs,
            *state,
            self._kernel,
            *_peepholes(self, self._dtype),
            self._bias,
            forget_bias=self._forget_bias,
            cell_clip=self._cell_clip,
            use_peephole=self._use_peephole,
        )
        return found[6], LSTMStateTuple(found[1], found[6])


@export("contrib.rnn.LSTMBlockWrapper")
class LSTMBlockWrapper(Layer):
    """What takes whole sequences, [time, batch, depth] or lists of [batch, depth]. Subclasses say `num_units` and how."""

    @property
    def num_units(self) -> int:
        """The size of memory and output."""
        raise NotImplementedError

    def _call_cell(self, inputs: Any, initial_cell_state: Any, initial_output: Any, dtype: Any, sequence_length: Any) -> Any:
        """Memory and output after each step, [time, batch, num_units] both."""
        raise NotImplementedError

    def call(self, inputs: Any, initial_state: Any = None, dtype: Any = None, sequence_length: Any = None) -> Any:
        """Outputs and the last state.

        Args:
          initial_state: memory and output; by default zeros of type `dtype`.
          sequence_length: int32 or int64 [batch]: behind that outputs are zeros.

        Raises:
          ValueError: the depth is not known, neither `initial_state` nor `dtype` is given, or the former is no pair.
        """
        is_list = isinstance(inputs, list)
        if is_list:
            inputs = ops.stack(inputs)
        time, batch_size, depth = inputs.shape.with_rank(3).as_list()
        if not depth:
            raise ValueError(f"Expecting inputs_shape[2] to be set: {inputs.shape}")
        batch_size = ops.shape(inputs)[1] if batch_size is None else batch_size
        time = ops.shape(inputs)[0] if time is None else time
        if initial_state is None:
            if dtype is None:
                raise ValueError("Either initial_state or dtype needs to be specified")
            zeros = ops.zeros(ops.stack([batch_size, self.num_units]), dtype)
            initial_state = zeros, zeros
        elif len(initial_state) != 2:
            raise ValueError("Expecting initial_state to be a tuple with length 2 or None")
        elif dtype is None:
            dtype = initial_state[0].dtype
        lengths = None if sequence_length is None else convert_to_tensor(sequence_length)
        cells, outputs = self._call_cell(inputs, *initial_state, dtype, lengths)
        if lengths is None:
            last = (cells[-1], outputs[-1])
        else:
            mask = ops.transpose(ops.sequence_mask(lengths, time, dtype=dtype), [1, 0])
            outputs *= ops.tile(ops.expand_dims(mask, [-1]), [1, 1, self.num_units])
            places = ops.stack([lengths, ops.range(batch_size)], axis=1)
            # The state before all steps comes first: sequences may have no steps.
            last = tuple(
                ops.gather_nd(ops.concat([ops.expand_dims(first, [0]), after], 0), places)
                for first, after in zip(initial_state, (cells, outputs), strict=True)
            )
        return ops.unstack(outputs) if is_list else outputs, LSTMStateTuple(*last)


@export("contrib.rnn.LSTMBlockFusedCell")
class LSTMBlockFusedCell(LSTMBlockWrapper):
    """An LSTM all of whose steps are one op; its variables are those of an `LSTMCell`.

    Args:
      num_units, forget_bias, cell_clip, use_peephole, reuse, dtype, name: as of `LSTMBlockCell`.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        cell_clip: float | None = None,
        use_peephole: bool = False,
        reuse: bool | None = None,
        dtype: Any = None,
        name: Any = "lstm_fused_cell",
    ) -> None:
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._cell_clip = -1 if cell_clip is None else cell_clip
        self._use_peephole = use_peephole
        self.input_spec = InputSpec(ndim=3)

    @property
    def num_units(self) -> int:
        return self._num_units

    def build(self, input_shape: Any) -> None:
        _make_weights(self, input_shape.as_list()[2])

    def _call_cell(self, inputs: Any, initial_cell_state: Any, initial_output: Any, dtype: Any, sequence_length: Any) -> Any:
        time = inputs.shape.as_list()[0]
        time = ops.shape(inputs)[0] if time is None else time
        longest = ops.cast(time if sequence_length is None else ops.reduce_max(sequence_length), dtypes.int64)
        found = ops.block_lstm(
            longest,
            inputs,
            initial_cell_state,
            initial_output,
            self._kernel,
            *_peepholes(self, dtype),
            self._bias,
            forget_bias=self._forget_bias,
            cell_clip=self._cell_clip,
            use_peephole=self._use_peephole,
        )
        return found[1], found[6]


@export("contrib.rnn.GRUBlockCell")
class GRUBlockCell(LayerRNNCell):
    """A GRU whose step is one op.

    Args:
      num_units: the size of the state.
      cell_size: its old name.
      reuse, name: as of `BasicRNNCell`.

    Raises:
      ValueError: neither or both of `num_units` and `cell_size`.
    """

    _names = ("w_ru", "b_ru", "w_c", "b_c")

    def __init__(
        self, num_units: int | None = None, cell_size: int | None = None, reuse: bool | None = None, name: Any = "gru_cell"
    ) -> None:
        super().__init__(_reuse=reuse, name=name)
        if (cell_size is None) == (num_units is None):
            raise ValueError("Exactly one of num_units or cell_size must be provided.")
        self._cell_size: Any = cell_size if num_units is None else num_units
        self.input_spec = InputSpec(ndim=2)

    @property
    def state_size(self) -> int:
        return self._cell_size

    @property
    def output_size(self) -> int:
        return self._cell_size

    def build(self, input_shape: Any) -> None:
        depth, size = input_shape.as_list()[1], self._cell_size
        if depth is None:
            raise ValueError("Expecting input_size to be set.")
        gates, gate_bias, candidate, bias = self._names
        self._gate_kernel = self.add_weight(gates, [depth + size, 2 * size])
        self._gate_bias = self.add_weight(gate_bias, [2 * size], initializer=Constant(1.0))
        self._candidate_kernel = self.add_weight(candidate, [depth + size, size])
        self._candidate_bias = self.add_weight(bias, [size], initializer=Constant(0.0))
        self.built = True

    def call(self, inputs: Any, h_prev: Any) -> Any:
        size = h_prev.shape.with_rank(2)[1]
        if size != self._cell_size:
            raise ValueError(f"Shape of h_prev[1] incorrect: cell_size {self._cell_size} vs {size}")
        weights = (self._gate_kernel, self._candidate_kernel, self._gate_bias, self._candidate_bias)
        new = ops.gru_block_cell(inputs, h_prev, *weights)[3]
        return new, new


@export("contrib.rnn.GRUBlockCellV2")
class GRUBlockCellV2(GRUBlockCell):
    """`GRUBlockCell` with the variables of a `GRUCell`."""

    _names = ("gates/kernel", "gates/bias", "candidate/kernel", "candidate/bias")
