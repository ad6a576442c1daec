"""Structure: what batching functions take and give back: lists, dicts, single tensors, with SparseTensors among them.

A SparseTensor goes through a queue as a handle: its parts wait in a map of the session.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.sparse import ADD_MANY_SPARSE, ADD_SPARSE, TAKE_MANY_SPARSE
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes


class Structure:
    """How a collection of tensors is flattened, and put together again.

    Args:
      tensors: a list, tuple or dict of tensors, or a single one.
    """

    def __init__(self, tensors: Any) -> None:
        if isinstance(tensors, dict):
            self._keys: list | None = sorted(tensors)
            self.flat = [tensors[key] for key in self._keys]
        else:
            self._keys = None
            self.flat = list(tensors) if isinstance(tensors, (list, tuple)) else [tensors]
        self._single = not isinstance(tensors, (list, tuple, dict))

    def rebuilt(self, flat: Any) -> Any:
        """The same structure with other tensors."""
        tensors = list(flat) if isinstance(flat, (list, tuple)) else [flat]
        if self._keys is not None:
            return dict(zip(self._keys, tensors, strict=True))
        if self._single or len(tensors) == 1:
            return tensors[0]
        return tensors


class SparseComponents:
    """The SparseTensors among the components of an element: stored as handles, restored behind the queue."""

    def __init__(self, enqueue_many: bool) -> None:
        self._enqueue_many = enqueue_many
        self._maps: list[tuple[Operation, dtypes.DType, int | None] | None] | None = None

    def stored(self, components: Sequence[Any]) -> list[Tensor]:
        """The components as dense tensors. Call it for each list that goes into the same queue."""
        found = [ops.convert_to_tensor_or_sparse_tensor(component) for component in components]
        first = self._maps is None
        maps: list[Any] = [None] * len(found) if first else list(self._maps or ())
        dense = []
        for position, component in enumerate(found):
            if not isinstance(component, SparseTensor):
                dense.append(component)
                continue
            known = maps[position]
            definition = ADD_MANY_SPARSE if self._enqueue_many else ADD_SPARSE
            shared = "" if known is None else known[0].name
            handle = definition(
                component.indices, component.values, component.dense_shape, shared_name=shared, name=definition.type
            )
            if known is None:
                rank = component.dense_shape.static_shape
                size = None if rank is None or rank[0] is None else rank[0] - int(self._enqueue_many)
                maps[position] = (handle.op, component.dtype.base_dtype, size)
            dense.append(handle if self._enqueue_many else ops.expand_dims(handle, 0))
        self._maps = maps
        return dense

    def restored(self, batched: Any) -> Any:
        """The batch with SparseTensors where there were some."""
        if not any(self._maps or ()):
            return batched
        tensors = list(batched) if isinstance(batched, (list, tuple)) else [batched]
        result: list[Any] = []
        for tensor, entry in zip(tensors, self._maps or (), strict=True):
            if entry is None:
                result.append(tensor)
                continue
            op, dtype, rank = entry
            handles = tensor if self._enqueue_many else ops.squeeze(tensor, [1])
            parts = TAKE_MANY_SPARSE(handles, dtype=dtype, shared_name=op.name, rank=rank)
            result.append(SparseTensor(*parts))
        return result if isinstance(batched, (list, tuple)) else result[0]


def keep_input_tensor(keep_input: Any, enqueue_many: bool) -> Tensor:
    """`keep_input` as a bool tensor. Raises ValueError for a shape that does not fit."""
    tensor = convert_to_tensor(keep_input, None if isinstance(keep_input, Tensor) else dtypes.bool_)
    if tensor.static_shape is None:
        raise ValueError("`keep_input` dimensions must be known at graph construction.")
    if not enqueue_many and len(tensor.static_shape) == 1:
        raise ValueError("`keep_input` cannot be a vector when `enqueue_many=False`.")
    if len(tensor.static_shape) > 1:
        raise ValueError("`keep_input` must be 0 or 1 dimensions.")
    return tensor
