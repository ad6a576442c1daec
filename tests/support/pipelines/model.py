"""What a program means: each stage run by itself, record by record, and queues that are lists.

No queue, runner or thread takes part but those of the source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .build import Program, Stage
from .sinks import stacks
from .values import Sparse, as_array, is_sparse

Element = list[Any]
MOST = 400
"""Records after which a program without an end is cut off."""
MOST_FAULTS = 30
"""Faulty records after which no more are looked at: some readers do not get past one."""
PATIENCE = 20
"""Seconds that one record may take."""


@dataclass
class Meaning:
    """What is expected of a program.

    Attributes:
      delivered: the elements that the last sink gives in all, in order.
      last_rows: the elements put into the last sink.
      beyond: elements of the first stage that come after the first fault.
      faults: the errors that may end it before its input does: the first of each stage, and of a stage with several
        threads all.
      cut: whether it has no end.
      bad: how many records were left out.
    """

    delivered: list[Element] = field(default_factory=list)
    last_rows: list[Element] = field(default_factory=list)
    beyond: list[Element] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    cut: bool = False
    bad: int = 0


class ShapeFault(Exception):
    """An element does not fit into its queue."""


class RecordedFault(Exception):
    """An error of another implementation, known by its class and words."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(f"{kind}: {words}")
        self.kind, self.words = kind, words


def meaning_of(program: Program, session: Any, leaves_out: bool = False) -> Meaning:
    """Run the stages one after the other in a session whose sources have been started.

    Args:
      leaves_out: records that fail make no element, and end nothing.
    """
    tf, meaning = program.tf, Meaning()
    options = tf.RunOptions(timeout_in_ms=int(PATIENCE * 1000))
    elements: list[Element] = []
    rows: list[Element] = []
    for position, stage in enumerate(program.stages):
        rows = []
        fetches = [stage.outputs, list(stage.effects), [] if stage.keep is None else [stage.keep]]
        pending, faults, steps = list(elements), 0, 0
        while True:
            feeds: dict[Any, Any] = {}
            if position:
                if not pending:
                    break
                feeds = dict(zip(stage.inputs, pending.pop(0), strict=True))
            elif steps == MOST:
                meaning.cut = True
                break
            steps += 1
            try:
                outputs, _, keep = session.run(fetches, feeds, options=options)
                row = [_plain(output) for output in outputs]
                if "maybe" in stage.sink["kind"]:
                    if np.ndim(keep[0]):
                        raise ShapeFault("what decides is no scalar")
                    if not keep[0]:
                        continue
                _fits(stage, row)
            except tf.errors.OutOfRangeError:
                break
            except tf.errors.DeadlineExceededError:
                raise
            except (tf.errors.OpError, ShapeFault) as error:
                if leaves_out and not isinstance(error, tf.errors.FailedPreconditionError):
                    meaning.bad += 1
                    continue
                if not faults or stage.sink["threads"] > 1:
                    meaning.faults.append(error)
                faults += 1
                if position or faults == MOST_FAULTS:
                    break
                meaning.beyond.append([])
                continue
            if faults:
                meaning.beyond.append(row)
            else:
                rows.append(row)
        elements = leaving(stage, rows)
    meaning.delivered = elements
    meaning.last_rows = rows
    return meaning


def _plain(value: Any) -> Any:
    return Sparse(value.indices, value.values, value.dense_shape) if is_sparse(value) else as_array(value)


def _fits(stage: Stage, row: Element) -> None:
    """Raises ShapeFault where a queue does not take an element."""
    pads = stage.sink.get("pad") or stage.sink.get("queue") == "PaddingFIFOQueue"
    for tensor, value in zip(stage.outputs, row, strict=True):
        if is_sparse(value):
            continue
        if tensor.shape.ndims is None or tensor.shape.ndims != np.ndim(value):
            raise ShapeFault("another rank")
        sizes = list(zip(tensor.shape.as_list(), np.shape(value), strict=True))[1 if stage.sink["many"] else 0 :]
        if any(known is not None and known != size for known, size in sizes):
            raise ShapeFault("another shape")
        if not pads and any(known is None for known, _ in sizes):
            raise ShapeFault("an unknown shape")
    if stage.sink["many"]:
        lengths = {_length(value) for value in row}
        if len(lengths) > 1:
            raise ShapeFault("numbers of elements differ")


def _length(value: Any) -> int:
    return int(value.dense_shape[0]) if is_sparse(value) else len(value)


def leaving(stage: Stage, rows: list[Element]) -> list[Element]:
    """What leaves a sink, in order, when rows have been put in."""
    sink = stage.sink
    rows = leaving_one_by_one(stage, rows)
    if not stacks(sink):
        return rows
    size = sink["size"]
    whole = [rows[k : k + size] for k in range(0, len(rows), size)]
    if whole and len(whole[-1]) < size and not sink["smaller"]:
        whole.pop()
    return [[_stacked([row[k] for row in group]) for k in range(len(group[0]))] for group in whole]


def leaving_one_by_one(stage: Stage, rows: list[Element]) -> list[Element]:
    """The elements of a queue when rows have been put in."""
    if not stage.sink["many"]:
        return rows
    return [[part[k] for part in row] for row in rows for k in range(len(row[0]))]


def _stacked(values: list[Any]) -> Any:
    if is_sparse(values[0]):
        return _stacked_sparse(values)
    shape = tuple(max(sizes) for sizes in zip(*(np.shape(value) for value in values), strict=True))
    first = as_array(values[0])
    whole = np.zeros((len(values), *shape), first.dtype)
    if first.dtype == object:
        whole.fill(b"")
    for place, value in zip(whole, values, strict=True) if shape else ():
        place[tuple(slice(size) for size in np.shape(value))] = value
    if not shape:
        whole[:] = [as_array(value).item() if first.dtype == object else value for value in values]
    return whole


def _stacked_sparse(values: list[Any]) -> Sparse:
    rank = len(values[0].dense_shape)
    indices = [np.insert(value.indices.reshape(-1, rank), 0, k, axis=1) for k, value in enumerate(values)]
    shape = [len(values), *np.max([value.dense_shape for value in values], axis=0)]
    return Sparse(
        np.concatenate(indices).astype(np.int64),
        np.concatenate([value.values for value in values]),
        np.asarray(shape, np.int64),
    )
