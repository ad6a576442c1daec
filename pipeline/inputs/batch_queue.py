"""The queue behind `batch`, `shuffle_batch` and the like: one function makes it of elements and a BatchOptions."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, SupportsIndex

from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operators import Operators
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.types import dtypes
from headrace.graph.types.shapes import TensorShape

from ..queues.element_spec import not_fully_defined
from ..queues.graph import FIFOQueue, PaddingFIFOQueue, QueueBase, RandomShuffleQueue
from ..runners.queue_runner import QueueRunner, add_queue_runner
from .elsewhere import WorkersRunner
from .structure import SparseComponents, Structure, keep_input_tensor

Size = SupportsIndex | Operators
"""A number of elements: a whole number, NumPy's too, or a tensor or variable of one."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BatchOptions:
    """How elements become batches; `batching.batch` and `batching.shuffle_batch` say what the arguments mean.

    Attributes:
      caller: the name of the public function, and of the name scope where `name` is None.
      shuffled: draw the elements at random, as `min_after_dequeue` and `seed` say, instead of in their order.
      input_workers: how many processes run the programs; None: threads of this one do.
    """

    caller: str
    batch_size: Any
    capacity: int
    shuffled: bool = False
    min_after_dequeue: int = 0
    seed: int | None = None
    num_threads: int = 1
    enqueue_many: bool
    shapes: Any
    dynamic_pad: bool = False
    allow_smaller_final_batch: bool
    shared_name: str | None
    name: str | None
    input_workers: int | None = None

    def check(self) -> None:
        """Raise ValueError where the queue would always hold everything back, or there are no workers."""
        if self.input_workers is not None and self.input_workers < 1:
            raise ValueError(f"input_workers must be >= 1, or None; got {self.input_workers}")
        if self.input_workers is not None and self.num_threads != 1:
            raise ValueError(f"input_workers: each runs the program in one thread; got num_threads={self.num_threads}")
        if self.shuffled and self.capacity <= self.min_after_dequeue:
            raise ValueError(f"capacity {self.capacity} must be bigger than min_after_dequeue {self.min_after_dequeue}.")

    def make_queue(self, types: Sequence[Any], shapes: Sequence[TensorShape]) -> QueueBase:
        """A queue of elements of these dtypes and shapes."""
        capacity, shared_name = self.capacity, self.shared_name
        if not self.shuffled:
            kind = PaddingFIFOQueue if self.dynamic_pad else FIFOQueue
            return kind(capacity=capacity, dtypes=types, shapes=shapes, shared_name=shared_name)
        return RandomShuffleQueue(
            capacity=capacity,
            min_after_dequeue=self.min_after_dequeue,
            seed=self.seed,
            dtypes=types,
            shapes=shapes,
            shared_name=shared_name,
        )


def batched(tensors_list: Sequence[Any], keep_input: Any, options: BatchOptions) -> Any:
    """Batches of what one program delivers, or several, each in a thread of its own.

    Args:
      tensors_list: one structure of tensors per program, all alike.
      keep_input: bool scalar or, with `enqueue_many`, also a vector: which elements go into the queue.
    """
    with get_default_graph().name_scope(options.name or options.caller) as scope:
        options.check()
        keep = keep_input_tensor(keep_input, options.enqueue_many)
        elements = _Elements(tensors_list, options)
        queue = options.make_queue(elements.dtypes, elements.shapes)
        _add_runner(queue, elements.components, keep, options)
        _summarize_fullness(queue, options)
        take = queue.dequeue_up_to if options.allow_smaller_final_batch else queue.dequeue_many
        return elements.rebuilt(take(options.batch_size, name=scope))


class _Elements:
    """The elements that go into the queue, from one program or several.

    Attributes:
      components: the tensors of each program's element.
      dtypes, shapes: of the components of one element: as given, or those of the first program's, which the others must fit.
    """

    def __init__(self, tensors_list: Sequence[Any], options: BatchOptions) -> None:
        structures = [Structure(tensors) for tensors in tensors_list]
        if not structures[0].flat:
            raise ValueError(f"Expected at least one tensor in {options.caller}().")
        self._structure = structures[0]
        self._sparse = SparseComponents(options.enqueue_many)
        self.components = [self._sparse.stored(structure.flat) for structure in structures]
        self.dtypes = _common_types(self.components)
        if options.shapes is not None:
            self.shapes = [TensorShape(shape) for shape in options.shapes]
        else:
            by_component = zip(*self.components, strict=True)
            self.shapes = [_common_shape(tensors, options.enqueue_many) for tensors in by_component]
            if not options.dynamic_pad:
                check_sizes(self.components[0], self.shapes, "" if options.shuffled else ", or pad by dynamic_pad=True")

    def rebuilt(self, batch: Any) -> Any:
        """A batch in the structure that the elements came in."""
        return self._structure.rebuilt(self._sparse.restored(batch))


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
            raise ValueError(f"Cannot infer Tensor's rank: {tensor}; give it a shape by set_shape")
        shape = tensor.shape
        shapes.append(shape.with_rank_at_least(1)[1:] if enqueue_many else shape)
    for shape in shapes[1:]:
        shapes[0].merge_with(shape)
    return shapes[0]


def check_sizes(components: Sequence[Tensor], shapes: Sequence[TensorShape], way_out: str) -> None:
    """Raise ValueError where a size of a component is not known, naming the first such tensor and what helps."""
    for component, shape in zip(components, shapes, strict=True):
        if not shape.is_fully_defined():
            helps = f"give it a shape by set_shape or tf.reshape{way_out}"
            raise ValueError(f"{not_fully_defined(shapes)}; {component} is not: {helps}")


def _add_runner(queue: QueueBase, components_list: Sequence[Sequence[Tensor]], keep: Tensor, options: BatchOptions) -> None:
    """A runner with a thread for each program, or with `num_threads` for the only one."""
    if options.input_workers is not None:
        programs = [_enqueue(queue, components, keep, options.enqueue_many) for components in components_list]
        if len(programs) > options.input_workers:
            raise ValueError(f"input_workers must be >= {len(programs)}, one for each program; got {options.input_workers}")
        each = [programs[number % len(programs)] for number in range(options.input_workers)]
        add_queue_runner(WorkersRunner(queue, each, keep))
        return
    if len(components_list) > 1:
        operations = [_enqueue(queue, components, keep, options.enqueue_many) for components in components_list]
    elif options.num_threads:
        operations = [_enqueue(queue, components_list[0], keep, options.enqueue_many)] * options.num_threads
    else:
        operations = []
    add_queue_runner(QueueRunner(queue, operations))


def _enqueue(queue: QueueBase, components: Sequence[Tensor], keep: Tensor, enqueue_many: bool) -> Any:
    add = queue.enqueue_many if enqueue_many else queue.enqueue
    known = constant_value(keep)
    if known is not None and known.ndim == 0:
        return add(list(components)) if known else ops.no_op()
    if enqueue_many and len(keep.static_shape or ()) == 1:
        rows = ops.reshape(ops.where(keep), [-1])
        return add([ops.gather(component, rows) for component in components])
    return cond(keep, lambda: add(list(components)), ops.no_op)


def _summarize_fullness(queue: QueueBase, options: BatchOptions) -> None:
    """A scalar summary of how full the queue is, above what a draw leaves behind."""
    capacity, left_behind = options.capacity, options.min_after_dequeue
    if options.shuffled:
        room = capacity - left_behind
        above = ops.cast(ops.maximum(0, queue.size() - left_behind), dtypes.float32)
        scalar(f"fraction_over_{left_behind}_of_{room}_full", above * (1.0 / room))
    else:
        scalar(f"fraction_of_{capacity}_full", ops.cast(queue.size(), dtypes.float32) * (1.0 / capacity))
