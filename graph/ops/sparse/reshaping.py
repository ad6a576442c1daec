"""Sparse tensors of other shapes: reshaped, cut out, with some elements only."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.errors import InternalError
from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT, UNDEFINED_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value, constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import ShapeLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, num_elements, with_rank
from .sparse_tensor import SparseTensor, as_sparse

# -- other shapes --------------------------------------------------------------------------------------------------------

SPARSE_RESHAPE = Op(
    "SparseReshape",
    "input_indices: int64, input_shape: int64, new_shape: int64 -> output_indices: int64, output_shape: int64",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@SPARSE_RESHAPE.shape
def _sparse_reshape_shapes(op: Operation) -> list[StaticShape]:
    indices = with_rank(op.inputs[0].static_shape, 2)
    with_rank(op.inputs[1].static_shape, 1)
    (rank,) = with_rank(op.inputs[2].static_shape, 1)
    return [(indices[0], rank), (rank,)]


@SPARSE_RESHAPE.kernel
def _sparse_reshape(input_indices: Any, input_shape: Any, new_shape: Any) -> tuple:
    for array, rank, message in (
        (input_indices, 2, "Input indices should be a matrix but received shape "),
        (input_shape, 1, "Input shape should be a vector but received shape "),
        (new_shape, 1, "Target shape should be a vector but received shape "),
    ):
        if np.ndim(array) != rank:
            raise invalid(message + bracket(np.shape(array)))
    if input_indices.shape[1] != len(input_shape):
        raise invalid("Input tensor rank must match input shape length.")
    if (input_shape < 0).any():
        raise invalid(f"Expected shape dimensions to be non-negative, got {int(input_shape[input_shape < 0][0])}")
    shape = _inferred(input_shape, new_shape.tolist())
    flat = np.zeros(len(input_indices), np.int64)
    for size, column in zip(input_shape.tolist(), input_indices.T, strict=True):
        flat = flat * size + column
    indices = np.empty((len(flat), len(shape)), np.int64)
    for axis in range(len(shape) - 1, -1, -1):
        last = axis == 0  # what is out of bounds stays so, as in TensorFlow
        indices[:, axis] = flat if last or not shape[axis] else flat % shape[axis]
        flat = flat // max(shape[axis], 1)
    return indices, np.array(shape, np.int64)


def _inferred(given: np.ndarray, asked: list[int]) -> list[int]:
    """The new shape without -1."""
    size = int(np.prod(given, dtype=np.int64))
    unknown = [axis for axis, length in enumerate(asked) if length == -1]
    if len(unknown) > 1:
        raise invalid(f"only one output dimension may be -1, not both {unknown[0]} and {unknown[1]}")
    for axis, length in enumerate(asked):
        if length < -1:
            raise invalid(f"size {axis} must be non-negative, not {length}")
    known = int(np.prod([length for length in asked if length != -1], dtype=np.int64))
    shape = list(asked)
    if unknown:
        if not known:
            raise invalid(
                "reshape cannot infer the missing input size for an empty tensor unless all specified input sizes are non-zero"
            )
        shape[unknown[0]] = size // known
        if known * shape[unknown[0]] != size:
            raise invalid(
                f"Input to reshape is a SparseTensor with {size} dense values, but the requested shape requires a multiple "
                f"of {known}. input_shape={bracket(tuple(given.tolist()))} output_shape={bracket(tuple(shape))}"
            )
    elif known != size:
        raise invalid(
            f"Input to reshape is a tensor with {size} dense values, but the requested shape has {known}. "
            f"input_shape={bracket(tuple(given.tolist()))} output_shape={bracket(tuple(shape))}"
        )
    return shape


@export("sparse_reshape", "sparse.reshape")
def sparse_reshape(sp_input: SparseTensor, shape: ShapeLike, name: str | None = None) -> SparseTensor:
    """The same elements, in row-major order, in another shape.

    Args:
      sp_input: SparseTensor of any dtype.
      shape: the new shape; -1 once, for what remains.

    Returns:
      a SparseTensor of that shape.

    Raises:
      TypeError: not a SparseTensor.
      ValueError: -1 twice, or another number of elements, where both shapes are known.
      InvalidArgumentError: (when run) the same.

    Example:
      >>> sparse = tf.SparseTensor([[0, 0], [1, 2]], [1, 2], [2, 3])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.sparse_reshape(sparse, [3, -1])).indices.tolist()
      [[0, 0], [2, 1]]
    """
    sp_input = as_sparse(sp_input)
    new_shape = ops.cast(shape, dtypes.int64)
    with name_scope(name, "SparseReshape", [sp_input.values]) as scope:
        indices, result = SPARSE_RESHAPE(sp_input.indices, sp_input.dense_shape, new_shape, name=scope)
        known = _known_shape(new_shape, sp_input)
        return SparseTensor(indices, ops.identity(sp_input.values), result if known is None else constant(known, dtypes.int64))


def _known_shape(new_shape: Tensor, sp_input: SparseTensor) -> list[int] | None:
    """The shape that comes out, None where it is not known before anything runs. Raises ValueError."""
    asked = constant_value_as_shape(new_shape)
    if asked is None or not sp_input.shape.is_fully_defined():
        return None
    said = constant_value(new_shape)
    if said is not None and (said == -1).sum() > 1:
        raise ValueError(f"At most one dimension can be inferred (-1). Found: {said}")
    size = int(np.prod(np.array(sp_input.shape.as_list(), np.int64)))
    known: list[Any] = list(asked)
    if known.count(None) > 1:
        return None
    if None in known:
        rest = int(np.prod([length for length in asked if length is not None], dtype=np.int64))
        known[known.index(None)] = size // rest if rest else 0
    found = int(np.prod(known, dtype=np.int64))
    if found != size:
        raise ValueError(f"Cannot reshape a tensor with {size} elements to shape {list(asked)} ({found} elements).")
    return known


# -- some of the elements ------------------------------------------------------------------------------------------------

SPARSE_SLICE = Op(
    "SparseSlice",
    "indices: int64, values: T, shape: int64, start: int64, size: int64"
    " -> output_indices: int64, output_values: T, output_shape: int64",
    traits=PURE,
    batch=PER_RECORD,
)
SPARSE_SLICE_GRAD = Op(
    "SparseSliceGrad",
    "backprop_val_grad: T, input_indices: int64, input_start: int64, output_indices: int64 -> val_grad: T",
    T=dtypes.NUMBERS,
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@SPARSE_SLICE.shape
def _sparse_slice_shapes(op: Operation) -> list[StaticShape]:
    shape: StaticShape = op.inputs[2].static_shape
    return [(None, num_elements(shape)), (None,), shape]  # TensorFlow takes [2, 2] for a shape of rank 4


@SPARSE_SLICE.kernel
def _sparse_slice(indices: Any, values: Any, shape: Any, start: Any, size: Any) -> tuple:
    for array, rank, what in (
        (indices, 2, "Input indices should be a matrix"),
        (values, 1, "Input values should be a vector"),
        (shape, 1, "Input shape should be a vector"),
        (start, 1, "Input start should be a vector"),
        (size, 1, "Input size should be a vector"),
    ):
        if np.ndim(array) != rank:
            raise invalid(f"{what} but received shape {bracket(np.shape(array))}")
    if len(indices) != len(values):
        raise invalid(f"Number of elements in indices ({len(indices)}) and values ({len(values)}) do not match")
    if indices.shape[1] != len(shape):
        raise invalid(f"Index rank ({indices.shape[1]}) and shape rank ({len(shape)}) do not match")
    for array, what in ((start, "start"), (size, "size")):
        if len(array) != len(shape):
            raise invalid(f"Expected {what} to be a vector of length {len(shape)} but got length {len(array)}")
    for array, what in ((shape, "shape dimensions to be non-negative"), (size, "a non-negative size")):
        if (array < 0).any():
            raise invalid(f"Expected {what}, got {int(array[array < 0][0])}")
    result = np.clip(shape - start, 0, size)
    inside = ((indices >= start) & (indices < start + result)).all(axis=1)
    return indices[inside] - start, values[inside], result.astype(np.int64)


@SPARSE_SLICE.gradient
def _sparse_slice_gradient(op: Operation, _: Any, dy: Any, __: Any) -> list:
    to_values = SPARSE_SLICE_GRAD(dy, op.inputs[0], op.inputs[3], op.outputs[0])
    to_values.set_shape(op.inputs[1].shape)
    return [None, to_values, None, None, None]


@SPARSE_SLICE_GRAD.shape
def _sparse_slice_grad_shape(op: Operation) -> StaticShape:
    return (with_rank(op.inputs[1].static_shape, 2)[0],)


@SPARSE_SLICE_GRAD.kernel
def _sparse_slice_grad(backprop_val_grad: Any, input_indices: Any, input_start: Any, output_indices: Any) -> Any:
    if len(backprop_val_grad) != len(output_indices):
        raise invalid(
            "# elements of backprop_val_grad and # rows of output_indices should match (#nnz of sum): got "
            f"{len(backprop_val_grad)} and {len(output_indices)}"
        )
    if len(output_indices) > len(input_indices):
        raise invalid(
            f"# rows of output_indices should be not greater than of input_indices, got {len(output_indices)} and "
            f"{len(input_indices)}"
        )
    rank = input_indices.shape[1]
    if rank != output_indices.shape[1]:
        raise invalid(f"The input and output should have the same ndims: got: {rank} and {output_indices.shape[1]}")
    if len(input_start) != rank:
        raise invalid(f"Expected input_start to be a vector of length {rank} but got length {len(input_start)}")
    wanted = {tuple(place): number for number, place in enumerate((output_indices + input_start).tolist())}
    result = np.zeros(len(input_indices), backprop_val_grad.dtype)
    for row, place in enumerate(input_indices.tolist()):
        number = wanted.pop(tuple(place), None)
        if number is not None:
            result[row] = backprop_val_grad[number]
    if wanted:
        count = len(backprop_val_grad)
        used = count - len(wanted)
        message = f"Elements of backprop_val_grad aren't all propagated. Num elements:{count}, used: {used}"
        raise InternalError(None, None, message)
    return result


@export("sparse_slice", "sparse.slice")
def sparse_slice(sp_input: SparseTensor, start: TensorLike, size: TensorLike, name: str | None = None) -> SparseTensor:
    """The elements inside a box.

    Args:
      sp_input: SparseTensor of any dtype.
      start: int64 [rank]: where the box begins.
      size: int64 [rank]: how long it is; it ends where `sp_input` ends.

    Returns:
      a SparseTensor of the box's shape.

    Raises:
      TypeError: not a SparseTensor.
      InvalidArgumentError: (when run) a box of another rank.
    """
    sp_input = as_sparse(sp_input)
    start = convert_to_tensor(start, dtypes.int64)
    size = convert_to_tensor(size, dtypes.int64)
    with name_scope(name, "SparseSlice", [sp_input.values]) as scope:
        return SparseTensor(*SPARSE_SLICE(sp_input.indices, sp_input.values, sp_input.dense_shape, start, size, name=scope))


@export("sparse_retain", "sparse.retain")
def sparse_retain(sp_input: SparseTensor, to_retain: TensorLike) -> SparseTensor:
    """Some of the elements, in a tensor of the same shape.

    Args:
      sp_input: SparseTensor of n elements.
      to_retain: bool [n]: which ones.

    Returns:
      a SparseTensor of the same shape and dtype.

    Raises:
      TypeError: not a SparseTensor. ValueError: `to_retain` is of another shape.
    """
    sp_input = as_sparse(sp_input)
    kept = convert_to_tensor(to_retain)
    (count,) = kept.shape.with_rank(1)
    if sp_input.values.shape.ndims is not None:
        sp_input.values.shape[0].merge_with(count)
    places = ops.reshape(ops.where(kept), [-1])
    return SparseTensor(
        ops.gather(sp_input.indices, places), ops.gather(sp_input.values, places), ops.identity(sp_input.dense_shape)
    )
