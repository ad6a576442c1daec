"""Cells with other gates: UGRNNCell, IntersectionRNNCell, NASCell, SRUCell."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scope import get_variable_scope, variable_scope

from ...layers.input_spec import InputSpec
from ...rnn.base import LayerRNNCell, RNNCell
from ...rnn.linear import _Linear
from ...rnn.lstm import LSTMStateTuple
from .parts import known_depth


class _OneSize(RNNCell):
    """A cell whose state has the size of its output."""

    _num_units: int

    @property
    def state_size(self) -> int:
        return self._num_units

    @property
    def output_size(self) -> int:
        return self._num_units


@export("contrib.rnn.UGRNNCell")
class UGRNNCell(_OneSize):
    """A cell with one gate, between what it was and what it takes in.

    Args:
      num_units: the size of the state.
      initializer: of the weights.
      forget_bias: added to the gate.
      activation: a function.
      reuse: whether the variables are there already.

    Source: Collins et al., "Capacity and Trainability in Recurrent Neural Networks", 2016.
    """

    def __init__(
        self,
        num_units: int,
        initializer: Any = None,
        forget_bias: float = 1.0,
        activation: Any = ops.tanh,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._activation = activation
        self._linear: _Linear | None = None

    def call(self, inputs: Any, state: Any) -> Any:
        known_depth(inputs)
        with variable_scope(get_variable_scope(), initializer=self._initializer):
            joined = ops.concat([inputs, state], 1)
            if self._linear is None:
                self._linear = _Linear(joined, 2 * self._num_units, True)
            gate, candidate = ops.split(self._linear(joined), 2, axis=1)
            c = self._activation(candidate)
            g = ops.sigmoid(gate + self._forget_bias)
            new_state = g * state + (1.0 - g) * c
        return new_state, new_state


@export("contrib.rnn.IntersectionRNNCell")
class IntersectionRNNCell(_OneSize):
    """A cell through which inputs and states go in two directions, each with a gate.

    Args:
      num_units: the size of state and output.
      num_in_proj: true: inputs of another size are brought to that one.
      initializer, forget_bias, reuse: as of `UGRNNCell`.
      y_activation: the function of the output.

    Raises:
      ValueError: (when called) inputs of another size, and no `num_in_proj`.

    Source: Collins et al., "Capacity and Trainability in Recurrent Neural Networks", 2016.
    """

    def __init__(
        self,
        num_units: int,
        num_in_proj: int | None = None,
        initializer: Any = None,
        forget_bias: float = 1.0,
        y_activation: Any = ops.relu,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._num_input_proj = num_in_proj
        self._y_activation = y_activation
        self._linear1: _Linear | None = None
        self._linear2: _Linear | None = None

    def call(self, inputs: Any, state: Any) -> Any:
        size = self._num_units
        depth = known_depth(inputs)
        with variable_scope(get_variable_scope(), initializer=self._initializer):
            if depth != size:
                if not self._num_input_proj:
                    raise ValueError(
                        "Must have input size == output size for Intersection RNN. To fix, num_in_proj should be set to "
                        "num_units at cell init."
                    )
                with variable_scope("in_projection"):
                    if self._linear1 is None:
                        self._linear1 = _Linear(inputs, size, True)
                    inputs = self._linear1(inputs)
            joined = ops.concat([inputs, state], 1)
            if self._linear2 is None:
                self._linear2 = _Linear(joined, 4 * size, True)
            sums = self._linear2(joined)
            of_state, h, of_output, y = (sums[:, k * size : (k + 1) * size] for k in range(4))
            h, y = ops.tanh(h), self._y_activation(y)
            gate_h = ops.sigmoid(of_state + self._forget_bias)
            gate_y = ops.sigmoid(of_output + self._forget_bias)
            return gate_y * inputs + (1.0 - gate_y) * y, gate_h * state + (1.0 - gate_h) * h


@export("contrib.rnn.NASCell")
class NASCell(LayerRNNCell):
    """A cell that was found by a search.

    Args:
      num_units: the size of the memory.
      num_proj: the size of the output; `num_units` by default.
      use_bias: whether there is a bias.
      reuse: whether the variables are there already.

    Source: Zoph and Le, "Neural Architecture Search with Reinforcement Learning", 2016.
    """

    def __init__(
        self,
        num_units: int,
        num_proj: int | None = None,
        use_bias: bool = False,
        reuse: bool | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(_reuse=reuse, **kwargs)
        self._num_units = num_units
        self._num_proj = num_proj
        self._use_bias = use_bias

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self.output_size)

    @property
    def output_size(self) -> int:
        return self._num_units if self._num_proj is None else self._num_proj

    def build(self, input_shape: Any) -> None:
        depth = input_shape.with_rank(2).as_list()[1]
        if depth is None:
            raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
        units = self._num_units
        self.recurrent_kernel = self.add_weight("recurrent_kernel", [self.output_size, 8 * units])
        self.kernel = self.add_weight("kernel", [depth, 8 * units])
        if self._use_bias:
            self.bias = self.add_weight("bias", [8 * units], initializer=Zeros())
        if self._num_proj is not None:
            self.projection_weights = self.add_weight("projection_weights", [units, self._num_proj])
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        sigmoid, tanh, relu = ops.sigmoid, ops.tanh, ops.relu
        c_before, m_before = state
        of_state = ops.matmul(m_before, self.recurrent_kernel)
        of_inputs = ops.matmul(inputs, self.kernel)
        if self._use_bias:
            of_state = ops.bias_add(of_state, self.bias)
        h = ops.split(of_state, 8, axis=1)
        x = ops.split(of_inputs, 8, axis=1)
        first = [
            sigmoid(x[0] + h[0]),
            relu(x[1] + h[1]),
            sigmoid(x[2] + h[2]),
            relu(x[3] * h[3]),
            tanh(x[4] + h[4]),
            sigmoid(x[5] + h[5]),
            tanh(x[6] + h[6]),
            sigmoid(x[7] + h[7]),
        ]
        second = [
            tanh(first[0] * first[1]),
            tanh(first[2] + first[3]),
            tanh(first[4] * first[5]),
            sigmoid(first[6] + first[7]),
        ]
        new_c = tanh(second[0] + c_before) * second[1]
        new_m = tanh(new_c * tanh(second[2] + second[3]))
        if self._num_proj is not None:
            new_m = ops.matmul(new_m, self.projection_weights)
        return new_m, LSTMStateTuple(new_c, new_m)


@export("contrib.rnn.SRUCell")
class SRUCell(_OneSize, LayerRNNCell):
    """A cell whose products depend on the inputs alone.

    Args:
      num_units: the size of state and output.
      activation: a function; tanh by default.
      reuse, name: as of `BasicRNNCell`.

    Source: Lei et al., "Simple Recurrent Units for Highly Parallelizable Recurrence", 2017.
    """

    def __init__(
        self, num_units: int, activation: Any = None, reuse: bool | None = None, name: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(_reuse=reuse, name=name, **kwargs)
        self._num_units = num_units
        self._activation = activation or ops.tanh
        self.input_spec = InputSpec(ndim=2)

    def build(self, input_shape: Any) -> None:
        self._kernel = self.add_weight("kernel", [self._depth_of(input_shape), 4 * self._num_units])
        self._bias = self.add_weight("bias", [2 * self._num_units], initializer=Zeros())
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        x, forget, reset, carried = ops.split(ops.matmul(inputs, self._kernel), 4, axis=1)
        gates = ops.sigmoid(ops.bias_add(ops.concat([forget, reset], 1), self._bias))
        f, r = ops.split(gates, 2, axis=1)
        c = f * state + (1.0 - f) * x
        return r * self._activation(c) + (1.0 - r) * carried, c
