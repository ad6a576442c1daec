"""Statistics of the features of rows, a batch after the other, in bounded memory.

found = Statistics()
for batch in kind.read("train.csv"):
    found.add(batch)
found.features["label"].mean
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import numpy as np

from ..columns.batches import Batch, Column
from ..records import Records
from .frequencies import Frequencies

_LOW = 0xFFFFFFFF
_NARROW = ("float16", "float32")


class Spread:
    """The least, the greatest and the mean of numbers, and how far they lie from it.

    Attributes:
      count: how many there are, without those that are not finite.
      nan, infinite: how many of these there are.
      least, greatest: of all but NaN; None where there are none.
    """

    def __init__(self) -> None:
        self.count = self.nan = self.infinite = 0
        self.least: Any = None
        self.greatest: Any = None
        self._sum: int | float = 0  # of integers exact
        self._squares = 0.0  # of the distances from the mean

    def add(self, values: np.ndarray) -> None:
        """Take an array [n] of numbers or bools in."""
        if values.dtype == bool:
            values = values.view(np.uint8)
        if values.dtype.kind == "f":
            values = self._without_odd(values)
        if not len(values):
            return
        self._extend(values.min().item(), values.max().item())
        with np.errstate(over="ignore", invalid="ignore"):  # what is beyond float64 is infinite
            total = _sum_of_integers(values) if values.dtype.kind in "iu" else float(values.sum(dtype=np.float64))
            away = values.astype(np.float64)
            away -= total / len(values)
            self._join(len(values), total, float(np.square(away, out=away).sum()))

    def repeat(self, value: int, times: int) -> None:
        """Take a number in so many times."""
        if times:
            self._extend(value, value)
            self._join(times, value * times, 0.0)

    def join(self, other: Spread) -> None:
        """Take in what another has seen."""
        self.nan += other.nan
        self.infinite += other.infinite
        if other.least is not None:
            self._extend(other.least, other.greatest)
        if other.count:
            self._join(other.count, other._sum, other._squares)

    def _join(self, count: int, total: int | float, squares: float) -> None:
        if self.count:
            # Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
            between = self._sum / self.count - total / count
            squares += between * between * self.count * count / (self.count + count)
        self._squares += squares
        self._sum += total
        self.count += count

    @property
    def mean(self) -> float | None:
        """Of the finite numbers; None where there are none."""
        return self._sum / self.count if self.count else None

    @property
    def deviation(self) -> float | None:
        """The standard deviation of the finite numbers; None where there are none."""
        return math.sqrt(self._squares / self.count) if self.count else None

    def _extend(self, least: Any, greatest: Any) -> None:
        self.least = least if self.least is None else min(self.least, least)
        self.greatest = greatest if self.greatest is None else max(self.greatest, greatest)

    def _without_odd(self, values: np.ndarray) -> np.ndarray:
        finite = np.isfinite(values)
        if finite.all():
            return values
        odd = values[~finite]
        nan = int(np.isnan(odd).sum())
        self.nan += nan
        self.infinite += len(odd) - nan
        if nan < len(odd):
            self._extend(np.nanmin(odd).item(), np.nanmax(odd).item())
        return values[finite]


def _sum_of_integers(values: np.ndarray) -> int:
    """The sum without overflow."""
    if values.dtype.itemsize < 8:
        return int(values.sum(dtype=np.int64 if values.dtype.kind == "i" else np.uint64))
    return (int((values >> values.dtype.type(32)).sum()) << 32) + int((values & values.dtype.type(_LOW)).sum())


class FeatureStatistics:
    """What is known of a feature.

    Attributes:
      dtype: of its values.
      rows: how many were seen.
      missing: how many of them are without it.
      lengths: of the numbers of values in those that are not.
      numbers: of the values; of strings, their numbers of bytes.
      frequencies: how often each value came up.
    """

    def __init__(self, dtype: str) -> None:
        self.dtype = dtype
        self.rows = self.missing = 0
        self.lengths = Spread()
        self.numbers = Spread()
        self.frequencies = Frequencies()

    def add(self, column: Column) -> None:
        """Take more rows in."""
        self.rows += len(column)
        if column.present is not None:
            kept = np.flatnonzero(column.present)
            self.missing += len(column) - len(kept)
            column = column.take(kept)
        if not len(column):
            return
        if column.splits is None:
            self.lengths.repeat(math.prod(column.shape or ()), len(column))
        else:
            self.lengths.add(column.counts())
        values = column.flat()
        if len(values):
            self.numbers.add(values.lengths if isinstance(values, Records) else values)
            self.frequencies.add(values)

    def join(self, other: FeatureStatistics) -> None:
        """Take in what another has seen of the same feature."""
        self.rows += other.rows
        self.missing += other.missing
        self.lengths.join(other.lengths)
        self.numbers.join(other.numbers)
        self.frequencies.join(other.frequencies)

    def to_json(self, most: int = 10) -> dict[str, Any]:
        """As JSON has it, with `most` of the values that are most frequent."""
        numbers, lengths = self.numbers, self.lengths
        found = {
            "dtype": self.dtype,
            "rows": self.rows,
            "missing": self.missing,
            "values": numbers.count + numbers.nan + numbers.infinite,
            "lengths": {"min": lengths.least, "mean": lengths.mean, "max": lengths.greatest},
        }
        least, greatest = self._shown(numbers.least), self._shown(numbers.greatest)
        spread = {"min": least, "mean": numbers.mean, "max": greatest, "deviation": numbers.deviation}
        if self.dtype == "string":
            found["bytes"] = spread
        else:
            found |= {**spread, "nan": numbers.nan, "infinite": numbers.infinite}
        return {
            **found,
            "distinct": self.frequencies.distinct,
            "frequent": [{"value": self._shown(one.value), "count": one.times} for one in self.frequencies.most(most)],
            "frequent_error": self.frequencies.error,
        }

    def _shown(self, value: Any) -> Any:
        """A value of the feature; a narrow float as the shortest number that gives it back."""
        return float(str(np.dtype(self.dtype).type(value))) if self.dtype in _NARROW and value is not None else value


class Statistics:
    """What is known of the features of rows.

    Attributes:
      rows: how many there were.
      features: by name.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.features: dict[str, FeatureStatistics] = {}

    def add(self, batch: Batch) -> None:
        """Take the rows of a batch in. A feature that batches lack is missing in their rows."""
        for name, column in batch.columns.items():
            self._feature(name, column.dtype).add(column)
        self._seen(batch.count, batch.columns.keys())

    def join(self, other: Statistics) -> None:
        """Take in what is known of other rows."""
        for name, one in other.features.items():
            self._feature(name, one.dtype).join(one)
        self._seen(other.rows, other.features.keys())

    def _feature(self, name: str, dtype: str) -> FeatureStatistics:
        if name not in self.features:
            self.features[name] = FeatureStatistics(dtype)
            self.features[name].rows = self.features[name].missing = self.rows
        return self.features[name]

    def _seen(self, rows: int, names: Collection[str]) -> None:
        """So many rows more have come, with features of these names."""
        self.rows += rows
        for name in self.features.keys() - names:
            self.features[name].rows += rows
            self.features[name].missing += rows

    def to_json(self, most: int = 10) -> dict[str, Any]:
        """As JSON has it, with `most` of the most frequent values of each feature."""
        return {"rows": self.rows, "features": {name: one.to_json(most) for name, one in self.features.items()}}
