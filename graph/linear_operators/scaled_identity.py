"""Multiples of the identity."""

from __future__ import annotations

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.static_values import constant_value
from ..core.tensor import Tensor
from ..types.likes import TensorLike
from ..types.shapes import TensorShape
from .checks import conj_if
from .hints import always, hints_of, settled
from .identity import OfSizes
from .linear_operator import LinearOperator
from .rules import ADJOINT, CHOLESKY, INVERSE


@export("linalg.LinearOperatorScaledIdentity")
class LinearOperatorScaledIdentity(OfSizes):
    """The identity times a number, one for each matrix of the batch.

    Args:
      num_rows: int32 scalar; it has as many columns.
      multiplier: numbers [...], the shape of the batch.
      is_non_singular, is_self_adjoint, is_positive_definite: what is known of it, as for `tf.linalg.LinearOperator`.
      is_square: is True.
      assert_proper_shapes: whether sizes are checked when the graph runs.
      name: what begins the names of its operations.

    Raises:
      ValueError: is_square=False, is_self_adjoint=False for real numbers, hints that contradict each other, a size of another
        rank or below zero.
      TypeError: a size that is no integer.
    """

    def __init__(
        self,
        num_rows: TensorLike,
        multiplier: TensorLike,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = True,
        assert_proper_shapes: bool = False,
        name: str = "LinearOperatorScaledIdentity",
    ) -> None:
        self._assert_proper_shapes = assert_proper_shapes
        with name_scope(name, values=[multiplier, num_rows]):
            self._multiplier = convert_to_tensor(multiplier, name="multiplier")
            is_real = not self._multiplier.dtype.is_complex
            is_self_adjoint = settled(is_self_adjoint, is_real, "A real diagonal operator is always self adjoint.")
            always(is_square, True, "A ScaledIdentity operator is always square.")
            super().__init__(
                self._multiplier.dtype.base_dtype,
                None,
                is_non_singular,
                is_self_adjoint,
                is_positive_definite,
                is_square,
                name,
            )
            self._num_rows = self._size(num_rows, "num_rows")

    @property
    def multiplier(self) -> Tensor:
        """The numbers, [...]."""
        return self._multiplier

    def _shape(self) -> TensorShape:
        return self._multiplier.shape.concatenate([constant_value(self._num_rows)] * 2)

    def _shape_tensor(self) -> Tensor:
        return ops.concat([ops.shape(self._multiplier), ops.stack([self._num_rows, self._num_rows])], 0)

    def _factor(self, adjoint: bool = False) -> Tensor:
        return ops.expand_dims(ops.expand_dims(conj_if(adjoint, self._multiplier), -1), -1)

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return self._argument(x, adjoint_arg) * self._factor(adjoint)

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return self._argument(rhs, adjoint_arg) / self._factor(adjoint)

    def _rows(self) -> Tensor:
        return ops.cast(self.domain_dimension_tensor(), self.dtype)

    def _determinant(self) -> Tensor:
        return self._multiplier ** self._rows()

    def _log_abs_determinant(self) -> Tensor:
        size = ops.abs(self._multiplier)
        return ops.cast(self.domain_dimension_tensor(), size.dtype) * ops.log(size)

    def _trace(self) -> Tensor:
        return self._rows() * self._multiplier

    def _diag_part(self) -> Tensor:
        sizes = ops.reshape(self.domain_dimension_tensor(), [1])
        return ops.ones(sizes, self.dtype) * ops.expand_dims(self._multiplier, -1)

    def _add_to_tensor(self, x: Tensor) -> Tensor:
        return ops.matrix_set_diag(x, ops.matrix_diag_part(x) + ops.expand_dims(self._multiplier, -1))

    def _assert_non_singular(self) -> Operation:
        return ops.assert_positive(ops.abs(self._multiplier), message="LinearOperator was singular")

    def _assert_positive_definite(self) -> Operation:
        return ops.assert_positive(ops.real(self._multiplier), message="LinearOperator was not positive definite.")

    def _assert_self_adjoint(self) -> Operation:
        imaginary = ops.imag(self._multiplier)
        return ops.assert_equal(ops.zeros_like(imaginary), imaginary, message="LinearOperator was not self-adjoint")


def _of(operator: LinearOperatorScaledIdentity, multiplier: Tensor) -> LinearOperator:
    """Another multiple, of which the same is known."""
    return LinearOperatorScaledIdentity(operator._num_rows, multiplier, **hints_of(operator))


@ADJOINT.of(LinearOperatorScaledIdentity)
def _adjoint(operator: LinearOperatorScaledIdentity) -> LinearOperator:
    return _of(operator, ops.conj(operator.multiplier))


@INVERSE.of(LinearOperatorScaledIdentity)
def _inverse(operator: LinearOperatorScaledIdentity) -> LinearOperator:
    hints = hints_of(operator) | {"is_self_adjoint": True}  # as in TensorFlow, complex multiples, too
    return LinearOperatorScaledIdentity(operator._num_rows, 1.0 / operator.multiplier, **hints)


@CHOLESKY.of(LinearOperatorScaledIdentity)
def _cholesky(operator: LinearOperatorScaledIdentity) -> LinearOperator:
    return _of(operator, ops.sqrt(operator.multiplier))
