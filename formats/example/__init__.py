"""Serialized Examples to columns: many records at once, without making a message object of any.

    parser = ExampleParser([DenseSpec("x", "float32", [4]), DenseSpec("image", "string")], [SparseSpec("t", "int64")])
    (x, image), (t,) = parser.parse(records)

Meaning and error texts are those of TensorFlow's ParseExample and ParseSingleExample ops, which on odd input differ
from protobuf's own reading (`_example_cy.py` says how); the loops over bytes are there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..doors import door
from ..errors import InvalidArgumentError
from ..records import Records
from . import _example_cy as hot
from .errors import Found, fault
from .specs import (
    DenseSpec,
    FixedLenFeature,
    FixedLenSequenceFeature,
    SparseFeature,
    SparseSpec,
    VarLenFeature,
    index_keys,
    numpy_dtype,
    specs_of,
)

__all__ = [
    "Column",
    "DenseSpec",
    "ExampleParser",
    "FixedLenFeature",
    "FixedLenSequenceFeature",
    "SparseFeature",
    "SparseSpec",
    "SparseVectors",
    "VarLenFeature",
    "parse",
    "parse_features",
    "sparse_vectors",
]

EVERYTHING = 1 << 62


class Column(NamedTuple):
    """Values of a feature of n records, any number in each.

    Attributes:
      values: array [total] (or [total, *shape of a step]): float32, int64, or object holding bytes (or Records).
      row_splits: int64 [n + 1]; record i has values[row_splits[i]:row_splits[i + 1]].
    """

    values: Any
    row_splits: np.ndarray

    def rows(self) -> np.ndarray:
        """int64 [total]: the record that each value belongs to."""
        return np.repeat(np.arange(len(self.row_splits) - 1), np.diff(self.row_splits))

    def indices(self) -> np.ndarray:
        """int64 [total, 2]: record and position, as a SparseTensor has them."""
        rows = self.rows()
        return np.stack([rows, np.arange(len(self.values)) - self.row_splits[rows]], axis=1)


class ExampleParser:
    """Takes the same features out of any number of records; may be shared by threads."""

    def __init__(
        self,
        dense: Sequence[DenseSpec] = (),
        sparse: Sequence[SparseSpec] = (),
        single: bool = False,
        as_records: bool = False,
    ) -> None:
        """
        Args:
          dense, sparse: what to take.
          single: every record stands alone, as for parse_single_example: other error texts, no padding.
          as_records: whether the strings of Columns are Records (on the same buffer, nothing copied), not bytes objects.

        Raises:
          ValueError: a key is wanted twice.
        """
        self.dense = list(dense)
        self.sparse = list(sparse)
        self.single = single
        self.as_records = as_records
        self._specs: list[DenseSpec | SparseSpec] = [*self.dense, *self.sparse]
        keys: list[bytes] = [spec.key for spec in self._specs]
        self._numbers = {key: number for number, key in enumerate(keys)}
        if len(self._numbers) < len(keys):
            raise ValueError(f"a feature is wanted twice: {b', '.join(keys).decode(errors='backslashreplace')}")
        self._keys = b"".join(keys)
        self._key_ends = np.cumsum([len(key) for key in keys], dtype=np.int64)
        self._table = _key_table(keys)
        self._groups = self._alike()
        # In a batch TensorFlow takes the last entry of a sparse feature even where that holds nothing.
        self._clears = np.array([not single and isinstance(spec, SparseSpec) for spec in self._specs], np.uint8)

    def parse(self, records: Records, names: Sequence[bytes] | None = None) -> tuple[list[Any], list[Column]]:
        """Read n records.

        Args:
          records: serialized Examples.
          names: of the records, for the errors of a batch.
        Returns:
          A list of a dense column per dense spec, in order: an array [n, *shape] of float32, int64 or, for strings,
          bytes objects; Records (on the same buffer, nothing copied) for scalar strings; for variable lengths
          [n, longest, *shape], padded, or, where records stand alone, a Column of steps.
          A list of a Column per sparse spec.
        Raises:
          InvalidArgumentError: for the first bad record, with its `index`.
        """
        found = self._scan(records)
        dense: list[Any] = [None] * len(self.dense)
        sparse: list[Column] = []
        for numbers in self._groups:
            for number, values in zip(numbers, self._fixed_alike(found, numbers), strict=False):
                dense[number] = values
        for number, spec in enumerate(self._specs):
            if isinstance(spec, SparseSpec):
                sparse.append(self._ragged(found, number, spec.dtype, 1))
            elif spec.variable_length:
                column = self._ragged(found, number, spec.dtype, spec.count)
                dense[number] = self._steps(spec, column) if found.good == len(records) else None
            elif dense[number] is None:
                dense[number] = self._fixed(found, number, spec)
        if found.good < len(records):
            raise fault(found, self._specs, self.single, names)
        return dense, sparse

    def present(self, records: Records) -> np.ndarray:
        """Which features each of n `records` holds, in the order of dense and sparse: bool [features, n]. Raises as `parse`."""
        found = self._scan(records)
        if found.good < len(records):
            raise fault(found, self._specs, self.single, None)
        return found.kinds != hot.MISSING

    def _scan(self, records: Records) -> Found:
        count, slots = len(records), len(self._specs)
        data: Any = records.buffer
        base = 0
        if not hot.compiled and count:
            # Uncompiled loops are fastest over bytes.
            base = int(records.starts.min())
            data = data[base : int(records.ends.max())].tobytes()
        kinds = np.zeros((slots, count), np.int8)
        firsts, lasts = np.zeros((2, slots, count), np.int64)
        unknown = np.array([-1])
        good = hot.scan(
            data,
            hot.view(records.starts - base),
            hot.view(records.ends - base),
            self._keys,
            hot.view(self._key_ends),
            hot.view(self._table),
            self._numbers,
            hot.view(self._clears),
            hot.view(kinds.reshape(-1)),
            hot.view(firsts.reshape(-1)),
            hot.view(lasts.reshape(-1)),
            hot.view(unknown),
        )
        return Found(records, data, base, kinds, firsts, lasts, good, int(unknown[0]))

    def _alike(self) -> list[list[int]]:
        """The numbers of the dense features of one type and shape, where there are several to be read at once."""
        groups: dict[tuple, list[int]] = {}
        for number, spec in enumerate(self.dense):
            if not spec.variable_length and (spec.dtype != "string" or spec.shape == ()):
                groups.setdefault((spec.dtype, tuple(spec.shape)), []).append(number)
        return [numbers for numbers in groups.values() if len(numbers) > 1]

    def _fixed_alike(self, found: Found, numbers: list[int]) -> list[Any]:
        """The columns of features that are alike, None for those to be looked at by themselves; no columns where a record
        doesn't fit."""
        spec, good = self.dense[numbers[0]], found.good
        first, last = numbers[0], numbers[-1] + 1
        which = slice(first, last) if last - first == len(numbers) else np.array(numbers)
        out = room_for(spec.dtype, len(numbers) * good * spec.count)
        counts = found.read_several(which, spec.dtype, spec.count, out)
        if counts is None:
            return []
        missing: list[int] = []
        if np.count_nonzero(counts == spec.count) < counts.size:
            absent = counts < 0
            if ((counts != spec.count) & ~absent).any():
                return []
            missing = np.flatnonzero(absent.any(axis=1)).tolist()
        if spec.dtype == "string":
            starts, ends = out.reshape(2, len(numbers), good)
            columns: list[Any] = [found.records.within(*bounds) for bounds in zip(starts, ends, strict=True)]
        else:
            columns = list(out.view(spec.dtype).reshape(len(numbers), good, *spec.shape))
        for place in missing:
            default = self.dense[numbers[place]].default
            if default is None or spec.dtype == "string":
                columns[place] = None
            else:
                columns[place][absent[place]] = default
        return columns

    def _fixed(self, found: Found, number: int, spec: DenseSpec) -> Any:
        """A dense column of the same number of values per record; lowers `found.good` where one doesn't fit."""
        good, count = found.good, spec.count
        places = np.arange(good, dtype=np.int64) * count
        out = room_for(spec.dtype, good * count)
        counts = found.read(number, spec.dtype, places, count, out)
        missing = None
        if np.count_nonzero(counts == count) < good:
            missing = counts < 0
            wrong = counts != count
            if spec.default is not None:
                wrong &= ~missing
            if wrong.any():
                found.good = int(wrong.argmax())
        if found.good < good:
            return None
        shape = (good, *spec.shape)
        if spec.dtype != "string":
            values = out.view(spec.dtype).reshape(shape)
            if missing is not None:
                values[missing] = spec.default
            return values
        records = found.records
        if spec.shape == () and missing is None:
            return records.within(out[0], out[1])
        array = Records(records.buffer, out[0], out[1]).to_array().reshape(shape)
        if missing is not None:
            array[missing] = spec.default
        return records.with_values(array.tolist()) if spec.shape == () else array

    def _ragged(self, found: Found, number: int, dtype: str, step: int) -> Column:
        """The steps of each record; lowers `found.good` where a record can't be read."""
        nowhere = np.zeros(found.good, np.int64)
        counts = found.read(number, dtype, nowhere, -1, room_for(dtype, 0))
        np.maximum(counts, 0, out=counts)
        if step > 1 and (counts % step).any():
            found.good = int((counts % step != 0).argmax())
        good = found.good
        splits = np.zeros(good + 1, np.int64)
        np.cumsum(counts[:good], out=splits[1:])
        out = room_for(dtype, int(splits[-1]))
        found.read(number, dtype, splits[:-1], EVERYTHING, out)
        if dtype != "string":
            return Column(out.view(dtype), splits)
        strings = Records(found.records.buffer, out[0], out[1])
        return Column(strings if self.as_records else strings.to_array(), splits)

    def _steps(self, spec: DenseSpec, column: Column) -> Any:
        count, shape = spec.count, tuple(spec.shape)
        splits = column.row_splits
        if self.single:
            return Column(column.values.reshape(-1, *shape), splits // count)
        lengths = np.diff(splits)
        longest = int(lengths.max(initial=0))
        out = np.full((len(lengths), longest), spec.default, numpy_dtype(spec.dtype))
        out[np.arange(longest) < lengths[:, None]] = column.values
        return out.reshape(len(lengths), longest // count, *shape)


def parse(
    records: Records,
    dense: Sequence[DenseSpec],
    sparse: Sequence[SparseSpec] = (),
    names: Sequence[bytes] | None = None,
    single: bool = False,
) -> tuple[list[Any], list[Column]]:
    """The features of n records, read once; `ExampleParser` is quicker where the same ones are taken again and again.

    Args:
      records, names: as for `ExampleParser.parse`, which says what is given and raised.
      dense, sparse, single: as for `ExampleParser`.
    """
    return ExampleParser(dense, sparse, single).parse(records, names)


class SparseVectors(NamedTuple):
    """A sparse tensor.

    Args:
      indices: int64 [total, rank].
      values: [total].
      dense_shape: a tuple of `rank` sizes.
    """

    indices: np.ndarray
    values: np.ndarray
    dense_shape: tuple[int, ...]


def sparse_vectors(feature: SparseFeature, indices: Sequence[Column], values: Column) -> SparseVectors:
    """The columns of the SparseFeature `feature`, joined.

    Args:
      indices: a column per index key.
      values: the column of the value key.

    Returns:
      A sparse tensor [n, *size], sorted unless `feature.already_sorted`.

    Raises:
      InvalidArgumentError: a record has other numbers of indices and values.
    """
    for key, column in zip(index_keys(feature), indices, strict=True):
        different = np.flatnonzero(column.row_splits != values.row_splits)
        if len(different):
            row = int(different[0]) - 1
            counts = [int(np.diff(one.row_splits)[row]) for one in (column, values)]
            raise InvalidArgumentError(
                None,
                None,
                f"SparseFeature of {key!r} and {feature.value_key!r}: record {row} has {counts[0]} indices "
                f"and {counts[1]} values",
                index=row,
            )
    rows = values.rows()
    joined = np.stack([rows, *(column.values for column in indices)], axis=1)
    kept = values.values
    if not feature.already_sorted:
        order = np.lexsort(joined.T[::-1])
        joined, kept = joined[order], kept[order]
    sizes = (feature.size,) if np.ndim(feature.size) == 0 else tuple(feature.size)
    return SparseVectors(joined, kept, (len(values.row_splits) - 1, *(int(size) for size in sizes)))


@door
def parse_features(
    records: Records, features: Mapping[str, Any], names: Sequence[bytes] | None = None, single: bool = False
) -> dict[str, Any]:
    """The features of n records, by TensorFlow's feature specs.

    Args:
      records, names: as for `ExampleParser.parse`.
      features: {key: FixedLenFeature, VarLenFeature, FixedLenSequenceFeature or SparseFeature}.
      single: as for `ExampleParser`.

    Returns:
      {key: column}: for FixedLenFeature and FixedLenSequenceFeature as `ExampleParser.parse` gives them, a Column for
      VarLenFeature, SparseVectors for SparseFeature.

    Raises:
      ValueError, TypeError: a spec is wrong.
      InvalidArgumentError: for the first record that doesn't fit.
    """
    dense, sparse = specs_of(features)
    dense_columns, sparse_columns = parse(records, dense, sparse, names, single)
    columns: dict[bytes | str, Any] = {spec.key: column for spec, column in zip(dense, dense_columns, strict=True)}
    columns |= {spec.key: column for spec, column in zip(sparse, sparse_columns, strict=True)}
    return {
        key: sparse_vectors(
            feature, [columns[one.encode()] for one in index_keys(feature)], columns[feature.value_key.encode()]
        )
        if isinstance(feature, SparseFeature)
        else columns[key.encode()]
        for key, feature in features.items()
    }


def room_for(dtype: Any, count: int) -> Any:
    """Where the hot loops put `count` values: bit patterns, or the bounds of strings."""
    if dtype == "string":
        return np.zeros((2, count), np.int64)
    return np.zeros(count, np.uint32 if dtype == "float32" else np.uint64)


def _key_table(keys: Sequence[bytes]) -> np.ndarray:
    """int32 hash table of key numbers, -1 where empty: FNV-1a, then linear probing, at most half full."""
    table = np.full(1 << (2 * len(keys)).bit_length(), -1, np.int32)
    for number, key in enumerate(keys):
        code = 2166136261
        for byte in key:
            code = (code ^ byte) * 16777619 & 0xFFFFFFFF
        while table[code % len(table)] >= 0:
            code += 1
        table[code % len(table)] = number
    return table
