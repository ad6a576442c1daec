"""Rows to Examples: each kind of value, and what can't be held."""

from __future__ import annotations

import numpy as np
import pytest

from headrace.formats.example import FixedLenFeature, VarLenFeature, parse_features
from headrace.formats.example.rows import example_from_row, feature_from_value
from headrace.formats.records import Records

VALUES = {
    "bytes": (b"\x00\xff", "bytes_list", [b"\x00\xff"]),
    "str": ("né", "bytes_list", ["né".encode()]),
    "int": (-3, "int64_list", [-3]),
    "bool": (True, "int64_list", [1]),
    "float": (0.5, "float_list", [0.5]),
    "list of ints": ([1, 2], "int64_list", [1, 2]),
    "ints and floats": ([1, 0.5], "float_list", [1.0, 0.5]),
    "tuple of strings": (("a", b"b"), "bytes_list", [b"a", b"b"]),
    "numpy integer": (np.uint8(200), "int64_list", [200]),
    "numpy integers in a list": ([np.int32(4), 5], "int64_list", [4, 5]),
    "numpy float": (np.float64(0.25), "float_list", [0.25]),
    "numpy float in a list": ([np.float32(0.25)], "float_list", [0.25]),
    "array": (np.arange(6, dtype=np.int16).reshape(2, 3).T, "int64_list", [0, 3, 1, 4, 2, 5]),
    "bool array": (np.array([True, False]), "int64_list", [1, 0]),
    "double array": (np.array([0.1]), "float_list", [np.float32(0.1)]),
    "infinities": (np.array([np.inf, -np.inf]), "float_list", [np.inf, -np.inf]),
    "string array": (np.array(["a", "bc"]), "bytes_list", [b"a", b"bc"]),
    "object array": (np.array([b"a", "b"], object), "bytes_list", [b"a", b"b"]),
    "empty array": (np.zeros(0, np.float32), "float_list", []),
    "empty list": ([], None, []),
    "limits": ([-(2**63), 2**63 - 1], "int64_list", [-(2**63), 2**63 - 1]),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_become_lists(name):
    value, kind, expected = VALUES[name]
    feature = feature_from_value(value)
    assert feature.WhichOneof("kind") == kind
    if kind:
        assert list(getattr(feature, kind).value) == expected


WRONG = {
    "mixed": ([1, "a"], TypeError, "all values must be strings, or all numbers; value 1 is 'a' of type 'str' among int, str"),
    "nested": ([[1], [2]], TypeError, r"value 0 is \[1\] of type 'list'"),
    "none in a list": ([1, None], TypeError, "value 1 is None"),
    "dict": ({"a": 1}, TypeError, "an Example holds bytes, str, int, float"),
    "complex": (np.array([1j]), TypeError, "value 0 is 1j"),
    "too large": ([1, 2**63], ValueError, "value 1 is 9223372036854775808"),
    "too large in an array": (np.array([1, 2**63], np.uint64), ValueError, "value 1 is 9223372036854775808"),
    "beyond float32": ([1.0, 1e39], ValueError, "value 1 is 1e"),
    "long": (object, TypeError, "got <class 'object'> of type 'type'"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_an_example_cannot_hold_is_named(name):
    value, kind, words = WRONG[name]
    with pytest.raises(kind, match=f"feature 'x': .*{words}"):
        example_from_row({"good": 1, "x": value})


def test_a_row_is_read_back_as_it_was():
    row = {"label": 3, "image": np.arange(4, dtype=np.uint8).tobytes(), "x": [0.5, 1.0], "tags": ["a", "b"], "no": None}
    example = example_from_row(row)
    assert sorted(example.features.feature) == ["image", "label", "tags", "x"]
    columns = parse_features(
        Records.from_list([example.SerializeToString()]),
        {
            "label": FixedLenFeature([], "int64"),
            "image": FixedLenFeature([], "string"),
            "x": FixedLenFeature([2], "float32"),
            "tags": VarLenFeature("string"),
            "no": FixedLenFeature([], "int64", -1),
        },
    )
    assert columns["label"].tolist() == [3]
    assert list(columns["image"]) == [row["image"]]
    assert columns["x"].tolist() == [[0.5, 1.0]]
    assert columns["tags"].values.tolist() == [b"a", b"b"]
    assert columns["no"].tolist() == [-1]
