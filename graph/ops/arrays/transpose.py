"""Tensors with their axes in another order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.direct import Constants, Direct, of_array
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import INFALLIBLE, REARRANGES
from ...types.errors import InvalidArgumentError, invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, num_elements, with_rank, with_value
from .sequences import RANGE

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
      a: any shape and dtype.
      perm: int32 or int64 vector: which axis of `a` each axis of the result is; the axes reversed by default.
      conjugate: whether complex elements become their conjugates.

    Returns:
      size i is that of axis `perm[i]` of `a`, dtype of `a`.

    Raises:
      ValueError: (InvalidArgumentError when run) `perm` is no permutation of the axes.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.transpose([[1, 2, 3], [4, 5, 6]])).tolist()
      [[1, 4], [2, 5], [3, 6]]
    """
    with get_default_graph().name_scope(name) as scope:
        tensor = convert_to_tensor(a, name="a")
        if conjugate and tensor.dtype.is_complex:
            tensor = ops.conj(tensor)
        if perm is None:
            perm = _reversed_axes(tensor)
        return TRANSPOSE(tensor, perm, name=scope)


def _reversed_axes(tensor: Tensor) -> Any:
    if tensor.static_shape is not None:
        return np.arange(len(tensor.static_shape), dtype=np.int32)[::-1]
    return RANGE(ops.subtract(ops.rank(tensor), 1, name="sub"), -1, -1)


@export("matrix_transpose", "linalg.transpose", "linalg.matrix_transpose")
def matrix_transpose(a: TensorLike, name: str = "matrix_transpose", conjugate: bool = False) -> Tensor:
    """The tensor with its last two axes exchanged.

    Args:
      a: [..., m, n], any dtype.
      conjugate: whether complex elements become their conjugates.

    Returns:
      [..., n, m], dtype of `a`.

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
