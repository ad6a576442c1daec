"""The operator that makes everything zero."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.static_values import constant_value
from ..core.tensor import Tensor
from ..types import dtypes
from ..types.errors import invalid
from ..types.likes import DTypeLike, ShapeLike, TensorLike
from ..types.shapes import TensorShape
from .checks import broadcast_shape, broadcast_shape_tensor
from .hints import always
from .identity import OfSizes, known_batch


@export("linalg.LinearOperatorZeros")
class LinearOperatorZeros(OfSizes):
    """The matrix of which all elements are zero.

    Args:
      num_rows: int32 scalar.
      num_columns: the same; as many as rows by default.
      batch_shape: int32 vector, the dimensions before the last two; none by default.
      dtype: of its elements, float32 by default.
      is_non_singular, is_positive_definite: are False.
      is_self_adjoint: True where it is square, else False.
      is_square: whether it is.
      assert_proper_shapes: whether sizes are checked when the graph runs.
      name: what begins the names of its operations.

    Raises:
      ValueError: hints that do not hold, sizes of another rank or below zero.
      TypeError: sizes that are no integers.
    """

    def __init__(
        self,
        num_rows: TensorLike,
        num_columns: TensorLike | None = None,
        batch_shape: ShapeLike | None = None,
        dtype: DTypeLike | None = None,
        is_non_singular: bool | None = False,
        is_self_adjoint: bool | None = True,
        is_positive_definite: bool | None = False,
        is_square: bool | None = True,
        assert_proper_shapes: bool = False,
        name: str = "LinearOperatorZeros",
    ) -> None:
        self._assert_proper_shapes = assert_proper_shapes
        with name_scope(name):
            always(is_non_singular, False, "A zero operator is always singular.")
            always(is_positive_definite, False, "A zero operator is always not positive-definite.")
            if is_square and not is_self_adjoint:
                raise ValueError("A zero operator is always self adjoint.")
            super().__init__(
                dtype or dtypes.float32, None, is_non_singular, is_self_adjoint, is_positive_definite, is_square, name
            )
            self._num_rows = self._size(num_rows, "num_rows")
            self._num_columns = self._num_rows if num_columns is None else self._size(num_columns, "num_columns")
            self._batch = None if batch_shape is None else self._size(batch_shape, "batch_shape", 1, "batch_shape_arg")
            rows, columns = (constant_value(size) for size in (self._num_rows, self._num_columns))
            if is_square and rows is not None and columns is not None and rows != columns:
                message = (
                    f"LinearOperatorZeros initialized as is_square=True, but got num_rows({rows}) != num_columns({columns})"
                )
                raise ValueError(message)

    def _shape(self) -> TensorShape:
        return known_batch(self._batch).concatenate([constant_value(self._num_rows), constant_value(self._num_columns)])

    def _shape_tensor(self) -> Tensor:
        sizes = ops.stack([self._num_rows, self._num_columns])
        return sizes if self._batch is None else ops.concat([self._batch, sizes], 0)

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        x = self._argument(x, adjoint_arg)
        known = broadcast_shape(x.shape[:-2], self.batch_shape)
        rows = self.domain_dimension if adjoint else self.range_dimension
        shape: Any = known.concatenate([rows]).concatenate(x.shape[-1:])
        if shape.is_fully_defined():
            return ops.zeros(shape.as_list(), self.dtype)
        size = self.domain_dimension_tensor() if adjoint else self.range_dimension_tensor()
        sizes = ops.shape(x)
        batch = broadcast_shape_tensor(sizes[:-2], self.batch_shape_tensor())
        return ops.zeros(ops.concat([batch, [size], sizes[-1:]], 0), self.dtype)

    def _of_batch(self) -> Tensor:
        return ops.zeros(self.batch_shape_tensor(), self.dtype)

    def _determinant(self) -> Tensor:
        return self._of_batch()

    def _trace(self) -> Tensor:
        return self._of_batch()

    def _diag_part(self) -> Tensor:
        size = ops.minimum(self.domain_dimension_tensor(), self.range_dimension_tensor())
        return ops.zeros(ops.concat([self.batch_shape_tensor(), [size]], 0), self.dtype)

    def _to_dense(self) -> Tensor:
        return ops.zeros(self.shape_tensor(), self.dtype)

    def _add_to_tensor(self, x: Tensor) -> Tensor:
        return x

    def _assert_non_singular(self) -> Operation:
        raise invalid("Zero operators are always non-invertible.")

    def _assert_positive_definite(self) -> Operation:
        raise invalid("Zero operators are always non-positive definite.")

    def _assert_self_adjoint(self) -> Operation:
        return ops.no_op("assert_self_adjoint")
