"""BoundedTensorSpec: what a tensor is, and between which numbers its elements lie."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph.core.tensor import TensorSpec
from headrace.graph.types.likes import DTypeLike, ShapeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.types.static_shapes import broadcast


@export("contrib.framework.BoundedTensorSpec")
class BoundedTensorSpec(TensorSpec):
    """Shape and type of a tensor, bounds of its elements, and a name.

    Args:
      shape: a TensorShape, or what converts to one.
      dtype: a DType, or what converts to one.
      minimum, maximum: the bounds, both among them: numbers, or arrays that are broadcast to the shape.

    Raises:
      ValueError: a bound is None or of another shape.
    """

    __slots__ = ("_maximum", "_minimum")

    def __init__(self, shape: ShapeLike, dtype: DTypeLike, minimum: Any, maximum: Any, name: str | None = None) -> None:
        super().__init__(shape, dtype, name)
        if minimum is None or maximum is None:
            raise ValueError(f"minimum and maximum must be provided; but saw '{minimum}' and '{maximum}'")
        self._minimum = self._bound("minimum", minimum)
        self._maximum = self._bound("maximum", maximum)

    def _bound(self, name: str, value: Any) -> np.ndarray:
        own = None if self.shape.ndims is None else tuple(self.shape.as_list())
        try:
            broadcast(np.shape(value), own)
        except ValueError:
            told = f"Incompatible shapes for broadcasting: {TensorShape(np.shape(value))} and {self.shape}"
            raise ValueError(f"{name} is not compatible with shape. Message: {ValueError(told)!r}.") from None
        array = np.array(value, self.dtype.as_numpy_dtype)
        array.setflags(write=False)
        return array

    @classmethod
    def from_spec(cls, spec: Any, name: str | None = None) -> BoundedTensorSpec:
        """The same as another spec, with the bounds of the type where it has none.

        Args:
          spec: a TensorSpec.

        Returns:
          a BoundedTensorSpec.
        """
        minimum, maximum = getattr(spec, "minimum", spec.dtype.min), getattr(spec, "maximum", spec.dtype.max)
        return cls(spec.shape, spec.dtype, minimum, maximum, name or spec.name)

    @property
    def minimum(self) -> np.ndarray:
        """The least that an element may be, an array that cannot be written."""
        return self._minimum

    @property
    def maximum(self) -> np.ndarray:
        """The greatest that an element may be, an array that cannot be written."""
        return self._maximum

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BoundedTensorSpec):
            return False
        if (repr(self.shape), self.dtype, self.name) != (repr(other.shape), other.dtype, other.name):
            return False
        return np.allclose(self._minimum, other._minimum) and np.allclose(self._maximum, other._maximum)

    def __hash__(self) -> int:
        return hash((repr(self.shape), self.dtype, self.name))

    def __repr__(self) -> str:
        return (
            f"BoundedTensorSpec(shape={self.shape}, dtype={self.dtype!r}, name={self.name!r}, "
            f"minimum={self._minimum!r}, maximum={self._maximum!r})"
        )
