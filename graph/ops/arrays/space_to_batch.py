"""Every k-th row and column of an image as an image of its own, and back: what convolutions with holes are made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.arguments import one_of
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import Dim, StaticShape, add_dim, merge, mul_dim, with_rank_at_least

SPACE_TO_BATCH_ND = Op(
    "SpaceToBatchND",
    "input: T, block_shape: Tblock_shape, paddings: Tpaddings -> output: T",
    "Tblock_shape: {int32, int64} = int32, Tpaddings: {int32, int64} = int32",
    traits=PURE,
    batch=PER_RECORD,
)
BATCH_TO_SPACE_ND = Op(
    "BatchToSpaceND",
    "input: T, block_shape: Tblock_shape, crops: Tcrops -> output: T",
    "Tblock_shape: {int32, int64} = int32, Tcrops: {int32, int64} = int32",
    traits=PURE,
    batch=PER_RECORD,
)


def _blocks_and_sides(op: Operation, what: str) -> tuple[StaticShape, list[int] | None, Any, int]:
    """The first input's shape, the block shape and the paddings or crops where known, the number of block axes."""
    vector = op.inputs[1].static_shape
    if vector is None or len(vector) != 1:
        raise ValueError("block_shape must have rank 1.")
    (count,) = vector
    if count is None:
        raise ValueError("block_shape must have known size.")
    shape = with_rank_at_least(op.inputs[0].static_shape, count + 1)
    merge(op.inputs[2].static_shape, (count, 2))
    block, sides = constant_value(op.inputs[1]), constant_value(op.inputs[2])
    if block is not None and (block < 1).any():
        raise ValueError("block_shape must be positive")
    if sides is not None and (sides < 0).any():
        raise ValueError(f"{what} cannot be negative")
    return shape, None if block is None else block.tolist(), sides, count


def _divided(size: Dim, by: int | None) -> Dim:
    if size is None or by is None:
        return None
    if size % by:
        raise ValueError(f"Dimension size must be evenly divisible by {by} but is {size}")
    return size // by


def _product(values: Sequence[int] | None) -> int | None:
    return None if values is None else int(np.prod(values, dtype=np.int64))


@SPACE_TO_BATCH_ND.shape
def _space_to_batch_shape(op: Operation) -> StaticShape:
    shape, block, paddings, count = _blocks_and_sides(op, "paddings")
    if shape is None:
        return None
    sizes: list[Dim] = [mul_dim(shape[0], _product(block))]
    for k in range(count):
        padded = None if paddings is None else add_dim(shape[k + 1], int(paddings[k].sum()))
        sizes.append(_divided(padded, None if block is None else block[k]))
    return (*sizes, *shape[count + 1 :])


@BATCH_TO_SPACE_ND.shape
def _batch_to_space_shape(op: Operation) -> StaticShape:
    shape, block, crops, count = _blocks_and_sides(op, "crops")
    if shape is None:
        return None
    groups = shape[0]
    for size in (None,) * count if block is None else block:
        groups = _divided(groups, size)
    sizes: list[Dim] = [groups]
    for k in range(count):
        whole = None if block is None else mul_dim(shape[k + 1], block[k])
        if whole is None or crops is None:
            sizes.append(None)
            continue
        for crop in crops[k].tolist():
            if crop > whole:
                raise ValueError(f"Negative dimension size caused by subtracting {crop} from {whole}")
            whole -= crop
        sizes.append(whole)
    return (*sizes, *shape[count + 1 :])


def _check(input: np.ndarray, block_shape: np.ndarray, sides: np.ndarray, what: str) -> None:
    if input.ndim < 1 + len(block_shape):
        raise invalid(f"input rank should be >= {1 + len(block_shape)} instead of {input.ndim}")
    if sides.shape != (len(block_shape), 2):
        raise invalid(f"{what} should have shape [{len(block_shape)}, 2] instead of {list(sides.shape)}")
    if what == "crops" and math.prod(block_shape.tolist()) < 1:
        raise invalid(f"Product of block sizes must be positive, got {math.prod(block_shape.tolist())}")
    for k, size in enumerate(block_shape.tolist()):
        if size < 1:
            raise invalid(f"All values in block_shape must be positive, got value, {size} at index {k}.")
    if (sides < 0).any():
        raise invalid(f"{what.capitalize()} must be non-negative")


@SPACE_TO_BATCH_ND.kernel
def _space_to_batch(input: Any, block_shape: np.ndarray, paddings: np.ndarray) -> np.ndarray:
    _check(input, block_shape, paddings, "paddings")
    count = len(block_shape)
    rest = input.ndim - 1 - count
    nothing = b"" if input.dtype == object else 0
    sides = [(0, 0), *map(tuple, paddings.tolist()), *[(0, 0)] * rest]
    padded = np.pad(input, sides, constant_values=nothing)
    split: list[int] = [len(input)]
    for k, size in enumerate(block_shape.tolist()):
        if padded.shape[k + 1] % size:
            raise invalid(f"padded_shape[{k}]={padded.shape[k + 1]} is not divisible by block_shape[{k}]={size}")
        split += [padded.shape[k + 1] // size, size]
    pieces = padded.reshape(*split, *padded.shape[count + 1 :])
    order = [*range(2, 2 * count + 1, 2), 0, *range(1, 2 * count, 2), *range(2 * count + 1, pieces.ndim)]
    turned = pieces.transpose(order)
    return np.array(turned).reshape(-1 if turned.size else len(input) * int(block_shape.prod()), *turned.shape[count + 1 :])


@BATCH_TO_SPACE_ND.kernel
def _batch_to_space(input: Any, block_shape: np.ndarray, crops: np.ndarray) -> np.ndarray:
    _check(input, block_shape, crops, "crops")
    count, blocks = len(block_shape), int(block_shape.prod())
    if len(input) % blocks:
        raise invalid(f"Input batch dimension ({len(input)}) is not divisible by product of block sizes ({blocks})")
    pieces = input.reshape(*block_shape.tolist(), len(input) // blocks, *input.shape[1:])
    order = [count]
    for k in range(count):
        order += [count + 1 + k, k]
    turned = pieces.transpose([*order, *range(2 * count + 1, pieces.ndim)])
    sizes = [int(size) * by for size, by in zip(input.shape[1 : count + 1], block_shape.tolist(), strict=True)]
    whole = turned.reshape(len(input) // blocks, *sizes, *input.shape[count + 1 :])
    kept: list[slice] = [slice(None)]
    for axis, (size, (before, after)) in enumerate(zip(sizes, crops.tolist(), strict=True)):
        if before + after > size:
            raise invalid(f"cropped_shape[{axis}]={size - before - after} must be non-negative")
        kept.append(slice(before, size - after))
    return np.array(whole[tuple(kept)])


@SPACE_TO_BATCH_ND.gradient
def _space_to_batch_gradient(op: Operation, dy: Any) -> list:
    return [BATCH_TO_SPACE_ND(dy, op.inputs[1], op.inputs[2]), None, None]


@BATCH_TO_SPACE_ND.gradient
def _batch_to_space_gradient(op: Operation, dy: Any) -> list:
    return [SPACE_TO_BATCH_ND(dy, op.inputs[1], op.inputs[2]), None, None]


@export("space_to_batch_nd")
def space_to_batch_nd(input: TensorLike, block_shape: IntegersLike, paddings: TensorLike, name: str | None = None) -> Tensor:
    """Blocks of a padded space sorted by the place within the block: each place makes a batch of its own.

    Args:
      input: [batch, sizes of the space, ...], any type.
      block_shape: int32 or int64 [m]: sizes of a block, for the first m axes of the space.
      paddings: int32 or int64 [m, 2]: zeros before and after each of these axes; padded sizes are multiples of the block's.

    Returns:
      [batch * product of block_shape, padded sizes / block_shape, ...], dtype of `input`.

    Raises:
      ValueError: static shapes or constant values that do not fit.
      InvalidArgumentError: (when run) others that do not fit.
    """
    return SPACE_TO_BATCH_ND(input, block_shape, paddings, name=name)


@export("batch_to_space_nd")
def batch_to_space_nd(input: TensorLike, block_shape: IntegersLike, crops: TensorLike, name: str | None = None) -> Tensor:
    """The blocks that `space_to_batch_nd` has sorted, put back in their places.

    Args:
      input: [batch, sizes of the space, ...], any type; batch is a multiple of the product of `block_shape`.
      block_shape: int32 or int64 [m]: sizes of a block, for the first m axes of the space.
      crops: int32 or int64 [m, 2]: how much is cut off before and after along each of these axes.

    Returns:
      [batch / product of block_shape, sizes * block_shape - crops, ...], dtype of `input`.

    Raises:
      ValueError: static shapes or constant values that do not fit.
      InvalidArgumentError: (when run) others that do not fit.
    """
    return BATCH_TO_SPACE_ND(input, block_shape, crops, name=name)


@export("required_space_to_batch_paddings")
def required_space_to_batch_paddings(
    input_shape: IntegersLike, block_shape: IntegersLike, base_paddings: TensorLike | None = None, name: str | None = None
) -> tuple[Tensor, Tensor]:
    """What to pad so that `space_to_batch_nd` can cut into blocks, and what to crop after it.

    Args:
      input_shape: int32 [n], the sizes that are cut.
      block_shape: int32 [n] of known n, the sizes of blocks.
      base_paddings: int32 [n, 2], what is padded in any case; nothing by default.

    Returns:
      paddings and crops, int32 [n, 2] each.

    Raises:
      ValueError: shapes that do not go together, or n is not known.

    Example:
      >>> with tf.Session() as sess:
      ...     [value.tolist() for value in sess.run(tf.required_space_to_batch_paddings([5, 7], [2, 7]))]
      [[[0, 1], [0, 0]], [[0, 1], [0, 0]]]
    """
    with name_scope(name, "required_space_to_batch_paddings", [input_shape, block_shape]):
        sizes = convert_to_tensor(input_shape, dtypes.int32, name="input_shape")
        blocks = convert_to_tensor(block_shape, dtypes.int32, name="block_shape")
        blocks.shape.assert_is_fully_defined()
        blocks.shape.assert_has_rank(1)
        count = int(blocks.shape[0])
        if not count:
            return ops.zeros([0, 2], dtypes.int32), ops.zeros([0, 2], dtypes.int32)
        sizes.shape.assert_is_compatible_with([count])
        if base_paddings is None:
            base = ops.zeros([count, 2], dtypes.int32)
        else:
            base = convert_to_tensor(base_paddings, dtypes.int32, name="base_paddings")
            base.shape.assert_is_compatible_with([count, 2])
        known: Any = [constant_value(one) for one in (sizes, blocks, base)]
        if all(one is not None for one in known):
            sizes, blocks, base = known
        before, after = base[:, 0], base[:, 1]
        more = (blocks - (sizes + before + after) % blocks) % blocks
        after = after + more
        return (
            ops.stack([[before[k], after[k]] for k in range(count)], name="paddings"),
            ops.stack([[0, more[k]] for k in range(count)], name="crops"),
        )


def _square(block_size: Any) -> Any:
    if isinstance(block_size, Tensor):
        raise TypeError(f"block_size must be an int, not {block_size}")
    return convert_to_tensor(np.array([block_size, block_size]), dtypes.int32, name="block_shape")


@export("space_to_batch")
def space_to_batch(
    input: TensorLike,
    paddings: TensorLike,
    block_size: int | None = None,
    name: str | None = None,
    block_shape: IntegersLike | None = None,
) -> Tensor:
    """`space_to_batch_nd` for images and square blocks.

    Args:
      input: [n, height, width, channels], any type.
      paddings: int32 or int64 [2, 2]: zeros before and after height and width; padded sizes are multiples of `block_size`.
      block_size: int, at least 1: side of a block.
      block_shape: another name for `block_size`.

    Returns:
      [n * block_size ** 2, padded height / block_size, padded width / block_size, channels].

    Raises:
      ValueError: shapes that do not fit, or both names of the size.
      TypeError: `block_size` is no int.
      InvalidArgumentError: (when run) shapes that do not fit.
    """
    block_size = one_of("block_shape", block_shape, "block_size", block_size)
    result = space_to_batch_nd(input, _square(block_size), paddings, name=name)
    result.set_shape(result.shape.with_rank(4))
    return result


@export("batch_to_space")
def batch_to_space(
    input: TensorLike,
    crops: TensorLike,
    block_size: int | None = None,
    name: str | None = None,
    block_shape: IntegersLike | None = None,
) -> Tensor:
    """`batch_to_space_nd` for images and square blocks.

    Args:
      input: [n, height, width, channels], any type; n is a multiple of `block_size ** 2`.
      crops: int32 or int64 [2, 2]: what is cut off before and after height and width.
      block_size: int, at least 1: side of a block.
      block_shape: another name for `block_size`.

    Returns:
      [n / block_size ** 2, height * block_size - crops, width * block_size - crops, channels].

    Raises:
      ValueError: shapes that do not fit, or both names of the size.
      TypeError: `block_size` is no int.
      InvalidArgumentError: (when run) shapes that do not fit.
    """
    block_size = one_of("block_shape", block_shape, "block_size", block_size)
    result = batch_to_space_nd(input, _square(block_size), crops, name=name)
    result.set_shape(result.shape.with_rank(4))
    return result
