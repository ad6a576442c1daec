"""Tensors made larger: pad, tile, broadcast_to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, Kernel
from ...core.rules.gradient import NO_GRADIENT
from ...core.static_values import constant_rows, constant_value, constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import INFALLIBLE, PURE
from ...types.errors import checked_sizes, invalid
from ...types.likes import IntegersLike, ShapeLike, TensorLike
from ...types.shapes import TensorShape
from ...types.static_shapes import StaticShape, as_static, bracket, broadcast, merge, merge_dim, mul_dim, with_rank, with_value
from ..math.broadcasting import BROADCAST_GRADIENT_ARGS

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
      tensor: of rank r.
      paddings: int32 or int64 [r, 2]: how many elements before and after.
      mode: CONSTANT (`constant_values`), REFLECT (mirrored at the edge element: at most size - 1), SYMMETRIC (mirrored
        with the edge element: at most size); case does not matter.

    Raises:
      ValueError: another mode, or paddings that are negative or do not fit the rank.
      InvalidArgumentError: (when run) the same, or more mirrored elements than there are.
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
      multiples: int32 or int64 vector, one element per dimension of `input`, none negative.
    """
    return TILE(input, multiples, name=name)


# -- broadcast_to ------------------------------------------------------------------------------------------------------

BROADCAST_TO = Op(
    "BroadcastTo", "input: T, shape: Tidx -> output: T", "Tidx: {int32, int64} = int32", traits=PURE, aliases=(0,)
)


@BROADCAST_TO.shape
def _broadcast_to_shape(op: Operation) -> StaticShape:
    given, wanted = op.inputs[0].static_shape, constant_value_as_shape(op.inputs[1])
    if given is not None and wanted is not None:
        if len(given) > len(wanted):
            raise ValueError(f"Shape must be at most rank {len(wanted)} but is rank {len(given)}")
        missing = len(wanted) - len(given)
        sizes = reversed(
            [
                goal if size in (None, 0, 1) else merge_dim(size, goal)
                for size, goal in zip(reversed(given), reversed(wanted[missing:]), strict=True)
            ]
        )
        return (*wanted[:missing], *sizes)
    return wanted


@BROADCAST_TO.kernel
def _broadcast_to(input: Any, shape: np.ndarray) -> np.ndarray:
    wanted = checked_sizes(shape)
    if np.ndim(input) > len(wanted):
        raise invalid(f"Rank of input ({np.ndim(input)}) must be no greater than rank of output shape ({len(wanted)}).")
    try:
        return np.broadcast_to(input, wanted)
    except ValueError as error:
        raise invalid(f"Incompatible shapes: {bracket(np.shape(input))} vs. {bracket(wanted)}") from error


@BROADCAST_TO.batch
def _broadcast_to_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[1]:
        return None

    def run(n: int, input: np.ndarray, shape: np.ndarray) -> np.ndarray:
        missing = len(shape) - (input.ndim - 1)
        aligned = input.reshape(n, *(1,) * missing, *input.shape[1:]) if missing > 0 else input
        return kernel(aligned, np.concatenate([[n], shape]))

    return run


@BROADCAST_TO.gradient
def _broadcast_to_gradient(op: Operation, dy: Any) -> list:
    sizes = ops.shape(op.inputs[0], out_type=op.inputs[1].dtype.base_dtype)
    _, axes = BROADCAST_GRADIENT_ARGS(op.inputs[1], sizes)
    return [ops.reshape(ops.reduce_sum(dy, axes, keepdims=True), sizes), None]


@export("broadcast_to")
def broadcast_to(input: Any, shape: ShapeLike, name: str | None = None) -> Tensor:
    """The tensor with its dimensions of size 1, and missing ones before them, repeated up to `shape`."""
    return BROADCAST_TO(input, shape, name=name)


BROADCAST_ARGS = Op(
    "BroadcastArgs",
    "s0: T, s1: T -> r0: T",
    "T: {int32, int64} = int32",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@BROADCAST_ARGS.shape
def _broadcast_args_shape(op: Operation) -> StaticShape:
    ranks = [with_rank(tensor.static_shape, 1) for tensor in op.inputs]
    sizes = [shape[0] for shape in ranks]
    return (None,) if None in sizes else (max(sizes),)  # type: ignore[type-var]


@BROADCAST_ARGS.kernel
def _broadcast_args(s0: np.ndarray, s1: np.ndarray) -> np.ndarray:
    try:
        found = broadcast(tuple(s0.tolist()), tuple(s1.tolist()))
    except ValueError as error:
        raise invalid(f"Incompatible shapes: {bracket(tuple(s0.tolist()))} vs. {bracket(tuple(s1.tolist()))}") from error
    return np.array(found, s0.dtype)


@export("broadcast_dynamic_shape")
def broadcast_dynamic_shape(shape_x: ShapeLike, shape_y: ShapeLike) -> Tensor:
    """The shape (a vector) to which tensors of two shapes broadcast. Source: tf.broadcast_dynamic_shape."""
    return BROADCAST_ARGS(convert_to_tensor(shape_x, name="s0"), convert_to_tensor(shape_y, name="s1"))


@export("broadcast_static_shape")
def broadcast_static_shape(shape_x: ShapeLike, shape_y: ShapeLike) -> Any:
    """The TensorShape to which two static shapes broadcast. Raises ValueError where they do not."""
    first, second = as_static(shape_x), as_static(shape_y)
    try:
        return TensorShape(broadcast(first, second))
    except ValueError as error:
        raise ValueError(f"Incompatible shapes for broadcasting: {TensorShape(first)} and {TensorShape(second)}") from error
