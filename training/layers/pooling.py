"""Pooling: the greatest or the mean of the elements under a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import IntegersLike, ShapeLike, TensorLike
from headrace.graph.types.shapes import TensorShape

from . import arguments
from .base import Layer
from .described import Described
from .input_spec import InputSpec


class _Pooling(Described, Layer):
    """What is under a window that moves over images or volumes, made one element.

    Args:
      pool_size: of the window: an int, or one for each dimension, (height, width) or (depth, height, width).
      strides: the steps of the window, an int or one for each dimension.
      padding: "valid" (places within the inputs) or "same" (around them, too).
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].
      kwargs: `dtype` and `trainable`, as of `Layer`.

    Raises:
      ValueError: an argument of a wrong form, or inputs of another rank.
    """

    rank: int
    _pool: Callable[..., Tensor]

    def __init__(
        self,
        pool_size: IntegersLike,
        strides: IntegersLike,
        padding: str = "valid",
        data_format: str = "channels_last",
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=name, **kwargs)
        self.pool_size = arguments.integers(pool_size, self.rank, "pool_size")
        self.strides = arguments.steps(strides, self.rank)
        self.padding = arguments.padding(padding)
        self.data_format = arguments.data_format(data_format)
        self.input_spec = InputSpec(ndim=self.rank + 2)

    def _spread(self, values: tuple[int, ...]) -> tuple[int, ...]:
        return (1, *values, 1) if self.data_format == "channels_last" else (1, 1, *values)

    def call(self, inputs: TensorLike) -> Tensor:
        return type(self)._pool(
            inputs,
            self._spread(self.pool_size),
            self._spread(self.strides),
            self.padding.upper(),
            data_format=arguments.layout(self.data_format, self.rank + 2),
        )

    def compute_output_shape(self, input_shape: ShapeLike) -> TensorShape:
        sizes = TensorShape(input_shape).as_list()
        first = 1 if self.data_format == "channels_last" else 2
        for k, (window, stride) in enumerate(zip(self.pool_size, self.strides, strict=True)):
            sizes[first + k] = arguments.convolved_size(sizes[first + k], window, self.padding, stride)
        return TensorShape(sizes)


@export("layers.MaxPooling2D")
@documented_by(_Pooling)
class MaxPooling2D(_Pooling):
    """The greatest element under a window that moves over images."""

    rank = 2
    _pool = staticmethod(ops.max_pool)


@export("layers.AveragePooling2D")
@documented_by(_Pooling)
class AveragePooling2D(_Pooling):
    """The mean of the elements under a window that moves over images."""

    rank = 2
    _pool = staticmethod(ops.avg_pool)


@export("layers.MaxPooling3D")
@documented_by(_Pooling)
class MaxPooling3D(_Pooling):
    """The greatest element under a window that moves over volumes."""

    rank = 3
    _pool = staticmethod(ops.max_pool3d)


@export("layers.AveragePooling3D")
@documented_by(_Pooling)
class AveragePooling3D(_Pooling):
    """The mean of the elements under a window that moves over volumes."""

    rank = 3
    _pool = staticmethod(ops.avg_pool3d)


class _Pooling1D(Described, Layer):
    """What is under a window that moves over steps, made one element.

    Args:
      pool_size: of the window, an int.
      strides: the step of the window, an int.
      padding: "valid" (places within the inputs) or "same" (around them, too).
      data_format: "channels_last" [batch, steps, channels] or "channels_first" [batch, channels, steps].
      kwargs: `dtype` and `trainable`, as of `Layer`.

    Raises:
      ValueError: an argument of a wrong form, or inputs of another rank than 3.
    """

    _pool: Callable[..., Tensor]

    def __init__(
        self,
        pool_size: IntegersLike,
        strides: IntegersLike,
        padding: str = "valid",
        data_format: str = "channels_last",
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=name, **kwargs)
        self.pool_size = arguments.integers(pool_size, 1, "pool_size")
        self.strides = arguments.steps(strides, 1)
        self.padding = arguments.padding(padding)
        self.data_format = arguments.data_format(data_format)
        self.input_spec = InputSpec(ndim=3)

    def call(self, inputs: TensorLike) -> Tensor:
        # As an image of one column; beside the channels where they are first, so that the layout stays one of images.
        last = self.data_format == "channels_last"
        axis = 2 if last else 3
        window, step = ((1, *sizes, 1, 1) if last else (1, 1, *sizes, 1) for sizes in (self.pool_size, self.strides))
        image = ops.expand_dims(inputs, axis)
        pooled = type(self)._pool(image, window, step, self.padding.upper(), data_format=arguments.layout(self.data_format, 4))
        return ops.squeeze(pooled, [axis])

    def compute_output_shape(self, input_shape: ShapeLike) -> TensorShape:
        sizes = TensorShape(input_shape).as_list()
        axis = 1 if self.data_format == "channels_last" else 2
        sizes[axis] = arguments.convolved_size(sizes[axis], self.pool_size[0], self.padding, self.strides[0])
        return TensorShape(sizes)


@export("layers.MaxPooling1D")
@documented_by(_Pooling1D)
class MaxPooling1D(_Pooling1D):
    """The greatest element under a window that moves over steps."""

    _pool = staticmethod(ops.max_pool)


@export("layers.AveragePooling1D")
@documented_by(_Pooling1D)
class AveragePooling1D(_Pooling1D):
    """The mean of the elements under a window that moves over steps."""

    _pool = staticmethod(ops.avg_pool)
