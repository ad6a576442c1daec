"""Division that gives 0 where the divisor is 0."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.shape import broadcast_of_inputs
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from .broadcasting import unbroadcast_both

DIV_NO_NAN = Op(
    "DivNoNan",
    "x: T, y: T -> z: T",
    "T: {float16, float32, float64, complex64, complex128}",
    traits=PURE,
    shape=broadcast_of_inputs,
    batch=elementwise,
)


@DIV_NO_NAN.kernel
def _div_no_nan(x: Any, y: Any) -> Any:
    quotient = np.zeros(np.broadcast_shapes(np.shape(x), np.shape(y)), np.asarray(x).dtype)
    np.divide(x, y, out=quotient, where=np.not_equal(y, 0))
    return quotient if quotient.ndim else quotient[()]


@DIV_NO_NAN.gradient
def _div_no_nan_gradient(op: Operation, dz: Any) -> list:
    x, y = (ops.conj(tensor) if tensor.dtype.is_complex else tensor for tensor in op.inputs)
    dx = div_no_nan(div_no_nan(ops.negative(x), y), y)
    return unbroadcast_both(op, div_no_nan(dz, y), ops.multiply(dz, dx))


@export("div_no_nan")
def div_no_nan(x: Any, y: Any, name: str | None = None) -> Tensor:
    """x / y, and 0 where y is 0.

    Args:
      x, y: floating or complex, one type; shapes broadcast.
    """
    with name_scope(name, "div_no_nan", [x, y]) as scope:
        x = convert_to_tensor(x, name="x")
        return DIV_NO_NAN(x, convert_to_tensor(y, x.dtype.base_dtype, name="y"), name=scope)
