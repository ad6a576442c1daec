"""What is written is read back, whatever it is: random schemas and rows through every kind of file."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.formats.tables import INTEGERS, NAMES, rows_of, schema_and_batches

from headrace.formats import tables, tfrecord
from headrace.formats.example.rows import example_from_row

NUMBERS = (*INTEGERS, "float16", "float32", "float64", "bool")
HELD_BY_EXAMPLES = tuple(dtype for dtype in (*NUMBERS, "string") if dtype not in ("float64", "uint64"))
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=5).map(str.encode)
PLAIN_NAMES = NAMES.filter(lambda name: "/" not in name)
WITHOUT_ZERO_AT_THE_END = st.binary(max_size=6).filter(lambda text: not text.endswith(b"\0"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tables")


def written(kind, path, schema, batches):
    with kind.writer(path, schema) as writer:
        for batch in batches:
            writer.write(batch)


def same_values(found, expected):
    """Whether rows hold the same, types and shapes aside; one value and a list of one are the same, none and no key."""

    def flat(row):
        lists = {name: np.ravel(np.array(value[-1], object)).tolist() for name, value in row.items()}
        return {name: value for name, value in lists.items() if value}

    return [flat(row) for row in found] == [flat(row) for row in expected]


def not_empty_where_optional(schema, batches):
    """Whether no row holds an empty list under a name that it may be without."""
    lists = [one.name for one in schema if one.optional and one.shape is None]
    return all(len(row[name]) for batch in batches for row in batch.rows() for name in lists if name in row)


@settings(deadline=None)
@given(case=schema_and_batches(dtypes=HELD_BY_EXAMPLES))
def test_tfrecord(folder, case):
    schema, batches = case
    kind, path = tables.KINDS["tfrecord"], folder / "f.tfrecord"
    written(kind, path, schema, batches)
    assert rows_of(kind.read(path, schema)) == rows_of(batches)
    assert same_values(rows_of(kind.read(path)), rows_of(batches))


@settings(deadline=None)
@given(case=schema_and_batches(dtypes=HELD_BY_EXAMPLES))
def test_the_bytes_of_examples_are_those_of_the_messages(folder, case):
    schema, batches = case
    # Python's protobuf sorts a name behind those that begin with it; C++'s, and headrace, before.
    assume(not any(one != other and one.startswith(other) for one in schema.names for other in schema.names))
    path = folder / "b.tfrecord"
    written(tables.KINDS["tfrecord"], path, schema, batches)
    expected = [example_from_row(row).SerializeToString(deterministic=True) for batch in batches for row in batch.rows()]
    assert [record for block in tfrecord.read(path) for record in block] == expected


@settings(deadline=None)
@given(case=schema_and_batches(texts=TEXTS, finite=True))
def test_json_lines(folder, case):
    schema, batches = case
    kind, path = tables.KINDS["jsonl"], folder / "f.jsonl"
    written(kind, path, schema, batches)
    assert rows_of(kind.read(path, schema)) == rows_of(batches)


@settings(deadline=None)
@given(case=schema_and_batches(texts=TEXTS, finite=True, dtypes=("int64", "uint64", "float64", "bool", "string")))
def test_json_lines_whose_schema_is_inferred(folder, case):
    schema, batches = case
    kind, path = tables.KINDS["jsonl"], folder / "i.jsonl"
    written(kind, path, schema, batches)
    found = kind.infer(path)
    assert same_values(rows_of(kind.read(path, found)), rows_of(batches))


@settings(deadline=None)
@given(case=schema_and_batches(shapes=False, ragged=False))
def test_csv(folder, case):
    schema, batches = case
    kind, path = tables.KINDS["csv"], folder / "f.csv"
    if len(schema) == 1 and schema.features[0].optional:
        schema = tables.Schema((*schema, tables.Feature("more", "bool")))
        for batch in batches:
            batch.columns["more"] = tables.Column(np.zeros(batch.count, bool))
    written(kind, path, schema, batches)
    pinned = kind.with_options(header=True, delimiter=",")
    assert rows_of(pinned.read(path, schema)) == rows_of(batches)


@settings(deadline=None)
@given(case=schema_and_batches())
def test_parquet(folder, case):
    pytest.importorskip("pyarrow")
    schema, batches = case
    kind, path = tables.KINDS["parquet"].with_options(strings="binary"), folder / "f.parquet"
    written(kind, path, schema, batches)
    assert rows_of(kind.read(path, schema)) == rows_of(batches)
    found = kind.infer(path)
    assert [(one.name, one.shape) for one in found] == [(one.name, one.shape) for one in schema]
    assert same_values(rows_of(kind.read(path)), rows_of(batches))


@settings(deadline=None)
@given(case=schema_and_batches(texts=WITHOUT_ZERO_AT_THE_END, ragged=False, optional=False, names=PLAIN_NAMES))
def test_npz(folder, case):
    schema, batches = case
    kind, path = tables.KINDS["npz"], folder / "f.npz"
    written(kind, path, schema, batches)
    assert str(kind.infer(path)) == str(schema)
    assert rows_of(kind.read(path)) == rows_of(batches)
    loaded = np.load(path)
    for feature in schema:
        assert loaded[feature.name].shape == (sum(batch.count for batch in batches), *feature.shape)


@settings(deadline=None)
@given(case=schema_and_batches())
def test_rows_that_are_taken_sliced_and_joined(case):
    _, batches = case
    joined = tables.concatenated(batches)
    rows = rows_of(batches)
    assert rows_of([joined]) == rows
    order = np.arange(len(rows))[::-1]
    assert rows_of([joined.take(order)]) == rows[::-1]
    assert rows_of([joined[1:3], joined[3:]]) == rows[1:]


@settings(deadline=None)
@given(case=schema_and_batches())
def test_a_schema_is_read_back_from_its_text(case):
    schema, _ = case
    assert tables.Schema.parse(str(schema)) == schema
    assert tables.Schema.from_json(schema.to_json()) == schema
