"""Sizes of states and outputs: numbers, TensorShapes or tensors, without the batch."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.constants import constant
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.shapes import TensorShape, as_shape

from .nesting import mapped


@export("nn.rnn_cell._concat")
def _concat(prefix: Any, suffix: Any, static: bool = False) -> Any:
    """One size after the other.

    Args:
      prefix, suffix: an int, a TensorShape, or an int32 tensor of rank 0 or 1.
      static: give what is known of it, a list with None for what is not, or None if its rank is not.

    Returns:
      an int32 vector, unless `static`.

    Raises:
      ValueError: a tensor of higher rank; a size that is not fully known, unless `static`.
    """
    first, first_known = _size(prefix, "prefix")
    second, second_known = _size(suffix, "suffix")
    if static:
        shape = TensorShape(first_known).concatenate(TensorShape(second_known))
        return None if shape.rank is None else shape.as_list()
    if first is None or second is None:
        raise ValueError(f"Provided a prefix or suffix of None: {prefix} and {suffix}")
    return ops.concat((first, second), 0)


def _size(size: Any, role: str) -> tuple[Tensor | None, Any]:
    """A size as a vector, None where it is not known, and what is known of it."""
    if isinstance(size, Tensor):
        known = constant_value(size)
        rank = size.shape.rank
        if rank not in (0, 1):
            raise ValueError(f"{role} tensor must be either a scalar or vector, but saw tensor: {size}")
        static = [None] if known is None and rank == 0 else known if known is None else [int(n) for n in known.ravel()]
        return ops.expand_dims(size, 0) if rank == 0 else size, static
    shape = as_shape(size)
    vector = constant(shape.as_list(), dtypes.int32) if shape.is_fully_defined() else None
    return vector, None if shape.rank is None else shape.as_list()


def zeros_of(size: Any, batch_size: Any, dtype: Any) -> Any:
    """Zeros of a size, or of a structure of sizes, for each element of a batch."""

    def zeros(one: Any) -> Tensor:
        made = ops.zeros(_concat(batch_size, one), dtype)
        made.set_shape(_concat(batch_size, one, static=True))
        return made

    return mapped(zeros, size)
