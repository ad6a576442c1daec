"""SeparableConv1D and SeparableConv2D: a filter for each channel, then a mixture of channels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import Initializer, IntegersLike, ShapeLike

from . import arguments
from .arguments import ZEROS
from .convolutional import Conv
from .described import constraint_of, initializer_of, regularizer_of
from .signatures import with_defaults


@documented_by(Conv)
class SeparableConv(Conv):
    """A depthwise convolution, then one of single points; what `SeparableConv1D` and `SeparableConv2D` share.

    Args:
      depth_multiplier: how many filters each channel gets.
      depthwise_initializer: what the variable `depthwise_kernel` [*kernel_size, channels, depth_multiplier] begins with.
      pointwise_initializer: what the variable `pointwise_kernel` [1, ..., channels * depth_multiplier, filters] begins with.
      depthwise_regularizer, pointwise_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      depthwise_constraint, pointwise_constraint: each a function that optimizers apply to the variable after an
        update; None for none.
    """

    def __init__(
        self,
        filters: int,
        kernel_size: IntegersLike,
        strides: IntegersLike = 1,
        padding: str = "valid",
        data_format: str = "channels_last",
        dilation_rate: Any = 1,
        depth_multiplier: int = 1,
        activation: Callable[..., Any] | str | None = None,
        use_bias: bool = True,
        depthwise_initializer: Initializer | dict[str, Any] | None = None,
        pointwise_initializer: Initializer | dict[str, Any] | None = None,
        bias_initializer: Initializer | dict[str, Any] = ZEROS,
        depthwise_regularizer: Callable[..., Any] | None = None,
        pointwise_regularizer: Callable[..., Any] | None = None,
        bias_regularizer: Callable[..., Any] | None = None,
        activity_regularizer: Callable[..., Any] | None = None,
        depthwise_constraint: Callable[..., Any] | None = None,
        pointwise_constraint: Callable[..., Any] | None = None,
        bias_constraint: Callable[..., Any] | None = None,
        trainable: bool = True,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            filters,
            kernel_size,
            strides,
            padding,
            data_format,
            dilation_rate,
            activation,
            use_bias,
            bias_initializer=bias_initializer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            bias_constraint=bias_constraint,
            trainable=trainable,
            name=name,
            **kwargs,
        )
        self.depth_multiplier = depth_multiplier
        self.depthwise_initializer = initializer_of(depthwise_initializer)
        self.pointwise_initializer = initializer_of(pointwise_initializer)
        self.depthwise_regularizer = regularizer_of(depthwise_regularizer)
        self.pointwise_regularizer = regularizer_of(pointwise_regularizer)
        self.depthwise_constraint = constraint_of(depthwise_constraint)
        self.pointwise_constraint = constraint_of(pointwise_constraint)
        self.depthwise_kernel: Any = None
        self.pointwise_kernel: Any = None

    def build(self, input_shape: ShapeLike | None) -> None:
        channels = self._channels(input_shape)
        depthwise = (*self.kernel_size, channels, self.depth_multiplier)
        self.depthwise_kernel = self._declared_weight("depthwise_kernel", depthwise, "depthwise")
        pointwise = (*[1] * self.rank, channels * self.depth_multiplier, self.filters)
        self.pointwise_kernel = self._declared_weight("pointwise_kernel", pointwise, "pointwise")
        self._add_bias()
        self.built = True


@export("layers.SeparableConv2D")
@documented_by(SeparableConv)
class SeparableConv2D(SeparableConv):
    """A depthwise convolution of images, then one of single points."""

    rank = 2
    if not TYPE_CHECKING:  # which take what is not a `def` for Any
        __init__ = with_defaults(SeparableConv.__init__, strides=(1, 1), dilation_rate=(1, 1))

    def _convolve(self, inputs: Tensor) -> Tensor:
        strides = (1, *self.strides, 1) if self.data_format == "channels_last" else (1, 1, *self.strides)
        return ops.separable_conv2d(
            inputs,
            self.depthwise_kernel,
            self.pointwise_kernel,
            strides,
            self.padding.upper(),
            rate=list(self.dilation_rate),
            data_format=arguments.layout(self.data_format, 4),
        )


@export("layers.SeparableConv1D")
@documented_by(SeparableConv)
class SeparableConv1D(SeparableConv):
    """A depthwise convolution of sequences [batch, steps, channels], then one of single points."""

    rank = 1

    def call(self, inputs: Any) -> Tensor:
        pads, inputs = self._padded(inputs)
        is_last = self.data_format == "channels_last"
        place = 1 if is_last else 2
        strides = (1, *self.strides * 2, 1) if is_last else (1, 1, *self.strides * 2)
        outputs = ops.separable_conv2d(
            ops.expand_dims(inputs, place),
            ops.expand_dims(self.depthwise_kernel, 0),
            ops.expand_dims(self.pointwise_kernel, 0),
            strides,
            pads,
            rate=[1, *self.dilation_rate],
            data_format=arguments.layout(self.data_format, 4),
        )
        if self.use_bias:
            outputs = ops.bias_add(outputs, self.bias, data_format=arguments.layout(self.data_format, 4))
        outputs = ops.squeeze(outputs, [place])
        return outputs if self.activation is None else self.activation(outputs)
