"""LSTMs whose products are convolutions: ConvLSTMCell, Conv1DLSTMCell, Conv2DLSTMCell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.initializers.plain import Constant
from headrace.graph.variables.scope import get_variable

from ...rnn.base import RNNCell
from ...rnn.lstm import LSTMStateTuple


@export("contrib.rnn.ConvLSTMCell")
class ConvLSTMCell(RNNCell):
    """An LSTM over images (or sequences), whose state is one, too.

    Args:
      conv_ndims: the number of dimensions of an image, channels not counted: 1 or 2.
      input_shape: of an input without the batch.
      output_channels: the channels of the state.
      kernel_shape: the windows' sizes.
      use_bias: whether there is a variable `biases`.
      skip_connection: the output has the channels of the input, too.
      forget_bias: added to the forget gate.
      initializers: accepted; the scope's is used.
      name: of the cell and its variables' scope.

    Raises:
      ValueError: `input_shape` does not have `conv_ndims` dimensions and channels, or (when called) three dimensions.

    Source: Shi et al., "Convolutional LSTM Network", 2015.
    """

    def __init__(
        self,
        conv_ndims: int,
        input_shape: Sequence[int],
        output_channels: int,
        kernel_shape: Sequence[int],
        use_bias: bool = True,
        skip_connection: bool = False,
        forget_bias: float = 1.0,
        initializers: Any = None,
        name: Any = "conv_lstm_cell",
    ) -> None:
        super().__init__(name=name)
        if conv_ndims != len(input_shape) - 1:
            raise ValueError(f"Invalid input_shape {input_shape} for conv_ndims={conv_ndims}.")
        self._conv_ndims = conv_ndims
        self._kernel_shape = list(kernel_shape)
        self._output_channels = output_channels
        self._use_bias = use_bias
        self._skip_connection = skip_connection
        self._forget_bias = forget_bias
        *sizes, channels = input_shape
        size = TensorShape([*sizes, output_channels])
        self._state_size = LSTMStateTuple(size, size)
        self._output_size = TensorShape([*sizes, output_channels + channels * skip_connection])

    @property
    def state_size(self) -> Any:
        return self._state_size

    @property
    def output_size(self) -> Any:
        return self._output_size

    def call(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        cell, hidden = state
        sums = self._convolved(inputs, hidden)
        i, j, f, o = ops.split(sums, 4, axis=self._conv_ndims + 1)
        new_cell = ops.sigmoid(f + self._forget_bias) * cell
        new_cell += ops.sigmoid(i) * ops.tanh(j)
        output = ops.tanh(new_cell) * ops.sigmoid(o)
        if self._skip_connection:
            output = ops.concat([output, inputs], axis=-1)
        return output, LSTMStateTuple(new_cell, output)

    def _convolved(self, *args: Any) -> Any:
        shapes = [arg.shape.as_list() for arg in args]
        rank = len(shapes[0])
        if rank not in (3, 4):
            raise ValueError(f"Conv Linear expects 3D or 4D arguments (there is no 3-D convolution): {shapes}")
        if any(len(shape) != rank for shape in shapes):
            raise ValueError(f"Conv Linear expects all args to be of same Dimension: {shapes}")
        channels, kind = sum(shape[-1] for shape in shapes), args[0].dtype
        features = 4 * self._output_channels
        kernel = get_variable("kernel", [*self._kernel_shape, channels, features], dtype=kind)
        joined = ops.concat(list(args), axis=rank - 1)
        convolved = ops.conv1d(joined, kernel, 1, padding="SAME") if rank == 3 else ops.conv2d(joined, kernel, [1] * 4, "SAME")
        if not self._use_bias:
            return convolved
        return convolved + get_variable("biases", [features], dtype=kind, initializer=Constant(0.0, dtype=kind))


@export("contrib.rnn.Conv1DLSTMCell")
class Conv1DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` for sequences."""

    def __init__(self, name: Any = "conv_1d_lstm_cell", **kwargs: Any) -> None:
        super().__init__(conv_ndims=1, name=name, **kwargs)


@export("contrib.rnn.Conv2DLSTMCell")
class Conv2DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` for images."""

    def __init__(self, name: Any = "conv_2d_lstm_cell", **kwargs: Any) -> None:
        super().__init__(conv_ndims=2, name=name, **kwargs)
