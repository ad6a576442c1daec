"""Barrier: elements that come in pieces, under a key, and leave when they are whole."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export
from headrace.formats.forks import renewed
from headrace.graph.core.op import stateful_op
from headrace.graph.core.operation import Operation
from headrace.graph.core.rules.shape import scalar
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import BLOCKING, REF_VARIABLE
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import as_dtype, message_name
from headrace.graph.types.errors import CancelledError, OutOfRangeError, invalid
from headrace.graph.types.shapes import TensorShape
from headrace.graph.types.static_shapes import StaticShape, bracket

from .priority import PriorityQueue

_FIRST = -(1 << 63)
"""The number of the first call that brings new keys."""
_MISSING: Any = object()
_unnamed = itertools.count(1)


class PlainBarrier:
    """A barrier without a graph.

    Args:
      types, shapes: of the components of an element; no shapes where they are not known.
      name: what messages call it.
    """

    def __init__(self, types: Sequence[Any], shapes: Sequence[StaticShape] | None, name: str) -> None:
        self.name = name
        self._types = list(types)
        self._shapes = list(shapes) if shapes else [None] * len(self._types)
        self._ready = PriorityQueue(-1, [dtypes.string, *types], [(), *(shapes or ())] if shapes else None, name=name)
        self._lock = renewed(threading.Lock())
        # Guarded by _lock:
        self._incomplete: dict[bytes, tuple[int, list[Any]]] = {}
        self._calls = itertools.count(_FIRST)
        self._closed = self._cancelled = False

    def insert_many(self, component: int, keys: Sequence[bytes], values: np.ndarray) -> None:
        """Bring one component of some elements.

        Raises:
          InvalidArgumentError: there is no such component, the element has it, or it is of another shape.
          CancelledError: closed, and a key is new.
        """
        if not 0 <= component < len(self._types):
            raise invalid(f"The component ID is out of range {component} > num_components (= {len(self._types)})")
        expected, found = self._shapes[component], np.shape(values)[1:]
        if expected is not None and found != tuple(expected):
            raise invalid(
                f"Shape mismatch in tuple component {component + 2}. Expected {bracket(expected)}, got {bracket(found)}"
            )
        with self._lock:
            new = sum(key not in self._incomplete for key in keys)
            if self._closed and new:
                raise CancelledError(
                    None,
                    None,
                    f"Barrier {self.name} is closed.  Pending enqueues cancelled: {self._cancelled:d}.  "
                    f"Number of new insertions: {new}.  Number of incomplete keys: {len(self._incomplete)}.",
                )
            number = next(self._calls) if new else 0
            for key, value in zip(keys, values, strict=False):  # as in TensorFlow, which takes as many as there are keys
                self._insert(number, component, key, value)
            self._close_ready()

    def _insert(self, number: int, component: int, key: bytes, value: Any) -> None:
        number, pieces = self._incomplete.setdefault(key, (number, [_MISSING] * len(self._types)))
        if pieces[component] is not _MISSING:
            told = key.decode(errors="backslashreplace")
            raise invalid(f"Key {told} already has a value for component {component} in barrier {self.name}")
        pieces[component] = value
        if not any(piece is _MISSING for piece in pieces):
            del self._incomplete[key]
            self._ready.put([np.int64(number), key, *pieces])

    def _close_ready(self) -> None:
        """Nothing becomes whole any more once it is closed and nothing is left that could."""
        if self._closed and not self._incomplete and not self._ready.is_closed():
            self._ready.close()

    def take_many(self, wanted: int, allow_small_batch: bool, run: RunContext) -> list[Any]:
        """Whole elements, after a wait until there are so many: numbers of calls, keys, components.

        Raises:
          OutOfRangeError: closed, and there are not so many, or, with `allow_small_batch`, none.
        """
        try:
            return self._ready.take_many(wanted, run, allow_small_batch)
        except OutOfRangeError as error:
            size = self._ready.size()
            asked = min(wanted, size) if allow_small_batch else wanted
            raise error.restated(
                message=f"Barrier '{self.name}' is closed and has insufficient elements (requested {asked}, total size {size})"
            ) from error

    def close(self, cancel: bool) -> None:
        """Let no new keys in, and with `cancel` nothing at all. Raises CancelledError where it is closed so already."""
        with self._lock:
            if self._closed and (self._cancelled or not cancel):
                raise CancelledError(None, None, f"Barrier '{self.name}' is already closed.")
            self._closed = True
            if cancel:
                self._cancelled = True
                self._incomplete.clear()
            self._close_ready()

    def ready_size(self) -> int:
        """How many elements are whole."""
        return self._ready.size()

    def incomplete_size(self) -> int:
        """How many elements are not whole."""
        return len(self._incomplete)

    def let_go(self, reason: str) -> None:
        """Give all back; who waits gets CancelledError(reason)."""
        self._ready.let_go(reason)
        with self._lock:
            self._closed = self._cancelled = True
            self._incomplete.clear()


BARRIER = stateful_op(
    "Barrier",
    "-> handle: Ref(string)",
    "component_types: list(type) >= 1, shapes: list(shape) = [], capacity: int = -1, container: string = '',"
    " shared_name: string = ''",
    traits=REF_VARIABLE,
    shape=lambda op: (2,),
)


@BARRIER.bind
def _barrier(op: Operation, session: Any) -> Callable[[], PlainBarrier]:
    shared = op.get_attr("shared_name")
    shapes = list(op.get_attr("shapes"))
    known = shapes if shapes and None not in shapes else None

    def made() -> PlainBarrier:
        return PlainBarrier(list(op.get_attr("component_types")), known, shared or f"_{next(_unnamed)}_{op.name}")

    container = op.get_attr("container")
    return lambda: session.contained(container, ("barrier", container, shared or op), made)


INSERT_MANY = stateful_op("BarrierInsertMany", "handle: Ref(string), keys: string, values: T ->", "component_index: int")


@INSERT_MANY.kernel
def _insert_many(handle: PlainBarrier, keys: Any, values: Any, component_index: int, T: Any) -> None:
    kinds = handle._types
    if 0 <= component_index < len(kinds) and kinds[component_index] != T:
        have, expected = message_name(T), message_name(kinds[component_index])
        raise invalid(f"Signature mismatch, have: string_ref, string, {have}-> expected: string_ref, string, {expected}->")
    handle.insert_many(component_index, np.asarray(keys).reshape(-1).tolist(), np.asarray(values))


TAKE_MANY = stateful_op(
    "BarrierTakeMany",
    "handle: Ref(string), num_elements: int32 -> indices: int64, keys: string, values: list(component_types)",
    "component_types: list(type) >= 1, allow_small_batch: bool = false, wait_for_incomplete: bool = false,"
    " timeout_ms: int = -1",
    traits=BLOCKING,
)


@TAKE_MANY.bind
def _take_many(op: Operation, session: Any) -> Callable[..., tuple]:
    small = op.get_attr("allow_small_batch")

    def take_many(run: RunContext, handle: PlainBarrier, num_elements: Any) -> tuple:
        return tuple(handle.take_many(int(num_elements), small, run))

    return take_many


@TAKE_MANY.shape
def _take_many_shape(op: Operation) -> list[StaticShape]:
    count = None if op.get_attr("allow_small_batch") else constant_value(op.inputs[1])
    known = None if count is None else int(count)
    barrier = op.inputs[0].op
    shapes = list(barrier.attributes.get("shapes") or ()) or [None] * (len(op.outputs) - 2)
    return [(known,), (known,), *(None if shape is None else (known, *shape) for shape in shapes)]


CLOSE_BARRIER = stateful_op("BarrierClose", "handle: Ref(string) ->", "cancel_pending_enqueues: bool = false")
CLOSE_BARRIER.kernel(lambda handle, cancel_pending_enqueues: handle.close(cancel_pending_enqueues))
READY_SIZE = stateful_op("BarrierReadySize", "handle: Ref(string) -> size: int32", shape=scalar)
READY_SIZE.kernel(lambda handle: np.int32(handle.ready_size()))
INCOMPLETE_SIZE = stateful_op("BarrierIncompleteSize", "handle: Ref(string) -> size: int32", shape=scalar)
INCOMPLETE_SIZE.kernel(lambda handle: np.int32(handle.incomplete_size()))


class _Taken(NamedTuple):
    indices: Tensor
    keys: Tensor
    values: list[Tensor]


@export("python.ops.data_flow_ops.Barrier")
class Barrier:
    """Elements that come in pieces, under a key, and leave when they are whole; those of earlier keys first.

    Args:
      types, shapes: of the components of an element; a single one where there is one component.
      shared_name: barriers of one name in a session are one barrier.

    Raises:
      ValueError: components without elements.
    """

    def __init__(self, types: Any, shapes: Any = None, shared_name: str | None = None, name: str = "barrier") -> None:
        self._types = [as_dtype(kind) for kind in (types if isinstance(types, (list, tuple)) else [types])]
        if shapes is None:
            self._shapes = [TensorShape(None) for _ in self._types]
        else:
            several = isinstance(shapes, (list, tuple)) and len(shapes) == len(self._types)
            self._shapes = [TensorShape(shape) for shape in (shapes if several else [shapes])]
            for position, shape in enumerate(self._shapes):
                if shape.num_elements() == 0:
                    raise ValueError(f"Empty tensors are not supported, but received shape '{shape}' at index {position}")
        self._ref = BARRIER(component_types=self._types, shapes=self._shapes, shared_name=shared_name or "", name=name)
        self._name = self._ref.op.name.split("/")[-1]

    @property
    def barrier_ref(self) -> Tensor:
        """The tensor that ops on barriers take for it."""
        return self._ref

    @property
    def name(self) -> str:
        """What it is called in the graph."""
        return self._ref.op.name

    def insert_many(self, component_index: int, keys: Any, values: Any, name: str | None = None) -> Operation:
        """Bring one component of some elements.

        Args:
          component_index: which component.
          keys: strings [n].
          values: [n, ...], of the component's type.

        Returns:
          the operation that does it.

        Raises:
          InvalidArgumentError: (when run) an element has that component already, or it is of another shape or type.
          CancelledError: (when run) closed, and a key is new.
        """
        name = name or f"{self._name}_BarrierInsertMany"
        return INSERT_MANY(self._ref, keys, values, component_index=component_index, name=name)

    def take_many(
        self, num_elements: Any, allow_small_batch: bool = False, timeout: int | None = None, name: str | None = None
    ) -> Any:
        """Whole elements, after a wait until there are so many.

        Args:
          num_elements: how many, an int32 scalar.
          allow_small_batch: take fewer, at least one, once the barrier is closed.
          timeout: accepted; a session's `operation_timeout_in_ms` ends waits.

        Returns:
          a tuple: `indices`, int64 [n], which call brought the keys; `keys` [n]; `values`, a list of the components.

        Raises:
          OutOfRangeError: (when run) closed, and there are not so many.
        """
        indices, keys, *values = TAKE_MANY(
            self._ref,
            num_elements,
            component_types=self._types,
            allow_small_batch=allow_small_batch,
            timeout_ms=-1 if timeout is None else timeout,
            name=name or f"{self._name}_BarrierTakeMany",
        )
        return _Taken(indices, keys, values)

    def close(self, cancel_pending_enqueues: bool = False, name: str | None = None) -> Operation:
        """Let no new keys in.

        Args:
          cancel_pending_enqueues: drop the elements that are not whole, too.

        Returns:
          the operation that does it.

        Raises:
          CancelledError: (when run) it is closed already.
        """
        name = name or f"{self._name}_BarrierClose"
        return CLOSE_BARRIER(self._ref, cancel_pending_enqueues=cancel_pending_enqueues, name=name)

    def ready_size(self, name: str | None = None) -> Tensor:
        """How many elements are whole.

        Returns:
          int32, a scalar.
        """
        return READY_SIZE(self._ref, name=name or f"{self._name}_BarrierReadySize")

    def incomplete_size(self, name: str | None = None) -> Tensor:
        """How many elements are not whole.

        Returns:
          int32, a scalar.
        """
        return INCOMPLETE_SIZE(self._ref, name=name or f"{self._name}_BarrierIncompleteSize")
