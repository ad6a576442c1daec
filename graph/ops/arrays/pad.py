"""Tensors made larger: pad, tile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.static_values import constant_rows, constant_value, constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import INFALLIBLE, PURE
from ...types.errors import invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, merge, mul_dim, with_rank, with_value

# -- pad ---------------------------------------------------------------------------------------------------------------

PAD = Op("Pad", "input: T, paddings: Tpaddings -> output: T", "Tpaddings: {int32, int64} = int32", traits=INFALLIBLE)
PAD_V2 = Op(
    "PadV2", "input: T, paddings: Tpaddings, constant_values: T -> output: T", "Tpaddings: {int32, int64} = int32", traits=PURE
)
MIRROR_PAD = Op(
    "MirrorPad",
    "input: T, paddings: Tpaddings -> output: T",
    "Tpaddings: {int32, int64} = int32, mode: {'REFLECT', 'SYMMETRIC'}",
    traits=PURE,
)


def _pad_shape(op: Operation) -> StaticShape:
    given, rows = op.inputs[0].static_shape, with_rank(op.inputs[1].static_shape, 2)
    with_value(rows[1], 2)
    if rows[0] is not None:
        given = with_rank(given, rows[0])
    if given is None:
        return None
    paddings = constant_rows(op.inputs[1])
    if paddings is None:
        return (None,) * len(given)
    if any(count is not None and count < 0 for row in paddings for count in row):
        raise ValueError("Paddings must be non-negative")
    return tuple(
        None if size is None or None in row else size + sum(row)  # type: ignore[arg-type]
        for size, row in zip(given, paddings, strict=True)
    )


def _checked_paddings(
    shape: tuple[int, ...], paddings: np.ndarray, between: str = " ", negative: str = "Paddings must be non-negative: {} {}"
) -> list[list[int]]:
    if paddings.ndim != 2 or paddings.shape[1] != 2:
        raise invalid(f"paddings must be a matrix with 2 columns: {bracket(paddings.shape)}")
    if len(paddings) != len(shape):
        raise invalid(
            f"The first dimension of paddings must be the rank of inputs{bracket(paddings.shape)}{between}{bracket(shape)}"
        )
    rows = paddings.tolist()
    for before, after in rows:
        if before < 0 or after < 0:
            raise invalid(negative.format(before, after))
    return rows


def _pad_kernel(input: np.ndarray, paddings: np.ndarray, constant_values: Any = None) -> np.ndarray:
    rows = _checked_paddings(np.shape(input), paddings)
    if np.ndim(constant_values):
        raise invalid(f"constant_values must be a scalar. Found: {bracket(np.shape(constant_values))}")
    return _padded(input, rows, constant_values)


def _padded(input: np.ndarray, rows: list[list[int]], filling: Any) -> np.ndarray:
    if filling is None:
        filling = b"" if input.dtype == object else 0
    sizes = [size + sum(row) for size, row in zip(input.shape, rows, strict=True)]
    whole = np.full(sizes, filling, input.dtype)
    whole[tuple(slice(row[0], row[0] + size) for size, row in zip(input.shape, rows, strict=True))] = input
    return whole


def _pad_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if any(batched[1:]):
        return None

    def run(n: int, input: np.ndarray, paddings: np.ndarray, *filling: Any) -> np.ndarray:
        return kernel(input, np.concatenate([np.zeros((1, 2), paddings.dtype), paddings]), *filling)

    return run


def _pad_gradient(op: Operation, dy: Any) -> list:
    before = ops.reshape(ops.slice(op.inputs[1], [0, 0], ops.stack([ops.rank(op.inputs[0]), 1])), [-1])
    whole = ops.shape(op.inputs[0], out_type=op.inputs[1].dtype.base_dtype)
    return [ops.slice(dy, before, whole), *[None] * (len(op.inputs) - 1)]


PAD.shape(_pad_shape)
PAD.kernel(lambda input, paddings: _pad_kernel(input, paddings))
PAD.batch(_pad_block)
PAD.gradient(_pad_gradient)

PAD_V2.shape(_pad_shape)
PAD_V2.kernel(_pad_kernel)
PAD_V2.batch(_pad_block)
PAD_V2.gradient(_pad_gradient)

MIRROR_PAD.shape(_pad_shape)
MIRROR_PAD.batch(_pad_block)


@MIRROR_PAD.kernel
def _mirror_pad(input: np.ndarray, paddings: np.ndarray, mode: str) -> np.ndarray:
    rows = _checked_paddings(np.shape(input), paddings, ", ", "paddings must be non-negative: {} {}")
    for size, row in zip(input.shape, rows, strict=True):
        if mode == "REFLECT" and max(row) >= max(size, 1):
            problem = "paddings must be less than the dimension size", "not less than"
        elif mode == "SYMMETRIC" and max(row) > size:
            problem = "paddings must be no greater than the dimension size", "greater than"
        else:
            continue
        raise invalid(f"{problem[0]}: {row[0]}, {row[1]} {problem[1]} {size}")
    for axis, row in enumerate(rows):
        if any(row):
            order = np.pad(np.arange(input.shape[axis]), row, mode="reflect" if mode == "REFLECT" else "symmetric")
            input = np.take(input, order, axis)
    return np.array(input)


@MIRROR_PAD.gradient
def _mirror_pad_gradient(op: Operation, dy: Any) -> list:
    return [MIRROR_PAD_GRAD(dy, op.inputs[1], mode=op.get_attr("mode")), None]


MIRROR_PAD_GRAD = Op(
    "MirrorPadGrad",
    "input: T, paddings: Tpaddings -> output: T",
    "Tpaddings: {int32, int64} = int32, mode: {'REFLECT', 'SYMMETRIC'}",
    traits=PURE,
    batch=_pad_block,
)


@MIRROR_PAD_GRAD.shape
def _mirror_pad_grad_shape(op: Operation) -> StaticShape:
    rows, two = with_rank(op.inputs[1].static_shape, 2)
    if rows is None:
        return None
    given = with_rank(op.inputs[0].static_shape, rows)
    merge((rows, two), (rows, 2))
    paddings = constant_value(op.inputs[1])
    if paddings is None:
        return (None,) * rows
    if (paddings < 0).any():
        raise ValueError("Paddings must be non-negative")
    return tuple(map(_unpadded, given, paddings.sum(axis=1).tolist()))


def _unpadded(size: int | None, sides: int) -> int | None:
    if size is not None and sides > size:
        raise ValueError(f"Negative dimension size caused by subtracting {sides} from {size}")
    return None if size is None else size - sides


@MIRROR_PAD_GRAD.kernel
def _mirror_pad_grad(input: np.ndarray, paddings: np.ndarray, mode: str) -> np.ndarray:
    """What was copied out of an element comes back to it, axis by axis."""
    for axis, row in enumerate(_checked_paddings(np.shape(input), paddings, negative="Paddings must be non-negative: {}, {}")):
        size = input.shape[axis] - sum(row)
        if sum(row) >= input.shape[axis]:
            raise invalid(
                f"Total paddings must be less than the input dimension size: {sum(row)} was not less than {input.shape[axis]}"
            )
        order = np.pad(np.arange(size), row, mode="reflect" if mode == "REFLECT" else "symmetric")
        moved = np.moveaxis(input, axis, 0)
        summed = -np.zeros((size, *moved.shape[1:]), input.dtype)  # what is added to -0 stays what it is
        np.add.at(summed, order, moved)
        input = np.moveaxis(summed, 0, axis)
    return np.array(input)


@MIRROR_PAD_GRAD.gradient
def _mirror_pad_grad_gradient(op: Operation, dy: Any) -> list:
    return [MIRROR_PAD(dy, op.inputs[1], mode=op.get_attr("mode")), None]


@export("pad")
@once_named_at("mode", "0.8", "CONSTANT", "REFLECT", "SYMMETRIC")
def pad(
    tensor: TensorLike, paddings: TensorLike, mode: str = "CONSTANT", name: str | None = None, constant_values: TensorLike = 0
) -> Tensor:
    """A tensor with elements put before and after those along each axis.

    Args:
      tensor: of rank r, any dtype.
      paddings: int32 or int64 [r, 2]: how many elements before and after.
      mode: CONSTANT (`constant_values`), REFLECT (mirrored at the edge element: at most size - 1), SYMMETRIC (mirrored with the
        edge element: at most size); case does not matter.
      constant_values: scalar of the tensor's dtype, for CONSTANT; 0 by default (empty strings, False).

    Returns:
      each size with its two paddings added, dtype of `tensor`.

    Raises:
      ValueError: another mode, or paddings that are negative or do not fit the rank.
      InvalidArgumentError: (when run) the same, or more mirrored elements than there are.
      TypeError: paddings that are not int32 or int64, or a value of another dtype.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.pad([1, 2], [[1, 2]])).tolist()
      [0, 1, 2, 0, 0]
    """
    wanted = mode.upper()
    if wanted in ("REFLECT", "SYMMETRIC"):
        return MIRROR_PAD(tensor, paddings, mode=wanted, name=name)
    if wanted != "CONSTANT":
        raise ValueError(
            f'Value of argument `mode` expected to be one of "CONSTANT", "REFLECT", or "SYMMETRIC". Received `mode` = {mode}'
        )
    if not isinstance(constant_values, Tensor) and np.isscalar(constant_values) and constant_values == 0:
        return PAD(tensor, paddings, name=name)
    return PAD_V2(tensor, paddings, constant_values, name=name)


# -- tile --------------------------------------------------------------------------------------------------------------

TILE = Op("Tile", "input: T, multiples: Tmultiples -> output: T", "Tmultiples: {int32, int64} = int32", traits=INFALLIBLE)


@TILE.shape
def _tile_shape(op: Operation) -> StaticShape:
    given, counts = op.inputs[0].static_shape, op.inputs[1].static_shape
    (count,) = with_rank(counts, 1)
    if given is not None and count is not None:
        with_rank((None,) * count, len(given))
    multiples = constant_value_as_shape(op.inputs[1])
    if given is not None:
        multiples = with_rank(multiples, len(given))
    return None if multiples is None else tuple(map(mul_dim, with_rank(given, len(multiples)), multiples))


@TILE.kernel
def _tile(input: np.ndarray, multiples: np.ndarray) -> np.ndarray:
    counts = multiples.tolist()
    if len(counts) != np.ndim(input):
        raise invalid(f"Expected multiples argument to be a vector of length {np.ndim(input)} but got length {len(counts)}")
    for axis, count in enumerate(counts):
        if count < 0:
            raise invalid(f"Expected multiples[{axis}] >= 0, but got {count}")
    return np.tile(input, counts)


@TILE.batch
def _tile_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[1]:
        return None
    return lambda n, input, multiples: kernel(input, np.concatenate([[1], multiples]))


@TILE.gradient
def _tile_gradient(op: Operation, dy: Any) -> list:
    x, multiples = op.inputs
    sizes = ops.shape(x, out_type=multiples.dtype.base_dtype)
    # Each axis becomes two, how often and how long; the sum is over the first.
    split_shape = ops.reshape(ops.transpose(ops.stack([multiples, sizes])), [-1])
    axes = ops.range(0, ops.size(split_shape), 2)
    return [ops.reduce_sum(ops.reshape(dy, split_shape), axes), None]


@export("tile")
def tile(input: TensorLike, multiples: IntegersLike, name: str | None = None) -> Tensor:
    """The tensor repeated `multiples[i]` times along axis i.

    Args:
      input: any shape and dtype.
      multiples: int32 or int64 vector, one element per dimension of `input`, none negative.

    Returns:
      `shape[i] * multiples[i]` along axis i, dtype of `input`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) not one multiple per dimension, or a negative one.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.tile([1, 2], [2])).tolist()
      [1, 2, 1, 2]
    """
    return TILE(input, multiples, name=name)
