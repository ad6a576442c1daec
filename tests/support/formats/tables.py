"""Random schemas, and batches of rows that they describe."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import strategies as st

from headrace.formats.records import Records
from headrace.formats.tables import DTYPES, Batch, Column, Feature, Schema

INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
BYTES = st.binary(max_size=6)
NAMES = st.text('abcdefgxyz_/0123456789 ,":äß', min_size=1, max_size=6)


def schemas(dtypes=DTYPES, shapes=True, ragged=True, optional=True, names=NAMES):
    """Schemas of at least one feature."""
    shape = st.just(())
    if shapes:
        shape |= st.lists(st.integers(1, 3), min_size=1, max_size=3).map(tuple)
    if ragged:
        shape |= st.none()
    feature = st.builds(Feature, names, st.sampled_from(dtypes), shape, st.booleans() if optional else st.just(False))
    return st.lists(feature, min_size=1, max_size=4, unique_by=lambda one: one.name).map(lambda found: Schema(tuple(found)))


def values(dtype, count, texts, finite):
    """`count` values of a type, as a column holds them."""
    if dtype == "string":
        return st.lists(texts, min_size=count, max_size=count).map(Records.from_list)
    if dtype == "bool":
        one = st.booleans()
    elif dtype.startswith("float"):
        one = st.floats(width=int(dtype[5:]), allow_nan=False, allow_infinity=not finite)
    else:
        one = st.integers(int(np.iinfo(dtype).min), int(np.iinfo(dtype).max))
    return st.lists(one, min_size=count, max_size=count).map(lambda found: np.array(found, dtype))


@st.composite
def batches(draw, schema, texts=BYTES, finite=False, most=6):
    """A batch of a schema; values that are missing are not zero."""
    count = draw(st.integers(1, most))
    columns = {}
    for feature in schema:
        present = None
        if feature.optional and draw(st.booleans()):
            present = np.array(draw(st.lists(st.booleans(), min_size=count, max_size=count)))
        if feature.shape is None:
            has = np.ones(count, bool) if present is None else present
            counts = np.array(draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)), np.int64) * has
            splits = np.concatenate([[0], np.cumsum(counts)])
            columns[feature.name] = Column(draw(values(feature.dtype, int(splits[-1]), texts, finite)), splits, present)
            continue
        found = draw(values(feature.dtype, count * math.prod(feature.shape), texts, finite))
        if feature.dtype == "string":
            columns[feature.name] = Column(found, None, present, feature.shape)
        else:
            columns[feature.name] = Column(found.reshape(count, *feature.shape), None, present)
    return Batch(columns, count)


def schema_and_batches(texts=BYTES, finite=False, **limits):
    """A schema and a few batches of it."""
    return schemas(**limits).flatmap(
        lambda schema: st.tuples(st.just(schema), st.lists(batches(schema, texts, finite), min_size=1, max_size=3))
    )


def plain(value):
    """A value of a row, in a form that can be compared: its type and its shape count."""
    if isinstance(value, np.ndarray):
        return (str(value.dtype), value.shape, value.tolist())
    return (type(value).__name__, value if isinstance(value, bytes) else value.item())


def rows_of(batches):
    """All rows of batches, in a form that can be compared."""
    return [{name: plain(value) for name, value in row.items()} for batch in batches for row in batch.rows()]


def pinned_schema(schema):
    """A schema, or that of a text."""
    return Schema.parse(schema) if isinstance(schema, str) else schema


def rows(kind, path, schema=None, **options):
    """All rows, arrays as lists."""
    return [
        {name: value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value for name, value in row.items()}
        for batch in kind.read(path, pinned_schema(schema), **options)
        for row in batch.rows()
    ]


def skipped(kind, path, schema=None):
    """The rows that fit, and (record, reason) of those that do not."""
    bad = []
    found = rows(kind, path, schema, on_damage=bad.append)
    return found, [(one.record, one.reason) for one in bad]


def copy(source, source_path, target, target_path, schema):
    """Convert a file by a schema."""
    with target.writer(target_path, pinned_schema(schema)) as writer:
        for batch in source.read(source_path, pinned_schema(schema)):
            writer.write(batch)
