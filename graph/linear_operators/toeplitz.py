"""Operators whose diagonals are constant."""

from __future__ import annotations

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..types.likes import TensorLike
from ..types.shapes import TensorShape
from .checks import adjoint_if, broadcast_shape, broadcast_shape_tensor, conj_if
from .hints import always
from .linear_operator import LinearOperator
from .spectra import as_complex


@export("linalg.LinearOperatorToeplitz")
class LinearOperatorToeplitz(LinearOperator):
    """A square matrix in each of whose diagonals all elements are the same; it is applied by Fourier transforms.

    Args:
      col: floats or complex numbers [..., n], its first columns.
      row: of that type, [..., n], its first rows; their first elements are left out of account.
      is_non_singular, is_self_adjoint, is_positive_definite, is_square: what is known of it, as for `tf.linalg.LinearOperator`.
      name: what begins the names of its operations.

    Raises:
      ValueError: scalars, lengths that differ, is_square=False, or hints that contradict each other.
      TypeError: types that differ.
    """

    def __init__(
        self,
        col: TensorLike,
        row: TensorLike,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = None,
        name: str = "LinearOperatorToeplitz",
    ) -> None:
        with name_scope(name, values=[row, col]):
            self._row = convert_to_tensor(row, name="row")
            self._col = convert_to_tensor(col, name="col")
            for tensor, argument in ((self._row, "row"), (self._col, "col")):
                if tensor.shape.ndims == 0:
                    raise ValueError(f"Argument {argument} must have at least 1 dimension.  Found: {tensor}")
            if None not in (self._row.shape.ndims, self._col.shape.ndims):
                if not self._row.shape[-1].is_compatible_with(self._col.shape[-1]):
                    raise ValueError("Expected square matrix, got row and col with mismatched dimensions.")
            always(is_square in (None, True), True, "Only square Toeplitz operators currently supported.")
            # The first column of a circulant matrix of twice the size, in which this one stands above on the left.
            parts = [self._col, ops.zeros_like(self._col[..., :1]), ops.reverse(self._row[..., 1:], [-1])]
            self._circulant = ops.concat(parts, -1)
            super().__init__(
                self._row.dtype.base_dtype,
                [self._row, self._col],
                is_non_singular,
                is_self_adjoint,
                is_positive_definite,
                True,
                name,
            )

    @property
    def col(self) -> Tensor:
        """Its first columns, [..., n]."""
        return self._col

    @property
    def row(self) -> Tensor:
        """Its first rows, [..., n]; the first elements are of no meaning."""
        return self._row

    def _shape(self) -> TensorShape:
        both = broadcast_shape(self._row.shape, self._col.shape)
        return both.concatenate(both[-1:])

    def _shape_tensor(self) -> Tensor:
        both = broadcast_shape_tensor(ops.shape(self._row), ops.shape(self._col))
        return ops.concat([both, both[-1:]], 0)

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        columns = ops.matrix_transpose(adjoint_if(adjoint_arg, as_complex(x, self.dtype)))
        spectrum = conj_if(adjoint, ops.fft(as_complex(self._circulant, self.dtype)))
        twice = ops.concat([columns, ops.zeros_like(columns)], -1)
        product = ops.ifft(ops.expand_dims(spectrum, -2) * ops.fft(twice))
        return ops.cast(ops.matrix_transpose(product[..., : self.domain_dimension_tensor()]), self.dtype)

    def _trace(self) -> Tensor:
        return ops.cast(self.domain_dimension_tensor(), self.dtype) * self._col[..., 0]

    def _diag_part(self) -> Tensor:
        size = ops.reshape(self.domain_dimension_tensor(), [1])
        return self._col[..., :1] * ops.ones(size, self.dtype)

    def _to_dense(self) -> Tensor:
        size = self.domain_dimension_tensor()
        places = ops.range(size)
        at = ops.expand_dims(places, 1) - ops.expand_dims(places, 0)
        found = ops.gather(self._circulant, ops.floormod(at, 2 * size), axis=-1)
        found.set_shape(self.shape)
        return found

    def _assert_self_adjoint(self) -> Operation:
        message = "row and col are not the same, and so this operator is not self-adjoint."
        return ops.assert_equal(self._row, self._col, message=message)
