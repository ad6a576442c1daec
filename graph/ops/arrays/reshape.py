"""Shapes of tensors changed, the elements staying as they are: reshape, expand_dims, squeeze."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, record_of, shifted_axis
from ...core.rules.direct import Constants, Direct, of_array
from ...core.static_values import constant_value, constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import INFALLIBLE, REARRANGES
from ...runtime.memory_order import reshaped
from ...types.errors import invalid
from ...types.likes import IntegersLike, ShapeLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, is_full, num_elements

# -- reshape -----------------------------------------------------------------------------------------------------------

RESHAPE = Op(
    "Reshape",
    "tensor: T, shape: Tshape -> output: T",
    "Tshape: {int32, int64} = int32",
    aliases=(0,),
    traits=REARRANGES | INFALLIBLE,
)


@RESHAPE.shape
def _reshape_shape(op: Operation) -> StaticShape:
    given = op.inputs[0].static_shape
    wanted = constant_value_as_shape(op.inputs[1])
    if wanted is None:
        return None
    count = num_elements(given)
    if count is None and given is not None and given.count(None) == 1 and None not in wanted:
        known, count = math.prod(size for size in given if size is not None), num_elements(wanted)
        if known and count % known:  # type: ignore[operator]
            raise ValueError(f"Dimension size must be evenly divisible by {known} but is {count}")
        return wanted
    if count is None or wanted.count(None) > 1:
        return wanted
    known = int(np.prod([size for size in wanted if size is not None], dtype=np.int64))
    if None not in wanted:
        if known != count:
            raise ValueError(f"Cannot reshape a tensor with {count} elements to shape {bracket(wanted)} ({known} elements)")
        return wanted
    if known == 0 and count == 0:
        return wanted
    if known == 0:
        raise ValueError(f"Cannot reshape a tensor with {count} elements to shape {bracket(wanted)} (0 elements)")
    if count % known:
        raise ValueError(f"Dimension size must be evenly divisible by {known} but is {count}")
    return tuple(count // known if size is None else size for size in wanted)


@RESHAPE.kernel
def _reshape(tensor: Any, shape: np.ndarray) -> np.ndarray:
    given = tensor.shape if isinstance(tensor, np.ndarray) else np.shape(tensor)
    return reshaped(tensor, _sizes_of(given, shape.tobytes(), shape.dtype))


@RESHAPE.direct
@of_array
def _reshape_directly(op: Operation, constants: Constants) -> Direct | None:
    given, sizes = op.inputs[0].static_shape or (), constants[1]
    if sizes is None or not is_full(op.outputs[0].static_shape) or len(given) > 3 or not num_elements(given):
        return None
    return Direct(np.ndarray.reshape, 1, (tuple(sizes.reshape(-1).tolist()),))


@functools.lru_cache(1024)
def _sizes_of(given: tuple[int, ...], sizes: bytes, kind: np.dtype) -> tuple[int, ...]:
    """`_sizes_for`, by the sizes' bytes: most programs reshape in few ways, again and again."""
    return tuple(_sizes_for(given, np.frombuffer(sizes, kind).tolist()))


def _sizes_for(given: tuple[int, ...], sizes: list[int]) -> list[int]:
    """The sizes, -1 worked out, for a tensor of shape `given`. Raises InvalidArgumentError where they do not fit."""
    count = math.prod(given)
    rest = None
    known = 1
    for place, wanted in enumerate(sizes):
        if wanted == -1:
            if rest is not None:
                raise invalid(f"Only one input size may be -1, not both {rest} and {place}")
            rest = place
        elif wanted < 0:
            raise invalid(f"Size {place} must be non-negative, not {wanted}")
        else:
            known *= wanted
    told = f"Input to reshape is a tensor with {count} values, but the requested shape"
    if rest is None:
        if known != count:
            raise invalid(f"{told} has {known}")
        return sizes
    if known == 0 and count == 0:
        # TensorFlow leaves the zeros out on both sides.
        missing = math.prod(filter(None, given)) // math.prod(size for size in sizes if size > 0)
    elif known == 0:
        raise invalid(f"{told} has 0")
    elif count % known:
        raise invalid(f"{told} requires a multiple of {known}")
    else:
        missing = count // known
    return [*sizes[:rest], missing, *sizes[rest + 1 :]]


@RESHAPE.batch
def _reshape_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if not batched[0]:
        return None

    def to_one_shape(n: int, tensor: np.ndarray, shape: np.ndarray) -> np.ndarray:
        return reshaped(tensor, (n, *_sizes_for(tensor.shape[1:], shape.tolist())))

    def to_each_its_own(n: int, tensor: np.ndarray, shapes: np.ndarray) -> Any:
        if (shapes == shapes[0]).all():
            return to_one_shape(n, tensor, shapes[0])
        return [kernel(record_of(tensor, k), shape) for k, shape in enumerate(shapes)]

    return to_each_its_own if batched[1] else to_one_shape


@RESHAPE.gradient
def _reshape_gradient(op: Operation, dy: Any) -> list:
    return [reshape(dy, ops.shape(op.inputs[0])), None]


@export("reshape")
def reshape(tensor: TensorLike, shape: ShapeLike, name: str | None = None) -> Tensor:
    """The same elements in another shape, in row-major order.

    Args:
      tensor: any shape and dtype.
      shape: int32 or int64 vector: the sizes. One may be -1: whatever is left.

    Returns:
      shape `shape`, dtype of `tensor`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) the number of elements differs, or a second size is -1.
      TypeError: sizes that are not int32 or int64.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.reshape([1, 2, 3, 4], [2, -1])).tolist()
      [[1, 2], [3, 4]]
    """
    return RESHAPE(tensor, shape, name=name)


# -- dimensions of size one --------------------------------------------------------------------------------------------

EXPAND_DIMS = Op(
    "ExpandDims",
    "input: T, dim: Tdim -> output: T",
    "Tdim: {int32, int64} = int32",
    aliases=(0,),
    traits=REARRANGES | INFALLIBLE,
    batch=shifted_axis(1),
)


@EXPAND_DIMS.shape
def _expand_shape(op: Operation) -> StaticShape:
    given, dim = op.inputs[0].static_shape, constant_value(op.inputs[1])
    if given is None:
        return None
    if dim is None:
        return None
    if dim.size != 1:
        raise ValueError("'dim' input must be a tensor with a single value")
    at = int(dim.reshape(-1)[0])
    if not -len(given) - 1 <= at <= len(given):
        raise ValueError(f"dim {at} not in the interval [{-len(given) - 1}, {len(given)}].")
    at = at + len(given) + 1 if at < 0 else at
    return (*given[:at], 1, *given[at:])


@EXPAND_DIMS.kernel
def _expand(input: Any, dim: Any) -> np.ndarray:
    return _expanded(np.asarray(input), int(np.ravel(dim)[0]))


def _expanded(array: np.ndarray, at: int) -> np.ndarray:
    shape, count = array.shape, array.ndim
    if not -count - 1 <= at <= count:
        raise invalid(f"Tried to expand dim index {at} for tensor with {count} dimensions.")
    place = at if at >= 0 else at + count + 1
    return array.reshape(*shape[:place], 1, *shape[place:])


@EXPAND_DIMS.direct
@of_array
def _expand_directly(op: Operation, constants: Constants) -> Direct | None:
    return None if constants[1] is None or constants[1].size != 1 else Direct(_expanded, 1, (int(constants[1].item()),))


@EXPAND_DIMS.gradient
def _expand_gradient(op: Operation, dy: Any) -> list:
    return [reshape(dy, ops.shape(op.inputs[0])), None]


@export("expand_dims")
def expand_dims(input: TensorLike, axis: IntegersLike | None = None, name: str | None = None, dim: Any = None) -> Tensor:
    """The tensor with a dimension of size 1 put in.

    Args:
      input: any shape and dtype.
      axis: int, or int32 or int64 scalar, in [-(rank + 1), rank]: where the new dimension stands in the result.
      dim: `axis` under its name before TensorFlow 1.0.

    Returns:
      the shape of `input` with 1 put in at `axis`, dtype of `input`.

    Raises:
      ValueError: both or neither of `axis` and `dim`, or it is known to be out of range.
      InvalidArgumentError: (when run) it is out of range.

    Example:
      >>> tf.expand_dims(tf.zeros([2, 3]), axis=1).shape.as_list()
      [2, 1, 3]
    """
    axis = renamed("axis", axis, "dim", dim, "1.0")
    if axis is None:
        raise ValueError("Must specify an axis argument to tf.expand_dims()")
    return EXPAND_DIMS(input, axis, name=name)


SQUEEZE = Op(
    "Squeeze", "input: T -> output: T", "squeeze_dims: list(int) >= 0 = []", aliases=(0,), traits=REARRANGES | INFALLIBLE
)


@SQUEEZE.shape
def _squeeze_shape(op: Operation) -> StaticShape:
    given, dims = op.inputs[0].static_shape, op.get_attr("squeeze_dims")
    if given is None:
        return None
    if not dims:
        return tuple(size for size in given if size != 1) if is_full(given) else None
    for position, dim in enumerate(dims):
        if not -len(given) <= dim < len(given):
            raise ValueError(f"squeeze_dims[{position}] not in [{-len(given)},{len(given)}).")
    places = {dim % len(given) for dim in dims}
    for place in sorted(places):
        if given[place] not in (1, None):
            raise ValueError(f"Can not squeeze dim[{place}], expected a dimension of 1, got {given[place]}")
    return tuple(size for place, size in enumerate(given) if place not in places)


@SQUEEZE.kernel
def _squeeze(input: Any, squeeze_dims: tuple) -> np.ndarray:
    return np.reshape(input, _sizes_left(np.shape(input), squeeze_dims))


def _sizes_left(shape: tuple[int, ...], squeezed: Sequence[int]) -> list[int]:
    if not squeezed:
        return [size for size in shape if size != 1]
    places = set()
    for dim in squeezed:
        if not -len(shape) <= dim < len(shape):
            raise invalid(f"Tried to squeeze dim index {dim} for tensor with {len(shape)} dimensions.")
        if shape[dim] != 1:
            message = f"Can not squeeze dim[{dim % len(shape)}], expected a dimension of 1, got {shape[dim]}"
            raise invalid(message)
        places.add(dim % len(shape))
    return [size for place, size in enumerate(shape) if place not in places]


@SQUEEZE.batch
def _squeeze_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    dims = op.get_attr("squeeze_dims")
    return lambda n, input: input.reshape((n, *_sizes_left(input.shape[1:], dims)))


@SQUEEZE.gradient
def _squeeze_gradient(op: Operation, dy: Any) -> list:
    return [reshape(dy, ops.shape(op.inputs[0]))]


@export("squeeze")
def squeeze(input: TensorLike, axis: Any = None, name: str | None = None, squeeze_dims: Any = None) -> Tensor:
    """The tensor without dimensions of size 1.

    Args:
      input: any shape and dtype.
      axis: int or list of ints in [-rank, rank): which dimensions go; all of size 1 by default.
      squeeze_dims: `axis` under its name before TensorFlow 1.0.

    Returns:
      the shape of `input` without these dimensions, dtype of `input`; a static shape of unknown rank where it is not known
      which are 1.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) a dimension in `axis` is not 1, or there is none.

    Example:
      >>> tf.squeeze(tf.zeros([1, 3, 1])).shape.as_list()
      [3]
    """
    axis = renamed("axis", axis, "squeeze_dims", squeeze_dims, "1.0")
    dims = () if axis is None else tuple(int(dim) for dim in np.ravel(axis))
    return SQUEEZE(input, squeeze_dims=dims, name=name)
