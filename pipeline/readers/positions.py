"""Positions: where a reader is, as plain data, and a reader that goes on from there."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.records import Records
from headrace.graph.types.errors import FailedPreconditionError

from .bad_files import NOTHING_TOLD
from .base import NO_RECORDS, Reader
from .file_blocks import FileBlocks

Place = tuple[str, "list[int] | None"]
"""Records of one file: its name, and their `numbers` in it; None for a file that is one record."""


def position_of(reader: Reader) -> dict[str, Any]:
    """Where a reader is. Its lock is held, and no record is leased.

    Returns:
      work: the file at work; open: whether there may be more of it; read: how many of its records have been given.
      produced, finished: how many records it has given, and files it has read through.
      told: where the last damage of that file begins that was told (`bad_records`).
      returned: places of the records that it has taken back and gives before all others.
    """
    return {
        "work": os.fsdecode(reader._work),
        "open": reader._blocks is not None,
        "read": reader._given - (len(reader._records) - reader._next),
        "produced": reader._produced,
        "finished": reader._finished,
        "told": reader.bad.told_to,
        "returned": [place for records in reader._returned for place in places_of(records)],
    }


def go_on_from(reader: Reader, position: dict[str, Any]) -> None:
    """Be where another reader has been. Its files are opened anew.

    Raises:
      FailedPreconditionError: records that were taken back are no longer there.
      OpError: a file cannot be read.
    """
    returned = [records_at(reader, place) for place in position["returned"]]
    with reader._lock:
        reader._work, reader._given = os.fsencode(position["work"]), position["read"]
        reader._records, reader._next = NO_RECORDS, 0
        reader._blocks = FileBlocks(reader.open_told, reader._work, reader._given) if position["open"] else None
        reader._produced, reader._finished = position["produced"], position["finished"]
        reader._returned = returned
    reader.bad.told_to = position.get("told", NOTHING_TOLD)


def places_of(records: Records) -> list[Place]:
    """Where records come from, those of each file by themselves."""
    names = [records.path_of(index) or "" for index in range(len(records))] if records.paths is not None else None
    if names is None:
        return [(records.path or "", _numbers(records, slice(None)))]
    bounds = [0, *(k for k in range(1, len(names)) if names[k] != names[k - 1]), len(names)]
    return [(names[start], _numbers(records, slice(start, stop))) for start, stop in itertools.pairwise(bounds)]


def _numbers(records: Records, part: slice) -> list[int] | None:
    return None if records.numbers is None else np.asarray(records.numbers[part]).tolist()


def records_at(reader: Reader, place: Sequence[Any]) -> Records:
    """The records at a place, read again.

    Raises:
      FailedPreconditionError: they are not there.
      OpError: the file cannot be read.
    """
    path, numbers = place
    wanted = None if numbers is None else np.array(numbers, np.int64)
    found = []
    for block in reader.open_good(path, lambda bad: None):  # what was bad between them is known
        if wanted is None or block.numbers is None:
            found.append(block)
            continue
        own = np.asarray(block.numbers)
        found.append(block.take(np.flatnonzero(np.isin(own, wanted))))
        if len(own) and own[-1] >= wanted[-1]:
            break
    records = Records.joined(found) if found else NO_RECORDS
    records.path = path
    if numbers is not None and len(records) != len(numbers):
        lost = len(numbers) - len(records)
        raise FailedPreconditionError(None, None, f"{path!r} has changed: {lost} of its records are no longer there")
    return records
