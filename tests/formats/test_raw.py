"""tf.decode_raw on bytes, arrays of bytes and Records."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import golden

from headrace.formats import raw
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.records import Records

RULES = golden.load("rules/decode_raw.json")
BYTES = bytes(range(16))
ORDERS = [case for case in RULES if case.startswith("bytes 0..15")]


@pytest.mark.parametrize("case", ORDERS)
def test_each_type_in_both_byte_orders(case):
    dtype, order = case.removeprefix("bytes 0..15 as ").split(" little_endian=")
    expected = RULES[case]
    if "error" in expected:
        with pytest.raises(TypeError) as caught:
            raw.decode_raw(BYTES, str if dtype == "string" else dtype, order == "True")
        assert str(caught.value) == expected["error"]["message"]
        return
    decoded = raw.decode_raw(BYTES, dtype, order == "True")
    assert decoded.dtype == (np.uint16 if dtype == "bfloat16" else np.dtype(dtype))
    assert decoded.dtype.isnative
    assert list(decoded.shape) == expected["ok"]["shape"]
    assert decoded.tobytes().hex() == expected["ok"]["bytes_hex"]


def test_shapes_are_those_of_the_strings_and_one_more():
    assert raw.decode_raw([[b"ab", b"cd"]], np.uint8).tolist() == [[[97, 98], [99, 100]]]
    assert raw.decode_raw([], np.uint8).shape == (0, 0)
    assert raw.decode_raw([b"", b""], np.int32).shape == (2, 0)
    assert raw.decode_raw(b"", np.int32).shape == (0,)


def test_bools_keep_their_bytes():
    decoded = raw.decode_raw(b"\x00\x01\x02\xff", np.bool_)
    assert decoded.tolist() == [False, True, True, True]
    assert decoded.view(np.uint8).tolist() == RULES["bool bytes 0 1 2 255, cast to int32"]["ok"]["values"]


def test_a_length_that_is_no_multiple_of_the_size():
    with pytest.raises(InvalidArgumentError) as caught:
        raw.decode_raw(b"12345", np.int32)
    assert str(caught.value) == RULES["length not a multiple"]["error"]["message"]
    for dtype, name in [(np.float16, "half"), (np.float32, "float"), (np.float64, "double"), ("bfloat16", "bfloat16")]:
        with pytest.raises(InvalidArgumentError, match=f"the size of {name}$"):
            raw.decode_raw(b"1", dtype)


def test_strings_of_different_lengths():
    with pytest.raises(InvalidArgumentError) as caught:
        raw.decode_raw([b"ab", b"abc"], np.uint8)
    assert str(caught.value).startswith(RULES["batch of different lengths"]["error"]["message"])
    assert str(caught.value).endswith("; it has 3 bytes, the first has 2")
    assert caught.value.index == 1


def test_errors_name_the_record():
    records = Records.from_list([b"abcd", b"abcd", b"ab"], "data.bin", range(7, 10))
    with pytest.raises(InvalidArgumentError, match=r"; data\.bin:9; it has 2 bytes, the first has 4$") as caught:
        raw.decode_raw(records, np.uint8)
    assert (caught.value.path, caught.value.record, caught.value.index) == ("data.bin", 9, 2)
    with pytest.raises(InvalidArgumentError, match=r"length 2 that is not a multiple of 4, .* int32; data\.bin:9$"):
        raw.decode_raw_ragged(records, np.int32)


def test_records_at_equal_distance_are_not_copied():
    buffer = np.arange(64, dtype=np.uint8)
    starts = np.arange(4, 64, 16)
    records = Records(buffer, starts, starts + 12)
    for dtype, shape in [(np.uint8, (4, 12)), (np.int32, (4, 3))]:
        decoded = raw.decode_raw(records, dtype)
        assert decoded.shape == shape
        assert np.shares_memory(decoded, buffer)
        assert not decoded.flags.writeable
        assert decoded.tobytes() == b"".join(records)


def test_numbers_that_do_not_lie_where_the_machine_wants_them_are_copied():
    decoded = raw.decode_raw(Records(np.arange(9, dtype=np.uint8), np.array([1]), np.array([9])), np.int64)
    assert decoded.flags.aligned
    assert decoded.tobytes() == bytes(range(1, 9))


@given(st.lists(st.binary(max_size=5).map(lambda text: text * 4), max_size=6), st.booleans())
def test_ragged_strings_one_by_one(strings, little_endian):
    decoded = raw.decode_raw_ragged(strings, np.int32, little_endian)
    assert len(decoded) == len(strings)
    for array, text in zip(decoded, strings, strict=True):
        np.testing.assert_array_equal(array, raw.decode_raw(text, np.int32, little_endian))
        assert array.tolist() == [
            int.from_bytes(text[at : at + 4], "little" if little_endian else "big", signed=True)
            for at in range(0, len(text), 4)
        ]
