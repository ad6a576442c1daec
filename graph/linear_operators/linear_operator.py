"""What a linear operator does: products, equations, determinants and the like, of matrices that need not be there in full."""

from __future__ import annotations

import abc
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.operation import Operation
from ..core.tensor import Tensor
from ..types.likes import TensorLike
from ..types.shapes import TensorShape
from .checks import adjoint_if, assert_well_conditioned, log_determinant_by_cholesky, solved, solved_by_cholesky
from .described import Described
from .rules import ADJOINT, CHOLESKY, INVERSE, MATMUL, SOLVE


@export("linalg.LinearOperator")
class LinearOperator(Described, metaclass=abc.ABCMeta):
    """A matrix [..., rows, columns], or a batch of them, that is known by what it does.

    A class of one's own says `_shape`, `_shape_tensor` and `_matmul`. All else follows from these; what it knows better it says
    in a method of the same name with an underscore.

    Args:
      dtype: of its elements.
      graph_parents: the tensors that it is made of.
      is_non_singular: whether it has an inverse; None: that is not known. The like holds for all hints; they choose between
        ways to compute, and are believed.
      is_self_adjoint: whether it is its own adjoint.
      is_positive_definite: whether the real part of x^H A x is positive for all x but 0.
      is_square: whether it has as many rows as columns.
      name: what begins the names of its operations; by default the name of the class.

    Raises:
      ValueError: hints that contradict each other, or graph parents that are no tensors.

    Example:
      >>> operator = tf.linalg.LinearOperatorDiag([1.0, 4.0])
      >>> with tf.Session() as sess:
      ...     sess.run(operator.matvec([1.0, 1.0])).tolist()
      [1.0, 4.0]
    """

    # -- what a class says -----------------------------------------------------------------------------------------------

    @abc.abstractmethod
    def _shape(self) -> TensorShape:
        """Its shape as far as it is known."""

    @abc.abstractmethod
    def _shape_tensor(self) -> Tensor:
        """Its shape when the graph runs."""

    @abc.abstractmethod
    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        """Its product with matrices."""

    def _matvec(self, x: Tensor, adjoint: bool = False) -> Tensor:
        return ops.squeeze(self.matmul(ops.expand_dims(x, -1), adjoint=adjoint), axis=-1)

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        rhs = adjoint_if(adjoint_arg, rhs)
        if self._has_cholesky():
            return solved_by_cholesky(self.to_dense(), rhs)
        return solved(self.to_dense(), rhs, adjoint)

    def _solvevec(self, rhs: Tensor, adjoint: bool = False) -> Tensor:
        return ops.squeeze(self.solve(ops.expand_dims(rhs, -1), adjoint=adjoint), axis=-1)

    def _determinant(self) -> Tensor:
        if self._has_cholesky():
            return ops.exp(self.log_abs_determinant())
        return ops.matrix_determinant(self.to_dense())

    def _log_abs_determinant(self) -> Tensor:
        if self._has_cholesky():
            return log_determinant_by_cholesky(self.to_dense())
        return ops.log_matrix_determinant(self.to_dense())[1]

    def _trace(self) -> Tensor:
        return ops.reduce_sum(self.diag_part(), -1)

    def _diag_part(self) -> Tensor:
        return ops.matrix_diag_part(self.to_dense())

    def _to_dense(self) -> Tensor:
        known = self.batch_shape
        batch = known.as_list() if known.is_fully_defined() else self.batch_shape_tensor()
        columns = self.domain_dimension.value
        size: Any = self.domain_dimension_tensor() if columns is None else columns
        return self.matmul(ops.eye(size, batch_shape=batch, dtype=self.dtype))

    def _add_to_tensor(self, x: Tensor) -> Tensor:
        return self.to_dense() + x

    def _assert_non_singular(self) -> Operation:
        return assert_well_conditioned(self.to_dense(), self.domain_dimension_tensor(), self.range_dimension_tensor())

    def _assert_self_adjoint(self) -> Operation:
        dense = self.to_dense()
        return ops.assert_equal(dense, ops.adjoint(dense), message="Matrix was not equal to its adjoint.")

    def _assert_positive_definite(self) -> Operation:
        if not self.is_self_adjoint:
            raise NotImplementedError("assert_positive_definite is not implemented.")
        diagonal = ops.matrix_diag_part(ops.cholesky(self.to_dense()))
        return ops.assert_positive(ops.real(diagonal), message="Matrix was not positive definite.")

    def _has_cholesky(self) -> bool:
        return bool(self.is_self_adjoint and self.is_positive_definite)

    # -- products and equations ------------------------------------------------------------------------------------------

    def matmul(
        self, x: TensorLike | LinearOperator, adjoint: bool = False, adjoint_arg: bool = False, name: str = "matmul"
    ) -> Any:
        """The product with matrices, or with another operator.

        Args:
          x: [..., columns, k], of the operator's type, or an operator.
          adjoint: take the operator's adjoint.
          adjoint_arg: take that of `x`.
          name: of the scope of what is added to the graph.

        Returns:
          a tensor [..., rows, k], or an operator.

        Raises:
          ValueError: sizes that do not fit. IndexError: too few of them.
          TypeError: another type.
        """
        if isinstance(x, LinearOperator):
            return self._with_operator(MATMUL, x, adjoint, adjoint_arg, "x", name)
        with self._name_scope(name):
            x = self._converted(x, "x")
            self._check_size(-2 if adjoint else -1, x, -1 if adjoint_arg else -2)
            return self._matmul(x, adjoint=adjoint, adjoint_arg=adjoint_arg)

    def matvec(self, x: TensorLike, adjoint: bool = False, name: str = "matvec") -> Tensor:
        """The product with vectors.

        Args:
          x: [..., columns], of the operator's type.
          adjoint: take the operator's adjoint.
          name: of the scope of what is added to the graph.

        Returns:
          [..., rows].

        Raises:
          ValueError: sizes that do not fit. IndexError: too few of them.
          TypeError: another type.
        """
        with self._name_scope(name):
            x = self._converted(x, "x")
            self._check_size(-2 if adjoint else -1, x, -1)
            return self._matvec(x, adjoint=adjoint)

    def solve(
        self, rhs: TensorLike | LinearOperator, adjoint: bool = False, adjoint_arg: bool = False, name: str = "solve"
    ) -> Any:
        """What the operator times it is `rhs`, exact but for rounding.

        Args:
          rhs: [..., rows, k], of the operator's type, or an operator.
          adjoint: take the operator's adjoint.
          adjoint_arg: take that of `rhs`.
          name: of the scope of what is added to the graph.

        Returns:
          a tensor [..., columns, k], or an operator.

        Raises:
          NotImplementedError: the operator is known not to be square, or to have no inverse.
          ValueError: sizes that do not fit. IndexError: too few of them.
          TypeError: another type.
        """
        self._check_solvable()
        if isinstance(rhs, LinearOperator):
            return self._with_operator(SOLVE, rhs, adjoint, adjoint_arg, "rhs", name)
        with self._name_scope(name):
            rhs = self._converted(rhs, "rhs")
            self._check_size(-1 if adjoint else -2, rhs, -1 if adjoint_arg else -2)
            return self._solve(rhs, adjoint=adjoint, adjoint_arg=adjoint_arg)

    def solvevec(self, rhs: TensorLike, adjoint: bool = False, name: str = "solve") -> Tensor:
        """The vectors that the operator times them are `rhs`.

        Args:
          rhs: [..., rows], of the operator's type.
          adjoint: take the operator's adjoint.
          name: of the scope of what is added to the graph.

        Returns:
          [..., columns].

        Raises:
          NotImplementedError: the operator is known not to be square, or to have no inverse.
          ValueError: sizes that do not fit. IndexError: too few of them.
          TypeError: another type.
        """
        with self._name_scope(name):
            rhs = self._converted(rhs, "rhs")
            self._check_size(-1 if adjoint else -2, rhs, -1)
            return self._solvevec(rhs, adjoint=adjoint)

    def _check_solvable(self) -> None:
        for hint, kind in ((self.is_non_singular, "be singular"), (self.is_square, "not be square")):
            if hint is False:
                raise NotImplementedError(f"Exact solve not implemented for an operator that is expected to {kind}.")

    def _with_operator(self, rules: Any, right: Any, adjoint: bool, adjoint_arg: bool, argument: str, name: str) -> Any:
        left = self.adjoint() if adjoint else self
        right = right.adjoint() if adjoint_arg else right
        wanted, found = left.domain_dimension.value, right.range_dimension.value
        if None not in (wanted, found) and wanted != found:
            message = f"Operators are incompatible. Expected `{argument}` to have dimension {wanted} but got {found}."
            raise ValueError(message)
        with self._name_scope(name):
            return rules(left, right)

    # -- operators made of it --------------------------------------------------------------------------------------------

    def adjoint(self, name: str = "adjoint") -> Any:
        """Its adjoint, an operator; the operator itself where it is known to be its own.

        Args:
          name: of the scope of what is added to the graph.
        """
        if self.is_self_adjoint is True:
            return self
        with self._name_scope(name):
            return ADJOINT(self)

    @property
    def H(self) -> Any:
        """Its adjoint."""
        return self.adjoint()

    def inverse(self, name: str = "inverse") -> Any:
        """Its inverse, an operator.

        Args:
          name: of the scope of what is added to the graph.

        Raises:
          ValueError: it is known not to be square, or to have none.
        """
        for hint, kind in ((self.is_square, "non square"), (self.is_non_singular, "singular")):
            if hint is False:
                raise ValueError(f"Cannot take the Inverse: This operator represents a {kind} matrix.")
        with self._name_scope(name):
            return INVERSE(self)

    def cholesky(self, name: str = "cholesky") -> Any:
        """The lower triangular operator that times its adjoint is this one.

        Args:
          name: of the scope of what is added to the graph.

        Raises:
          ValueError: it is not known to be self-adjoint and positive definite.
        """
        if not self._has_cholesky():
            raise ValueError("Cannot take the Cholesky decomposition: Not a positive definite self adjoint matrix.")
        with self._name_scope(name):
            return CHOLESKY(self)

    # -- numbers and tensors ---------------------------------------------------------------------------------------------

    def determinant(self, name: str = "det") -> Tensor:
        """Its determinant.

        Args:
          name: of the scope of what is added to the graph.

        Returns:
          [...], of the operator's type.

        Raises:
          NotImplementedError: it is known not to be square.
        """
        self._check_has_determinant()
        with self._name_scope(name):
            return self._determinant()

    def log_abs_determinant(self, name: str = "log_abs_det") -> Tensor:
        """The logarithm of the absolute value of its determinant.

        Args:
          name: of the scope of what is added to the graph.

        Returns:
          [...], of the operator's type.

        Raises:
          NotImplementedError: it is known not to be square.
        """
        self._check_has_determinant()
        with self._name_scope(name):
            return self._log_abs_determinant()

    def _check_has_determinant(self) -> None:
        if self.is_square is False:
            raise NotImplementedError("Determinant not implemented for an operator that is expected to not be square.")

    def trace(self, name: str = "trace") -> Tensor:
        """The sum of its diagonal.

        Args:
          name: of the scope of what is added to the graph.

        Returns:
          [...], of the operator's type.
        """
        with self._name_scope(name):
            return self._trace()

    def diag_part(self, name: str = "diag_part") -> Tensor:
        """Its diagonal.

        Args:
          name: of the scope of what is added to the graph.

        Returns:
          [..., min(rows, columns)], of the operator's type.
        """
        with self._name_scope(name):
            return self._diag_part()

    def to_dense(self, name: str = "to_dense") -> Tensor:
        """All its elements.

        Args:
          name: of the scope of what is added to the graph.

        Returns:
          [..., rows, columns], of the operator's type.
        """
        with self._name_scope(name):
            return self._to_dense()

    def add_to_tensor(self, x: TensorLike, name: str = "add_to_tensor") -> Tensor:
        """All its elements and those of a tensor, added.

        Args:
          x: broadcasts with the operator's shape; of its type.
          name: of the scope of what is added to the graph.

        Returns:
          [..., rows, columns], of that type.

        Raises:
          ValueError: shapes that do not fit.
          TypeError: another type.
        """
        with self._name_scope(name):
            return self._add_to_tensor(self._converted(x, "x"))

    # -- checks ----------------------------------------------------------------------------------------------------------

    def assert_non_singular(self, name: str = "assert_non_singular") -> Operation:
        """An op that fails where it has no inverse, up to rounding.

        Args:
          name: of the scope of what is added to the graph.
        """
        with self._name_scope(name):
            return self._assert_non_singular()

    def assert_self_adjoint(self, name: str = "assert_self_adjoint") -> Operation:
        """An op that fails where it is not its own adjoint.

        Args:
          name: of the scope of what is added to the graph.
        """
        with self._name_scope(name):
            return self._assert_self_adjoint()

    def assert_positive_definite(self, name: str = "assert_positive_definite") -> Operation:
        """An op that fails where it is not positive definite.

        Args:
          name: of the scope of what is added to the graph.

        Raises:
          NotImplementedError: there is no check for such an operator that is not known to be self-adjoint.
        """
        with self._name_scope(name):
            return self._assert_positive_definite()
