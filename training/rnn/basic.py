"""BasicRNNCell and GRUCell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.types.likes import DTypeLike, Initializer
from headrace.graph.variables.initializers.plain import Constant, Zeros

from ..layers.described import initializer_of
from ..layers.input_spec import InputSpec
from .base import LayerRNNCell, activation_or_tanh, check_floating, check_inputs_floating
from .fused.basic import Basic
from .fused.gru import GRU
from .fused.notes import Recurrent, note, weights_of


class _OneState(LayerRNNCell):
    """A cell whose state is its output."""

    def __init__(
        self, num_units: int, activation: Any, reuse: bool | None, name: str | None, dtype: Any, **kwargs: Any
    ) -> None:
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        check_floating(self.dtype)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._activation = activation_or_tanh(activation)

    @property
    def state_size(self) -> int:
        return self._num_units

    @property
    def output_size(self) -> int:
        return self._num_units


@export("nn.rnn_cell.BasicRNNCell", "contrib.rnn.BasicRNNCell")
class BasicRNNCell(_OneState):
    """activation([inputs, state] * kernel + bias), which is output and state.

    Args:
      num_units: the size of the state, an int.
      activation: a function of a tensor, or its name; tanh by default.
      reuse: True takes the variables that are there; None does as the scope around it.
      name: of the cell and its variables' scope, below the scope of the first call.
      dtype: of the variables; by default that of the first input.
      kwargs: `trainable`, as of `Layer`.

    Raises:
      ValueError: a type that is not floating; (when called) inputs whose depth is not known.
    """

    def __init__(
        self,
        num_units: int,
        activation: Callable[..., Any] | str | None = None,
        reuse: bool | None = None,
        name: str | None = None,
        dtype: DTypeLike | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(num_units, activation, reuse, name, dtype, **kwargs)

    def build(self, input_shape: Any) -> None:
        depth = self._depth_of(input_shape)
        self._kernel = self.add_weight("kernel", [depth + self._num_units, self._num_units])
        self._bias = self.add_weight("bias", [self._num_units], initializer=Zeros(dtype=self._dtype))
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        check_inputs_floating(inputs, state)
        total = ops.bias_add(ops.matmul(ops.concat([inputs, state], 1), self._kernel), self._bias)
        output = self._activation(total)
        if self._activation is ops.tanh:
            note(Recurrent(Basic(), inputs, (state,), weights_of(total), output, (output,)))
        return output, output


@export("nn.rnn_cell.GRUCell", "contrib.rnn.GRUCell")
@documented_by(BasicRNNCell)
class GRUCell(_OneState):
    """Gated recurrent unit: a gate says how much of the state is seen, another how much of it stays.

    Source: Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder", 2014.

    Args:
      kernel_initializer, bias_initializer: what the variables begin with; biases of gates are 1 and others 0 by default.
    """

    def __init__(
        self,
        num_units: int,
        activation: Callable[..., Any] | str | None = None,
        reuse: bool | None = None,
        kernel_initializer: Initializer | None = None,
        bias_initializer: Initializer | None = None,
        name: str | None = None,
        dtype: DTypeLike | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(num_units, activation, reuse, name, dtype, **kwargs)
        self._kernel_initializer = initializer_of(kernel_initializer)
        self._bias_initializer = initializer_of(bias_initializer)

    def build(self, input_shape: Any) -> None:
        rows, units = self._depth_of(input_shape) + self._num_units, self._num_units
        kernels, biases = self._kernel_initializer, self._bias_initializer
        ones = Constant(1.0, dtype=self._dtype) if biases is None else biases
        zeros = Zeros(dtype=self._dtype) if biases is None else biases
        self._gate_kernel = self.add_weight("gates/kernel", [rows, 2 * units], initializer=kernels)
        self._gate_bias = self.add_weight("gates/bias", [2 * units], initializer=ones)
        self._candidate_kernel = self.add_weight("candidate/kernel", [rows, units], initializer=kernels)
        self._candidate_bias = self.add_weight("candidate/bias", [units], initializer=zeros)
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        check_inputs_floating(inputs, state)
        gates = ops.bias_add(ops.matmul(ops.concat([inputs, state], 1), self._gate_kernel), self._gate_bias)
        r, u = ops.split(ops.sigmoid(gates), 2, axis=1)
        seen = r * state
        candidate = ops.bias_add(ops.matmul(ops.concat([inputs, seen], 1), self._candidate_kernel), self._candidate_bias)
        c = self._activation(candidate)
        new = u * state + (1 - u) * c
        if self._activation is ops.tanh:
            note(Recurrent(GRU(), inputs, (state,), (*weights_of(gates), *weights_of(candidate)), new, (new,)))
        return new, new
