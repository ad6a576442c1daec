"""Cells with one state: UGRNNCell, IntersectionRNNCell, SRUCell, MinimalRNNCell, CFNCell, and NASCell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.types.likes import DTypeLike, Initializer, ShapeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scope import get_variable_scope, variable_scope

from ...layers.described import activation_of, initializer_of
from ...layers.input_spec import InputSpec
from ...rnn.base import LayerRNNCell
from ...rnn.linear import _Linear
from ...rnn.lstm import LSTMStateTuple
from .common import SizedCell, depth_of, sizes_of_lstm


@export("contrib.rnn.UGRNNCell")
class UGRNNCell(SizedCell):
    """Update gate recurrent network: one gate says how much of the state stays.

    Args:
      num_units: the size of the state, which is the output.
      initializer: of the variables.
      forget_bias: added to the gate.
      activation: of the candidate.
      reuse: whether the variables are there already.

    Source: Collins et al., "Capacity and Trainability in Recurrent Neural Networks", 2016.
    """

    def __init__(
        self,
        num_units: int,
        initializer: Initializer | None = None,
        forget_bias: float = 1.0,
        activation: Callable[[Any], Any] = ops.tanh,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._state_size = self._output_size = self._num_units = num_units
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._activation = activation
        self._linear: _Linear | None = None

    def call(self, inputs: Any, state: Any) -> Any:
        depth_of(inputs)
        with variable_scope(get_variable_scope(), initializer=self._initializer):
            joined = ops.concat([inputs, state], 1)
            if self._linear is None:
                self._linear = _Linear(joined, 2 * self._num_units, True)
            gate, candidate = ops.split(self._linear(joined), 2, axis=1)
            candidate = self._activation(candidate)
            gate = ops.sigmoid(gate + self._forget_bias)
            new_state = gate * state + (1.0 - gate) * candidate
        return new_state, new_state


@export("contrib.rnn.IntersectionRNNCell")
class IntersectionRNNCell(SizedCell):
    """Intersection network: gates along depth as well as along time.

    Args:
      num_units: the size of the state and the output.
      num_in_proj: whether inputs of another size are projected first.
      initializer: of the variables.
      forget_bias: added to the gates.
      y_activation: of the output.
      reuse: whether the variables are there already.

    Raises:
      ValueError: (when called) inputs of another size without `num_in_proj`.

    Source: Collins et al., "Capacity and Trainability in Recurrent Neural Networks", 2016.
    """

    def __init__(
        self,
        num_units: int,
        num_in_proj: int | None = None,
        initializer: Initializer | None = None,
        forget_bias: float = 1.0,
        y_activation: Callable[[Any], Any] = ops.relu,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._state_size = self._output_size = self._num_units = num_units
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._num_input_proj = num_in_proj
        self._y_activation = y_activation
        self._projection: _Linear | None = None
        self._linear: _Linear | None = None

    def call(self, inputs: Any, state: Any) -> Any:
        """Take a step.

        Args:
          inputs: [batch, depth].
          state: [batch, num_units].

        Returns:
          output and new state, [batch, num_units] each.

        Raises:
          ValueError: inputs of another size without `num_in_proj`, or of one that is not known.
        """
        depth, size = depth_of(inputs), self._num_units
        with variable_scope(get_variable_scope(), initializer=self._initializer):
            if depth != size:
                if not self._num_input_proj:
                    raise ValueError(
                        "Must have input size == output size for Intersection RNN. To fix, num_in_proj should be set to "
                        "num_units at cell init."
                    )
                with variable_scope("in_projection"):
                    if self._projection is None:
                        self._projection = _Linear(inputs, size, True)
                    inputs = self._projection(inputs)
            joined = ops.concat([inputs, state], 1)
            if self._linear is None:
                self._linear = _Linear(joined, 4 * size, True)
            found = self._linear(joined)
            of_state, h, of_output, y = (found[:, part * size : (part + 1) * size] for part in range(4))
            h, y = ops.tanh(h), self._y_activation(y)
            of_state = ops.sigmoid(of_state + self._forget_bias)
            of_output = ops.sigmoid(of_output + self._forget_bias)
            return of_output * inputs + (1.0 - of_output) * y, of_state * state + (1.0 - of_state) * h


class _OneSize(LayerRNNCell):
    """A cell whose state and output have one size."""

    _size: int

    @property
    def state_size(self) -> int:
        return self._size

    @property
    def output_size(self) -> int:
        return self._size


def _known_depth(input_shape: Any) -> int:
    shape = TensorShape(input_shape)
    depth = shape.as_list()[1]
    if depth is None:
        raise ValueError(f"Expected inputs.shape[-1] to be known, saw shape: {shape}")
    return depth


@export("contrib.rnn.SRUCell")
class SRUCell(_OneSize):
    """Simple recurrent unit: only the state of a step depends on the steps before, and element by element.

    Source: Lei et al., "Training RNNs as Fast as CNNs", 2017.

    Args:
      num_units: the size of the state and the output, an int.
      activation: of the state that is shown; tanh by default.
      reuse: True takes the variables that are there; None does as the scope around it.
      kwargs: `dtype` and `trainable`, as of `Layer`.
    """

    def __init__(
        self,
        num_units: int,
        activation: Callable[[Any], Any] | None = None,
        reuse: bool | None = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(_reuse=reuse, name=name, **kwargs)
        self._num_units = self._size = num_units
        self._activation = activation or ops.tanh
        self.input_spec = InputSpec(ndim=2)

    def build(self, input_shape: ShapeLike | None) -> None:
        self._kernel = self.add_weight("kernel", [_known_depth(input_shape), 4 * self._num_units])
        self._bias = self.add_weight("bias", [2 * self._num_units], initializer=Zeros())
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        candidate, f, r, passed = ops.split(ops.matmul(inputs, self._kernel), 4, axis=1)
        f, r = ops.split(ops.sigmoid(ops.bias_add(ops.concat([f, r], 1), self._bias)), 2, axis=1)
        new_state = f * state + (1.0 - f) * candidate
        return r * self._activation(new_state) + (1.0 - r) * passed, new_state


class _Units(_OneSize):
    """What MinimalRNNCell and CFNCell have in common."""

    def __init__(
        self,
        units: int,
        activation: Callable[..., Any] | str,
        kernel_initializer: Initializer,
        bias_initializer: Initializer,
        name: str | None,
        dtype: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=name, dtype=dtype, **kwargs)
        self.input_spec = InputSpec(ndim=2)
        self.units = self._size = units
        self.activation = self._activation = activation_of(activation) or ops.identity
        self.kernel_initializer = self._kernel_initializer = initializer_of(kernel_initializer)
        self.bias_initializer = self._bias_initializer = initializer_of(bias_initializer)


@export("contrib.rnn.python.ops.rnn_cell.MinimalRNNCell")
class MinimalRNNCell(_Units):
    """A cell that maps its inputs into the space of its state and mixes them with it.

    Source: Chen, "MinimalRNN: Toward More Interpretable and Trainable Recurrent Neural Networks", 2017.

    Args:
      units: the size of the state, which is the output, an int.
      activation: of the mapped inputs, a function or its name.
      kernel_initializer, bias_initializer: what the variables begin with, functions or names of classes.
      dtype: of the variables; by default that of the first input.
      kwargs: `trainable`, as of `Layer`.
    """

    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        kernel_initializer: Initializer = "glorot_uniform",
        bias_initializer: Initializer = "ones",
        name: str | None = None,
        dtype: DTypeLike | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(units, activation, kernel_initializer, bias_initializer, name, dtype, **kwargs)

    def build(self, input_shape: ShapeLike | None) -> None:
        rows = _known_depth(input_shape) + 2 * self.units
        self.kernel = self.add_weight("kernel", [rows, self.units], initializer=self.kernel_initializer)
        self.bias = self.add_weight("bias", [self.units], initializer=self.bias_initializer)
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        of_inputs, of_gate = ops.split(self.kernel, [depth_of(inputs), 2 * self.units], axis=0)
        candidate = self.activation(ops.matmul(inputs, of_inputs))
        gate = ops.bias_add(ops.matmul(ops.concat([candidate, state], 1), of_gate), self.bias)
        u = ops.sigmoid(gate)
        new_state = u * state + (1 - u) * candidate
        return new_state, new_state


@export("contrib.rnn.python.ops.rnn_cell.CFNCell")
@documented_by(MinimalRNNCell)
class CFNCell(_Units):
    """Chaos free network: without inputs the state comes to rest.

    Source: Laurent and von Brecht, "A Recurrent Neural Network without Chaos", 2016.

    Args:
      activation: of the state and the inputs, a function or its name.
    """

    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        kernel_initializer: Initializer = "glorot_uniform",
        bias_initializer: Initializer = "ones",
        name: str | None = None,
        dtype: DTypeLike | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(units, activation, kernel_initializer, bias_initializer, name, dtype, **kwargs)

    def build(self, input_shape: ShapeLike | None) -> None:
        depth, start = _known_depth(input_shape), {"initializer": self.kernel_initializer}
        self.kernel = self.add_weight("kernel", [depth, 3 * self.units], **start)
        self.recurrent_kernel = self.add_weight("recurrent_kernel", [self.units, 2 * self.units], **start)
        self.bias = self.add_weight("bias", [2 * self.units], initializer=self.bias_initializer)
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        depth_of(inputs)
        of_gates, of_inputs = ops.split(self.kernel, [2 * self.units, self.units], axis=1)
        gates = ops.matmul(state, self.recurrent_kernel) + ops.matmul(inputs, of_gates)
        kept, shut = ops.split(ops.sigmoid(ops.bias_add(gates, self.bias)), 2, axis=1)
        new_state = kept * self.activation(state) + (1 - shut) * self.activation(ops.matmul(inputs, of_inputs))
        return new_state, new_state


@export("contrib.rnn.NASCell")
class NASCell(LayerRNNCell):
    """The cell that a search over architectures found.

    Source: Zoph and Le, "Neural Architecture Search with Reinforcement Learning", 2016.

    Args:
      num_units: the size of the memory, an int.
      num_proj: the size of the output; None: `num_units`, without a projection.
      use_bias: whether there is a bias.
      reuse: True takes the variables that are there; None does as the scope around it.
      kwargs: `name`, `dtype` and `trainable`, as of `Layer`.
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
        size = num_units if num_proj is None else num_proj
        self._state_size, self._output_size = sizes_of_lstm(num_units, size)
        self._num_units = num_units
        self._num_proj = num_proj
        self._use_bias = use_bias

    @property
    def state_size(self) -> Any:
        return self._state_size

    @property
    def output_size(self) -> int:
        return self._output_size

    def build(self, input_shape: ShapeLike | None) -> None:
        """Make the variables.

        Args:
          input_shape: of the inputs, [batch, depth].

        Raises:
          ValueError: the depth is not known.
        """
        depth = TensorShape(input_shape).with_rank(2).as_list()[1]
        if depth is None:
            raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
        size = 8 * self._num_units
        self.recurrent_kernel = self.add_weight("recurrent_kernel", [self._output_size, size])
        self.kernel = self.add_weight("kernel", [depth, size])
        if self._use_bias:
            self.bias = self.add_weight("bias", [size], initializer=Zeros())
        if self._num_proj is not None:
            self.projection_weights = self.add_weight("projection_weights", [self._num_units, self._num_proj])
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        c_before, h_before = state
        recurrent = ops.matmul(h_before, self.recurrent_kernel)
        forward = ops.matmul(inputs, self.kernel)
        if self._use_bias:
            recurrent = ops.bias_add(recurrent, self.bias)
        h, x = ops.split(recurrent, 8, axis=1), ops.split(forward, 8, axis=1)
        sigmoid, tanh, relu = ops.sigmoid, ops.tanh, ops.relu
        first = [f(a + b) for f, a, b in zip((sigmoid, relu, sigmoid), x, h, strict=False)]
        first.append(relu(x[3] * h[3]))
        first += [f(a + b) for f, a, b in zip((tanh, sigmoid, tanh, sigmoid), x[4:], h[4:], strict=True)]
        pairs = (
            tanh(first[0] * first[1]),
            tanh(first[2] + first[3]),
            tanh(first[4] * first[5]),
            sigmoid(first[6] + first[7]),
        )
        memory = tanh(pairs[0] + c_before) * pairs[1]
        output = tanh(memory * tanh(pairs[2] + pairs[3]))
        if self._num_proj is not None:
            output = ops.matmul(output, self.projection_weights)
        return output, LSTMStateTuple(memory, output)
