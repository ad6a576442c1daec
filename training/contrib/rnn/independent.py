"""Cells whose units see only their own state: IndRNNCell, IndyGRUCell, IndyLSTMCell."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.constants import constant
from headrace.graph.types import dtypes
from headrace.graph.variables.initializers.plain import Constant, RandomUniform, Zeros

from ...layers.input_spec import InputSpec
from ...rnn.base import LayerRNNCell
from ...rnn.lstm import LSTMStateTuple


class _Independent(LayerRNNCell):
    """What the three have in common.

    Args:
      num_units: the size of the state.
      activation: a function; tanh by default.
      reuse, name, dtype: as of `BasicRNNCell`.
    """

    def __init__(self, num_units: int, activation: Any, reuse: bool | None, name: Any, dtype: Any) -> None:
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._activation = activation or ops.tanh
        self._kernel_initializer: Any = None
        self._bias_initializer: Any = None

    @property
    def state_size(self) -> Any:
        return self._num_units

    @property
    def output_size(self) -> int:
        return self._num_units

    def _weights(self, shape: Any, scope: str, names: tuple[str, str, str], gates: int, bias: Any) -> tuple[Any, Any, Any]:
        """Weights of the inputs and of the state, and the bias."""
        size = gates * self._num_units
        own = RandomUniform(-1, 1, dtype=self._dtype)
        return (
            self.add_weight(f"{scope}{names[0]}", [self._depth_of(shape), size], initializer=self._kernel_initializer),
            self.add_weight(f"{scope}{names[1]}", [1, size], initializer=own),
            self.add_weight(
                f"{scope}{names[2]}",
                [size],
                initializer=bias if self._bias_initializer is None else self._bias_initializer,
            ),
        )


@export("contrib.rnn.IndRNNCell")
class IndRNNCell(_Independent):
    """activation(inputs * kernel_w + state * kernel_u + bias), the second product unit by unit.

    Source: Li et al., "Independently Recurrent Neural Network (IndRNN)", 2018.
    """

    def __init__(
        self, num_units: int, activation: Any = None, reuse: bool | None = None, name: Any = None, dtype: Any = None
    ) -> None:
        super().__init__(num_units, activation, reuse, name, dtype)

    def build(self, input_shape: Any) -> None:
        zeros = Zeros(dtype=self._dtype)
        found = self._weights(input_shape, "", ("kernel_w", "kernel_u", "bias"), 1, zeros)
        self._kernel_w, self._kernel_u, self._bias = found
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        sums = ops.matmul(inputs, self._kernel_w) + state * self._kernel_u
        output = self._activation(ops.bias_add(sums, self._bias))
        return output, output


@export("contrib.rnn.IndyGRUCell")
class IndyGRUCell(_Independent):
    """A GRU whose units see only their own state.

    Args:
      kernel_initializer, bias_initializer: as of `GRUCell`.
    """

    def __init__(
        self,
        num_units: int,
        activation: Any = None,
        reuse: bool | None = None,
        kernel_initializer: Any = None,
        bias_initializer: Any = None,
        name: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(num_units, activation, reuse, name, dtype)
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    def build(self, input_shape: Any) -> None:
        ones, zeros = Constant(1.0, dtype=self._dtype), Zeros(dtype=self._dtype)
        found = self._weights(input_shape, "gates/", ("kernel_w", "kernel_u", "bias"), 2, ones)
        self._gate_kernel_w, self._gate_kernel_u, self._gate_bias = found
        found = self._weights(input_shape, "candidate/", ("kernel", "kernel_u", "bias"), 1, zeros)
        self._candidate_kernel_w, self._candidate_kernel_u, self._candidate_bias = found
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        gates = ops.matmul(inputs, self._gate_kernel_w) + ops.tile(state, [1, 2]) * self._gate_kernel_u
        r, u = ops.split(ops.sigmoid(ops.bias_add(gates, self._gate_bias)), 2, axis=1)
        candidate = ops.matmul(inputs, self._candidate_kernel_w) + r * state * self._candidate_kernel_u
        c = self._activation(ops.bias_add(candidate, self._candidate_bias))
        new = u * state + (1 - u) * c
        return new, new


@export("contrib.rnn.IndyLSTMCell")
class IndyLSTMCell(_Independent):
    """An LSTM whose units see only their own state.

    Args:
      forget_bias: added to the forget gate.
      kernel_initializer, bias_initializer: as of `GRUCell`.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        activation: Any = None,
        reuse: bool | None = None,
        kernel_initializer: Any = None,
        bias_initializer: Any = None,
        name: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(num_units, activation, reuse, name, dtype)
        self._forget_bias = forget_bias
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._num_units)

    def build(self, input_shape: Any) -> None:
        zeros = Zeros(dtype=self._dtype)
        found = self._weights(input_shape, "", ("kernel_w", "kernel_u", "bias"), 4, zeros)
        self._kernel_w, self._kernel_u, self._bias = found
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        one = constant(1, dtypes.int32)
        c, h = state
        sums = ops.matmul(inputs, self._kernel_w)
        sums += ops.tile(h, [1, 4]) * self._kernel_u
        i, j, f, o = ops.split(ops.bias_add(sums, self._bias), 4, axis=one)
        kept = ops.multiply(c, ops.sigmoid(ops.add(f, constant(self._forget_bias, f.dtype))))
        new_c = ops.add(kept, ops.multiply(ops.sigmoid(i), self._activation(j)))
        new_h = ops.multiply(self._activation(new_c), ops.sigmoid(o))
        return new_h, LSTMStateTuple(new_c, new_h)
