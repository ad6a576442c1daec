"""TFRecord files of Examples.

An Example holds int64, float32 and strings. All integers and booleans are kept as int64, float16 as float32; float64 is not
kept, as that would round. Shapes are not kept but for how many values there are. A feature without values is the same as one
that is missing, as it is for TensorFlow's parsing ops.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from typing import Any

import numpy as np
from google.protobuf.message import DecodeError

from ... import tfrecord
from ...columns.batches import Batch, Column
from ...columns.fitting import batch_of
from ...columns.schema import FLOATS, Feature, Schema
from ...errors import InvalidArgumentError, UnimplementedError
from ...example import DenseSpec, ExampleParser, SparseSpec
from ...example import _example_cy as hot
from ...example.errors import KIND_OF
from ...example.everything import KINDS, Everything, everything
from ...files import AUTO, Path, path_text
from ...proto.example_pb2 import SequenceExample
from ...records import OnDamage, Records
from ...tfrecord.rows import examples_of
from .kind import BatchWriter, Progress, RecordKind, decoded

_LOOKED_AT = 100  # records of the first block, for how a file holds bytes


@dataclasses.dataclass(frozen=True)
class TFRecordKind(RecordKind):
    name = "tfrecord"
    suffixes = (".tfrecord", ".tfrecords", ".tfr")

    def recognises(self, head: bytes, path: str) -> bool:
        return tfrecord.is_header(head[:12])

    def count(self, path: Path, progress: Progress | None = None) -> int:
        return tfrecord.count(path, progress=progress)

    def infer(self, path: Path, rows: int | None = 1000) -> Schema:
        seen: dict[str, _Seen] = {}
        count = 0
        for block in blocks(path):
            part = block if rows is None else block[: rows - count]
            if not count:
                _check_no_sequences(part)
            found = everything(part)
            for number, key in enumerate(found.keys):
                name = key.decode(errors="surrogateescape")
                seen.setdefault(name, _Seen(name)).look(found, number, part)
            count += len(part)
            if found.error is not None:
                raise found.error
            if count == rows:
                break
        return Schema(tuple(seen[name].feature(count) for name in sorted(seen)))

    def _rows(
        self, path: Path, first: int, schema: Schema | None, on_damage: OnDamage | None, progress: Progress | None
    ) -> Iterator[Batch]:
        wanted = self.infer(path) if schema is None else schema
        decode = None
        count = 0
        for block in blocks(path, progress, on_damage):
            decode = decode or _Decoder(wanted, block)
            count += len(block)
            if count > first:
                part = block[max(0, first - count + len(block)) :]
                yield from decoded(part, decode, on_damage, count - len(part))

    def adapted(self, schema: Schema) -> tuple[Schema, list[str]]:
        wide = [feature.name for feature in schema if feature.dtype == "float64"]
        features = (dataclasses.replace(one, dtype="float32") if one.name in wide else one for one in schema)
        note = f"float64 is rounded to float32, which is all that an Example holds: {', '.join(wide)}"
        return Schema(tuple(features)), [note] if wide else []

    @contextlib.contextmanager
    def writer(self, path: Path, schema: Schema, compression: str = "") -> Iterator[BatchWriter]:
        for feature in schema:
            if feature.dtype == "float64":
                raise InvalidArgumentError(
                    None,
                    None,
                    f"{path_text(path)}: feature {feature.name!r} is {feature.type}, and an Example holds float32; "
                    f"a schema with {feature.name}:float32 rounds it",
                    path=path_text(path),
                )
        with tfrecord.Writer(path, compression, atomic=True) as writer:
            yield _Writer(writer, schema)


class _Writer:
    def __init__(self, writer: tfrecord.Writer, schema: Schema) -> None:
        self._writer = writer
        self._schema = schema

    def write(self, batch: Batch) -> None:
        columns = {feature.name: batch.columns[feature.name] for feature in self._schema}
        self._writer.write_many(examples_of(Batch(columns, batch.count, batch.origin)))


class _Decoder:
    """The rows of a block of Examples; `first` shows how the file holds what may be held in two ways."""

    def __init__(self, schema: Schema, first: Records) -> None:
        self._schema = schema
        dense: list[DenseSpec] = []
        sparse: list[SparseSpec] = []
        for feature in schema:
            held = _held(feature, first)
            if feature.shape is None or feature.optional:
                sparse.append(SparseSpec(feature.key, held))
            elif held == "string" and feature.dtype == "uint8":
                dense.append(DenseSpec(feature.key, held, ()))
            else:
                dense.append(DenseSpec(feature.key, held, feature.shape))
        self._parser = ExampleParser(dense, sparse, single=True, as_records=True)
        keys = [*(spec.key for spec in dense), *(spec.key for spec in sparse)]
        self._places = {key: place for place, key in enumerate(keys)}

    def __call__(self, records: Records) -> Batch:
        dense, sparse = self._parser.parse(records)
        parts: list[Any] = [*dense, *sparse]
        columns = {}
        for feature in self._schema:
            found = parts[self._places[feature.key]]
            if isinstance(found, tuple):
                present = None
                if feature.optional:
                    present = self._parser.present(records)[self._places[feature.key]]
                column = Column(found[0], found[1], present)
            elif isinstance(found, np.ndarray) and found.dtype == object:
                column = Column(Records.from_list(found.reshape(-1).tolist()), shape=found.shape[1:])
            else:
                column = Column(found)
            columns[feature.name] = column
        return batch_of(columns, self._schema, len(records), records)


def _held(feature: Feature, first: Records) -> str:
    """What an Example holds a feature's values as; bytes may be a string or integers, which the first records tell."""
    if feature.dtype == "string" or feature.dtype in FLOATS:
        return "string" if feature.dtype == "string" else "float32"
    if feature.dtype == "uint8" and feature.shape:
        found = everything(first[:_LOOKED_AT])
        if feature.key in found.keys and (found.kinds[found.keys.index(feature.key)] == hot.BYTES).any():
            return "string"
    return "int64"


def blocks(path: Path, progress: Progress | None = None, on_damage: OnDamage | None = None) -> Iterator[Records]:
    """The records of a file, whatever they hold; arguments and errors are those of `Kind.read`."""
    for block in tfrecord.read(path, compression=AUTO, strict=True, on_damage=on_damage):
        yield block
        if progress is not None:
            progress(len(block), int(block.lengths.sum()) + 16 * len(block))


class _Seen:
    """What the records so far hold under a name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._dtype = ""
        self._place = ""
        self._width: int | None = None
        self._records = 0

    def look(self, found: Everything, number: int, records: Records) -> None:
        """Take in a block. Raises InvalidArgumentError where a record holds another type than those before it."""
        kinds = found.kinds[number]
        has = np.flatnonzero(kinds)
        if not len(has):
            return
        dtype = self._dtype or KINDS[int(kinds[has[0]])]
        other = has[kinds[has] != KIND_OF[dtype]]
        if len(other):
            row = int(other[0])
            place = self._place or records.where(int(has[0]))
            message = f"feature {self._name!r} is {dtype} in {place} and {KINDS[int(kinds[row])]} in {records.where(row)}"
            number_of = None if records.numbers is None else int(records.numbers[row])
            raise InvalidArgumentError(None, None, message, path=records.path_of(row), record=number_of, index=row)
        counts = found.counts(number, dtype)[has]
        width = int(counts[0])
        if (counts != width).any() or (self._dtype and width != self._width):
            self._width = None
        elif not self._dtype:
            self._width = width
        self._place = self._place or records.where(int(has[0]))
        self._dtype = dtype
        self._records += len(has)

    def feature(self, count: int) -> Feature:
        """What holds the values, of `count` records in all; a feature that has no kind anywhere is taken for strings."""
        shape = () if self._width == 1 else (self._width,) if self._width else None
        return Feature(self._name, self._dtype or "string", shape, shape is not None and self._records < count)


def _check_no_sequences(records: Records) -> None:
    """Raises UnimplementedError where the first record is a SequenceExample."""
    with contextlib.suppress(DecodeError):
        if len(records) and SequenceExample.FromString(records[0]).feature_lists.feature_list:
            message = f"{records.path_of(0)} holds SequenceExamples; only Examples are read as rows"
            raise UnimplementedError(None, None, message, path=records.path_of(0))
