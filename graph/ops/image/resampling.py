"""Images read at any places, between their elements, as spatial transformers do: the op of tf.contrib.resampler."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.errors import UnimplementedError
from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank, with_rank_at_least

RESAMPLER = Op("Resampler", "data: T, warp: T -> output: T", traits=PURE, T=dtypes.FLOATS)
RESAMPLER_GRAD = Op(
    "ResamplerGrad",
    "data: T, warp: T, grad_output: T -> grad_data: T, grad_warp: T",
    traits=PURE,
    T=dtypes.FLOATS,
    gradient=UNDEFINED_GRADIENT,
)


@RESAMPLER.shape
def _shape(op: Operation) -> StaticShape:
    data = with_rank(op.inputs[0].static_shape, 4)
    warp = with_rank_at_least(op.inputs[1].static_shape, 2)
    return None if warp is None else (*warp[:-1], data[3])


@RESAMPLER_GRAD.shape
def _grad_shape(op: Operation) -> list[StaticShape]:
    return [op.inputs[0].static_shape, op.inputs[1].static_shape]


def _unimplemented(message: str) -> UnimplementedError:
    return UnimplementedError(None, None, message)


class _Corners:
    """The four elements around each place, and how far it is from them: [batch, places] each."""

    def __init__(self, data: np.ndarray, warp: np.ndarray) -> None:
        if data.ndim != 4:
            raise _unimplemented(
                "Only bilinear interpolation is currently supported. The input data shape must be [batch_size, data_height, "
                f"data_width, data_channels], but got: {bracket(data.shape)}"
            )
        if warp.ndim < 2:
            raise invalid(f"warp should be at least a matrix, got shape {bracket(warp.shape)}")
        if warp.shape[-1] != 2:
            raise _unimplemented(
                "Only bilinear interpolation is supported, warping coordinates must be 2D; warp shape last entry should be 2, "
                f"but shape vector is: {bracket(warp.shape)}"
            )
        if len(data) != len(warp):
            shapes = f"{bracket(data.shape)}, {bracket(warp.shape)}"
            raise invalid(f"Batch size of data and warp tensor must be the same, but input shapes are: {shapes}")
        _, self.height, self.width, _ = data.shape
        places = warp.reshape(len(data), -1, 2)
        x, y = places[..., 0], places[..., 1]
        self.inside = (x > -1) & (y > -1) & (x < self.width) & (y < self.height)
        x, y = np.where(self.inside, x, 0), np.where(self.inside, y, 0)
        self.left, self.top = np.floor(x).astype(np.intp), np.floor(y).astype(np.intp)
        self.to_right, self.to_bottom = self.left + 1 - x, self.top + 1 - y  # the weights of left and top
        self.each = np.arange(len(data))[:, None]

    def weights(self) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """(row, column, weight) of each corner."""
        rights, bottoms = self.to_right, self.to_bottom
        return [
            (self.top, self.left, rights * bottoms),
            (self.top, self.left + 1, (1 - rights) * bottoms),
            (self.top + 1, self.left, rights * (1 - bottoms)),
            (self.top + 1, self.left + 1, (1 - rights) * (1 - bottoms)),
        ]

    def within(self, row: np.ndarray, column: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where an element of the image is meant, and row and column there, 0 elsewhere."""
        there = self.inside & (row >= 0) & (row < self.height) & (column >= 0) & (column < self.width)
        return there, np.where(there, row, 0), np.where(there, column, 0)

    def read(self, data: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        there, row, column = self.within(row, column)
        return np.where(there[..., None], data[self.each, row, column], data.dtype.type(0))


@RESAMPLER.kernel
def _resampled(data: np.ndarray, warp: np.ndarray) -> np.ndarray:
    corners = _Corners(data, warp)
    found = sum(weight[..., None] * corners.read(data, row, column) for row, column, weight in corners.weights())
    return np.asarray(found, data.dtype).reshape(*warp.shape[:-1], data.shape[3])


@RESAMPLER_GRAD.kernel
def _gradients(data: np.ndarray, warp: np.ndarray, grad_output: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    corners = _Corners(data, warp)
    if grad_output.shape != (*warp.shape[:-1], data.shape[3]):
        raise invalid(f"grad_output has a shape that does not fit: {bracket(grad_output.shape)}")
    grads = grad_output.reshape(len(data), -1, data.shape[3])
    to_data = np.zeros_like(data)
    for row, column, weight in corners.weights():
        there, row, column = corners.within(row, column)
        np.add.at(to_data, (corners.each, row, column), np.where(there, weight, 0)[..., None] * grads)
    top_left, top_right, bottom_left, bottom_right = (corners.read(data, row, col) for row, col, _ in corners.weights())
    right, bottom = corners.to_right[..., None], corners.to_bottom[..., None]
    to_x = (1 - bottom) * (bottom_right - bottom_left) + bottom * (top_right - top_left)
    to_y = (1 - right) * (bottom_right - top_right) + right * (bottom_left - top_left)
    to_warp = np.stack([(grads * side).sum(-1) for side in (to_x, to_y)], -1)
    return to_data, to_warp.astype(warp.dtype, copy=False).reshape(warp.shape)


def _folded(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    """Records side by side in the axis of batches."""
    if not all(batched):
        return None

    def run(n: int, *arrays: np.ndarray) -> Any:
        rows = arrays[0].shape[1]
        if any(array.ndim < 2 or array.shape[1] != rows for array in arrays):
            raise invalid("Batch size of data and warp tensor must be the same")
        found = kernel(*(array.reshape(n * rows, *array.shape[2:]) for array in arrays))
        parts = found if isinstance(found, tuple) else (found,)
        parts = tuple(part.reshape(n, rows, *part.shape[1:]) for part in parts)
        return parts if isinstance(found, tuple) else parts[0]

    return run


RESAMPLER.batch(_folded)
RESAMPLER_GRAD.batch(_folded)


@RESAMPLER.gradient
def _gradient(op: Operation, dy: Any) -> list:
    return list(RESAMPLER_GRAD(op.inputs[0], op.inputs[1], dy))


@export("contrib.resampler.resampler")
def resampler(data: TensorLike, warp: TensorLike, name: str = "resampler") -> Tensor:
    """Images read at any places: weighted means of the four elements around each, 0 outside.

    Args:
      data: floating [batch, height, width, channels].
      warp: of that type, [batch, ..., 2]: x, counted in columns, and y, counted in rows, of each place.

    Returns:
      [batch, ..., channels] of that type.

    Raises:
      InvalidArgumentError, UnimplementedError: (when run) other shapes.
    """
    with name_scope(name, "resampler", [data, warp]):
        return RESAMPLER(data, warp)
