"""JSON lines: an object a line, a feature a key.

Integers are int64 (uint64 where one is beyond), fractions float64, lists values of a shape where all are of one size, else any
number of values; null is the same as no key. Objects in objects are no features. Bytes must be UTF-8 to be written, and NaN
and infinities cannot be: JSON has neither. float16 and float32 are written as the shortest text that gives them back.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import math
from collections.abc import Iterator

import numpy as np

from ... import jsonl
from ...columns import texts
from ...columns.batches import Batch, Column
from ...columns.fitting import unfit
from ...columns.inference import Seen
from ...columns.schema import Schema
from ...errors import InvalidArgumentError
from ...files import AUTO, Path
from ...files.writing import Sink, replace_compressed
from ...jsonl.decoder import UnfitError, error_of, parse
from ...quarantine import OnDamage
from ...records import Records
from .kind import BatchWriter, Kind, Progress, behind, decoded

_REMEDY = "leave it out of the schema, or write Parquet or TFRecord"


@dataclasses.dataclass(frozen=True)
class JSONLinesKind(Kind):
    name = "jsonl"
    suffixes = (".jsonl", ".ndjson", ".jsonlines", ".ldjson")

    def recognises(self, head: bytes, path: str) -> bool:
        line = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n")[0].strip()
        if not line.startswith(b"{"):
            return False
        if not line.endswith(b"}"):
            return line.startswith(b'{"') and len(line) >= len(head) - 8
        try:
            return isinstance(parse(line), dict)
        except UnfitError:
            return False

    def count(self, path: Path, progress: Progress | None = None) -> int:
        return sum(len(block) for block in _blocks(path, progress))

    def infer(self, path: Path, rows: int | None = 1000) -> Schema:
        seen: dict[str, Seen] = {}
        count = 0
        for block in _blocks(path, None):
            for index, record in enumerate(block[: len(block) if rows is None else rows - count]):
                try:
                    value = parse(record)
                    if not isinstance(value, dict):
                        raise UnfitError(f"a record must be a JSON object; found {type(value).__name__}")
                except UnfitError as error:
                    raise error_of(block, index, error) from error.__cause__
                for key, one in value.items():
                    seen.setdefault(key, Seen(key)).look(one, block, index)
                count += 1
            if count == rows:
                break
        return Schema(tuple(one.feature(count) for one in seen.values()))

    def read(
        self,
        path: Path,
        schema: Schema | None = None,
        *,
        on_damage: OnDamage | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Batch]:
        return self._rows(path, 0, schema, on_damage, progress)

    def read_from(self, path: Path, first: int, schema: Schema) -> Iterator[Batch]:
        return self._rows(path, first, schema)

    def _rows(
        self,
        path: Path,
        first: int,
        schema: Schema | None,
        on_damage: OnDamage | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Batch]:
        wanted = self.infer(path) if schema is None else schema
        decode = _Decoder(wanted)
        for block in behind(_blocks(path, progress), first):
            yield from decoded(block, decode, on_damage)

    @contextlib.contextmanager
    def writer(self, path: Path, schema: Schema, compression: str = "") -> Iterator[BatchWriter]:
        with replace_compressed(path, compression) as sink:
            yield _Writer(sink, schema)


def _blocks(path: Path, progress: Progress | None) -> Iterator[Records]:
    for block in jsonl.read(path, compression=AUTO):
        yield block
        if progress is not None:
            progress(len(block), int(block.lengths.sum()) + len(block))


class _Decoder:
    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        fields = []
        for feature in schema:
            shape = (None,) if feature.shape is None else feature.shape
            default = None
            if feature.optional:
                sizes = () if feature.shape == () else (0,) if feature.shape is None else feature.shape
                default = np.full(sizes, "" if feature.dtype == "string" else feature.numpy_dtype.type(0), object)
            fields.append(jsonl.Field(feature.name, feature.dtype, shape, default))
        self._decode = jsonl.Decoder(fields) if fields else None

    def __call__(self, records: Records) -> Batch:
        if self._decode is None:
            return Batch({}, len(records), records)
        columns = {}
        for feature, (values, present) in zip(self._schema, self._decode.columns(records), strict=True):
            splits = None
            if feature.shape is None:
                splits = np.cumsum([0, *map(len, values)])
                values = np.concatenate(values)
            if feature.dtype == "string":
                values = Records.from_list(values.reshape(-1).tolist())
            columns[feature.name] = Column(values, splits, present, feature.shape)
        return Batch(columns, len(records), records)


class _Writer:
    def __init__(self, sink: Sink, schema: Schema) -> None:
        self._sink = sink
        self._schema = schema
        self._names = [f"{json.dumps(feature.name, ensure_ascii=False)}: ".encode() for feature in schema]

    def write(self, batch: Batch) -> None:
        columns = [_texts(batch, feature.name) for feature in self._schema]
        present = [batch.columns[feature.name].present for feature in self._schema]
        left_out = [None if has is None else ~has for has in present]
        frame = {"begin": b"{", "between": b", ", "end": b"}\n"}
        self._sink.write(texts.rows(columns, batch.count, names=self._names, left_out=left_out, **frame))


def _texts(batch: Batch, name: str) -> Records:
    """The values of a feature as JSON; what is missing is anything.

    Raises:
      InvalidArgumentError: JSON has no such value.
    """
    column = batch.columns[name]
    try:
        found = _elements(column)
    except ValueError as error:
        raise _unfit(batch, name, error) from error
    if column.splits is not None:
        return texts.of_lists(found, column.splits)
    sizes = column.shape or ()
    for place in range(len(sizes) - 1, -1, -1):
        lists = batch.count * math.prod(sizes[:place])
        found = texts.of_lists(found, np.arange(lists + 1) * sizes[place])
    return found


def _elements(column: Column) -> Records:
    """Each value as JSON, of missing ones anything. Raises ValueError where there is none."""
    has = None
    if column.present is not None and column.splits is None:
        has = np.repeat(column.present, math.prod(column.shape or ()))
    if column.is_string:
        starts, ends = column.values.starts, column.values.ends
        return texts.of_json(column.values if has is None else column.values.within(starts, np.where(has, ends, starts)))
    flat = column.flat()
    if column.dtype == "bool":
        return texts.of_bools(flat)
    if flat.dtype.kind != "f":
        return texts.of_integers(flat)
    if has is not None:
        flat = np.where(has, flat, flat.dtype.type(0))
    if not np.isfinite(flat).all():
        raise ValueError(f"JSON has no {flat[~np.isfinite(flat)][0]}")
    return texts.of_floats(flat)


def _unfit(batch: Batch, name: str, error: ValueError) -> InvalidArgumentError:
    """The error for the first row of which JSON cannot be made."""
    column = batch.columns[name]
    for row in range(batch.count):
        try:
            _elements(column[row : row + 1])
        except UnicodeDecodeError:
            found = f"and JSON holds text in UTF-8 only; found other bytes; {_REMEDY}"
            return unfit(column.feature(name), batch.origin, row, found)
        except ValueError:
            return unfit(column.feature(name), batch.origin, row, f"and {error}; {_REMEDY}")
    raise AssertionError("a batch was refused though each of its rows is taken")
