"""Cells that are one op: LSTMBlockCell, LSTMBlockFusedCell over a whole sequence."""

from __future__ import annotations

import abc
from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, ShapeLike, TensorLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.initializers.plain import Constant

from ...layers.base import Layer
from ...layers.input_spec import InputSpec
from ...rnn.base import LayerRNNCell
from ...rnn.lstm import LSTMStateTuple


@export("contrib.rnn.python.ops.lstm_ops._lstm_block_cell")
def _lstm_block_cell(
    x: Tensor,
    cs_prev: Tensor,
    h_prev: Tensor,
    w: TensorLike,
    b: TensorLike,
    wci: TensorLike | None = None,
    wcf: TensorLike | None = None,
    wco: TensorLike | None = None,
    forget_bias: float | None = None,
    cell_clip: float | None = None,
    use_peephole: bool | None = None,
    name: str | None = None,
) -> tuple[Tensor, ...]:
    """A step of an LSTM as one operation.

    Args:
      x: float32 [batch, input_size].
      cs_prev, h_prev: memory and output before, [batch, cell_size].
      w, b: [input_size + cell_size, 4 * cell_size] and [4 * cell_size], gates in the order i, ci, f, o.
      wci, wcf, wco: by what gates multiply the memory, [cell_size]; zeros by default.
      forget_bias: added to the forget gate, 1.0 by default.
      cell_clip: the memory stays within -cell_clip and cell_clip; None or below 0: anywhere.
      use_peephole: the gates see the memory, too; not by default.

    Returns:
      i, cs, f, o, ci, co, h, [batch, cell_size] each.

    Raises:
      ValueError: `cell_size` is not known, and `wci` is not given.
    """
    if wci is None:
        cell_size = cs_prev.shape.with_rank(2).as_list()[1]
        if cell_size is None:
            raise ValueError("cell_size from `cs_prev` should not be None.")
        wci = wcf = wco = constant(0, dtypes.float32, [cell_size])
    found = ops.lstm_block_cell(
        *(x, cs_prev, h_prev, w, wci, wcf, wco, b), name=name, **_attributes(forget_bias, cell_clip, use_peephole)
    )
    return tuple(found)


@export("contrib.rnn.python.ops.lstm_ops._block_lstm")
@documented_by(_lstm_block_cell)
def _block_lstm(
    seq_len_max: TensorLike,
    x: Sequence[Tensor],
    w: TensorLike,
    b: Any,
    cs_prev: TensorLike | None = None,
    h_prev: TensorLike | None = None,
    wci: TensorLike | None = None,
    wcf: TensorLike | None = None,
    wco: TensorLike | None = None,
    forget_bias: float | None = None,
    cell_clip: float | None = None,
    use_peephole: bool | None = None,
    name: str | None = None,
) -> tuple[list[Tensor], ...]:
    """Steps of an LSTM as one operation.

    Args:
      seq_len_max: int64 scalar, the number of steps; outputs behind them are zeros.
      x: tensors [batch, input_size], one for each step.
      cs_prev, h_prev: memory and output before, [batch, cell_size]; zeros by default.

    Returns:
      lists i, cs, f, o, ci, co, h, a tensor [batch, cell_size] for each step.

    Raises:
      ValueError: the size of `b` is not known.
    """
    kind = x[0].dtype
    batch_size = x[0].shape.with_rank(2).as_list()[0]
    (size,) = b.shape.with_rank(1).as_list()
    if size is None:
        raise ValueError("`b` shape must not be None.")
    zeros = constant(0, kind, [batch_size, size // 4]) if cs_prev is None or h_prev is None else None
    if wci is None:
        wci = wcf = wco = constant(0, kind, [size // 4])
    found = ops.block_lstm(
        *(seq_len_max, ops.stack(x), zeros if cs_prev is None else cs_prev, zeros if h_prev is None else h_prev),
        *(w, wci, wcf, wco, b),
        name=name,
        **_attributes(forget_bias, cell_clip, use_peephole),
    )
    return tuple(ops.unstack(part) for part in found)


def _attributes(forget_bias: float | None, cell_clip: float | None, use_peephole: bool | None) -> dict[str, Any]:
    given = {"forget_bias": forget_bias, "use_peephole": use_peephole}
    return {
        "cell_clip": -1.0 if cell_clip is None else cell_clip,
        **{name: value for name, value in given.items() if value is not None},
    }


class _Weights:
    """The variables of both LSTMs."""

    _num_units: int
    _use_peephole: bool
    add_weight: Any

    def _add_weights(self, depth: Any) -> None:
        units = self._num_units
        self._kernel = self.add_weight("kernel", [depth + units, 4 * units])
        self._bias = self.add_weight("bias", [4 * units], initializer=Constant(0.0))
        if self._use_peephole:
            self._w_i_diag = self.add_weight("w_i_diag", [units])
            self._w_f_diag = self.add_weight("w_f_diag", [units])
            self._w_o_diag = self.add_weight("w_o_diag", [units])

    def _diagonals(self, dtype: Any) -> tuple[Any, Any, Any]:
        """wci, wcf, wco."""
        if self._use_peephole:
            return self._w_i_diag, self._w_f_diag, self._w_o_diag
        return (ops.zeros([self._num_units], dtype),) * 3


@export("contrib.rnn.LSTMBlockCell")
class LSTMBlockCell(_Weights, LayerRNNCell):
    """Long short-term memory whose step is one operation; its variables are those of an `LSTMCell`.

    Args:
      num_units: the size of memory and output, an int.
      forget_bias: added to the bias of the forget gate.
      cell_clip: the memory stays within -cell_clip and cell_clip; not by default.
      use_peephole: the gates see the memory, too.
      dtype: of the variables; by default that of the first input.
      reuse: True takes the variables that are there; None does as the scope around it.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        cell_clip: float | None = None,
        use_peephole: bool = False,
        dtype: DTypeLike | None = None,
        reuse: bool | None = None,
        name: str | None = "lstm_cell",
    ) -> None:
        super().__init__(_reuse=reuse, dtype=dtype, name=name)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._use_peephole = use_peephole
        self._cell_clip = cell_clip if cell_clip is not None else -1
        self.input_spec = InputSpec(ndim=2)

    @property
    def state_size(self) -> LSTMStateTuple:
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self) -> int:
        return self._num_units

    def build(self, input_shape: ShapeLike | None) -> None:
        """Make the variables.

        Args:
          input_shape: of the inputs, [batch, depth].

        Raises:
          ValueError: the depth is not known.
        """
        depth = TensorShape(input_shape).as_list()[1]
        if not depth:
            raise ValueError(f"Expecting inputs_shape[1] to be set: {TensorShape(input_shape)}")
        self._add_weights(depth)
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        """Take a step.

        Args:
          inputs: [batch, depth].
          state: memory and output, [batch, num_units] each.

        Returns:
          the output, [batch, num_units], and the new LSTMStateTuple.

        Raises:
          ValueError: a state that is no pair.
        """
        if len(state) != 2:
            raise ValueError("Expecting state to be a tuple with length 2.")
        before, output = state
        wci, wcf, wco = self._diagonals(self.dtype)
        found = _lstm_block_cell(
            *(inputs, before, output, self._kernel, self._bias, wci, wcf, wco),
            *(self._forget_bias, self._cell_clip, self._use_peephole),
        )
        return found[6], LSTMStateTuple(found[1], found[6])


@export("contrib.rnn.LSTMBlockWrapper")
class LSTMBlockWrapper(Layer, abc.ABC):
    """An LSTM over a whole sequence; subclasses say `num_units` and run it in `_call_cell`.

    Args:
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      dtype: of the variables; by default that of the first input.
      kwargs: as of `Layer`; another keyword is a TypeError.
    """

    @property
    @abc.abstractmethod
    def num_units(self) -> int:
        """The size of memory and output."""

    @abc.abstractmethod
    def _call_cell(
        self, inputs: Tensor, initial_cell_state: Any, initial_output: Any, dtype: Any, sequence_length: Any
    ) -> tuple[Tensor, Tensor]:
        """Memory and output for all steps, [time, batch, num_units] each."""

    def call(
        self, inputs: Any, initial_state: Any = None, dtype: DTypeLike | None = None, sequence_length: TensorLike | None = None
    ) -> Any:
        """Run the LSTM.

        Args:
          inputs: [time, batch, depth], or a list of tensors [batch, depth].
          initial_state: memory and output, [batch, num_units] each; zeros by default.
          dtype: needed where there is no `initial_state`.
          sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the state stays.

        Returns:
          the outputs, [time, batch, num_units] or a list, and the last state, an LSTMStateTuple.

        Raises:
          ValueError: a depth that is not known; neither `initial_state` nor `dtype`; a state that is no pair.
        """
        is_list = isinstance(inputs, list)
        if is_list:
            inputs = ops.stack(inputs)
        shape = inputs.shape.with_rank(3)
        time, batch_size, depth = shape.as_list()
        if not depth:
            raise ValueError(f"Expecting inputs_shape[2] to be set: {shape}")
        if batch_size is None:
            batch_size = ops.shape(inputs)[1]
        if time is None:
            time = ops.shape(inputs)[0]
        if initial_state is None:
            if dtype is None:
                raise ValueError("Either initial_state or dtype needs to be specified")
            zeros = ops.zeros(ops.stack([batch_size, self.num_units]), dtype)
            initial_state = zeros, zeros
        else:
            if len(initial_state) != 2:
                raise ValueError("Expecting initial_state to be a tuple with length 2 or None")
            if dtype is None:
                dtype = initial_state[0].dtype
        if sequence_length is not None:
            sequence_length = convert_to_tensor(sequence_length)
        first_memory, first_output = initial_state
        memory, outputs = self._call_cell(inputs, first_memory, first_output, dtype, sequence_length)
        if sequence_length is None:
            last = [memory[-1], outputs[-1]]
        else:
            goes_on = ops.transpose(ops.sequence_mask(sequence_length, time, dtype=dtype), [1, 0])
            outputs *= ops.tile(ops.expand_dims(goes_on, [-1]), [1, 1, self.num_units])
            places = ops.stack([sequence_length, ops.range(batch_size)], axis=1)
            last = [
                ops.gather_nd(ops.concat([ops.expand_dims(first, [0]), all_steps], 0), places)
                for first, all_steps in zip(initial_state, (memory, outputs), strict=True)
            ]
        return ops.unstack(outputs) if is_list else outputs, LSTMStateTuple(*last)


@export("contrib.rnn.LSTMBlockFusedCell")
@documented_by(LSTMBlockCell)
class LSTMBlockFusedCell(_Weights, LSTMBlockWrapper):
    """Long short-term memory over a whole sequence as one operation; its variables are those of an `LSTMCell`."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        cell_clip: float | None = None,
        use_peephole: bool = False,
        reuse: bool | None = None,
        dtype: DTypeLike | None = None,
        name: str | None = "lstm_fused_cell",
    ) -> None:
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._cell_clip = cell_clip if cell_clip is not None else -1
        self._use_peephole = use_peephole
        self.input_spec = InputSpec(ndim=3)

    @property
    def num_units(self) -> int:
        return self._num_units

    def build(self, input_shape: ShapeLike | None) -> None:
        self._add_weights(TensorShape(input_shape).as_list()[2])
        self.built = True

    def _call_cell(
        self, inputs: Tensor, initial_cell_state: Any, initial_output: Any, dtype: Any, sequence_length: Any
    ) -> tuple[Tensor, Tensor]:
        time = inputs.shape.with_rank(3).as_list()[0]
        count: Any
        if sequence_length is not None:
            count = ops.reduce_max(sequence_length)
        else:
            count = ops.shape(inputs)[0] if time is None else time
        wci, wcf, wco = self._diagonals(dtype)
        found = ops.block_lstm(
            *(ops.cast(count, dtypes.int64), inputs, initial_cell_state, initial_output),
            *(self._kernel, wci, wcf, wco, self._bias),
            **_attributes(self._forget_bias, self._cell_clip, self._use_peephole),
        )
        return found[1], found[6]
