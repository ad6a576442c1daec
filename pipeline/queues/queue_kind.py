"""QueueKind: one kind of queue, and the op whose value is a queue of that kind.

FIFO = QueueKind(FIFOQueue, "FIFOQueueV2")

class GraphFIFOQueue(QueueBase, kind=FIFO): ...
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from headrace.graph.core.op import Op, stateful_op
from headrace.graph.core.operation import Operation
from headrace.graph.core.rules.shape import scalar
from headrace.graph.core.traits import RESOURCE
from headrace.graph.types.dtypes import message_name
from headrace.graph.types.errors import InvalidArgumentError, invalid
from headrace.graph.types.static_shapes import StaticShape, bracket

from ..diagnosis import diagnosis
from .memory_limits import limit_queue
from .queue import Queue

KINDS: dict[Op, QueueKind] = {}
"""Every kind of queue by its op."""

_COMPONENTS = "component_types: list(type) >= 1, shapes: list(shape) = []"
_COMMON = "capacity: int = -1, container: string = '', shared_name: string = ''"

_unnamed = itertools.count(1)


@dataclass(frozen=True)
class Fact:
    """Something that ops of one shared queue must agree on.

    Args:
      there, asked: how messages tell of it in the queue that is there, and in the op that asks for it.
      value: what an op says.
      open: the value of an op to which any is right.
    """

    there: str
    asked: str
    value: Callable[[Operation], Any]
    open: Any = None


class QueueKind:
    """A kind of queue.

    Args:
      queue: the class of queues of this kind, which works without a graph.
      op_type: the type of the op that makes one in a graph.
      components, attributes: how the op declares its components, and the attributes that other kinds have not.
      make: a queue from an op, its component types, their shapes or None, and a name; where `queue` takes more or other
        arguments than these after the capacity.
      facts: more that ops of one shared queue must agree on than capacity and components.
      implied: how many scalars stand before the components that the op declares.

    Attributes:
      name: the name of the kind in messages and of its classes.
      op: the op.
      graph_class: the class of queues of this kind in graphs.
    """

    graph_class: Any

    def __init__(
        self,
        queue: Any,
        op_type: str,
        *,
        components: str = _COMPONENTS,
        attributes: str = "",
        make: Callable[[Operation, list, list | None, str], Queue] | None = None,
        facts: Sequence[Fact] = (),
        implied: int = 0,
    ) -> None:
        self.queue = queue
        self.name: str = queue.kind
        self._make = make or self._make_simply
        self.implied = implied
        self._facts = (*_COMMON_FACTS, *facts)
        declared = ", ".join(filter(None, [components, attributes, _COMMON]))
        self.op: Op = stateful_op(op_type, "-> handle: resource", declared, traits=RESOURCE, shape=scalar)
        self.op.bind(self._bind)
        KINDS[self.op] = self

    def _bind(self, op: Operation, session: Any) -> Callable[[], Queue]:
        """What gives the session's queue that an op stands for, and makes it first."""
        shared = op.get_attr("shared_name")
        container, key = op.get_attr("container"), diagnosis.key_of(op)

        def made() -> Queue:
            try:
                _check_range(op)
                types, shapes = list(op.get_attr("component_types")), list(op.get_attr("shapes"))
                queue = self._make(op, types, shapes or None, shared or f"_{next(_unnamed)}_{op.name}")
            except InvalidArgumentError as error:
                raise InvalidArgumentError(None, op, error.message) from error
            queue.call(shared or op.name)
            limit_queue(op, session, queue)
            diagnosis.monitor(session, op, queue)
            return queue

        def found() -> Queue:
            if shared:
                first = session.contained(container, ("queue's op", key), lambda: op)
                if first is not op:
                    self._check_same(first, op)
            return session.contained(container, ("queue", key), made)

        return found

    def _make_simply(self, op: Operation, types: list, shapes: list | None, name: str) -> Queue:
        return self.queue(op.get_attr("capacity"), types, shapes, name=name)

    def _check_same(self, first: Operation, op: Operation) -> None:
        """Raises InvalidArgumentError, in TensorFlow's words, where an op does not describe the queue that `first` made."""
        if first.definition is not op.definition:
            raise InvalidArgumentError(None, op, f"Expected {first.type.removesuffix('V2')}, found {op.type}")
        for fact in self._facts:
            had, wanted = fact.value(first), fact.value(op)
            if wanted not in (had, fact.open):
                words = f"{fact.there.format(had)} but requested {fact.asked.format(wanted)}"
                raise InvalidArgumentError(None, op, f"Shared queue '{op.get_attr('shared_name')}' has {words}")


def _types_of(op: Operation) -> str:
    return ", ".join(map(message_name, op.get_attr("component_types")))


def _shapes_of(op: Operation) -> str:
    return "[" + ",".join(bracket(shape) for shape in op.get_attr("shapes")) + "]"


_COMMON_FACTS = (
    Fact("capacity {}", "capacity was {}", lambda op: op.get_attr("capacity")),
    Fact("component types {}", "component types were {}", _types_of),
    Fact("component shapes {}", "component shapes were {}", _shapes_of),
)


def declared_shapes(op: Operation) -> list[StaticShape] | None:
    """The shapes of the components of the queue that an op makes; None where it makes none, or does not say them."""
    kind = KINDS.get(op.definition)
    shapes = op.attributes.get("shapes")
    return [*[()] * (kind.implied if kind else 0), *shapes] if shapes else None


def makes_queue(op: Operation) -> bool:
    """Whether an op's value is a queue."""
    return op.definition in KINDS


def _check_range(op: Operation) -> None:
    """Raises InvalidArgumentError, in TensorFlow's words, where a size of a queue is no int32."""
    for name in ("capacity", "min_after_dequeue"):
        size = op.attributes.get(name, 0)
        if not -(1 << 31) <= size < 1 << 31:
            raise invalid(f"Attr {name} has value {size} out of range for an int32")
