"""Examples to columns, as TensorFlow's parsing ops have it (golden/tfrecord) and at the edges of blocks."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from support.formats.examples import records_of, serialized

from headrace.formats.errors import InvalidArgumentError
from headrace.formats.example import (
    Column,
    DenseSpec,
    FixedLenFeature,
    FixedLenSequenceFeature,
    SparseSpec,
    VarLenFeature,
    parse,
    parse_features,
)
from headrace.formats.proto.example_pb2 import Example
from headrace.formats.records import Records

GOLDEN = Path(__file__).parents[2] / "golden" / "tfrecord"
CASES = json.loads((GOLDEN / "examples.json").read_text())["cases"]


def feature_of(spec: dict):
    if spec["kind"] == "VarLen":
        return VarLenFeature(spec["dtype"])
    if spec["kind"] == "FixedLen":
        return FixedLenFeature(spec["shape"], spec["dtype"], spec.get("default", spec.get("default_value")))
    return FixedLenSequenceFeature(spec["shape"], spec["dtype"], spec["allow_missing"], spec.get("default"))


def value_of(value):
    """A golden value as arrays; bytes and arrays of bytes as objects."""
    if isinstance(value, dict) and "values" in value:
        values = [value_of(one) for one in value["values"]]
        array = np.array(values, object if value["dtype"] == "string" else value["dtype"])
        return array.reshape(value["shape"])
    if isinstance(value, dict):
        return value["text"].encode() if "text" in value else bytes.fromhex(value["hex"])
    return float(value) if isinstance(value, str) else value


def comparable(column, single: bool):
    """Our column of one record as TensorFlow gives it: without the axis of records where it stands alone."""
    if isinstance(column, Records):
        column = column.to_array()
    if isinstance(column, Column):
        column = column.values
    elif single:
        column = column[0]
    return column


QUESTIONS = [
    pytest.param(case, mode, question, id=f"{case['name']}-{mode[6:7]}{number}")
    for case in CASES
    for mode in ("parse_single_example", "parse_example_batch_of_1")
    for number, question in enumerate(case[mode])
]


@pytest.mark.parametrize(("case", "mode", "question"), QUESTIONS)
def test_golden(case, mode, question):
    records = records_of(bytes.fromhex(case["hex"]))
    single = mode == "parse_single_example"
    features = {key: feature_of(spec) for key, spec in question["features"].items()}
    if "error" in question:
        kind = InvalidArgumentError if question["error"]["class"] == "InvalidArgumentError" else ValueError
        with pytest.raises(kind) as caught:
            parse_features(records, features, single=single)
        # The rest of TensorFlow's text for a wrong default names ops of its graph.
        words = question["error"]["message"].partition(" for '{{node")[0]
        assert str(caught.value).startswith(words)
        if kind is InvalidArgumentError:
            assert (caught.value.path, caught.value.record, caught.value.index) == ("data.tfrecord", 100, 0)
            assert "data.tfrecord:100" in str(caught.value)
        return
    columns = parse_features(records, features, single=single)
    assert columns.keys() == question["ok"].keys()
    for key, expected in question["ok"].items():
        if isinstance(expected, dict) and "sparse" in expected:
            indices = columns[key].indices()[:, 1:] if single else columns[key].indices()
            assert indices.tolist() == expected["sparse"]["indices"]
            expected = expected["sparse"]["values"]
        actual = comparable(columns[key], single)
        expected = value_of(expected)
        assert np.shape(actual) == np.shape(expected)
        np.testing.assert_array_equal(actual, expected)
        if isinstance(expected, np.ndarray):
            assert actual.dtype == expected.dtype


def test_a_training_set_as_one_batch():
    data = (GOLDEN / "train50.tfrecord").read_bytes()
    starts, ends, at = [], [], 0
    while at < len(data):
        length = struct.unpack_from("<Q", data, at)[0]
        starts.append(at + 12)
        ends.append(at + 12 + length)
        at += 16 + length
    records = Records(np.frombuffer(data, np.uint8), np.array(starts), np.array(ends))
    (label, x), (tags,) = parse(
        records, [DenseSpec("label", "int64"), DenseSpec("x", "float32", [4])], [SparseSpec("tags", "string")]
    )
    expected = np.load(GOLDEN / "train50.npz")
    np.testing.assert_array_equal(label, expected["label"])
    np.testing.assert_array_equal(x, expected["x"])
    np.testing.assert_array_equal(tags.indices(), expected["tags_indices"])
    assert [tag.decode() for tag in tags.values] == expected["tags_values"].tolist()
    assert np.diff(tags.row_splits).max() == expected["tags_dense_shape"][1]


def test_scalar_strings_stay_in_the_buffer_and_know_their_file():
    records = records_of(serialized(image=[b"abcd"], n=[1]), serialized(image=[b"efgh"], n=[2]))
    (image,), _ = parse(records, [DenseSpec("image", "string")])
    assert isinstance(image, Records)
    assert image.buffer is records.buffer
    assert list(image) == [b"abcd", b"efgh"]
    assert image.key(1) == b"data.tfrecord:110"
    assert image.as_matrix().tolist() == [[97, 98, 99, 100], [101, 102, 103, 104]]


def test_records_that_begin_inside_a_buffer():
    inner = records_of(b"junk", serialized(s=[b"x"], i=[7]), serialized(s=[b"yy"], i=[8]), b"more junk")[1:3]
    (s, i), _ = parse(inner, [DenseSpec("s", "string"), DenseSpec("i", "int64")])
    assert list(s) == [b"x", b"yy"]
    assert i.tolist() == [7, 8]


def test_defaults_fill_only_the_records_without_the_feature():
    records = records_of(serialized(a=[1]), serialized(s=[b"x"], v=[b"p", b"q"], f=[2.0]), serialized(a=[3]))
    (a, s, v, f), _ = parse(
        records,
        [
            DenseSpec("a", "int64", default=-1),
            DenseSpec("s", "string", default=b"none"),
            DenseSpec("v", "string", [2], default=["d", b"e"]),
            DenseSpec("f", "float32", [1, 1], default=[[0.5]]),
        ],
    )
    assert a.tolist() == [1, -1, 3]
    assert isinstance(s, Records)
    assert list(s) == [b"none", b"x", b"none"]
    assert v.tolist() == [[b"d", b"e"], [b"p", b"q"], [b"d", b"e"]]
    assert f.tolist() == [[[0.5]], [[2.0]], [[0.5]]]


def test_variable_lengths_are_padded_in_a_batch_and_not_where_records_stand_alone():
    records = records_of(serialized(i=[1, 2]), serialized(i=[1, 2, 3, 4]), serialized(a=[1]))
    spec = DenseSpec("i", "int64", [2], default=-5, variable_length=True)
    (padded,), _ = parse(records, [spec])
    assert padded.tolist() == [[[1, 2], [-5, -5]], [[1, 2], [3, 4]], [[-5, -5], [-5, -5]]]
    (column,), _ = parse(records, [spec], single=True)
    assert column.values.tolist() == [[1, 2], [1, 2], [3, 4]]
    assert column.row_splits.tolist() == [0, 1, 3, 3]
    strings = records_of(serialized(s=[b"a", b"b"]), serialized(s=[b"c"]))
    (padded,), _ = parse(strings, [DenseSpec("s", "string", variable_length=True)])
    assert padded.tolist() == [[b"a", b"b"], [b"c", b""]]


def test_no_records_give_empty_columns():
    dense, sparse = parse(
        records_of(),
        [DenseSpec("f", "float32", [3]), DenseSpec("s", "string"), DenseSpec("v", "int64", [2], variable_length=True)],
        [SparseSpec("t", "string")],
    )
    assert dense[0].shape == (0, 3)
    assert len(dense[1]) == 0
    assert dense[2].shape == (0, 0, 2)
    assert sparse[0].row_splits.tolist() == [0]


def test_nothing_wanted_still_checks_the_records():
    assert parse(records_of(serialized(i=[1])), []) == ([], [])
    with pytest.raises(InvalidArgumentError, match="Could not parse example input"):
        parse(records_of(serialized(i=[1]), b"x"), [])


BROKEN = {
    "torn": (b"\x0a\x05\x0a\x03\x0a", "Could not parse example input, value: '"),
    "missing": (
        serialized(j=[1]),
        "Name: <unknown>, Feature: i (data type: int64) is required but could not be found.",
    ),
    "kind": (serialized(i=[1.0]), "Data types don't match. Data type: float but expected type: int64"),
    "count": (serialized(i=[1, 2]), "Number of int64 values != expected.  Values size: 2 but output shape: []"),
}


@pytest.mark.parametrize("position", range(4))
@pytest.mark.parametrize("other", BROKEN)
@pytest.mark.parametrize("fault", BROKEN)
def test_the_first_bad_record_is_named_wherever_it_stands(fault, other, position):
    items = [serialized(i=[9], j=[1])] * position + [BROKEN[fault][0], serialized(i=[8]), BROKEN[other][0]]
    with pytest.raises(InvalidArgumentError) as caught:
        parse(records_of(*items), [DenseSpec("i", "int64")], [SparseSpec("j", "int64")])
    error = caught.value
    assert BROKEN[fault][1] in str(error)
    assert (error.index, error.record) == (position, 100 + 10 * position)
    good, _ = parse(records_of(*items)[: error.index], [DenseSpec("i", "int64")])
    assert good[0].tolist() == [9] * position


def test_a_fault_of_a_later_column_in_an_earlier_record_wins():
    items = [serialized(a=[1], b=[1]), serialized(a=[1], b=[1.0]), serialized(a=[1.0], b=[1]), b"torn"]
    specs = [DenseSpec("a", "int64"), DenseSpec("b", "int64")]
    with pytest.raises(InvalidArgumentError, match="Key: b, Index: 1") as caught:
        parse(records_of(*items), specs)
    assert caught.value.index == 1


def test_a_wrong_count_before_a_malformed_list_wins():
    malformed = bytes.fromhex("0a0b0a090a016912041a020881")
    items = [serialized(i=[1]), serialized(i=[1, 2]), malformed]
    with pytest.raises(InvalidArgumentError, match="Values size: 2") as caught:
        parse(records_of(*items), [DenseSpec("i", "int64")])
    assert caught.value.index == 1


def test_errors_say_where_what_was_expected_and_what_was_found():
    with pytest.raises(InvalidArgumentError) as caught:
        parse(records_of(serialized(x=[1.0, 2.0, 3.0])), [DenseSpec("x", "float32", [4])], single=True)
    assert str(caught.value) == (
        "Key: x.  Can't parse serialized Example: Some float_list slice was not parsed. "
        "(data.tfrecord:100: expected float32 of shape [4], found 3 float values)"
    )
    with pytest.raises(InvalidArgumentError) as caught:
        parse(records_of(serialized(lable=[1], x=[b"s"])), [DenseSpec("label", "int64")], single=True)
    assert str(caught.value).endswith("(data.tfrecord:100: expected int64 of shape [], found the features 'lable', 'x')")


def test_an_error_does_not_print_a_whole_image():
    with pytest.raises(InvalidArgumentError) as caught:
        parse(records_of(b"\xff" * 100_000), [DenseSpec("x", "float32")])
    assert "100000 bytes" in str(caught.value)
    assert len(str(caught.value)) < 6_000


def test_names_stand_in_the_errors_of_a_batch():
    items = records_of(serialized(i=[1]), serialized(j=[1]))
    with pytest.raises(InvalidArgumentError) as caught:
        parse(items, [DenseSpec("i", "int64")], names=[b"n1", b"n2"])
    assert str(caught.value).startswith("Name: n2, Feature: i (data type: int64) is required but could not be found.")


def test_many_keys_in_any_order():
    keys = [f"feature_{number}" for number in range(300)]
    items = []
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(len(keys))
        entries = b""
        for number in order:
            features = Example.FromString(serialized(**{keys[number]: [int(number) * 7 + seed]}))
            entries += features.features.SerializeToString()
        items.append(Example(features=Example().features.FromString(entries)).SerializeToString())
    wanted = keys[::3] + ["absent"]
    columns, _ = parse(records_of(*items), [DenseSpec(key, "int64", default=0) for key in wanted])
    for key, column in zip(wanted[:-1], columns, strict=False):
        assert column.tolist() == [int(key[8:]) * 7 + seed for seed in range(3)]
    assert columns[-1].tolist() == [0, 0, 0]


@pytest.mark.parametrize("dtype", ["int64", "float32", "string"])
@pytest.mark.parametrize("shape", [[0], [0, 3], [2, 0]])
@pytest.mark.parametrize("default", [None, "empty"])
def test_a_feature_without_elements_has_its_only_value_where_it_is_missing(shape, dtype, default):
    kind = object if dtype == "string" else dtype
    spec = FixedLenFeature(shape, dtype, None if default is None else np.zeros(shape, kind))
    records = records_of(serialized(b=[1]), serialized(b=[2]))
    for single in (True, False):
        column = parse_features(records, {"a": spec}, single=single)["a"]
        assert column.shape == (2, *shape)
        assert column.dtype == np.dtype(kind)
        with pytest.raises(InvalidArgumentError, match="Key: a"):
            parse_features(records_of(serialized(a=[b"x" if dtype == "string" else 4])), {"a": spec}, single=single)
