"""Products and quotients that are 0 where one side is 0, whatever the other is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.defaults import get_default_graph
from ...core.operation import Operation
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types.likes import TensorLike
from ..math.broadcasting import is_elementwise, summed_to_inputs
from ..math.elementwise import INEXACT, binary


def _where_not_zero(decides: Any, function: Callable[[], Any]) -> Any:
    """What `function` gives where `decides` is not 0, else 0."""
    with np.errstate(all="ignore"):
        found = np.asarray(function())
    return np.where(np.equal(decides, 0), found.dtype.type(0), found)[()]


def _xlogy(x: Any, y: Any) -> Any:
    return _where_not_zero(x, lambda: x * np.log(y))


def _xdivy(x: Any, y: Any) -> Any:
    return _where_not_zero(x, lambda: np.divide(x, y))


def _mul_no_nan(x: Any, y: Any) -> Any:
    return _where_not_zero(y, lambda: np.multiply(x, y))


def _xlogy_gradient(op: Operation, dz: Any) -> list:
    return _gradient(op, dz, lambda x, y, not_zero: (xlogy(not_zero, y), xdivy(x, y)))


def _xdivy_gradient(op: Operation, dz: Any) -> list:
    return _gradient(op, dz, lambda x, y, not_zero: (xdivy(not_zero, y), xdivy(ops.negative(x), y**2)))


def _gradient(op: Operation, dz: Any, partial: Callable[..., tuple[Tensor, Tensor]]) -> list:
    x, y = op.inputs
    to_x, to_y = summed_to_inputs(op, dz, always=True)
    with get_default_graph().control_dependencies([dz]):
        not_zero = ops.cast(ops.not_equal(x, ops.cast(0.0, x.dtype)), x.dtype)
        by_x, by_y = partial(x, y, not_zero)
        return [to_x(by_x * dz), to_y(by_y * dz)]


_XLOGY = binary("Xlogy", _xlogy, _xlogy_gradient, INEXACT)
_XDIVY = binary("Xdivy", _xdivy, _xdivy_gradient, INEXACT)


def _mul_no_nan_gradient(op: Operation, dz: Any) -> list:
    x, y = op.inputs
    if is_elementwise(op, dz):
        return [_MUL_NO_NAN(dz, y), _MUL_NO_NAN(x, dz)]
    to_x, to_y = summed_to_inputs(op, dz, always=True)
    return [to_x(_MUL_NO_NAN(dz, y)), to_y(_MUL_NO_NAN(x, dz))]


_MUL_NO_NAN = binary("MulNoNan", _mul_no_nan, _mul_no_nan_gradient, INEXACT)


@export("math.xlogy")
def xlogy(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x * log(y), and 0 where x is 0, element by element.

    Args:
      x, y: floating or complex, one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are of integers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.math.xlogy([0.0, 2.0], [0.0, 1.0])).tolist()
      [0.0, 0.0]
    """
    return _XLOGY(x, y, name=name)


@export("math.xdivy")
def xdivy(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x / y, and 0 where x is 0, element by element.

    Args:
      x, y: floating or complex, one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are of integers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    return _XDIVY(x, y, name=name)


@export("math.multiply_no_nan")
def multiply_no_nan(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x * y, and 0 where y is 0 even if x is infinite or NaN, element by element.

    Args:
      x, y: floating or complex, one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: they are of integers.
      ValueError: tensors of two dtypes.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    with name_scope(name, "multiply_no_nan", [x, y]) as scope:
        x = convert_to_tensor(x, name="x")
        return _MUL_NO_NAN(x, convert_to_tensor(y, x.dtype.base_dtype, name="y"), name=scope)


@export("math.reciprocal_no_nan")
def reciprocal_no_nan(x: TensorLike, name: str | None = None) -> Tensor:
    """1 / x, and 0 where x is 0, element by element.

    Args:
      x: floating or complex.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    with name_scope(name, "reciprocal_no_nan", [x]) as scope:
        x = convert_to_tensor(x, name="x")
        return ops.div_no_nan(constant(1, x.dtype.base_dtype, name="one"), x, name=scope)
