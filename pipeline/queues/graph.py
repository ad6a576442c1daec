"""tf.FIFOQueue, tf.RandomShuffleQueue, tf.PaddingFIFOQueue, tf.PriorityQueue: queues as programs build them.

Source of names, signatures and messages: TensorFlow 1.15.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.graph import Operation
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.runtime.random_seed import get_seed
from headrace.graph.types import dtypes
from headrace.graph.types.shapes import TensorShape
from headrace.graph.types.static_shapes import as_static, is_full

from . import ops


class QueueBase:
    """A queue in a graph; see FIFOQueue and its kin.

    Args:
      dtypes: the components' types.
      shapes: their TensorShapes, or None where elements may have any shape.
      names: their names, or None; elements are dicts where there are names.
      queue_ref: the tensor that stands for the queue.
    """

    def __init__(self, dtypes: Sequence[Any], shapes: Sequence[Any] | None, names: Any, queue_ref: Tensor) -> None:
        self._dtypes = list(dtypes)
        self._shapes = [TensorShape(None)] * len(self._dtypes) if shapes is None else [TensorShape(s) for s in shapes]
        self._names = names
        self._queue_ref = queue_ref
        self._name = queue_ref.op.name.split("/")[-1]

    @staticmethod
    def from_list(index: Any, queues: Sequence[QueueBase]) -> QueueBase:
        """The queue at `index` (a scalar int32 tensor) of a list of queues of one kind.

        Raises:
          TypeError: no queues, or their component types differ.
        """
        from headrace.graph.ops.arrays.concat import stack
        from headrace.graph.ops.arrays.gather import gather

        if not queues or not isinstance(queues, (list, tuple)) or not all(isinstance(q, QueueBase) for q in queues):
            raise TypeError("A list of queues expected")
        if any(queue.dtypes != queues[0].dtypes for queue in queues[1:]):
            raise TypeError("Queues do not have matching component dtypes.")
        if any(queue.names != queues[0].names for queue in queues[1:]):
            raise TypeError("Queues do not have matching component names.")
        shapes = [merge_or_unknown([queue.shapes[k] for queue in queues]) for k in range(len(queues[0].dtypes))]
        chosen = gather(stack([queue.queue_ref for queue in queues]), index)
        return QueueBase(queues[0].dtypes, shapes, queues[0].names, chosen)

    @property
    def queue_ref(self) -> Tensor:
        """The tensor that stands for the queue."""
        return self._queue_ref

    @property
    def name(self) -> str:
        """The name of the queue's op."""
        return self._queue_ref.op.name

    @property
    def dtypes(self) -> list:
        return self._dtypes

    @property
    def shapes(self) -> list[TensorShape]:
        return self._shapes

    @property
    def names(self) -> list[str] | None:
        return self._names

    # -- putting elements in -------------------------------------------------------------------------------------------

    def enqueue(self, vals: Any, name: str | None = None) -> Operation:
        """An op that puts one element in, and waits for room.

        Args:
          vals: a tensor, a list or tuple of them, or a dict for a queue with names.

        Raises:
          TypeError, ValueError: wrong types, shapes or names.
          CancelledError: (when run) the queue is closed, or was closed with `cancel_pending_enqueues`.
        """
        with get_default_graph().name_scope(name or f"{self._name}_enqueue") as scope:
            components = self._converted(vals)
            for tensor, shape in zip(components, self._shapes, strict=True):
                tensor.shape.assert_is_compatible_with(shape)
            return ops.ENQUEUE(self._queue_ref, components, name=scope)

    def enqueue_many(self, vals: Any, name: str | None = None) -> Operation:
        """An op that puts n elements in, as many at a time as there is room for.

        Args:
          vals: as for `enqueue`; each component has a first axis of n.

        Raises:
          ValueError: a component is a scalar, or the components have different n.
        """
        with get_default_graph().name_scope(name or f"{self._name}_EnqueueMany") as scope:
            components = self._converted(vals)
            count = None
            for tensor, shape in zip(components, self._shapes, strict=True):
                with_first = tensor.shape.with_rank_at_least(1)
                size = with_first[0] if with_first.ndims is not None else None
                if size is not None:
                    count = size if count is None else count.merge_with(size)
                if with_first.ndims is not None:
                    with_first[1:].assert_is_compatible_with(shape)
            return ops.ENQUEUE_MANY(self._queue_ref, components, name=scope)

    def _converted(self, vals: Any) -> list[Tensor]:
        """The components as tensors of the queue's types."""
        if isinstance(vals, dict):
            if not self._names:
                raise ValueError("Queue must have names to enqueue a dictionary")
            if sorted(self._names, key=str) != sorted(vals, key=str):
                raise ValueError(
                    "Keys in dictionary to enqueue do not match names of Queue.  "
                    f"Dictionary: {sorted(vals, key=str)},Queue: {sorted(self._names, key=str)}"
                )
            vals = [vals[key] for key in self._names]
        else:
            if self._names:
                raise ValueError("You must enqueue a dictionary in a Queue with names")
            if not isinstance(vals, (list, tuple)):
                vals = [vals]
        if len(vals) != len(self._dtypes):
            raise ValueError(f"queue {self.name!r} has {len(self._dtypes)} components, but {len(vals)} were given to enqueue")
        return [
            convert_to_tensor(value, dtype, name=f"component_{position}")
            for position, (value, dtype) in enumerate(zip(vals, self._dtypes, strict=True))
        ]

    # -- taking elements out -------------------------------------------------------------------------------------------

    def dequeue(self, name: str | None = None) -> Any:
        """Tensors that take one element out, and wait for one.

        Returns:
          the tensor of a single component, a list of several, or a dict for a queue with names.

        Raises:
          OutOfRangeError: (when run) the queue is closed and empty.
        """
        tensors = ops.DEQUEUE(self._queue_ref, component_types=self._dtypes, name=name or f"{self._name}_Dequeue")
        return self._returned(tensors, self._shapes)

    def dequeue_many(self, n: Any, name: str | None = None) -> Any:
        """Tensors that take n elements out at once, stacked along a new first axis; they wait until there are n.

        Raises:
          OutOfRangeError: (when run) the queue is closed and has fewer than n elements; they stay in it.
        """
        tensors = ops.DEQUEUE_MANY(self._queue_ref, n, component_types=self._dtypes, name=name or f"{self._name}_DequeueMany")
        count = constant_value(tensors[0].op.inputs[1])
        return self._returned(tensors, self._stacked(None if count is None or count < 0 else int(count)))

    def dequeue_up_to(self, n: Any, name: str | None = None) -> Any:
        """Like `dequeue_many`, but a closed queue with fewer than n elements, and any, gives those."""
        tensors = ops.DEQUEUE_UP_TO(self._queue_ref, n, component_types=self._dtypes, name=name or f"{self._name}_DequeueUpTo")
        return self._returned(tensors, self._stacked(None))

    def _stacked(self, count: int | None) -> list[TensorShape]:
        return [TensorShape([count]).concatenate(shape) for shape in self._shapes]

    def _returned(self, tensors: list[Tensor], shapes: list[TensorShape]) -> Any:
        for tensor, shape in zip(tensors, shapes, strict=True):
            tensor.set_shape(shape)
        if self._names:
            return dict(zip(self._names, tensors, strict=True))
        return tensors[0] if len(tensors) == 1 else tensors

    # -- the rest ------------------------------------------------------------------------------------------------------

    def close(self, cancel_pending_enqueues: bool = False, name: str | None = None) -> Operation:
        """An op after which nothing more comes in; what is in can still be taken.

        Args:
          cancel_pending_enqueues: fail those who wait for room with CancelledError instead of waiting for them.
        """
        return ops.CLOSE(self._queue_ref, cancel_pending_enqueues=cancel_pending_enqueues, name=name or f"{self._name}_Close")

    def is_closed(self, name: str | None = None) -> Tensor:
        """A bool tensor: whether the queue is closed."""
        return ops.IS_CLOSED(self._queue_ref, name=name or f"{self._name}_Is_Closed")

    def size(self, name: str | None = None) -> Tensor:
        """An int32 tensor: how many elements are in the queue."""
        return ops.SIZE(self._queue_ref, name=name or f"{self._name}_Size")


def merge_or_unknown(shapes: Sequence[TensorShape]) -> TensorShape:
    """What several shapes agree on: the shape of all, or nothing."""
    first = as_static(shapes[0])
    same = all(as_static(shape) == first for shape in shapes)
    return TensorShape(first) if same else TensorShape(None)


def _types_shapes_names(
    types: Any, shapes: Any, names: Any, first: Sequence[dtypes.DType] = ()
) -> tuple[list[dtypes.DType], list[TensorShape] | None, list[str] | None]:
    """A queue's components as lists. Raises ValueError and TypeError in TensorFlow's words.

    Args:
      first: types of scalar components before those that the others tell of; their names are in `names`.
    """
    listed = [dtypes.as_dtype(kind) for kind in (types if isinstance(types, (list, tuple)) else [types])]
    found = None
    if shapes is not None:
        found = [*(TensorShape(()) for _ in first), *_listed_shapes(shapes)]
        _check_known(found)
        if len(found) != len(first) + len(listed):
            raise ValueError(
                "Queue shapes must have the same length as dtypes, "
                f"received len(shapes)={len(found)}, len(dtypes)={len(first) + len(listed)}"
            )
    listed = [*first, *listed]
    return listed, found, _checked_names(names, len(listed))


def _listed_shapes(shapes: Any) -> list[TensorShape]:
    if isinstance(shapes, TensorShape):
        shapes = [shapes]
    if not isinstance(shapes, (list, tuple)):
        raise TypeError(f"Shapes must be a TensorShape or a list or tuple of TensorShapes, got {type(shapes)} instead.")
    if all(shape is None or isinstance(shape, int) for shape in shapes):
        shapes = [shapes]  # one shape, as a list of its sizes
    return [TensorShape(shape) for shape in shapes]


def _check_known(shapes: list[TensorShape]) -> None:
    if not all(is_full(as_static(shape)) for shape in shapes):
        raise ValueError(f"All shapes must be fully defined: {shapes}")


def _partial_shapes(shapes: Any, count: int) -> list[TensorShape]:
    """The shapes of `count` components, each of known rank. Raises ValueError in TensorFlow's words."""
    of_sizes = not isinstance(shapes, (list, tuple)) or any(one is None or isinstance(one, int) for one in shapes)
    if of_sizes or not shapes:
        raise ValueError("When providing partial shapes, a list of shapes must be provided.")
    found = [TensorShape(shape) for shape in shapes]
    if any(shape.ndims is None for shape in found):
        raise ValueError(f"All shapes must have a defined rank: {found}")
    if len(found) != count:
        raise ValueError(f"Shapes must be provided for all components, but received {count} dtypes and {len(found)} shapes.")
    return found


def _checked_names(names: Any, count: int) -> list[str] | None:
    """The names of `count` components, or None where there are none. Raises ValueError where they are not as many."""
    if names is None:
        return None
    names = [names] if isinstance(names, str) else list(names)
    if len(names) != count:
        raise ValueError(
            "List of names must have the same length as the list of dtypes, "
            f"received len(names)={len(names)},len(dtypes)={count}"
        )
    return names


def _static(shapes: list[TensorShape] | None) -> tuple:
    return () if shapes is None else tuple(as_static(shape) for shape in shapes)


class FIFOQueue(QueueBase):
    """A queue whose elements leave in the order in which they came.

    Args:
      capacity: most elements held; -1: no limit.
      dtypes: the components' types.
      shapes: their shapes, fully known; None allows any, but then there is no dequeue_many.
      names: their names; elements are dicts then.
      shared_name: queues of one session with the same shared name are one.
    """

    def __init__(
        self,
        capacity: int,
        dtypes: Any,
        shapes: Any = None,
        names: Any = None,
        shared_name: str | None = None,
        name: str = "fifo_queue",
    ) -> None:
        types, found, names = _types_shapes_names(dtypes, shapes, names)
        ref = ops.QUEUE_OPS["FIFOQueueV2"](
            component_types=tuple(types),
            shapes=_static(found),
            capacity=capacity,
            shared_name=shared_name or "",
            name=name,
        )
        super().__init__(types, found, names, ref)


class RandomShuffleQueue(QueueBase):
    """A queue whose elements leave in random order.

    Args:
      capacity, dtypes, shapes, names, shared_name: see FIFOQueue.
      min_after_dequeue: elements that stay behind while the queue is open, so that there is something to mix.
      seed: see set_random_seed.
    """

    def __init__(
        self,
        capacity: int,
        min_after_dequeue: int,
        dtypes: Any,
        shapes: Any = None,
        names: Any = None,
        seed: int | None = None,
        shared_name: str | None = None,
        name: str = "random_shuffle_queue",
    ) -> None:
        types, found, names = _types_shapes_names(dtypes, shapes, names)
        seed1, seed2 = get_seed(seed)
        if seed1 is not None and seed is None and shared_name is not None:
            seed2 = _seed_of(shared_name, seed1)
        ref = ops.QUEUE_OPS["RandomShuffleQueueV2"](
            component_types=tuple(types),
            shapes=_static(found),
            capacity=capacity,
            min_after_dequeue=min_after_dequeue,
            seed=seed1 or 0,
            seed2=seed2 or 0,
            shared_name=shared_name or "",
            name=name,
        )
        super().__init__(types, found, names, ref)


def _seed_of(shared_name: str, graph_seed: int) -> int:
    """The second seed of queues that share a name: the same wherever in the program they are made."""
    return int(hashlib.md5(f"{graph_seed}{shared_name}".encode()).hexdigest()[:8], 16) & 0x7FFFFFFF


class PaddingFIFOQueue(QueueBase):
    """A FIFOQueue whose elements differ in size: dequeue_many pads them to the largest with zeros (strings: empty).

    Args:
      shapes: the components' shapes; None stands for a dimension that varies.
    """

    def __init__(
        self,
        capacity: int,
        dtypes: Any,
        shapes: Any,
        names: Any = None,
        shared_name: str | None = None,
        name: str = "padding_fifo_queue",
    ) -> None:
        types, _, names = _types_shapes_names(dtypes, None, names)
        found = _partial_shapes(shapes, len(types))
        ref = ops.QUEUE_OPS["PaddingFIFOQueueV2"](
            component_types=tuple(types),
            shapes=_static(found),
            capacity=capacity,
            shared_name=shared_name or "",
            name=name,
        )
        super().__init__(types, found, names, ref)


class PriorityQueue(QueueBase):
    """A queue whose elements leave by priority: the smallest first, equals in order of arrival.

    Args:
      types: the components' types without the priority, which is component 0, an int64.
      names: the components' names, that of the priority first; elements are dicts then.
    """

    def __init__(
        self,
        capacity: int,
        types: Any,
        shapes: Any = None,
        names: Any = None,
        shared_name: str | None = None,
        name: str = "priority_queue",
    ) -> None:
        all_types, all_shapes, names = _types_shapes_names(types, shapes, names, first=[dtypes.int64])
        ref = ops.QUEUE_OPS["PriorityQueueV2"](
            component_types=tuple(all_types),
            shapes=_static(all_shapes),
            capacity=capacity,
            shared_name=shared_name or "",
            name=name,
        )
        super().__init__(all_types, all_shapes, names, ref)
