"""LSTMs with layer or weight normalization."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.default_graph_functions import control_dependencies
from headrace.graph.core.tensor import Tensor
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.types.likes import Initializer
from headrace.graph.variables.initializers.plain import Constant
from headrace.graph.variables.scope import get_variable, get_variable_scope, variable_scope

from ...rnn.linear import _listed, _total_size
from ...rnn.lstm import LSTMCell, LSTMStateTuple
from .common import SizedCell, depth_of, normalized, sizes_of_lstm


@export("contrib.rnn.LayerNormBasicLSTMCell")
class LayerNormBasicLSTMCell(SizedCell):
    """Long short-term memory with layer normalization and dropout of what is written into the memory.

    Args:
      num_units: the size of memory and output.
      forget_bias: added to the forget gate.
      input_size: not used.
      activation: of what is written and of the memory that is shown.
      layer_norm: whether gates and memory are normalized; otherwise there is a bias.
      norm_gain, norm_shift: what the variables of the normalization begin with.
      dropout_keep_prob: a float or a scalar tensor.
      dropout_prob_seed: see `tf.set_random_seed`.
      reuse: whether the variables are there already.

    Source: Ba et al., "Layer Normalization", 2016; Semeniuta et al., "Recurrent Dropout without Memory Loss", 2016.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        input_size: Any = None,
        activation: Callable[[Any], Any] = ops.tanh,
        layer_norm: bool = True,
        norm_gain: float = 1.0,
        norm_shift: float = 0.0,
        dropout_keep_prob: Any = 1.0,
        dropout_prob_seed: int | None = None,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        if input_size is not None:
            logging.warning("%s: The input_size parameter is deprecated.", self)
        self._state_size, self._output_size = sizes_of_lstm(num_units, None)
        self._num_units = num_units
        self._activation = activation
        self._forget_bias = forget_bias
        self._keep_prob = dropout_keep_prob
        self._seed = dropout_prob_seed
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift

    def _normalized(self, value: Tensor, name: str) -> Tensor:
        return normalized(value, name, self._norm_gain, self._norm_shift, value.dtype) if self._layer_norm else value

    def call(self, inputs: Any, state: Any) -> Any:
        c, h = state
        joined = ops.concat([inputs, h], 1)
        size = 4 * self._num_units
        gates = ops.matmul(joined, get_variable("kernel", [joined.shape[-1], size], dtype=joined.dtype))
        if not self._layer_norm:
            gates = ops.bias_add(gates, get_variable("bias", [size], dtype=joined.dtype))
        parts = ops.split(gates, 4, axis=1)
        names = ("input", "transform", "forget", "output")
        i, j, f, o = (self._normalized(part, name) for part, name in zip(parts, names, strict=True))
        written = self._activation(j)
        if not isinstance(self._keep_prob, float) or self._keep_prob < 1:
            written = ops.dropout(written, rate=1 - self._keep_prob, seed=self._seed)
        memory = c * ops.sigmoid(f + self._forget_bias) + ops.sigmoid(i) * written
        memory = self._normalized(memory, "state")
        output = self._activation(memory) * ops.sigmoid(o)
        return output, LSTMStateTuple(memory, output)


class _FullLSTM(SizedCell):
    """Long short-term memory with peepholes, clipping and projection; subclasses say how their products are normalized."""

    _num_units: int
    _use_peepholes: bool
    _cell_clip: float | None
    _num_proj: int | None
    _proj_clip: float | None
    _forget_bias: float
    _activation: Callable[[Any], Any]

    def _product(self, args: Any, size: int, bias: bool) -> Tensor:
        raise NotImplementedError

    def _gates(self, gates: list[Tensor]) -> list[Tensor]:
        return gates

    def _memory(self, memory: Tensor) -> Tensor:
        return memory

    def _step(self, inputs: Tensor, state: Any) -> Any:
        c_before, h_before = state
        units = self._num_units
        gates = self._product([inputs, h_before], 4 * units, True)
        i, j, f, o = self._gates(ops.split(gates, 4, axis=1))
        f = f + self._forget_bias
        if self._use_peepholes:
            names = ("w_f_diag", "w_i_diag", "w_o_diag")
            of_f, of_i, of_o = (get_variable(name, shape=[units], dtype=inputs.dtype) for name in names)
            f, i = f + of_f * c_before, i + of_i * c_before
        c = self._memory(ops.sigmoid(f) * c_before + ops.sigmoid(i) * self._activation(j))
        if self._cell_clip is not None:
            c = ops.clip_by_value(c, -self._cell_clip, self._cell_clip)
        h = ops.sigmoid(o + of_o * c if self._use_peepholes else o) * self._activation(c)
        if self._num_proj is not None:
            with variable_scope("projection"):
                h = self._product(h, self._num_proj, False)
            if self._proj_clip is not None:
                h = ops.clip_by_value(h, -self._proj_clip, self._proj_clip)
        return h, LSTMStateTuple(c, h)


def _weighed(args: list[Tensor], weights: Any, size: int, bias: bool, is_added: bool = True) -> Tensor:
    """The product of matrices side by side with weights, and a bias, which is made even where it is not added."""
    result = ops.matmul(args[0] if len(args) == 1 else ops.concat(args, 1), weights)
    if not bias:
        return result
    with variable_scope(get_variable_scope()) as inner:
        inner.set_partitioner(None)
        kind = args[0].dtype
        biases = get_variable("bias", [size], dtype=kind, initializer=Constant(0.0, dtype=kind))
    return ops.bias_add(result, biases) if is_added else result


@export("contrib.rnn.python.ops.rnn_cell.LayerNormLSTMCell")
@documented_by(LSTMCell)
class LayerNormLSTMCell(_FullLSTM):
    """`LSTMCell` with layer normalization of the gates and the memory.

    Args:
      activation: a function of a tensor; tanh by default.
      layer_norm: whether they are normalized.
      norm_gain, norm_shift: what the variables of the normalization begin with.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        cell_clip: float | None = None,
        initializer: Initializer | None = None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        forget_bias: float = 1.0,
        activation: Callable[[Any], Any] | None = None,
        layer_norm: bool = False,
        norm_gain: float = 1.0,
        norm_shift: float = 0.0,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._state_size, self._output_size = sizes_of_lstm(num_units, num_proj)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._initializer = initializer
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._forget_bias = forget_bias
        self._activation = activation or ops.tanh
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift

    def call(self, inputs: Any, state: Any) -> Any:
        depth_of(inputs)
        with variable_scope(get_variable_scope(), initializer=self._initializer):
            return self._step(inputs, state)

    def _product(self, args: Any, size: int, bias: bool) -> Tensor:
        listed = _listed(args)
        weights: Any = get_variable("kernel", [_total_size(listed), size], dtype=listed[0].dtype)
        return _weighed(listed, weights, size, bias, not self._layer_norm)

    def _normalized(self, value: Tensor, name: str) -> Tensor:
        return normalized(value, name, self._norm_gain, self._norm_shift, dtypes.float32) if self._layer_norm else value

    def _gates(self, gates: list[Tensor]) -> list[Tensor]:
        names = ("input", "transform", "forget", "output")
        return [self._normalized(gate, name) for gate, name in zip(gates, names, strict=True)]

    def _memory(self, memory: Tensor) -> Tensor:
        return self._normalized(memory, "state")


@export("contrib.rnn.python.ops.rnn_cell.WeightNormLSTMCell")
@documented_by(LSTMCell)
class WeightNormLSTMCell(_FullLSTM):
    """`LSTMCell` whose weights are of length one times a variable, for each unit.

    Its scope is `wn_lstm_cell/wn_lstm_cell`, whatever else is in the scope of the first call. Source: Salimans and Kingma,
    "Weight Normalization", 2016.

    Args:
      norm: whether they are.
      activation: a function of a tensor; tanh by default.
    """

    def __init__(
        self,
        num_units: int,
        norm: bool = True,
        use_peepholes: bool = False,
        cell_clip: float | None = None,
        initializer: Initializer | None = None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        forget_bias: float = 1,
        activation: Callable[[Any], Any] | None = None,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._state_size, self._output_size = sizes_of_lstm(num_units, num_proj)
        self._num_units = num_units
        self._norm = norm
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._initializer = initializer
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._forget_bias = forget_bias
        self._activation = activation or ops.tanh

    def _set_scope(self, scope: Any) -> None:
        if self._scope is None:
            with variable_scope("wn_lstm_cell") as captured:
                self._scope = captured

    def call(self, inputs: Any, state: Any) -> Any:
        depth_of(inputs)
        with variable_scope("wn_lstm_cell", initializer=self._initializer):
            return self._step(inputs, state)

    def _product(self, args: Any, size: int, bias: bool) -> Tensor:
        listed = _listed(args)
        weights: Any = get_variable("kernel", [_total_size(listed), size], dtype=listed[0].dtype)
        if self._norm:
            weights = self._of_length_one(weights, [arg.shape.as_list()[1] for arg in listed])
        return _weighed(listed, weights, size, bias)

    def _of_length_one(self, weights: Any, depths: list[int]) -> Tensor:
        """The weights of each argument for themselves."""
        begin, parts = 0, []
        with control_dependencies(None):
            for number, depth in enumerate(depths):
                part = weights[begin : begin + depth, :]
                length = get_variable(f"norm_{number}", [part.shape.as_list()[1]], dtype=part.dtype)
                parts.append(ops.l2_normalize(part, axis=0) * length)
                begin += depth
            return ops.concat(parts, axis=0)
