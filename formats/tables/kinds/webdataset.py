"""WebDataset: tar files in which the files of one sample stand together and share a name up to its first dot.

A sample is a row: `__key__` is the shared name, and each suffix is a feature that holds the file's bytes, but `cls` (and what
else is pinned as a number), which is a number written out. Source: https://github.com/webdataset/webdataset.
"""

from __future__ import annotations

import dataclasses
import io
import tarfile
from collections.abc import Iterator
from typing import Any

import numpy as np

from ... import numbers
from ...columns.batches import Batch, Column
from ...columns.fitting import batch_of, unfit
from ...columns.schema import Feature, Schema
from ...errors import DataLossError, InvalidArgumentError
from ...files import AUTO, Path, open_stream, path_text
from ...files.stream import ByteStream
from ...quarantine import BadRecord, OnDamage
from ...records import Records
from .kind import Kind, Progress

_KEY = "__key__"
_NUMBERS = ("cls", "cls2", "id", "index")
_BATCH_BYTES = 1 << 22
_MOST_ROWS = 1 << 12


@dataclasses.dataclass(frozen=True)
class WebDatasetKind(Kind):
    name = "webdataset"
    suffixes = (".tar",)

    def recognises(self, head: bytes, path: str) -> bool:
        return len(head) > 262 and head[257:262] == b"ustar"

    def count(self, path: Path, progress: Progress | None = None) -> int:
        count = 0
        for _, _, members in _samples(path, with_data=False):
            count += 1
            if progress is not None:
                progress(1, sum(size for size, _ in members.values()))
        return count

    def infer(self, path: Path, rows: int | None = 1000) -> Schema:
        counts: dict[str, int] = {}
        count = 0
        for _, _, members in _samples(path, with_data=False):
            if count == rows:
                break
            count += 1
            for suffix in members:
                counts[suffix] = counts.get(suffix, 0) + 1
        features = (
            Feature(suffix, "int64" if suffix in _NUMBERS else "string", (), found < count) for suffix, found in counts.items()
        )
        return Schema((Feature(_KEY, "string"), *features))

    def read(
        self,
        path: Path,
        schema: Schema | None = None,
        *,
        on_damage: OnDamage | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Batch]:
        wanted = self.infer(path) if schema is None else schema
        held: list[tuple[str, int, dict[str, bytes]]] = []
        size = 0
        for key, number, members in _samples(path, with_data=True):
            held.append((key, number, {suffix: data for suffix, (_, data) in members.items()}))
            taken = sum(length for length, _ in members.values())
            size += taken
            if progress is not None:
                progress(1, taken)
            if size >= _BATCH_BYTES or len(held) == _MOST_ROWS:
                yield from _batches(held, wanted, path_text(path), on_damage)
                held, size = [], 0
        if held:
            yield from _batches(held, wanted, path_text(path), on_damage)


def _batches(
    held: list[tuple[str, int, dict[str, bytes]]], wanted: Schema, name: str, on_damage: OnDamage | None
) -> Iterator[Batch]:
    while held:
        try:
            yield _batch(held, wanted, name)
        except InvalidArgumentError as error:
            bad = error.index or 0
            if bad:
                yield _batch(held[:bad], wanted, name)
            if on_damage is None:
                raise
            on_damage(BadRecord.of(error))
            held = held[bad + 1 :]
        else:
            return


def _batch(held: list[tuple[str, int, dict[str, bytes]]], wanted: Schema, name: str) -> Batch:
    count = len(held)
    bounds = np.zeros(count, np.int64)
    origin = Records(np.empty(0, np.uint8), bounds, bounds, name, np.array([number for _, number, _ in held], np.int64))
    columns = {}
    for feature in wanted:
        if feature.name == _KEY:
            texts: list[Any] = [key.encode(errors="surrogateescape") for key, _, _ in held]
        else:
            texts = [members.get(feature.name) for _, _, members in held]
        present = np.array([text is not None for text in texts])
        strings = Records.from_list([text or b"" for text in texts])
        if feature.dtype in ("string", "uint8") and (feature.shape or feature.dtype == "string"):
            found = Column(strings, None, present)
        else:
            found = Column(_numbers(strings, present, feature, origin), None, present)
        columns[feature.name] = found
    return batch_of(columns, wanted, count, origin)


def _numbers(texts: Records, present: np.ndarray, feature: Feature, origin: Records) -> np.ndarray:
    dtype = np.dtype(np.float64 if feature.numpy_dtype.kind == "f" else np.int64)
    values = np.zeros(len(texts), dtype)
    for row, text in enumerate(texts):
        if present[row]:
            try:
                values[row] = numbers.parse(text, dtype)
            except ValueError as error:
                shown = text[:60].decode(errors="backslashreplace")
                raise unfit(feature, origin, row, f"found {shown!r}") from error
    return values


def _samples(path: Path, with_data: bool) -> Iterator[tuple[str, int, dict[str, tuple[int, bytes]]]]:
    """For each sample its key, its number, and by suffix how many bytes a file has, and these."""
    name = path_text(path)
    number, key, members = 0, None, {}
    with open_stream(path, AUTO) as stream:
        try:
            with tarfile.open(fileobj=io.BufferedReader(_Reading(stream), 1 << 18), mode="r|") as archive:
                for member in archive:
                    if not member.isfile():
                        continue
                    directory, sign, base = member.name.rpartition("/")
                    begin, dot, suffix = base.partition(".")
                    if not dot or not begin:
                        continue
                    found = f"{directory}{sign}{begin}"
                    if found != key and key is not None:
                        yield key, number, members
                        number, members = number + 1, {}
                    key = found
                    data = archive.extractfile(member).read() if with_data else b""  # type: ignore[union-attr]
                    if suffix.lower() in members:
                        message = f"{name}: sample {number}, {key!r}, has two files with the suffix {suffix!r}"
                        raise InvalidArgumentError(None, None, message, path=name, record=number)
                    members[suffix.lower()] = (member.size, data)
        except tarfile.TarError as error:
            message = f"{name}: damaged, after {number} samples: {error}"
            raise DataLossError(None, None, message, path=name, record=number) from error
        if key is not None:
            yield key, number, members


class _Reading(io.RawIOBase):
    """A stream as tarfile reads files."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        return self._stream.readinto(memoryview(room))
