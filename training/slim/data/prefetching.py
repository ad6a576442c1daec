"""prefetch_queue: batches that wait for the step that needs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.types.dtypes import float32
from headrace.pipeline.queues.graph import FIFOQueue, PaddingFIFOQueue
from headrace.pipeline.runners.queue_runner import QueueRunner, add_queue_runner


@export("contrib.slim.prefetch_queue.prefetch_queue")
def prefetch_queue(
    tensors: Any,
    capacity: int = 8,
    num_threads: int = 1,
    dynamic_pad: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> Any:
    """A queue that threads keep full of `tensors`; `dequeue` gives the same.

    Args:
      tensors: a list or dict of tensors.
      capacity: how many elements it holds.
      num_threads: how many threads fill it.
      dynamic_pad: whether dimensions of different sizes are padded.
      shared_name: under which sessions share it; None: they do not.

    Returns:
      a FIFOQueue, or a PaddingFIFOQueue with `dynamic_pad`.
    """
    if isinstance(tensors, Mapping):
        names, values = zip(*sorted(tensors.items()), strict=True)
        given: Any = dict(zip(names, map(convert_to_tensor, values), strict=True))
        components = list(given.values())
    else:
        names, components = None, [convert_to_tensor(tensor) for tensor in tensors]
        given = components
    with name_scope(name, "prefetch_queue", components):
        make = PaddingFIFOQueue if dynamic_pad else FIFOQueue
        kinds, shapes = [tensor.dtype for tensor in components], [tensor.shape for tensor in components]
        queue = make(
            capacity=capacity,
            dtypes=kinds,
            shapes=shapes if dynamic_pad or all(shape.is_fully_defined() for shape in shapes) else None,
            names=None if names is None else list(names),
            shared_name=shared_name,
        )
        add_queue_runner(QueueRunner(queue, [queue.enqueue(given)] * num_threads))
        show_fullness(queue, capacity)
        return queue


def show_fullness(queue: Any, capacity: int) -> None:
    """Add a summary of how full a queue is."""
    full: Any = ops.cast(queue.size(), float32)
    scalar(f"fraction_of_{capacity}_full", full * (1.0 / capacity))
