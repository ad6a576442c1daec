"""Operators that are matrices in full, or in their lower triangle."""

from __future__ import annotations

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..types import dtypes
from ..types.likes import TensorLike
from ..types.shapes import TensorShape
from .checks import adjoint_if, assert_no_zeros, broadcast_batches
from .linear_operator import LinearOperator
from .rules import CHOLESKY

_TYPES = (dtypes.float16, dtypes.float32, dtypes.float64, dtypes.complex64, dtypes.complex128)


class _OfMatrix(LinearOperator):
    """An operator whose shape is that of the tensor it is made of."""

    _matrix: Tensor

    def _shape(self) -> TensorShape:
        return self._matrix.shape

    def _shape_tensor(self) -> Tensor:
        return ops.shape(self._matrix)

    def _check_rank(self, name: str) -> None:
        rank = self._matrix.shape.ndims
        if rank is not None and rank < 2:
            raise ValueError(f"Argument {name} must have at least 2 dimensions.  Found: {self._matrix}")


@export("linalg.LinearOperatorFullMatrix")
class LinearOperatorFullMatrix(_OfMatrix):
    """A matrix of which all elements are given.

    Args:
      matrix: float16, float32, float64, complex64 or complex128 [..., rows, columns].
      is_non_singular, is_self_adjoint, is_positive_definite, is_square: what is known of it, as for `tf.linalg.LinearOperator`.
      name: what begins the names of its operations.

    Raises:
      TypeError: another type.
      ValueError: fewer than two dimensions, or hints that contradict each other.
    """

    def __init__(
        self,
        matrix: TensorLike,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = None,
        name: str = "LinearOperatorFullMatrix",
    ) -> None:
        with name_scope(name, values=[matrix]):
            self._matrix = convert_to_tensor(matrix, name="matrix")
            self._check_rank("matrix")
            if self._matrix.dtype.base_dtype not in _TYPES:
                types = ", ".join(map(repr, _TYPES))
                raise TypeError(f"Argument matrix must have dtype in [{types}].  Found: {self._matrix.dtype}")
            super().__init__(
                self._matrix.dtype.base_dtype,
                [self._matrix],
                is_non_singular,
                is_self_adjoint,
                is_positive_definite,
                is_square,
                name,
            )

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return ops.matmul(self._matrix, x, adjoint_a=adjoint, adjoint_b=adjoint_arg)

    def _to_dense(self) -> Tensor:
        return self._matrix


@export("linalg.LinearOperatorLowerTriangular")
class LinearOperatorLowerTriangular(_OfMatrix):
    """A matrix of which all elements above the diagonal are zero.

    Args:
      tril: numbers [..., n, n]; what stands above the diagonal is left out of account.
      is_non_singular, is_self_adjoint, is_positive_definite, is_square: what is known of it, as for `tf.linalg.LinearOperator`.
      name: what begins the names of its operations.

    Raises:
      ValueError: fewer than two dimensions, is_square=False, or hints that contradict each other.
    """

    def __init__(
        self,
        tril: TensorLike,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = None,
        name: str = "LinearOperatorLowerTriangular",
    ) -> None:
        if is_square is False:
            raise ValueError("Only square lower triangular operators supported at this time.")
        with name_scope(name, values=[tril]):
            self._matrix = convert_to_tensor(tril, name="tril")
            self._check_rank("tril")
            self._diagonal = ops.matrix_diag_part(self._matrix)
            super().__init__(
                self._matrix.dtype.base_dtype,
                [self._matrix],
                is_non_singular,
                is_self_adjoint,
                is_positive_definite,
                True,
                name,
            )

    def _lower(self) -> Tensor:
        return ops.matrix_band_part(self._matrix, -1, 0)

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return ops.matmul(self._lower(), x, adjoint_a=adjoint, adjoint_b=adjoint_arg)

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        matrix, rhs = broadcast_batches(self._matrix, adjoint_if(adjoint_arg, rhs))
        return ops.matrix_triangular_solve(matrix, rhs, lower=True, adjoint=adjoint)

    def _determinant(self) -> Tensor:
        return ops.reduce_prod(self._diagonal, [-1])

    def _log_abs_determinant(self) -> Tensor:
        return ops.reduce_sum(ops.log(ops.abs(self._diagonal)), [-1])

    def _diag_part(self) -> Tensor:
        return self._diagonal

    def _to_dense(self) -> Tensor:
        return self._lower()

    def _assert_non_singular(self) -> Operation:
        return assert_no_zeros(self._diagonal, "Singular operator:  Diagonal contained zero values.")


@CHOLESKY.of(LinearOperator)
def _cholesky(operator: LinearOperator) -> LinearOperator:
    root = ops.cholesky(operator.to_dense())
    return LinearOperatorLowerTriangular(root, is_non_singular=True, is_self_adjoint=False, is_square=True)
