"""Operators that Fourier transforms make diagonal: convolutions on rings, and on tori of two or three dimensions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..types import dtypes
from ..types.likes import DTypeLike, TensorLike
from ..types.shapes import TensorShape
from .checks import adjoint_if, assert_no_zeros, assert_real, conj_if
from .hints import always, hints_of, settled
from .linear_operator import LinearOperator
from .rules import ADJOINT, INVERSE
from .spectra import as_complex


class _Circulant(LinearOperator):
    """Transforms back what it has multiplied with the spectrum after a transform over `block_depth` axes."""

    _depth: int
    _transforms: tuple[Callable[[Tensor], Tensor], Callable[[Tensor], Tensor]]

    def __init__(
        self,
        spectrum: TensorLike,
        input_output_dtype: DTypeLike = dtypes.complex64,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = True,
        name: str | None = None,
    ) -> None:
        name = name or type(self).__name__
        with name_scope(name, values=[spectrum]):
            self._spectrum = convert_to_tensor(spectrum, name="spectrum")
            rank = self._spectrum.shape.ndims
            if rank is not None and rank < self._depth:
                raise ValueError(f"Argument spectrum must have at least {self._depth} dimensions.  Found: {self._spectrum}")
            always(is_square, True, "A [[nested] block] circulant operator is always square.")
            is_real = not self._spectrum.dtype.is_complex
            refusal = "A real spectrum always corresponds to a self-adjoint operator."
            super().__init__(
                dtypes.as_dtype(input_output_dtype),
                [self._spectrum],
                is_non_singular,
                settled(is_self_adjoint, is_real, refusal),
                is_positive_definite,
                True,
                name,
            )

    @property
    def spectrum(self) -> Tensor:
        """What the transform is multiplied with, [..., *block_shape]."""
        return self._spectrum

    @property
    def block_depth(self) -> int:
        """How many axes the transform is over."""
        return self._depth

    @property
    def block_shape(self) -> TensorShape:
        """The sizes of these axes, as far as they are known."""
        return self._spectrum.shape[-self._depth :]

    def block_shape_tensor(self) -> Tensor:
        """The sizes of these axes when the graph runs, int32 vector."""
        return ops.shape(self._spectrum)[-self._depth :]

    def convolution_kernel(self, name: str = "convolution_kernel") -> Tensor:
        """What it convolves with: the spectrum, transformed back.

        Args:
          name: of the scope of what is added to the graph.

        Returns:
          [..., *block_shape], of the operator's type.
        """
        with self._name_scope(name):
            return ops.cast(self._transforms[1](self._complex_spectrum()), self.dtype)

    def assert_hermitian_spectrum(self, name: str = "assert_hermitian_spectrum") -> Operation:
        """An op that fails where the spectrum is not Hermitian, up to rounding: the operator is not real then.

        Args:
          name: of the scope of what is added to the graph.
        """
        with self._name_scope(name):
            kernel = self._transforms[1](self._complex_spectrum())
            real = kernel.dtype.real_dtype
            most = ops.reduce_max(ops.abs(kernel)) * (5 * float(np.finfo(real.as_numpy_dtype).eps))
            return ops.assert_less_equal(ops.abs(ops.imag(kernel)), most, message="Spectrum was not Hermitian")

    def _complex_spectrum(self) -> Tensor:
        return as_complex(self._spectrum, self.dtype)

    def _axes(self) -> list[int]:
        return list(range(-self._depth, 0))

    def _shape(self) -> TensorShape:
        known = self._spectrum.shape
        if known.ndims is None:
            return known
        sizes: Any = self.block_shape.as_list()
        size = int(np.prod(sizes)) if self.block_shape.is_fully_defined() else None
        return known[: -self._depth].concatenate([size, size])

    def _shape_tensor(self) -> Tensor:
        sizes = ops.shape(self._spectrum)
        size = ops.reduce_prod(sizes[-self._depth :])
        return ops.concat([sizes[: -self._depth], [size, size]], 0)

    def _scaled(self, x: Tensor, spectrum: Tensor) -> Tensor:
        """Transformed, multiplied, transformed back: along the rows of `x`, [..., n, k]."""
        columns = ops.matrix_transpose(as_complex(x, self.dtype))
        forth, back = self._transforms
        blocks = ops.reshape(columns, ops.concat([ops.shape(columns)[:-1], self.block_shape_tensor()], 0))
        found = back(ops.expand_dims(spectrum, -1 - self._depth) * forth(blocks))
        flat = ops.reshape(found, ops.concat([ops.shape(found)[: -self._depth], [-1]], 0))
        if flat.shape.ndims is not None:
            flat.set_shape([*flat.shape[:-1], self.domain_dimension])
        return ops.cast(ops.matrix_transpose(flat), self.dtype)

    def _matmul(self, x: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return self._scaled(adjoint_if(adjoint_arg, x), conj_if(adjoint, self._complex_spectrum()))

    def _solve(self, rhs: Tensor, adjoint: bool = False, adjoint_arg: bool = False) -> Tensor:
        return self._scaled(adjoint_if(adjoint_arg, rhs), 1 / conj_if(adjoint, self._complex_spectrum()))

    def _determinant(self) -> Tensor:
        return ops.cast(ops.reduce_prod(self._spectrum, self._axes()), self.dtype)

    def _log_abs_determinant(self) -> Tensor:
        return ops.cast(ops.reduce_sum(ops.log(ops.abs(self._spectrum)), self._axes()), self.dtype)

    def _trace(self) -> Tensor:
        return ops.cast(ops.reduce_sum(self._spectrum, self._axes()), self.dtype)

    def _diag_part(self) -> Tensor:
        size = self.domain_dimension_tensor()
        element = self.trace() / ops.cast(size, self.dtype)
        return ops.expand_dims(element, -1) * ops.ones(ops.reshape(size, [1]), self.dtype)

    def _assert_non_singular(self) -> Operation:
        return assert_no_zeros(self._spectrum, "Singular operator:  Spectrum contained zero values.")

    def _assert_positive_definite(self) -> Operation:
        message = "Not positive definite:  Real part of spectrum was not all positive."
        return ops.assert_positive(ops.real(self._spectrum), message=message)

    def _assert_self_adjoint(self) -> Operation:
        return assert_real(self._spectrum, "Not self-adjoint:  The spectrum contained non-zero imaginary part.")


@export("linalg.LinearOperatorCirculant")
class LinearOperatorCirculant(_Circulant):
    """A matrix of which each row is the one above it, turned by one element to the right.

    Args:
      spectrum: numbers [..., n], the transforms of its first columns.
      input_output_dtype: its type; a real one where it is real, as it is for a spectrum that is Hermitian.
      is_non_singular, is_self_adjoint, is_positive_definite: what is known of it, as for `tf.linalg.LinearOperator`.
      is_square: is True.
      name: what begins the names of its operations.

    Raises:
      ValueError: too few dimensions, is_square=False, is_self_adjoint=False for a real spectrum, or hints that contradict each
        other.
    """

    _depth = 1
    _transforms = ops.fft, ops.ifft

    def __init__(
        self,
        spectrum: TensorLike,
        input_output_dtype: DTypeLike = dtypes.complex64,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = True,
        name: str = "LinearOperatorCirculant",
    ) -> None:
        super().__init__(spectrum, input_output_dtype, is_non_singular, is_self_adjoint, is_positive_definite, is_square, name)


@export("linalg.LinearOperatorCirculant2D")
class LinearOperatorCirculant2D(_Circulant):
    """A matrix of circulant blocks, of which each row is the one above it, turned by one block to the right.

    Args:
      spectrum: numbers [..., m, n]; the matrix has m n rows.
      input_output_dtype: its type; a real one where it is real, as it is for a spectrum that is Hermitian.
      is_non_singular, is_self_adjoint, is_positive_definite: what is known of it, as for `tf.linalg.LinearOperator`.
      is_square: is True.
      name: what begins the names of its operations.

    Raises:
      ValueError: as `tf.linalg.LinearOperatorCirculant`.
    """

    _depth = 2
    _transforms = ops.fft2d, ops.ifft2d

    def __init__(
        self,
        spectrum: TensorLike,
        input_output_dtype: DTypeLike = dtypes.complex64,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = True,
        name: str = "LinearOperatorCirculant2D",
    ) -> None:
        super().__init__(spectrum, input_output_dtype, is_non_singular, is_self_adjoint, is_positive_definite, is_square, name)


@export("linalg.LinearOperatorCirculant3D")
class LinearOperatorCirculant3D(_Circulant):
    """A matrix of blocks as of `LinearOperatorCirculant2D`, of which each row is the one above it, turned by one block.

    Args:
      spectrum: numbers [..., l, m, n]; the matrix has l m n rows.
      input_output_dtype: its type; a real one where it is real, as it is for a spectrum that is Hermitian.
      is_non_singular, is_self_adjoint, is_positive_definite: what is known of it, as for `tf.linalg.LinearOperator`.
      is_square: is True.
      name: what begins the names of its operations.

    Raises:
      ValueError: as `tf.linalg.LinearOperatorCirculant`.
    """

    _depth = 3
    _transforms = ops.fft3d, ops.ifft3d

    def __init__(
        self,
        spectrum: TensorLike,
        input_output_dtype: DTypeLike = dtypes.complex64,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = True,
        name: str = "LinearOperatorCirculant3D",
    ) -> None:
        super().__init__(spectrum, input_output_dtype, is_non_singular, is_self_adjoint, is_positive_definite, is_square, name)


@ADJOINT.of(LinearOperatorCirculant)
def _adjoint(operator: LinearOperatorCirculant) -> LinearOperator:
    return of_spectrum(ops.conj(operator.spectrum), hints_of(operator))


@INVERSE.of(LinearOperatorCirculant)
def _inverse(operator: LinearOperatorCirculant) -> LinearOperator:
    return of_spectrum(1.0 / operator.spectrum, hints_of(operator))


def of_spectrum(spectrum: Tensor, hints: dict[str, Any]) -> LinearOperator:
    """A circulant operator made of others; as in TensorFlow it is complex64, whatever they are."""
    return LinearOperatorCirculant(spectrum, **hints)
