"""Shapes of tensors: asking for them and changing them, the elements staying as they are.

Source of names and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import dtypes
from ..batch_rules import Kernel
from ..build import convert_to_tensor
from ..constants import constant
from ..errors import InvalidArgumentError
from ..graph import Operation
from ..op import NO_GRADIENT, Op
from ..shape_rules import scalar
from ..static_shapes import StaticShape, bracket, is_full, num_elements
from ..static_values import constant_value, constant_value_as_shape
from ..tensor import Tensor

_INTEGERS = {dtypes.int32, dtypes.int64}


# -- asking ------------------------------------------------------------------------------------------------------------


def _same_for_each(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    """The answer for one record, as often as there are records."""

    def run(n: int, value: Any) -> Any:
        answer = np.asarray(kernel(value[0]))
        return np.broadcast_to(answer, (n, *answer.shape))

    return run


SHAPE = Op("Shape", "input: T -> output: out_type", out_type=dtypes.int32)
SHAPE.kernel(lambda input, out_type: np.array(np.shape(input), out_type.as_numpy_dtype))
SHAPE.batch(_same_for_each)
SHAPE.gradient(NO_GRADIENT)


@SHAPE.shape
def _shape_shape(op: Operation) -> StaticShape:
    static = op.inputs[0].static_shape
    return (None if static is None else len(static),)


SIZE = Op("Size", "input: T -> output: out_type", out_type=dtypes.int32)
SIZE.shape(scalar)
SIZE.kernel(lambda input, out_type: out_type.as_numpy_dtype(np.size(input)))
SIZE.batch(_same_for_each)
SIZE.gradient(NO_GRADIENT)

RANK = Op("Rank", "input: T -> output: int32")
RANK.shape(scalar)
RANK.kernel(lambda input: np.int32(np.ndim(input)))
RANK.batch(_same_for_each)
RANK.gradient(NO_GRADIENT)


def shape(input: Any, name: str | None = None, out_type: Any = dtypes.int32) -> Tensor:
    """The shape of a tensor as a vector; a constant where it is known already."""
    tensor, name = _of_tensor(input), name or "Shape"
    if tensor.static_shape is not None and is_full(tensor.static_shape):
        return constant(np.array(tensor.static_shape, dtypes.as_dtype(out_type).as_numpy_dtype), name=name)
    return SHAPE(tensor, out_type=out_type, name=name)


def size(input: Any, name: str | None = None, out_type: Any = dtypes.int32) -> Tensor:
    """The number of elements; a constant where it is known already."""
    tensor, name = _of_tensor(input), name or "Size"
    count = num_elements(tensor.static_shape)
    if tensor.static_shape is not None and is_full(tensor.static_shape):
        return constant(count, out_type, name=name)
    return SIZE(tensor, out_type=out_type, name=name)


def rank(input: Any, name: str | None = None) -> Tensor:
    """The number of dimensions; a constant where it is known already."""
    tensor, name = _of_tensor(input), name or "Rank"
    if tensor.static_shape is not None:
        return constant(len(tensor.static_shape), dtypes.int32, name=name)
    return RANK(tensor, name=name)


def _of_tensor(input: Any) -> Tensor:
    return convert_to_tensor(getattr(input, "values", input) if hasattr(input, "dense_shape") else input)


def shape_n(input: Sequence[Any], out_type: Any = dtypes.int32, name: str | None = None) -> list[Tensor]:
    """The shapes of several tensors."""
    return [shape(tensor, name, out_type) for tensor in input]


# -- reshape -----------------------------------------------------------------------------------------------------------

RESHAPE = Op("Reshape", "tensor: T, shape: Tshape -> output: T", aliases=(0,), Tshape=dtypes.int32)


@RESHAPE.shape
def _reshape_shape(op: Operation) -> StaticShape:
    given = op.inputs[0].static_shape
    wanted = constant_value_as_shape(op.inputs[1])
    if wanted is None:
        return None
    literal = constant_value(op.inputs[1])
    open_sizes = [i for i, size in enumerate(wanted) if size is None]
    if literal is not None and int((np.ravel(literal) < 0).sum()) > 1:
        raise ValueError("Shape can only have one dimension that is unknown (-1)" + f", but {literal.tolist()} was given")
    count = None if given is None or not is_full(given) else num_elements(given)
    if count is None:
        return wanted
    known = int(np.prod([size for size in wanted if size is not None], dtype=np.int64))
    if not open_sizes and known != count:
        raise ValueError(
            f"Cannot reshape a tensor with {count} elements to shape {bracket(wanted)} ({known} elements)"
        )
    if len(open_sizes) == 1 and literal is not None:
        if known == 0 or count % known:
            if known == 0 and count == 0:
                return wanted
            raise ValueError(
                f"Dimension size must be evenly divisible by {known} but is {count}"
            )
        return (*wanted[: open_sizes[0]], count // known, *wanted[open_sizes[0] + 1 :])
    return wanted


@RESHAPE.kernel
def _reshape(tensor: Any, shape: Any) -> Any:
    sizes = tuple(shape.tolist()) if isinstance(shape, np.ndarray) else shape
    try:
        return np.reshape(tensor, sizes)
    except ValueError as error:
        raise _bad_reshape(np.size(tensor), sizes) from error


def _bad_reshape(count: int, sizes: Sequence[int]) -> InvalidArgumentError:
    known = int(np.prod([size for size in sizes if size >= 0], dtype=np.int64))
    if -1 in sizes:
        return InvalidArgumentError(
            None,
            None,
            f"Input to reshape is a tensor with {count} values, but the requested shape requires a multiple of {known}",
        )
    return InvalidArgumentError(
        None, None, f"Input to reshape is a tensor with {count} values, but the requested shape has {known}"
    )


@RESHAPE.batch
def _reshape_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[1]:
        return None

    def run(n: int, tensor: Any, shape: Any) -> Any:
        sizes = np.ravel(shape).tolist()
        if -1 in sizes:
            known = int(np.prod([size for size in sizes if size >= 0], dtype=np.int64))
            count = int(np.prod(tensor.shape[1:], dtype=np.int64))
            if known == 0 or count % known:
                raise _bad_reshape(count, sizes)
            sizes[sizes.index(-1)] = count // known
        try:
            return tensor.reshape((n, *sizes))
        except ValueError as error:
            raise _bad_reshape(tensor.size // max(n, 1), sizes) from error

    return run


@RESHAPE.gradient
def _reshape_gradient(op: Operation, dy: Any) -> list:
    return [reshape(dy, shape(op.inputs[0])), None]


def reshape(tensor: Any, shape: Any, name: str | None = None) -> Tensor:
    """The same elements in another shape; one size may be -1: whatever is left.

    Raises:
      ValueError, InvalidArgumentError: (in the graph, when run) the number of elements differs.
    """
    return RESHAPE(tensor, shape, name=name)


# -- transpose ---------------------------------------------------------------------------------------------------------

TRANSPOSE = Op("Transpose", "x: T, perm: Tperm -> y: T", aliases=(0,), Tperm=dtypes.int32)


@TRANSPOSE.shape
def _transpose_shape(op: Operation) -> StaticShape:
    given, perm = op.inputs[0].static_shape, constant_value(op.inputs[1])
    if given is None:
        return None if perm is None else (None,) * perm.size
    if perm is None:
        return (None,) * len(given)
    if perm.size != len(given):
        raise ValueError(f"Dimension must be {len(given)} but is {perm.size}")
    return tuple(given[axis] for axis in perm.tolist())


@TRANSPOSE.kernel
def _transpose(x: Any, perm: Any) -> Any:
    try:
        return np.transpose(x, tuple(np.ravel(perm).tolist()))
    except ValueError as error:
        raise InvalidArgumentError(
            None, None, f"transpose expects a vector of size {np.ndim(x)}. But input(1) is a vector of size {perm.size}"
        ) from error


@TRANSPOSE.batch
def _transpose_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[1]:
        return None
    return lambda n, x, perm: kernel(x, np.concatenate([[0], np.ravel(perm) + 1]))


@TRANSPOSE.gradient
def _transpose_gradient(op: Operation, dy: Any) -> list:
    from .sets import invert_permutation

    return [transpose(dy, invert_permutation(op.inputs[1])), None]


def transpose(a: Any, perm: Any = None, name: str = "transpose", conjugate: bool = False) -> Tensor:
    """The tensor with its axes in the order `perm`; reversed by default."""
    from ..defaults import get_default_graph

    with get_default_graph().name_scope(name) as scope:
        tensor = convert_to_tensor(a, name="a")
        if conjugate and tensor.dtype.is_complex:
            from .elementary import conj

            tensor = conj(tensor)
        if perm is None:
            if tensor.static_shape is not None:
                perm = np.arange(len(tensor.static_shape), dtype=np.int32)[::-1]
            else:
                from .filling import range as range_of

                perm = (rank(tensor) - 1) - range_of(0, rank(tensor), 1)  # type: ignore[operator]
        return TRANSPOSE(tensor, perm, name=scope)


def matrix_transpose(a: Any, name: str = "matrix_transpose", conjugate: bool = False) -> Tensor:
    """The tensor with its last two axes exchanged. Raises ValueError for a rank below 2."""
    tensor = convert_to_tensor(a)
    dims = tensor.static_shape
    if dims is None or len(dims) < 2:
        raise ValueError(f"Argument 'a' should be a (batch) matrix of known rank, with rank >= 2.  Found: {tensor.shape}")
    return transpose(tensor, [*np.arange(len(dims) - 2), len(dims) - 1, len(dims) - 2], name, conjugate)


# -- dimensions of size one --------------------------------------------------------------------------------------------

EXPAND_DIMS = Op("ExpandDims", "input: T, dim: Tdim -> output: T", aliases=(0,), Tdim=dtypes.int32)


@EXPAND_DIMS.shape
def _expand_shape(op: Operation) -> StaticShape:
    given, dim = op.inputs[0].static_shape, constant_value(op.inputs[1])
    if given is None:
        return None
    if dim is None:
        return (None,) * (len(given) + 1)
    at = int(np.ravel(dim)[0])
    if not -len(given) - 1 <= at <= len(given):
        raise ValueError(f"dim {at} not in the interval [{-len(given) - 1}, {len(given)}].")
    at = at + len(given) + 1 if at < 0 else at
    return (*given[:at], 1, *given[at:])


@EXPAND_DIMS.kernel
def _expand(input: Any, dim: Any) -> Any:
    return np.expand_dims(input, int(np.ravel(dim)[0]))


@EXPAND_DIMS.batch
def _expand_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[1]:
        return None

    def run(n: int, input: Any, dim: Any) -> Any:
        at = int(np.ravel(dim)[0])
        return np.expand_dims(input, at if at < 0 else at + 1)

    return run


@EXPAND_DIMS.gradient
def _expand_gradient(op: Operation, dy: Any) -> list:
    return [reshape(dy, shape(op.inputs[0])), None]


def expand_dims(input: Any, axis: Any = None, name: str | None = None, dim: Any = None) -> Tensor:
    """The tensor with a dimension of size 1 put in at `axis` (`dim` in old programs).

    Raises:
      ValueError: both or neither of `axis` and `dim`, or out of range.
    """
    axis = one_of("axis", axis, "dim", dim)
    if axis is None:
        raise ValueError("Must specify an axis argument to tf.expand_dims()")
    return EXPAND_DIMS(input, axis, name=name)


SQUEEZE = Op("Squeeze", "input: T -> output: T", aliases=(0,), squeeze_dims=())


@SQUEEZE.shape
def _squeeze_shape(op: Operation) -> StaticShape:
    given, dims = op.inputs[0].static_shape, op.get_attr("squeeze_dims")
    if given is None:
        return None
    if not dims:
        return tuple(size for size in given if size != 1) if is_full(given) else None
    places = set()
    for dim in dims:
        if not -len(given) <= dim < len(given):
            raise ValueError(f"Tried to squeeze dim index {dim} for tensor with {len(given)} dimensions.")
        place = dim % len(given)
        if given[place] not in (1, None):
            raise ValueError(f"Can not squeeze dim[{place}], expected a dimension of 1, got {given[place]}")
        places.add(place)
    return tuple(size for place, size in enumerate(given) if place not in places)


@SQUEEZE.kernel
def _squeeze(input: Any, squeeze_dims: tuple) -> Any:
    try:
        return np.squeeze(input, squeeze_dims or None)
    except ValueError as error:
        shape = np.shape(input)
        bad = next(dim % len(shape) for dim in squeeze_dims if shape[dim] != 1)
        raise InvalidArgumentError(
            None, None, f"Can not squeeze dim[{bad}], expected a dimension of 1, got {shape[bad]}"
        ) from error


@SQUEEZE.batch
def _squeeze_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    dims = op.get_attr("squeeze_dims")

    def run(n: int, input: Any) -> Any:
        if dims:
            return np.squeeze(input, tuple(dim if dim < 0 else dim + 1 for dim in dims))
        return input.reshape((n, *(size for size in input.shape[1:] if size != 1)))

    return run


@SQUEEZE.gradient
def _squeeze_gradient(op: Operation, dy: Any) -> list:
    return [reshape(dy, shape(op.inputs[0]))]


def squeeze(input: Any, axis: Any = None, name: str | None = None, squeeze_dims: Any = None) -> Tensor:
    """The tensor without its dimensions of size 1, or without those in `axis` (`squeeze_dims` in old programs).

    Raises:
      ValueError: (in the graph or, as InvalidArgumentError, when run) a dimension in `axis` is not 1.
    """
    axis = one_of("axis", axis, "squeeze_dims", squeeze_dims)
    dims = () if axis is None else tuple(int(dim) for dim in np.ravel(axis))
    return SQUEEZE(input, squeeze_dims=dims, name=name)


def one_of(name: str, value: Any, old_name: str, old_value: Any) -> Any:
    """The value of an argument that has an old name too. Raises ValueError where both are given."""
    if old_value is None:
        return value
    if value is not None:
        raise ValueError(f"Cannot specify both '{old_name}' and '{name}'")
    return old_value
