"""The ops that work on queues: enqueue, dequeue, close and the like. The ops that make queues: `queue_kind`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.records import RawRecord
from headrace.graph.blocks.origins import Origin
from headrace.graph.core.op import Op, stateful_op
from headrace.graph.core.operation import Operation
from headrace.graph.core.rules.shape import scalar
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import BLOCKING, FORWARDS
from headrace.graph.runtime.memory_order import contiguous
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.dtypes import string
from headrace.graph.types.static_shapes import StaticShape
from headrace.graph.types.texts import as_kernels_take

from .queue import Queue
from .queue_kind import declared_shapes, makes_queue
from .raw_elements import raw_element
from .storage.sizes import Shape, is_known


def queue_behind(handle: Tensor, session: Any) -> Queue | None:
    """The session's queue that a tensor stands for; None where only the run decides which (`from_list`)."""
    op = handle.op
    while FORWARDS in op.definition.traits:
        op = op.inputs[0].op
    return op.definition.kernel_of(op, session)[0]() if makes_queue(op) else None


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
    return declared_shapes(op.inputs[0].op)


def _to_queue(component: Any, shape: Shape) -> Any:
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
        stored = [_to_queue(*pair) for pair in zip(components, queue.signature.shapes, strict=True)]
        queue.signature.check(stored)
        if run.mover is None:
            queue.fed_by_program = True
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

    def put(self, columns: Sequence[Any], n: int, reserved: int, origin: Origin | None = None) -> None:
        self._queue.signature.check_elements(columns)
        self._queue.put_reserved(columns, n, reserved, origin)


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
        if run.mover is None:
            queue.fed_by_program = True
        queue.put_many([_to_queue(*pair) for pair in zip(components, shapes, strict=True)], run)

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
    holds_strings = string in op.get_attr("component_types")

    def dequeue(run: RunContext, handle: Any) -> list[Any]:
        element = queue_at(handle).take(run)
        if run.taken is not None:
            run.taken.append(functools.partial(raw_element, element))
        return [as_kernels_take(component) for component in element] if holds_strings else element

    return dequeue


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

    def raw(self, index: int) -> RawRecord:
        """An element as it was in the queue."""
        return raw_element([column[index] for column in self.columns])

    def places(self) -> None:
        """The same."""


DEQUEUE_MANY = stateful_op(
    "QueueDequeueManyV2",
    "handle: resource, n: int32 -> components: list(component_types)",
    "component_types: list(type) >= 1, timeout_ms: int = -1",
    traits=BLOCKING,
)
DEQUEUE_UP_TO = stateful_op(
    "QueueDequeueUpToV2",
    "handle: resource, n: int32 -> components: list(component_types)",
    "component_types: list(type) >= 1, timeout_ms: int = -1",
    traits=BLOCKING,
)


def _several(definition: Op, partial_ok: bool) -> None:
    @definition.bind
    def _dequeue_several(op: Operation, session: Any) -> Callable[..., list[Any]]:
        queue_at = _queue_chooser(op, session)

        def dequeue_several(run: RunContext, handle: Any, n: Any) -> list[Any]:
            columns = queue_at(handle).take_many(int(n), run, partial_ok)
            if run.taken is not None:
                for index in range(len(columns[0])):
                    run.taken.append(functools.partial(raw_element, [column[index] for column in columns]))
            return columns

        return dequeue_several

    @definition.shape
    def _dequeue_several_shape(op: Operation) -> list[StaticShape]:
        shapes, count = _declared_shapes(op), constant_value(op.inputs[1])
        if not partial_ok and count is not None and count < 0:
            raise ValueError(f"Input 'n' must be >= 0, but is {int(count)}")
        if shapes is None:
            return [None] * len(op.outputs)
        known = None if partial_ok or count is None else int(count)
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


BAD_RECORDS = stateful_op("HeadraceBadRecords", "handle: resource -> left_out: int64", shape=scalar)


@BAD_RECORDS.bind
def _bad_records(op: Operation, session: Any) -> Callable[..., Any]:
    queue_at = _queue_chooser(op, session)
    return lambda handle: np.int64(sum(queue_at(handle).monitor.bad().values()))


IS_CLOSED = stateful_op("QueueIsClosedV2", "handle: resource -> is_closed: bool", shape=scalar)


@IS_CLOSED.bind
def _is_closed(op: Operation, session: Any) -> Callable[..., Any]:
    queue_at = _queue_chooser(op, session)
    return lambda handle: np.bool_(queue_at(handle).is_closed())
