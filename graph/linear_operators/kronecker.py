"""Kronecker products of operators: each has its own axis of a vector that is an array."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..types.errors import invalid
from ..types.shapes import Dimension, TensorShape
from .checks import adjoint_if
from .composition import OfSeveral
from .hints import hints_of, implied
from .linear_operator import LinearOperator
from .rules import ADJOINT, CHOLESKY, INVERSE


@export("linalg.LinearOperatorKronecker")
class LinearOperatorKronecker(OfSeveral):
    """The Kronecker product of operators: each element of the first times the second, and so on.

    Args:
      operators: of one type.
      is_non_singular, is_self_adjoint, is_positive_definite, is_square: what is known of it, as for `tf.linalg.LinearOperator`.
      name: what begins the names of its operations; by default the names of the operators with "_x_" between.

    Raises:
      TypeError: types that differ.
      ValueError: no operators, or hints that contradict each other or those of the operators.
    """

    def __init__(
        self,
        operators: Sequence[LinearOperator],
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = None,
        name: str | None = None,
    ) -> None:
        self._take(operators, "Expected a list of >=1 operators")
        is_non_singular, is_self_adjoint, is_positive_definite = (
            implied(self._operators, hint, said, f"The Kronecker product of {kind} operators is always {kind}.")
            for hint, said, kind in (
                ("is_non_singular", is_non_singular, "non-singular"),
                ("is_self_adjoint", is_self_adjoint, "self-adjoint"),
                ("is_positive_definite", is_positive_definite, "positive-definite"),
            )
        )
        name = self._joined_name(name, "_x_")
        with name_scope(name, values=self._parents()):
            super().__init__(
                self._operators[0].dtype,
                self._parents(),
                is_non_singular,
                is_self_adjoint,
                is_positive_definite,
                is_square,
                name,
            )

    def _shape(self) -> TensorShape:
        rows = columns = Dimension(1)
        for operator in self._operators:
            rows, columns = rows * operator.range_dimension, columns * operator.domain_dimension
        return self._batch_shape().concatenate([rows, columns])

    def _shape_tensor(self) -> Tensor:
        rows = self._all_of(LinearOperator.range_dimension_tensor, ops.multiply)
        columns = self._all_of(LinearOperator.domain_dimension_tensor, ops.multiply)
        return ops.concat([self._batch_tensor(), [rows, columns]], 0)

    def _by_axes(self, x: Tensor, sizes: Sequence[Any], apply: Callable[[Any, Tensor], Tensor]) -> Tensor:
        """Each operator applied to its own axis of the rows of `x`.

        The axis that is next stands before the others, and goes behind them when it is done: behind the columns of `x`, too,
        which in the end stand before all.
        """
        batch, columns = ops.shape(x)[:-2], ops.shape(x)[-1]
        for operator, size in zip(self._operators, sizes, strict=True):
            x = ops.reshape(x, ops.concat([batch, [size, -1]], 0))
            x = ops.matrix_transpose(apply(operator, x))
            batch = ops.shape(x)[:-2]
        return ops.matrix_transpose(ops.reshape(x, ops.concat([batch, [columns, -1]], 0)))

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        x = adjoint_if(adjoint_arg, x)
        sizes = [one.range_dimension_tensor() if adjoint else one.domain_dimension_tensor() for one in self._operators]
        found = self._by_axes(x, sizes, lambda operator, part: operator.matmul(part, adjoint=adjoint))
        return self._shaped(found, x, self.domain_dimension if adjoint else self.range_dimension)

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        rhs = adjoint_if(adjoint_arg, rhs)
        sizes = [operator.domain_dimension_tensor() for operator in self._operators]
        found = self._by_axes(rhs, sizes, lambda operator, part: operator.solve(part, adjoint=adjoint))
        return self._shaped(found, rhs, self.domain_dimension)

    def _shaped(self, found: Tensor, x: Tensor, rows: Dimension) -> Tensor:
        """A product, of which more is known than its reshapes say."""
        if found.shape.ndims is not None and x.shape.ndims is not None:
            found.set_shape([None] * (found.shape.ndims - 2) + [rows, x.shape[-1]])
        return found

    def _powers(self) -> list[Tensor]:
        """How often the determinant of each operator is a factor of its own."""
        size = ops.cast(self.domain_dimension_tensor(), self.dtype)
        return [size / ops.cast(operator.domain_dimension_tensor(), self.dtype) for operator in self._operators]

    def _determinant(self) -> Tensor:
        found = [one.determinant() ** power for one, power in zip(self._operators, self._powers(), strict=True)]
        return _joined(found, ops.multiply)

    def _log_abs_determinant(self) -> Tensor:
        found = [one.log_abs_determinant() * power for one, power in zip(self._operators, self._powers(), strict=True)]
        return _joined(found, ops.add)

    def _trace(self) -> Tensor:
        return self._all_of(LinearOperator.trace, ops.multiply)

    def _diag_part(self) -> Tensor:
        found, *others = [operator.diag_part() for operator in self._operators]
        for other in others:
            product = ops.expand_dims(found, -1) * ops.expand_dims(other, -2)
            found = ops.reshape(product, ops.concat([ops.shape(product)[:-2], [-1]], 0))
        return found

    def _to_dense(self) -> Tensor:
        found, *others = [operator.to_dense() for operator in self._operators]
        for other in others:
            product = ops.expand_dims(ops.expand_dims(found, -2), -1) * ops.expand_dims(ops.expand_dims(other, -3), -2)
            product_sizes = ops.shape(product)
            rows, columns = product_sizes[-4] * product_sizes[-3], product_sizes[-2] * product_sizes[-1]
            found = ops.reshape(product, ops.concat([product_sizes[:-4], [rows, columns]], 0))
        found.set_shape(self.shape)
        return found

    def _check_square(self, aim: str) -> None:
        if not all(operator.is_square for operator in self._operators):
            raise invalid(f"All Kronecker factors must be square for the product to be {aim}.")

    def _assert_non_singular(self) -> Operation:
        self._check_square("invertible")
        return ops.group(*(operator.assert_non_singular() for operator in self._operators))

    def _assert_self_adjoint(self) -> Operation:
        self._check_square("self adjoint")
        return ops.group(*(operator.assert_self_adjoint() for operator in self._operators))


def _joined(found: Sequence[Tensor], join: Callable[[Tensor, Tensor], Tensor]) -> Tensor:
    first, *others = found
    for other in others:
        first = join(first, other)
    return first


@ADJOINT.of(LinearOperatorKronecker)
def _adjoint(operator: LinearOperatorKronecker) -> LinearOperator:
    hints = hints_of(operator) | {"is_square": True}  # as in TensorFlow, whatever the shape is
    return LinearOperatorKronecker([one.adjoint() for one in operator.operators], **hints)


@INVERSE.of(LinearOperatorKronecker)
def _inverse(operator: LinearOperatorKronecker) -> LinearOperator:
    return LinearOperatorKronecker([one.inverse() for one in operator.operators], **hints_of(operator))


@CHOLESKY.of(LinearOperatorKronecker)
def _cholesky(operator: LinearOperatorKronecker) -> LinearOperator:
    roots = [one.cholesky() for one in operator.operators]
    are_self_adjoint = all(root.is_self_adjoint for root in roots)
    return LinearOperatorKronecker(roots, is_non_singular=True, is_self_adjoint=are_self_adjoint, is_square=True)
