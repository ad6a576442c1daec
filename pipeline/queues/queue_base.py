"""QueueBase: a queue of a graph, and the ops that its methods build."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.default_stacks import get_default_session
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.shapes import TensorShape
from headrace.graph.types.static_shapes import as_static

from .element_spec import ElementSpec
from .memory_limits import mark
from .ops import CLOSE, DEQUEUE, DEQUEUE_MANY, DEQUEUE_UP_TO, ENQUEUE, ENQUEUE_MANY, IS_CLOSED, SIZE, queue_behind
from .queue import Queue
from .queue_kind import QueueKind


@export("QueueBase", "io.QueueBase")
class QueueBase:
    """A queue in a graph; see FIFOQueue and the like.

    Args:
      dtypes: the components' types.
      shapes: their TensorShapes, or None where elements may have any shape.
      names: their names, or None; elements are dicts where there are names.
      queue_ref: the tensor that stands for the queue.
    """

    queue_kind: ClassVar[QueueKind]

    def __init_subclass__(cls, kind: QueueKind | None = None, **options: Any) -> None:
        """A class that names a kind is that kind's class in graphs, and has its name."""
        super().__init_subclass__(**options)
        if kind is not None:
            cls.__name__ = cls.__qualname__ = kind.name
            cls.queue_kind = kind
            kind.graph_class = cls

    def __init__(self, dtypes: Sequence[Any], shapes: Sequence[Any] | None, names: Any, queue_ref: Tensor) -> None:
        self._spec = ElementSpec(dtypes, None if shapes is None else [as_static(shape) for shape in shapes], names)
        self._shapes = [TensorShape(shape) for shape in self._spec.shapes]
        self._queue_ref = queue_ref
        self._name = queue_ref.op.name.split("/")[-1]

    def _build(self, spec: ElementSpec, shared_name: str | None, name: str, **attributes: Any) -> None:
        """Build the op of this class's kind with those attributes, and be the queue that it stands for."""
        shapes = spec.shapes if spec.shapes_given else None
        first = self.queue_kind.implied
        handle = self.queue_kind.op(
            component_types=tuple(spec.dtypes[first:]),
            shapes=tuple(shapes or ())[first:],
            **attributes,
            shared_name=shared_name or "",
            name=name,
        )
        mark(handle.op)
        QueueBase.__init__(self, spec.dtypes, shapes, spec.names, handle)

    @staticmethod
    def from_list(index: Any, queues: Sequence[QueueBase]) -> QueueBase:
        """The queue at `index` (a scalar int32 tensor) of `queues`, a list of queues of one kind.

        Raises:
          TypeError: no queues, or their component types differ.
        """
        if not queues or not isinstance(queues, (list, tuple)) or not all(isinstance(q, QueueBase) for q in queues):
            raise TypeError("A list of queues expected")
        if any(queue.dtypes != queues[0].dtypes for queue in queues[1:]):
            raise TypeError("Queues do not have matching component dtypes.")
        if any(queue.names != queues[0].names for queue in queues[1:]):
            raise TypeError("Queues do not have matching component names.")
        shapes = [merge_or_unknown([queue.shapes[k] for queue in queues]) for k in range(len(queues[0].dtypes))]
        chosen = ops.gather(ops.stack([queue.queue_ref for queue in queues]), index)
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
        """The types of an element's components."""
        return self._spec.dtypes

    @property
    def shapes(self) -> list[TensorShape]:
        """The shapes of an element's components."""
        return self._shapes

    @property
    def names(self) -> list[str] | None:
        """The names of an element's components; None where they have none."""
        return self._spec.names

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
            return ENQUEUE(self._queue_ref, components, name=scope)

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
            return ENQUEUE_MANY(self._queue_ref, components, name=scope)

    def _converted(self, vals: Any) -> list[Tensor]:
        """The components as tensors of the queue's types."""
        components = self._spec.ordered(vals)
        if len(components) != len(self._spec.dtypes):
            raise ValueError(
                f"queue {self.name!r} has {len(self._spec.dtypes)} components, but {len(components)} were given to enqueue"
            )
        return [
            convert_to_tensor(value, dtype, name=f"component_{position}")
            for position, (value, dtype) in enumerate(zip(components, self._spec.dtypes, strict=True))
        ]

    # -- taking elements out -------------------------------------------------------------------------------------------

    def dequeue(self, name: str | None = None) -> Any:
        """Tensors that take one element out, and wait for one.

        Returns:
          the tensor of a single component, a list of several, or a dict for a queue with names.

        Raises:
          OutOfRangeError: (when run) the queue is closed and empty.
        """
        tensors = DEQUEUE(self._queue_ref, component_types=self._spec.dtypes, name=name or f"{self._name}_Dequeue")
        return self._returned(tensors, self._shapes)

    def dequeue_many(self, n: Any, name: str | None = None) -> Any:
        """The tensors of `n` elements, taken out at once and stacked along a new first axis; waits for so many.

        Raises:
          OutOfRangeError: (when run) the queue is closed and has fewer than n elements; they stay in it.
        """
        tensors = DEQUEUE_MANY(self._queue_ref, n, component_types=self._spec.dtypes, name=name or f"{self._name}_DequeueMany")
        count = constant_value(tensors[0].op.inputs[1])
        return self._returned(tensors, self._stacked(None if count is None or count < 0 else int(count)))

    def dequeue_up_to(self, n: Any, name: str | None = None) -> Any:
        """The tensors of `dequeue_many`, but a closed queue with fewer than `n` elements, and any, gives those."""
        tensors = DEQUEUE_UP_TO(self._queue_ref, n, component_types=self._spec.dtypes, name=name or f"{self._name}_DequeueUpTo")
        return self._returned(tensors, self._stacked(None))

    def _stacked(self, count: int | None) -> list[TensorShape]:
        return [TensorShape([count]).concatenate(shape) for shape in self._shapes]

    def _returned(self, tensors: list[Tensor], shapes: list[TensorShape]) -> Any:
        for tensor, shape in zip(tensors, shapes, strict=True):
            tensor.set_shape(shape)
        if self._spec.names:
            return dict(zip(self._spec.names, tensors, strict=True))
        return tensors[0] if len(tensors) == 1 else tensors

    # -- the rest ------------------------------------------------------------------------------------------------------

    def close(self, cancel_pending_enqueues: bool = False, name: str | None = None) -> Operation:
        """An op after which nothing more comes in; what is in can still be taken.

        Args:
          cancel_pending_enqueues: fail those who wait for room with CancelledError instead of waiting for them.
        """
        return CLOSE(self._queue_ref, cancel_pending_enqueues=cancel_pending_enqueues, name=name or f"{self._name}_Close")

    def is_closed(self, name: str | None = None) -> Tensor:
        """A bool tensor: whether the queue is closed."""
        return IS_CLOSED(self._queue_ref, name=name or f"{self._name}_Is_Closed")

    def size(self, name: str | None = None) -> Tensor:
        """An int32 tensor: how many elements are in the queue."""
        return SIZE(self._queue_ref, name=name or f"{self._name}_Size")

    # -- looking into it -----------------------------------------------------------------------------------------------

    @door
    def peek(self, n: int = 1, session: Any = None) -> list[Any]:
        """Copies of the `n` elements that leave next in a session, without taking them: no op, but values, at once.

        Args:
          n: how many, >= 0.
          session: the default session if None.

        Returns:
          a list of elements: of each the list of its components, or the dict of them for a queue with names; in the order in
          which they would leave, those of a RandomShuffleQueue in no order. Fewer than `n` where there are fewer.

        Raises:
          InvalidArgumentError: n is negative.
          ValueError: there is no session, or only a run decides which queue it is (`from_list`).
        """
        return self._in(session).peek(n)

    @door
    def snapshot(self, session: Any = None) -> list[Any]:
        """Copies of all elements that are in the queue in a session; otherwise as `peek`.

        Args:
          session: the default session if None.

        Returns:
          a list of elements.

        Raises:
          ValueError: as `peek`.
        """
        return self._in(session).snapshot()

    def _in(self, session: Any) -> Queue:
        session = get_default_session() if session is None else getattr(session, "watched", session)
        if session is None:
            raise ValueError("no session is given, and there is no default session")
        queue = queue_behind(self._queue_ref, session)
        if queue is None:
            raise ValueError(f"only a run decides which queue {self.name!r} is")
        return queue


def merge_or_unknown(shapes: Sequence[TensorShape]) -> TensorShape:
    """What several shapes agree on: the shape of all, or nothing."""
    first = as_static(shapes[0])
    same = all(as_static(shape) == first for shape in shapes)
    return TensorShape(first) if same else TensorShape(None)
