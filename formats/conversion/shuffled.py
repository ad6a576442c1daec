"""Rows in another order, however many there are.

Where each row goes is known by its number (`permutation.py`), so rows are dealt, as they are read, to buckets: stretches of the
new order that are small enough to be sorted in memory. What is dealt to a bucket at a time is a piece; all pieces are in one
temporary file, behind each other. The new order depends on the number of rows and the seed alone, not on the buckets.
"""

from __future__ import annotations

import itertools
import os
import pickle
from collections.abc import Callable, Iterator

import numpy as np

from ..columns.batches import Batch, Column, concatenated
from ..files import create, open_bytes
from ..files.paths import named
from ..records import Records
from ..tfrecord import _frames_cy as frames
from .permutation import Permutation

DEAL_BYTES = 1 << 24
BUCKET_BYTES = 1 << 24
_MOST_ROWS = 1 << 14


class Shuffled:
    """All rows, in a new order.

    Args:
      count: how many there are.
      path: of the temporary file; there is none where the rows fit into memory.
    """

    def __init__(self, count: int, seed: int, path: str) -> None:
        self._count = count
        self._permutation = Permutation(count, seed)
        self._path = path
        self._kept: Batch | None = None  # all rows in their new order, where they fit into memory
        self._bucket_rows = 0
        self._pieces = np.zeros((0, 3), np.int64)  # bucket, where it begins in the file, and how long it is
        self._loaded: tuple[int, Batch] | None = None  # the bucket that was asked for last

    def fill(self, batches: Iterator[Batch]) -> None:
        """Take in all rows, in their old order.

        Raises:
          the errors of `batches`; ResourceExhaustedError: the disk is full.
        """
        deals = _together(batches)
        first = next(deals, None)
        if first is None or first.count == self._count:
            self._kept = None if first is None else first.take(np.argsort(self._permutation(np.arange(first.count))))
            return
        buckets = max(1, -(-self._count * _bytes_of(first) // (first.count * BUCKET_BYTES)))
        self._bucket_rows = -(-self._count // buckets)
        pieces = []
        at = 0
        with create(self._path) as file:
            for deal in itertools.chain([first], deals):
                places = self._permutation(np.arange(at, at + deal.count))
                at += deal.count
                for bucket, piece in self._dealt(places, deal):
                    pieces.append((bucket, file.tell(), len(piece)))
                    with named(self._path):
                        file.write(piece)
        self._pieces = np.array(pieces, np.int64).reshape(-1, 3)

    def _dealt(self, places: np.ndarray, deal: Batch) -> Iterator[tuple[int, bytes]]:
        buckets = places // self._bucket_rows
        order = np.argsort(buckets, kind="stable")
        places, buckets, deal = places[order], buckets[order], _compact(deal.take(order))
        firsts = np.flatnonzero(np.diff(buckets, prepend=-1))
        for start, stop in zip(firsts.tolist(), [*firsts[1:].tolist(), deal.count], strict=True):
            piece = places[start:stop], _trimmed(deal[start:stop])
            yield int(buckets[start]), pickle.dumps(piece, protocol=5)

    def between(self, start: int, stop: int) -> Iterator[Batch]:
        """The rows whose new numbers are in [start, stop)."""
        while start < stop:
            rows, first = self._from(start)
            part = rows[first : first + min(stop - start, _MOST_ROWS)]
            start += part.count
            yield part

    def _from(self, number: int) -> tuple[Batch, int]:
        """Rows among which that of a new number is, and its place among them."""
        if self._kept is not None:
            return self._kept, number
        bucket, place = divmod(number, self._bucket_rows)
        if self._loaded is None or self._loaded[0] != bucket:
            self._loaded = None  # before the next one comes
            self._loaded = bucket, self._load(bucket)
        return self._loaded[1], place

    def _load(self, bucket: int) -> Batch:
        places, batches = [], []
        with named(self._path), open_bytes(self._path) as file:
            for _, begin, length in self._pieces[self._pieces[:, 0] == bucket].tolist():
                file.seek(begin)
                piece = pickle.loads(file.read(length))
                places.append(piece[0])
                batches.append(piece[1])
        return concatenated(batches).take(np.argsort(np.concatenate(places)))

    def __getstate__(self) -> dict:
        return {**self.__dict__, "_loaded": None}

    def close(self) -> None:
        """Remove the temporary file."""
        if len(self._pieces):
            os.unlink(self._path)


def _together(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The same rows in batches of some DEAL_BYTES, without what they come from."""
    gathered: list[Batch] = []
    size = 0
    for batch in batches:
        if not batch.count:
            continue
        gathered.append(_compact(_without_places(batch)))
        size += _bytes_of(gathered[-1])
        if size >= DEAL_BYTES:
            yield concatenated(gathered)
            gathered, size = [], 0
    if gathered:
        yield concatenated(gathered)


def _without_places(batch: Batch) -> Batch:
    if batch.columns or batch.origin is None:
        return Batch(batch.columns, batch.count)
    return Batch({}, batch.count, Records(batch.origin.buffer, batch.origin.starts, batch.origin.ends))


def _bytes_of(batch: Batch) -> int:
    """About how much memory rows take."""
    parts = [column.values for column in batch.columns.values()]
    if batch.origin is not None:
        parts.append(batch.origin)
    return sum(int(one.lengths.sum()) + 16 * len(one) if isinstance(one, Records) else one.nbytes for one in parts)


def _compact(batch: Batch) -> Batch:
    """The same rows, with strings that lie behind each other in a buffer of their own."""
    return _with_records(batch, _gathered)


def _gathered(records: Records) -> Records:
    ends = np.cumsum(records.lengths)
    out = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    starts = np.ascontiguousarray(records.starts, np.int64)
    frames.gather(np.ascontiguousarray(records.buffer), starts, np.ascontiguousarray(records.ends, np.int64), out)
    return Records(out, ends - records.lengths, ends)


def _trimmed(batch: Batch) -> Batch:
    """The same rows of a compact batch, in buffers that hold nothing else."""
    return _with_records(batch, _cut)


def _cut(records: Records) -> Records:
    if not len(records):
        return Records.from_list([])
    first, last = int(records.starts[0]), int(records.ends[-1])
    return Records(records.buffer[first:last], records.starts - first, records.ends - first)


def _with_records(batch: Batch, change: Callable[[Records], Records]) -> Batch:
    columns = {
        name: Column(change(one.values), one.splits, one.present, one.shape) if one.is_string else one
        for name, one in batch.columns.items()
    }
    return Batch(columns, batch.count, None if batch.origin is None else change(batch.origin))
