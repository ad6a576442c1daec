"""NumPy's files: npy holds one array, npz several under their names; their first axis are the rows.

The array of an npy file is the feature `value`; one of a structured type has a feature a field. The arrays of an npz file must
be of one length. Text (`U`) becomes UTF-8; NumPy drops the zero bytes at the end of byte strings (`S`), so strings that end so
are not written. Features that rows may be without, or that have any number of values, cannot be written.
"""

from __future__ import annotations

import contextlib
import dataclasses
import lzma
import math
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Protocol

import numpy as np

from ... import limits
from ...columns.batches import Batch, Column, side_by_side
from ...columns.fitting import batch_of, unfit
from ...columns.schema import DTYPES, Feature, Schema
from ...errors import DataLossError, InvalidArgumentError, OpError, ResourceExhaustedError, UnimplementedError
from ...files import AUTO, Path, open_bytes, open_stream, path_text, replace
from ...files.paths import named
from ...files.stream import ByteStream, too_long
from ...quarantine import OnDamage
from ...records import Records
from .kind import BatchWriter, Kind, Progress, check_names
from .spooled import Spool

_BATCH_BYTES = 1 << 22
_MOST_ROWS = 1 << 13
_MAGIC = b"\x93NUMPY"


@dataclasses.dataclass(frozen=True)
class NPYKind(Kind):
    name = "npy"
    suffixes = (".npy",)

    def recognises(self, head: bytes, path: str) -> bool:
        return head.startswith(_MAGIC)

    def count(self, path: Path, progress: Progress | None = None) -> int:
        with _npy(path) as array:
            return array.count

    def infer(self, path: Path, rows: int | None = 1000) -> Schema:
        with _npy(path) as array:
            return Schema(tuple(array.features("value")))

    def read(
        self,
        path: Path,
        schema: Schema | None = None,
        *,
        on_damage: OnDamage | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Batch]:
        with _npy(path) as array:
            yield from _fitted(array.batches("value", _rows_at_once([array])), schema, path, progress)


@dataclasses.dataclass(frozen=True)
class NPZKind(Kind):
    name = "npz"
    suffixes = (".npz",)

    def recognises(self, head: bytes, path: str) -> bool:
        return head.startswith(b"PK\x03\x04") and b".npy" in head[:300]

    def count(self, path: Path, progress: Progress | None = None) -> int:
        with _npz(path) as arrays:
            return next((array.count for array in arrays.values()), 0)

    def infer(self, path: Path, rows: int | None = 1000) -> Schema:
        with _npz(path) as arrays:
            return Schema(tuple(one for name, array in arrays.items() for one in array.features(name)))

    def read(
        self,
        path: Path,
        schema: Schema | None = None,
        *,
        on_damage: OnDamage | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Batch]:
        with _npz(path) as arrays:
            at_once = _rows_at_once([*arrays.values()])
            parts = [array.batches(name, at_once) for name, array in arrays.items()]
            yield from _fitted(side_by_side(parts) if parts else iter(()), schema, path, progress)

    @contextlib.contextmanager
    def writer(self, path: Path, schema: Schema, compression: str = "") -> Iterator[BatchWriter]:
        name = path_text(path)
        if compression not in ("", "ZLIB"):
            raise InvalidArgumentError(None, None, f'{name}: npz files are compressed by "ZLIB" or not; got {compression!r}')
        for feature in schema:
            if feature.shape is None or feature.optional:
                what = "any number of values" if feature.shape is None else "rows without it"
                message = (
                    f"{name}: feature {feature.name!r} is {feature.type}, and an array of NumPy has no room for {what}; "
                    "leave it out of the schema, or write TFRecord or Parquet"
                )
                raise InvalidArgumentError(None, None, message)
        with contextlib.ExitStack() as stack:
            writer = _NPZWriter(schema, stack)
            yield writer
            method = zipfile.ZIP_DEFLATED if compression else zipfile.ZIP_STORED
            file = stack.enter_context(replace(path))
            with named(name), zipfile.ZipFile(file, "w", method) as archive:
                writer.put(archive)


class _NPZWriter:
    """Keeps the values of each feature in a temporary file, as an array says at its head how long it is."""

    def __init__(self, schema: Schema, stack: contextlib.ExitStack) -> None:
        self._schema = schema
        self._spools = {feature.name: stack.enter_context(Spool(feature)) for feature in schema}

    def write(self, batch: Batch) -> None:
        for feature in self._schema:
            column = batch.columns[feature.name]
            if column.is_string:
                ends = column.values.ends
                nonempty = ends > column.values.starts
                bad = nonempty & (column.values.buffer[ends - 1] == 0) if len(column.values.buffer) else nonempty
                if bad.any():
                    row = int(bad.argmax()) // max(feature.count or 1, 1)
                    raise unfit(feature, batch.origin, row, "and NumPy drops zero bytes at the end of a string")
            self._spools[feature.name].write(column)

    def put(self, archive: zipfile.ZipFile) -> None:
        for feature in self._schema:
            spool = self._spools[feature.name]
            dtype = np.dtype(f"S{max(spool.longest, 1)}") if feature.dtype == "string" else feature.numpy_dtype
            info = zipfile.ZipInfo(f"{feature.name}.npy")  # of 1980: the same rows give the same bytes
            info.compress_type = archive.compression
            with archive.open(info, "w", force_zip64=True) as member:
                shape = (spool.rows, *(feature.shape or ()))
                head = {"descr": np.lib.format.dtype_to_descr(dtype), "fortran_order": False, "shape": shape}
                np.lib.format.write_array_header_1_0(member, head)
                for piece in spool.pieces(dtype):
                    member.write(piece)


class _Array:
    """An array whose rows come one after the other out of a `source`."""

    def __init__(self, source: _Source, name: str) -> None:
        self._source = source
        self._name = name
        try:
            version = np.lib.format.read_magic(source)
            read_head = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
            self.shape, self._fortran, self._dtype = read_head(source)
        except OpError:
            raise
        except Exception as error:  # NumPy takes what stands there for Python, and it may be anything
            raise DataLossError(None, None, f"{name}: it has no head of an array: {error}", path=name) from error
        if not self.shape:
            raise InvalidArgumentError(None, None, f"{name}: an array without axes has no rows", path=name)
        if self._dtype.hasobject:
            message = f"{name}: it holds Python objects (pickle), which are not read; save it with its values' own type"
            raise InvalidArgumentError(None, None, message, path=name)
        if min(self.shape) < 0 or not self._dtype.itemsize:
            message = f"{name}: no file holds an array of shape {list(self.shape)} of {self._dtype}"
            raise DataLossError(None, None, message, path=name)
        self.count = self.shape[0]
        self.row_bytes = self._dtype.itemsize * math.prod(self.shape[1:])
        if not self.row_bytes and self.count > limits.unsized_bytes:
            message = (
                f"{name}: it claims {self.count:,} rows of no bytes; `headrace.formats.limits.unsized_bytes` are "
                f"{limits.unsized_bytes:,}"
            )
            raise ResourceExhaustedError(None, None, message, path=name)

    def features(self, name: str) -> list[Feature]:
        if self._dtype.names:
            parts = [(field, self._dtype[field]) for field in self._dtype.names]
            return [self._feature(field, dtype.base, (*self.shape[1:], *dtype.shape)) for field, dtype in parts]
        return [self._feature(name, self._dtype, self.shape[1:])]

    def _feature(self, name: str, dtype: np.dtype, shape: tuple[int, ...]) -> Feature:
        text = "string" if dtype.kind in "SU" else dtype.newbyteorder("=").name
        if text not in DTYPES:
            message = f"{self._name}: {name!r} holds {text}, which no row of a table does"
            raise InvalidArgumentError(None, None, message, path=self._name)
        return Feature(name, text, shape)

    def batches(self, name: str, at_once: int) -> Iterator[Batch]:
        features = self.features(name)
        whole = self._rows(self.count).reshape(self.shape[::-1]).T if self._fortran and len(self.shape) > 1 else None
        for first in range(0, self.count, at_once):
            count = min(at_once, self.count - first)
            rows = self._rows(count).reshape(count, *self.shape[1:]) if whole is None else whole[first : first + count]
            numbers = range(first, first + count)
            nowhere = np.zeros(count, np.int64)
            origin = Records(np.empty(0, np.uint8), nowhere, nowhere, self._name, numbers)
            columns = {one.name: _column(rows[one.name] if self._dtype.names else rows) for one in features}
            yield Batch(columns, count, origin)

    def _rows(self, count: int) -> np.ndarray:
        """The next rows. Memory follows what the file holds, and not what its head claims."""
        size = count * self.row_bytes
        if self._source.most is not None and size > max(self._source.most, _BATCH_BYTES):
            raise too_long(self._name, 0, self._source.most)
        room = np.empty(min(size, _BATCH_BYTES), np.uint8)
        filled = 0
        while filled < size:
            if filled == len(room):
                room = np.concatenate([room, np.empty(min(filled, size - filled), np.uint8)])
            data = self._source.read(len(room) - filled)
            if not data:
                message = f"{self._name}: it ends early; an array of shape {list(self.shape)} of {self._dtype} is longer"
                raise DataLossError(None, None, message, path=self._name)
            room[filled : filled + len(data)] = np.frombuffer(data, np.uint8)
            filled += len(data)
        return room.view(self._dtype) if self.row_bytes else np.empty(0, self._dtype)


def _column(values: np.ndarray) -> Column:
    if values.dtype.kind in "SU":
        texts = values.reshape(-1)
        found = [one.encode() for one in texts.tolist()] if values.dtype.kind == "U" else texts.tolist()
        return Column(Records.from_list(found), shape=values.shape[1:])
    return Column(values.astype(values.dtype.newbyteorder("="), copy=False))


def _rows_at_once(arrays: list[_Array]) -> int:
    return max(1, min(_MOST_ROWS, _BATCH_BYTES // max(1, sum(array.row_bytes for array in arrays))))


def _fitted(batches: Iterator[Batch], schema: Schema | None, path: Path, progress: Progress | None) -> Iterator[Batch]:
    for batch in batches:
        if schema is not None:
            check_names(schema, [*batch.columns], path)
            batch = batch_of(batch.columns, schema, batch.count, batch.origin)
        yield batch
        if progress is not None:
            sizes = (one.values.lengths.sum() if one.is_string else one.values.nbytes for one in batch.columns.values())
            progress(batch.count, int(sum(sizes)))


class _Source(Protocol):
    """What NumPy reads an array from.

    Attributes:
      most: bytes that may be claimed before they are there; None: what is claimed is there.
    """

    most: int | None

    def read(self, count: int, /) -> bytes:
        """The next bytes: `count` of them, or fewer."""


class _Streamed:
    """A file."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self.most = stream.most_at_once()

    def read(self, count: int, /) -> bytes:
        room = bytearray(min(count, _BATCH_BYTES))
        got = self._stream.readinto(memoryview(room))
        return bytes(room[:got])


class _Member:
    """A file in an archive."""

    def __init__(self, file: Any, info: zipfile.ZipInfo, name: str) -> None:
        self._file = file
        self._name = name
        stored = info.compress_type == zipfile.ZIP_STORED
        self.most = None if stored else max(limits.unsized_bytes, limits.compression_ratio * info.compress_size)

    def read(self, count: int, /) -> bytes:
        with _damage(self._name):
            found: bytes = self._file.read(min(count, _BATCH_BYTES))
            return found


@contextlib.contextmanager
def _damage(name: str) -> Iterator[None]:
    """A block that reads an archive."""
    try:
        yield
    except RuntimeError as error:  # NotImplementedError, too: a compression of others, a password
        raise UnimplementedError(None, None, f"{name}: {error}", path=name) from error
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError) as error:
        raise DataLossError(None, None, f"{name}: {error or 'it ends early'}", path=name) from error


@contextlib.contextmanager
def _npy(path: Path) -> Iterator[_Array]:
    with open_stream(path, AUTO) as stream:
        yield _Array(_Streamed(stream), path_text(path))


@contextlib.contextmanager
def _npz(path: Path) -> Iterator[dict[str, _Array]]:
    name = path_text(path)
    with named(name), contextlib.ExitStack() as stack:
        file: BinaryIO = stack.enter_context(open_bytes(path))
        with _damage(name):
            archive = stack.enter_context(zipfile.ZipFile(file))
            members = [one for one in archive.infolist() if one.filename.endswith(".npy")]
            opened = [_Member(stack.enter_context(archive.open(one)), one, f"{name}, {one.filename}") for one in members]
        arrays = {
            one.filename.removesuffix(".npy"): _Array(source, f"{name}, {one.filename}")
            for one, source in zip(members, opened, strict=True)
        }
        counts = {key: array.count for key, array in arrays.items()}
        if len(set(counts.values())) > 1:
            message = f"{name}: its arrays must have one length to be columns; they have {counts}"
            raise InvalidArgumentError(None, None, message, path=name)
        yield arrays
