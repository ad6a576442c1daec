"""Parsers of Examples: blocks, arguments, specs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.formats.examples import records_of, serialized

from headrace.formats import example
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.example import (
    DenseSpec,
    ExampleParser,
    FixedLenFeature,
    FixedLenSequenceFeature,
    SparseFeature,
    SparseSpec,
    VarLenFeature,
    parse_features,
)
from headrace.formats.example.specs import specs_of
from headrace.formats.records import Records


def test_a_parser_serves_many_blocks():
    parser = ExampleParser([DenseSpec("i", "int64")])
    for start in range(0, 30, 10):
        (column,), _ = parser.parse(records_of(*(serialized(i=[start + one]) for one in range(10))))
        assert column.tolist() == list(range(start, start + 10))


def test_the_same_key_twice_is_refused():
    with pytest.raises(ValueError, match="wanted twice"):
        ExampleParser([DenseSpec("a", "int64")], [SparseSpec(b"a", "int64")])


class TestSparseFeature:
    FEATURE = SparseFeature("ix", "val", "float32", 10)

    def test_indices_and_values_become_a_sparse_vector_in_order(self):
        records = records_of(serialized(ix=[5, 2], val=[0.5, 0.25]), serialized(k=[1]), serialized(ix=[9], val=[1.0]))
        vectors = parse_features(records, {"sp": self.FEATURE})["sp"]
        assert vectors.indices.tolist() == [[0, 2], [0, 5], [2, 9]]
        assert vectors.values.tolist() == [0.25, 0.5, 1.0]
        assert vectors.dense_shape == (3, 10)

    def test_already_sorted_keeps_the_order(self):
        records = records_of(serialized(ix=[5, 2], val=[0.5, 0.25]))
        vectors = parse_features(records, {"sp": self.FEATURE._replace(already_sorted=True)})["sp"]
        assert vectors.indices.tolist() == [[0, 5], [0, 2]]

    def test_several_dimensions(self):
        feature = SparseFeature(["r", "c"], "val", "int64", [4, 5])
        records = records_of(serialized(r=[3, 1], c=[0, 4], val=[7, 8]))
        vectors = parse_features(records, {"sp": feature})["sp"]
        assert vectors.indices.tolist() == [[0, 1, 4], [0, 3, 0]]
        assert vectors.values.tolist() == [8, 7]
        assert vectors.dense_shape == (1, 4, 5)

    def test_an_index_feature_may_be_wanted_itself(self):
        records = records_of(serialized(ix=[5], val=[0.5]))
        columns = parse_features(records, {"sp": self.FEATURE, "ix": VarLenFeature("int64")})
        assert columns["ix"].values.tolist() == [5]
        assert columns["sp"].indices.tolist() == [[0, 5]]

    def test_other_numbers_of_indices_and_values_are_an_error(self):
        records = records_of(serialized(ix=[1], val=[0.5]), serialized(ix=[5, 2], val=[0.5]))
        with pytest.raises(InvalidArgumentError, match="record 1 has 2 indices and 1 values") as caught:
            parse_features(records, {"sp": self.FEATURE})
        assert caught.value.index == 1


class Int32:
    as_numpy_dtype = np.int32


WRONG_SPECS = {
    "none": (None, ValueError, "Invalid argument: features cannot be None."),
    "empty": ({}, ValueError, "Invalid argument: features cannot be empty."),
    "unknown size": (
        {"i": FixedLenFeature([None], "int64")},
        ValueError,
        "First dimension of shape for feature i unknown. Consider using FixedLenSequenceFeature. Received "
        "feature=FixedLenFeature(shape=[None], dtype='int64', default_value=None).",
    ),
    "unknown later size": (
        {"i": FixedLenFeature([2, None], "int64")},
        ValueError,
        "All dimensions of shape for feature i need to be known but received [2, None].",
    ),
    "no shape": (
        {"i": FixedLenFeature(None, "int64")},
        ValueError,
        "Missing shape for feature i. Received feature=FixedLenFeature(shape=None, dtype='int64', default_value=None).",
    ),
    "no type": ({"i": VarLenFeature(None)}, ValueError, "Missing type for feature i. Received feature="),
    "int32": (
        {"i": FixedLenFeature([], Int32)},
        TypeError,
        "Value passed to parameter 'dense_defaults' has DataType int32 not in list of allowed values: float32, int64, string",
    ),
    "sparse int32": (
        {"i": VarLenFeature(np.int32)},
        TypeError,
        "Value passed to parameter 'sparse_types' has DataType int32 not in list of allowed values: float32, int64, string",
    ),
    "sequence": (
        {"i": FixedLenSequenceFeature([], "int64")},
        ValueError,
        "Unsupported: FixedLenSequenceFeature requires allow_missing to be True.",
    ),
    "not a spec": ({"i": 3}, ValueError, "Unsupported int 3 for key 'i'"),
    "default's size": (
        {"j": FixedLenFeature([2], "int64", [1, 2, 3])},
        ValueError,
        "Cannot reshape a tensor with 3 elements to shape [2] (2 elements)",
    ),
    "default's type": (
        {"j": FixedLenFeature([], "int64", "x")},
        TypeError,
        "Expected int64, but got x of type 'str'.",
    ),
    "fraction for an integer": ({"j": FixedLenFeature([], "int64", 1.5)}, TypeError, "Expected int64, but got 1.5"),
    "number for a string": ({"j": FixedLenFeature([], "string", 1)}, TypeError, "Expected string, but got 1"),
    "conflict": (
        {"a": SparseFeature("i", "v", "float32", 3), "v": VarLenFeature("int64")},
        ValueError,
        "Conflicting type float32 vs int64 for feature v.",
    ),
    "dense and sparse": (
        {"a": SparseFeature("i", "v", "float32", 3), "v": FixedLenFeature([], "float32")},
        ValueError,
        "Dense and sparse keys must not intersect",
    ),
    "no index key": ({"a": SparseFeature("", "v", "float32", 3)}, ValueError, "Missing index_key for SparseFeature"),
    "no value key": ({"a": SparseFeature("i", "", "float32", 3)}, ValueError, "Missing value_key for SparseFeature"),
    "empty step": (
        {"a": FixedLenSequenceFeature([0], "int64", True)},
        ValueError,
        "feature a: the sizes of its shape must be positive; got [0]",
    ),
}


@pytest.mark.parametrize("name", WRONG_SPECS)
def test_wrong_specs_are_refused_in_tensorflows_words(name):
    features, kind, words = WRONG_SPECS[name]
    with pytest.raises(kind) as caught:
        specs_of(features)
    assert str(caught.value).startswith(words)


def test_types_are_taken_in_many_forms():
    class String:
        as_numpy_dtype = object

    for form in ("string", bytes, str, np.object_, np.dtype("S3"), String):
        assert SparseSpec("k", form).dtype == "string"
    for form in ("float32", np.float32, np.dtype("float32")):
        assert SparseSpec("k", form).dtype == "float32"


def test_specs_come_sorted_and_each_once():
    dense, sparse = specs_of(
        {
            "z": FixedLenFeature([], "int64"),
            "b": SparseFeature("ix", "v", "float32", 3),
            "a": SparseFeature("ix", "w", "float32", 3),
            "y": FixedLenSequenceFeature([2], "string", allow_missing=True, default_value="pad"),
        }
    )
    assert [spec.key for spec in dense] == [b"y", b"z"]
    assert [spec.key for spec in sparse] == [b"ix", b"w", b"v"]
    assert dense[0].variable_length
    assert dense[0].default.item() == b"pad"


def test_public_names_are_all_there():
    for name in example.__all__:
        assert getattr(example, name).__doc__


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_features_read_together_are_what_each_is_alone(data):
    """Alike or not, missing, with defaults or without: the same columns, or an error of the record that has the first."""
    specs, count = [], data.draw(st.integers(1, 4))
    for number in range(data.draw(st.integers(2, 6))):
        dtype, shape = data.draw(st.sampled_from([("int64", ()), ("int64", (2,)), ("float32", ()), ("string", ())]))
        default = (
            {"int64": [7] * math.prod(shape), "float32": [1.5], "string": [b"-"]}[dtype] if data.draw(st.booleans()) else None
        )
        specs.append(DenseSpec(f"f{number}", dtype, shape, default))
    rows = []
    for _ in range(count):
        row = {}
        for spec in specs:
            values = {"int64": [3, 4], "float32": [0.5, 0.25], "string": [b"a", b""]}[spec.dtype]
            length = data.draw(
                st.sampled_from(
                    [spec.count] * 8 + [1, 2, None, None] if spec.default is not None else [spec.count] * 30 + [None]
                )
            )
            if length is not None:
                row[spec.key.decode() if isinstance(spec.key, bytes) else spec.key] = values[:length]
        rows.append(serialized(**row))
    alone, faults = [], []
    for spec in specs:
        try:
            alone += ExampleParser([spec]).parse(records_of(*rows))[0]
        except InvalidArgumentError as error:
            faults.append(error.index)
    if faults:
        with pytest.raises(InvalidArgumentError) as caught:
            ExampleParser(specs).parse(records_of(*rows))
        assert caught.value.index == min(faults)
    else:
        together, _ = ExampleParser(specs).parse(records_of(*rows))
        for column, one in zip(together, alone, strict=True):
            assert type(column) is type(one)
            assert list(column) == list(one) if isinstance(one, Records) else column.tolist() == one.tolist()
