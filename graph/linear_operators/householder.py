"""Reflections."""

from __future__ import annotations

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..types.errors import invalid
from ..types.likes import TensorLike
from ..types.shapes import TensorShape
from .checks import adjoint_if
from .hints import always, settled
from .linear_operator import LinearOperator
from .rules import ADJOINT, INVERSE


@export("linalg.LinearOperatorHouseholder")
class LinearOperatorHouseholder(LinearOperator):
    """The reflection at the plane through zero that is orthogonal to a vector: I - 2 v v^H for a vector v of length 1.

    Args:
      reflection_axis: floats or complex numbers [..., n], the vectors, of any length but 0.
      is_non_singular: what is known of it.
      is_self_adjoint, is_square: are True.
      is_positive_definite: is False.
      name: what begins the names of its operations.

    Raises:
      ValueError: a scalar, or hints that do not hold.
    """

    def __init__(
        self,
        reflection_axis: TensorLike,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = None,
        name: str = "LinearOperatorHouseholder",
    ) -> None:
        with name_scope(name, values=[reflection_axis]):
            self._axis = convert_to_tensor(reflection_axis, name="reflection_axis")
            if self._axis.shape.ndims == 0:
                raise ValueError(f"Argument reflection_axis must have at least 1 dimension.  Found: {self._axis}")
            settled(is_self_adjoint, True, "A Householder operator is always self adjoint.")
            always(is_positive_definite, False, "A Householder operator is always non-positive definite.")
            settled(is_square, True, "A Householder operator is always square.")
            super().__init__(self._axis.dtype.base_dtype, [self._axis], is_non_singular, True, False, True, name)

    @property
    def reflection_axis(self) -> Tensor:
        """The vectors, [..., n]."""
        return self._axis

    def _shape(self) -> TensorShape:
        return self._axis.shape.concatenate(self._axis.shape[-1:])

    def _shape_tensor(self) -> Tensor:
        sizes = ops.shape(self._axis)
        return ops.concat([sizes, sizes[-1:]], 0)

    def _unit(self) -> Tensor:
        """The vectors, of length 1."""
        return self._axis / ops.norm(self._axis, axis=-1, keepdims=True)

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        x = adjoint_if(adjoint_arg, x)
        unit = ops.expand_dims(self._unit(), -1)
        return x - 2 * ops.matmul(unit, ops.matmul(unit, x, adjoint_a=True))

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return self._matmul(rhs, adjoint, adjoint_arg)

    def _determinant(self) -> Tensor:
        return -ops.ones(self.batch_shape_tensor(), self.dtype)

    def _log_abs_determinant(self) -> Tensor:
        return ops.zeros(self.batch_shape_tensor(), self.dtype)

    def _trace(self) -> Tensor:
        rows = ops.cast(self.domain_dimension_tensor(), self.dtype)
        return (rows - 2) * ops.ones(self.batch_shape_tensor(), self.dtype)

    def _diag_part(self) -> Tensor:
        unit = self._unit()
        return 1.0 - 2 * unit * ops.conj(unit)

    def _to_dense(self) -> Tensor:
        unit = ops.expand_dims(self._unit(), -1)
        matrix = -2 * ops.matmul(unit, unit, adjoint_b=True)
        return ops.matrix_set_diag(matrix, 1.0 + ops.matrix_diag_part(matrix))

    def _assert_non_singular(self) -> Operation:
        return ops.no_op("assert_non_singular")

    def _assert_positive_definite(self) -> Operation:
        raise invalid("Householder operators are always non-positive definite.")

    def _assert_self_adjoint(self) -> Operation:
        return ops.no_op("assert_self_adjoint")


@ADJOINT.of(LinearOperatorHouseholder)
@INVERSE.of(LinearOperatorHouseholder)
def _same(operator: LinearOperatorHouseholder) -> LinearOperator:
    return operator
