"""Transposed convolutions: what goes from the output of a convolution to something of the shape of its input."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import Initializer, IntegersLike, ShapeLike
from headrace.graph.types.shapes import TensorShape

from . import arguments
from .arguments import ZEROS
from .convolutional import Conv, Conv2D, Conv3D
from .signatures import with_defaults


class _Transposed(Conv):
    """What goes from the output of a convolution to something of the shape of its input.

    Args:
      strides: how many times the output is as large as the input: an int, or one for each dimension.
      padding: "valid" or "same".
      kernel_initializer: what the variable `kernel` [*kernel_size, filters, channels] begins with; by default that of the
        variable scope, else GlorotUniform.
    """

    _transpose: Callable[..., Tensor]

    def __init__(
        self,
        filters: int,
        kernel_size: IntegersLike,
        strides: IntegersLike = (1, 1),
        padding: str = "valid",
        data_format: str = "channels_last",
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
        super().__init__(
            filters,
            kernel_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            activation=activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            kernel_constraint=kernel_constraint,
            bias_constraint=bias_constraint,
            trainable=trainable,
            name=name,
            **kwargs,
        )

    def _kernel_shape(self, channels: int) -> tuple[int, ...]:
        return (*self.kernel_size, self.filters, channels)

    def _convolve(self, inputs: Tensor) -> Tensor:
        sizes: Any = ops.shape(inputs)
        first = 2 if self.data_format == "channels_first" else 1
        batch = sizes[0]
        found = [sizes[first + k] for k in range(self.rank)]
        larger = []
        for size, window, stride in zip(found, self.kernel_size, self.strides, strict=True):
            more = max(window - stride, 0) if self.padding == "valid" else None
            larger.append(size * stride if more is None else size * stride + more)
        outer = [self.filters, *larger] if self.data_format == "channels_first" else [*larger, self.filters]
        outputs = type(self)._transpose(
            inputs,
            self.kernel,
            ops.stack([batch, *outer]),
            list(self.strides),
            self.padding.upper(),
            data_format=arguments.layout(self.data_format, self.rank + 2),
        )
        outputs.set_shape(self.compute_output_shape(inputs.shape))
        return outputs

    def compute_output_shape(self, input_shape: ShapeLike) -> TensorShape:
        sizes = TensorShape(input_shape).as_list()
        first = 2 if self.data_format == "channels_first" else 1
        for k in range(self.rank):
            sizes[first + k] = arguments.transposed_size(sizes[first + k], self.kernel_size[k], self.padding, self.strides[k])
        sizes[self._channel_axis] = self.filters
        return TensorShape(sizes)


@export("layers.Conv2DTranspose")
@documented_by(_Transposed, Conv2D)
class Conv2DTranspose(_Transposed, Conv2D):
    """A transposed convolution of images: its output is `strides` times as large as its input."""

    _transpose = staticmethod(ops.conv2d_transpose)


@export("layers.Conv3DTranspose")
@documented_by(_Transposed, Conv3D)
class Conv3DTranspose(_Transposed, Conv3D):
    """A transposed convolution of volumes: its output is `strides` times as large as its input."""

    _transpose = staticmethod(ops.conv3d_transpose)
    if not TYPE_CHECKING:
        __init__ = with_defaults(_Transposed.__init__, strides=(1, 1, 1))
