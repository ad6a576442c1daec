"""Cells whose units see of the state only themselves: IndRNNCell, IndyGRUCell, IndyLSTMCell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.constants import constant
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, Initializer, ShapeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.initializers.plain import Constant, RandomUniform, Zeros

from ...layers.input_spec import InputSpec
from ...rnn.base import LayerRNNCell
from ...rnn.lstm import LSTMStateTuple


class _Independent(LayerRNNCell):
    """What the three have in common."""

    def __init__(
        self, num_units: int, activation: Callable[[Any], Any] | None, reuse: bool | None, name: str | None, dtype: Any
    ) -> None:
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._activation = activation or ops.tanh

    @property
    def state_size(self) -> Any:
        return self._num_units

    @property
    def output_size(self) -> int:
        return self._num_units

    def _weights(
        self, input_shape: Any, names: tuple[str, str, str], gates: int, kernel: Any = None, bias: Any = None
    ) -> tuple[Any, Any, Any]:
        """What multiplies the inputs, what multiplies the state, and what is added."""
        shape = TensorShape(input_shape)
        depth = shape.as_list()[1]
        if depth is None:
            raise ValueError(f"Expected inputs.shape[-1] to be known, saw shape: {shape}")
        of_inputs, of_state, added = names
        size = gates * self._num_units
        between = RandomUniform(-1, 1, dtype=self.dtype)
        return (
            self.add_weight(of_inputs, [depth, size], initializer=kernel),
            self.add_weight(of_state, [1, size], initializer=between),
            self.add_weight(added, [size], initializer=Zeros(dtype=self.dtype) if bias is None else bias),
        )

    @staticmethod
    def _sums(inputs: Tensor, state: Tensor, weights: tuple[Any, Any, Any]) -> Tensor:
        of_inputs, of_state, added = weights
        return ops.bias_add(ops.matmul(inputs, of_inputs) + state * of_state, added)


@export("contrib.rnn.IndRNNCell")
class IndRNNCell(_Independent):
    """activation(inputs * kernel_w + state * kernel_u + bias), where `kernel_u` has one number for each unit.

    Args:
      num_units: the size of the state, which is the output.
      activation: a function of a tensor; tanh by default.
      reuse: whether the variables are there already.
      name: of the cell and its variables' scope.
      dtype: of the variables; by default that of the first input.

    Source: Li et al., "Independently Recurrent Neural Network", 2018.
    """

    def __init__(
        self,
        num_units: int,
        activation: Callable[[Any], Any] | None = None,
        reuse: bool | None = None,
        name: str | None = None,
        dtype: DTypeLike | None = None,
    ) -> None:
        super().__init__(num_units, activation, reuse, name, dtype)

    def build(self, input_shape: ShapeLike | None) -> None:
        self._all_weights = self._weights(input_shape, ("kernel_w", "kernel_u", "bias"), 1)
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        output = self._activation(self._sums(inputs, state, self._all_weights))
        return output, output


@export("contrib.rnn.IndyGRUCell")
@documented_by(IndRNNCell)
class IndyGRUCell(_Independent):
    """`GRUCell` whose units see of the state only themselves.

    Source: Li et al., "Independently Recurrent Neural Network", 2018; Gonnet and Deselaers, "IndyLSTMs", 2019.

    Args:
      kernel_initializer, bias_initializer: what the variables begin with; biases of gates are 1 and others 0 by default.
    """

    def __init__(
        self,
        num_units: int,
        activation: Callable[[Any], Any] | None = None,
        reuse: bool | None = None,
        kernel_initializer: Initializer | None = None,
        bias_initializer: Initializer | None = None,
        name: str | None = None,
        dtype: DTypeLike | None = None,
    ) -> None:
        super().__init__(num_units, activation, reuse, name, dtype)
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    def build(self, input_shape: ShapeLike | None) -> None:
        kernel, bias = self._kernel_initializer, self._bias_initializer
        ones = Constant(1.0, dtype=self.dtype) if bias is None else bias
        names = ("gates/kernel_w", "gates/kernel_u", "gates/bias")
        self._of_gates = self._weights(input_shape, names, 2, kernel, ones)
        names = ("candidate/kernel", "candidate/kernel_u", "candidate/bias")
        self._of_candidate = self._weights(input_shape, names, 1, kernel, bias)
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        gates = ops.sigmoid(self._sums(inputs, ops.tile(state, [1, 2]), self._of_gates))
        r, u = ops.split(gates, 2, axis=1)
        c = self._activation(self._sums(inputs, r * state, self._of_candidate))
        new_state = u * state + (1 - u) * c
        return new_state, new_state


@export("contrib.rnn.IndyLSTMCell")
@documented_by(IndRNNCell)
class IndyLSTMCell(_Independent):
    """`BasicLSTMCell` whose units see of the output before only themselves.

    Source: Gonnet and Deselaers, "IndyLSTMs: Independently Recurrent LSTMs", 2019.

    Args:
      num_units: the size of memory and output, an int.
      forget_bias: added to the forget gate.
      kernel_initializer, bias_initializer: what the variables begin with; 0 for the bias by default.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        activation: Callable[[Any], Any] | None = None,
        reuse: bool | None = None,
        kernel_initializer: Initializer | None = None,
        bias_initializer: Initializer | None = None,
        name: str | None = None,
        dtype: DTypeLike | None = None,
    ) -> None:
        super().__init__(num_units, activation, reuse, name, dtype)
        self._forget_bias = forget_bias
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._num_units)

    def build(self, input_shape: ShapeLike | None) -> None:
        names = ("kernel_w", "kernel_u", "bias")
        self._all_weights = self._weights(input_shape, names, 4, self._kernel_initializer, self._bias_initializer)
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        one = constant(1, dtypes.int32)
        c, h = state
        i, j, f, o = ops.split(self._sums(inputs, ops.tile(h, [1, 4]), self._all_weights), 4, axis=one)
        bias = constant(self._forget_bias, f.dtype)
        kept = ops.multiply(c, ops.sigmoid(ops.add(f, bias)))
        new_c = ops.add(kept, ops.multiply(ops.sigmoid(i), self._activation(j)))
        new_h = ops.multiply(self._activation(new_c), ops.sigmoid(o))
        return new_h, LSTMStateTuple(new_c, new_h)
