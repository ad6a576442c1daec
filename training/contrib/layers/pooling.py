"""Pooling as tf.contrib.layers and slim have it: the greatest or the mean of the elements under a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import IntegersLike, TensorLike

from ...layers.pooling import AveragePooling2D, AveragePooling3D, MaxPooling2D, MaxPooling3D
from ..arg_scope import add_arg_scope
from .common import Names, add_outputs_to_collections, keras_format
from .dense import fully_connected
from .utils import n_positive_integers


def _pooled(
    make: Callable[..., Any],
    default: str,
    formats: Sequence[str],
    inputs: Any,
    kernel_size: Any,
    stride: Any,
    padding: str,
    data_format: str,
    collections: Names,
    scope: str | None,
) -> Tensor:
    if data_format not in formats:
        raise ValueError(f"data_format has to be either {formats[0]} or {formats[1]}.")
    with name_scope(scope, default, [inputs]) as sc:
        layer = make(pool_size=kernel_size, strides=stride, padding=padding, data_format=keras_format(data_format), _scope=sc)
        return add_outputs_to_collections(collections, sc, layer.apply(convert_to_tensor(inputs)))


_OF_IMAGES = ("NCHW", "NHWC")
_OF_VOLUMES = ("NCDHW", "NDHWC")


@export("contrib.layers.max_pool2d", "contrib.slim.max_pool2d")
@documented_by(fully_connected)
@add_arg_scope
def max_pool2d(
    inputs: TensorLike,
    kernel_size: IntegersLike,
    stride: IntegersLike = 2,
    padding: str = "VALID",
    data_format: str = "NHWC",
    outputs_collections: Names = None,
    scope: str | None = None,
) -> Tensor:
    """The greatest element under a window that moves over images.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with `data_format="NCHW"`.
      kernel_size: of the window: an int or a pair (height, width).
      stride: the steps of the window: an int or a pair (height, width).
      padding: "VALID" or "SAME".
      data_format: "NHWC" or "NCHW".
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      images of as many rows and columns as the window has places, in the type of `inputs`.

    Raises:
      ValueError: another format or padding, or inputs of another rank.
    """
    return _pooled(
        MaxPooling2D, "MaxPool2D", _OF_IMAGES, inputs, kernel_size, stride, padding, data_format, outputs_collections, scope
    )


@export("contrib.layers.avg_pool2d", "contrib.slim.avg_pool2d")
@documented_by(max_pool2d)
@add_arg_scope
def avg_pool2d(
    inputs: TensorLike,
    kernel_size: IntegersLike,
    stride: IntegersLike = 2,
    padding: str = "VALID",
    data_format: str = "NHWC",
    outputs_collections: Names = None,
    scope: str | None = None,
) -> Tensor:
    """The mean of the elements under a window that moves over images."""
    return _pooled(
        AveragePooling2D, "AvgPool2D", _OF_IMAGES, inputs, kernel_size, stride, padding, data_format, outputs_collections, scope
    )


@export("contrib.layers.max_pool3d", "contrib.slim.max_pool3d")
@documented_by(fully_connected)
@add_arg_scope
def max_pool3d(
    inputs: TensorLike,
    kernel_size: IntegersLike,
    stride: IntegersLike = 2,
    padding: str = "VALID",
    data_format: str = "NDHWC",
    outputs_collections: Names = None,
    scope: str | None = None,
) -> Tensor:
    """The greatest element under a window that moves over volumes.

    Args:
      inputs: floating [batch, depth, height, width, channels], or [batch, channels, depth, height, width] with
        `data_format="NCDHW"`.
      kernel_size: of the window: an int or three of them (depth, height, width).
      stride: the steps of the window: an int or three of them (depth, height, width).
      padding: "VALID" or "SAME".
      data_format: "NDHWC" or "NCDHW".
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      volumes of as many planes, rows and columns as the window has places, in the type of `inputs`.

    Raises:
      ValueError: another format or padding, or inputs of another rank.
    """
    return _pooled(
        MaxPooling3D, "MaxPool3D", _OF_VOLUMES, inputs, kernel_size, stride, padding, data_format, outputs_collections, scope
    )


@export("contrib.layers.avg_pool3d", "contrib.slim.avg_pool3d")
@documented_by(max_pool3d)
@add_arg_scope
def avg_pool3d(
    inputs: TensorLike,
    kernel_size: IntegersLike,
    stride: IntegersLike = 2,
    padding: str = "VALID",
    data_format: str = "NDHWC",
    outputs_collections: Names = None,
    scope: str | None = None,
) -> Tensor:
    """The mean of the elements under a window that moves over volumes."""
    return _pooled(
        AveragePooling3D,
        "AvgPool3D",
        _OF_VOLUMES,
        inputs,
        kernel_size,
        stride,
        padding,
        data_format,
        outputs_collections,
        scope,
    )


@export("contrib.slim.pool")
@documented_by(max_pool2d)
@add_arg_scope
def pool(
    inputs: TensorLike,
    kernel_size: IntegersLike,
    pooling_type: str,
    padding: str = "VALID",
    data_format: str | None = None,
    dilation_rate: IntegersLike = 1,
    stride: IntegersLike = 1,
    outputs_collections: Names = None,
    scope: str | None = None,
) -> Tensor:
    """The greatest element or the mean under a window that moves over one to three axes of space, with or without holes.

    Args:
      inputs: [batch, sizes of the space, channels], or [batch, channels, sizes of the space] where `data_format` begins with
        "NC".
      kernel_size: of the window: an int or one per axis of space.
      pooling_type: "MAX" or "AVG".
      data_format: "NWC" or "NCW", "NHWC" or "NCHW", "NDHWC" or "NCDHW".
      dilation_rate: from one element of the window to the next: an int or one per axis of space.
      stride: the steps of the window: an int or one per axis of space; 1 where there are holes.
      scope: the name scope of the operations; by default one of the pooling's name.

    Returns:
      [batch, places of the window, channels], or in the order of `data_format`, in the type of `inputs`.

    Raises:
      ValueError: the rank is not known, or below 3; arguments that do not fit together or are not positive.
    """
    with name_scope(scope, f"{pooling_type.lower()}_pool", [inputs]) as sc:
        inputs = convert_to_tensor(inputs)
        rank = inputs.shape.ndims
        if rank is None:
            raise ValueError("Rank of inputs must be known")
        if rank < 3:
            raise ValueError("Rank of inputs must be >= 3")
        window, rates, steps = (n_positive_integers(rank - 2, one) for one in (kernel_size, dilation_rate, stride))
        pooled = ops.pool(inputs, window, pooling_type, padding, rates, steps, name=sc, data_format=data_format)
        return add_outputs_to_collections(outputs_collections, sc, pooled)
