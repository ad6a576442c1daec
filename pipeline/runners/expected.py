"""How many records the input of a graph will give, as far as its files and its epochs tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.files.directories import status
from headrace.formats.files.paths import is_remote
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.traversal import topological_order
from headrace.graph.ops.state.variable import COUNT_UP_TO
from headrace.graph.types.errors import OpError

from ..queues.ops import ENQUEUE_MANY
from ..readers.base import Reader
from ..readers.graph import READ, READ_UP_TO, reader_of

_MOST_SAMPLES = 5
"""Of how many files the first records are looked at."""


class Expected(NamedTuple):
    """How many records will come.

    Attributes:
      records: a number.
      is_exact: False where it is estimated from sizes of files.
    """

    records: int
    is_exact: bool


def expected_records(graph: Graph, session: Any) -> Expected | None:
    """How many records the producers of `graph` will give that count epochs; those of the one that ends first.

    None where none counts, or where nothing tells: names that are computed, files that are compressed or remote.
    """
    readings = [operation for operation in graph.get_operations() if operation.definition in (READ, READ_UP_TO)]
    found: list[Expected] = []
    for runner in graph.get_collection(GraphKeys.QUEUE_RUNNERS):
        for enqueue in (one for one in runner.enqueue_ops if one.definition is ENQUEUE_MANY):
            before = topological_order([enqueue])
            epochs = [one.get_attr("limit") for one in before if one.definition is COUNT_UP_TO]
            if not epochs:
                continue
            readers = [reader_of(one, session) for one in readings if one.inputs[1].op is enqueue.inputs[0].op]
            once = _of_files(_names(before), readers) if readers else _of_rows(enqueue)
            if once is None:
                return None
            found.append(Expected(once.records * min(epochs), once.is_exact))
    return min(found, default=None)


def _of_rows(enqueue: Operation) -> Expected | None:
    shape = enqueue.inputs[1].static_shape
    return Expected(shape[0], True) if shape and shape[0] is not None else None


def _names(before: Sequence[Operation]) -> list[str] | None:
    """The names of files that a producer was given, where the graph holds them."""
    for operation in before:
        for tensor in operation.outputs:
            if tensor.dtype.name == "string" and tensor.static_shape is not None and len(tensor.static_shape) == 1:
                value = constant_value(tensor)
                return None if value is None else [name.decode(errors="surrogateescape") for name in value.tolist()]
    return None


def _of_files(names: list[str] | None, readers: Sequence[Reader]) -> Expected | None:
    """The records of files, by their sizes and the first records of some."""
    reader = readers[0]
    if names is None:
        return None
    if reader.serializable:
        return Expected(len(names), True)
    if reader.bytes_beside is None or any(map(is_remote, names)):
        return None
    try:
        sizes = [status(name).length for name in names]
        chosen = sorted({int(place) for place in np.linspace(0, len(names) - 1, min(len(names), _MOST_SAMPLES))})
        samples = [_first_records(reader, names[place], sizes[place]) for place in chosen]
    except (OpError, OSError):
        return None
    records, read, is_exact = sum(s[0] for s in samples), sum(s[1] for s in samples), all(s[2] for s in samples)
    if is_exact and len(chosen) == len(names):
        return Expected(records, True)
    return Expected(round(records * sum(sizes) / read), False) if read else None


def _first_records(reader: Reader, name: str, size: int) -> tuple[int, int, bool]:
    """How many records the beginning of a file has, how many bytes that is, and whether it is the whole file."""
    blocks = reader.open(name)
    first = next(blocks, None)
    if first is None:
        return 0, size, True
    if next(blocks, None) is None:
        return len(first), size, True
    return len(first), int((first.ends - first.starts).sum()) + (reader.bytes_beside or 0) * len(first), False
