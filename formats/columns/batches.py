"""Batches: n rows as columns, a feature each.

for batch in tables.read("train.tfrecord"):
    batch.columns["label"].values  # int64 [n]
    for row in batch.rows(): ...   # {"label": 3, "box": array([...], float32)}
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from ..records import Records
from .schema import Feature


class Column:
    """The values of a feature in n rows.

    Attributes:
      values: array [n, *shape] where all rows have as many, [total] where they have any number; strings are Records, of
        n * product of the shape or of total.
      splits: int64 [n + 1], where rows have any number of values: row i has `values[splits[i]:splits[i + 1]]`; else None.
      present: bool [n], or None where no row is without the feature. What `values` holds for such a row is no value.
      shape: of the values of a row, None where there are any number.
    """

    __slots__ = ("present", "shape", "splits", "values")

    def __init__(
        self,
        values: Any,
        splits: np.ndarray | None = None,
        present: np.ndarray | None = None,
        shape: tuple[int, ...] | None = None,
    ) -> None:
        """
        Args:
          shape: of a row's strings where they are not one each; other columns have theirs in `values`.
        """
        self.values = values
        self.splits = splits
        self.present = present
        if splits is not None:
            self.shape: tuple[int, ...] | None = None
        elif isinstance(values, Records):
            self.shape = shape or ()
        else:
            self.shape = values.shape[1:]

    @property
    def is_string(self) -> bool:
        """Whether its values are bytes."""
        return isinstance(self.values, Records)

    @property
    def dtype(self) -> str:
        """As schemas name it."""
        return "string" if self.is_string else self.values.dtype.name

    def feature(self, name: str) -> Feature:
        """What a schema says of the column."""
        return Feature(name, self.dtype, self.shape, self.present is not None)

    def __len__(self) -> int:
        if self.splits is not None:
            return len(self.splits) - 1
        width = math.prod(self.shape or ()) if self.is_string else 1
        if width == 0:
            raise ValueError("a column of strings without any value does not know its length")
        return len(self.values) // width

    def counts(self) -> np.ndarray:
        """int64 [n]: how many values each row has, 0 where it has none."""
        if self.splits is not None:
            return np.diff(self.splits)
        counts = np.full(len(self), math.prod(self.shape or ()), np.int64)
        if self.present is not None:
            counts[~self.present] = 0
        return counts

    def bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """int64 [n], twice: where in `flat()` the values of each row begin and end; missing ones count."""
        if self.splits is not None:
            return self.splits[:-1], self.splits[1:]
        width = math.prod(self.shape or ())
        starts = np.arange(len(self), dtype=np.int64) * width
        return starts, starts + width

    def flat(self) -> Any:
        """The values in one line: an array [total], or Records."""
        return self.values if self.is_string else self.values.reshape(-1)

    def take(self, indices: np.ndarray) -> Column:
        """The rows at `indices`."""
        present = None if self.present is None else self.present[indices]
        if self.splits is None and not self.is_string:
            return Column(self.values[indices], None, present)
        if self.splits is None and self.shape == ():
            return Column(self.values.take(indices), None, present)
        starts, ends = self.bounds()
        starts, counts = starts[indices], (ends - starts)[indices]
        splits = np.zeros(len(counts) + 1, np.int64)
        np.cumsum(counts, out=splits[1:])
        which = np.arange(splits[-1]) + np.repeat(starts - splits[:-1], counts)
        values = self.values.take(which) if self.is_string else self.values[which]
        return Column(values, None if self.splits is None else splits, present, self.shape)

    def __getitem__(self, rows: slice) -> Column:
        """The rows of a slice of step 1; nothing is copied but the splits."""
        start, stop, _ = rows.indices(len(self))
        stop = max(start, stop)
        present = None if self.present is None else self.present[start:stop]
        if self.splits is not None:
            splits = self.splits[start : stop + 1]
            return Column(self.values[int(splits[0]) : int(splits[-1])], splits - splits[0], present)
        if self.is_string:
            width = math.prod(self.shape or ())
            return Column(self.values[start * width : stop * width], None, present, self.shape)
        return Column(self.values[start:stop], None, present)

    def rows(self) -> list[Any]:
        """The value of each row as NumPy has it: a scalar or an array; strings are bytes or object arrays of them. None
        where there is none."""
        flat = self.values.to_array() if self.is_string else self.values
        if self.splits is not None:
            ends = self.splits.tolist()
            found = [flat[start:end] for start, end in pairwise(ends)]
        else:
            found = list(flat.reshape(-1, *self.shape) if self.is_string and self.shape else flat)
        if self.present is not None:
            for index in np.flatnonzero(~self.present).tolist():
                found[index] = None
        return found


class Batch:
    """n rows.

    Attributes:
      columns: by name, in the schema's order.
      count: n.
      origin: the n records that the rows come from, which know their places; None where they come from none.
    """

    __slots__ = ("columns", "count", "origin")

    def __init__(self, columns: Mapping[str, Column], count: int, origin: Records | None = None) -> None:
        self.columns = dict(columns)
        self.count = count
        self.origin = origin

    def __len__(self) -> int:
        return self.count

    def __repr__(self) -> str:
        return f"<Batch: {self.count} rows of {', '.join(self.columns)}>"

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each row as {name: value as NumPy has it}; what a row is without has no key. See `Column.rows`."""
        names = list(self.columns)
        if not names:
            yield from ({} for _ in range(self.count))
            return
        has_all = all(column.present is None for column in self.columns.values())
        for values in zip(*(column.rows() for column in self.columns.values()), strict=True):
            row = dict(zip(names, values, strict=True))
            yield row if has_all else {name: value for name, value in row.items() if value is not None}

    def take(self, indices: np.ndarray) -> Batch:
        """The rows at `indices`, in that order."""
        columns = {name: column.take(indices) for name, column in self.columns.items()}
        return Batch(columns, len(indices), None if self.origin is None else self.origin.take(indices))

    def __getitem__(self, rows: slice) -> Batch:
        """The rows of a slice of step 1; nothing is copied but splits."""
        start, stop, step = rows.indices(self.count)
        if step != 1:
            return self.take(np.arange(start, stop, step))
        columns = {name: column[start:stop] for name, column in self.columns.items()}
        return Batch(columns, max(0, stop - start), None if self.origin is None else self.origin[start:stop])


def side_by_side(parts: Sequence[Iterator[Batch]]) -> Iterator[Batch]:
    """Batches of the columns of all parts, which have as many rows; ends with the shortest."""
    held: list[Batch | None] = [None] * len(parts)
    while True:
        for place, part in enumerate(parts):
            if held[place] is None:
                held[place] = next(part, None)
                if held[place] is None:
                    return
        batches = [batch for batch in held if batch is not None]
        count = min(batch.count for batch in batches)
        columns = {name: column[:count] for batch in batches for name, column in batch.columns.items()}
        yield Batch(columns, count, None if batches[0].origin is None else batches[0].origin[:count])
        held = [batch[count:] if batch.count > count else None for batch in batches]


def concatenated(batches: Sequence[Batch]) -> Batch:
    """The rows of all `batches` (at least one), which have the same features."""
    if len(batches) == 1:
        return batches[0]
    columns = {name: _joined([batch.columns[name] for batch in batches]) for name in batches[0].columns}
    origins = [batch.origin for batch in batches]
    origin = Records.joined(origins) if all(one is not None for one in origins) else None  # type: ignore[arg-type]
    return Batch(columns, sum(batch.count for batch in batches), origin)


def _joined(parts: Sequence[Column]) -> Column:
    values = [part.values for part in parts]
    present = None
    if any(part.present is not None for part in parts):
        present = np.concatenate([np.ones(len(part), bool) if part.present is None else part.present for part in parts])
    splits = None
    if parts[0].splits is not None:
        filled = np.cumsum([0, *(part.splits[-1] for part in parts)])  # type: ignore[index]
        pieces = [part.splits[:-1] + start for part, start in zip(parts, filled[:-1], strict=True)]  # type: ignore[index]
        splits = np.concatenate([*pieces, filled[-1:]])
    joined = Records.joined(values) if parts[0].is_string else np.concatenate(values)
    return Column(joined, splits, present, parts[0].shape)
