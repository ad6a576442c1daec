"""tf.string_to_number: its rules, and exact rounding held against fractions."""

from __future__ import annotations

import math
import struct

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support import golden
from support.formats import plain_csv

from headrace.formats import numbers
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.records import Records

RULES = golden.load("rules/string_to_number.json")
SCALARS = [case for case in RULES if case.startswith(("float", "int"))]


def text_of(case):
    text = case.partition(" ")[2]
    return text.encode().decode("unicode_escape").encode("latin-1")


@pytest.mark.parametrize("case", SCALARS)
def test_string_to_number(case):
    dtype = np.dtype(case.partition(" ")[0])
    if "error" in RULES[case]:
        with pytest.raises(InvalidArgumentError) as caught:
            numbers.string_to_number(text_of(case), dtype)
        if not case.endswith("\\x91"):
            assert str(caught.value) == RULES[case]["error"]["message"]
        return
    converted = numbers.string_to_number(text_of(case), dtype)
    assert converted.shape == ()
    np.testing.assert_array_equal(converted, np.array(RULES[case]["ok"]).astype(dtype))


def test_shape_is_kept_and_float32_is_the_default():
    converted = numbers.string_to_number([[b"1", b"2"], [b"3", b"4"]], np.int32)
    assert converted.dtype == np.int32
    assert converted.tolist() == [[1, 2], [3, 4]]
    assert numbers.string_to_number([b"1"]).dtype == np.float32
    assert numbers.string_to_number(np.empty((0, 3), object)).shape == (0, 3)


def test_other_types_are_refused():
    with pytest.raises(TypeError) as caught:
        numbers.string_to_number([b"1"], np.bool_)
    assert str(caught.value) == RULES["bool out_type"]["error"]["message"]


def test_unsigned_integers_take_no_minus_sign():
    assert numbers.string_to_number([b"4294967295", b" +7"], np.uint32).tolist() == [4294967295, 7]
    assert numbers.string_to_number(b"18446744073709551615", np.uint64) == 18446744073709551615
    for text in (b"-0", b"18446744073709551616"):
        with pytest.raises(InvalidArgumentError):
            numbers.string_to_number(text, np.uint64)


def test_the_first_bad_string_is_named_with_its_place():
    with pytest.raises(InvalidArgumentError) as caught:
        numbers.string_to_number([[b"1", b"2"], [b"x", b"y"]])
    assert (str(caught.value), caught.value.index) == ("StringToNumberOp could not correctly convert string: x", 2)
    lines = Records.from_list([b"1", b"two"], "n.txt", range(5, 7))
    with pytest.raises(InvalidArgumentError, match=r"convert string: two; n\.txt:6$") as caught:
        numbers.string_to_number(lines)
    assert (caught.value.path, caught.value.record, caught.value.index) == ("n.txt", 6, 1)


@pytest.mark.parametrize(
    ("text", "float32", "float64"),
    [
        (b"16777217", 16777216, 16777217),  # a tie: to the even one
        (b"16777219", 16777220, 16777219),
        (b"16777217.0000000000000000000000000000001", 16777218, 16777217),  # a tie for float64 only
        (b"16777216.9999999999999999999999", 16777216, 16777217),
        (b"3.4028235677973366e38", 3.4028234663852886e38, 3.4028235677973366e38),
        (b"3.4028235677973367e38", math.inf, 3.4028235677973366e38),
        (b"7.006492321624085e-46", 0, 7.006492321624085e-46),
        (b"7.006492321624086e-46", 1.401298464324817e-45, 7.006492321624085e-46),
        (b"0x1.0000010000000001p0", 1.0000001192092896, 1.0000000596046448),
        (b"0x1.000001p0", 1, 1.000000059604644775390625),
        (b"-0x1p-150", -0.0, -7.006492321624085e-46),
        (b"0x1p99999", math.inf, math.inf),
        (b"-0X.8P1", -1, -1),
        (b"1" + b"0" * 5000 + b"e-5000", 1, 1),
        (b"-1e-99999999999999999999", -0.0, -0.0),
        (b"NAN(some_1)", math.nan, math.nan),
        (b"\v-INFINITY\f", -math.inf, -math.inf),
    ],
)
def test_floats_are_rounded_once(text, float32, float64):
    for strings in ([text], [text, b"1_"]):  # all at once, and one by one because of the underscore
        for dtype, expected in [(np.float32, float32), (np.float64, float64)]:
            converted, bad = numbers.convert(strings, np.dtype(dtype))
            assert bad == (1 if len(strings) == 2 else None)
            np.testing.assert_array_equal(converted[0], dtype(expected))
            assert np.signbit(converted[0]) == np.signbit(expected)


DIGITS = st.text("0123456789", max_size=25)
DECIMALS = st.builds(
    "{}{}.{}{}".format,
    st.sampled_from(["", "+", "-"]),
    DIGITS,
    DIGITS,
    st.sampled_from(["", "e"]).flatmap(lambda mark: st.integers(-360, 330).map(lambda power: mark and f"e{power}")),
)
HEXADECIMALS = st.builds(
    "{}0x{}.{}p{}".format,
    st.sampled_from(["", "-"]),
    st.text("0123456789abcdefAB", max_size=18),
    st.text("0123456789abcdefAB", max_size=18),
    st.integers(-1100, 1050),
)
HALF_WAY = st.integers(1, 0x7F7FFFFE).map(lambda bits: float32s_middle(bits).hex())
JUNK = st.text("0123456789.eE+-xXpinfa() _\t", max_size=8)


def float32s_middle(bits):
    one, other = (struct.unpack("<f", struct.pack("<I", bits + step))[0] for step in (0, 1))
    return (one + other) / 2


@given(st.one_of(DECIMALS, HEXADECIMALS, HALF_WAY, JUNK), st.sampled_from(["float32", "float64", "int32", "int64"]))
@example("", "float32")
@example("١", "int32")
def test_any_text_against_exact_fractions(text, dtype):
    text = text.encode()
    bits = int(dtype.lstrip("floatin"))
    expected = plain_csv.real(text, bits) if dtype.startswith("float") else plain_csv.integer(text, bits)
    converted, bad = numbers.convert([text], np.dtype(dtype))
    if expected is None:
        assert bad == 0
    else:
        assert bad is None
        assert struct.pack("<d", converted[0]) == struct.pack("<d", expected) or math.isnan(expected)
