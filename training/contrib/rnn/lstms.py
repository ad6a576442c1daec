"""Other LSTMs: CoupledInputForgetGateLSTMCell, GLSTMCell, PhasedLSTMCell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import Initializer
from headrace.graph.variables.initializers.plain import Constant, RandomUniform, Zeros
from headrace.graph.variables.scope import get_variable, get_variable_scope, variable_scope

from ...rnn.linear import _Linear
from ...rnn.lstm import LSTMStateTuple
from .common import (
    SizedCell,
    batch_size_of,
    depth_of,
    normalized,
    sharded_variable,
    sizes_of_lstm,
    warn_of_concatenated,
)


@export("contrib.rnn.CoupledInputForgetGateLSTMCell")
class CoupledInputForgetGateLSTMCell(SizedCell):
    """Long short-term memory where so much is written into the memory as was forgotten.

    Args:
      num_units: the size of the memory.
      use_peepholes: the gates see the memory, too.
      initializer: not used, as in TensorFlow.
      num_proj: the size of the output; `num_units` without a projection.
      proj_clip: the output stays within -proj_clip and proj_clip.
      num_unit_shards, num_proj_shards: into how many variables the weights are cut.
      forget_bias: added to the forget gate.
      state_is_tuple: the state is an LSTMStateTuple; otherwise memory and output side by side in one tensor.
      activation: of what is written and of the memory that is shown.
      reuse: whether the variables are there already.
      layer_norm: whether gates and memory are normalized.
      norm_gain, norm_shift: what the variables of the normalization begin with.

    Source: Greff et al., "LSTM: A Search Space Odyssey", 2015.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        initializer: Initializer | None = None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        num_unit_shards: int = 1,
        num_proj_shards: int = 1,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        activation: Callable[[Any], Any] = ops.tanh,
        reuse: bool | None = None,
        layer_norm: bool = False,
        norm_gain: float = 1.0,
        norm_shift: float = 0.0,
    ) -> None:
        super().__init__(_reuse=reuse)
        warn_of_concatenated(self, state_is_tuple)
        self._state_size, self._output_size = sizes_of_lstm(num_units, num_proj, state_is_tuple)
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

    def _normalized(self, value: Tensor, name: str) -> Tensor:
        return normalized(value, name, self._norm_gain, self._norm_shift, dtypes.float32) if self._layer_norm else value

    def call(self, inputs: Any, state: Any) -> Any:
        units, kind = self._num_units, inputs.dtype
        size = units if self._num_proj is None else self._num_proj
        if self._state_is_tuple:
            c_before, h_before = state
        else:
            c_before = ops.slice(state, [0, 0], [-1, units])
            h_before = ops.slice(state, [0, units], [-1, size])
        weights = sharded_variable("W", [depth_of(inputs) + size, 3 * units], kind, self._num_unit_shards)
        bias = get_variable("B", shape=[3 * units], initializer=Zeros(), dtype=kind)
        gates = ops.matmul(ops.concat([inputs, h_before], 1), weights)
        if not self._layer_norm:
            gates = ops.bias_add(gates, bias)
        parts = ops.split(gates, 3, axis=1)
        names = ("transform", "forget", "output")
        j, f, o = (self._normalized(part, name) for part, name in zip(parts, names, strict=True))
        f = f + self._forget_bias
        if self._use_peepholes:
            of_f, of_o = (get_variable(name, shape=[units], dtype=kind) for name in ("W_F_diag", "W_O_diag"))
            f = f + of_f * c_before
        f = ops.sigmoid(f)
        c = self._normalized(f * c_before + (1 - f) * self._activation(j), "state")
        h = ops.sigmoid(o + of_o * c if self._use_peepholes else o) * self._activation(c)
        if self._num_proj is not None:
            h = ops.matmul(h, sharded_variable("W_P", [units, self._num_proj], kind, self._num_proj_shards))
            if self._proj_clip is not None:
                h = ops.clip_by_value(h, -self._proj_clip, self._proj_clip)
        return h, LSTMStateTuple(c, h) if self._state_is_tuple else ops.concat([c, h], 1)


@export("contrib.rnn.GLSTMCell")
class GLSTMCell(SizedCell):
    """Long short-term memory in groups: the gates of each see only its part of inputs and output before.

    Args:
      num_units: the size of the memory.
      initializer: of the weights.
      num_proj: the size of the output; `num_units` without a projection.
      number_of_groups: into how many parts inputs, memory and output are cut.
      forget_bias: added to the forget gate.
      activation: of the memory that is shown.
      reuse: whether the variables are there already.

    Raises:
      ValueError: a size that the number of groups does not divide.

    Source: Kuchaiev and Ginsburg, "Factorization Tricks for LSTM Networks", 2017.
    """

    def __init__(
        self,
        num_units: int,
        initializer: Initializer | None = None,
        num_proj: int | None = None,
        number_of_groups: int = 1,
        forget_bias: float = 1.0,
        activation: Callable[[Any], Any] = ops.tanh,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        if num_units % number_of_groups:
            raise ValueError("num_units must be divisible by number_of_groups")
        if num_proj and num_proj % number_of_groups:
            raise ValueError("num_proj must be divisible by number_of_groups")
        self._state_size, self._output_size = sizes_of_lstm(num_units, num_proj)
        self._num_units = num_units
        self._initializer = initializer
        self._num_proj = num_proj
        self._number_of_groups = number_of_groups
        self._forget_bias = forget_bias
        self._activation = activation
        self._of_groups: list[_Linear | None] = [None] * number_of_groups
        self._projection: _Linear | None = None

    def call(self, inputs: Any, state: Any) -> Any:
        """Take a step.

        Args:
          inputs: [batch, depth].
          state: memory and output, an LSTMStateTuple.

        Returns:
          output and new state.

        Raises:
          ValueError: a depth that is not known, or that the number of groups does not divide.
        """
        c_before, h_before = state
        rows, groups, kind = batch_size_of(inputs), self._number_of_groups, inputs.dtype
        depth = inputs.shape.as_list()[1]
        if depth is None:
            raise ValueError("input size must be statically known")
        if depth % groups:
            raise ValueError(f"input size ({depth}) must be divisible by number_of_groups ({groups})")

        def part(whole: Tensor, group: int, size: int) -> Tensor:
            return ops.slice(whole, [0, group * size], [rows, size], name=f"GLSTM_group{group}_input_generation")

        found: list[list[Tensor]] = []
        with variable_scope(get_variable_scope(), initializer=self._initializer):
            for group in range(groups):
                with variable_scope(f"group{group}"):
                    parts = [part(inputs, group, depth // groups), part(h_before, group, self._output_size // groups)]
                    seen = ops.concat(parts, axis=1)
                    linear = self._of_groups[group]
                    if linear is None:
                        linear = self._of_groups[group] = _Linear(seen, 4 * (self._num_units // groups), False)
                    found.append(ops.split(linear(seen), 4, axis=1))
            start = Constant(0.0, dtype=kind)
            biases = [get_variable(f"bias_{gate}", [self._num_units], kind, initializer=start) for gate in "ijfo"]
            sums = [ops.concat(gate, axis=1) for gate in zip(*found, strict=True)]
            i, j, f, o = (ops.bias_add(gate, bias) for gate, bias in zip(sums, biases, strict=True))
        c = ops.sigmoid(f + self._forget_bias) * c_before + ops.sigmoid(i) * ops.tanh(j)
        h = ops.sigmoid(o) * self._activation(c)
        if self._num_proj is not None:
            with variable_scope("projection"):
                if self._projection is None:
                    self._projection = _Linear(h, self._num_proj, False)
                h = self._projection(h)
        return h, LSTMStateTuple(c, h)


def _exponential(least: float, most: float) -> Callable[..., Tensor]:
    """An initializer: numbers between two whose logarithms are uniform."""

    def initialize(shape: Any, dtype: Any = dtypes.float32, partition_info: Any = None) -> Tensor:
        return ops.exp(ops.random_uniform(shape, ops.log(least), ops.log(most), dtype))

    return initialize


@export("contrib.rnn.PhasedLSTMCell")
class PhasedLSTMCell(SizedCell):
    """Long short-term memory each unit of which is open for a part of its period. Inputs are pairs (time, features).

    Args:
      num_units: the size of memory and output.
      use_peepholes: the gates see the memory, too.
      leak: how much a unit is open while it is shut.
      ratio_on: for which part of its period a unit is open.
      trainable_ratio_on: whether that is learned.
      period_init_min, period_init_max: between which periods begin.
      reuse: whether the variables are there already.

    Source: Neil et al., "Phased LSTM: Accelerating Recurrent Network Training for Long or Event-based Sequences", 2016.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        leak: float = 0.001,
        ratio_on: float = 0.1,
        trainable_ratio_on: bool = True,
        period_init_min: float = 1.0,
        period_init_max: float = 1000.0,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._state_size, self._output_size = sizes_of_lstm(num_units, None)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._leak = leak
        self._ratio_on = ratio_on
        self._trainable_ratio_on = trainable_ratio_on
        self._period_init_min = period_init_min
        self._period_init_max = period_init_max
        self._linears: dict[str, _Linear] = {}

    def call(self, inputs: Any, state: Any) -> Any:
        c_before, h_before = state
        time, x = inputs
        peephole = [c_before] if self._use_peepholes else []
        gates = ops.sigmoid(self._linear("mask_gates", [x, h_before, *peephole], 2 * self._num_units))
        i, f = ops.split(gates, 2, axis=1)
        c = c_before * f + i * ops.tanh(self._linear("new_input", [x, h_before], self._num_units))
        peephole = [c] if self._use_peepholes else []
        h = ops.tanh(c) * ops.sigmoid(self._linear("output_gate", [x, h_before, *peephole], self._num_units))
        opened = self._opened(time)
        c = opened * c + (1 - opened) * c_before
        h = opened * h + (1 - opened) * h_before
        return h, LSTMStateTuple(c, h)

    def _linear(self, name: str, args: list[Tensor], size: int) -> Tensor:
        with variable_scope(name):
            if name not in self._linears:
                self._linears[name] = _Linear(args, size, True)
            return self._linears[name](args)

    def _opened(self, time: Tensor) -> Tensor:
        """How much units are open at a time."""
        units = [self._num_units]
        period = get_variable("period", units, initializer=_exponential(self._period_init_min, self._period_init_max))
        phase = get_variable("phase", units, initializer=RandomUniform(0.0, period.initial_value))
        start = Constant(self._ratio_on)
        ratio_on = get_variable("ratio_on", units, initializer=start, trainable=self._trainable_ratio_on)
        shifted = time - ops.cast(phase, time.dtype)
        length = ops.cast(period, time.dtype)
        # The remainder, with the gradient of what it is the remainder of.
        rest = ops.stop_gradient(ops.floormod(shifted, length) - shifted) + shifted
        passed = ops.cast(rest / length, dtypes.float32)
        rising = 2 * passed / ratio_on
        opened = ops.where(passed < ratio_on, 2 - rising, self._leak * passed)
        return ops.where(passed < 0.5 * ratio_on, rising, opened)
