"""CSV decoding held against a plain implementation and against Python's csv module, on what hypothesis thinks of."""

from __future__ import annotations

import csv as python_csv
import io
import math
import struct
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.formats import plain_csv
from support.formats.csv_engines import ENGINES, decode_with

from headrace.formats import csv, numbers
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.records import Records

DEFAULTS = {"float32": 1.5, "float64": -2.5, "int32": 7, "int64": -9, "string": b"default"}
FIELDS = st.one_of(
    st.sampled_from([b"1", b"-2", b"3.5", b"1e3", b"0x1F", b" 4 ", b"", b"NA", b"abc", b"nan", b"-inf", b"007"]),
    st.sampled_from([b'"5"', b'"x,y"', b'"a""b"', b'""', b'" 6"', b'"N""A"', b'"un', b'"a"b', b'a"b', b'"\n"']),
    st.text('01.-e ,;\t"\r\nNA', max_size=5).map(str.encode),
    st.decimals(allow_nan=False, allow_infinity=False).map(lambda number: str(number).encode()),
)


@st.composite
def blocks(draw):
    """Records, columns for them, and the arguments of the decoder: mostly fitting each other."""
    names = draw(st.lists(st.sampled_from([*DEFAULTS, "string", "string"]), min_size=1, max_size=4))
    columns = [(name, draw(st.sampled_from([DEFAULTS[name], None]))) for name in names]
    chosen = None
    fields = len(columns)
    if draw(st.booleans()):
        fields += draw(st.integers(0, 2))
        chosen = sorted(draw(st.permutations(range(fields)))[: len(columns)])
    delimiter = draw(st.sampled_from([b",", b",", b";", b"\t", b" ", b'"', b"\n", b"\r", b".", b"1", b"e", b"-"]))
    widths = st.one_of(st.just(fields), st.just(fields), st.integers(0, fields + 1))
    records = [
        draw(st.sampled_from([b"", b"", b"\n", b"\r\n"]))
        + delimiter.join(draw(st.lists(FIELDS, min_size=width, max_size=width)))
        + draw(st.sampled_from([b"", b"", b"", b"\r", delimiter]))
        for width in draw(st.lists(widths, max_size=4))
    ]
    return records, columns, delimiter, draw(st.booleans()), draw(st.sampled_from([b"", b"NA", b"1", b'N"A'])), chosen


def bits(value, name):
    """What tells apart all values of a column, with all that are not a number as one."""
    if name == "string":
        return value
    return "nan" if math.isnan(value) else struct.pack("<d", value) if name.startswith("float") else int(value)


@settings(max_examples=250)
@given(blocks())
def test_any_records(block):
    records, pairs, delimiter, quoted, missing, chosen = block
    columns = [csv.Column(name, default) for name, default in pairs]
    arguments = (columns, delimiter, quoted, missing, chosen)
    rows, message = plain_csv.decode(records, pairs, delimiter, quoted, missing, chosen or ())
    for engine in ENGINES:
        if message is not None:
            with pytest.raises(InvalidArgumentError) as caught:
                decode_with(engine, records, *arguments)
            assert str(caught.value).encode().startswith(message.encode())
            assert caught.value.index == len(rows)
        decoded = decode_with(engine, records[: len(rows)], *arguments)
        assert [array.dtype for array in decoded] == [column.dtype for column in columns]
        for column, array, values in zip(columns, decoded, zip(*rows, strict=True), strict=False):
            assert [bits(value, column.name) for value in array] == [bits(value, column.name) for value in values]


@given(st.lists(st.lists(st.text('ab",\r\n é', max_size=4), min_size=3, max_size=3), max_size=5), st.data())
def test_what_pythons_csv_module_writes(rows, data):
    quoting = data.draw(st.sampled_from([python_csv.QUOTE_MINIMAL, python_csv.QUOTE_ALL]))
    records = []
    for row in rows:
        line = io.StringIO()
        python_csv.writer(line, quoting=quoting, lineterminator="\r\n").writerow(row)
        records.append(line.getvalue().encode().removesuffix(b"\r\n"))
    for engine in ENGINES:
        decoded = decode_with(engine, records, ["", "", ""])
        assert [tuple(text.decode() for text in row) for row in zip(*decoded, strict=True)] == list(map(tuple, rows))


@given(st.binary(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5), st.booleans())
def test_bytes_outside_of_a_record_do_not_matter(buffer, bounds, quoted):
    starts, ends = [[min(pick(bound), len(buffer)) for bound in bounds] for pick in (min, max)]
    records = Records(np.frombuffer(buffer, np.uint8), np.array(starts, np.int64), np.array(ends, np.int64))
    for columns, engine in product(([0.0], [""], ["", 0]), ENGINES):
        outcomes = []
        for block in (records, list(records)):
            try:
                outcomes.append([array.tolist() for array in decode_with(engine, block, columns, use_quote_delim=quoted)])
            except InvalidArgumentError as error:
                outcomes.append(str(error))
        assert outcomes[0] == outcomes[1] or "nan" in str(outcomes[0])


NUMBERS = st.one_of(
    st.floats(allow_nan=False).map(repr),
    st.floats(allow_nan=False, width=32).map(repr),
    st.builds("{:.{}e}".format, st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 25)),
    st.builds("{}.{}".format, st.integers(-(10**19), 10**19), st.text("0123456789", max_size=20)),
    st.builds("{}e{}".format, st.integers(-(2**64), 2**64), st.integers(-345, 310)),
    st.integers(1, 0x7F7FFFFE).map(lambda number: repr(sum(np.array([number, number + 1], "u4").view("f4").tolist()) / 2)),
    st.integers(2**24, 2**27).map(str),
    st.builds("0.{}{}".format, st.integers(0, 60).map(lambda zeros: "0" * zeros), st.integers(0, 2**64)),
)


@settings(max_examples=150)
@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_floats_are_the_nearest_ones(texts):
    records = [f"{text},{text}".encode() for text in texts]
    singles, doubles = ([plain_csv.real(text.encode(), size) for text in texts] for size in (32, 64))
    for engine in ENGINES:
        decoded = decode_with(engine, records, [csv.Column("float32"), csv.Column("float64")])
        assert [bits(value, "float32") for value in decoded[0]] == [bits(value, "float32") for value in singles]
        assert [bits(value, "float64") for value in decoded[1]] == [bits(value, "float64") for value in doubles]


MANTISSAS = [0, 1, 3, 7, 2**24 - 1, 2**24, 2**24 + 1, 2**53 - 1, 2**53, 2**53 + 1, 10**18 + 1, 10**19 - 1]
HARD = [
    "9046045707886492832e-59",  # these need the lower half of the power of five
    "7270219465110043551e-127",
    "4376178450512090614e274",
    "6937421420199896244e-210",
    "1152921504606846977",  # ties, or nearly
    "9007199254740993e3",
    "9007199254740992.99999",
    "2.2250738585072011e-308",
    "1.7976931348623158e308",
    "1.7976931348623159e308",
]


def test_floats_of_all_magnitudes():
    texts = [f"-{mantissa}e{power}" for mantissa in MANTISSAS for power in range(-345, 311, 5)]
    texts += [f"{mantissa}e{power}" for mantissa in MANTISSAS for power in range(-24, 25)] + HARD
    records = [f"{text},{text}".encode() for text in texts]
    expected = [numbers.convert(list(map(str.encode, texts)), np.dtype(size))[0] for size in ("float32", "float64")]
    for engine in ENGINES[1:]:
        decoded = decode_with(engine, records, [csv.Column("float32"), csv.Column("float64")])
        for array, wanted in zip(decoded, expected, strict=True):
            assert array.tobytes() == wanted.tobytes()


@given(st.lists(st.integers(-(2**65), 2**65).map(str), min_size=1, max_size=4), st.sampled_from(["int32", "int64"]))
def test_integers_in_range_and_no_others(texts, name):
    records = [text.encode() for text in texts]
    rows, message = plain_csv.decode(records, [(name, None)])
    for engine in ENGINES:
        if message is None:
            assert decode_with(engine, records, [csv.Column(name)])[0].tolist() == [row[0] for row in rows]
        else:
            with pytest.raises(InvalidArgumentError) as caught:
                decode_with(engine, records, [csv.Column(name)])
            assert str(caught.value).startswith(message)
