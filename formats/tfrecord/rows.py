"""Rows to TFRecord files of Examples and back, without naming a type."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..columns.batches import Batch
from ..columns.building import batches_of
from ..columns.fitting import converted, unfit
from ..columns.schema import FLOATS, Schema
from ..doors import door
from ..example.encoding import Values, encode
from ..example.everything import KINDS, everything
from ..files import AUTO, Path
from ..records import Records
from .reading import read
from .writing import Writer


@door
def write(path: Path, rows: Any, *, schema: Schema | str | None = None, compression: str = "") -> int:
    """Write rows as Examples; the file appears under its name when it is complete.

    Args:
      path: a local path or a URL.
      rows: one of
        dicts, dataclasses or named tuples, a list of them or anything that yields them; a value is a number, a bool, bytes,
        a str (kept as UTF-8), or a list or an array of these; where it is None, or its key is not there, the Example is
        without the feature;
        a dict of columns: {name: array or list}, a value a row;
        a NumPy array of a structured type;
        a DataFrame of pandas, a Table of pyarrow.
      schema: what the features are, as a Schema or as its text, "label:int64, box:float32[4]"; None: types are inferred,
        from all rows of a list, and from the first few thousand of an iterator.
      compression: "", "GZIP" or "ZLIB".
    Returns:
      how many rows there were.
    Raises:
      InvalidArgumentError: a row does not fit, a value is of no type that an Example holds, an integer is beyond int64, a
        float beyond float32; nothing is written. `record` is the row's number.
      the errors of `files.create`.

    Integers and booleans are kept as int64, floats as float32: what needs more digits is rounded, as TensorFlow does. The
    bytes are those of protobuf's deterministic serialization.
    """
    wanted = Schema.parse(schema) if isinstance(schema, str) else schema
    count = 0
    with Writer(path, compression, atomic=True) as writer:
        for batch in batches_of(rows, wanted):
            writer.write_many(examples_of(batch))
            count += batch.count
    return count


@door
def rows(path: Path, *, compression: str = AUTO) -> Iterator[dict[str, np.ndarray]]:
    """The rows of a file of Examples, each as {name: values}.

    A value is always an array of one axis, also where there is one value: int64, float32, or object, of bytes. What a row
    looks like depends on its own record alone. (With a schema, `tables.KINDS["tfrecord"].read(path, schema)` gives single
    values and shapes.) A feature of no kind is left out.

    Args:
      path, compression: as for `read`.

    Raises:
      InvalidArgumentError: (after all rows before it) a record is no Example.
      the errors of `read`.
    """
    for block in read(path, compression=compression):
        yield from _rows_of(block)


def _rows_of(records: Records) -> Iterator[dict[str, np.ndarray]]:
    found = everything(records)
    kinds = found.kinds
    made: list[dict[str, np.ndarray]] = [{} for _ in range(kinds.shape[1])]
    for number, key in enumerate(found.keys):
        name = key.decode(errors="surrogateescape")
        for kind in np.unique(kinds[number][kinds[number] > 0]).tolist():
            column = found.column(number, KINDS[kind])
            values = column.values.to_array() if isinstance(column.values, Records) else column.values
            splits = column.row_splits.tolist()
            for row in np.flatnonzero(kinds[number] == kind).tolist():
                made[row][name] = values[splits[row] : splits[row + 1]]
    yield from made
    if found.error is not None:
        raise found.error


def examples_of(batch: Batch) -> Records:
    """Rows as serialized Examples; floats are rounded to float32.

    Raises:
      InvalidArgumentError: a number is beyond int64 or float32.
    """
    features = {}
    for name, column in batch.columns.items():
        feature = column.feature(name)
        starts, ends = column.bounds()
        values = column.flat()
        if not column.is_string:
            held = "float32" if column.dtype in FLOATS else "int64"
            values, bad = converted(values, held)
            if bad is not None:
                wrong = np.flatnonzero(bad)
                places = np.searchsorted(ends, wrong, side="right")
                if column.present is not None:
                    wrong, places = wrong[column.present[places]], places[column.present[places]]
                if len(wrong):
                    wanted = dataclasses.replace(feature, dtype=held)
                    raise unfit(wanted, batch.origin, int(places[0]), f"which does not hold {column.flat()[wrong[0]]}")
        features[feature.key] = Values(values, starts, ends, column.present)
    return encode(features, batch.count)
