"""PhasedLSTMCell: units that are open for a part of a period each. GLSTMCell: units in groups."""

from __future__ import annotations

import math
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.types import dtypes
from headrace.graph.variables.initializers.plain import Constant, RandomUniform
from headrace.graph.variables.scope import get_variable, get_variable_scope, variable_scope

from ...rnn.base import RNNCell
from ...rnn.linear import _Linear
from ...rnn.lstm import LSTMStateTuple


@export("contrib.rnn.PhasedLSTMCell")
class PhasedLSTMCell(RNNCell):
    """An LSTM whose inputs come at times: a unit changes while it is open.

    Inputs are a tuple: times [batch, 1] of a floating type, and [batch, depth].

    Args:
      num_units: the size of memory and output.
      use_peepholes: the gates see the memory.
      leak: how much changes while a unit is closed.
      ratio_on: what the open part of a period begins with.
      trainable_ratio_on: whether it is trained.
      period_init_min, period_init_max: between which periods begin.
      reuse: whether the variables are there already.

    Source: Neil et al., "Phased LSTM", 2016.
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
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._leak = leak
        self._ratio_on = ratio_on
        self._trainable_ratio_on = trainable_ratio_on
        self._period_init_min = period_init_min
        self._period_init_max = period_init_max
        self._linears: dict[str, _Linear] = {}

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self) -> int:
        return self._num_units

    def _linear(self, scope: str, args: list, size: int) -> Any:
        with variable_scope(scope):
            if scope not in self._linears:
                self._linears[scope] = _Linear(args, size, True)
            return self._linears[scope](args)

    def _openness(self, time: Any) -> Any:
        units = [self._num_units]
        period = get_variable("period", units, initializer=self._periods)
        phase = get_variable("phase", units, initializer=RandomUniform(0.0, period.initial_value))
        ratio_on = get_variable("ratio_on", units, initializer=Constant(self._ratio_on), trainable=self._trainable_ratio_on)
        shifted = time - ops.cast(phase, time.dtype)
        period_casted = ops.cast(period, time.dtype)
        within = ops.stop_gradient(ops.floormod(shifted, period_casted) - shifted) + shifted
        ratio = ops.cast(within / period_casted, dtypes.float32)
        rises = 2 * ratio / ratio_on
        openness = ops.where(ratio < ratio_on, 2 - rises, self._leak * ratio)
        return ops.where(ratio < 0.5 * ratio_on, rises, openness)

    def _periods(self, shape: Any, dtype: Any = dtypes.float32, partition_info: Any = None) -> Any:
        low, high = math.log(self._period_init_min), math.log(self._period_init_max)
        return ops.exp(ops.random_uniform(shape, low, high, dtype))

    def call(self, inputs: Any, state: Any) -> Any:
        c_before, h_before = state
        time, x = inputs
        seen = [x, h_before, c_before] if self._use_peepholes else [x, h_before]
        masks = ops.sigmoid(self._linear("mask_gates", seen, 2 * self._num_units))
        input_gate, forget_gate = ops.split(masks, 2, axis=1)
        new_input = ops.tanh(self._linear("new_input", [x, h_before], self._num_units))
        new_c = c_before * forget_gate + input_gate * new_input
        seen = [x, h_before, new_c] if self._use_peepholes else [x, h_before]
        new_h = ops.tanh(new_c) * ops.sigmoid(self._linear("output_gate", seen, self._num_units))
        k = self._openness(time)
        new_c = k * new_c + (1 - k) * c_before
        new_h = k * new_h + (1 - k) * h_before
        return new_h, LSTMStateTuple(new_c, new_h)


@export("contrib.rnn.GLSTMCell")
class GLSTMCell(RNNCell):
    """An LSTM in groups, each of which sees its part of inputs and outputs.

    Args:
      num_units: the size of the memory.
      initializer: of the weights.
      num_proj: the size of the output; `num_units` by default.
      number_of_groups: into how many groups inputs, memory and output are cut.
      forget_bias: added to the forget gate.
      activation: a function of the memory.
      reuse: whether the variables are there already.

    Raises:
      ValueError: sizes that cannot be cut into so many groups.

    Source: Kuchaiev and Ginsburg, "Factorization Tricks for LSTM Networks", 2017.
    """

    def __init__(
        self,
        num_units: int,
        initializer: Any = None,
        num_proj: int | None = None,
        number_of_groups: int = 1,
        forget_bias: float = 1.0,
        activation: Any = ops.tanh,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._num_proj = num_proj
        self._number_of_groups = number_of_groups
        self._forget_bias = forget_bias
        self._activation = activation
        for name, size in (("num_units", num_units), ("num_proj", num_proj or 0)):
            if size % number_of_groups:
                raise ValueError(f"{name} must be divisible by number_of_groups")
        self._linear1: list[_Linear | None] = [None] * number_of_groups
        self._linear2: _Linear | None = None

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self.output_size)

    @property
    def output_size(self) -> int:
        return self._num_proj or self._num_units

    def _group(self, values: Any, number: int, size: int, batch_size: Any) -> Any:
        name = f"GLSTM_group{number}_input_generation"
        return ops.slice(values, [0, number * size], [batch_size, size], name=name)

    def call(self, inputs: Any, state: Any) -> Any:
        c_before, m_before = state
        known, depth = inputs.shape.as_list()
        groups = self._number_of_groups
        batch_size = known or ops.shape(inputs)[0]
        if depth is None:
            raise ValueError("input size must be statically known")
        if depth % groups:
            raise ValueError(f"input size ({depth}) must be divisible by number_of_groups ({groups})")
        kind, parts = inputs.dtype, []
        with variable_scope(get_variable_scope(), initializer=self._initializer):
            for number in range(groups):
                with variable_scope(f"group{number}"):
                    seen = ops.concat(
                        [
                            self._group(inputs, number, depth // groups, batch_size),
                            self._group(m_before, number, self.output_size // groups, batch_size),
                        ],
                        axis=1,
                    )
                    linear = self._linear1[number]
                    if linear is None:
                        linear = self._linear1[number] = _Linear(seen, 4 * self._num_units // groups, False)
                    parts.append(ops.split(linear(seen), 4, axis=1))
            biases = [
                get_variable(f"bias_{gate}", [self._num_units], dtype=kind, initializer=Constant(0.0, dtype=kind))
                for gate in "ijfo"
            ]
            i, j, f, o = (
                ops.bias_add(ops.concat(list(of_groups), axis=1), bias)
                for of_groups, bias in zip(zip(*parts, strict=True), biases, strict=True)
            )
        c = ops.sigmoid(f + self._forget_bias) * c_before + ops.sigmoid(i) * ops.tanh(j)
        m = ops.sigmoid(o) * self._activation(c)
        if self._num_proj is not None:
            with variable_scope("projection"):
                if self._linear2 is None:
                    self._linear2 = _Linear(m, self._num_proj, False)
                m = self._linear2(m)
        return m, LSTMStateTuple(c, m)
