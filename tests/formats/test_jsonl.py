"""JSON lines: files that come back as they were written, and objects as columns that lose nothing in silence."""

from __future__ import annotations

import gzip
import json
import math
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.formats import jsonl
from headrace.formats.errors import DataLossError, InvalidArgumentError, NotFoundError, OpError
from headrace.formats.jsonl import Decoder, Field
from headrace.formats.records import Records

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("jsonl") / "f.jsonl"


def decode(fields, *records):
    return Decoder(fields)(Records.from_list(list(records)))


def one(field, record):
    """What a field of a single record is decoded to."""
    (column,) = decode([field], record)
    return column[0]


# -- files ---------------------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(values=st.lists(VALUES, max_size=6), compression=st.sampled_from(["", "GZIP", "ZLIB"]))
def test_what_is_written_is_read_back(path, values, compression):
    jsonl.write(path, values, compression=compression)
    found = list(jsonl.read_values(path, compression=compression))
    assert found == values
    assert [type(value) for value in found] == [type(value) for value in values]


def test_a_file_is_what_other_programs_read(path):
    jsonl.write(path, [{"a": "ä\n", "b": [1, 2.5]}, None])
    assert path.read_bytes() == '{"a": "ä\\n", "b": [1, 2.5]}\nnull\n'.encode()
    jsonl.write(path, [1], compression="GZIP")
    assert gzip.decompress(path.read_bytes()) == b"1\n"
    jsonl.write(path, [1], compression="ZLIB")
    assert zlib.decompress(path.read_bytes()) == b"1\n"
    jsonl.write(path, [])
    assert path.read_bytes() == b""
    assert list(jsonl.read(path)) == []


def test_arrays_and_bytes_are_written_as_lists_and_texts(path):
    row = {"x": np.arange(4, dtype=np.int8).reshape(2, 2), "s": b"a\xc3\xa4", "n": np.float32(0.5), "ok": np.True_}
    jsonl.write(path, [row])
    assert list(jsonl.read_values(path)) == [{"x": [[0, 1], [2, 3]], "s": "aä", "n": 0.5, "ok": True}]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"a": math.nan}, "value 1 cannot be written as JSON: Out of range float values"),
        ([math.inf], "value 1 cannot be written as JSON: Out of range float values"),
        ({1, 2}, "value 1 cannot be written as JSON: set is no type of JSON; found {1, 2}"),
        ("\ud800", "value 1 cannot be written as JSON: 'utf-8' codec can't encode"),
        (b"\xff", "value 1 cannot be written as JSON: 'utf-8' codec can't decode"),
    ],
)
def test_a_value_that_is_no_json_is_named_and_leaves_the_file_as_it_was(value, said, tmp_path):
    path = tmp_path / "f"
    path.write_text("before")
    with pytest.raises(InvalidArgumentError) as caught:
        jsonl.write(path, [0, value])
    assert caught.value.message.startswith(f"{path}: {said}")
    assert (caught.value.path, caught.value.record) == (str(path), 1)
    assert [entry.name for entry in tmp_path.iterdir()] == ["f"]
    assert path.read_text() == "before"


def test_files_and_arguments_that_are_no_good(tmp_path):
    with pytest.raises(NotFoundError, match="nowhere"):
        list(jsonl.read(tmp_path / "nowhere"))
    with pytest.raises(NotFoundError, match="nowhere"):
        jsonl.write(tmp_path / "nowhere" / "f", [1])
    with pytest.raises(InvalidArgumentError, match='compression must be "", "GZIP" or "ZLIB"; got \'LZ4\''):
        jsonl.write(tmp_path / "f", [1], compression="LZ4")
    with pytest.raises(ValueError, match="block_bytes"):
        jsonl.read(tmp_path / "f", block_bytes=0)


@settings(deadline=None)
@given(
    texts=st.lists(st.sampled_from(["", " ", "\t \r", "1", ' {"a": "ä"} ', "[1,\t2]\r", "\v", "x"]), max_size=12),
    ends=st.booleans(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    block_bytes=st.integers(1, 40),
    packed=st.booleans(),
)
def test_every_line_but_the_blank_ones_is_a_record(path, texts, ends, encoding, block_bytes, packed):
    data = ("\n".join(texts) + "\n" * ends).encode(encoding)
    path.write_bytes(gzip.compress(data) if packed else data)
    blocks = list(jsonl.read(path, compression="AUTO" if packed else "", block_bytes=block_bytes))
    assert all(len(block) for block in blocks)
    found = [(number, text) for block in blocks for number, text in zip(block.numbers, block, strict=True)]
    wanted = [(k, text.encode().removesuffix(b"\r")) for k, text in enumerate(texts, 1) if text.strip(" \t\r")]
    assert found == wanted


def test_a_damaged_file_gives_all_records_before_the_damage(path):
    path.write_bytes("1\n2\n".encode("utf-16") + b"\x00\xd8\x00")
    found = []
    with pytest.raises(DataLossError, match="byte order mark of UTF-16"):
        found.extend(jsonl.read_values(path))
    values = jsonl.read_values(path)
    assert [next(values), next(values)] == [1, 2]


def test_a_line_that_is_no_json_is_named_after_all_values_before_it(path):
    path.write_text("1\n\n[2]\n{'a': 3}\n4\n")
    values = jsonl.read_values(path)
    assert [next(values), next(values)] == [1, [2]]
    with pytest.raises(InvalidArgumentError) as caught:
        next(values)
    said = "a record must be JSON: Expecting property name enclosed in double quotes at character 1; found {'a': 3}"
    assert caught.value.message == f"{said}; {path}:4"
    assert (caught.value.path, caught.value.record) == (str(path), 4)


# -- objects to columns ----------------------------------------------------------------------------------------------------


def numbers(dtype):
    if dtype in jsonl.INTEGERS:
        return st.integers(int(np.iinfo(dtype).min), int(np.iinfo(dtype).max))
    width = np.dtype(dtype).itemsize * 8
    return st.floats(width=width, allow_nan=False, allow_infinity=False) | st.integers(-(2**11), 2**11)


def values_of(dtype):
    if dtype == "bool":
        return st.booleans()
    return st.text(max_size=4) if dtype == "string" else numbers(dtype)


def nested(inner, shape):
    for size in reversed(shape):
        inner = st.lists(inner, min_size=size or 0, max_size=3 if size is None else size)
    return inner


@st.composite
def tables(draw):
    """Fields, and objects that fit them."""
    fields, columns = [], []
    count = draw(st.integers(0, 5))
    for key in draw(st.lists(st.text(max_size=3), min_size=1, max_size=4, unique=True)):
        dtype = draw(st.sampled_from(jsonl.DTYPES))
        shape = draw(st.sampled_from([(), (2,), (2, 3), (1, 1, 2), (None,), (None, 2), (0,)]))
        may_be_missing = draw(st.booleans())
        default = draw(nested(values_of(dtype), [2 if size is None else size for size in shape])) if may_be_missing else None
        value = nested(values_of(dtype), shape)
        absent = [st.just("absent"), st.none().map(lambda _: "null")] if may_be_missing else []
        fields.append(Field(key, dtype, shape, default))
        columns.append([draw(st.one_of(value.map(lambda x: [x]), *absent)) for _ in range(count)])
    objects = []
    for row in range(count):
        given_here = zip(fields, (column[row] for column in columns), strict=True)
        objects.append(
            {
                field.key: None if value == "null" else value[0]
                for field, value in given_here
                if isinstance(value, list) or value == "null"
            }
        )
    return fields, objects


def plainly(field, record):
    """What a field of an object is, in plain NumPy."""
    value = record.get(field.key)
    if value is None:
        return field.default
    array = np.asarray(value, object)
    if field.dtype == "string":
        array = np.array([text.encode() for text in array.reshape(-1)], object)
    return array.reshape([-1 if size is None else size for size in field.shape]).astype(field.numpy_dtype)


@settings(deadline=None)
@given(table=tables())
def test_a_block_gives_what_its_records_give_one_by_one(table):
    fields, objects = table
    decoder = Decoder(fields)
    records = Records.from_list([json.dumps({**value, "more": [{}]}).encode() for value in objects])
    columns = decoder(records)
    singles = [decoder(records[k : k + 1]) for k in range(len(records))]
    for position, (field, column) in enumerate(zip(fields, columns, strict=True)):
        assert len(column) == len(objects)
        assert isinstance(column, list) == (field.shape[:1] == (None,))
        if isinstance(column, np.ndarray):
            assert column.dtype == field.numpy_dtype
            assert column.shape == (len(objects), *field.shape)
        for record, found, (alone,) in zip(objects, column, (single[position] for single in singles), strict=True):
            for got, wanted in ((found, plainly(field, record)), (alone, found)):
                assert np.shape(got) == np.shape(wanted)
                assert np.array_equal(got, wanted)


@settings(deadline=None)
@given(table=tables(), bad=st.sampled_from([b"{", b"[]", b"\xff", b'{"a": NaN}', b"{}{}", b"1, 2", b""]), data=st.data())
def test_the_first_bad_record_is_the_one_reported_as_if_it_came_alone(table, bad, data):
    fields, objects = table
    texts = [json.dumps(value).encode() for value in objects]
    at = data.draw(st.integers(0, len(texts)))
    texts.insert(at, bad)
    texts.append(b"also bad")
    decoder = Decoder(fields)
    with pytest.raises(InvalidArgumentError) as alone:
        decoder(Records.from_list([bad]))
    records = Records.from_list(texts, "f.jsonl", range(7, 7 + len(texts)))
    with pytest.raises(InvalidArgumentError) as caught:
        decoder(records)
    assert caught.value.message == f"{alone.value.message}; f.jsonl:{7 + at}"
    assert (caught.value.path, caught.value.record, caught.value.index) == ("f.jsonl", 7 + at, at)


UNFIT = [
    (Field("a", "int64"), b'{"a": 2.0}', 'key "a" must be int64; found a fraction: 2.0'),
    (Field("a", "int64"), b'{"a": "2"}', 'key "a" must be int64; found a string: "2"'),
    (Field("a", "int64"), b'{"a": true}', 'key "a" must be int64; found a boolean: true'),
    (Field("a", "int64"), b'{"a": [1]}', 'key "a" must be int64; found a list: [1]'),
    (Field("a", "int64"), b'{"a": {}}', 'key "a" must be int64; found an object: {}'),
    (Field("a", "int8"), b'{"a": 128}', 'key "a" must be int8, in [-128, 127]; found 128'),
    (Field("a", "uint64"), b'{"a": -1}', 'key "a" must be uint64, in [0, 18446744073709551615]; found -1'),
    (
        Field("a", "int64"),
        b'{"a": 9223372036854775808}',
        "9223372036854775807]; found 9223372036854775808",
    ),
    (Field("a", "float32"), b'{"a": 16777217}', "must be float32, which does not hold the integer 16777217 exactly"),
    (Field("a", "float64"), b'{"a": 9007199254740993}', "does not hold the integer 9007199254740993 exactly"),
    (Field("a", "float16"), b'{"a": 2049}', "does not hold the integer 2049 exactly"),
    (Field("a", "float32"), b'{"a": 1' + b"0" * 400 + b"}", "does not hold the integer 1000"),
    (Field("a", "float32"), b'{"a": 1e39}', "must be float32, at most 3.4028234663852886e+38; found 1e+39"),
    (Field("a", "float64"), b'{"a": -1e999}', "found a number beyond float64"),
    (Field("a", "float64"), b'{"a": false}', 'key "a" must be float64; found a boolean: false'),
    (Field("a", "float64"), b'{"a": Infinity}', "a record must be JSON: Infinity is no number of JSON; found {"),
    (Field("a", "bool"), b'{"a": 1}', 'key "a" must be bool; found an integer: 1'),
    (Field("a", "string"), b'{"a": 1}', 'key "a" must be string; found an integer: 1'),
    (Field("a", "string"), rb'{"a": "\ud83d"}', r"found a lone surrogate: " + r'"\ud83d"'),
    (Field("a", "int64"), b'{"a": null}', 'key "a" is required (int64) but missing; found null'),
    (Field("ä", "int64", (2,)), b'{"b": 1}', 'key "ä" is required (int64 [2]) but missing; found the keys ["b"]'),
    (Field("a", "int64", (2, 3)), b'{"a": [[1, 2, 3]]}', 'key "a" must be int64 [2, 3]; found a list of 1 where 2 belong'),
    (Field("a", "int64", (2, 2)), b'{"a": [[1, 2], [3]]}', "found a list of 1 where 2 belong: [3]"),
    (Field("a", "int64", (2, 2)), b'{"a": [[1, 2], 3]}', "found an integer: 3, where a list belongs"),
    (Field("a", "int64", (2,)), b'{"a": [[1, 2], [3, 4]]}', 'key "a" must be int64 [2]; found a list: [1, 2]'),
    (Field("a", "int64", (2,)), b'{"a": [1, null]}', 'key "a" must be int64 [2]; found null'),
    (Field("a", "int64", (None, 2)), b'{"a": [[1, 2], [3]]}', 'key "a" must be int64 [?, 2]; found a list of 1 where 2 belong'),
    (Field("a", "int64", (None,)), b'{"a": 1}', 'key "a" must be int64 [?]; found an integer: 1, where a list belongs'),
    (Field("a", "int64"), b"[]", "a record must be a JSON object, not a list: []"),
    (Field("a", "int64"), b"null", "a record must be a JSON object, not null"),
    (Field("a", "int64"), b" ", "a record must be JSON: Expecting value at character 1"),
    (Field("a", "int64"), b" {}  x", "a record must be JSON: Extra data at character 5; found  {}  x"),
    (Field("a", "int64"), b"  {,", "a record must be JSON: Expecting property name enclosed in double quotes at character 3"),
    (Field("a", "int64"), b"\xef\xbb\xbf{}", "a record must be JSON: Expecting value at character 0"),
    (Field("a", "int64"), b"{\xff}", r"invalid start byte; found {\xff}"),
    (Field("a", "int64"), b"[" * 100_000, "a record must be JSON: maximum recursion depth exceeded"),
    (Field("a", "int64"), b'{"a": 1' + b"0" * 5000 + b"}", "a record must be JSON: Exceeds the limit"),
    (Field("a", "int64"), b'{"a": "' + b"x" * 999 + b'"}', 'found a string: "' + "x" * 56 + "..."),
]


@pytest.mark.parametrize(("field", "record", "said"), UNFIT)
def test_what_does_not_fit_is_refused_and_shown(field, record, said):
    with pytest.raises(InvalidArgumentError) as caught:
        decode([field], record)
    assert said in caught.value.message
    assert len(caught.value.message) < 300


def test_what_just_fits_is_taken():
    assert one(Field("a", "int8"), b'{"a": -128}') == -128
    assert one(Field("a", "uint64"), b'{"a": 18446744073709551615}') == 2**64 - 1
    assert one(Field("a", "float32"), b'{"a": 16777218}') == 16777218
    assert one(Field("a", "float64"), b'{"a": 1152921504606846976}') == 2.0**60
    assert one(Field("a", "float32"), b'{"a": 0.1}') == np.float32(0.1)
    assert one(Field("a", "float32"), b'{"a": 3.4028235e38}') == np.finfo(np.float32).max
    assert one(Field("a", "string"), rb'{"a": "\ud83d\ude00\u0000"}') == "\U0001f600\0".encode()
    assert one(Field("a", "bool"), b' {"a": true}\t') is np.True_
    assert one(Field("a", "int32"), b'{"a": 1, "a": 2}') == 2


def test_long_blocks_are_columns_of_one_piece_and_name_their_bad_record():
    fields = [Field("a", "int64"), Field("b", "float32", (None,), [])]
    texts = [b'{"a": %d, "b": [%d]}' % (k, k) if k % 7 else b'{"a": %d}' % k for k in range(1000)]
    a, b = decode(fields, *texts)
    assert a.tolist() == [*range(1000)]
    assert [row.tolist() for row in b] == [[k] if k % 7 else [] for k in range(1000)]
    texts[700] = b"{}"
    with pytest.raises(InvalidArgumentError, match=r"is required .* record 700$") as caught:
        decode(fields, *texts)
    assert caught.value.index == 700


def test_the_first_field_that_does_not_fit_is_named():
    fields = [Field("a", "int8"), Field("b", "int8")]
    with pytest.raises(InvalidArgumentError, match=r'^key "a" must be int8, in .*; found 200; record 1$'):
        decode(fields, b'{"a": 1, "b": 2}', b'{"a": 200, "b": 300}', b"{")


def test_columns_and_defaults_belong_to_the_caller():
    field = Field("a", "int32", (None,), [1, 2])
    (first,), (second,) = decode([field], b"{}", b'{"a": [5]}'), decode([field], b"{}")
    first[0][0] = 9
    assert [row.tolist() for row in first] == [[9, 2], [5]]
    assert second[0].tolist() == field.default.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (("a", "complex64"), TypeError, "field 'a': dtype must be one of float16, .*; got complex64"),
        (("a", "int8", (2, None)), ValueError, r"sizes must be >= 0, and only the first may be unknown; got \[2, None\]"),
        (("a", "int8", (-1,)), ValueError, r"sizes must be >= 0"),
        (("a", "int8", (), 128), TypeError, r"field 'a': the default must be int8, in \[-128, 127\]; found 128"),
        (("a", "int8", (), 1.0), TypeError, "field 'a': the default must be int8; found a fraction: 1.0"),
        (("a", "string", (), 1), TypeError, "field 'a': the default must be string; found an integer: 1"),
        (("a", "int8", (2,), 1), ValueError, r"field 'a': the default must be int8 \[2\]; got one of shape \[\]"),
        (("a", "int8", (None, 2), [1, 2, 3]), ValueError, r"must be int8 \[\?, 2\]; got one of shape \[3\]"),
    ],
)
def test_fields_that_make_no_sense(arguments, error, said):
    with pytest.raises(error, match=said):
        Field(*arguments)


@pytest.mark.parametrize("keys", [[], ["a", "a"]])
def test_decoders_need_fields_of_different_keys(keys):
    with pytest.raises(ValueError, match="at least one, and of different keys"):
        Decoder([Field(key, "int8") for key in keys])


def test_defaults_may_be_numpys():
    assert Field("a", np.float32, (2,), np.array([1, 2])).default.dtype == np.float32
    assert Field("a", "float32", (2,), [np.float64(0.5), np.int8(1)]).default.tolist() == [0.5, 1]
    assert Field("a", "uint64", (2,), [0, 2**64 - 1]).default.tolist() == [0, 2**64 - 1]
    assert Field("a", np.dtype(object), (), b"\xc3\xa4").default.item() == "ä".encode()
    assert Field("a", "int8", (None, 2), []).default.shape == (0, 2)


def test_errors_of_a_file_name_it_and_the_line(path):
    path.write_text('{"a": 1}\n\n{"a": "x"}\n')
    (block,) = jsonl.read(path)
    with pytest.raises(OpError) as caught:
        Decoder([Field("a", "int64")])(block)
    assert caught.value.message == f'key "a" must be int64; found a string: "x"; {path}:3'
    assert (caught.value.path, caught.value.record, caught.value.index) == (str(path), 3, 1)
