"""Structures of tensors: what stands for several tensors is taken apart, and put together again of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .. import ops
from ..core.build import convert_to_tensor
from ..core.structures import assert_same_structure, flat, packed
from ..ops.arrays.shape_queries import SHAPE
from ..ops.sparse.indexed_slices import IndexedSlices
from ..ops.sparse.sparse_tensor import SparseTensor, SparseTensorValue
from ..types.shapes import TensorShape
from ..types.static_shapes import StaticShape


def expanded(structure: Any) -> list:
    """The leaves of a structure, IndexedSlices and SparseTensors taken apart."""
    return [part for leaf in flat(structure) for part in _parts(leaf)]


def rebuilt(like: Any, leaves: Iterator[Any]) -> Any:
    """The leaves in the structure of `like`."""
    return packed(like, iter([_put_together(leaf, leaves) for leaf in flat(like)]))


def mapped(function: Callable[[Any], Any], structure: Any) -> Any:
    """The structure with what `function` makes of its leaves, which IndexedSlices and SparseTensors are."""
    return packed(structure, iter([function(leaf) for leaf in flat(structure)]))


def is_composite(value: Any) -> bool:
    """Whether a value stands for several tensors."""
    return isinstance(value, (IndexedSlices, SparseTensor))


def as_leaf(value: Any) -> Any:
    """A value as a tensor, unless it stands for some already."""
    if is_composite(value) or holds_flow(value):
        return value
    if isinstance(value, SparseTensorValue):
        return SparseTensor.from_value(value)
    return convert_to_tensor(value)


def as_slices(value: Any) -> IndexedSlices:
    """All rows of a tensor as IndexedSlices; those as they are."""
    if isinstance(value, IndexedSlices):
        return value
    sizes = SHAPE(value)
    return IndexedSlices(value, ops.range(0, sizes[0]), sizes)


def holds_flow(value: Any) -> bool:
    """Whether a value is a TensorArray, which goes through loops and branches by its flow."""
    return hasattr(value, "_with_flow")


def flow_of(value: Any) -> Any:
    """The flow of a TensorArray; anything else as it is."""
    return value.flow if holds_flow(value) else value


def with_flow(like: Any, tensor: Any) -> Any:
    """A TensorArray like this one with another flow; for anything else the tensor."""
    return like._with_flow(tensor) if holds_flow(like) else tensor


def _parts(leaf: Any) -> list:
    if isinstance(leaf, IndexedSlices):
        parts = [leaf.values, leaf.indices]
        return parts if leaf.dense_shape is None else [*parts, leaf.dense_shape]
    if isinstance(leaf, SparseTensor):
        return [leaf.indices, leaf.values, leaf.dense_shape]
    return [leaf]


def _put_together(like: Any, leaves: Iterator[Any]) -> Any:
    parts = [next(leaves) for _ in _parts(like)]
    if isinstance(like, IndexedSlices):
        return IndexedSlices(*parts)
    return SparseTensor(*parts) if isinstance(like, SparseTensor) else parts[0]


def invariants(variables: Any, given: Any) -> list[StaticShape]:
    """What is the same of the shapes of a loop's variables in all iterations, in the order of `expanded`.

    Args:
      given: TensorShapes in the structure of `variables`, None for the shape that a variable has first; or None.

    Raises:
      ValueError: one of them is no TensorShape or not one that a SparseTensor can have, or they are in another structure.
    """
    leaves = flat(variables)
    if given is None:
        return [shape for leaf in leaves for shape in _first_shapes(leaf)]
    assert_same_structure(mapped(lambda _: None, variables), mapped(lambda _: None, given))
    found: list[StaticShape] = []
    for leaf, shape in zip(leaves, flat(given), strict=True):
        if shape is not None and not isinstance(shape, TensorShape):
            raise ValueError("`shapes` must be a (possibly nested) list of shapes.")
        found.extend(_first_shapes(leaf) if shape is None else _told_shapes(leaf, shape))
    return found


def _first_shapes(leaf: Any) -> list[StaticShape]:
    if isinstance(leaf, SparseTensor):
        rank = leaf.shape.rank
        return [(None, rank), (None,), (rank,)]
    if isinstance(leaf, IndexedSlices):
        rows = leaf.indices.shape
        parts = [rows.concatenate(leaf.shape[1:]).static, rows.static]
        return parts if leaf.dense_shape is None else [*parts, (leaf.shape.rank,)]
    return [flow_of(leaf).static_shape]


def _told_shapes(leaf: Any, shape: TensorShape) -> list[StaticShape]:
    if isinstance(leaf, SparseTensor):
        if shape.rank not in (None, 1):
            raise ValueError(f"Expected a shape with 1 dimension, got {shape}")
        rank = shape[0].value
        return [(None, rank), (None,), (rank,)]
    if isinstance(leaf, IndexedSlices):
        parts = [shape.static, shape[:1].static]
        return parts if leaf.dense_shape is None else [*parts, (shape.rank,)]
    return [shape.static]
