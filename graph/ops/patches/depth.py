"""Blocks of pixels put into the depth of one pixel, and back."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import folded
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import Dim, StaticShape, mul_dim, with_rank
from ..nn.windows import as_given, channels_last, from_nhwc, to_nhwc, unimplemented

_ATTRIBUTES = "block_size: int >= 2, data_format: {'NHWC', 'NCHW', 'NCHW_VECT_C'} = 'NHWC'"

SPACE_TO_DEPTH = Op("SpaceToDepth", "input: T -> output: T", _ATTRIBUTES, traits=PURE, batch=folded(0))
DEPTH_TO_SPACE = Op("DepthToSpace", "input: T -> output: T", _ATTRIBUTES, traits=PURE, batch=folded(0))


def _divided(size: Dim, by: int) -> Dim:
    if size is not None and size % by:
        raise ValueError(f"Dimension size must be evenly divisible by {by} but is {size}")
    return None if size is None else size // by


def _sizes(op: Operation) -> tuple[str, int, tuple[Dim, ...]] | None:
    """The order of axes, the side of a block, the sizes [n, height, width, channels]; None for quantized images."""
    data_format, block = op.get_attr("data_format"), op.get_attr("block_size")
    if data_format == "NCHW_VECT_C":
        with_rank(op.inputs[0].static_shape, 5)
        return None
    return data_format, block, to_nhwc(data_format, with_rank(op.inputs[0].static_shape, 4))


@SPACE_TO_DEPTH.shape
def _space_to_depth_shape(op: Operation) -> StaticShape:
    if (found := _sizes(op)) is None:
        return None
    data_format, block, (n, height, width, channels) = found
    return from_nhwc(data_format, (n, _divided(height, block), _divided(width, block), mul_dim(channels, block * block)))


@DEPTH_TO_SPACE.shape
def _depth_to_space_shape(op: Operation) -> StaticShape:
    if (found := _sizes(op)) is None:
        return None
    data_format, block, (n, height, width, channels) = found
    return from_nhwc(data_format, (n, mul_dim(height, block), mul_dim(width, block), _divided(channels, block * block)))


def _quantized(type: str) -> Exception:
    return unimplemented(f"{type}: data_format NCHW_VECT_C is for quantized numbers on GPUs only.")


@SPACE_TO_DEPTH.kernel
def _space_to_depth(input: np.ndarray, block_size: int, data_format: str) -> np.ndarray:
    if data_format == "NCHW_VECT_C":
        raise _quantized("SpaceToDepth")
    if input.ndim != 4:
        raise invalid(f"Input rank should be 4 instead of {input.ndim}")
    n, height, width, channels = channels_last(input, data_format).shape
    if height % block_size or width % block_size:
        raise invalid(f"Image width {width} and height {height} should be divisible by block_size: {block_size}")
    rows, columns = height // block_size, width // block_size
    blocks = channels_last(input, data_format).reshape(n, rows, block_size, columns, block_size, channels)
    depth = block_size * block_size * channels
    return as_given(np.array(blocks.transpose(0, 1, 3, 2, 4, 5)).reshape(n, rows, columns, depth), data_format)


@DEPTH_TO_SPACE.kernel
def _depth_to_space(input: np.ndarray, block_size: int, data_format: str) -> np.ndarray:
    if data_format == "NCHW_VECT_C":
        raise _quantized("DepthToSpace")
    if input.ndim != 4:
        raise invalid(f"Input rank should be: 4 instead of: {input.ndim}")
    n, rows, columns, depth = channels_last(input, data_format).shape
    if depth % block_size**2:
        raise invalid(f"Input depth dimension {depth} should be divisible by: {block_size**2}")
    channels = depth // block_size**2
    blocks = channels_last(input, data_format).reshape(n, rows, columns, block_size, block_size, channels)
    whole = np.array(blocks.transpose(0, 1, 3, 2, 4, 5)).reshape(n, rows * block_size, columns * block_size, channels)
    return as_given(whole, data_format)


def _gradient(op: Operation, dy: Any, back: Op) -> list:
    block_size, data_format = op.get_attr("block_size"), op.get_attr("data_format")
    if data_format == "NCHW_VECT_C":
        raise ValueError(
            f"Cannot compute {op.type} gradient with NCHW_VECT_C. NCHW_VECT_C requires qint8 data type.",
        )
    return [back(dy, block_size=block_size, data_format=data_format)]


@SPACE_TO_DEPTH.gradient
def _space_to_depth_gradient(op: Operation, dy: Any) -> list:
    return _gradient(op, dy, DEPTH_TO_SPACE)


@DEPTH_TO_SPACE.gradient
def _depth_to_space_gradient(op: Operation, dy: Any) -> list:
    return _gradient(op, dy, SPACE_TO_DEPTH)


@export("space_to_depth", "nn.space_to_depth")
def space_to_depth(input: TensorLike, block_size: int, name: str | None = None, data_format: str = "NHWC") -> Tensor:
    """Each block of pixels as one pixel, the pixels' channels one after the other.

    Args:
      input: [n, height, width, channels], or [n, channels, height, width]; any dtype.
      block_size: side of a block, at least 2; height and width are multiples of it.
      data_format: "NHWC" or "NCHW": the order of the axes of `input` and of the result.

    Returns:
      [n, height / block_size, width / block_size, channels * block_size ** 2], or in the order of `data_format`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) sizes that do not fit.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.space_to_depth([[[[1], [2]], [[3], [4]]]], 2)).tolist()
      [[[[1, 2, 3, 4]]]]
    """
    return SPACE_TO_DEPTH(input, block_size=block_size, data_format=data_format, name=name)


@export("depth_to_space", "nn.depth_to_space")
def depth_to_space(input: TensorLike, block_size: int, name: str | None = None, data_format: str = "NHWC") -> Tensor:
    """Each pixel as a block of pixels, to which its channels are given out: the reverse of `space_to_depth`.

    Args:
      input: [n, height, width, channels], or [n, channels, height, width]; any dtype.
      block_size: side of a block, at least 2; channels are a multiple of its square.
      data_format: "NHWC" or "NCHW": the order of the axes of `input` and of the result.

    Returns:
      [n, height * block_size, width * block_size, channels / block_size ** 2], or in the order of `data_format`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) sizes that do not fit.
    """
    return DEPTH_TO_SPACE(input, block_size=block_size, data_format=data_format, name=name)
