"""How far numbers lie apart, and how long vectors are: variances, standard deviations, euclidean norms along axes."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.operation import Operation
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import IntegersLike, TensorLike
from ..math.reduce import reduce_mean, reduced, reduction
from ..math.reduction_gradients import kept_shape
from ..math.reduction_kernels import sum_of


def _norm(array: np.ndarray, axis: tuple[int, ...], keepdims: bool) -> Any:
    squares = array * array.conj()
    return np.sqrt(sum_of(squares, axis, keepdims)).astype(array.dtype)


def _norm_gradient(op: Operation, dy: Any) -> list:
    x, norm = op.inputs[0], op.outputs[0]
    if not op.get_attr("keep_dims"):
        shape = kept_shape(ops.shape(x), op.inputs[1])
        norm, dy = ops.reshape(norm, shape), ops.reshape(dy, shape)
    return [ops.truediv(x, norm / dy), None]


EUCLIDEAN_NORM = reduction("EuclideanNorm", _norm, _norm_gradient, None, T=dtypes.NUMBERS)


@export("math.reduce_euclidean_norm")
def reduce_euclidean_norm(
    input_tensor: TensorLike, axis: IntegersLike | None = None, keepdims: bool = False, name: str | None = None
) -> Tensor:
    """The square root of the sum of squares along axes; of nothing 0, of integers cut towards zero.

    Args:
      input_tensor: numbers.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      TypeError: not numbers.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.math.reduce_euclidean_norm([[3.0, 4.0], [0.0, 2.0]], axis=1)).tolist()
      [5.0, 2.0]
    """
    return reduced(EUCLIDEAN_NORM, input_tensor, axis, keepdims, name, None, None)


@export("math.reduce_variance")
@documented_by(reduce_euclidean_norm)
def reduce_variance(
    input_tensor: TensorLike, axis: IntegersLike | None = None, keepdims: bool = False, name: str | None = None
) -> Tensor:
    """The mean square of the distances from the mean along axes.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.math.reduce_variance([[1.0, 3.0], [2.0, 8.0]], axis=1)).tolist()
      [1.0, 9.0]
    """
    with name_scope(name, "reduce_variance"):
        distances = input_tensor - reduce_mean(input_tensor, axis, keepdims=True)
        return reduce_mean(ops.square(distances), axis, keepdims=keepdims)


@export("math.reduce_std")
@documented_by(reduce_euclidean_norm)
def reduce_std(
    input_tensor: TensorLike, axis: IntegersLike | None = None, keepdims: bool = False, name: str | None = None
) -> Tensor:
    """The square root of the mean square of the distances from the mean along axes.

    Args:
      input_tensor: floating or complex numbers.

    Raises:
      TypeError: integers.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.math.reduce_std([[1.0, 3.0], [2.0, 8.0]], axis=1)).tolist()
      [1.0, 3.0]
    """
    with name_scope(name, "reduce_std"):
        return ops.sqrt(reduce_variance(input_tensor, axis, keepdims))
