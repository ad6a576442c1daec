"""Products of operators, and what operators made of several others share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from headrace.formats.exports import export

from .. import ops
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..ops.checks.kinds import assert_proper_iterable
from ..types.shapes import TensorShape
from .checks import broadcast_shape, broadcast_shape_tensor
from .hints import implied
from .linear_operator import LinearOperator


class OfSeveral(LinearOperator):
    """An operator that is made of others of one type."""

    _operators: list[LinearOperator]

    def _take(self, operators: Sequence[LinearOperator], refusal: str) -> None:
        """Keep the operators. Raises ValueError where there are none, TypeError where their types differ."""
        assert_proper_iterable(operators)
        self._operators = list(operators)
        if not self._operators:
            raise ValueError(f"{refusal}. Found: {operators}")
        if len({operator.dtype for operator in self._operators}) > 1:
            found = "   ".join(f"({operator.name!r}, {operator.dtype!r})" for operator in self._operators)
            raise TypeError(f"Expected all operators to have the same dtype.  Found {found}")

    def _joined_name(self, name: str | None, between: str) -> str:
        return name or between.join(operator.name for operator in self._operators)

    def _parents(self) -> list[Tensor]:
        return [parent for operator in self._operators for parent in operator.graph_parents]

    @property
    def operators(self) -> list[LinearOperator]:
        """What it is made of."""
        return self._operators

    def _all_of(self, value: Callable[[LinearOperator], Tensor], join: Callable[[Tensor, Tensor], Tensor]) -> Tensor:
        """Values of all the operators, joined in order."""
        return functools.reduce(join, map(value, self._operators))

    def _batch_shape(self) -> TensorShape:
        return broadcast_shape(*(operator.batch_shape for operator in self._operators))

    def _batch_tensor(self) -> Tensor:
        return broadcast_shape_tensor(*(operator.batch_shape_tensor() for operator in self._operators))


@export("linalg.LinearOperatorComposition")
class LinearOperatorComposition(OfSeveral):
    """The product of operators.

    Args:
      operators: of one type; each has as many columns as the next has rows.
      is_non_singular, is_self_adjoint, is_positive_definite, is_square: what is known of it, as for `tf.linalg.LinearOperator`.
      name: what begins the names of its operations; by default the names of the operators with "_o_" between.

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
        self._take(operators, "Expected a non-empty list of operators")
        refusal = "The composition of non-singular operators is always non-singular."
        is_non_singular = implied(self._operators, "is_non_singular", is_non_singular, refusal)
        name = self._joined_name(name, "_o_")
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
        columns = self._operators[0].domain_dimension
        for operator in self._operators[1:]:
            columns.assert_is_compatible_with(operator.range_dimension)
            columns = operator.domain_dimension
        return self._batch_shape().concatenate([self._operators[0].range_dimension, columns])

    def _shape_tensor(self) -> Tensor:
        sizes = [self._operators[0].range_dimension_tensor(), self._operators[-1].domain_dimension_tensor()]
        return ops.concat([self._batch_tensor(), sizes], 0)

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        for operator in self._operators if adjoint else reversed(self._operators):
            x, adjoint_arg = operator.matmul(x, adjoint=adjoint, adjoint_arg=adjoint_arg), False
        return x

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        for operator in reversed(self._operators) if adjoint else self._operators:
            rhs, adjoint_arg = operator.solve(rhs, adjoint=adjoint, adjoint_arg=adjoint_arg), False
        return rhs

    def _determinant(self) -> Tensor:
        return self._all_of(LinearOperator.determinant, ops.multiply)

    def _log_abs_determinant(self) -> Tensor:
        return self._all_of(LinearOperator.log_abs_determinant, ops.add)
