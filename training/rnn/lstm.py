"""BasicLSTMCell and LSTMCell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.constants import constant
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, Initializer, ShapeLike
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.partitioners import fixed_size_partitioner

from ..layers.described import initializer_of
from ..layers.input_spec import InputSpec
from .base import LayerRNNCell, activation_or_tanh, check_floating, check_inputs_floating
from .basic import BasicRNNCell
from .fused.lstm import LSTM
from .fused.notes import Recurrent, note, weights_of


class _Pair(NamedTuple):
    c: Any
    h: Any


_Pair.__name__ = "LSTMStateTuple"


@export("nn.rnn_cell.LSTMStateTuple", "contrib.rnn.LSTMStateTuple")
class LSTMStateTuple(_Pair):
    """The state of an LSTM: its memory and its output.

    Args:
      c: the memory, [batch, num_units].
      h: the output, [batch, output_size].
    """

    __slots__ = ()

    @property
    def dtype(self) -> Any:
        """The type of both. Raises TypeError where they have different ones."""
        if self.c.dtype != self.h.dtype:
            raise TypeError(f"Inconsistent internal state: {self.c.dtype} vs {self.h.dtype}")
        return self.c.dtype


class _LSTM(LayerRNNCell):
    """What the two have in common."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float,
        state_is_tuple: bool,
        activation: Any,
        reuse: bool | None,
        name: str | None,
        dtype: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        check_floating(self.dtype)
        if not state_is_tuple:
            logging.warning(
                "%s: Using a concatenated state is slower and will soon be deprecated.  Use state_is_tuple=True.", self
            )
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = activation_or_tanh(activation)


@export("nn.rnn_cell.BasicLSTMCell", "contrib.rnn.BasicLSTMCell")
@documented_by(BasicRNNCell)
class BasicLSTMCell(_LSTM):
    """Long short-term memory without peepholes, clipping or projection.

    >>> cell = tf.nn.rnn_cell.BasicLSTMCell(num_units=5)
    >>> output, state = cell(tf.zeros([2, 3]), cell.zero_state(2, tf.float32))
    >>> output.shape.as_list(), state.c.shape.as_list()
    ([2, 5], [2, 5])

    Source: Zaremba et al., "Recurrent Neural Network Regularization", 2014.

    Args:
      num_units: the size of memory and output, an int.
      forget_bias: added to the bias of the forget gate.
      state_is_tuple: the state is an LSTMStateTuple; otherwise memory and output side by side in one tensor.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        activation: Callable[..., Any] | str | None = None,
        reuse: bool | None = None,
        name: str | None = None,
        dtype: DTypeLike | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(num_units, forget_bias, state_is_tuple, activation, reuse, name, dtype, **kwargs)

    @property
    def state_size(self) -> Any:
        units = self._num_units
        return LSTMStateTuple(units, units) if self._state_is_tuple else 2 * units

    @property
    def output_size(self) -> int:
        return self._num_units

    def build(self, input_shape: Any) -> None:
        rows = self._depth_of(input_shape) + self._num_units
        self._kernel = self.add_weight("kernel", [rows, 4 * self._num_units])
        self._bias = self.add_weight("bias", [4 * self._num_units], initializer=Zeros(dtype=self._dtype))
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        check_inputs_floating(inputs, state)
        one = constant(1, dtypes.int32)
        c, h = state if self._state_is_tuple else ops.split(state, 2, axis=one)
        gates = ops.bias_add(ops.matmul(ops.concat([inputs, h], 1), self._kernel), self._bias)
        i, j, f, o = ops.split(gates, 4, axis=one)
        bias = constant(self._forget_bias, f.dtype)
        kept = ops.multiply(c, ops.sigmoid(ops.add(f, bias)))
        new_c = ops.add(kept, ops.multiply(ops.sigmoid(i), self._activation(j)))
        new_h = ops.multiply(self._activation(new_c), ops.sigmoid(o))
        if self._activation is ops.tanh:
            note(Recurrent(LSTM(self._forget_bias), inputs, (c, h), weights_of(gates), new_h, (new_c, new_h)))
        return new_h, LSTMStateTuple(new_c, new_h) if self._state_is_tuple else ops.concat([new_c, new_h], 1)


@export("nn.rnn_cell.LSTMCell", "contrib.rnn.LSTMCell")
@documented_by(BasicLSTMCell)
class LSTMCell(_LSTM):
    """Long short-term memory with peepholes, clipping and a projection of the output, as far as they are wanted.

    Source: Sak et al., "Long Short-Term Memory Recurrent Neural Network Architectures for Large Scale Acoustic
    Modeling", 2014.

    Args:
      num_units: the size of the memory, an int.
      use_peepholes: the gates see the memory, too.
      cell_clip: the memory stays within -cell_clip and cell_clip; None: anywhere.
      initializer: what the weights and the projection begin with; by default that of the variable scope.
      num_proj: the size of the output, a product of the output gate's and `projection/kernel`; None: `num_units`, without one.
      proj_clip: the output stays within -proj_clip and proj_clip; None: anywhere.
      num_unit_shards, num_proj_shards: into how many parts the weights are cut; None: one.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        cell_clip: float | None = None,
        initializer: Initializer | None = None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        num_unit_shards: int | None = None,
        num_proj_shards: int | None = None,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        activation: Callable[..., Any] | str | None = None,
        reuse: bool | None = None,
        name: str | None = None,
        dtype: DTypeLike | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(num_units, forget_bias, state_is_tuple, activation, reuse, name, dtype, **kwargs)
        if num_unit_shards is not None or num_proj_shards is not None:
            logging.warning(
                "%s: The num_unit_shards and proj_unit_shards parameters are deprecated and will be removed in Jan 2017.  "
                "Use a variable scope with a partitioner instead.",
                self,
            )
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._initializer = initializer_of(initializer)
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._num_unit_shards = num_unit_shards
        self._num_proj_shards = num_proj_shards
        size = num_proj or num_units
        self._state_size = LSTMStateTuple(num_units, size) if state_is_tuple else num_units + size
        self._output_size = size

    @property
    def state_size(self) -> Any:
        return self._state_size

    @property
    def output_size(self) -> int:
        return self._output_size

    def build(self, input_shape: ShapeLike | None) -> None:
        units, size = self._num_units, self._num_units if self._num_proj is None else self._num_proj
        rows = self._depth_of(input_shape) + size
        given = {"initializer": self._initializer}
        self._kernel = self.add_weight("kernel", [rows, 4 * units], partitioner=_cut(self._num_unit_shards), **given)
        self._bias = self.add_weight("bias", [4 * units], initializer=Zeros(dtype=self._dtype or dtypes.float32))
        if self._use_peepholes:
            self._w_f_diag = self.add_weight("w_f_diag", [units], **given)
            self._w_i_diag = self.add_weight("w_i_diag", [units], **given)
            self._w_o_diag = self.add_weight("w_o_diag", [units], **given)
        if self._num_proj is not None:
            cut = _cut(self._num_proj_shards)
            self._proj_kernel = self.add_weight("projection/kernel", [units, size], partitioner=cut, **given)
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        """Take a step.

        Args:
          inputs: [batch, depth].
          state: an LSTMStateTuple, or a tensor [batch, sizes of both] where `state_is_tuple` is False.

        Returns:
          the output, [batch, output_size], and the new state.

        Raises:
          ValueError: a depth that is not known, or what is not floating.
        """
        check_inputs_floating(inputs, state)
        size = self._num_units if self._num_proj is None else self._num_proj
        if self._state_is_tuple:
            c_before, h_before = state
        else:
            c_before = ops.slice(state, [0, 0], [-1, self._num_units])
            h_before = ops.slice(state, [0, self._num_units], [-1, size])
        if inputs.shape.with_rank(2).as_list()[1] is None:
            raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
        gates = ops.bias_add(ops.matmul(ops.concat([inputs, h_before], 1), self._kernel), self._bias)
        i, j, f, o = ops.split(gates, 4, axis=1)
        c = self._memory(c_before, i, j, f)
        if self._cell_clip is not None:
            c = ops.clip_by_value(c, -self._cell_clip, self._cell_clip)
        h = ops.sigmoid(o + self._w_o_diag * c if self._use_peepholes else o) * self._activation(c)
        if self._num_proj is not None:
            h = ops.matmul(h, self._proj_kernel)
            if self._proj_clip is not None:
                h = ops.clip_by_value(h, -self._proj_clip, self._proj_clip)
        if self._activation is ops.tanh and self._cell_clip is self._num_proj is None and not self._use_peepholes:
            machine = LSTM(self._forget_bias)
            note(Recurrent(machine, inputs, (c_before, h_before), weights_of(gates), h, (c, h)))
        return h, LSTMStateTuple(c, h) if self._state_is_tuple else ops.concat([c, h], 1)

    def _memory(self, c: Any, i: Any, j: Any, f: Any) -> Any:
        if self._use_peepholes:
            kept = ops.sigmoid(f + self._forget_bias + self._w_f_diag * c) * c
            return kept + ops.sigmoid(i + self._w_i_diag * c) * self._activation(j)
        return ops.sigmoid(f + self._forget_bias) * c + ops.sigmoid(i) * self._activation(j)


def _cut(shards: int | None) -> Any:
    return None if shards is None else fixed_size_partitioner(shards)
