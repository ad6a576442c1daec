"""CSV files, by the rules of RFC 4180: a record a row, whose first names the features.

An empty field is no value, and so is `""` but in a column of strings, where that is the empty string. Types are inferred from
texts: whole numbers are int64, with a point or an exponent (or `nan`, `inf`) float64, `true` and `false` in any case bool, all
else string. A whole number with zeros before it, or of more digits than its column's numbers hold, is a string: it would not
come back. Fractions are written as the shortest text that gives them back, floats of whole value with `.0`.

A row has one value a field: features of a shape are not written. Blank lines are no records.
"""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Iterator

import numpy as np

from ... import csv, numbers
from ...columns import texts
from ...columns.batches import Batch, Column
from ...columns.fitting import batch_of, unfit
from ...columns.schema import FLOATS, Feature, Schema
from ...errors import InvalidArgumentError
from ...files import AUTO, Path, path_text
from ...files.writing import Sink, replace_compressed
from ...quarantine import OnDamage
from ...records import Records
from .kind import BatchWriter, Progress, RecordKind, behind, check_names, decoded

_INTEGER = re.compile(rb"\s*[+-]?(?:0|[1-9]\d*)\s*\Z")
_FLOAT = re.compile(rb"\s*[+-]?(?:(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)\s*\Z", re.IGNORECASE)
_BOOL = re.compile(rb"(?:true|false)\Z", re.I)
_BOOLS = {b"true": True, b"false": False}


@dataclasses.dataclass(frozen=True)
class CSVKind(RecordKind):
    """Options:
    delimiter: the one byte between fields; "" finds it in the first record: comma, tab, semicolon or bar.
    header: whether the first record names the features; otherwise they are `c0`, `c1`, ... None: it does unless a field
        of it is a number; what is written has it.
    """

    delimiter: str = ""
    header: bool | None = None

    name = "csv"
    suffixes = (".csv", ".tsv", ".tab")

    def count(self, path: Path, progress: Progress | None = None) -> int:
        return sum(len(block) for block in self._blocks(path, self._form(path), progress))

    def infer(self, path: Path, rows: int | None = 1000) -> Schema:
        form = self._form(path)
        if not form.names:
            return Schema()
        seen: list[_Texts] = [_Texts() for _ in form.names]
        decoder = csv.Decoder([csv.Column("string", b"")] * len(form.names), field_delim=form.delimiter)
        count = 0
        for block in self._blocks(path, form, None):
            if rows is not None:
                block = block[: rows - count]
            count += len(block)
            for one, cells in zip(seen, decoder.cells(block), strict=True):
                one.look(cells)
            if count == rows:
                break
        if not count:
            return Schema()  # names alone say nothing of types
        return Schema(tuple(one.feature(name) for one, name in zip(seen, form.names, strict=True)))

    def _rows(
        self, path: Path, first: int, schema: Schema | None, on_damage: OnDamage | None, progress: Progress | None
    ) -> Iterator[Batch]:
        form = self._form(path)
        if not form.names:  # an empty file
            return
        decode = _Decoder(form, self.infer(path) if schema is None else schema, path_text(path))
        for block in behind(self._blocks(path, form, progress), first):
            yield from decoded(block, decode, on_damage)

    def _form(self, path: Path) -> _Form:
        text = path_text(path)
        delimiter = self.delimiter
        blocks = csv.read_records(path, field_delim=delimiter or ",", compression=AUTO)
        first = next((record for block in blocks for record in block), b"")
        if not delimiter:
            outside = re.sub(rb'"[^"]*"', b"", first)
            delimiter = max(",\t;|", key=lambda sign: outside.count(sign.encode()))
        found = [one.decode(errors="surrogateescape") for one in _fields(first, delimiter)]
        is_header = not any(_FLOAT.match(one.encode(errors="surrogateescape")) for one in found)
        if not (is_header if self.header is None else self.header):
            return _Form(delimiter, tuple(f"c{index}" for index in range(len(found))), 0)
        double = next((name for name in found if found.count(name) > 1), None)
        if double is not None:
            message = f"{text}: the first record names features, and has {double!r} twice; is it no header?"
            raise InvalidArgumentError(None, None, message, path=text, record=1)
        return _Form(delimiter, tuple(found), 1)

    def _blocks(self, path: Path, form: _Form, progress: Progress | None) -> Iterator[Records]:
        blocks = csv.read_records(path, field_delim=form.delimiter, skip_header_lines=form.header, compression=AUTO)
        for block in blocks:
            blank = block.starts == block.ends
            records = block.take(np.flatnonzero(~blank)) if blank.any() else block
            if len(records):
                yield records
            if progress is not None:
                progress(len(records), int(block.ends[-1] - block.starts[0]))

    def adapted(self, schema: Schema) -> tuple[Schema, list[str]]:
        for feature in schema:
            _check(feature, "CSV")
        return schema, []

    @contextlib.contextmanager
    def writer(self, path: Path, schema: Schema, compression: str = "") -> Iterator[BatchWriter]:
        for feature in schema:
            _check(feature, path_text(path))
        with replace_compressed(path, compression) as sink:
            yield _Writer(sink, schema, self.delimiter or ",", self.header is not False)


def _check(feature: Feature, name: str) -> None:
    if feature.shape != ():
        message = (
            f"{name}: feature {feature.name!r} is {feature.type}, and a row of CSV has one value a field; "
            "leave it out of the schema, or write JSON lines or Parquet"
        )
        raise InvalidArgumentError(None, None, message)


@dataclasses.dataclass(frozen=True)
class _Form:
    """How a file is written: its delimiter, the names of its fields, how many records are header."""

    delimiter: str
    names: tuple[str, ...]
    header: int


def _fields(record: bytes, delimiter: str) -> list[bytes]:
    """The fields of a record of any number of them."""
    records = Records.from_list([record])
    for count in range(1, record.count(delimiter.encode()) + 2):
        with contextlib.suppress(InvalidArgumentError):
            columns = csv.decode(records, [csv.Column("string", b"")] * count, field_delim=delimiter)
            return [column[0] for column in columns]
    return []


class _Texts:
    """What the fields of a column may be."""

    def __init__(self) -> None:
        self.may_be = ["bool", "int64", "float64"]
        self.is_missing = False
        self.is_blank = False
        self.has_values = False

    def look(self, cells: csv.Cells) -> None:
        if cells.missing.any():
            self.is_missing = True
        if ((cells.values.lengths == 0) & ~cells.missing).any():
            self.is_blank = True
        for text in set(cells.values) - {b""}:
            self.has_values = True
            self.may_be = [dtype for dtype in self.may_be if _is(text, dtype)]

    def feature(self, name: str) -> Feature:
        dtype = self.may_be[0] if self.may_be and self.has_values else "string"
        return Feature(name, dtype, (), self.is_missing or (self.is_blank and dtype != "string"))


def _is(text: bytes, dtype: str) -> bool:
    if dtype == "bool":
        return _BOOL.match(text) is not None
    whole = _INTEGER.match(text) is not None
    if dtype == "float64":
        return int(float(text)) == int(text) if whole else _FLOAT.match(text) is not None
    return whole and -(1 << 63) <= int(text) < 1 << 63


class _Decoder:
    def __init__(self, form: _Form, schema: Schema, path: str) -> None:
        self._schema = schema
        for feature in schema:
            _check(feature, path)
        check_names(schema, form.names, path)
        self._names = form.names
        columns = [_column(schema[name].dtype if name in schema else "string") for name in form.names]
        self._decode = csv.Decoder(columns, field_delim=form.delimiter)

    def __call__(self, records: Records) -> Batch:
        found = dict(zip(self._names, self._decode.cells(records), strict=True))
        columns = {}
        for number, name in enumerate(self._names, 1):
            if name in self._schema:
                columns[name] = _typed(found[name], self._schema[name], records, number)
        return batch_of(columns, self._schema, len(records), records)


def _column(dtype: str) -> csv.Column:
    """What the decoder makes of a field: texts of what it has no type for."""
    if dtype in ("string", "bool", "uint64"):
        return csv.Column("string", b"")
    if dtype in FLOATS:
        return csv.Column("float32" if dtype == "float32" else "float64", 0)
    return csv.Column("int64", 0)


def _typed(cells: csv.Cells, feature: Feature, records: Records, number: int) -> Column:
    present = None
    values, missing = cells
    is_parsed = isinstance(values, Records) and feature.dtype != "string"
    if is_parsed:
        missing = values.lengths == 0
    if missing.any():
        if feature.optional:
            present = ~missing
        elif feature.dtype != "string":  # a text may be empty
            row = int(missing.argmax())
            raise _unfit(feature, records, row, number, "found nothing")
    return Column(_parsed(values, feature, records, number) if is_parsed else values, None, present)


def _parsed(fields: Records, feature: Feature, records: Records, number: int) -> np.ndarray:
    """The values that texts stand for, where the decoder knows no such type; zero for an empty one."""
    found = np.zeros(len(fields), feature.dtype)
    for row, text in enumerate(fields):
        try:
            if text:
                found[row] = _BOOLS[text.lower()] if feature.dtype == "bool" else numbers.parse(text, found.dtype)
        except (KeyError, ValueError) as error:
            raise _unfit(feature, records, row, number, f"found {text.decode(errors='backslashreplace')!r}") from error
    return found


def _unfit(feature: Feature, records: Records, row: int, number: int, found: str) -> InvalidArgumentError:
    error = unfit(feature, None, row, found)
    line = None if records.numbers is None else int(records.numbers[row])
    message = f"{error.message}; {records.where(row)}, column {number}"
    return InvalidArgumentError(None, None, message, path=records.path_of(row), record=line, index=row)


class _Writer:
    def __init__(self, sink: Sink, schema: Schema, delimiter: str, header: bool) -> None:
        self._sink = sink
        self._schema = schema
        self._delimiter = delimiter.encode()
        if header:
            names = texts.of_csv(Records.from_list([feature.key for feature in schema]), self._delimiter)
            self._sink.write(self._delimiter.join(names) + b"\n")

    def write(self, batch: Batch) -> None:
        columns = [self._fields(batch.columns[feature.name]) for feature in self._schema]
        frame = {"between": self._delimiter, "end": b"\n"}
        nothing = [b""] * len(columns)
        self._sink.write(texts.rows(columns, batch.count, names=nothing, left_out=[None] * len(columns), **frame))

    def _fields(self, column: Column) -> Records:
        if column.is_string:
            found = texts.of_csv(column.values, self._delimiter)
        elif column.dtype == "bool":
            found = texts.of_bools(column.values)
        elif column.dtype in FLOATS:
            found = texts.of_floats(column.values)
        else:
            found = texts.of_integers(column.values)
        if column.present is not None:
            found.ends[~column.present] = found.starts[~column.present]
        return found
