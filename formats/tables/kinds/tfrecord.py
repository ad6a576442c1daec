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

from ... import tfrecord
from ...columns.batches import Batch, Column
from ...columns.fitting import batch_of, converted, unfit
from ...columns.schema import FLOATS, Feature, Schema
from ...errors import InvalidArgumentError, UnimplementedError
from ...example import DenseSpec, ExampleParser, SparseSpec
from ...example.encoding import Values, encode
from ...files import AUTO, Path, path_text
from ...proto.example_pb2 import Example, SequenceExample
from ...quarantine import BadRecord, OnDamage
from ...records import Records
from .kind import BatchWriter, Kind, Progress, decoded

_KINDS = {"int64_list": "int64", "float_list": "float32", "bytes_list": "string"}


@dataclasses.dataclass(frozen=True)
class TFRecordKind(Kind):
    name = "tfrecord"
    suffixes = (".tfrecord", ".tfrecords", ".tfr")

    def recognises(self, head: bytes, path: str) -> bool:
        return tfrecord.is_header(head[:12])

    def count(self, path: Path, progress: Progress | None = None) -> int:
        return tfrecord.count(path, progress=progress)

    def infer(self, path: Path, rows: int | None = 1000) -> Schema:
        found: dict[str, _Seen] = {}
        count = 0
        for block in blocks_of(path):
            for index, record in enumerate(block):
                if count == rows:
                    break
                _look(record, block, index, found, count)
                count += 1
            if count == rows:
                break
        return Schema(tuple(found[name].feature(name, count) for name in sorted(found)))

    def read(
        self,
        path: Path,
        schema: Schema | None = None,
        *,
        on_damage: OnDamage | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Batch]:
        return self._read(path, self.infer(path) if schema is None else schema, on_damage, progress)

    def _read(self, path: Path, schema: Schema, on_damage: OnDamage | None, progress: Progress | None) -> Iterator[Batch]:
        decode = None
        count = 0
        for block in blocks_of(path, on_damage, progress):
            decode = decode or _Decoder(schema, block)
            yield from decoded(block, decode, on_damage, count)
            count += len(block)

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
        self._writer.write_many(examples_of(batch, self._schema))


def examples_of(batch: Batch, schema: Schema) -> Records:
    """The rows as serialized Examples, without features of the batch that the schema does not have.

    Raises:
      InvalidArgumentError: a number is beyond int64.
    """
    features = {}
    for feature in schema:
        column = batch.columns[feature.name]
        starts, ends = column.bounds()
        values = column.flat()
        if not column.is_string:
            held = "float32" if column.dtype in FLOATS else "int64"
            values, bad = converted(values, held)
            if bad is not None:
                row = int(np.searchsorted(ends, int(np.argmax(bad)), side="right"))
                raise unfit(dataclasses.replace(feature, dtype=held), batch.origin, row, f"found {column.flat()[bad][0]}")
        features[feature.key] = Values(values, starts, ends, column.present)
    return encode(features, batch.count)


class _Decoder:
    """The rows of a block of Examples; `first` shows how the file holds what may be held in two ways."""

    def __init__(self, schema: Schema, first: Records) -> None:
        self._schema = schema
        dense, sparse = [], []
        for feature in schema:
            held = _held(feature, first)
            if feature.shape is None or feature.optional:
                sparse.append(SparseSpec(feature.key, held))
            elif held == "string" and feature.dtype == "uint8":
                dense.append(DenseSpec(feature.key, held, ()))
            else:
                dense.append(DenseSpec(feature.key, held, feature.shape))
        self._parser = ExampleParser(dense, sparse, single=True, as_records=True)
        self._places = {spec.key: place for place, spec in enumerate([*dense, *sparse])}

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
        for index in range(min(len(first), 100)):
            with contextlib.suppress(Exception):
                found = Example.FromString(first[index]).features.feature
                if feature.name in found:
                    return "string" if found[feature.name].WhichOneof("kind") == "bytes_list" else "int64"
    return "int64"


def blocks_of(path: Path, on_damage: OnDamage | None = None, progress: Progress | None = None) -> Iterator[Records]:
    """The records of a file, whatever they hold.

    Args:
      on_damage: called with each range of damaged bytes, behind which reading goes on at the next good record; None: the
        first raises.
    Raises:
      the errors of `tfrecord.read`.
    """

    def tell(damage: tfrecord.Damage) -> None:
        if on_damage is not None:
            on_damage(BadRecord.of(damage.error(path_text(path)), length=damage.end - damage.begin))

    good = tfrecord.read(path, compression=AUTO) if on_damage is None else tfrecord.read_good(path, tell)
    for block in good:
        yield block
        if progress is not None:
            progress(len(block), int(block.lengths.sum()) + 16 * len(block))


@dataclasses.dataclass
class _Seen:
    """What the records so far hold under a name."""

    dtype: str
    width: int | None
    place: str
    records: int = 0

    def feature(self, name: str, count: int) -> Feature:
        shape = () if self.width == 1 else (self.width,) if self.width else None
        return Feature(name, self.dtype, shape, shape is not None and self.records < count)


def _look(record: bytes, block: Records, index: int, found: dict[str, _Seen], number: int) -> None:
    try:
        example = Example.FromString(record)
    except Exception as error:
        message = f"{block.where(index)}: record {number} is no Example"
        raise InvalidArgumentError(None, None, message, path=block.path_of(index), record=number, index=index) from error
    if number == 0 and not example.features.feature and SequenceExample.FromString(record).feature_lists.feature_list:
        message = f"{block.path_of(index)} holds SequenceExamples; only Examples are read as rows"
        raise UnimplementedError(None, None, message, path=block.path_of(index))
    for name, feature in example.features.feature.items():
        kind = feature.WhichOneof("kind")
        if kind is None:
            continue
        dtype, width = _KINDS[kind], len(getattr(feature, kind).value)
        seen = found.get(name)
        if seen is None:
            seen = found[name] = _Seen(dtype, width, block.where(index))
        if seen.dtype != dtype:
            message = f"feature {name!r} is {seen.dtype} in {seen.place} and {dtype} in {block.where(index)}"
            raise InvalidArgumentError(None, None, message, path=block.path_of(index), record=number)
        if seen.width != width:
            seen.width = None
        seen.records += 1
