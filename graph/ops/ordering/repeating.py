"""Elements repeated, and places as coordinates."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, num_elements, with_rank

UNRAVEL_INDEX = Op(
    "UnravelIndex",
    "indices: Tidx, dims: Tidx -> output: Tidx",
    "Tidx: {int32, int64} = int32",
    traits=PURE,
    gradient=NO_GRADIENT,
)


@UNRAVEL_INDEX.shape
def _unravel_shape(op: Operation) -> StaticShape:
    indices, dims = op.inputs[0].static_shape, with_rank(op.inputs[1].static_shape, 1)
    if indices is None:
        return None
    if not indices:
        return dims
    return (dims[0], num_elements(indices))


@UNRAVEL_INDEX.kernel
def _unravel(indices: np.ndarray, dims: np.ndarray) -> np.ndarray:
    if np.ndim(indices) > 1:
        raise invalid(f'The indices can only be scalar or vector, got "{bracket(np.shape(indices))}"')
    if np.ndim(dims) != 1:
        raise invalid(f'The indices can only be 1-D, got "{bracket(np.shape(dims))}"')
    if (dims < 0).any():
        place = int((dims < 0).argmax())
        raise invalid(f"Input dims cannot be negative. Got dim = {dims[place]} at index {place}")
    if (dims == 0).any():
        raise invalid(f"Input dims cannot contain a dim of zero, but dims contains zero at index {int((dims == 0).argmax())}")
    total = int(np.prod(dims, dtype=np.int64))
    if ((indices < 0) | (indices >= total)).any():
        raise invalid("index is out of bound as with dims")
    found, rest = [], np.asarray(indices)
    for size in dims[::-1]:
        found.append(rest % size)
        rest = rest // size
    return np.array(found[::-1], dims.dtype).reshape(len(dims), *np.shape(indices))


@UNRAVEL_INDEX.batch
def _unravel_block(op: Operation, batched: Any, kernel: Kernel) -> Kernel | None:
    known = op.inputs[0].static_shape
    if batched[1] or known is None or len(known) > 1:
        return None

    def run(n: int, indices: np.ndarray, dims: np.ndarray) -> np.ndarray:
        found = kernel(indices.reshape(-1), dims).reshape(len(dims), *indices.shape)
        return np.moveaxis(found, 0, 1)

    return run


@export("unravel_index")
def unravel_index(indices: TensorLike, dims: TensorLike, name: str | None = None) -> Tensor:
    """The coordinates of places in an array, which are numbered row by row.

    Args:
      indices: int32 or int64, a scalar or a vector.
      dims: of that type, [rank]: the shape of the array.

    Returns:
      of that type, [rank] or [rank, number of indices].

    Raises:
      InvalidArgumentError: (when run) a place that is none in such an array.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.unravel_index([2, 5, 7], [3, 3])).tolist()
      [[0, 1, 2], [2, 2, 1]]
    """
    return UNRAVEL_INDEX(indices, dims, name=name)


@export("repeat")
def repeat(input: TensorLike, repeats: TensorLike, axis: int | None = None, name: str | None = None) -> Tensor:
    """Each element along an axis so many times.

    Args:
      input: any dtype.
      repeats: int32 or int64, a scalar, or a vector with a number for each element.
      axis: which; by default the elements of the whole input, in a row.

    Returns:
      dtype of `input`, which along the axis has as many elements as the numbers sum up to.

    Raises:
      ValueError: an axis that there is not, or `repeats` that do not fit.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.repeat([[1, 2], [3, 4]], [1, 2], axis=0)).tolist()
      [[1, 2], [3, 4], [3, 4]]
    """
    with name_scope(name, "repeat", [input, repeats]):
        data = convert_to_tensor(input, name="input")
        counts = convert_to_tensor(repeats, name="repeats")
        if counts.shape.ndims is not None and counts.shape.ndims > 1:
            raise ValueError(f"Shape must be at most rank 1 but is rank {counts.shape.ndims}")
        if axis is None:
            data, axis = ops.reshape(data, [-1]), 0
        rank = data.shape.ndims
        if rank is not None and not -rank <= axis < rank:
            raise ValueError(f"axis={axis} out of bounds: expected {-rank}<=axis<{rank}")
        size = ops.shape(data)[axis]
        counts = ops.broadcast_to(ops.maximum(ops.cast(counts, dtypes.int32), 0), ops.stack([size]))
        ends = ops.cumsum(counts)
        places = ops.range(ops.reduce_sum(counts))
        return ops.gather(data, ops.searchsorted(ends, places, side="right"), axis=axis)
