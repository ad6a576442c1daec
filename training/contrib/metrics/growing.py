"""streaming_concat: all values seen so far, in one local variable that grows."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.variables.assign import assign
from headrace.graph.variables.scope import variable_scope

from ...metrics.state import Collections, add_to_collections, metric_variable

_GROWTH = 1.5


def _next_size(size: Any) -> Tensor:
    """The power of `_GROWTH` that is at least `size`, made an int."""
    exponent = ops.ceil(ops.div(ops.log(ops.cast(size, dtypes.float32)), ops.log(ops.cast(_GROWTH, dtypes.float32))))
    return ops.cast(ops.ceil(ops.pow(_GROWTH, exponent)), dtypes.int32)


@export("contrib.metrics.streaming_concat", "contrib.slim.metrics.streaming_concat")
def streaming_concat(
    values: Any,
    axis: int = 0,
    max_size: int | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """All values so far, one batch after the other; they are kept in a local variable, `array`.

    Args:
      values: of any type, its rank and all sizes but that of `axis` known.
      axis: along which batches are put together.
      max_size: how much is kept of it; None for all.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.
      name: of the scope, "streaming_concat" by default.

    Returns:
      the values of all batches so far, and a tensor that adds a batch and gives the new size along the axis.

    Raises:
      ValueError: an axis that there is not, or a size that is not known.
    """
    with variable_scope(name, "streaming_concat", [values]):
        values = convert_to_tensor(values)
        sizes = values.static_shape
        if sizes is None:
            raise ValueError("`values` must have known statically known rank")
        rank = len(sizes)
        along = axis + rank if axis < 0 else axis
        if not 0 <= along < rank:
            raise ValueError(f"axis = {along!r} not in [0, {rank!r})")
        inner: list[Any] = [size for k, size in enumerate(sizes) if k != along]
        if None in inner:
            raise ValueError(
                "all dimensions of `values` other than the dimension to concatenate along must have statically known size"
            )
        array = metric_variable([max_size or 0, *inner], values.dtype.base_dtype, validate_shape=False, name="array")
        size: Any = metric_variable([], dtypes.int32, name="size")
        kept = array[:size]
        kept.set_shape([None, *inner])
        value = ops.transpose(kept, [0 if k == along else k + 1 if k < along else k for k in range(rank)], name="concat")
        more: Any = ops.shape(values)[along]
        if max_size is not None:
            more = ops.minimum(more, max_size - size)
        batch = ops.transpose(values, [along, *(k for k in range(rank) if k != along)])[:more]
        new_size = size + more

        def enlarged() -> Operation:
            empty = ops.zeros(ops.stack([_next_size(new_size) - size, *inner]), values.dtype)
            larger = ops.concat([array.value()[:size], empty], 0)
            with get_default_graph().control_dependencies([assign(array, larger, validate_shape=False)]):
                return ops.no_op()

        room = cond(new_size > ops.shape(array.value())[0], enlarged, ops.no_op)
        with get_default_graph().control_dependencies([room]):
            appended = array[size:new_size].assign(batch)
        with get_default_graph().control_dependencies([appended]):
            update = size.assign(new_size)
        return add_to_collections(value, metrics_collections), add_to_collections(update, updates_collections)
