"""What a linear operator says of itself: its name, type and sizes, and what the program has said of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from .. import ops
from ..core.build import convert_to_tensor
from ..core.constants import constant
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..types import dtypes
from ..types.dtypes import DType
from ..types.likes import DTypeLike, TensorLike
from ..types.shapes import Dimension, TensorShape, dimension_at_index


class Described:
    """The part of an operator that says what it is."""

    def __init__(
        self,
        dtype: DTypeLike,
        graph_parents: Sequence[Tensor] | None = None,
        is_non_singular: bool | None = None,
        is_self_adjoint: bool | None = None,
        is_positive_definite: bool | None = None,
        is_square: bool | None = None,
        name: str | None = None,
    ) -> None:
        if is_positive_definite:
            if is_non_singular is False:
                raise ValueError("A positive definite matrix is always non-singular.")
            is_non_singular = True
        for hint, kind in ((is_non_singular, "non-singular"), (is_self_adjoint, "self-adjoint")):
            if hint:
                if is_square is False:
                    raise ValueError(f"A {kind} matrix is always square.")
                is_square = True
        for number, parent in enumerate(graph_parents or ()):
            if parent is None or not hasattr(parent, "graph"):
                raise ValueError(f"Graph parent item {number} is not a Tensor; {parent}.")
        self._dtype: Any = None if dtype is None else dtypes.as_dtype(dtype)
        self._graph_parents = list(graph_parents or ())
        self._is_non_singular = is_non_singular
        self._is_self_adjoint = is_self_adjoint
        self._is_positive_definite = is_positive_definite
        self._is_square = is_square
        self._name = name or type(self).__name__

    # -- said by the program ---------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """What begins the names of its operations."""
        return self._name

    @property
    def dtype(self) -> DType:
        """The type of its elements, and of what it is multiplied with."""
        return self._dtype

    @property
    def graph_parents(self) -> list[Tensor]:
        """The tensors that it is made of."""
        return self._graph_parents

    @property
    def is_non_singular(self) -> bool | None:
        """Whether it has an inverse; None: nobody has said."""
        return self._is_non_singular

    @property
    def is_self_adjoint(self) -> bool | None:
        """Whether it is its own adjoint; None: nobody has said."""
        return self._is_self_adjoint

    @property
    def is_positive_definite(self) -> bool | None:
        """Whether the real part of x^H A x is positive for all x but 0; None: nobody has said."""
        return self._is_positive_definite

    @property
    def is_square(self) -> bool | None:
        """Whether it has as many rows as columns; None: nobody has said, and the sizes are not known.

        Raises:
          ValueError: the program has said that it has not, and it has.
        """
        rows, columns = self.range_dimension.value, self.domain_dimension.value
        if rows is None or columns is None or self._is_square:
            return self._is_square
        if self._is_square is False and rows == columns:
            raise ValueError("User set is_square hint to False, but the operator was square.")
        return rows == columns

    # -- sizes -----------------------------------------------------------------------------------------------------------

    def _shape(self) -> TensorShape:
        raise NotImplementedError("_shape is not implemented.")

    def _shape_tensor(self) -> Tensor:
        raise NotImplementedError("_shape_tensor is not implemented.")

    @property
    def shape(self) -> TensorShape:
        """As far as it is known: [..., rows, columns]."""
        return self._shape()

    @property
    def batch_shape(self) -> TensorShape:
        """As far as it is known: the dimensions before the last two."""
        return self.shape[:-2]

    @property
    def tensor_rank(self) -> int | None:
        """How many dimensions its shape has, None if that is not known."""
        return self.shape.ndims

    @property
    def domain_dimension(self) -> Dimension:
        """How many elements the vectors have that it is multiplied with: its columns."""
        return dimension_at_index(self.shape, -1)

    @property
    def range_dimension(self) -> Dimension:
        """How many elements the products with vectors have: its rows."""
        return dimension_at_index(self.shape, -2)

    def shape_tensor(self, name: str = "shape_tensor") -> Tensor:
        """Its shape when the graph runs.

        Args:
          name: of the scope of what is added to the graph.

        Returns:
          int32 vector.
        """
        with self._name_scope(name):
            if self.shape.is_fully_defined():
                return constant(self.shape.as_list(), dtypes.int32)
            return self._shape_tensor()

    def batch_shape_tensor(self, name: str = "batch_shape_tensor") -> Tensor:
        """The dimensions before the last two when the graph runs.

        Args:
          name: of the scope of what is added to the graph.

        Returns:
          int32 vector.
        """
        with self._name_scope(name):
            if self.batch_shape.is_fully_defined():
                return constant(self.batch_shape.as_list(), dtypes.int32, name="batch_shape")
            return self.shape_tensor()[:-2]

    def tensor_rank_tensor(self, name: str = "tensor_rank_tensor") -> Tensor:
        """How many dimensions its shape has when the graph runs.

        Args:
          name: of the scope of what is added to the graph.

        Returns:
          int32 scalar.
        """
        with self._name_scope(name):
            if self.tensor_rank is not None:
                return constant(self.tensor_rank, dtypes.int32)
            return ops.size(self.shape_tensor())

    def domain_dimension_tensor(self, name: str = "domain_dimension_tensor") -> Tensor:
        """How many columns it has when the graph runs.

        Args:
          name: of the scope of what is added to the graph.

        Returns:
          int32 scalar.
        """
        with self._name_scope(name):
            return self._size_tensor(-1)

    def range_dimension_tensor(self, name: str = "range_dimension_tensor") -> Tensor:
        """How many rows it has when the graph runs.

        Args:
          name: of the scope of what is added to the graph.

        Returns:
          int32 scalar.
        """
        with self._name_scope(name):
            return self._size_tensor(-2)

    def _size_tensor(self, axis: int) -> Tensor:
        known = dimension_at_index(self.shape, axis).value
        return self.shape_tensor()[axis] if known is None else constant(known, dtypes.int32)

    # -- what methods share ----------------------------------------------------------------------------------------------

    def _name_scope(self, name: str | None) -> AbstractContextManager:
        """The scope of a method."""
        return name_scope(f"{self.name}/{name}" if name else self.name)

    def _converted(self, x: TensorLike, name: str) -> Tensor:
        """An argument of a method as a tensor. Raises TypeError where it is of another type than the operator."""
        x = convert_to_tensor(x, name=name)
        if x.dtype.base_dtype != self.dtype:
            raise TypeError(f"Expected argument to have dtype {self.dtype}.  Found: {x.dtype} in tensor {x}")
        return x

    def _check_size(self, own_axis: int, x: Tensor, axis: int) -> None:
        """Raises ValueError where a size of `x` is not that of the operator, IndexError where it has no such axis."""
        if x.shape.ndims is not None and x.shape.ndims < -axis:
            raise IndexError("list index out of range")
        dimension_at_index(self.shape, own_axis).assert_is_compatible_with(dimension_at_index(x.shape, axis))
