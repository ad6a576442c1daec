"""The fast Example parser against the plain one, on good, odd and damaged records."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.formats import plain_example as plain
from support.hot_modules import uncompiled

from headrace.formats import example
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.example import Column, DenseSpec, ExampleParser, SparseSpec, _example_cy, errors
from headrace.formats.proto.example_pb2 import Example
from headrace.formats.records import Records


@pytest.fixture(autouse=True, scope="module", params=["installed", "source"])
def hot(request):
    """Everything here holds for the loops as they are installed, and as Python where that is something else."""
    if request.param == "installed":
        yield
        return
    if not _example_cy.compiled:
        pytest.skip("what is installed is the source")
    source = uncompiled("headrace.formats.example._example_cy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(example, "hot", source)
        patch.setattr(errors, "hot", source)
        yield


# What is asked of each record: [{key: (dtype, shape, default, variable)}, {key: dtype}].
QUESTIONS = [
    ({}, {b"i": "int64", b"f": "float32", b"s": "string"}),
    (
        {
            b"i": ("int64", (), -7, False),
            b"f": ("float32", (2,), (1.0, 2.0), False),
            b"s": ("string", (), b"default", False),
        },
        {},
    ),
    ({b"i": ("int64", (), None, False)}, {b"f": "float32"}),
    ({b"f": ("float32", (2, 1), None, False), b"s": ("string", (), None, False)}, {}),
    ({b"s": ("string", (2,), (b"a", b"b"), False)}, {b"i": "int64"}),
    (
        {
            b"i": ("int64", (), None, True),
            b"f": ("float32", (2,), None, True),
            b"s": ("string", (), None, True),
        },
        {},
    ),
    ({b"s": ("string", (2,), None, True), b"i": ("int64", (3,), None, True)}, {b"f": "float32"}),
]


def varint(value: int, padding: int = 0) -> bytes:
    value &= (1 << 64) - 1
    groups = []
    while True:
        groups.append(value & 127)
        value >>= 7
        if not value:
            break
    groups += [0] * min(padding, 10 - len(groups))
    return bytes([*(group | 128 for group in groups[:-1]), groups[-1]])


# Mostly the honest length, sometimes a lie, sometimes in more bytes than it takes.
LIES = st.sampled_from([0] * 60 + [-2, -1, 1, 2, 5, 50, 1 << 31, 1 << 32, 1 << 35])
PADDINGS = st.sampled_from([0] * 40 + [1, 3, 9])
FLAWS = st.sampled_from([False] * 25 + [True])


@st.composite
def delimited(draw, number: int, content: bytes) -> bytes:
    length = max(0, len(content) + draw(LIES))
    return varint(number << 3 | 2, draw(PADDINGS)) + varint(length, draw(PADDINGS)) + content


INTEGERS = st.one_of(st.integers(0, 200), st.integers(-(1 << 63), (1 << 63) - 1))
KEYS = st.sampled_from([b"i", b"f", b"s", b"s", b"other"])


@st.composite
def numbers(draw, kind: bytes) -> bytes:
    """The contents of an Int64List or a FloatList: packed, one by one, or in both ways."""
    items = draw(st.lists(INTEGERS.map(varint) if kind == b"i" else st.binary(min_size=4, max_size=4), max_size=4))
    key = b"\x08" if kind == b"i" else b"\x0d"
    way = draw(st.sampled_from(["packed", "packed", "single", "mixed"]))
    if way == "packed":
        return draw(delimited(1, b"".join(items) + (b"z" if draw(FLAWS) else b"")))
    return b"".join(draw(delimited(1, item)) if way == "mixed" and draw(st.booleans()) else key + item for item in items)


@st.composite
def feature(draw, kind: bytes) -> bytes:
    if draw(FLAWS):
        return b""
    if draw(FLAWS):
        kind = draw(KEYS)
    if kind == b"other":
        return draw(st.binary(max_size=4))
    if kind == b"s":
        content = b"".join([draw(delimited(1, item)) for item in draw(st.lists(st.binary(max_size=3), max_size=3))])
    else:
        content = draw(numbers(kind))
    made = draw(delimited({b"s": 1, b"f": 2, b"i": 3}[kind], content))
    if draw(FLAWS):
        made += draw(feature(kind))
    return made


@st.composite
def entry(draw) -> bytes:
    key = draw(KEYS)
    parts = [draw(delimited(1, key)), draw(delimited(2, draw(feature(key))))]
    if draw(FLAWS):
        parts.reverse()
    if draw(FLAWS):
        parts.append(draw(delimited(draw(st.sampled_from([1, 2, 7])), b"junk")))
    if draw(FLAWS):
        parts.pop()
    return draw(delimited(1, b"".join(parts)))


UNKNOWN = st.sampled_from([b"\x82\x01\x04junk", b"\x78\x05", b"\x1112345678", b"\x151234", b"\x0b", b"\x00\x01", b"\x7a\x09x"])


@st.composite
def serialized(draw) -> bytes:
    entries = draw(st.lists(entry(), max_size=4))
    made = draw(delimited(1, b"".join(entries)))
    if draw(FLAWS):
        made += draw(delimited(1, draw(entry())))
    if draw(FLAWS):
        made = draw(UNKNOWN) + made
    if draw(FLAWS):
        made += draw(UNKNOWN)
    return made


def by_hand(dense, sparse, items, single):
    """The rows that the plain parser makes, and its refusal with the record's index, or None."""
    rows = []
    for index, item in enumerate(items):
        try:
            rows.append(plain.parse(item, dense, sparse, single, index))
        except plain.Refused as error:
            return rows, (index, str(error))
    return rows, None


def parser_of(dense, sparse, single) -> ExampleParser:
    return ExampleParser(
        [DenseSpec(key, *question) for key, question in dense.items()],
        [SparseSpec(key, dtype) for key, dtype in sparse.items()],
        single,
    )


def blocked(items: list[bytes]) -> Records:
    """The records with bytes between them that would go on where one is cut off."""
    between = bytes.fromhex("0a017f0a0d000000000801")
    starts, ends, buffer = [], [], between
    for item in items:
        starts.append(len(buffer))
        ends.append(len(buffer) + len(item))
        buffer += item + between
    return Records(np.frombuffer(buffer, np.uint8), np.array(starts, np.int64), np.array(ends, np.int64))


def flat(column, row: int, dtype: str) -> list:
    """The values of one record of a dense or sparse column; floats as bit patterns."""
    if isinstance(column, Records):
        return [column[row]]
    if isinstance(column, Column):
        values = column.values[column.row_splits[row] : column.row_splits[row + 1]]
    else:
        values = column[row]
    values = np.ravel(values)
    return (values.view(np.uint32) if dtype == "float32" else values).tolist()


def bits(values, dtype: str) -> list:
    return np.ravel(np.array(values, dtype)).view(np.uint32).tolist() if dtype == "float32" else list(np.ravel(values))


def check(question, items: list[bytes], single: bool) -> None:
    dense, sparse = question
    rows, refusal = by_hand(dense, sparse, items, single)
    parser = parser_of(dense, sparse, single)
    if refusal is not None:
        with pytest.raises(InvalidArgumentError) as caught:
            parser.parse(blocked(items))
        assert caught.value.index == refusal[0]
        assert str(caught.value).startswith(refusal[1])
        items = items[: refusal[0]]
    dense_columns, sparse_columns = parser.parse(blocked(items))
    for (key, (dtype, _, default, variable)), column in zip(dense.items(), dense_columns, strict=True):
        longest = max((len(row[key]) for row in rows), default=0)
        for number, row in enumerate(rows):
            expected = row[key]
            if expected == "default":
                expected = bits(default, dtype)
            if variable and not single:
                expected = expected + [b"" if dtype == "string" else 0] * (longest - len(expected))
            if variable and single:
                assert np.ravel(column.values[column.row_splits[number] : column.row_splits[number + 1]]).size == len(expected)
            assert flat(column, number, dtype) == expected
    for (key, dtype), column in zip(sparse.items(), sparse_columns, strict=True):
        for number, row in enumerate(rows):
            assert flat(column, number, dtype) == row[key]


@given(st.sampled_from(QUESTIONS), st.lists(serialized(), min_size=1, max_size=3), st.booleans())
@settings(max_examples=120, deadline=None)
def test_odd_records_give_what_the_plain_parser_gives(question, items, single):
    check(question, items, single)


@given(st.sampled_from(QUESTIONS), st.lists(st.binary(max_size=12), min_size=1, max_size=2), st.booleans())
@settings(max_examples=60, deadline=None)
def test_noise_gives_what_the_plain_parser_gives(question, items, single):
    check(question, items, single)


def field(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | 2, len(content)]) + content


def of_entries(*entries: tuple[bytes, bytes]) -> bytes:
    """An Example of (key, serialized feature)."""
    return field(1, b"".join(field(1, field(1, key) + field(2, content)) for key, content in entries))


ONE = field(3, field(1, b"\x01"))
# What chance seldom makes; TensorFlow's answers to these were looked at one by one.
ODD = {
    "a key and no value": field(1, field(1, field(1, b"i") * 2)),
    "a value and no key": field(1, field(1, field(2, ONE) * 2)),
    "unknown kind": of_entries((b"i", field(4, b"x"))),
    "unknown kind, then a good one": of_entries((b"i", field(4, b"x")), (b"i", ONE)),
    "unknown kind, then a wrong one": of_entries((b"i", field(4, b"x")), (b"i", field(3, b"")), (b"f", field(2, b"\x01"))),
    "a good one, then no kind": of_entries((b"i", ONE), (b"i", b"")),
    "no kind, then a good one": of_entries((b"i", b""), (b"i", ONE)),
    "length of the list missing": of_entries((b"i", b"\x1a")),
    "length of the list without end": of_entries((b"i", b"\x1a\xff")),
    "list shorter than said": of_entries((b"i", b"\x1a\x20\x0a\x01\x01")),
    "packed shorter than said": of_entries((b"i", b"\x1a\x03\x0a\x20\x01")),
    "list said to hold something": of_entries((b"i", b"\x1a\x02")),
    "value of an unpacked integer missing": of_entries((b"i", field(3, b"\x08\x01\x08"))),
    "integer without end": of_entries((b"i", field(3, field(1, b"\x81")))),
    "integer of eleven bytes": of_entries((b"i", field(3, field(1, b"\x81" * 10 + b"\x01")))),
    "integer of 70 bits": of_entries((b"i", field(3, field(1, b"\x81" * 9 + b"\x7f")))),
    "second list is junk": of_entries((b"i", ONE + b"\xff\xff\xff")),
    "tag of two bytes in Example": b"\x8a\x00" + of_entries((b"i", ONE))[1:],
    "tag of two bytes in Features": field(1, b"\x8a\x00" + field(1, field(1, b"i") + field(2, ONE))[1:]),
    "tag of two bytes in an entry": field(1, field(1, b"\x8a\x00\x01i" + field(2, ONE))),
    "length above 32 bits": b"\x0a\x8e\x80\x80\x80\x10" + of_entries((b"i", ONE))[2:],
    "length below zero": b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01" + of_entries((b"i", ONE))[2:],
    "unknown field of 10 bytes": b"\x78" + b"\x81" * 9 + b"\x01" + of_entries((b"i", ONE)),
    "unknown field of 11 bytes": b"\x78" + b"\x81" * 10 + b"\x01" + of_entries((b"i", ONE)),
    "unknown field longer than the record": of_entries((b"i", ONE)) + b"\x7a\x20xx",
    "unknown field of negative length": b"\x7a\xff\xff\xff\xff\x0fxx" + of_entries((b"i", ONE)),
    "fixed64 cut off": of_entries((b"i", ONE)) + b"\x111234567",
    "fixed32 cut off": of_entries((b"i", ONE)) + b"\x15123",
    "packed floats cut off, more than wanted": of_entries((b"f", field(2, b"\x0a\x10" + bytes(8)))),
    "packed floats cut off": of_entries((b"f", field(2, b"\x0a\x08" + bytes(7)))),
    "packed floats and some bytes": of_entries((b"f", field(2, b"\x0a\x09" + bytes(9)))),
    "packed floats and some bytes missing": of_entries((b"f", field(2, b"\x0a\x0b" + bytes(8)))),
    "unpacked floats cut off": of_entries((b"f", field(2, b"\x0d\0\0\0\0\x0d\0\0\0\0\x0d"))),
    "too many strings": of_entries((b"s", field(1, field(1, b"a") * 3))),
    "a string longer than its list": of_entries((b"s", b"\x0a\x03\x0a\x05abcde")),
    "a number among strings": of_entries((b"s", field(1, field(1, b"a") + b"\x08\x01"))),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_records_one_by_one(name):
    for question in QUESTIONS:
        for single in (False, True):
            check(question, [ODD[name]], single)


def whole_example() -> bytes:
    one = Example()
    one.features.feature["i"].int64_list.value.append(-3)
    one.features.feature["f"].float_list.value.extend([0.5, -1.25])
    one.features.feature["s"].bytes_list.value.append(b"x" * 130)
    one.features.feature["other"].int64_list.value.extend(range(3))
    return one.SerializeToString(deterministic=True)


@pytest.mark.parametrize("single", [False, True])
def test_a_record_cut_anywhere(single):
    whole = whole_example()
    for question in QUESTIONS:
        for length in range(len(whole) + 1):
            check(question, [whole, whole[:length]], single)


@given(st.sampled_from(QUESTIONS), st.data(), st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_record_with_flipped_bits(question, data, single):
    whole = bytearray(whole_example())
    for position in data.draw(st.lists(st.integers(0, len(whole) * 8 - 1), min_size=1, max_size=3)):
        whole[position >> 3] ^= 1 << (position & 7)
    check(question, [bytes(whole)], single)
