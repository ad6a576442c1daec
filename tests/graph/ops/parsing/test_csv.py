"""decode_csv and the ops on files in graphs: TensorFlow's answers, and blocks of records."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden
from support.blocks import same_as_one_by_one

import headrace as tf
from headrace.formats.records import Records
from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.ops.arrays.placeholders import placeholder, placeholder_with_default
from headrace.graph.ops.parsing.csv import decode_csv
from headrace.graph.ops.state.files import matching_files, read_file, write_file
from headrace.graph.ops.strings.strings import decode_raw, string_to_number
from headrace.graph.types import errors

CASES = golden.load("csv/decode_csv.json")["cases"]
ERRORS = {"InvalidArgumentError": errors.InvalidArgumentError, "TypeError": TypeError, "ValueError": ValueError}


@pytest.fixture(autouse=True)
def graph():
    with Graph().as_default() as graph:
        yield graph


def run(fetches):
    with Session() as session:
        return session.run(fetches)


def as_bytes(cell):
    return cell["text"].encode() if "text" in cell else bytes.fromhex(cell["hex"])


def default_of(column):
    default = [] if column["default"] is None else [column["default"]]
    return constant(np.array(default, object if column["dtype"] == "string" else column["dtype"]))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_decode_csv(case):
    records = np.array([as_bytes(cell) for cell in case["records"]], object)
    records = records if case["batched"] else records.reshape(())

    def columns():
        return decode_csv(records, [default_of(column) for column in case["record_defaults"]], **case["args"])

    if "error" in case:
        with pytest.raises(ERRORS[case["error"]["class"]]) as caught:
            run(columns())
        message = caught.value.message if isinstance(caught.value, errors.OpError) else str(caught.value)
        assert message.startswith(case["error"]["message"])
        return
    decoded = columns()
    assert [column.shape.as_list() for column in decoded] == [list(records.shape)] * len(decoded)
    for column, tensor, array, wanted in zip(case["record_defaults"], decoded, run(decoded), case["ok"], strict=True):
        assert tensor.dtype.name == column["dtype"]
        values = wanted["values"] if case["batched"] else wanted
        if column["dtype"] == "string":
            assert np.asarray(array, object).tolist() == ([*map(as_bytes, values)] if case["batched"] else as_bytes(values))
        else:
            np.testing.assert_array_equal(array, np.array(values).astype(column["dtype"]))
            assert array.dtype == column["dtype"]


def test_decode_csv_names_its_parts_as_tensorflow_does():
    columns = decode_csv(constant(["1,2,x"]), [[1], [], constant([""])], name="cells")
    assert [tensor.name for tensor in columns] == ["cells:0", "cells:1", "cells:2"]
    assert [tensor.name for tensor in columns[0].op.inputs] == [
        "Const:0",
        "cells/record_defaults_0:0",
        "cells/record_defaults_1:0",
        "Const_1:0",
    ]
    assert [tensor.dtype.name for tensor in columns] == ["int32", "float32", "string"]
    assert columns[0].op.get_attr("na_value") == ""


@pytest.mark.parametrize(
    ("defaults", "arguments", "kind", "message"),
    [
        ([[1], [1, 2]], {}, ValueError, "Shape of a default must be a length-0 or length-1 vector, or a scalar."),
        ([[1], [[1]]], {}, ValueError, "Shape must be at most rank 1 but is rank 2"),
        (
            [[1], [True]],
            {},
            TypeError,
            "Value passed to parameter 'record_defaults' has DataType bool not in list of "
            "allowed values: float32, float64, int32, int64, string",
        ),
        ([], {}, ValueError, "Attr 'OUT_TYPE' of 'DecodeCSV' Op passed list of length 0 less than minimum 1."),
        (3, {}, TypeError, "Expected list for 'record_defaults' argument to 'DecodeCSV' Op, not 3."),
        ([[1], [2]], {"select_cols": [1, 0]}, ValueError, "select_cols is not strictly increasing."),
        ([[1]], {"select_cols": [-1]}, ValueError, "select_cols contains negative values."),
        ([[1], [3]], {"select_cols": [1]}, ValueError, "Length of select_cols and record_defaults do not match."),
    ],
)
def test_decode_csv_refuses(defaults, arguments, kind, message):
    with pytest.raises(kind) as caught:
        decode_csv("1,2", defaults, **arguments)
    assert str(caught.value).startswith(message)


def test_decode_csv_takes_defaults_that_are_known_when_run():
    default = placeholder("int32", [None])
    number, text = decode_csv(["1,a", ",b"], [default, [""]])
    with Session() as session:
        assert session.run(number, {default: [7]}).tolist() == [1, 7]
        assert session.run([number, text], {default: [8]})[0].tolist() == [1, 8]
        with pytest.raises(errors.InvalidArgumentError, match="Field 0 is required but missing in record 1!"):
            session.run(number, {default: []})
        with pytest.raises(errors.InvalidArgumentError, match="There should only be 1 default per field but field 0 has 2"):
            session.run(number, {default: [1, 2]})


def test_decode_csv_of_an_unknown_shape_keeps_what_it_gets():
    records = placeholder_with_default([["1,2"]], None)
    first, _ = decode_csv(records, [[0], [0]])
    assert first.shape.ndims is None
    assert run(first).tolist() == [[1]]


LINES = [b'1.5,7,"a,b"', b"2,-3,", b",4,\xff"]


def lines():
    return Records.from_list(LINES, "lines.csv", range(1, 4))


def test_a_block_of_csv_lines_is_decoded_as_the_lines_one_by_one():
    columns = decode_csv(placeholder("string", []), [[0.5], [0], ["none"]])
    for block in (lines(), lines().to_array()):
        numbers, integers, texts = same_as_one_by_one(columns[0].op, block)
        assert numbers.tolist() == [1.5, 2.0, 0.5]
        assert integers.dtype == np.int32
        assert texts.tolist() == [b"a,b", b"none", b"\xff"]


def test_a_block_of_numbers_is_converted_as_the_texts_one_by_one():
    number = string_to_number(placeholder("string", []), "int64")
    texts = Records.from_list([b"1", b" 22 ", b"-3"])
    for block in (texts, texts.to_array()):
        assert same_as_one_by_one(number.op, block).tolist() == [1, 22, -3]


@pytest.mark.parametrize("little_endian", [True, False])
@pytest.mark.parametrize("texts", [[b"\0\1\0\2", b"\3\4\5\6"], [b"\0\1", b"", b"\0\2\0\3"], [b"", b""], [b"ab"]])
def test_a_block_of_raw_bytes_is_decoded_as_the_strings_one_by_one(texts, little_endian):
    numbers = decode_raw(placeholder("string", []), "int16", little_endian)
    for block in (Records.from_list(texts), Records.from_list(texts).to_array()):
        same_as_one_by_one(numbers.op, block)


def test_a_block_of_vectors_of_strings_is_decoded_as_they_are_one_by_one():
    numbers = decode_raw(placeholder("string", [2]), "uint8")
    assert same_as_one_by_one(numbers.op, np.array([[b"ab", b"cd"], [b"ef", b"gh"]], object)).shape == (2, 2, 2)


# -- files -------------------------------------------------------------------------------------------------------------


def test_a_file_is_written_and_read(tmp_path):
    path = str(tmp_path / "new" / "directory" / "x.bin")
    with Session() as session:
        session.run(write_file(path, b"\0abc"))
        assert session.run(read_file(path)) == b"\0abc"
        session.run(write_file(path, b"d"))
        assert session.run(read_file(path)) == b"d"


def test_reading_what_is_no_file(tmp_path):
    with pytest.raises(errors.NotFoundError) as caught:
        run(read_file(str(tmp_path / "none")))
    assert caught.value.message.startswith(f"{tmp_path}/none; No such file or directory")
    with pytest.raises(errors.FailedPreconditionError):
        run(read_file(str(tmp_path)))
    with pytest.raises(ValueError, match="Shape must be rank 0 but is rank 1"):
        read_file(["a"])


def test_matching_files_come_in_order(tmp_path):
    for name in ("b.txt", "a.txt", "c.csv"):
        (tmp_path / name).write_text("")
    one = matching_files(str(tmp_path / "*.txt"))
    assert one.shape.as_list() == [None]
    assert run(one).tolist() == [str(tmp_path / name).encode() for name in ("a.txt", "b.txt")]
    both = run(matching_files([str(tmp_path / "*.csv"), str(tmp_path / "[ac].*")])).tolist()
    assert both == [str(tmp_path / name).encode() for name in ("a.txt", "c.csv", "c.csv")]
    assert run(matching_files(str(tmp_path / "*.png"))).shape == (0,)
    with pytest.raises(ValueError, match="Shape must be at most rank 1 but is rank 2"):
        matching_files([["a"]])


def test_the_list_of_columns_is_the_callers_to_change():
    with tf.Graph().as_default(), tf.Session() as session:
        columns = tf.decode_csv("1,2", [[0], [0]])
        doubled = columns[0] * 2
        columns[0] = doubled
        assert session.run(columns) == [2, 2]
