"""LSTMs whose products are convolutions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import ScopeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.initializers.plain import Constant
from headrace.graph.variables.scope import get_variable

from ...rnn.lstm import LSTMStateTuple
from .common import SizedCell


@export("contrib.rnn.ConvLSTMCell")
class ConvLSTMCell(SizedCell):
    """Long short-term memory of images: the gates are convolutions of inputs and output before.

    Source: Shi et al., "Convolutional LSTM Network: A Machine Learning Approach for Precipitation Nowcasting", 2015.

    Args:
      conv_ndims: the number of dimensions of an image, 1, 2 or 3.
      input_shape: that of an input without the batch, channels last.
      output_channels: the channels of memory and output.
      kernel_shape: the sizes of the filters, one for each dimension of an image.
      use_bias: whether there is a bias.
      skip_connection: whether the inputs stand beside the output.
      forget_bias: added to the forget gate.
      initializers: not used.

    Raises:
      ValueError: `input_shape` is not of the rank that `conv_ndims` says.
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
        name: str | None = "conv_lstm_cell",
    ) -> None:
        super().__init__(name=name)
        if conv_ndims != len(input_shape) - 1:
            raise ValueError(f"Invalid input_shape {input_shape} for conv_ndims={conv_ndims}.")
        self._conv_ndims = conv_ndims
        self._output_channels = output_channels
        self._kernel_shape = list(kernel_shape)
        self._use_bias = use_bias
        self._skip_connection = skip_connection
        self._forget_bias = forget_bias
        *image, channels = input_shape
        size = TensorShape([*image, output_channels])
        self._state_size = LSTMStateTuple(size, size)
        self._output_size = TensorShape([*image, output_channels + channels * skip_connection])

    def call(self, inputs: Any, state: Any, scope: ScopeLike | None = None) -> Any:
        memory, hidden = state
        gates = _convolved([inputs, hidden], self._kernel_shape, 4 * self._output_channels, self._use_bias)
        i, j, f, o = ops.split(gates, 4, axis=self._conv_ndims + 1)
        new_memory = ops.sigmoid(f + self._forget_bias) * memory + ops.sigmoid(i) * ops.tanh(j)
        output = ops.tanh(new_memory) * ops.sigmoid(o)
        if self._skip_connection:
            output = ops.concat([output, inputs], axis=-1)
        return output, LSTMStateTuple(new_memory, output)


@export("contrib.rnn.Conv1DLSTMCell")
class Conv1DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` of sequences.

    Args:
      kwargs: the arguments of `ConvLSTMCell` but `conv_ndims`.
    """

    def __init__(self, name: str | None = "conv_1d_lstm_cell", **kwargs: Any) -> None:
        super().__init__(conv_ndims=1, name=name, **kwargs)


@export("contrib.rnn.Conv2DLSTMCell")
class Conv2DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` of images.

    Args:
      kwargs: the arguments of `ConvLSTMCell` but `conv_ndims`.
    """

    def __init__(self, name: str | None = "conv_2d_lstm_cell", **kwargs: Any) -> None:
        super().__init__(conv_ndims=2, name=name, **kwargs)


@export("contrib.rnn.Conv3DLSTMCell")
class Conv3DLSTMCell(ConvLSTMCell):
    """`ConvLSTMCell` of volumes; its convolutions are made of those of images.

    Args:
      kwargs: the arguments of `ConvLSTMCell` but `conv_ndims`.
    """

    def __init__(self, name: str | None = "conv_3d_lstm_cell", **kwargs: Any) -> None:
        super().__init__(conv_ndims=3, name=name, **kwargs)


def _convolved(args: Sequence[Tensor], kernel_shape: list[int], channels: int, bias: bool) -> Tensor:
    """A convolution of tensors side by side, of the size of their images, plus a bias."""
    shapes: list[list] = [arg.shape.as_list() for arg in args]
    if any(len(shape) not in (3, 4, 5) for shape in shapes):
        raise ValueError(f"Conv Linear expects 3D, 4D or 5D arguments: {shapes}")
    rank = len(shapes[0])
    if any(len(shape) != rank for shape in shapes):
        raise ValueError(f"Conv Linear expects all args to be of same Dimension: {shapes}")
    depth = sum(shape[-1] for shape in shapes)
    kernel = get_variable("kernel", [*kernel_shape, depth, channels], dtype=args[0].dtype)
    joined = ops.concat(args, axis=rank - 1)
    if rank == 3:
        result = ops.conv1d(joined, kernel, 1, padding="SAME")
    elif rank == 4:
        result = ops.conv2d(joined, kernel, [1] * 4, padding="SAME")
    else:
        result = _of_volumes(joined, kernel, kernel_shape[0])
    if not bias:
        return result
    start = Constant(0.0, dtype=args[0].dtype)
    return result + get_variable("biases", [channels], dtype=args[0].dtype, initializer=start)


def _of_volumes(volumes: Tensor, kernel: Any, size: int) -> Tensor:
    """A convolution of [batch, depth, height, width, channels], as the sum of those of its planes."""
    before = (size - 1) // 2
    padded = ops.pad(volumes, [[0, 0], [before, size - 1 - before], [0, 0], [0, 0], [0, 0]])
    shape = ops.shape(volumes)
    planes_of = ops.concat([[-1], shape[2:]], 0)
    total = []
    for at in range(size):
        moved = ops.slice(padded, [0, at, 0, 0, 0], shape)
        moved.set_shape(volumes.static_shape)
        planes = ops.reshape(moved, planes_of)
        planes.set_shape([None, *volumes.shape.as_list()[2:]])
        total.append(ops.conv2d(planes, kernel[at], [1] * 4, padding="SAME"))
    result = ops.reshape(ops.add_n(total), ops.concat([shape[:4], [-1]], 0))
    result.set_shape([*volumes.shape.as_list()[:4], kernel.shape.as_list()[4]])
    return result
