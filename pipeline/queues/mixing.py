"""ShuffleReport: how well the elements that a shuffle queue gives are mixed, measured by where each came in."""

from __future__ import annotations

import html
import re
import textwrap
from dataclasses import dataclass
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph.types.errors import invalid

from .element_spec import ElementSpec
from .state import QueueState
from .storage.tracked import TrackedStorage

_WIDTH = 100
_ENOUGH = 2.0
"""How many times longer than those of perfect mixing runs may be, without a warning."""
_FEW = 200
"""Of fewer elements nothing can be said."""
_OF_QUEUES = (
    "A min_after_dequeue above {} would mix them, or files that are shuffled or read side by side (shuffle_batch_join)."
)
_OF_DATASETS = "A buffer_size above {} would mix them, or files that are shuffled or read side by side (interleave)."


@export("train.ShuffleReport")
@dataclass(frozen=True)
class ShuffleReport:
    """How well the last elements that left a shuffle queue, or a dataset's `shuffle`, were mixed, at most 100,000. `print`
    shows it.

    Attributes:
      queue: what the program calls the queue; of a dataset the stage, and its iterator.
      buffer: among how many elements one is drawn at least: min_after_dequeue + 1; of a dataset its buffer_size.
      elements: how many it tells of.
      moved: by how many places elements have moved: the median, the 90th percentile, and the most.
      runs_in, runs_out: how many elements of one group come and leave one after the other, on average.
      runs_mixed: the same if all that came had been mixed perfectly. All three are 1.0 where nothing says the groups.
      warning: what to do where the buffer is small beside the runs; None where it is not.
    """

    queue: str
    buffer: int
    elements: int
    moved: tuple[float, float, int]
    runs_in: float
    runs_out: float
    runs_mixed: float
    warning: str | None

    def __str__(self) -> str:
        if not self.elements:
            return f"{self.queue}: measured from now on; no element has left since."
        middle, most, furthest = self.moved
        text = (
            f"{self.queue}: {self.elements:,} elements, drawn among {self.buffer:,} at least, have moved by "
            f"{middle:,.0f} places (median), {most:,.0f} (90 %), {furthest:,} (most)."
        )
        if self.runs_in > 1.0:
            text += (
                f" Of one group {self.runs_in:,.1f} came one after the other and {self.runs_out:,.1f} left so, on average; "
                f"mixed perfectly it would be {self.runs_mixed:,.1f}."
            )
        return "\n".join(textwrap.wrap(f"{text} {self.warning or ''}", _WIDTH))

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(str(self))}</p>"


def report(state: QueueState, signature: ElementSpec, by: Any) -> ShuffleReport:
    """What was measured at a shuffle queue; the first call begins to measure. See `RandomShuffleQueue.shuffle_report`."""
    with state.lock:
        storage: Any = state.storage
        if not isinstance(storage, TrackedStorage):
            state.storage = storage = TrackedStorage(storage, _component(signature, by), group_of)  # type: ignore[assignment]
        came, left, count = storage.came.last().copy(), storage.left.last().copy(), storage.left.count
    places = np.arange(count - len(left), count)[left[:, 0] >= 0]
    left = left[left[:, 0] >= 0]
    buffer = getattr(storage, "least", 0) + 1
    return measured(state.known_as, buffer, np.abs(places - left[:, 0]), came[:, 1], left[:, 1], _OF_QUEUES)


def measured(
    name: str, buffer: int, moved: np.ndarray, came: np.ndarray, left: np.ndarray, advice: str = _OF_DATASETS
) -> ShuffleReport:
    """The report of what was measured.

    Args:
      name: of what shuffles.
      buffer: as of ShuffleReport.
      moved: by how many places each element that has left has moved, int64 [n].
      came, left: the groups of those that came, and of those that have left, in order.
      advice: what would mix better, about a number of elements.
    """
    if not len(left):
        return ShuffleReport(name, buffer, 0, (0.0, 0.0, 0), 1.0, 1.0, 1.0, None)
    shares = np.unique(came, return_counts=True)[1] / len(came)
    runs_in, runs_out = _run_length(came), _run_length(left)
    several = len(shares) > 1
    mixed = 1.0 / (1.0 - float((shares**2).sum())) if several else 1.0
    warning = _warning(buffer, runs_in, runs_out, mixed, advice) if several and len(left) >= _FEW else None
    return ShuffleReport(
        name,
        buffer,
        len(left),
        (float(np.median(moved)), float(np.percentile(moved, 90)), int(moved.max())),
        runs_in if several else 1.0,
        runs_out if several else 1.0,
        mixed,
        warning,
    )


def _warning(buffer: int, runs_in: float, runs_out: float, mixed: float, advice: str) -> str | None:
    if runs_out <= _ENOUGH * mixed:
        return None
    wanted = int(_ENOUGH * runs_in * max(1.0, mixed))
    words = advice.format(f"{max(wanted, buffer):,}")
    return f"The buffer is small beside them: records of one group stay together. {words}"


def _run_length(groups: np.ndarray) -> float:
    return len(groups) / (1 + int((groups[1:] != groups[:-1]).sum()))


_PLACE = re.compile(rb"(.*):\d+", re.DOTALL)


def group_of(value: Any) -> Any:
    """The group of a value: itself; of the key of a record (`file:line`) its file."""
    if isinstance(value, str):
        value = value.encode(errors="surrogateescape")
    found = _PLACE.fullmatch(value) if isinstance(value, bytes) else None
    return value if found is None else found[1]


def _component(signature: ElementSpec, by: Any) -> int | None:
    if by is None:
        return None
    names = signature.names or []
    count = len(signature.dtypes)
    index = list(names).index(by) if by in names else by
    if not isinstance(index, int) or not 0 <= index < count:
        raise invalid(f"by={by!r} names no component of the elements: there are {list(names) or f'0 to {count - 1}'}")
    return index
