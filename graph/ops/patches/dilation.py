"""Dilation and erosion: the greatest, or the least, of each window after a structure is added to it or taken from it."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.arguments import one_of
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, folded
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, merge_dim, with_rank
from ..nn.pool_windows import lowest
from ..nn.windows import Grid, count_windows, grid_over, unimplemented

_ATTRIBUTES = "strides: list(int) >= 4, rates: list(int) >= 4, padding: {'SAME', 'VALID'}"

DILATION2D = Op("Dilation2D", "input: T, filter: T -> output: T", _ATTRIBUTES, traits=PURE, T=dtypes.REALS, batch=folded(0))
DILATION2D_BACKPROP_INPUT = Op(
    "Dilation2DBackpropInput",
    "input: T, filter: T, out_backprop: T -> in_backprop: T",
    _ATTRIBUTES,
    traits=PURE,
    T=dtypes.REALS,
    batch=folded(0, 2),
    gradient=UNDEFINED_GRADIENT,
    shape=same_as_first,
)
DILATION2D_BACKPROP_FILTER = Op(
    "Dilation2DBackpropFilter",
    "input: T, filter: T, out_backprop: T -> filter_backprop: T",
    _ATTRIBUTES,
    traits=PURE,
    T=dtypes.REALS,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@DILATION2D.shape
def _dilation_shape(op: Operation) -> StaticShape:
    n, height, width, channels = with_rank(op.inputs[0].static_shape, 4)
    rows, columns, depth = with_rank(op.inputs[1].static_shape, 3)
    strides, rates = op.get_attr("strides"), op.get_attr("rates")
    for name, values in (("stride", strides), ("rates", rates)):
        if len(values) != 4:
            raise ValueError(f"Dilation2D requires the {name} attribute to contain 4 values, but got: {len(values)}")
    merge_dim(channels, depth)
    if None in (height, width, rows, columns):
        return (n, None, None, depth)
    padding = op.get_attr("padding")
    return (
        n,
        count_windows(height, rows, strides[1], rates[1], padding),
        count_windows(width, columns, strides[2], rates[2], padding),
        depth,
    )


@DILATION2D_BACKPROP_FILTER.shape
def _filter_shape(op: Operation) -> StaticShape:
    return op.inputs[1].static_shape


def _grid(input: np.ndarray, filter: np.ndarray, strides: Any, rates: Any, padding: str) -> Grid:
    """The windows over the images. Raises as TensorFlow's kernels do."""
    for name, values in (("Stride", strides), ("Rate", rates)):
        if values[0] != 1 or values[3] != 1:
            raise unimplemented(f"{name} is only supported across spatial dimensions.")
    if input.ndim != 4:
        raise invalid(f"input must be 4-dimensional{bracket(input.shape)}")
    if filter.ndim != 3:
        raise invalid(f"filter must be 3-dimensional: {bracket(filter.shape)}")
    for name, values in (("Stride", strides), ("Dilation rate", rates)):
        for value in values[1:3]:
            if value < 1:
                raise invalid(f"{name} must be > 0, but got {value}")
    if input.shape[3] != filter.shape[2]:
        raise invalid(f"input and filter must have the same depth: {input.shape[3]} vs {filter.shape[2]}")
    return grid_over(input.shape[1], input.shape[2], filter.shape[:2], strides[1:3], rates[1:3], padding)


def _greatest(input: np.ndarray, filter: np.ndarray, grid: Grid) -> tuple[np.ndarray, np.ndarray]:
    """What is greatest in each window and channel, and where in it: the first of those that are equal; NaN does not count."""
    sizes = (len(input), grid.rows.windows, grid.columns.windows, input.shape[3])
    best = np.full(sizes, lowest(input.dtype) if input.dtype.kind != "f" else np.finfo(input.dtype).min, input.dtype)
    chosen = np.full(sizes, -1, np.int64)
    for i, j, windows, elements in grid.parts():
        sums = input[elements] + filter[i, j]
        is_greater = sums > best[windows]
        best[windows][is_greater] = sums[is_greater]
        chosen[windows][is_greater] = i * grid.columns.length + j
    return best, chosen


@DILATION2D.kernel
def _dilation(input: np.ndarray, filter: np.ndarray, strides: Any, rates: Any, padding: str) -> np.ndarray:
    return _greatest(input, filter, _grid(input, filter, strides, rates, padding))[0]


def _chosen(
    input: np.ndarray, filter: np.ndarray, out_backprop: np.ndarray, strides: Any, rates: Any, padding: str
) -> tuple[Grid, np.ndarray]:
    """The windows, and where in each the greatest stands, -1 where no number is great enough."""
    grid = _grid(input, filter, strides, rates, padding)
    _, chosen = _greatest(input, filter, grid)
    if out_backprop.shape != chosen.shape:
        raise invalid("out_backprop has incompatible size.")
    return grid, chosen


@DILATION2D_BACKPROP_INPUT.kernel
def _backprop_input(
    input: np.ndarray, filter: np.ndarray, out_backprop: np.ndarray, strides: Any, rates: Any, padding: str
) -> np.ndarray:
    grid, chosen = _chosen(input, filter, out_backprop, strides, rates, padding)
    found = np.zeros_like(input)
    n, row, column, channel = np.ogrid[tuple(map(slice, chosen.shape))]
    rows, columns = row * grid.rows.stride - grid.rows.before, column * grid.columns.stride - grid.columns.before
    i, j = np.divmod(chosen, max(grid.columns.length, 1))
    rows = np.where(chosen < 0, np.maximum(rows, 0), rows + i * grid.rows.dilation)
    columns = np.where(chosen < 0, np.maximum(columns, 0), columns + j * grid.columns.dilation)
    np.add.at(found, (n, rows, columns, channel), out_backprop)
    return found


@DILATION2D_BACKPROP_FILTER.kernel
def _backprop_filter(
    input: np.ndarray, filter: np.ndarray, out_backprop: np.ndarray, strides: Any, rates: Any, padding: str
) -> np.ndarray:
    _, chosen = _chosen(input, filter, out_backprop, strides, rates, padding)
    rows, columns, channels = filter.shape
    found = np.zeros((rows * columns, channels), filter.dtype)
    if found.size:
        np.add.at(found, (np.maximum(chosen, 0), np.arange(channels)), out_backprop)
    return found.reshape(filter.shape)


@DILATION2D.gradient
def _dilation_gradient(op: Operation, dy: Any) -> list:
    attributes = {name: op.get_attr(name) for name in ("strides", "rates", "padding")}
    return [
        DILATION2D_BACKPROP_INPUT(*op.inputs, dy, **attributes),
        DILATION2D_BACKPROP_FILTER(*op.inputs, dy, **attributes),
    ]


@export("nn.dilation2d")
def dilation2d(
    input: TensorLike,
    filter: TensorLike | None = None,
    strides: IntegersLike | None = None,
    rates: IntegersLike | None = None,
    padding: str | None = None,
    name: str | None = None,
    filters: TensorLike | None = None,
    dilations: IntegersLike | None = None,
) -> Tensor:
    """The greatest element of each window after `filter` is added to it, in each channel by itself.

    Args:
      input: [n, height, width, channels], any real dtype.
      filter, filters: [rows, columns, channels] of that dtype. `filters` is its later name.
      strides: [1, rows, columns, 1]: from one window to the next.
      rates, dilations: [1, rows, columns, 1]: from one element of a window to the next. `dilations` is its later name.
      padding: "SAME" or "VALID", see `conv2d`. What is outside the image does not count.

    Returns:
      [n, rows, columns, channels], dtype of `input`.

    Raises:
      ValueError: shapes that do not fit.
      InvalidArgumentError, UnimplementedError: (when run) shapes that do not fit; windows over images or channels.

    Example:
      >>> with tf.Session() as sess:
      ...     image = tf.reshape([1.0, 5.0, 2.0, 3.0], [1, 2, 2, 1])
      ...     found = tf.nn.dilation2d(image, tf.zeros([2, 2, 1]), [1, 1, 1, 1], [1, 1, 1, 1], "SAME")
      ...     sess.run(found).ravel().tolist()
      [5.0, 5.0, 3.0, 3.0]
    """
    filter = one_of("filters", filters, "filter", filter)
    rates = one_of("dilations", dilations, "rates", rates)
    return DILATION2D(input, filter, strides=strides, rates=rates, padding=padding, name=name)


@export("nn.erosion2d")
def erosion2d(
    value: TensorLike,
    kernel: TensorLike,
    strides: IntegersLike,
    rates: IntegersLike,
    padding: str,
    name: str | None = None,
) -> Tensor:
    """The least element of each window after `kernel`, turned upside down and round, is taken from it.

    Args:
      value: [n, height, width, channels], any real dtype.
      kernel: [rows, columns, channels] of that dtype.
      strides: [1, rows, columns, 1]: from one window to the next.
      rates: [1, rows, columns, 1]: from one element of a window to the next.
      padding: "SAME" or "VALID", see `conv2d`. What is outside the image does not count.

    Returns:
      [n, rows, columns, channels], dtype of `value`.

    Raises:
      As `dilation2d`.
    """
    with name_scope(name, "erosion2d", [value, kernel]) as scope:
        upside = ops.negative(value)
        turned = ops.reverse(kernel, [0, 1])
        dilated = DILATION2D(upside, turned, strides=strides, rates=rates, padding=padding, name=scope)
        return ops.negative(dilated)
