"""Tensors taken apart: split along an axis into parts, unstack along an axis into its elements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at, renamed, tell

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, shifted_axis
from ...core.static_values import constant_scalar, constant_value, of_parts
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, with_value
from .concat import convert_axis
from .stack import has_tensors

# -- split into equal parts --------------------------------------------------------------------------------------------

SPLIT = Op(
    "Split",
    "split_dim: int32, value: T -> output: num_split * T",
    "num_split: int >= 1",
    traits=PURE,
    aliases=(1,),
    batch=shifted_axis(0, of=1),
)


def _static_axis(tensor: Tensor, rank: int | None) -> int | None:
    """The axis that an input says, from 0, where it is known. Raises ValueError where it is none, or out of range."""
    axis = constant_scalar(tensor)
    if axis is None or rank is None:
        return None
    if not -rank <= int(axis) < rank:
        raise ValueError(f"Dimension size, given by scalar input {int(axis)} must be in range [-{rank}, {rank})")
    return int(axis) % rank


@SPLIT.shape
def _split_shape(op: Operation) -> list[StaticShape]:
    count, whole = op.get_attr("num_split"), op.inputs[1].static_shape
    place = _static_axis(op.inputs[0], None if whole is None else len(whole))
    if whole is None:
        return [None] * count
    if place is None:
        return [(None,) * len(whole)] * count
    size = whole[place]
    if size is not None and size % count:
        raise ValueError(
            f"Dimension size must be evenly divisible by {count} but is {size}\n"
            "\tNumber of ways to split should evenly divide the split dimension"
        )
    part = None if size is None else size // count
    return [(*whole[:place], part, *whole[place + 1 :])] * count


@SPLIT.kernel
def _split(split_dim: Any, value: np.ndarray, num_split: int) -> tuple:
    if np.ndim(split_dim):
        raise invalid(f"split_dim must be a scalar but has rank {np.ndim(split_dim)}")
    place = _checked_axis(split_dim, np.ndim(value))
    size = value.shape[place]
    if size % num_split:
        raise invalid(
            "Number of ways to split should evenly divide the split dimension, but got "
            f"split_dim {place} (size = {size}) and num_split {num_split}",
        )
    return tuple(_parts(value, place, [size // num_split] * num_split))


def _checked_axis(axis: Any, rank: int) -> int:
    place = int(axis)
    if not -rank <= place < rank:
        raise invalid(f"-input rank({-rank}) <= split_dim < input rank ({rank}), but got {place}")
    return place % rank


def _parts(value: np.ndarray, place: int, sizes: Sequence[int]) -> list[np.ndarray]:
    """Views of the parts."""
    before = (slice(None),) * place
    ends = np.cumsum(sizes).tolist()
    return [value[(*before, slice(end - size, end))] for size, end in zip(sizes, ends, strict=True)]


@SPLIT.gradient
def _split_gradient(op: Operation, *output_gradients: Any) -> list:
    return [None, ops.concat(list(output_gradients), op.inputs[0])]


# -- split into parts of given sizes -----------------------------------------------------------------------------------

SPLIT_V = Op(
    "SplitV",
    "value: T, size_splits: Tlen, split_dim: int32 -> output: num_split * T",
    "num_split: int >= 1, Tlen: {int32, int64} = int64",
    traits=PURE,
    aliases=(0,),
    batch=shifted_axis(2),
)


@SPLIT_V.shape
def _split_v_shape(op: Operation) -> list[StaticShape]:
    count, whole = op.get_attr("num_split"), op.inputs[0].static_shape
    if whole == ():
        raise ValueError("Can't split scalars")
    place = _static_axis(op.inputs[2], None if whole is None else len(whole))
    if whole is None:
        return [None] * count
    if place is None:
        return [(None,) * len(whole)] * count
    sizes = constant_value(op.inputs[1])
    parts = [None] * count if sizes is None else _sizes_of_parts(sizes.reshape(-1).tolist(), whole[place], count)
    return [(*whole[:place], size, *whole[place + 1 :]) for size in parts]


def _sizes_of_parts(sizes: list[int], total: int | None, count: int) -> list[int | None]:
    """What parts there are of an axis of `total` elements. Raises ValueError where there are none."""
    if len(sizes) != count:
        raise ValueError("Length of size_splits should be equal to num_outputs")
    if sizes.count(-1) > 1:
        raise ValueError("size_splits can only have one -1")
    known = sum(size for size in sizes if size != -1)
    found = [size if size != -1 or total is None else total - known for size in sizes]
    for index, size in enumerate(found):
        if size < -1 or (size == -1 and total is not None):
            raise ValueError(f"Split size at index {index} must be >= 0. Got: {size}")
    if total is not None and sum(found) != total:
        raise ValueError(f"can't split axis of size {total} into pieces of size [{','.join(map(str, sizes))}]")
    return [None if size == -1 else size for size in found]


@SPLIT_V.kernel
def _split_v(value: np.ndarray, size_splits: np.ndarray, split_dim: Any, num_split: int) -> tuple:
    if np.size(split_dim) != 1:
        raise invalid("split_dim_tensor must have exactly one element.")
    place = _checked_axis(np.ravel(split_dim)[0], np.ndim(value))
    sizes = size_splits.tolist()
    if size_splits.ndim != 1 or len(sizes) != num_split:
        raise invalid(
            "size of the split_tensor must be 1-D and have the same elements as outputs got "
            f"{size_splits.ndim} -D and {size_splits.size} elements"
        )
    total = value.shape[place]
    if -1 in sizes:
        rest = sizes.index(-1)
        sizes[rest] = total - (sum(sizes) + 1)
    if min(sizes, default=0) < 0 or sum(sizes) != total:
        raise invalid(
            "Determined shape must either match input shape along split_dim exactly if fully specified, or be less "
            "than the size of the input along split_dim if not fully specified.  "
            f"Got: {sum(size for size in size_splits.tolist() if size > 0)}",
        )
    return tuple(_parts(value, place, sizes))


@SPLIT_V.gradient
def _split_v_gradient(op: Operation, *output_gradients: Any) -> list:
    return [ops.concat(list(output_gradients), op.inputs[2]), None, None]


@export("split")
def split(
    value: TensorLike | None = None,
    num_or_size_splits: Any = None,
    axis: Any = 0,
    num: int | None = None,
    name: str = "split",
    split_dim: IntegersLike | None = None,
    num_split: Any = None,
) -> list[Tensor]:
    """The parts of a tensor along an axis.

    Before TensorFlow 1.0 the order was `split(split_dim, num_split, value)`; that serves too.

    Args:
      value: tensor of any dtype.
      num_or_size_splits: an int, how many equal parts; or the size of each part (one may be -1: the rest).
      axis: int in [-rank, rank).
      num: how many parts, where `num_or_size_splits` is a tensor of unknown length.
      split_dim, num_split: `axis` and `num_or_size_splits` under their names before TensorFlow 1.0.

    Returns:
      a list of tensors of the dtype of `value`, in its shape but for the size along `axis`.

    Raises:
      ValueError: the sizes do not make up the axis, or `num` is not known.
      InvalidArgumentError: (when run) the same.

    Example:
      >>> with tf.Session() as sess:
      ...     [part.tolist() for part in sess.run(tf.split([1, 2, 3, 4, 5], [2, 3]))]
      [[1, 2], [3, 4, 5]]
    """
    num_or_size_splits = renamed("num_or_size_splits", num_or_size_splits, "num_split", num_split, "1.0")
    if split_dim is not None:
        axis = renamed("axis", None, "split_dim", split_dim, "1.0")
    if isinstance(value, (int, np.integer)) and not isinstance(axis, (int, np.integer)):
        tell("split(split_dim, num_split, value)", "split(value, num_or_size_splits, axis)", "1.0")
        value, axis = axis, value
        num, name = (None, num) if isinstance(num, str) else (num, name)
    if not has_tensors(num_or_size_splits) and np.ndim(num_or_size_splits) == 0:
        convert_to_tensor(num_or_size_splits)  # as in TensorFlow, whose graphs have this constant
        return SPLIT(convert_axis(axis), value, num_split=int(num_or_size_splits), name=name)
    sizes = convert_to_tensor(num_or_size_splits)
    if sizes.static_shape == ():
        raise ValueError("Rank-0 tensors are not supported as the num_or_size_splits argument to split.")
    if num is None:
        num = sizes.static_shape[0] if sizes.static_shape is not None else None
        if num is None:
            raise ValueError(f"Cannot infer argument `num` from shape {num_or_size_splits}")
    return SPLIT_V(value, sizes, convert_axis(axis), num_split=num, name=name)


# -- unstack -----------------------------------------------------------------------------------------------------------

UNPACK = Op("Unpack", "value: T -> output: num * T", "num: int >= 0, axis: int = 0", traits=PURE, aliases=(0,))


@UNPACK.shape
def _unpack_shape(op: Operation) -> list[StaticShape]:
    count, axis, whole = op.get_attr("num"), op.get_attr("axis"), op.inputs[0].static_shape
    if whole is None:
        return [None] * count
    if not -len(whole) <= axis < len(whole):
        raise ValueError(f"Invalid axis: {axis}; must be in [{-len(whole)},{len(whole)})")
    place = axis % len(whole)
    if whole[place] not in (None, count):
        with_value(whole[place], count)
    return [whole[:place] + whole[place + 1 :]] * count


@UNPACK.value
@of_parts
def _unpack_value(tensor: Tensor, value: Any) -> Any:
    """A scalar of a vector, where it is known."""
    is_known = value is not None and tensor.static_shape == () and tensor.value_index < len(value)
    element = value[tensor.value_index] if is_known else None
    return None if element is None else np.asarray(element, tensor.dtype.as_numpy_dtype)


@UNPACK.kernel
def _unpack(value: np.ndarray, num: int, axis: int) -> tuple:
    return tuple(_elements_along(value, num, axis, np.shape(value)))


def _elements_along(value: Any, num: int, axis: int, shape: tuple) -> list:
    rank = len(shape)
    skipped = np.ndim(value) - rank
    if not -rank <= axis < rank:
        raise invalid(f"axis = {axis} not in [{-rank}, {rank})")
    place = axis % rank
    if shape[place] != num:
        raise invalid(f"Input shape axis {place} must equal {num}, got shape {bracket(shape)}")
    before = (slice(None),) * (place + skipped)
    # The ellipsis keeps scalars arrays, strings among them.
    return [value[(*before, number, ...)] for number in range(num)]


@UNPACK.batch
def _unpack_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    num, axis = op.get_attr("num"), op.get_attr("axis")
    return lambda n, value: tuple(_elements_along(value, num, axis, value.shape[1:]))


@UNPACK.gradient
def _unpack_gradient(op: Operation, *output_gradients: Any) -> list:
    return [ops.stack(list(output_gradients), axis=op.get_attr("axis"))]


@export("unstack")
def unstack(value: TensorLike, num: int | None = None, axis: int = 0, name: str = "unstack") -> list[Tensor]:
    """The elements of a tensor along an axis, each with one dimension less.

    Args:
      value: tensor of any dtype, rank at least 1.
      num: how many there are, where the static shape does not say.
      axis: int in [-rank, rank).

    Returns:
      a list of `num` tensors in the shape of `value` without `axis`.

    Raises:
      ValueError: `num` is unknown or not the size of the axis, or the axis is out of range.
      InvalidArgumentError: (when run) `num` is not the size of the axis.

    Example:
      >>> with tf.Session() as sess:
      ...     [row.tolist() for row in sess.run(tf.unstack([[1, 2], [3, 4]]))]
      [[1, 2], [3, 4]]
    """
    if num is None:
        value = convert_to_tensor(value)
        shape = value.static_shape
        if shape is not None:
            if not -len(shape) <= axis < len(shape):
                raise ValueError(f"Argument `axis` = {axis} not in range [{-len(shape)}, {len(shape)})")
            num = shape[axis]
        if num is None:
            raise ValueError(f"Cannot infer argument `num` from shape {value.shape}")
    return UNPACK(value, num=num, axis=axis, name=name)


@export("split_v")
@documented_by(split)
def split_v(
    value: TensorLike, size_splits: TensorLike, split_dim: IntegersLike = 0, num: int | None = None, name: str = "split_v"
) -> list[Tensor]:
    """`split`, as it was called in TensorFlow 0.12 where the parts are of different sizes.

    Args:
      size_splits: the size of each part (one may be -1: the rest), or an int: how many equal parts.
      split_dim: int in [-rank, rank).
      num: how many parts, where `size_splits` is a tensor of unknown length.
    """
    return split(value, size_splits, split_dim, num, name)


@export("unpack")
@once_named_at("axis", "0.10")
@documented_by(unstack)
def unpack(value: TensorLike, num: int | None = None, axis: int = 0, name: str = "unpack") -> list[Tensor]:
    """`unstack`, as it was called before TensorFlow 1.0."""
    return unstack(value, num, axis, name)
