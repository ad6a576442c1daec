"""What is known of elements before there are any: a structure with a spec for each component.

A spec says how a component goes through datasets as one tensor: what it becomes on its way in (`_to_tensor`), and what is made
of that on its way out (`_from_tensor`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor, TensorSpec
from headrace.graph.ops.sparse.codecs import deserialize_sparse, serialize_many_sparse, serialize_sparse
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor, SparseTensorValue
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType
from headrace.graph.types.likes import DTypeLike, ShapeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.types.static_shapes import StaticShape, as_static

from . import nest


@export("data.experimental.Structure")
class Structure(ABC):
    """What is known of a component: its type, its shape, its class. `TensorSpec` is one, too."""

    @property
    @abstractmethod
    def value_type(self) -> type:
        """The class of what is described."""

    @abstractmethod
    def _legacy(self) -> tuple[Any, Any, Any]:
        """Its output_types, output_shapes and output_classes."""

    @abstractmethod
    def _batch(self, size: int | None) -> Any:
        """The spec of so many of them together; None: of any number."""

    @abstractmethod
    def _unbatch(self) -> Any:
        """The spec of one of those that lie along the first dimension."""

    @abstractmethod
    def _to_tensor(self, value: Any) -> Tensor:
        """The tensor that stands for a value."""

    @abstractmethod
    def _from_tensor(self, tensor: Tensor) -> Any:
        """The value that a tensor stands for."""

    def is_compatible_with(self, other: Any) -> bool:
        """Whether what `other` describes, or a value, may be of this spec."""
        if not isinstance(other, (Structure, TensorSpec)):
            other = spec_of(other)
        return type(self) is type(other) and self._fits(other)

    def _fits(self, other: Any) -> bool:
        return self == other

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(repr(self))


Structure.register(TensorSpec)


class SparseTensorSpec(Structure):
    """What is known of a SparseTensor.

    Args:
      shape: of the whole; a TensorShape, or what converts to one.
      dtype: of its values.
    """

    def __init__(self, shape: ShapeLike | None = None, dtype: DTypeLike = dtypes.float32) -> None:
        self._shape = TensorShape(shape)
        self._dtype = dtypes.as_dtype(dtype)

    @property
    def shape(self) -> TensorShape:
        """The shape of the whole."""
        return self._shape

    @property
    def dtype(self) -> DType:
        """The type of the values."""
        return self._dtype

    @property
    def value_type(self) -> type:
        """SparseTensor."""
        return SparseTensor

    def __repr__(self) -> str:
        return f"SparseTensorSpec({self._shape!r}, {self._dtype!r})"

    def _fits(self, other: Any) -> bool:
        return self._dtype.is_compatible_with(other.dtype) and self._shape.is_compatible_with(other.shape)

    def _legacy(self) -> tuple[Any, Any, Any]:
        return self._dtype, self._shape, SparseTensor

    def _batch(self, size: int | None) -> SparseTensorSpec:
        return SparseTensorSpec(TensorShape([size]).concatenate(self._shape), self._dtype)

    def _unbatch(self) -> SparseTensorSpec:
        return SparseTensorSpec(_without_first(self._shape), self._dtype)

    def _to_tensor(self, value: Any) -> Tensor:
        return serialize_sparse(SparseTensor.from_value(value), out_type=dtypes.variant)

    def _from_tensor(self, tensor: Tensor) -> SparseTensor:
        return deserialize_sparse(tensor, self._dtype, self._shape.ndims)


@export("data.experimental.SparseTensorStructure")
def sparse_tensor_structure(dtype: DTypeLike, shape: ShapeLike | None) -> SparseTensorSpec:
    """What is known of a SparseTensor.

    Args:
      dtype: of its values.
      shape: of the whole.

    Returns:
      A structure.
    """
    return SparseTensorSpec(shape, dtype)


@export("data.experimental.TensorStructure")
def tensor_structure(dtype: DTypeLike, shape: ShapeLike | None) -> TensorSpec:
    """What is known of a Tensor.

    Args:
      dtype: its type.
      shape: its shape.

    Returns:
      A TensorSpec.
    """
    return TensorSpec(TensorShape(shape), dtype)


def _without_first(shape: TensorShape) -> TensorShape:
    if shape.ndims == 0:
        raise ValueError("Unbatching a tensor is only supported for rank >= 1")
    return shape if shape.ndims is None else shape[1:]


def spec_of(value: Any) -> Any:
    """The spec of a Tensor, SparseTensor, dataset, or what converts to a tensor.

    Raises:
      TypeError, ValueError: it is none.
    """
    if isinstance(value, SparseTensorValue):
        value = SparseTensor.from_value(value)
    if isinstance(value, SparseTensor):
        return SparseTensorSpec(value.shape, value.dtype)
    own = getattr(value, "_type_spec", None)
    if own is not None:
        return own
    tensor = convert_to_tensor(value)
    return TensorSpec(tensor.shape, tensor.dtype.base_dtype)


def specs_of(element: Any) -> Any:
    """The specs of the components of an element."""
    return nest.map_structure(spec_of, element)


def normalized(element: Any) -> Any:
    """An element whose components are tensors, sparse tensors, datasets."""
    with get_default_graph().name_scope("normalize_element"):
        leaves = [_component(leaf, f"component_{index}") for index, leaf in enumerate(nest.flatten(element))]
    return nest.pack(element, leaves)


def _component(value: Any, name: str) -> Any:
    if isinstance(value, (SparseTensor, SparseTensorValue)):
        return SparseTensor.from_value(value)
    return value if getattr(value, "_type_spec", None) is not None else convert_to_tensor(value, name=name)


def to_tensors(specs: Any, element: Any) -> list[Tensor]:
    """The tensors that stand for the components of an element."""
    values = nest.flatten(element)
    return [_to_tensor(spec, value) for spec, value in zip(nest.flatten(specs), values, strict=True)]


def _to_tensor(spec: Any, value: Any) -> Tensor:
    return convert_to_tensor(value, spec.dtype) if isinstance(spec, TensorSpec) else spec._to_tensor(value)


def to_batched_tensors(specs: Any, element: Any) -> list[Tensor]:
    """The tensors whose slices stand for the slices of the components of an element.

    Raises:
      ValueError: a component is a scalar.
    """
    found = []
    for spec, value in zip(nest.flatten(specs), nest.flatten(element), strict=True):
        if isinstance(spec, SparseTensorSpec):
            if spec.shape.ndims == 0:
                raise ValueError("Unbatching a sparse tensor is only supported for rank >= 1")
            found.append(serialize_many_sparse(value, out_type=dtypes.variant))
        elif not isinstance(spec, TensorSpec):
            raise ValueError(f"{spec} cannot be cut into slices.")
        elif value.shape.ndims == 0:
            raise ValueError(f"Value {value} has insufficient rank for batching.")
        else:
            found.append(value)
    return found


def from_tensors(specs: Any, tensors: Sequence[Tensor]) -> Any:
    """The element whose components the tensors stand for."""
    leaves = []
    for spec, tensor in zip(nest.flatten(specs), tensors, strict=True):
        if isinstance(spec, TensorSpec):
            tensor.set_shape(spec.shape)
            leaves.append(tensor)
        else:
            leaves.append(spec._from_tensor(tensor))
    return nest.pack(specs, leaves)


def flat_types(specs: Any) -> tuple[DType, ...]:
    """The types of the tensors that stand for an element."""
    return tuple(spec.dtype if isinstance(spec, TensorSpec) else dtypes.variant for spec in nest.flatten(specs))


def flat_shapes(specs: Any) -> tuple[StaticShape, ...]:
    """The static shapes of these tensors."""
    return tuple(_flat_shape(spec) for spec in nest.flatten(specs))


def _flat_shape(spec: Any) -> StaticShape:
    if isinstance(spec, TensorSpec):
        return as_static(spec.shape)
    return getattr(spec, "_component_shape", None)


def batched(specs: Any, size: int | None) -> Any:
    """The specs of so many elements together."""

    def one(spec: Any) -> Any:
        if isinstance(spec, TensorSpec):
            return TensorSpec(TensorShape([size]).concatenate(spec.shape), spec.dtype)
        return spec._batch(size)

    return nest.map_structure(one, specs)


def unbatched(specs: Any) -> Any:
    """The specs of the slices of elements."""

    def one(spec: Any) -> Any:
        if isinstance(spec, TensorSpec):
            return TensorSpec(_without_first(spec.shape), spec.dtype)
        return spec._unbatch()

    return nest.map_structure(one, specs)


def types_of(specs: Any) -> Any:
    """The `output_types` of specs."""
    return nest.map_structure(lambda spec: _legacy(spec)[0], specs)


def shapes_of(specs: Any) -> Any:
    """The `output_shapes` of specs."""
    return nest.map_structure(lambda spec: _legacy(spec)[1], specs)


def classes_of(specs: Any) -> Any:
    """The `output_classes` of specs."""
    return nest.map_structure(lambda spec: _legacy(spec)[2], specs)


def _legacy(spec: Any) -> tuple[Any, Any, Any]:
    return (spec.dtype, spec.shape, Tensor) if isinstance(spec, TensorSpec) else spec._legacy()


def specs_from(types: Any, shapes: Any = None, classes: Any = None) -> Any:
    """The specs of types, shapes and classes in structures that are alike; by default any shape, Tensors."""
    types = nest.map_structure(dtypes.as_dtype, types)
    kinds = nest.flatten(types)
    if shapes is None:
        known: list[Any] = [TensorShape(None)] * len(kinds)
    else:
        known = nest.map_up_to(types, TensorShape, shapes)
    found = [Tensor] * len(kinds) if classes is None else nest.flatten(classes)
    return nest.pack(types, [_spec_from(*parts) for parts in zip(kinds, known, found, strict=True)])


def _spec_from(kind: DType, shape: TensorShape, of: Any) -> Any:
    if isinstance(of, Structure):
        return of
    if of is SparseTensor:
        return SparseTensorSpec(shape, kind)
    if of is Tensor:
        return TensorSpec(shape, kind)
    raise TypeError(f"Could not build a structure for output class {of!r}")


def are_compatible(one: Any, other: Any) -> bool:
    """Whether elements of the second specs may be where such of the first are expected."""
    try:
        nest.assert_same_structure(one, other)
    except (ValueError, TypeError):
        return False
    return all(a.is_compatible_with(b) for a, b in zip(nest.flatten(one), nest.flatten(other), strict=True))


def most_specific(one: Any, other: Any) -> Any:
    """The specs that both are cases of."""

    def joined(a: Any, b: Any) -> Any:
        if not isinstance(a, (TensorSpec, SparseTensorSpec)):
            return a
        return type(a)(a.shape.most_specific_compatible_shape(b.shape), a.dtype)

    return nest.map_structure(joined, one, other)
