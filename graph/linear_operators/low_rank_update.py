"""Operators and a product of narrow matrices, added."""

from __future__ import annotations

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..types.likes import TensorLike
from ..types.shapes import TensorShape, dimension_at_index
from .checks import (
    adjoint_if,
    broadcast_shape,
    broadcast_shape_tensor,
    log_determinant_by_cholesky,
    solved,
    solved_by_cholesky,
)
from .diag import LinearOperatorDiag
from .hints import settled
from .identity import LinearOperatorIdentity
from .linear_operator import LinearOperator


@export("linalg.LinearOperatorLowRankUpdate")
class LinearOperatorLowRankUpdate(LinearOperator):
    """L + U D V^H for an operator L and narrow matrices U and V; equations are solved by the lemma of Woodbury.

    Args:
      base_operator: L, with n rows and columns.
      u: [..., n, k], of its type.
      diag_update: [..., k], the diagonal of D; None: D is the identity.
      v: [..., n, k]; None: U.
      is_diag_update_positive: whether `diag_update` is known to be positive.
      is_non_singular, is_self_adjoint, is_positive_definite, is_square: what is known of it, as for `tf.linalg.LinearOperator`.
      name: what begins the names of its operations.

    Raises:
      ValueError: shapes that do not fit, or hints that contradict each other or those of the operator.
      IndexError: fewer than two dimensions.
    """

    def __init__(
        self,
        base_operator: LinearOperator,
        u: TensorLike,
        diag_update: TensorLike | None = None,
        v: TensorLike | None = None,
        is_diag_update_positive: bool | None = None,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = None,
        name: str = "LinearOperatorLowRankUpdate",
    ) -> None:
        if diag_update is None:
            refusal = (
                "Default diagonal is the identity, which is positive.  However, user set 'is_diag_update_positive' to False."
            )
            is_diag_update_positive = settled(is_diag_update_positive, True, refusal)
        self._base, self._is_diag_update_positive = base_operator, is_diag_update_positive
        with name_scope(name, values=[*base_operator.graph_parents, u, diag_update, v]):
            self._u = convert_to_tensor(u, name="u")
            self._v = self._u if v is None else convert_to_tensor(v, name="v")
            self._diag_update = None if diag_update is None else convert_to_tensor(diag_update, name="diag_update")
            self._diag_operator = self._check_shapes()
            is_real = self._diag_operator.is_self_adjoint or is_diag_update_positive
            keeps_form = v is None and base_operator.is_self_adjoint and is_real
            refusal = (
                "A = L + UDU^H, with L self-adjoint and D real diagonal.  Since UDU^H is self-adjoint, this must be a "
                "self-adjoint operator."
            )
            is_self_adjoint = settled(is_self_adjoint, keeps_form, refusal)
            self._is_definite = bool(keeps_form and base_operator.is_positive_definite and is_diag_update_positive)
            refusal = "Arguments imply this is self-adjoint positive-definite operator."
            is_positive_definite = settled(is_positive_definite, self._is_definite, refusal)
            is_non_singular = settled(is_non_singular, self._is_definite, refusal)
            parents = [*base_operator.graph_parents, self._u, self._diag_update, self._v]
            super().__init__(
                base_operator.dtype,
                [parent for parent in parents if parent is not None],
                is_non_singular,
                is_self_adjoint,
                is_positive_definite,
                is_square,
                name,
            )

    def _check_shapes(self) -> LinearOperator:
        """D. Raises ValueError for shapes that do not fit, IndexError for a matrix that is none."""
        both = broadcast_shape(self._u.shape, self._v.shape)
        if both.ndims is not None and both.ndims < 2:
            raise IndexError("list index out of range")
        self._base.domain_dimension.assert_is_compatible_with(dimension_at_index(both, -2))
        narrow = dimension_at_index(both, -1)
        if self._diag_update is not None:
            narrow.assert_is_compatible_with(dimension_at_index(self._diag_update.shape, -1))
            return LinearOperatorDiag(self._diag_update, is_positive_definite=self._is_diag_update_positive)
        size = ops.shape(self._u)[-1] if narrow.value is None else narrow.value
        return LinearOperatorIdentity(size, dtype=self._base.dtype)

    @property
    def u(self) -> Tensor:
        """U, [..., n, k]."""
        return self._u

    @property
    def v(self) -> Tensor:
        """V, [..., n, k]."""
        return self._v

    @property
    def diag_update(self) -> Tensor | None:
        """The diagonal of D, [..., k]; None: D is the identity."""
        return self._diag_update

    @property
    def is_diag_update_positive(self) -> bool | None:
        """Whether D is known to be positive."""
        return self._is_diag_update_positive

    @property
    def diag_operator(self) -> LinearOperator:
        """D."""
        return self._diag_operator

    @property
    def base_operator(self) -> LinearOperator:
        """L."""
        return self._base

    def _shape(self) -> TensorShape:
        narrow = (self._diag_operator.batch_shape, self._u.shape[:-2], self._v.shape[:-2])
        return broadcast_shape(self._base.batch_shape, *narrow).concatenate(self._base.shape[-2:])

    def _shape_tensor(self) -> Tensor:
        narrow = (self._diag_operator.batch_shape_tensor(), ops.shape(self._u)[:-2], ops.shape(self._v)[:-2])
        sizes = self._base.shape_tensor()
        return ops.concat([broadcast_shape_tensor(sizes[:-2], *narrow), sizes[-2:]], 0)

    def _sides(self, adjoint: bool) -> tuple[Tensor, Tensor]:
        return (self._v, self._u) if adjoint else (self._u, self._v)

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        u, v = self._sides(adjoint)
        inner = ops.matmul(v, x, adjoint_a=True, adjoint_b=adjoint_arg)
        update = ops.matmul(u, self._diag_operator.matmul(inner, adjoint=adjoint))
        return self._base.matmul(x, adjoint=adjoint, adjoint_arg=adjoint_arg) + update

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        u, v = self._sides(adjoint)
        leading = self._base.solve(adjoint_if(adjoint_arg, rhs), adjoint=adjoint)
        inner, capacitance = ops.matmul(v, leading, adjoint_a=True), self._capacitance()
        found = solved_by_cholesky(capacitance, inner) if self._is_definite else solved(capacitance, inner, adjoint)
        return leading - self._base.solve(ops.matmul(u, found), adjoint=adjoint)

    def _capacitance(self) -> Tensor:
        """D^-1 + V^H L^-1 U: what is left to solve beside L."""
        inner = ops.matmul(self._v, self._base.solve(self._u), adjoint_a=True)
        return self._diag_operator.inverse().to_dense() + inner

    def _determinant(self) -> Tensor:
        capacitance = self._capacitance()
        if self._is_definite:
            inner = ops.exp(log_determinant_by_cholesky(capacitance))
        else:
            inner = ops.matrix_determinant(capacitance)
        return inner * self._diag_operator.determinant() * self._base.determinant()

    def _log_abs_determinant(self) -> Tensor:
        capacitance = self._capacitance()
        if self._is_definite:
            inner = log_determinant_by_cholesky(capacitance)
        else:
            inner = ops.log_matrix_determinant(capacitance)[1]
        return inner + self._diag_operator.log_abs_determinant() + self._base.log_abs_determinant()

    def _diag_part(self) -> Tensor:
        product = self._u * ops.conj(self._v)
        if self._diag_update is not None:
            product *= ops.expand_dims(self._diag_update, -2)
        return ops.reduce_sum(product, -1) + self._base.diag_part()
