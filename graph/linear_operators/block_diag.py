"""Operators side by side: each has its own part of a vector."""

from __future__ import annotations

from collections.abc import Sequence

from headrace.formats.exports import export

from .. import ops
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..types import dtypes
from ..types.shapes import Dimension, TensorShape
from .checks import adjoint_if, broadcast_batches
from .composition import OfSeveral
from .hints import always, hints_of, implied
from .linear_operator import LinearOperator
from .rules import ADJOINT, CHOLESKY, INVERSE


@export("linalg.LinearOperatorBlockDiag")
class LinearOperatorBlockDiag(OfSeveral):
    """The square matrix that has square operators along its diagonal, and zeros elsewhere.

    Args:
      operators: square ones of one type.
      is_non_singular, is_self_adjoint, is_positive_definite: what is known of it, as for `tf.linalg.LinearOperator`.
      is_square: is True.
      name: what begins the names of its operations; by default the names of the operators with "_ds_" between.

    Raises:
      TypeError: types that differ.
      ValueError: no operators, one that is not known to be square, or hints that contradict each other or those of the
        operators.
    """

    def __init__(
        self,
        operators: Sequence[LinearOperator],
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = True,
        name: str | None = None,
    ) -> None:
        self._take(operators, "Expected a non-empty list of operators")
        is_non_singular, is_self_adjoint, is_positive_definite = (
            implied(self._operators, hint, said, f"The direct sum of {kind} operators is always {kind}.")
            for hint, said, kind in (
                ("is_non_singular", is_non_singular, "non-singular"),
                ("is_self_adjoint", is_self_adjoint, "self-adjoint"),
                ("is_positive_definite", is_positive_definite, "positive definite"),
            )
        )
        are_square = all(operator.is_square for operator in self._operators)
        always(is_square and are_square, True, "Can only represent a block diagonal of square matrices.")
        name = self._joined_name(name, "_ds_")
        with name_scope(name, values=self._parents()):
            super().__init__(
                self._operators[0].dtype, self._parents(), is_non_singular, is_self_adjoint, is_positive_definite, True, name
            )

    def _shape(self) -> TensorShape:
        size = sum((operator.domain_dimension for operator in self._operators), Dimension(0))
        return self._batch_shape().concatenate([size, size])

    def _shape_tensor(self) -> Tensor:
        size = ops.add_n([operator.domain_dimension_tensor() for operator in self._operators])
        return ops.concat([self._batch_tensor(), [size, size]], 0)

    def _parts(self, x: Tensor) -> list[Tensor]:
        """The rows of `x` that each operator has."""
        known = [operator.domain_dimension.value for operator in self._operators]
        if None in known:
            return ops.split(x, ops.stack([operator.domain_dimension_tensor() for operator in self._operators]), axis=-2)
        return ops.split(x, known, axis=-2)

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        parts = self._parts(adjoint_if(adjoint_arg, x))
        found = [operator.matmul(part, adjoint=adjoint) for operator, part in zip(self._operators, parts, strict=True)]
        return ops.concat(broadcast_batches(*found), axis=-2)

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        parts = self._parts(adjoint_if(adjoint_arg, rhs))
        found = [operator.solve(part, adjoint=adjoint) for operator, part in zip(self._operators, parts, strict=True)]
        return ops.concat(broadcast_batches(*found), axis=-2)

    def _determinant(self) -> Tensor:
        return self._all_of(LinearOperator.determinant, ops.multiply)

    def _log_abs_determinant(self) -> Tensor:
        return self._all_of(LinearOperator.log_abs_determinant, ops.add)

    def _trace(self) -> Tensor:
        return self._all_of(LinearOperator.trace, ops.add)

    def _diag_part(self) -> Tensor:
        columns = [ops.expand_dims(operator.diag_part(), -1) for operator in self._operators]
        return ops.squeeze(ops.concat(broadcast_batches(*columns), axis=-2), -1)

    def _to_dense(self) -> Tensor:
        sizes = [operator.domain_dimension_tensor() for operator in self._operators]
        rows = []
        for place, dense in enumerate(broadcast_batches(*(operator.to_dense() for operator in self._operators))):
            beside = [ops.add_n([ops.zeros([], dtypes.int32), *part]) for part in (sizes[:place], sizes[place + 1 :])]
            outer = ops.zeros(ops.stack([ops.rank(dense) - 1, 2]), dtypes.int32)
            rows.append(ops.pad(dense, ops.concat([outer, [beside]], 0)))
        found = ops.concat(rows, axis=-2)
        found.set_shape(self.shape)
        return found

    def _assert_non_singular(self) -> Operation:
        return ops.group(*(operator.assert_non_singular() for operator in self._operators))

    def _assert_self_adjoint(self) -> Operation:
        return ops.group(*(operator.assert_self_adjoint() for operator in self._operators))

    def _assert_positive_definite(self) -> Operation:
        return ops.group(*(operator.assert_positive_definite() for operator in self._operators))


@ADJOINT.of(LinearOperatorBlockDiag)
def _adjoint(operator: LinearOperatorBlockDiag) -> LinearOperator:
    return LinearOperatorBlockDiag([one.adjoint() for one in operator.operators], **hints_of(operator))


@INVERSE.of(LinearOperatorBlockDiag)
def _inverse(operator: LinearOperatorBlockDiag) -> LinearOperator:
    return LinearOperatorBlockDiag([one.inverse() for one in operator.operators], **hints_of(operator))


@CHOLESKY.of(LinearOperatorBlockDiag)
def _cholesky(operator: LinearOperatorBlockDiag) -> LinearOperator:
    roots = [one.cholesky() for one in operator.operators]
    are_self_adjoint = all(root.is_self_adjoint for root in roots)
    return LinearOperatorBlockDiag(roots, is_non_singular=True, is_self_adjoint=are_self_adjoint, is_square=True)
