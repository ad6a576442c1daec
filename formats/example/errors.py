"""Errors of Examples: what the scan of a block found, and, where a record can't be used, the words for it.

The fast path only notices that a record is bad; this goes over that one record again, in the order in which
TensorFlow looks at its features (last entry first, then the missing ones), for TensorFlow's message. Ours follows
in parentheses: where the record is, what was expected and what was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import proto
from ..errors import InvalidArgumentError
from ..records import Records
from . import _example_cy as hot
from .specs import DenseSpec, SparseSpec, text_of

MOST_BYTES_SHOWN = 1024

KIND_OF = {"string": hot.BYTES, "float32": hot.FLOAT, "int64": hot.INT64}
# By kind: TensorFlow's names for the type, for the list, and for its values.
TYPE = {hot.BYTES: "string", hot.FLOAT: "float", hot.INT64: "int64"}
LIST = {hot.BYTES: "bytes_list", hot.FLOAT: "float_list", hot.INT64: "int64_list"}
VALUES = {hot.BYTES: "bytes", hot.FLOAT: "float", hot.INT64: "int64"}


class Found:
    """Where the wanted features of a block of records lie.

    Attributes:
      records: the block.
      data, base: the bytes that positions count in, and their position in the block's buffer.
      kinds, firsts, lasts: arrays [features, n]; see `_example_cy.scan`.
      good: how many records are known to be usable; the next one, if any, is the bad one.
      unknown: where a feature of unknown kind begins in the record that ended the scan, or -1.
      torn: whether the bad record is no Example at all.
    """

    def __init__(
        self,
        records: Records,
        data: Any,
        base: int,
        kinds: np.ndarray,
        firsts: np.ndarray,
        lasts: np.ndarray,
        good: int,
        unknown: int = -1,
    ) -> None:
        self.records = records
        self.data = data
        self.base = base
        self.kinds = kinds
        self.firsts = firsts
        self.lasts = lasts
        self.good = self._scanned = good
        self._unknown = unknown

    @property
    def unknown(self) -> int:
        return self._unknown if self.good == self._scanned else -1

    @property
    def torn(self) -> bool:
        return self.good == self._scanned and self._unknown == -1

    def read(self, number: int, dtype: Any, places: np.ndarray, room: int, out: np.ndarray) -> np.ndarray:
        """Decode feature `number` of the first `good` records; lowers `good` to the first that can't be decoded.

        Args:
          places, room: where in `out` each record's values go, and how many at most; room -1: only count.
          out: bit patterns, or for strings int64 [2, total]: first and last positions in the block's buffer.
        Returns:
          int64 [good]: values of each record, -1 where it has no such feature.
        """
        counts = self._read(number, dtype, places, room, out)
        self.good = len(counts)
        return counts

    def read_several(self, numbers: slice | np.ndarray, dtype: Any, room: int, out: np.ndarray) -> np.ndarray | None:
        """Decode several features of one type of the first `good` records, `room` values of each into `out`.

        Returns:
          int64 [features, good] as of `read`; None where a record can't be decoded.
        """
        features = len(self.kinds[numbers])
        places = np.arange(features * self.good) * room
        counts = self._read(numbers, dtype, places, room, out)
        return counts.reshape(features, self.good) if len(counts) == len(places) else None

    def _read(self, numbers: Any, dtype: Any, places: np.ndarray, room: int, out: np.ndarray) -> np.ndarray:
        """The counts of the cells that can be read, up to the first that can't."""
        counts = np.empty(len(places), np.int64)
        arguments = (
            self.data,
            hot.view(self.kinds[numbers, : self.good].reshape(-1)),
            hot.view(self.firsts[numbers, : self.good].reshape(-1)),
            hot.view(self.lasts[numbers, : self.good].reshape(-1)),
            hot.view(places),
            room,
        )
        if dtype == "string":
            good = hot.read_strings(*arguments, hot.view(out[0]), hot.view(out[1]), hot.view(counts))
            if room > 0 and self.base:
                out += self.base
        elif dtype == "float32":
            good = hot.read_floats(*arguments, hot.view(out.view(np.uint8)), hot.view(counts))
        else:
            good = hot.read_int64s(*arguments, hot.view(out), hot.view(counts))
        return counts[:good]

    def count(self, number: int, row: int, room: int) -> int | None:
        """Values of one feature of one record, None where its list is malformed."""
        one = slice(row, row + 1)
        alone = Found(self.records, self.data, self.base, self.kinds[:, one], self.firsts[:, one], self.lasts[:, one], 1)
        dtype = {kind: dtype for dtype, kind in KIND_OF.items()}[self.kinds[number, row]]
        out = np.zeros((2, max(room, 0)), np.int64) if dtype == "string" else np.zeros(max(room, 0), np.uint64)
        counts = alone.read(number, dtype, np.zeros(1, np.int64), room, out)
        return int(counts[0]) if alone.good else None


def fault(
    found: Found, specs: Sequence[DenseSpec | SparseSpec], single: bool, names: Sequence[bytes] | None
) -> InvalidArgumentError:
    """The error for the record after the good ones."""
    row = found.good
    record = found.records[row]
    if found.torn:
        shown = text_of(record[:MOST_BYTES_SHOWN]) + ("..." if len(record) > MOST_BYTES_SHOWN else "")
        words, ours = f"Could not parse example input, value: '{shown}'", f"{len(record)} bytes that are no Example"
    else:
        words, ours = _misfit(found, row, specs, single, names)
    number = None if found.records.numbers is None else int(found.records.numbers[row])
    return InvalidArgumentError(
        None, None, f"{words} ({found.records.where(row)}: {ours})", path=found.records.path_of(row), record=number, index=row
    )


def _misfit(
    found: Found, row: int, specs: Sequence[DenseSpec | SparseSpec], single: bool, names: Sequence[bytes] | None
) -> tuple[str, str]:
    name = "" if single else f"Name: {text_of(names[row]) if names else '<unknown>'}, "
    kinds = found.kinds[:, row]
    for number in sorted(np.flatnonzero(kinds).tolist(), key=lambda number: -found.firsts[number, row]):
        spec, kind = specs[number], int(kinds[number])
        if found.firsts[number, row] < found.unknown:
            break
        place = f"Key: {text_of(spec.key)}.  " if single else f"{name}Key: {text_of(spec.key)}, Index: {row}.  "
        words = _wrong_type(spec, kind) or _wrong_count(found, row, number, spec, single)
        if words:
            count = found.count(number, row, -1)
            held = "a malformed list" if count is None else f"{count} {VALUES[kind]} value{'s' if count != 1 else ''}"
            divisible = words.startswith("Error while parsing")
            return words if divisible else place + words, f"expected {_expected(spec)}, found {held}"
    if found.unknown >= 0:
        return "Unsupported datatype.", "a feature holds none of bytes_list, float_list and int64_list"
    for number, spec in enumerate(specs):
        if kinds[number] == hot.MISSING and isinstance(spec, DenseSpec):
            if spec.default is None and not spec.variable_length:
                feature = f"Feature: {text_of(spec.key)} (data type: {TYPE[KIND_OF[spec.dtype]]})"
                ours = f"expected {_expected(spec)}, found {_held(found.records[row])}"
                return f"{name}{feature} is required but could not be found.", ours
    raise AssertionError(f"record {row} was refused though nothing is wrong with it")


def _wrong_type(spec: DenseSpec | SparseSpec, kind: int) -> str | None:
    wanted, actual = TYPE[KIND_OF[spec.dtype]], TYPE[kind]
    if wanted == actual:
        return None
    if isinstance(spec, DenseSpec):
        return f"Data types don't match. Data type: {actual} but expected type: {wanted}"
    return f"Data types don't match. Expected type: {wanted}, Actual type: {actual}"


def _wrong_count(found: Found, row: int, number: int, spec: DenseSpec | SparseSpec, single: bool) -> str | None:
    kind = KIND_OF[spec.dtype]
    fixed = isinstance(spec, DenseSpec) and not spec.variable_length
    count = found.count(number, row, spec.count if isinstance(spec, DenseSpec) and fixed else -1)
    if count is None:
        if not single:
            return "Can't parse serialized Example."
        if kind == hot.BYTES and not fixed:
            return "Can't parse serialized Example: Could not get num elements in bytes_list."
        return f"Can't parse serialized Example: Parsing {LIST[kind]} failed."
    if not isinstance(spec, DenseSpec):
        return None
    if fixed and count != spec.count:
        if single:
            return f"Can't parse serialized Example: Some {LIST[kind]} slice was not parsed."
        shape = f"[{','.join(map(str, spec.shape))}]"
        return f"Number of {VALUES[kind]} values != expected.  Values size: {count} but output shape: {shape}"
    if count % spec.count and not fixed:
        if single:
            return (
                f"Error while parsing feature with key {text_of(spec.key)}: number of elements should be divisible by "
                f"{spec.count}, found {count} instead"
            )
        shape = f"[{','.join(map(str, ('?', *spec.shape)))}]"
        return (
            f"Number of {VALUES[kind]} values is not a multiple of stride length. "
            f"Saw {count} values but output shape is: {shape}"
        )
    return None


def _expected(spec: DenseSpec | SparseSpec) -> str:
    if not isinstance(spec, DenseSpec):
        return f"any number of {spec.dtype} values"
    return f"{spec.dtype} {'steps ' if spec.variable_length else ''}of shape {list(spec.shape)}"


def _held(record: bytes) -> str:
    """The names of the features that a record does have."""
    try:
        names = sorted(proto.example_pb2.Example.FromString(record).features.feature)
    except proto.DecodeError:
        return "a record that protobuf can't read"
    return f"the features {', '.join(map(repr, names))}" if names else "no features"
