"""Queues in a graph: TensorFlow's queue classes, and the ops they are made of.

Source of names, op types and messages: tf.FIFOQueue and its kin, TensorFlow 1.15.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.graph.core.graph import Operation
from headrace.graph.core.op import Op, stateful_op
from headrace.graph.core.rules.batch import NEVER
from headrace.graph.core.rules.gradient import NO_GRADIENT
from headrace.graph.core.rules.shape import scalar
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import BLOCKING, RESOURCE
from headrace.graph.runtime.memory_order import contiguous
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.dtypes import message_name, string
from headrace.graph.types.errors import InvalidArgumentError, invalid
from headrace.graph.types.static_shapes import StaticShape, bracket
from headrace.graph.types.texts import as_kernels_take

from ..diagnosis import diagnosis
from . import FIFOQueue, PaddingFIFOQueue, PriorityQueue, Queue, RandomShuffleQueue
from .storage.columns import Shape, is_known

_unnamed = itertools.count(1)


# -- the queues themselves ---------------------------------------------------------------------------------------------


_COMPONENTS = "component_types: list(type) >= 1, shapes: list(shape) = []"


def _queue_op(type: str, make: Callable[[Operation, str], Queue], components: str = _COMPONENTS, more: str = "") -> Op:
    """An op whose value is a queue of the session."""
    common = "capacity: int = -1, container: string = '', shared_name: string = ''"
    attributes = ", ".join(filter(None, [components, more, common]))
    definition = stateful_op(type, "-> handle: resource", attributes, traits=RESOURCE, shape=scalar)

    @definition.bind
    def _queue(op: Operation, session: Any) -> Callable[[], Queue]:
        shared = op.get_attr("shared_name")
        key = diagnosis.key_of(op)

        def made() -> Queue:
            try:
                _check_range(op)
                queue = make(op, shared or f"_{next(_unnamed)}_{op.name}")
            except InvalidArgumentError as error:
                raise InvalidArgumentError(None, op, error.message) from error
            diagnosis.watch(session, op, queue)
            return queue

        def found() -> Queue:
            if shared:
                first = session.resource(("queue's op", key), lambda: op)
                if first is not op:
                    _check_same(first, op)
            return session.resource(("queue", key), made)

        return found

    return definition


def _check_range(op: Operation) -> None:
    """Raises InvalidArgumentError, in TensorFlow's words, where a size of a queue is no int32."""
    for name in ("capacity", "min_after_dequeue"):
        size = op.attributes.get(name, 0)
        if not -(1 << 31) <= size < 1 << 31:
            raise invalid(f"Attr {name} has value {size} out of range for an int32")


def _check_same(first: Operation, op: Operation) -> None:
    """Raises InvalidArgumentError, in TensorFlow's words, where an op does not describe the queue that `first` made."""
    if first.type != op.type:
        raise InvalidArgumentError(None, op, f"Expected {first.type.removesuffix('V2')}, found {op.type}")
    for had, wanted in zip(_described(first), _described(op), strict=True):
        if had != wanted and wanted[1] != _ANY_SEEDS:
            there, asked = (text.format(value) for text, value in zip(had[0], (had[1], wanted[1]), strict=True))
            raise InvalidArgumentError(
                None, op, f"Shared queue '{op.get_attr('shared_name')}' has {there} but requested {asked}"
            )


_ANY_SEEDS = (0, 0)
"""An op without seeds describes a shared queue of any seeds."""


def _described(op: Operation) -> list[tuple[tuple[str, str], Any]]:
    """What ops of one shared queue must agree on: how messages say what is there and what was asked for, the value."""
    types = ", ".join(map(message_name, op.get_attr("component_types")))
    shapes = "[" + ",".join(bracket(shape) for shape in op.get_attr("shapes")) + "]"
    facts: list[tuple[tuple[str, str], Any]] = [
        (("capacity {}", "capacity was {}"), op.get_attr("capacity")),
        (("component types {}", "component types were {}"), types),
        (("component shapes {}", "component shapes were {}"), shapes),
    ]
    if "min_after_dequeue" in op.attributes:
        seeds = (op.get_attr("seed"), op.get_attr("seed2"))
        facts.append((("min_after_dequeue {}", "min_after_dequeue was {}."), op.get_attr("min_after_dequeue")))
        facts.append((("random seeds {}", "seeds are {}."), seeds))
    return facts


def _components(op: Operation) -> tuple[list, Any]:
    shapes = op.get_attr("shapes")
    return list(op.get_attr("component_types")), list(shapes) if shapes else None


def _fifo(op: Operation, name: str) -> Queue:
    return FIFOQueue(op.get_attr("capacity"), *_components(op), name=name)


def _random_shuffle(op: Operation, name: str) -> Queue:
    seeds = op.get_attr("seed"), op.get_attr("seed2")
    seed = None if seeds == _ANY_SEEDS else seeds
    return RandomShuffleQueue(op.get_attr("capacity"), op.get_attr("min_after_dequeue"), *_components(op), seed=seed, name=name)


def _padding_fifo(op: Operation, name: str) -> Queue:
    return PaddingFIFOQueue(op.get_attr("capacity"), *_components(op), name=name)


def _priority(op: Operation, name: str) -> Queue:
    types, shapes = _components(op)
    return PriorityQueue(op.get_attr("capacity"), types[1:], shapes and shapes[1:], name=name)


_SHUFFLED = "min_after_dequeue: int = 0, seed: int = 0, seed2: int = 0"

QUEUE_OPS = {
    "FIFOQueueV2": _queue_op("FIFOQueueV2", _fifo),
    "RandomShuffleQueueV2": _queue_op("RandomShuffleQueueV2", _random_shuffle, more=_SHUFFLED),
    "PaddingFIFOQueueV2": _queue_op("PaddingFIFOQueueV2", _padding_fifo),
    "PriorityQueueV2": _queue_op("PriorityQueueV2", _priority, "component_types: list(type) = [], shapes: list(shape)"),
}


def queue_behind(handle: Tensor, session: Any) -> Queue | None:
    """The session's queue that a tensor stands for; None where only the run decides which (`from_list`)."""
    op = handle.op
    while op.type == "Identity":
        op = op.inputs[0].op
    return op.definition.kernel_of(op, session)[0]() if op.type in QUEUE_OPS else None


def _queue_chooser(op: Operation, session: Any) -> Callable[[Any], Queue]:
    """From the value of an op's first input to the queue."""
    queue = queue_behind(op.inputs[0], session)
    if queue is None:
        return _chosen
    return lambda handle: queue


def _chosen(handle: Any) -> Queue:
    """The queue in a value that `from_list` picked."""
    return handle.item() if isinstance(handle, np.ndarray) else handle


def _declared_shapes(op: Operation) -> list[StaticShape] | None:
    """The component shapes of the queue an op works on, None where the queue has none (or isn't known)."""
    handle = op.inputs[0].op
    shapes = handle.attributes.get("shapes")
    return list(shapes) if shapes else None


def _stored(component: Any, shape: Shape) -> Any:
    """A component as queues take it: strings as bytes; a copy where the queue will hold the array itself, in order."""
    if type(component) is np.ndarray:
        if component.ndim == 0:
            return component[()]
        return component.copy() if not is_known(shape) else contiguous(component)
    return component


# -- enqueue -----------------------------------------------------------------------------------------------------------

ENQUEUE = stateful_op(
    "QueueEnqueueV2",
    "handle: resource, components: list(Tcomponents) ->",
    "Tcomponents: list(type) >= 1, timeout_ms: int = -1",
    traits=BLOCKING,
)


@ENQUEUE.bind
def _enqueue(op: Operation, session: Any) -> Callable[..., None]:
    queue_at = _queue_chooser(op, session)

    def enqueue(run: RunContext, handle: Any, components: Sequence[Any]) -> None:
        queue = queue_at(handle)
        stored = [_stored(*pair) for pair in zip(components, queue.signature.shapes, strict=True)]
        queue.signature.check(stored)
        queue.put(stored, run)

    return enqueue


@ENQUEUE.sink
def _enqueue_block(op: Operation, session: Any) -> _QueueSink | None:
    queue = queue_behind(op.inputs[0], session)
    return None if queue is None else _QueueSink(queue)


class _QueueSink:
    """A queue as the end of a block."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self.reserve = queue.reserve
        self.release = queue.release

    def put(self, columns: Sequence[Any], n: int, reserved: int) -> None:
        self._queue.signature.check_elements(columns)
        self._queue.put_reserved(columns, n, reserved)


ENQUEUE_MANY = stateful_op(
    "QueueEnqueueManyV2",
    "handle: resource, components: list(Tcomponents) ->",
    "Tcomponents: list(type) >= 1, timeout_ms: int = -1",
    traits=BLOCKING,
)


@ENQUEUE_MANY.bind
def _enqueue_many(op: Operation, session: Any) -> Callable[..., None]:
    queue_at = _queue_chooser(op, session)

    def enqueue_many(run: RunContext, handle: Any, components: Sequence[Any]) -> None:
        queue = queue_at(handle)
        queue.signature.check_many(components)
        shapes = queue.signature.shapes
        queue.put_many([_stored(*pair) for pair in zip(components, shapes, strict=True)], run)

    return enqueue_many


# -- dequeue -----------------------------------------------------------------------------------------------------------

DEQUEUE = stateful_op(
    "QueueDequeueV2",
    "handle: resource -> components: list(component_types)",
    "component_types: list(type) >= 1, timeout_ms: int = -1",
    traits=BLOCKING,
)


@DEQUEUE.shape
def _dequeue_shape(op: Operation) -> list[StaticShape]:
    return _declared_shapes(op) or [None] * len(op.outputs)


@DEQUEUE.bind
def _dequeue(op: Operation, session: Any) -> Callable[..., list[Any]]:
    queue_at = _queue_chooser(op, session)
    if string not in op.get_attr("component_types"):
        return lambda run, handle: queue_at(handle).take(run)
    return lambda run, handle: [as_kernels_take(component) for component in queue_at(handle).take(run)]


@DEQUEUE.source
def _dequeue_block(op: Operation, session: Any) -> _QueueSource | None:
    queue = queue_behind(op.inputs[0], session)
    return None if queue is None else _QueueSource(queue)


class _QueueSource:
    """A queue as the beginning of a block."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self.wait_ready = queue.wait_ready

    def lease(self, limit: int) -> _QueueLease:
        return _QueueLease(self._queue, limit)


class _QueueLease:
    def __init__(self, queue: Queue, limit: int) -> None:
        lease = queue.lease(limit)
        self._name = queue.name
        self.n = lease.n
        self.columns = lease.columns
        self.commit = lease.commit

    def where(self, index: int) -> str | None:
        """An element of a queue has no place of its own."""
        return None


DEQUEUE_MANY = Op(
    "QueueDequeueManyV2",
    "handle: resource, n: int32 -> components: list(component_types)",
    "component_types: list(type) >= 1, timeout_ms: int = -1",
    traits=BLOCKING,
)
DEQUEUE_UP_TO = Op(
    "QueueDequeueUpToV2",
    "handle: resource, n: int32 -> components: list(component_types)",
    "component_types: list(type) >= 1, timeout_ms: int = -1",
    traits=BLOCKING,
)


def _several(definition: Op, partial_ok: bool) -> None:
    definition.batch(NEVER)
    definition.gradient(NO_GRADIENT)

    @definition.bind
    def _dequeue_several(op: Operation, session: Any) -> Callable[..., list[Any]]:
        queue_at = _queue_chooser(op, session)
        return lambda run, handle, n: queue_at(handle).take_many(int(n), run, partial_ok)

    @definition.shape
    def _dequeue_several_shape(op: Operation) -> list[StaticShape]:
        shapes = _declared_shapes(op)
        if shapes is None:
            return [None] * len(op.outputs)
        count = None if partial_ok else constant_value(op.inputs[1])
        known = int(count) if count is not None and count >= 0 else None
        return [None if shape is None else (known, *shape) for shape in shapes]


_several(DEQUEUE_MANY, partial_ok=False)
_several(DEQUEUE_UP_TO, partial_ok=True)


# -- close and ask -----------------------------------------------------------------------------------------------------

CLOSE = stateful_op("QueueCloseV2", "handle: resource ->", "cancel_pending_enqueues: bool = false", traits=BLOCKING)


@CLOSE.bind
def _close(op: Operation, session: Any) -> Callable[..., None]:
    queue_at = _queue_chooser(op, session)
    cancel = op.get_attr("cancel_pending_enqueues")
    return lambda run, handle: queue_at(handle).close(cancel, run=run)


SIZE = stateful_op("QueueSizeV2", "handle: resource -> size: int32", shape=scalar)


@SIZE.bind
def _size(op: Operation, session: Any) -> Callable[..., Any]:
    queue_at = _queue_chooser(op, session)
    return lambda handle: np.int32(queue_at(handle).size())


IS_CLOSED = stateful_op("QueueIsClosedV2", "handle: resource -> is_closed: bool", shape=scalar)


@IS_CLOSED.bind
def _is_closed(op: Operation, session: Any) -> Callable[..., Any]:
    queue_at = _queue_chooser(op, session)
    return lambda handle: np.bool_(queue_at(handle).is_closed())
