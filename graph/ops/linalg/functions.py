"""Functions of whole matrices: exponential, logarithm, square root."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import native
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from .matrices import FIELDS, check_square, square_as_first
from .schur import logarithm, square_root
from .solving import matrix_solve

MATRIX_SQUARE_ROOT = Op("MatrixSquareRoot", "input: T -> output: T", traits=PURE, T=FIELDS, shape=square_as_first, batch=native)
MATRIX_LOGARITHM = Op(
    "MatrixLogarithm",
    "input: T -> output: T",
    traits=PURE,
    T=(dtypes.complex64, dtypes.complex128),
    shape=square_as_first,
    batch=native,
    gradient=UNDEFINED_GRADIENT,
)
_PADE: dict[int, tuple[float, ...]] = {
    3: (120, 60, 12, 1),
    5: (30240, 15120, 3360, 420, 30, 1),
    7: (17297280, 8648640, 1995840, 277200, 25200, 1512, 56, 1),
    9: (17643225600, 8821612800, 2075673600, 302702400, 30270240, 2162160, 110880, 3960, 90, 1),
    13: (
        *(64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600),
        *(670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1),
    ),
}
"""The coefficients of the Padé approximants of exp, by degree."""
_SINGLE = ((3, 4.258730016922831e-1), (5, 1.880152677804762), (7, 3.925724783138660))
_DOUBLE = (
    *((3, 1.495585217958292e-2), (5, 2.539398330063230e-1), (7, 9.504178996162932e-1)),
    *((9, 2.097847961257068), (13, 5.371920351148152)),
)
"""Up to which norm an approximant of each degree is exact (Higham 2005, "The scaling and squaring method", table 2.3)."""


@MATRIX_SQUARE_ROOT.kernel
def _square_root(input: np.ndarray) -> np.ndarray:
    return _of_each(square_root, input)


@MATRIX_LOGARITHM.kernel
def _logarithm(input: np.ndarray) -> np.ndarray:
    return _of_each(logarithm, input)


def _of_each(function: Callable[[np.ndarray], np.ndarray], matrices: np.ndarray) -> np.ndarray:
    check_square(matrices)
    found = np.empty_like(matrices, order="C")
    with np.errstate(all="ignore"):
        for place in np.ndindex(matrices.shape[:-2]):
            try:
                found[place] = function(matrices[place])
            except np.linalg.LinAlgError:
                raise invalid("The decomposition was not successful. The input might not be valid.") from None
    return found


@MATRIX_SQUARE_ROOT.gradient
def _square_root_gradient(op: Operation, dy: Any) -> list:
    # dA = dR R + R dR: an equation for the elements of dR one after the other (Higham 2008, section 6.1).
    (root,) = op.outputs
    sizes = ops.shape(root)
    side, leading = sizes[-1], sizes[:-2]
    one = ops.matrix_diag(ops.ones(sizes[:-1], root.dtype))
    transposed = ops.matrix_transpose(root)
    both = _kronecker(one, transposed, leading, side) + _kronecker(root, one, leading, side)
    flat = ops.reshape(ops.matrix_transpose(dy), ops.concat([leading, [side * side, 1]], 0))
    return [ops.matrix_transpose(ops.reshape(matrix_solve(both, flat), sizes))]


def _kronecker(a: Tensor, b: Tensor, leading: Tensor, side: Tensor) -> Tensor:
    outer = ops.reshape(a, ops.concat([leading, [side, 1, side, 1]], 0))
    inner = ops.reshape(b, ops.concat([leading, [1, side, 1, side]], 0))
    return ops.reshape(outer * inner, ops.concat([leading, [side * side, side * side]], 0))


@export("matrix_square_root", "linalg.sqrtm")
def matrix_square_root(input: TensorLike, name: str | None = None) -> Tensor:
    """The principal square root of each matrix: `output @ output` is the matrix.

    Args:
      input: float32, float64, complex64 or complex128 [..., n, n].

    Returns:
      that shape and type; NaN for a matrix that has no square root of that type.

    Raises:
      InvalidArgumentError: (when run) matrices that are not square.
    """
    return MATRIX_SQUARE_ROOT(input, name=name)


@export("linalg.logm")
def matrix_logarithm(input: TensorLike, name: str | None = None) -> Tensor:
    """The principal logarithm of each matrix, of which `tf.linalg.expm` is the inverse.

    Args:
      input: complex64 or complex128 [..., n, n].

    Returns:
      that shape and type; NaN for a matrix that has no inverse.

    Raises:
      InvalidArgumentError: (when run) matrices that are not square.
    """
    return MATRIX_LOGARITHM(input, name=name)


@export("linalg.expm")
def matrix_exponential(input: TensorLike, name: str | None = None) -> Tensor:
    """The exponential of each matrix: the sum of `matrix^k / k!`.

    Args:
      input: float16, float32, float64, complex64 or complex128 [..., n, n].

    Returns:
      that shape and type.

    Raises:
      ValueError: another type.
      InvalidArgumentError: (when run) matrices that are not square.
    """
    with name_scope(name, "matrix_exponential", [input]):
        matrix = convert_to_tensor(input, name="input")
        known = matrix.static_shape
        if known is not None and known[-2:] == (0, 0):
            return matrix
        kind = matrix.dtype.base_dtype
        if kind in (dtypes.float16, dtypes.float32, dtypes.complex64):
            degrees: tuple[tuple[int, float], ...] = _SINGLE
        elif kind in (dtypes.float64, dtypes.complex128):
            degrees = _DOUBLE
        else:
            raise ValueError(f"tf.linalg.expm does not support matrices of type {kind}")
        sizes = ops.shape(matrix)
        matrix = ops.reshape(matrix, ops.concat([[-1], sizes[-2:]], 0))  # `where` wants the one leading axis
        norm = ops.reduce_max(ops.reduce_sum(ops.abs(matrix), axis=-2), axis=-1)
        greatest = ops.log(norm / np.asarray(degrees[-1][1], norm.dtype.as_numpy_dtype))
        squarings = ops.maximum(ops.floor(greatest / np.log(2.0)), 0)
        found = matrix_solve(*_approximant(matrix, norm, squarings, degrees))
        most = ops.reduce_max(squarings)

        def once_more(done: Tensor, result: Tensor) -> list[Tensor]:
            return [done + 1, ops.where(ops.less(done, squarings), ops.matmul(result, result), result)]

        none = ops.zeros([], norm.dtype)
        _, found = ops.while_loop(lambda done, result: ops.less(done, most), once_more, [none, found])
        found = ops.reshape(found, sizes)
        found.set_shape(known)
        return found


def _approximant(matrix: Tensor, norm: Tensor, squarings: Tensor, degrees: Any) -> tuple[Tensor, Tensor]:
    """Denominator and numerator of the approximant that is exact enough for each matrix."""
    scale = ops.cast(ops.pow(ops.cast(2.0, norm.dtype), squarings), matrix.dtype)
    one = ops.matrix_diag(ops.ones(ops.shape(matrix)[:-1], matrix.dtype))
    *smaller, (last, _) = degrees
    odd, even = _halves(matrix / ops.reshape(scale, [-1, 1, 1]), one, _PADE[last])
    for degree, most in reversed(smaller):
        fits = ops.less(norm, np.asarray(most, norm.dtype.as_numpy_dtype))
        own_odd, own_even = _halves(matrix, one, _PADE[degree])
        odd, even = ops.where(fits, own_odd, odd), ops.where(fits, own_even, even)
    return even - odd, even + odd


def _halves(matrix: Tensor, one: Tensor, coefficients: tuple[float, ...]) -> tuple[Tensor, Tensor]:
    """The odd and the even powers of a matrix, each times its coefficient."""

    def times(power: Tensor, coefficient: float) -> Tensor:
        return power if coefficient == 1 else power * np.asarray(coefficient, matrix.dtype.as_numpy_dtype)

    squared = ops.matmul(matrix, matrix)
    odd, even = times(one, coefficients[1]), times(one, coefficients[0])
    power = None
    for k in range(2, len(coefficients), 2):
        power = squared if power is None else ops.matmul(power, squared)
        even += times(power, coefficients[k])
        odd += times(power, coefficients[k + 1])
    return ops.matmul(matrix, odd), even
