"""Products of operators that are no mere compositions, and equations between operators."""

from __future__ import annotations

from .. import ops
from .circulant import LinearOperatorCirculant, of_spectrum
from .composition import LinearOperatorComposition
from .derived import LinearOperatorInversion
from .diag import LinearOperatorDiag
from .hints import hints_of_product, non_singular_product
from .identity import LinearOperatorIdentity
from .linear_operator import LinearOperator
from .matrices import LinearOperatorLowerTriangular
from .rules import MATMUL, SOLVE
from .scaled_identity import LinearOperatorScaledIdentity
from .zeros import LinearOperatorZeros


@MATMUL.of(LinearOperator, LinearOperator)
def _composed(left: LinearOperator, right: LinearOperator) -> LinearOperator:
    squares = left.is_square, right.is_square
    # As in TensorFlow, where what is not known of the right one counts as if it were otherwise than the left one.
    if squares[0] is not None and bool(squares[0]) is not squares[1]:
        return LinearOperatorComposition([left, right], False, False, False, False)
    is_square = True if all(squares) else None
    is_non_singular = non_singular_product(left, right) if is_square else None
    return LinearOperatorComposition([left, right], is_non_singular=is_non_singular, is_square=is_square)


@SOLVE.of(LinearOperator, LinearOperator)
def _solved(left: LinearOperator, right: LinearOperator) -> LinearOperator:
    return _composed(LinearOperatorInversion(left), right)


@SOLVE.of(LinearOperatorInversion, LinearOperator)
def _multiplied(left: LinearOperatorInversion, right: LinearOperator) -> LinearOperator:
    return left.operator.matmul(right)


@MATMUL.of(LinearOperatorIdentity, LinearOperator)
@SOLVE.of(LinearOperatorIdentity, LinearOperator)
def _right(left: LinearOperator, right: LinearOperator) -> LinearOperator:
    return right


@MATMUL.of(LinearOperator, LinearOperatorIdentity)
def _left(left: LinearOperator, right: LinearOperator) -> LinearOperator:
    return left


@MATMUL.of(LinearOperatorZeros, LinearOperator)
def _zeros(left: LinearOperator, right: LinearOperator) -> LinearOperator:
    if not left.is_square or not right.is_square:
        raise ValueError(
            "Matmul with non-square `LinearOperator`s or non-square `LinearOperatorZeros` not supported at this time."
        )
    return left


@MATMUL.of(LinearOperator, LinearOperatorZeros)
def _zeros_on_the_right(left: LinearOperator, right: LinearOperator) -> LinearOperator:
    return _zeros(right, left)


@MATMUL.of(LinearOperatorDiag, LinearOperatorDiag)
def _diagonals(left: LinearOperatorDiag, right: LinearOperatorDiag) -> LinearOperator:
    return LinearOperatorDiag(left.diag * right.diag, **hints_of_product(left, right))


@MATMUL.of(LinearOperatorDiag, LinearOperatorScaledIdentity)
def _scaled(left: LinearOperatorDiag, right: LinearOperatorScaledIdentity) -> LinearOperator:
    return LinearOperatorDiag(left.diag * ops.expand_dims(right.multiplier, -1), **hints_of_product(left, right))


@MATMUL.of(LinearOperatorScaledIdentity, LinearOperatorDiag)
def _scaled_on_the_left(left: LinearOperatorScaledIdentity, right: LinearOperatorDiag) -> LinearOperator:
    return _scaled(right, left)


@MATMUL.of(LinearOperatorDiag, LinearOperatorLowerTriangular)
def _rows_scaled(left: LinearOperatorDiag, right: LinearOperatorLowerTriangular) -> LinearOperator:
    return LinearOperatorLowerTriangular(left.matmul(right.to_dense()), **hints_of_product(left, right))


@MATMUL.of(LinearOperatorLowerTriangular, LinearOperatorDiag)
def _columns_scaled(left: LinearOperatorLowerTriangular, right: LinearOperatorDiag) -> LinearOperator:
    columns = left.to_dense() * ops.expand_dims(right.diag, -2)
    return LinearOperatorLowerTriangular(columns, **hints_of_product(left, right))


@MATMUL.of(LinearOperatorCirculant, LinearOperatorCirculant)
def _circulants(left: LinearOperatorCirculant, right: LinearOperatorCirculant) -> LinearOperator:
    return of_spectrum(left.spectrum * right.spectrum, hints_of_product(left, right))


@SOLVE.of(LinearOperatorDiag, LinearOperatorDiag)
def _by_diagonal(left: LinearOperatorDiag, right: LinearOperatorDiag) -> LinearOperator:
    return LinearOperatorDiag(right.diag / left.diag, **hints_of_product(left, right))


@SOLVE.of(LinearOperatorDiag, LinearOperatorScaledIdentity)
def _multiple_by_diagonal(left: LinearOperatorDiag, right: LinearOperatorScaledIdentity) -> LinearOperator:
    return LinearOperatorDiag(ops.expand_dims(right.multiplier, -1) / left.diag, **hints_of_product(left, right))


@SOLVE.of(LinearOperatorScaledIdentity, LinearOperatorDiag)
def _diagonal_by_multiple(left: LinearOperatorScaledIdentity, right: LinearOperatorDiag) -> LinearOperator:
    return LinearOperatorDiag(right.diag / ops.expand_dims(left.multiplier, -1), **hints_of_product(left, right))


@SOLVE.of(LinearOperatorDiag, LinearOperatorLowerTriangular)
def _triangle_by_diagonal(left: LinearOperatorDiag, right: LinearOperatorLowerTriangular) -> LinearOperator:
    return LinearOperatorLowerTriangular(left.solve(right.to_dense()), **hints_of_product(left, right))


@SOLVE.of(LinearOperatorCirculant, LinearOperatorCirculant)
def _circulant_by_circulant(left: LinearOperatorCirculant, right: LinearOperatorCirculant) -> LinearOperator:
    return of_spectrum(right.spectrum / left.spectrum, hints_of_product(left, right))
