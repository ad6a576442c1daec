"""Rows become Examples and come back without anybody naming a type."""

from __future__ import annotations

import collections
import dataclasses
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.formats import tfrecord
from headrace.formats.errors import InvalidArgumentError, NotFoundError
from headrace.formats.example.rows import example_from_row
from headrace.formats.proto.example_pb2 import Example

VALUES = st.one_of(
    st.lists(st.integers(-(1 << 63), (1 << 63) - 1), min_size=1, max_size=3),
    st.lists(st.floats(width=32, allow_nan=False), min_size=1, max_size=3),
    st.lists(st.binary(max_size=4), min_size=1, max_size=3),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("rows") / "f.tfrecord"


def lists(path):
    """The rows of a file as lists."""
    return [{name: values.tolist() for name, values in row.items()} for row in tfrecord.rows(path)]


@settings(deadline=None)
@given(rows=st.lists(st.dictionaries(st.text(max_size=3), VALUES, max_size=4), max_size=8))
def test_rows_of_examples_are_what_each_record_holds(path, rows):
    with tfrecord.Writer(path) as writer:
        writer.write_many(example_from_row(row).SerializeToString() for row in rows)
    assert lists(path) == rows


COLUMNS = st.sampled_from(
    [st.integers(-9, 9), st.floats(width=32, allow_nan=False), st.text(max_size=3), st.binary(max_size=3)]
)


@settings(deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_back(path, data):
    names = data.draw(st.lists(st.text(max_size=3), max_size=4, unique=True))
    columns = {name: data.draw(COLUMNS) for name in names}
    rows = [{name: data.draw(one | st.none()) for name, one in columns.items()} for _ in range(data.draw(st.integers(0, 5)))]
    assert tfrecord.write(path, rows) == len(rows)
    expected = [
        {name: [value.encode() if isinstance(value, str) else value] for name, value in row.items() if value is not None}
        for row in rows
    ]
    assert lists(path) == expected


@dataclasses.dataclass
class Point:
    x: float
    name: str
    tags: list


Pair = collections.namedtuple("Pair", "a b")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([Point(0.5, "p", ["u", b"v"])], [{"x": [0.5], "name": [b"p"], "tags": [b"u", b"v"]}]),
        ([Pair(1, True), Pair(2, False)], [{"a": [1], "b": [1]}, {"a": [2], "b": [0]}]),
        (({"a": n} for n in range(2)), [{"a": [0]}, {"a": [1]}]),
        ({"a": [1, 2], "b": np.array([[1, 2], [3, 4]], np.uint8)}, [{"a": [1], "b": [1, 2]}, {"a": [2], "b": [3, 4]}]),
        ({"a": ["x", None], "b": [[1], [2, 3]]}, [{"a": [b"x"], "b": [1]}, {"b": [2, 3]}]),
        (np.array([(1, "x")], [("a", "i4"), ("b", "U2")]), [{"a": [1], "b": [b"x"]}]),
        ([{"a": 1}, {"a": 2.5}], [{"a": [1.0]}, {"a": [2.5]}]),
        ([{"a": np.float32(1)}, {"a": np.zeros((2, 2))}], None),
        ([{"a": [1.5, 2]}, {"a": [3]}], [{"a": [1.5, 2.0]}, {"a": [3.0]}]),
        ([{"a": np.arange(2)}, {"a": np.arange(3)}], [{"a": [0, 1]}, {"a": [0, 1, 2]}]),
        ([{"a": np.eye(2)}, {"a": np.zeros((2, 2))}], [{"a": [1.0, 0.0, 0.0, 1.0]}, {"a": [0.0] * 4}]),
        ([{}, {"a": 1}], [{}, {"a": [1]}]),
        ([], []),
    ],
    ids=lambda value: type(value).__name__,
)
def test_rows_in_many_forms(path, rows, expected):
    if expected is None:
        with pytest.raises(InvalidArgumentError, match=r"'a' has shape \[\] in row 0 and \[2, 2\] in row 1"):
            tfrecord.write(path, rows)
        return
    tfrecord.write(path, rows)
    assert lists(path) == expected


def test_tables_of_pyarrow(path):
    arrow = pytest.importorskip("pyarrow")
    table = arrow.table({"a": [1, None], "b": ["x", "y"], "c": [[1.5], [2.5, 3.5]]})
    assert tfrecord.write(path, table) == 2
    assert lists(path) == [{"a": [1], "b": [b"x"], "c": [1.5]}, {"b": [b"y"], "c": [2.5, 3.5]}]


def test_data_frames_of_pandas(path):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"a": [1, 2], "b": ["x", None], "c": pandas.array([None, 4], dtype="Int64")})
    tfrecord.write(path, frame)
    assert lists(path) == [{"a": [1], "b": [b"x"]}, {"a": [2], "c": [4]}]
    assert [*tfrecord.rows(path)][1]["c"].dtype == np.int64


def test_a_schema_says_what_rows_hold(path):
    tfrecord.write(path, [{"a": 1, "b": 2, "more": 3}], schema="b:float32, a:int64")
    assert lists(path) == [{"a": [1], "b": [2.0]}]
    with pytest.raises(InvalidArgumentError, match=r"'a' must be int64, which does not hold 0.5; row:1"):
        tfrecord.write(path, [{"a": 1}, {"a": 0.5}], schema="a:int64")
    with pytest.raises(InvalidArgumentError, match=r"'a' must be int64, but is missing; row:1"):
        tfrecord.write(path, [{"a": 1}, {}], schema="a:int64")
    assert lists(path) == [{"a": [1], "b": [2.0]}]  # what was there before


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"a": 1}, {"a": "x"}], "'a' is int64 in row 0 and string in row 1"),
        ([{"a": {}}], "'a' is dict, which is no value of a row"),
        ([{"a": 1 << 63}], "'a' must be int64, which does not hold 9223372036854775808; row:0"),
        ([{"a": 1e39}], "'a' must be float32, which does not hold 1e\\+39; row:0"),
        ([3], "row 0 must be a dict"),
        ({"a": [1], "b": [1, 2]}, "their lengths are"),
        ({"a": np.array([1j])}, "complex128"),
        (np.zeros(3), "has fields"),
        ([{"a": "\ud800"}], "no text that UTF-8 can hold"),
    ],
)
def test_rows_that_cannot_be_written_leave_no_file(tmp_path, rows, words):
    with pytest.raises(InvalidArgumentError, match=words):
        tfrecord.write(tmp_path / "f.tfrecord", rows)
    assert list(tmp_path.iterdir()) == []


def test_types_of_an_iterator_are_those_of_its_first_rows(path):
    rows = ({"a": 1 if n < 5000 else 0.5} for n in range(6000))
    with pytest.raises(InvalidArgumentError, match=r"'a' must be int64, which does not hold 0.5; row:5000"):
        tfrecord.write(path, rows)
    tfrecord.write(path, [{"a": 1 if n < 5000 else 0.5} for n in range(6000)])
    assert lists(path)[5000] == {"a": [0.5]}


def test_compression_is_found_by_content(path):
    tfrecord.write(path, [{"a": 1}], compression="GZIP")
    assert path.read_bytes()[:2] == b"\x1f\x8b"
    assert lists(path) == [{"a": [1]}]


def test_values_are_arrays_whatever_other_records_hold(path):
    tfrecord.write(path, [{"a": 1, "b": 0.5, "c": b"x"}])
    (row,) = tfrecord.rows(path)
    assert {name: (value.dtype, value.shape) for name, value in row.items()} == {
        "a": (np.int64, (1,)),
        "b": (np.float32, (1,)),
        "c": (object, (1,)),
    }


def test_a_record_that_is_no_example_is_told_of_after_those_before_it(path):
    with tfrecord.Writer(path) as writer:
        writer.write(Example().SerializeToString())
        writer.write(b"no Example")
    found = tfrecord.rows(path)
    assert next(found) == {}
    with pytest.raises(InvalidArgumentError, match=r"f\.tfrecord:16 is no Example"):
        next(found)
    with pytest.raises(NotFoundError):
        next(tfrecord.rows(path.parent / "absent"))


def test_neither_pandas_nor_pyarrow_is_imported_for_plain_rows():
    program = "import sys; from headrace.formats import tfrecord; print({'pandas', 'pyarrow'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "set()\n"
