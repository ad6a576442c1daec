"""PaddingFIFOQueue: first in, first out; elements of different sizes are padded to batches."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph.types.dtypes import DType, string

from ..element_spec import ElementSpec
from ..queue import Queue
from ..queue_base import QueueBase
from ..queue_kind import QueueKind
from ..storage.ring import RingStorage
from ..storage.sizes import Column, is_known


class PaddingFIFOQueue(Queue):
    """Elements leave in the order in which they came; those that leave together are padded to the largest of them.

    Args:
      capacity, dtypes, names, shared_name, name, capacity_bytes: as for FIFOQueue.
      shapes: list of the components' shapes, of known rank; elements may differ in the dimensions that are None.
        dequeue_many fills up with zeros, False or b"".

    Source: tf.PaddingFIFOQueue, TensorFlow 1.15, without the graph.
    """

    kind = "PaddingFIFOQueue"
    label = "padding_fifo_queue"
    kind_of_single = "FIFOQueue"  # so say TensorFlow's messages

    def __init__(
        self,
        capacity: int,
        dtypes: Any,
        shapes: Any,
        names: Any = None,
        shared_name: str | None = None,
        name: str = "padding_fifo_queue",
        *,
        capacity_bytes: int | None = None,
    ) -> None:
        signature = ElementSpec.checked(dtypes, shapes, names, unknown_dims=True)
        super().__init__(capacity, signature, shared_name or name, RingStorage, capacity_bytes=capacity_bytes)

    def _batched(self, columns: list[Column]) -> list[Any]:
        signature = self.signature
        return [
            column if is_known(shape) else _padded(column, dtype)
            for column, shape, dtype in zip(columns, signature.shapes, signature.dtypes, strict=True)
        ]


def _padded(elements: list[np.ndarray], dtype: DType) -> np.ndarray:
    """Arrays of one rank as one array, each in the first corner of its part, zero or b"" elsewhere."""
    shapes = {element.shape for element in elements}
    if len(shapes) == 1:
        return np.stack(elements)
    longest = tuple(map(max, zip(*shapes, strict=True)))
    batch = np.full((len(elements), *longest), b"" if dtype.base_dtype is string else 0, dtype.as_numpy_dtype)
    for row, element in zip(batch, elements, strict=True):
        row[tuple(map(slice, element.shape))] = element
    return batch


PADDING_FIFO = QueueKind(PaddingFIFOQueue, "PaddingFIFOQueueV2")


@export("PaddingFIFOQueue", "io.PaddingFIFOQueue")
class GraphPaddingFIFOQueue(QueueBase, kind=PADDING_FIFO):
    """A FIFOQueue whose elements differ in size: dequeue_many pads them to the largest with zeros (strings: empty).

    Args:
      capacity, dtypes, names, shared_name: as for FIFOQueue.
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
        spec = ElementSpec.checked(dtypes, shapes, names, unknown_dims=True)
        self._build(spec, shared_name, name, capacity=capacity)
