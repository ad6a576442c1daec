"""Operators that are diagonals."""

from __future__ import annotations

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..types.likes import TensorLike
from ..types.shapes import TensorShape
from .checks import adjoint_if, assert_no_zeros, assert_real, conj_if
from .hints import hints_of, settled
from .linear_operator import LinearOperator
from .rules import ADJOINT, CHOLESKY, INVERSE


@export("linalg.LinearOperatorDiag")
class LinearOperatorDiag(LinearOperator):
    """A square matrix of which all elements beside the diagonal are zero.

    Args:
      diag: numbers [..., n].
      is_non_singular, is_self_adjoint, is_positive_definite, is_square: what is known of it, as for `tf.linalg.LinearOperator`.
      name: what begins the names of its operations.

    Raises:
      ValueError: a scalar, is_square=False, is_self_adjoint=False for real numbers, or hints that contradict each other.
    """

    def __init__(
        self,
        diag: TensorLike,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = None,
        name: str = "LinearOperatorDiag",
    ) -> None:
        with name_scope(name, values=[diag]):
            self._diag = convert_to_tensor(diag, name="diag")
            if self._diag.shape.ndims == 0:
                raise ValueError(f"Argument diag must have at least 1 dimension.  Found: {self._diag}")
            is_real = not self._diag.dtype.is_complex
            is_self_adjoint = settled(is_self_adjoint, is_real, "A real diagonal operator is always self adjoint.")
            if is_square is False:
                raise ValueError("Only square diagonal operators currently supported.")
            super().__init__(
                self._diag.dtype.base_dtype, [self._diag], is_non_singular, is_self_adjoint, is_positive_definite, True, name
            )

    @property
    def diag(self) -> Tensor:
        """Its diagonal, [..., n]."""
        return self._diag

    def _shape(self) -> TensorShape:
        return self._diag.shape.concatenate(self._diag.shape[-1:])

    def _shape_tensor(self) -> Tensor:
        sizes = ops.shape(self._diag)
        return ops.concat([sizes, sizes[-1:]], 0)

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return ops.expand_dims(conj_if(adjoint, self._diag), -1) * adjoint_if(adjoint_arg, x)

    def _matvec(self, x: Tensor, adjoint: bool = False) -> Tensor:
        return conj_if(adjoint, self._diag) * x

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return adjoint_if(adjoint_arg, rhs) * ops.expand_dims(1.0 / conj_if(adjoint, self._diag), -1)

    def _determinant(self) -> Tensor:
        return ops.reduce_prod(self._diag, -1)

    def _log_abs_determinant(self) -> Tensor:
        return ops.cast(ops.reduce_sum(ops.log(ops.abs(self._diag)), -1), self.dtype)

    def _diag_part(self) -> Tensor:
        return self._diag

    def _to_dense(self) -> Tensor:
        return ops.matrix_diag(self._diag)

    def _add_to_tensor(self, x: Tensor) -> Tensor:
        return ops.matrix_set_diag(x, self._diag + ops.matrix_diag_part(x))

    def _assert_non_singular(self) -> Operation:
        return assert_no_zeros(self._diag, "Singular operator:  Diagonal contained zero values.")

    def _assert_positive_definite(self) -> Operation:
        if self.dtype.is_complex:
            message = "Diagonal operator had diagonal entries with non-positive real part, thus was not positive definite."
        else:
            message = "Real diagonal operator had non-positive diagonal entries, thus was not positive definite."
        return ops.assert_positive(ops.real(self._diag), message=message)

    def _assert_self_adjoint(self) -> Operation:
        message = "This diagonal operator contained non-zero imaginary values.   Thus it was not self-adjoint."
        return assert_real(self._diag, message)


@ADJOINT.of(LinearOperatorDiag)
def _adjoint(operator: LinearOperatorDiag) -> LinearOperator:
    return LinearOperatorDiag(ops.conj(operator.diag), **hints_of(operator))


@INVERSE.of(LinearOperatorDiag)
def _inverse(operator: LinearOperatorDiag) -> LinearOperator:
    return LinearOperatorDiag(1.0 / operator.diag, **hints_of(operator))


@CHOLESKY.of(LinearOperatorDiag)
def _cholesky(operator: LinearOperatorDiag) -> LinearOperator:
    return LinearOperatorDiag(ops.sqrt(operator.diag), is_self_adjoint=True, is_positive_definite=True, is_square=True)
