"""batch, shuffle_batch and their kin: single elements to batches, through a queue that runners fill.

Source of names, structure and messages: tf.train.batch and its kin, TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.types import dtypes
from headrace.graph.types.shapes import TensorShape

from ..queues.graph import FIFOQueue, PaddingFIFOQueue, QueueBase, RandomShuffleQueue
from ..runners.queue_runner import QueueRunner, add_queue_runner
from .structure import SparseComponents, Structure, keep_input_tensor


def batch(
    tensors: Any,
    batch_size: Any,
    num_threads: int = 1,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> Any:
    """Make batches of elements in the order in which they come.

    Args:
      tensors: list, tuple or dict of tensors (SparseTensors among them), or one; component i has shape `s_i`.
      batch_size: elements per batch.
      num_threads: threads that run the program of `tensors`; with more than one the order is not kept.
      capacity: most elements the queue holds (elements, not batches).
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      dynamic_pad: let unknown dimensions differ from element to element; a batch is padded to its largest.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or there are no tensors.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """
    return _batch(
        [tensors],
        [True],
        batch_size,
        num_threads,
        capacity,
        enqueue_many,
        shapes,
        dynamic_pad,
        allow_smaller_final_batch,
        shared_name,
        name,
        "batch",
    )


def maybe_batch(
    tensors: Any,
    keep_input: Any,
    batch_size: Any,
    num_threads: int = 1,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> Any:
    """`batch` of the elements for which `keep_input` is true.

    Args:
      keep_input: bool scalar, or with `enqueue_many` also a vector with one for each element.
    """
    return _batch(
        [tensors],
        [keep_input],
        batch_size,
        num_threads,
        capacity,
        enqueue_many,
        shapes,
        dynamic_pad,
        allow_smaller_final_batch,
        shared_name,
        name,
        "batch",
    )


def batch_join(
    tensors_list: Sequence[Any],
    batch_size: Any,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> Any:
    """`batch` of what several programs deliver, each in a thread of its own.

    Args:
      tensors_list: one structure of tensors per program, all alike.
    """
    return _batch(
        _listed(tensors_list),
        [True] * len(tensors_list),
        batch_size,
        1,
        capacity,
        enqueue_many,
        shapes,
        dynamic_pad,
        allow_smaller_final_batch,
        shared_name,
        name,
        "batch_join",
    )


def maybe_batch_join(
    tensors_list: Sequence[Any],
    keep_input: Any,
    batch_size: Any,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> Any:
    """`batch_join` of the elements for which `keep_input` is true."""
    return _batch(
        _listed(tensors_list),
        [keep_input] * len(tensors_list),
        batch_size,
        1,
        capacity,
        enqueue_many,
        shapes,
        dynamic_pad,
        allow_smaller_final_batch,
        shared_name,
        name,
        "batch_join",
    )


def shuffle_batch(
    tensors: Any,
    batch_size: Any,
    capacity: int,
    min_after_dequeue: int,
    num_threads: int = 1,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> Any:
    """Make batches of elements drawn at random from a queue.

    Args:
      tensors: list, tuple or dict of tensors, or one; component i has shape `s_i`, fully known.
      capacity: most elements the queue holds (elements, not batches).
      min_after_dequeue: elements left behind by each draw, `< capacity`; more means better mixing, a slower start and
        more memory.
      seed: of the drawing.
      others: see batch.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or min_after_dequeue >= capacity.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """
    return _shuffle_batch(
        [tensors],
        [True],
        batch_size,
        capacity,
        min_after_dequeue,
        num_threads,
        seed,
        enqueue_many,
        shapes,
        allow_smaller_final_batch,
        shared_name,
        name,
        "shuffle_batch",
    )


def maybe_shuffle_batch(
    tensors: Any,
    batch_size: Any,
    capacity: int,
    min_after_dequeue: int,
    keep_input: Any,
    num_threads: int = 1,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> Any:
    """`shuffle_batch` of the elements for which `keep_input` is true."""
    return _shuffle_batch(
        [tensors],
        [keep_input],
        batch_size,
        capacity,
        min_after_dequeue,
        num_threads,
        seed,
        enqueue_many,
        shapes,
        allow_smaller_final_batch,
        shared_name,
        name,
        "shuffle_batch",
    )


def shuffle_batch_join(
    tensors_list: Sequence[Any],
    batch_size: Any,
    capacity: int,
    min_after_dequeue: int,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> Any:
    """`shuffle_batch` of what several programs deliver, each in a thread of its own."""
    return _shuffle_batch(
        _listed(tensors_list),
        [True] * len(tensors_list),
        batch_size,
        capacity,
        min_after_dequeue,
        1,
        seed,
        enqueue_many,
        shapes,
        allow_smaller_final_batch,
        shared_name,
        name,
        "shuffle_batch_join",
    )


def maybe_shuffle_batch_join(
    tensors_list: Sequence[Any],
    batch_size: Any,
    capacity: int,
    min_after_dequeue: int,
    keep_input: Any,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> Any:
    """`shuffle_batch_join` of the elements for which `keep_input` is true."""
    return _shuffle_batch(
        _listed(tensors_list),
        [keep_input] * len(tensors_list),
        batch_size,
        capacity,
        min_after_dequeue,
        1,
        seed,
        enqueue_many,
        shapes,
        allow_smaller_final_batch,
        shared_name,
        name,
        "shuffle_batch_join",
    )


# -- what they share ---------------------------------------------------------------------------------------------------


def _listed(tensors_list: Any) -> list:
    listed = list(tensors_list)
    if not listed:
        raise ValueError("Expected at least one set of tensors")
    if isinstance(listed[0], dict) and any(sorted(item) != sorted(listed[0]) for item in listed[1:]):
        raise ValueError(f"All dictionaries must have the same keys: {[sorted(item) for item in listed]}")
    return listed


class _Elements:
    """The elements that go into the queue, from one program or several."""

    def __init__(self, tensors_list: Sequence[Any], enqueue_many: bool, caller: str) -> None:
        structures = [Structure(tensors) for tensors in tensors_list]
        if not structures[0].flat:
            raise ValueError(f"Expected at least one tensor in {caller}().")
        self._structure = structures[0]
        self._sparse = SparseComponents(enqueue_many)
        self.components = [self._sparse.stored(structure.flat) for structure in structures]
        self.dtypes = _common_types(self.components)

    def shapes(self, given: Any, enqueue_many: bool) -> list[TensorShape]:
        """The components' shapes: as given, or what all programs agree on."""
        if given is not None:
            return [TensorShape(shape) for shape in given]
        return [_common_shape([components[k] for components in self.components], enqueue_many) for k in range(len(self.dtypes))]

    def rebuilt(self, batched: Any) -> Any:
        return self._structure.rebuilt(self._sparse.restored(batched))


def _common_types(components_list: Sequence[Sequence[Tensor]]) -> list:
    types = [component.dtype.base_dtype for component in components_list[0]]
    for components in components_list[1:]:
        others = [component.dtype.base_dtype for component in components]
        if others != types:
            different = [(a.name, b.name) for a, b in zip(types, others, strict=False) if a is not b]
            first, other = (different or [(str(len(types)), f"{len(others)} components")])[0]
            raise TypeError(f"Expected types to be consistent: {first} vs. {other}.")
    return types


def _common_shape(tensors: Sequence[Tensor], enqueue_many: bool) -> TensorShape:
    shapes = []
    for tensor in tensors:
        if tensor.static_shape is None:
            raise ValueError(f"Cannot infer Tensor's rank: {tensor}")
        shape = tensor.shape
        shapes.append(shape.with_rank_at_least(1)[1:] if enqueue_many else shape)
    common = shapes[0]
    for shape in shapes[1:]:
        common = common.most_specific_compatible_shape(shape)
    return common


def _batch(
    tensors_list: Sequence[Any],
    keep_inputs: Sequence[Any],
    batch_size: Any,
    num_threads: int,
    capacity: int,
    enqueue_many: bool,
    shapes: Any,
    dynamic_pad: bool,
    allow_smaller_final_batch: bool,
    shared_name: str | None,
    name: str | None,
    caller: str,
) -> Any:
    with get_default_graph().name_scope(name or caller) as scope:
        keep = _keep_tensors(keep_inputs, enqueue_many)
        elements = _Elements(tensors_list, enqueue_many, caller)
        found = elements.shapes(shapes, enqueue_many)
        kind = PaddingFIFOQueue if dynamic_pad else FIFOQueue
        queue: QueueBase = kind(capacity=capacity, dtypes=elements.dtypes, shapes=found, shared_name=shared_name)
        _add_runner(queue, elements.components, keep, enqueue_many, num_threads)
        scalar(f"fraction_of_{capacity}_full", ops.cast(queue.size(), dtypes.float32) * (1.0 / capacity))
        return _dequeued(queue, elements, batch_size, allow_smaller_final_batch, scope)


def _shuffle_batch(
    tensors_list: Sequence[Any],
    keep_inputs: Sequence[Any],
    batch_size: Any,
    capacity: int,
    min_after_dequeue: int,
    num_threads: int,
    seed: int | None,
    enqueue_many: bool,
    shapes: Any,
    allow_smaller_final_batch: bool,
    shared_name: str | None,
    name: str | None,
    caller: str,
) -> Any:
    with get_default_graph().name_scope(name or caller) as scope:
        if capacity <= min_after_dequeue:
            raise ValueError(f"capacity {capacity} must be bigger than min_after_dequeue {min_after_dequeue}.")
        keep = _keep_tensors(keep_inputs, enqueue_many)
        elements = _Elements(tensors_list, enqueue_many, caller)
        found = elements.shapes(shapes, enqueue_many)
        queue = RandomShuffleQueue(
            capacity=capacity,
            min_after_dequeue=min_after_dequeue,
            seed=seed,
            dtypes=elements.dtypes,
            shapes=found,
            shared_name=shared_name,
        )
        _add_runner(queue, elements.components, keep, enqueue_many, num_threads)
        room = capacity - min_after_dequeue
        full = ops.cast(ops.maximum(0, queue.size() - min_after_dequeue), dtypes.float32) * (1.0 / room)
        scalar(f"fraction_over_{min_after_dequeue}_of_{room}_full", full)
        return _dequeued(queue, elements, batch_size, allow_smaller_final_batch, scope)


def _keep_tensors(keep_inputs: Sequence[Any], enqueue_many: bool) -> list[Tensor]:
    """One tensor per program; programs that share a `keep_input` share the tensor."""
    tensors: dict[int, Tensor] = {}
    for item in keep_inputs:
        if id(item) not in tensors:
            tensors[id(item)] = keep_input_tensor(item, enqueue_many)
    return [tensors[id(item)] for item in keep_inputs]


def _dequeued(queue: QueueBase, elements: _Elements, batch_size: Any, allow_smaller_final_batch: bool, scope: str) -> Any:
    take = queue.dequeue_up_to if allow_smaller_final_batch else queue.dequeue_many
    return elements.rebuilt(take(batch_size, name=scope))


def _add_runner(
    queue: QueueBase,
    components_list: Sequence[Sequence[Tensor]],
    keep: Sequence[Any],
    enqueue_many: bool,
    num_threads: int,
) -> None:
    if len(components_list) > 1:
        operations = [
            _enqueue(queue, components, kept, enqueue_many) for components, kept in zip(components_list, keep, strict=True)
        ]
    else:
        operations = [_enqueue(queue, components_list[0], keep[0], enqueue_many)] * num_threads if num_threads else []
    add_queue_runner(QueueRunner(queue, operations))


def _enqueue(queue: QueueBase, components: Sequence[Tensor], keep: Any, enqueue_many: bool) -> Any:
    add = queue.enqueue_many if enqueue_many else queue.enqueue
    known = constant_value(keep)
    if known is not None and known.ndim == 0:
        return add(list(components)) if known else ops.no_op()
    if enqueue_many and len(keep.static_shape or ()) == 1:
        rows = ops.reshape(ops.where(keep), [-1])
        return add([ops.gather(component, rows) for component in components])
    return cond(keep, lambda: add(list(components)), ops.no_op)
