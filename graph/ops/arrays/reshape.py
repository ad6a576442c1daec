"""Shapes of tensors changed, the elements staying as they are: reshape, transpose, expand_dims, squeeze."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, record_of, shifted_axis
from ...core.rules.direct import Constants, Direct, of_array
from ...core.static_values import constant_value, constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import INFALLIBLE, REARRANGES
from ...runtime.memory_order import reshaped
from ...types.errors import InvalidArgumentError, invalid
from ...types.likes import IntegersLike, ShapeLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, is_full, num_elements, with_rank, with_value
from .fill import RANGE

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
    """The same elements in another shape; one size may be -1: whatever is left.

    Raises:
      ValueError, InvalidArgumentError: (in the graph, when run) the number of elements differs.
    """
    return RESHAPE(tensor, shape, name=name)


# -- transpose ---------------------------------------------------------------------------------------------------------

TRANSPOSE = Op(
    "Transpose",
    "x: T, perm: Tperm -> y: T",
    "Tperm: {int32, int64} = int32",
    aliases=(0,),
    traits=REARRANGES | INFALLIBLE,
)


@TRANSPOSE.shape
def _transpose_shape(op: Operation) -> StaticShape:
    given = op.inputs[0].static_shape
    if given is None:
        count = num_elements(op.inputs[1].static_shape)
        if count is None or count < 2:  # one axis, or none, may stand for either
            return None
        given = (None,) * count
    (count,) = with_rank(op.inputs[1].static_shape, 1)
    with_value(count, len(given))
    if (perm := constant_value(op.inputs[1])) is None:
        return (None,) * len(given)
    for axis in (axes := perm.tolist()):
        if not -len(given) <= axis < len(given):
            raise ValueError(f"perm dim {axis} is out of range of input rank {len(given)}")
    return tuple(given[axis] for axis in axes)


@TRANSPOSE.kernel
def _transpose(x: Any, perm: np.ndarray) -> np.ndarray:
    try:
        return np.transpose(x, perm.tolist())
    except ValueError as error:  # AxisError is one
        raise _why_not_transposed(np.ndim(x), perm.tolist()) from error


@TRANSPOSE.direct
@of_array
def _transpose_directly(op: Operation, constants: Constants) -> Direct | None:
    rank, perm = len(op.inputs[0].static_shape or ()), [] if constants[1] is None else constants[1].reshape(-1).tolist()
    return Direct(np.ndarray.transpose, 1, (tuple(perm),)) if sorted(perm) == [*range(rank)] else None


def _why_not_transposed(rank: int, perm: list[int]) -> InvalidArgumentError:
    if len(perm) != rank:
        return invalid(f"transpose expects a vector of size {rank}. But input(1) is a vector of size {len(perm)}")
    for axis in perm:
        if not -rank <= axis < rank:
            return invalid(f"{axis} is out of range [0 .. {rank})")
    missing = min(set(range(rank)) - {axis % rank for axis in perm})
    return invalid(f"{missing} is missing from {{{','.join(str(axis % rank) for axis in perm)}}}.")


@TRANSPOSE.batch
def _transpose_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[1]:
        return None

    def run(n: int, x: np.ndarray, perm: np.ndarray) -> np.ndarray:
        return kernel(x, np.array([0, *(axis if axis < 0 else axis + 1 for axis in perm.tolist())]))

    return run


@TRANSPOSE.gradient
def _transpose_gradient(op: Operation, dy: Any) -> list:
    return [transpose(dy, ops.invert_permutation(op.inputs[1])), None]


@export("transpose")
def transpose(a: TensorLike, perm: IntegersLike | None = None, name: str = "transpose", conjugate: bool = False) -> Tensor:
    """The tensor with its axes in another order.

    Args:
      perm: vector: which axis of `a` each axis of the result is; the axes reversed by default.
      conjugate: of complex elements the conjugates.

    Raises:
      ValueError: (InvalidArgumentError when run) `perm` is no permutation of the axes.
    """
    with get_default_graph().name_scope(name) as scope:
        tensor = convert_to_tensor(a, name="a")
        if conjugate and tensor.dtype.is_complex:
            tensor = ops.conj(tensor)
        return TRANSPOSE(tensor, _reversed_axes(tensor) if perm is None else perm, name=scope)


def _reversed_axes(tensor: Tensor) -> Any:
    if tensor.static_shape is not None:
        return np.arange(len(tensor.static_shape), dtype=np.int32)[::-1]
    return RANGE(ops.subtract(ops.rank(tensor), 1, name="sub"), -1, -1)


@export("matrix_transpose")
def matrix_transpose(a: TensorLike, name: str = "matrix_transpose", conjugate: bool = False) -> Tensor:
    """The tensor with its last two axes exchanged.

    Raises:
      ValueError: the rank is known to be below 2.
    """
    with get_default_graph().name_scope(name):
        tensor = convert_to_tensor(a, name="a")
        dims = tensor.static_shape
        perm: Any
        if dims is None:
            perm = _last_two_exchanged(tensor)
        elif len(dims) < 2:
            raise ValueError(f"Argument 'a' should be a (batch) matrix, with rank >= 2.  Found: {tensor.shape}")
        else:
            perm = [*np.arange(len(dims) - 2), len(dims) - 1, len(dims) - 2]
        return transpose(tensor, perm, conjugate=conjugate)


def _last_two_exchanged(tensor: Tensor) -> Tensor:
    count = ops.rank(tensor)
    others = RANGE(0, ops.subtract(count, 2, name="sub"), 1)
    return ops.concat([others, [ops.subtract(count, 1, name="sub"), ops.subtract(count, 2, name="sub")]], 0)


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
    """The tensor with a dimension of size 1 put in at `axis` (`dim` in old programs).

    Raises:
      ValueError: both or neither of `axis` and `dim`, or out of range.
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
    """The tensor without its dimensions of size 1, or without those in `axis` (`squeeze_dims` in old programs).

    Raises:
      ValueError: (in the graph or, as InvalidArgumentError, when run) a dimension in `axis` is not 1.
    """
    axis = renamed("axis", axis, "squeeze_dims", squeeze_dims, "1.0")
    dims = () if axis is None else tuple(int(dim) for dim in np.ravel(axis))
    return SQUEEZE(input, squeeze_dims=dims, name=name)
