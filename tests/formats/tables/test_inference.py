"""Schemas and rows of random texts are what other readers make of them, and what is inferred of TensorFlow's files is right."""

from __future__ import annotations

import csv as csv_of_python
import io
import json
import math
import pathlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.formats.tables import rows

from headrace.formats import tables, tfrecord
from headrace.formats.columns.inference import Seen
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.example.everything import everything
from headrace.formats.proto.example_pb2 import Example
from headrace.formats.records import Records

GOLDEN = pathlib.Path(__file__).parents[2] / "golden" / "tfrecord"
KINDS = tables.KINDS
LISTS = {"int64_list": "int64", "float_list": "float32", "bytes_list": "string"}

FIELDS = st.one_of(
    st.integers(-(1 << 65), 1 << 65).map(str),
    st.floats().map(repr),
    st.sampled_from(["", "true", "FALSE", "nan", "Infinity", "007", "+5", "1e400", ".5", "5.", "0x1p3", " 1", "1 ", "-"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=4),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("inference")


def meant(text, dtype):
    """What Python makes of the text of a field, by the type of its column."""
    if dtype == "string":
        return text.encode()
    if dtype == "bool":
        return {"true": True, "false": False}[text.strip().lower()]
    return int(text) if dtype == "int64" else float(text)


def same(one, other):
    return one == other or (isinstance(one, float) and math.isnan(one) and math.isnan(other))


@settings(deadline=None, max_examples=300)
@given(
    table=st.integers(1, 3).flatmap(
        lambda width: st.lists(st.lists(FIELDS, min_size=width, max_size=width), min_size=1, max_size=5)
    ),
    quoting=st.sampled_from([csv_of_python.QUOTE_MINIMAL, csv_of_python.QUOTE_NONNUMERIC]),
    delimiter=st.sampled_from(",\t;|"),
)
def test_csv_is_what_python_reads(folder, table, quoting, delimiter):
    names = [f"n{index}" for index in range(len(table[0]))]
    text = io.StringIO(newline="")
    writer = csv_of_python.writer(text, quoting=quoting, delimiter=delimiter, lineterminator="\n")
    writer.writerows([names, *table])
    (folder / "f.csv").write_text(text.getvalue(), newline="")
    kind = KINDS["csv"].with_options(header=True, delimiter=delimiter)
    schema = kind.infer(folder / "f.csv")
    kept = [row for row in csv_of_python.reader(text.getvalue().splitlines(True)[1:], delimiter=delimiter) if row]
    found = rows(kind, folder / "f.csv")
    assert len(found) == len(kept)
    for row, texts in zip(found, kept, strict=True):
        for feature, text in zip(schema, texts, strict=True):
            if feature.name not in row:
                assert text == ""
                assert feature.optional
            else:
                assert same(row[feature.name], meant(text, feature.dtype))


PLAIN = st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 64) - 1) | st.floats(allow_nan=False, allow_infinity=False)
JSON = PLAIN | st.text(st.characters(exclude_categories=("Cs",)), max_size=3)


def in_json(value):
    """A value of a row as JSON has it."""
    if isinstance(value, list):
        return [in_json(one) for one in value]
    return value.decode() if isinstance(value, bytes) else value


@settings(deadline=None, max_examples=300)
@given(objects=st.lists(st.dictionaries(st.sampled_from("abc"), JSON | st.lists(JSON, max_size=3), max_size=3), max_size=4))
def test_json_lines_are_what_python_reads_or_a_contradiction_is_named(folder, objects):
    (folder / "f.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in objects))
    try:
        found = rows(KINDS["jsonl"], folder / "f.jsonl")
    except InvalidArgumentError as error:
        assert "f.jsonl" in str(error)  # noqa: PT017
        return
    expected = [{name: value for name, value in one.items() if value is not None} for one in objects]
    assert [{name: in_json(value) for name, value in row.items()} for row in found] == expected


FEATURES = st.fixed_dictionaries(
    {"name": st.sampled_from(["", "a", "ab", "b", "ä"]), "kind": st.sampled_from([*LISTS, None]), "count": st.integers(0, 3)}
)


@settings(deadline=None, max_examples=300)
@given(records=st.lists(st.lists(FEATURES, max_size=4), max_size=5))
def test_all_features_are_what_protobuf_reads(records):
    messages = []
    for record in records:
        example = Example()
        for one in record:
            feature = example.features.feature[one["name"]]
            if one["kind"]:
                values = getattr(feature, one["kind"]).value
                values.extend(
                    {"bytes_list": b"x", "int64_list": -1, "float_list": 0.5}[one["kind"]] for _ in range(one["count"])
                )
                getattr(feature, one["kind"]).SetInParent()
        messages.append(example)
    found = everything(Records.from_list([message.SerializeToString() for message in messages]))
    assert found.error is None
    for row, message in enumerate(messages):
        held = {found.keys[number].decode(): int(kind) for number, kind in enumerate(found.kinds[:, row]) if kind}
        features = {name: feature.WhichOneof("kind") for name, feature in message.features.feature.items()}
        assert held == {name: [*LISTS][::-1].index(kind) + 1 for name, kind in features.items() if kind}
        for number, key in enumerate(found.keys):
            feature = message.features.feature.get(key.decode())
            for kind, dtype in LISTS.items():
                column = found.column(number, dtype)
                values = [*column.values][column.row_splits[row] : column.row_splits[row + 1]]
                assert values == (list(getattr(feature, kind).value) if feature is not None else [])


@pytest.mark.parametrize("file", ["train50.tfrecord", "train50.tfrecord.gz"])
def test_files_of_tensorflow_have_the_schema_that_their_messages_have(file):
    seen: dict[str, set] = {}
    messages = [Example.FromString(record) for block in tfrecord.read(GOLDEN / file, compression="AUTO") for record in block]
    for message in messages:
        for name, feature in message.features.feature.items():
            kind = feature.WhichOneof("kind")
            if kind:
                seen.setdefault(name, set()).add((LISTS[kind], len(getattr(feature, kind).value)))
    assert seen
    for feature in KINDS["tfrecord"].infer(GOLDEN / file, None):
        counts = {count for _, count in seen[feature.name]}
        assert {feature.dtype} == {dtype for dtype, _ in seen[feature.name]}
        assert feature.count == (counts.pop() if len(counts) == 1 and counts != {0} else None)


@pytest.mark.parametrize(("most", "dtype"), [((1 << 63) - 1, "int64"), (1 << 63, "uint64"), ((1 << 64) - 1, "uint64")])
@pytest.mark.parametrize("made", [int, np.uint64, lambda number: np.array([0, number], np.uint64), lambda number: [0, number]])
def test_numbers_beyond_int64_are_uint64(most, dtype, made):
    seen = Seen("a")
    for index, number in enumerate((5, most, 7)):
        seen.look(made(number), None, index)
    assert seen.feature(3).dtype == dtype


def test_a_contradiction_names_both_records_and_the_line(folder):
    (folder / "f.jsonl").write_text('{"a": 1}\n\n{"a": 2}\n{"a": "x"}\n')
    with pytest.raises(InvalidArgumentError, match=r"'a' is int64 in .*f\.jsonl:1 and string in .*f\.jsonl:4") as caught:
        KINDS["jsonl"].infer(folder / "f.jsonl")
    assert (caught.value.record, caught.value.index) == (4, 2)


def test_a_contradiction_names_the_first_record_also_where_it_was_read_long_ago(folder):
    filling = b"x" * 3_000_000  # of which a block holds one
    with tfrecord.Writer(folder / "f") as writer:
        for row in ({"z": b""}, {"a": 1, "z": filling}, {"a": 2, "z": filling}, {"a": b"s"}):
            tfrecord.write(folder / "row", [row])
            writer.write(next(tfrecord.read(folder / "row"))[0])
    first, second = [int(block.numbers[at]) for block in tfrecord.read(folder / "f") for at in range(len(block))][1::2]
    with pytest.raises(InvalidArgumentError, match=rf"'a' is int64 in .*f:{first} and string in .*f:{second}$"):
        KINDS["tfrecord"].infer(folder / "f")
