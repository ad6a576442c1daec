"""Convolutions: Conv1D, Conv2D, Conv3D, and their common part."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.nn.convolution import shape_of_filter, with_space_to_batch
from headrace.graph.types import dtypes
from headrace.graph.types.likes import Initializer, IntegersLike, ShapeLike
from headrace.graph.types.shapes import TensorShape

from . import arguments
from .arguments import ZEROS
from .base import Layer
from .described import Described, activation_of, constraint_of, initializer_of, regularizer_of
from .input_spec import InputSpec
from .signatures import with_defaults


class Conv(Described, Layer):
    """activation(convolution of inputs and kernel + bias) over `rank` dimensions; what `Conv1D`, `Conv2D` and `Conv3D` share.

    Args:
      filters: the number of channels of the output, an int.
      kernel_size: of the window: an int, or one for each dimension.
      strides: the steps of the window: an int, or one for each dimension; 1 where `dilation_rate` is not.
      padding: "valid" (places within the inputs) or "same" (zeros around them); in one dimension also "causal": zeros before
        the first step only.
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].
      dilation_rate: the distance of the window's elements: an int, or one for each dimension.
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added to each channel.
      kernel_initializer: what the variable `kernel` [*kernel_size, channels, filters] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [filters] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      kwargs: `dtype` of the variables, by default that of the first input.

    Raises:
      ValueError: an argument of a wrong form; inputs of another rank, or whose number of channels is not known.
    """

    rank: int
    """The number of dimensions that the window moves over."""

    def __init__(
        self,
        filters: int,
        kernel_size: IntegersLike,
        strides: IntegersLike = 1,
        padding: str = "valid",
        data_format: str = "channels_last",
        dilation_rate: IntegersLike = 1,
        activation: Callable[..., Any] | str | None = None,
        use_bias: bool = True,
        kernel_initializer: Initializer | dict[str, Any] | None = None,
        bias_initializer: Initializer | dict[str, Any] = ZEROS,
        kernel_regularizer: Callable[..., Any] | None = None,
        bias_regularizer: Callable[..., Any] | None = None,
        activity_regularizer: Callable[..., Any] | None = None,
        kernel_constraint: Callable[..., Any] | None = None,
        bias_constraint: Callable[..., Any] | None = None,
        trainable: bool = True,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(trainable=trainable, name=name, activity_regularizer=activity_regularizer, **kwargs)
        rank = self.rank
        self.filters = int(filters)
        self.kernel_size = arguments.integers(kernel_size, rank, "kernel_size")
        self.strides = arguments.integers(strides, rank, "strides")
        self.padding = arguments.padding(padding, causal=rank == 1)
        self.data_format = arguments.data_format(data_format)
        self.dilation_rate = arguments.integers(dilation_rate, rank, "dilation_rate")
        if any(step != 1 for step in self.strides) and any(step != 1 for step in self.dilation_rate):
            raise ValueError("strides > 1 not supported in conjunction with dilation_rate > 1")
        self.activation = activation_of(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializer_of(kernel_initializer)
        self.bias_initializer = initializer_of(bias_initializer)
        self.kernel_regularizer = regularizer_of(kernel_regularizer)
        self.bias_regularizer = regularizer_of(bias_regularizer)
        self.kernel_constraint = constraint_of(kernel_constraint)
        self.bias_constraint = constraint_of(bias_constraint)
        self.kernel: Any = None
        self.bias: Any = None
        self.input_spec = InputSpec(ndim=rank + 2)

    @property
    def _channel_axis(self) -> int:
        return 1 if self.data_format == "channels_first" else -1

    def _channels(self, input_shape: Any, what: str = "inputs") -> int:
        """The number of channels; from now on the layer takes no other."""
        channels = TensorShape(input_shape).as_list()[self._channel_axis]
        if channels is None:
            raise ValueError(f"The channel dimension of the {what} should be defined. Found `None`.")
        self.input_spec = InputSpec(ndim=self.rank + 2, axes={self._channel_axis: channels})
        return channels

    def _kernel_shape(self, channels: int) -> tuple[int, ...]:
        return (*self.kernel_size, channels, self.filters)

    def build(self, input_shape: ShapeLike | None) -> None:
        channels = self._channels(input_shape)
        self.kernel = self._declared_weight("kernel", self._kernel_shape(channels))
        self._add_bias()
        self.built = True

    def _add_bias(self) -> None:
        if self.use_bias:
            self.bias = self._declared_weight("bias", (self.filters,))

    def _convolve(self, inputs: Tensor) -> Tensor:
        raise NotImplementedError

    def _padded(self, inputs: Any) -> tuple[str, Any]:
        """The padding of the op, and sequences with zeros before the first step where those stand for it."""
        if self.padding != "causal":
            return self.padding.upper(), inputs
        before = [[0, 0], [self.dilation_rate[0] * (self.kernel_size[0] - 1), 0], [0, 0]]
        if self.data_format == "channels_first":
            before[1:] = before[:0:-1]
        return "VALID", ops.pad(inputs, before)

    def call(self, inputs: Any) -> Tensor:
        return self._activated(self._convolve(inputs))

    def _activated(self, outputs: Tensor) -> Tensor:
        if self.use_bias:
            outputs = ops.bias_add(outputs, self.bias, data_format="NCHW" if self.data_format == "channels_first" else "NHWC")
        return outputs if self.activation is None else self.activation(outputs)

    def compute_output_shape(self, input_shape: ShapeLike) -> TensorShape:
        sizes = TensorShape(input_shape).as_list()
        first = 2 if self.data_format == "channels_first" else 1
        pads = "same" if self.padding == "causal" else self.padding
        for k in range(self.rank):
            sizes[first + k] = arguments.convolved_size(
                sizes[first + k], self.kernel_size[k], pads, self.strides[k], self.dilation_rate[k]
            )
        sizes[self._channel_axis] = self.filters
        return TensorShape(sizes)


@export("layers.Conv2D")
@documented_by(Conv)
class Conv2D(Conv):
    """A convolution of images; windows, strides and dilations are (height, width)."""

    rank = 2
    if not TYPE_CHECKING:  # which take what is not a `def` for Any
        __init__ = with_defaults(Conv.__init__, strides=(1, 1), dilation_rate=(1, 1))

    def _convolve(self, inputs: Tensor) -> Tensor:
        constant(self.dilation_rate, dtypes.int32, name="dilation_rate")  # TensorFlow's graph has it
        return ops.conv2d(
            inputs,
            self.kernel,
            list(self.strides),
            self.padding.upper(),
            data_format=arguments.layout(self.data_format, 4),
            dilations=list(self.dilation_rate),
        )


@export("layers.Conv1D")
@documented_by(Conv)
class Conv1D(Conv):
    """A convolution of sequences [batch, steps, channels]."""

    rank = 1

    def _convolve(self, inputs: Tensor) -> Tensor:
        constant(self.dilation_rate, dtypes.int32, name="dilation_rate")  # TensorFlow's graph has it
        pads, inputs = self._padded(inputs)
        return ops.conv1d(
            inputs,
            self.kernel,
            self.strides[0],
            pads,
            data_format=arguments.layout(self.data_format, 3),
            dilations=self.dilation_rate[0],
        )


@export("layers.Conv3D")
@documented_by(Conv)
class Conv3D(Conv):
    """A convolution of volumes; windows, strides and dilations are (depth, height, width)."""

    rank = 3
    if not TYPE_CHECKING:
        __init__ = with_defaults(Conv.__init__, strides=(1, 1, 1), dilation_rate=(1, 1, 1))

    def _convolve(self, inputs: Tensor) -> Tensor:
        layout = arguments.layout(self.data_format, 5)
        strides = [1, 1, *self.strides] if self.data_format == "channels_first" else [1, *self.strides, 1]
        kernel = convert_to_tensor(self.kernel)
        return with_space_to_batch(
            inputs,
            self.dilation_rate,
            self.padding.upper(),
            lambda volumes, pads: ops.conv3d(volumes, kernel, strides, pads, layout),
            shape_of_filter(kernel),
            layout,
        )
