"""csv.decode and Decoder: arguments, defaults, what errors say, and blocks that need more than one pass."""

from __future__ import annotations

import numpy as np
import pytest
from support.formats.csv_engines import ENGINES, decode_with

from headrace.formats import csv
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.records import Records

LINES = [b"5.1,3.5,1.4,0.2,setosa", b"4.9,3.0,abc,0.2,setosa", b"4.7,3.2"]


def fails(engine, records, columns, **arguments):
    with pytest.raises(InvalidArgumentError) as caught:
        decode_with(engine, records, columns, **arguments)
    return caught.value


@pytest.mark.parametrize("engine", ENGINES)
def test_a_bad_number_names_file_line_column_and_text(engine):
    records = Records.from_list(LINES, "iris.csv", range(16, 19))
    error = fails(engine, records, [0.0] * 4 + [""])
    assert str(error) == "Field 2 in record 1 is not a valid float: abc; iris.csv:17, column 3: 'abc'"
    assert (error.path, error.record, error.index) == ("iris.csv", 17, 1)
    assert [array.tolist() for array in decode_with(engine, records[: error.index], [0.0] * 4 + [""])][4] == [b"setosa"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"1,2,3", "Expect 2 fields but have 3 in record 0; a.csv:1: '1,2,3'"),
        (b"", "Expect 2 fields but have 0 in record 0; a.csv:1: ''"),
        (b",2", "Field 0 is required but missing in record 0!; a.csv:1, column 1 of ',2'"),
        (b"x,2", "Field 0 in record 0 is not a valid int32: x; a.csv:1, column 1: 'x'"),
        (b'1,a"b', "Unquoted fields cannot have quotes/CRLFs inside; a.csv:1, column 2: 'a\"b'"),
        (b'1,"a"b', "Quote inside a string has to be escaped by another quote; a.csv:1, column 2: '\"a\"b'"),
        (b'1,"a', "Quoted field has to end with quote followed by delim or end; a.csv:1, column 2: '\"a'"),
        (b"\xff,2", "Field 0 in record 0 is not a valid int32: \\xff; a.csv:1, column 1: '\\\\xff'"),
    ],
)
def test_messages(engine, line, message):
    records = Records.from_list([line], "a.csv", range(1, 2))
    assert str(fails(engine, records, [csv.Column("int32"), csv.Column("string")])) == message


@pytest.mark.parametrize("engine", ENGINES)
def test_messages_without_a_file(engine):
    assert str(fails(engine, [b"1", b"x"], [0])) == "Field 0 in record 1 is not a valid int32: x; column 1: 'x'"
    records = Records.from_list([b"x"], "made.txt")
    assert str(fails(engine, records, [0])).endswith("; made.txt, record 0, column 1: 'x'")
    assert str(fails(engine, [b"x" * 100], [0])).endswith(f"; column 1: '{'x' * 57}...'")


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_count_in_the_file_where_some_are_chosen(engine):
    error = fails(engine, [b"1,a,x"], [0, 0.0], select_cols=[0, 2])
    assert str(error) == "Field 1 in record 0 is not a valid float: x; column 3: 'x'"
    error = fails(engine, [b'1,"a"b,2'], [0, 0.0], select_cols=[0, 2])
    assert str(error).endswith("; record 0, column 2: '\"a\"b,2'")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("records", "index"),
    [
        ([b"1,x", b'"'], 0),  # a bad number before bad quotes in a later record
        ([b"1,2", b'x,"'], 1),  # bad quotes before a bad number in the same record
        ([b"1,2", b"1,x", b"x,1"], 1),  # by record, not by column
        ([b"1,2", b"1,", b"x,1"], 1),
        ([b"1,2", b"x,"], 1),
    ],
)
def test_the_first_bad_record_is_reported(engine, records, index):
    assert fails(engine, records, [csv.Column("int32"), csv.Column("int32")]).index == index


@pytest.mark.parametrize("engine", ENGINES)
def test_defaults_keep_their_sign_and_bytes(engine):
    columns = [csv.Column("float32", -0.0), csv.Column("float64", float("nan")), csv.Column("string", b"a\0")]
    zeros, nans, texts = decode_with(engine, [b",,", b"1,2,x"], columns)
    assert np.signbit(zeros).tolist() == [True, False]
    assert np.isnan(nans).tolist() == [True, False]
    assert texts.tolist() == [b"a\0", b"x"]


@pytest.mark.parametrize("engine", ENGINES)
def test_several_columns_of_each_type(engine):
    columns = ["", 0, 0.0, csv.Column("int64", 5), "b", 1, 1.5, csv.Column("int64", 6)]
    decoded = decode_with(engine, [b"x,1,2.5,3,y,4,5.5,6", b",,,,,,,"], columns)
    assert [array.tolist() for array in decoded] == [
        [b"x", b""],
        [1, 0],
        [2.5, 0.0],
        [3, 5],
        [b"y", b"b"],
        [4, 1],
        [5.5, 1.5],
        [6, 6],
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_more_hard_fields_than_are_looked_at_in_one_go(engine):
    records = [b'0x%X,"say ""%d"""' % (number, number) for number in range(1500)]
    numbers, texts = decode_with(engine, records, [0.0, ""])
    assert numbers.tolist() == list(range(1500))
    assert texts.tolist() == [b'say "%d"' % number for number in range(1500)]
    assert fails(engine, [*records, b"zz,"], [0.0, ""]).index == 1500


@pytest.mark.parametrize("engine", ENGINES)
def test_equal_texts_are_one_object(engine):
    (texts,) = decode_with(engine, [b"setosa", b"virginica", b'""', b"setosa", b'""'], ["none"])
    assert texts.tolist() == [b"setosa", b"virginica", b"none", b"setosa", b"none"]
    assert texts[0] is texts[3]
    assert texts[2] is texts[4]


@pytest.mark.parametrize("engine", ENGINES)
def test_more_texts_than_the_table_holds_and_long_ones(engine):
    records = [b"text %d" % (number % 5000) for number in range(6000)] + [b"long" * 100] * 3
    assert decode_with(engine, records, [""])[0].tolist() == records


@pytest.mark.parametrize("engine", ENGINES)
def test_no_records(engine):
    decoded = decode_with(engine, [], [0.0, ""])
    assert [(array.dtype, array.shape) for array in decoded] == [(np.float32, (0,)), (object, (0,))]


def test_records_outside_of_the_buffer():
    buffer = np.frombuffer(b"1\n2", np.uint8)
    for starts, ends in [([-1], [1]), ([0], [4]), ([2], [1])]:
        for engine in ENGINES[1:]:
            with pytest.raises(ValueError, match="record 0 lies outside of the buffer of 3 bytes"):
                decode_with(engine, Records(buffer, np.array(starts), np.array(ends)), [0])


def test_records_in_any_order_of_a_strided_buffer():
    text = np.frombuffer(b"1-,-a-\n-2-,-b-", np.uint8)[::2]
    records = Records(text, np.array([4, 0, 4, 0])[::3], np.array([7, 3, 7, 3])[::3])
    assert [array.tolist() for array in csv.decode(records, [0, ""])] == [[2, 1], [b"b", b"a"]]


def test_one_decoder_for_many_blocks():
    decoder = csv.Decoder([csv.Column("int64"), str], field_delim=";")
    for number in range(3):
        assert [array.tolist() for array in decoder(Records.from_list([b"%d;x" % number]))] == [[number], [b"x"]]


def test_what_stands_for_a_column():
    records = Records.from_list([b"1,2,3,4,5"])
    decoded = csv.decode(records, [0.0, 0, b"", np.int64, np.float64(0)])
    assert [array.dtype for array in decoded] == [np.float32, np.int32, object, np.int64, np.float64]
    assert csv.Column("string") == csv.Column(str) == csv.Column(bytes) == csv.Column(object)
    assert csv.Column("float32", 0.0) != csv.Column("float32", -0.0)


@pytest.mark.parametrize(
    ("columns", "arguments", "error", "message"),
    [
        ([], {}, ValueError, "columns must be at least one, got none"),
        ([True], {}, TypeError, "DataType bool not in list of allowed values: float32, float64, int32, int64, string"),
        ([np.int16], {}, TypeError, "DataType int16 not in list"),
        (["", 0], {"select_cols": [1, 1]}, ValueError, "select_cols is not strictly increasing."),
        (["", 0], {"select_cols": [-1, 1]}, ValueError, "select_cols contains negative values."),
        ([""], {"select_cols": []}, ValueError, "Length of select_cols and record_defaults do not match."),
        ([""], {"field_delim": "é"}, InvalidArgumentError, "field_delim should be only 1 char; got 'é'"),
    ],
)
def test_bad_arguments(columns, arguments, error, message):
    with pytest.raises(error) as caught:
        csv.decode(Records.from_list([]), columns, **arguments)
    assert message in str(caught.value)


def test_bad_defaults():
    with pytest.raises(ValueError, match=r"default of an int32 column must be in \[-2147483648, 2147483647\], got 21474"):
        csv.Column("int32", 2**31)
    with pytest.raises(TypeError, match="default of a string column must be a string, got 5"):
        csv.Column("string", 5)
    with pytest.raises(TypeError, match="default of a float32 column must be a number, got b'x'"):
        csv.Column("float32", "x")
    with pytest.raises(TypeError):
        csv.Column("int64", 1.5)


def test_tens_of_thousands_of_columns():
    """Quadratic work would take minutes here."""
    columns = [csv.Column(kind) for kind in ("float32", "int64", "string", "int32", "float64")] * 12_000
    line = b",".join(b"%d" % number for number in range(len(columns)))
    arrays = csv.decode(Records.from_list([line]), columns)
    assert [int(array[0]) for array in arrays] == list(range(len(columns)))


@pytest.mark.parametrize("engine", ENGINES)
def test_an_error_does_not_print_all_of_a_long_field(engine):
    error = fails(engine, [b"9" * 20_000 + b"x"], [0])
    assert error.message.startswith("Field 0 in record 0 is not a valid int32: " + "9" * 997 + "...; column 1: '9")
    assert len(error.message) < 1200


@pytest.mark.parametrize("engine", ENGINES)
def test_numbers_as_long_as_one_operation_is_exact_and_longer(engine):
    texts = ["16777215", "16777217", "9007199254740991", "9007199254740993", "0.0000000001", "0.00000000001", "5.", ".5", "-.5"]
    texts += ["-0", "-0.0", "+3", "1234.5678", "9999999999999999999", "99999999999999999999", "0000000000000000000001.5"]
    record = ",".join(texts).encode()
    for name in ("float32", "float64"):
        found = np.concatenate(decode_with(engine, [record], [csv.Column(name)] * len(texts)))
        assert found.tobytes() == np.array([np.dtype(name).type(text) for text in texts]).tobytes()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["int32", "int64"])
def test_the_largest_whole_numbers_and_what_is_none(engine, name):
    largest, columns = np.iinfo(name).max, [csv.Column(name)]
    texts = [str(largest), str(-largest), str(-largest - 1), "-0", "007"]
    assert decode_with(engine, [text.encode() for text in texts], columns)[0].tolist() == [*map(int, texts)]
    for text in (str(largest + 1), "1.0", "1.", "-", ""):
        with pytest.raises(InvalidArgumentError):
            decode_with(engine, [b"1", text.encode()], columns)
