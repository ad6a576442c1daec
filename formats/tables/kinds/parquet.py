"""Parquet files, by pyarrow (the extra `headrace[parquet]`).

Numbers, booleans, strings, binaries and dictionaries of them are features of one value; lists of any length have any number
of values, those of a fixed size a shape. A feature is optional where the file says that there are nulls in it. Dates,
decimals, structs and maps are no features: a schema that leaves them out reads the rest.

Written strings are Parquet's `string` where the first batch is UTF-8, else `binary`; the option `strings` settles it. The
features keep their types and shapes but for float16 (float32).
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

from ...columns.arrow import column_of, type_of
from ...columns.batches import Batch, Column
from ...columns.fitting import batch_of, unfit
from ...columns.schema import Feature, Schema
from ...errors import DataLossError, InvalidArgumentError, OpError, UnimplementedError
from ...files import Path, open_bytes, path_text, replace
from ...files.paths import named
from ...quarantine import BadRecord, OnDamage
from ...records import Records
from ...tfrecord._frames_cy import gather
from .kind import BatchWriter, Kind, Progress, check_names

_MAGIC = b"PAR1"
_ROWS_AT_ONCE = 1 << 13
_GROUP_BYTES = 1 << 23  # of a row group, in memory
_BATCH_BYTES = 1 << 22
_READ_BYTES = 1 << 20  # at once of a column; else it is a whole row group
_COMPRESSIONS = {"": "snappy", "GZIP": "gzip"}


def _arrow() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow.parquet
    except ImportError as error:
        message = "Parquet files need pyarrow, the extra `parquet`: pip install headrace[parquet]"
        raise UnimplementedError(None, None, message) from error
    return pyarrow, pyarrow.parquet


@dataclasses.dataclass(frozen=True)
class ParquetKind(Kind):
    """Options:
    strings: what strings are written as: "string" (UTF-8), "binary", or "" to see what the first ones are.
    """

    strings: str = ""

    name = "parquet"
    suffixes = (".parquet", ".pq")

    def recognises(self, head: bytes, path: str) -> bool:
        return head.startswith(_MAGIC)

    def count(self, path: Path, progress: Progress | None = None) -> int:
        with _opened(path) as file:
            count: int = file.metadata.num_rows
            return count

    def infer(self, path: Path, rows: int | None = 1000) -> Schema:
        with _opened(path) as file:
            return _schema_of(file, path_text(path), None)

    def read(
        self,
        path: Path,
        schema: Schema | None = None,
        *,
        on_damage: OnDamage | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Batch]:
        name = path_text(path)
        with _opened(path) as file:
            found = _schema_of(file, name, None if schema is None else schema.names)
            wanted = found if schema is None else schema
            check_names(wanted, found.names, path)
            count, total = 0, sum(file.metadata.row_group(at).total_byte_size for at in range(file.num_row_groups))
            size = max(1, file.metadata.num_rows)
            at_once = max(1, min(_ROWS_AT_ONCE, _BATCH_BYTES * size // max(1, total)))
            for part in _parts(file, at_once, [one for one in wanted.names if one in found], name):
                origin = _origin(name, count, part.num_rows)
                try:
                    yield _batch(part, wanted, origin)
                except InvalidArgumentError:
                    yield from _row_by_row(part, wanted, origin, on_damage)
                count += part.num_rows
                if progress is not None:
                    progress(part.num_rows, part.nbytes)

    @contextlib.contextmanager
    def writer(self, path: Path, schema: Schema, compression: str = "") -> Iterator[BatchWriter]:
        name = path_text(path)
        if compression not in _COMPRESSIONS:
            message = f'{name}: Parquet files are compressed by "" (snappy) or "GZIP"; got {compression!r}'
            raise InvalidArgumentError(None, None, message)
        if self.strings not in ("", "string", "binary"):
            message = f'the option strings must be "", "string" or "binary"; got {self.strings!r}'
            raise InvalidArgumentError(None, None, message)
        with replace(path) as file, named(name):
            writer = _Writer(file, schema, self.strings, _COMPRESSIONS[compression])
            try:
                yield writer
                writer.finish()
            except BaseException:
                writer.abandon()
                raise


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    name = path_text(path)
    arrow, parquet = _arrow()
    with named(name), open_bytes(path) as file:
        try:
            opened = parquet.ParquetFile(file, buffer_size=_READ_BYTES)
            opened.schema_arrow  # noqa: B018  computed when it is asked for
        except (arrow.ArrowException, OSError) as error:
            if isinstance(error, OpError):
                raise
            raise DataLossError(None, None, f"{name}: no Parquet file: {error}", path=name) from error
        with opened:
            yield opened


def _parts(file: Any, at_once: int, names: list[str], name: str) -> Iterator[Any]:
    """The rows of a file as RecordBatches."""
    arrow, _ = _arrow()
    try:
        for group in range(file.num_row_groups):  # asked for all at once, pyarrow keeps those that are done
            yield from file.iter_batches(at_once, row_groups=[group], columns=names, use_threads=False)
    except (arrow.ArrowException, OSError) as error:
        if isinstance(error, OpError):
            raise
        raise DataLossError(None, None, f"{name}: damaged: {error}", path=name) from error


def _origin(name: str, first: int, count: int) -> Records:
    nowhere = np.zeros(count, np.int64)
    return Records(np.empty(0, np.uint8), nowhere, nowhere, name, range(first, first + count))


def _schema_of(file: Any, name: str, names: tuple[str, ...] | None) -> Schema:
    """The schema of a file: of the columns that are named, else of all."""
    features = []
    for field in file.schema_arrow:
        if names is None or field.name in names:
            dtype, shape = type_of(field.type, field.name, name)
            features.append(Feature(field.name, dtype, shape, field.nullable and _has_nulls(file.metadata, field.name)))
    return Schema(tuple(features))


def _has_nulls(metadata: Any, column: str) -> bool:
    """Whether there are nulls in a column, or nobody knows."""
    for group in range(metadata.num_row_groups):
        rows = metadata.row_group(group)
        for place in range(rows.num_columns):
            chunk = rows.column(place)
            if chunk.path_in_schema.split(".")[0] == column:
                counted = chunk.is_stats_set and chunk.statistics.has_null_count
                if not counted or chunk.statistics.null_count:
                    return True
    return False


def _batch(part: Any, wanted: Schema, origin: Records) -> Batch:
    columns = {name: column_of(part.column(name), wanted[name], origin) for name in part.schema.names}
    return batch_of(columns, wanted, part.num_rows, origin)


def _row_by_row(part: Any, wanted: Schema, origin: Records, on_damage: OnDamage | None) -> Iterator[Batch]:
    """The rows of a part of which one does not fit."""
    for row in range(part.num_rows):
        try:
            batch = _batch(part.slice(row, 1), wanted, origin[row : row + 1])
        except InvalidArgumentError as error:
            if on_damage is None:
                raise
            on_damage(BadRecord.of(error))
        else:
            yield batch


class _Writer:
    def __init__(self, file: Any, schema: Schema, strings: str, compression: str) -> None:
        self._file = file
        self._schema = schema
        self._strings = strings
        self._compression = compression
        self._writer: Any = None
        self._held: list[Any] = []
        self._held_bytes = 0

    def write(self, batch: Batch) -> None:
        arrow, _ = _arrow()
        if self._writer is None:
            self._begin(batch)
        arrays = [self._array(batch, feature) for feature in self._schema]
        part = arrow.RecordBatch.from_arrays(arrays, schema=self._writer.schema)
        self._held.append(part)
        self._held_bytes += part.nbytes
        if self._held_bytes >= _GROUP_BYTES:
            self._flush()

    def _begin(self, batch: Batch | None) -> None:
        arrow, parquet = _arrow()
        fields = []
        for feature in self._schema:
            kind = self._kind(batch, feature)
            for size in reversed(feature.shape or ()):
                kind = arrow.list_(arrow.field("element", kind, nullable=False), size)
            if feature.shape is None:
                kind = arrow.list_(arrow.field("element", kind, nullable=False))
            fields.append(arrow.field(feature.name, kind, nullable=feature.optional))
        self._writer = parquet.ParquetWriter(self._file, arrow.schema(fields), compression=self._compression)

    def _kind(self, batch: Batch | None, feature: Feature) -> Any:
        arrow, _ = _arrow()
        if feature.dtype == "float16":
            return arrow.float32()
        if feature.dtype != "string":
            return arrow.from_numpy_dtype(feature.numpy_dtype)
        strings = self._strings
        if not strings:
            strings = "binary" if batch is not None and not _is_text(batch.columns[feature.name]) else "string"
        return arrow.utf8() if strings == "string" else arrow.binary()

    def _array(self, batch: Batch, feature: Feature) -> Any:
        arrow, _ = _arrow()
        column = batch.columns[feature.name]
        field = self._writer.schema.field(feature.name).type
        inner = field
        while not isinstance(inner, arrow.DataType) or arrow.types.is_list(inner) or arrow.types.is_fixed_size_list(inner):
            inner = inner.value_type
        mask = None if column.present is None else ~column.present
        if column.is_string:
            values = _strings(column.values, inner, arrow)
            if arrow.types.is_string(inner):
                try:
                    values.validate(full=True)
                except arrow.ArrowInvalid as error:
                    row = next(row for row in range(len(column)) if not _is_text(column[row : row + 1]))
                    found = "and is written as UTF-8; found other bytes; the option strings=binary writes them"
                    raise unfit(feature, batch.origin, row, found) from error
        else:
            flat = column.flat()
            if mask is not None and feature.shape == ():
                return arrow.array(flat, inner, mask=mask)
            values = arrow.array(flat.astype(np.float32) if feature.dtype == "float16" else flat, inner)
        if feature.shape is None:
            offsets = arrow.array(np.asarray(column.splits, np.int32))
            return arrow.ListArray.from_arrays(offsets, values, type=field, mask=None if mask is None else arrow.array(mask))
        if feature.shape == ():
            return values if mask is None else _masked(values, mask, arrow)
        kinds = [field]
        while arrow.types.is_fixed_size_list(kinds[-1]):
            kinds.append(kinds[-1].value_type)
        for kind in reversed(kinds[1:-1]):
            values = arrow.FixedSizeListArray.from_arrays(values, type=kind)
        return arrow.FixedSizeListArray.from_arrays(values, type=field, mask=None if mask is None else arrow.array(mask))

    def _flush(self) -> None:
        arrow, _ = _arrow()
        if self._held:
            self._writer.write_table(arrow.Table.from_batches(self._held))
        self._held, self._held_bytes = [], 0

    def abandon(self) -> None:
        """Let go of a file that will not be; pyarrow closes its writer sooner or later, and cannot when the file is closed."""
        if self._writer is not None:
            with contextlib.suppress(Exception):
                self._writer.close()

    def finish(self) -> None:
        if self._writer is None:
            self._begin(None)
        self._flush()
        self._writer.close()


def _masked(values: Any, mask: np.ndarray, arrow: Any) -> Any:
    """Strings, null where the mask says so."""
    bits = arrow.py_buffer(np.packbits(~mask, bitorder="little"))
    return arrow.Array.from_buffers(values.type, len(values), [bits, *values.buffers()[1:]])


def _strings(records: Records, kind: Any, arrow: Any) -> Any:
    """Records as an array of strings or binaries."""
    offsets = np.zeros(len(records) + 1, np.int64)
    np.cumsum(records.lengths, out=offsets[1:])
    if offsets[-1] >= 1 << 31:
        raise InvalidArgumentError(None, None, "a batch of strings of more than 2 GiB cannot be written at once")
    data = np.empty(int(offsets[-1]), np.uint8)
    gather(np.ascontiguousarray(records.buffer), records.starts, records.ends, data)
    buffers = [None, arrow.py_buffer(offsets.astype(np.int32)), arrow.py_buffer(data)]
    return arrow.Array.from_buffers(kind, len(records), buffers)


def _is_text(column: Column) -> bool:
    try:
        for text in column.values:
            text.decode()
    except UnicodeDecodeError:
        return False
    return True
