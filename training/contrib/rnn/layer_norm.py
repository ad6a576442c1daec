"""LSTMs that are normalized or have fewer gates: LayerNormBasicLSTMCell, CoupledInputForgetGateLSTMCell."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.platform import logging
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scope import get_variable

from ...rnn.base import RNNCell
from ...rnn.lstm import LSTMStateTuple
from .parts import joined_weight, known_depth, normalized


@export("contrib.rnn.LayerNormBasicLSTMCell")
class LayerNormBasicLSTMCell(RNNCell):
    """An LSTM whose gates and memory are normalized, with dropout of what goes into the memory.

    Args:
      num_units: the size of memory and output.
      forget_bias: added to the forget gate.
      input_size: not used.
      activation: a function.
      layer_norm: whether to normalize; otherwise there is a bias.
      norm_gain, norm_shift: what `gamma` and `beta` begin with.
      dropout_keep_prob, dropout_prob_seed: as of `tf.nn.dropout`.
      reuse: whether the variables are there already.

    Source: Ba et al., "Layer Normalization", 2016; Semeniuta et al., "Recurrent Dropout without Memory Loss", 2016.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        input_size: Any = None,
        activation: Any = ops.tanh,
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
        self._num_units = num_units
        self._activation = activation
        self._forget_bias = forget_bias
        self._keep_prob = dropout_keep_prob
        self._seed = dropout_prob_seed
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self) -> int:
        return self._num_units

    def _norm(self, inp: Any, scope: str, dtype: Any) -> Any:
        return normalized(inp, scope, self._norm_gain, self._norm_shift, dtype)

    def call(self, inputs: Any, state: Any) -> Any:
        c, h = state
        args = ops.concat([inputs, h], 1)
        kind = args.dtype
        sums = ops.matmul(args, get_variable("kernel", [args.shape[-1], 4 * self._num_units], dtype=kind))
        if not self._layer_norm:
            sums = ops.bias_add(sums, get_variable("bias", [4 * self._num_units], dtype=kind))
        i, j, f, o = ops.split(sums, 4, axis=1)
        if self._layer_norm:
            i = self._norm(i, "input", kind)
            j = self._norm(j, "transform", kind)
            f = self._norm(f, "forget", kind)
            o = self._norm(o, "output", kind)
        g = self._activation(j)
        if not isinstance(self._keep_prob, float) or self._keep_prob < 1:
            g = ops.dropout(g, self._keep_prob, seed=self._seed)
        new_c = c * ops.sigmoid(f + self._forget_bias) + ops.sigmoid(i) * g
        if self._layer_norm:
            new_c = self._norm(new_c, "state", kind)
        new_h = self._activation(new_c) * ops.sigmoid(o)
        return new_h, LSTMStateTuple(new_c, new_h)


@export("contrib.rnn.CoupledInputForgetGateLSTMCell")
class CoupledInputForgetGateLSTMCell(RNNCell):
    """An LSTM that forgets as much as it takes in.

    Args:
      num_units, use_peepholes, num_proj, proj_clip, forget_bias, state_is_tuple, activation, reuse: as of `LSTMCell`.
      initializer: accepted; the scope's is used.
      num_unit_shards, num_proj_shards: into how many variables the weights are cut.
      layer_norm, norm_gain, norm_shift: as of `LayerNormBasicLSTMCell`.

    Source: Greff et al., "LSTM: A Search Space Odyssey", 2015.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        initializer: Any = None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        num_unit_shards: int = 1,
        num_proj_shards: int = 1,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        activation: Any = ops.tanh,
        reuse: bool | None = None,
        layer_norm: bool = False,
        norm_gain: float = 1.0,
        norm_shift: float = 0.0,
    ) -> None:
        super().__init__(_reuse=reuse)
        if not state_is_tuple:
            logging.warning(
                "%s: Using a concatenated state is slower and will soon be deprecated.  Use state_is_tuple=True.", self
            )
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._num_unit_shards = num_unit_shards
        self._num_proj_shards = num_proj_shards
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = activation
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift
        size = num_proj or num_units
        self._state_size = LSTMStateTuple(num_units, size) if state_is_tuple else num_units + size
        self._output_size = size

    @property
    def state_size(self) -> Any:
        return self._state_size

    @property
    def output_size(self) -> int:
        return self._output_size

    def _norm(self, inp: Any, scope: str) -> Any:
        return normalized(inp, scope, self._norm_gain, self._norm_shift, None)

    def call(self, inputs: Any, state: Any) -> Any:
        units, size, kind = self._num_units, self._num_proj or self._num_units, inputs.dtype
        if self._state_is_tuple:
            c_before, h_before = state
        else:
            c_before = ops.slice(state, [0, 0], [-1, units])
            h_before = ops.slice(state, [0, units], [-1, size])
        weight = joined_weight("W", [known_depth(inputs) + size, 3 * units], kind, self._num_unit_shards)
        bias = get_variable("B", shape=[3 * units], initializer=Zeros(), dtype=kind)
        sums = ops.matmul(ops.concat([inputs, h_before], 1), weight)
        if not self._layer_norm:
            sums = ops.bias_add(sums, bias)
        j, f, o = ops.split(sums, 3, axis=1)
        if self._layer_norm:
            j, f, o = self._norm(j, "transform"), self._norm(f, "forget"), self._norm(o, "output")
        kept = f + self._forget_bias
        if self._use_peepholes:
            w_f_diag = get_variable("W_F_diag", shape=[units], dtype=kind)
            w_o_diag = get_variable("W_O_diag", shape=[units], dtype=kind)
            kept += w_f_diag * c_before
        gate = ops.sigmoid(kept)
        c = gate * c_before + (1 - gate) * self._activation(j)
        if self._layer_norm:
            c = self._norm(c, "state")
        h = ops.sigmoid(o + w_o_diag * c if self._use_peepholes else o) * self._activation(c)
        if self._num_proj is not None:
            h = ops.matmul(h, joined_weight("W_P", [units, size], kind, self._num_proj_shards))
            if self._proj_clip is not None:
                h = ops.clip_by_value(h, -self._proj_clip, self._proj_clip)
        return h, LSTMStateTuple(c, h) if self._state_is_tuple else ops.concat([c, h], 1)
