"""The operator that changes nothing, and what it shares with its multiples and with zero."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.static_values import constant_value
from ..core.tensor import Tensor
from ..types import dtypes
from ..types.likes import DTypeLike, ShapeLike, TensorLike
from ..types.shapes import TensorShape
from .checks import adjoint_if, assert_rows_fit, broadcast_shape, size_argument, with_checks
from .hints import always
from .linear_operator import LinearOperator
from .rules import ADJOINT, CHOLESKY, INVERSE


class OfSizes(LinearOperator):
    """An operator that is made of its sizes."""

    _assert_proper_shapes: bool

    def _size(self, value: TensorLike, name: str, dimensions: int = 0, argument: str | None = None) -> Tensor:
        """A size as a tensor that is checked, when the graph runs only if the program asks for it."""
        size = convert_to_tensor(value, name=argument or name)
        checks = size_argument(size, name, dimensions)
        return with_checks(size, checks if self._assert_proper_shapes else [])

    def add_to_tensor(self, mat: TensorLike, name: str = "add_to_tensor") -> Tensor:
        """All its elements and those of matrices, added.

        Args:
          mat: of the operator's type, [..., rows, columns].
          name: of the scope of what is added to the graph.

        Returns:
          [..., rows, columns], of that type.

        Raises:
          ValueError: shapes that do not fit.
          TypeError: another type.
        """
        return super().add_to_tensor(mat, name)

    def _argument(self, x: Tensor, adjoint_arg: bool) -> Tensor:
        """What it is multiplied with, whose rows are counted when the graph runs if the program asks for it."""
        x = adjoint_if(adjoint_arg, x)
        return with_checks(x, [assert_rows_fit(self, x)]) if self._assert_proper_shapes else x


@export("linalg.LinearOperatorIdentity")
class LinearOperatorIdentity(OfSizes):
    """The matrix with ones in its diagonal and zeros beside it.

    Args:
      num_rows: int32 scalar; it has as many columns.
      batch_shape: int32 vector, the dimensions before the last two; none by default.
      dtype: of its elements, float32 by default.
      is_non_singular, is_self_adjoint, is_positive_definite, is_square: are True.
      assert_proper_shapes: whether sizes are checked when the graph runs.
      name: what begins the names of its operations.

    Raises:
      ValueError: hints that are not True, sizes of another rank or below zero.
      TypeError: sizes that are no integers.
    """

    def __init__(
        self,
        num_rows: TensorLike,
        batch_shape: ShapeLike | None = None,
        dtype: DTypeLike | None = None,
        is_non_singular: bool | None = True,
        is_self_adjoint: bool | None = True,
        is_positive_definite: bool | None = True,
        is_square: bool | None = True,
        assert_proper_shapes: bool = False,
        name: str = "LinearOperatorIdentity",
    ) -> None:
        self._assert_proper_shapes = assert_proper_shapes
        with name_scope(name):
            always(is_self_adjoint, True, "An identity operator is always self adjoint.")
            always(is_non_singular, True, "An identity operator is always non-singular.")
            always(is_positive_definite, True, "An identity operator is always positive-definite.")
            always(is_square, True, "An identity operator is always square.")
            super().__init__(
                dtype or dtypes.float32, None, is_non_singular, is_self_adjoint, is_positive_definite, is_square, name
            )
            self._num_rows = self._size(num_rows, "num_rows")
            self._batch = None if batch_shape is None else self._size(batch_shape, "batch_shape", 1, "batch_shape_arg")

    def _shape(self) -> TensorShape:
        return known_batch(self._batch).concatenate([constant_value(self._num_rows)] * 2)

    def _shape_tensor(self) -> Tensor:
        sizes = ops.stack([self._num_rows, self._num_rows])
        return sizes if self._batch is None else ops.concat([self._batch, sizes], 0)

    def _batched(self, x: Tensor) -> Tensor:
        """What is multiplied with all matrices of the batch."""
        if self._batch is None:
            return x
        known = broadcast_shape(x.shape[:-2], self.batch_shape)
        if known.is_fully_defined() and known.as_list() == x.shape[:-2].as_list():
            return x
        return x + ops.zeros(ops.concat([self.batch_shape_tensor(), [1, 1]], 0), self.dtype)

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return self._batched(self._argument(x, adjoint_arg))

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return self._matmul(rhs, adjoint_arg=adjoint_arg)

    def _ones(self) -> Tensor:
        return ops.ones(self.batch_shape_tensor(), self.dtype)

    def _determinant(self) -> Tensor:
        return self._ones()

    def _log_abs_determinant(self) -> Tensor:
        return ops.zeros(self.batch_shape_tensor(), self.dtype)

    def _trace(self) -> Tensor:
        return ops.cast(self.domain_dimension_tensor(), self.dtype) * self._ones()

    def _diag_part(self) -> Tensor:
        return ops.ones(self.shape_tensor()[:-1], self.dtype)

    def _to_dense(self) -> Tensor:
        known = self.shape
        if known.is_fully_defined():
            return ops.eye(known[-1].value, batch_shape=known[:-2].as_list(), dtype=self.dtype)
        return ops.eye(self._num_rows, batch_shape=self.batch_shape_tensor(), dtype=self.dtype)

    def _add_to_tensor(self, x: Tensor) -> Tensor:
        return ops.matrix_set_diag(x, ops.matrix_diag_part(x) + ops.cast(1, self.dtype))

    def _assert_non_singular(self) -> Operation:
        return ops.no_op("assert_non_singular")

    def _assert_positive_definite(self) -> Operation:
        return ops.no_op("assert_positive_definite")

    def _assert_self_adjoint(self) -> Operation:
        return ops.no_op("assert_self_adjoint")


def known_batch(batch: Any) -> TensorShape:
    """The leading dimensions that a vector of sizes says, as far as it is known; None: there are none."""
    if batch is None:
        return TensorShape([])
    known = constant_value(batch)
    return TensorShape(None) if known is None else TensorShape(known.tolist())


@ADJOINT.of(LinearOperatorIdentity)
@INVERSE.of(LinearOperatorIdentity)
@CHOLESKY.of(LinearOperatorIdentity)
def _same(operator: LinearOperatorIdentity) -> LinearOperator:
    return operator
