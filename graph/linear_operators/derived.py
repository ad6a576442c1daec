"""Adjoints and inverses of operators."""

from __future__ import annotations

from headrace.formats.exports import export

from .. import ops
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..types.shapes import TensorShape
from .checks import adjoint_if
from .hints import hints_of
from .linear_operator import LinearOperator
from .rules import ADJOINT, INVERSE


class _OfOne(LinearOperator):
    """An operator that is made of another one, which may be asked whether it is as it should be."""

    _operator: LinearOperator

    @property
    def operator(self) -> LinearOperator:
        """What it is made of."""
        return self._operator

    def _same(self, hint: str, said: bool | None, kind: str, made: str) -> bool | None:
        """What is known of the operator is known of this one. Raises ValueError where the program says something else."""
        own = getattr(self._operator, hint)
        if None not in (said, own) and bool(said) is not bool(own):
            raise ValueError(f"An operator is {kind} if and only if its {made} is {kind}.")
        return own if said is None else said

    def _assert_non_singular(self) -> Operation:
        return self._operator.assert_non_singular()

    def _assert_self_adjoint(self) -> Operation:
        return self._operator.assert_self_adjoint()

    def _assert_positive_definite(self) -> Operation:
        return self._operator.assert_positive_definite()


@export("linalg.LinearOperatorAdjoint")
class LinearOperatorAdjoint(_OfOne):
    """The adjoint of an operator: transposed, its elements conjugated.

    Args:
      operator: the operator.
      is_non_singular, is_self_adjoint, is_positive_definite, is_square: what is known of it; by default what is known of the
        operator.
      name: what begins the names of its operations; by default the operator's name and "_adjoint".

    Raises:
      ValueError: hints that contradict each other or those of the operator.
    """

    def __init__(
        self,
        operator: LinearOperator,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = None,
        name: str | None = None,
    ) -> None:
        self._operator = operator
        is_square = self._same("is_square", is_square, "square", "adjoint")
        is_non_singular = self._same("is_non_singular", is_non_singular, "non-singular", "adjoint")
        is_self_adjoint = self._same("is_self_adjoint", is_self_adjoint, "self-adjoint", "adjoint")
        is_positive_definite = self._same("is_positive_definite", is_positive_definite, "positive-definite", "adjoint")
        name = name or f"{operator.name}_adjoint"
        with name_scope(name, values=operator.graph_parents):
            super().__init__(
                operator.dtype,
                operator.graph_parents,
                is_non_singular,
                is_self_adjoint,
                is_positive_definite,
                is_square,
                name,
            )

    def _shape(self) -> TensorShape:
        known = self._operator.shape
        return known if known.ndims is None else known[:-2].concatenate([known[-1], known[-2]])

    def _shape_tensor(self) -> Tensor:
        sizes = self._operator.shape_tensor()
        return ops.concat([sizes[:-2], [sizes[-1], sizes[-2]]], 0)

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return self._operator.matmul(x, adjoint=not adjoint, adjoint_arg=adjoint_arg)

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return self._operator.solve(rhs, adjoint=not adjoint, adjoint_arg=adjoint_arg)

    def _determinant(self) -> Tensor:
        return ops.conj(self._operator.determinant())

    def _log_abs_determinant(self) -> Tensor:
        return self._operator.log_abs_determinant()

    def _trace(self) -> Tensor:
        return ops.conj(self._operator.trace())

    def _diag_part(self) -> Tensor:
        return ops.conj(self._operator.diag_part())

    def _to_dense(self) -> Tensor:
        return adjoint_if(True, self._operator.to_dense())


@export("linalg.LinearOperatorInversion")
class LinearOperatorInversion(_OfOne):
    """The inverse of an operator.

    Args:
      operator: a square one that has an inverse.
      is_non_singular, is_square: are True.
      is_self_adjoint, is_positive_definite: what is known of it; by default what is known of the operator.
      name: what begins the names of its operations; by default the operator's name and "_inv".

    Raises:
      ValueError: an operator known to have no inverse, or hints that contradict each other or those of the operator.
    """

    def __init__(
        self,
        operator: LinearOperator,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = None,
        name: str | None = None,
    ) -> None:
        self._operator = operator
        is_non_singular = self._true("is_non_singular", is_non_singular)
        is_square = self._true("is_square", is_square)
        is_self_adjoint = self._same("is_self_adjoint", is_self_adjoint, "self-adjoint", "inverse")
        is_positive_definite = self._same("is_positive_definite", is_positive_definite, "positive-definite", "inverse")
        name = name or f"{operator.name}_inv"
        with name_scope(name, values=operator.graph_parents):
            super().__init__(
                operator.dtype,
                operator.graph_parents,
                is_non_singular,
                is_self_adjoint,
                is_positive_definite,
                is_square,
                name,
            )

    def _true(self, hint: str, said: bool | None) -> bool | None:
        """What must be so of the operator, and of this one. Raises ValueError where it is known not to be."""
        own = getattr(self._operator, hint)
        if own is False or said is False:
            message = f"operator and supplied hints must have `{hint}` equal to `True` or `None`.  Found {own}, {said}"
            raise ValueError(message)
        return True if own or said else None

    def _shape(self) -> TensorShape:
        return self._operator.shape

    def _shape_tensor(self) -> Tensor:
        return self._operator.shape_tensor()

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return self._operator.solve(x, adjoint=adjoint, adjoint_arg=adjoint_arg)

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return self._operator.matmul(rhs, adjoint=adjoint, adjoint_arg=adjoint_arg)

    def _determinant(self) -> Tensor:
        return 1.0 / self._operator.determinant()

    def _log_abs_determinant(self) -> Tensor:
        return -self._operator.log_abs_determinant()


@ADJOINT.of(LinearOperator)
def _adjoint(operator: LinearOperator) -> LinearOperator:
    return LinearOperatorAdjoint(operator, **hints_of(operator))


@ADJOINT.of(LinearOperatorAdjoint)
@INVERSE.of(LinearOperatorInversion)
def _original(operator: _OfOne) -> LinearOperator:
    return operator.operator


@INVERSE.of(LinearOperator)
def _inverse(operator: LinearOperator) -> LinearOperator:
    return LinearOperatorInversion(operator, **hints_of(operator))
