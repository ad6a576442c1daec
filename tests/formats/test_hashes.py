"""Hashes of strings: TensorFlow's numbers, compiled or not."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden
from support.hot_modules import uncompiled

from headrace.formats import _hashes_cy, hashes
from headrace.formats.records import Records

GOLDEN = golden.load("strings/hash_buckets.json")
STRINGS = [bytes.fromhex(string) for string in GOLDEN.pop("strings")]
KINDS = {"fast": "farm", "legacy": "murmur", "strong": "sip"}
LOOPS = [uncompiled("headrace.formats._hashes_cy"), *([_hashes_cy] if _hashes_cy.compiled else [])]


@pytest.fixture(params=LOOPS, ids=["source", "compiled"][: len(LOOPS)])
def each_loop(request, monkeypatch):
    monkeypatch.setattr(hashes, "hot", request.param)


@pytest.mark.usefixtures("each_loop")
@pytest.mark.parametrize("case", GOLDEN)
def test_numbers_are_those_of_tensorflow(case):
    kind, count = case.split()
    key = (5, 6) if count == "13" else (0x0706050403020100, 0x0F0E0D0C0B0A0908)
    found = hashes.buckets(Records.from_list(STRINGS), int(count), KINDS[kind], key)
    assert found.dtype == np.int64
    assert found.tolist() == GOLDEN[case]


@pytest.mark.usefixtures("each_loop")
def test_strings_lie_anywhere_in_a_buffer():
    records = Records.from_list(STRINGS)
    chosen = np.array([150, 3, 77, 3, 140])
    for kind in KINDS.values():
        expected = hashes.buckets(records, 1000, kind)[chosen]
        assert hashes.buckets(records.take(chosen), 1000, kind).tolist() == expected.tolist()
        assert hashes.buckets(Records.from_list([]), 1000, kind).tolist() == []
    outside = Records(records.buffer, np.array([0]), np.array([len(records.buffer) + 1]))
    with pytest.raises(ValueError, match=r"string 0, .* is no part of a buffer"):
        hashes.buckets(outside, 10)


def test_bad_arguments():
    with pytest.raises(ValueError, match="count must be >= 1 and kind one of farm, murmur, sip; got 0 and 'farm'"):
        hashes.buckets(Records.from_list([b"a"]), 0)
    with pytest.raises(ValueError, match="got 1 and 'md5'"):
        hashes.buckets(Records.from_list([b"a"]), 1, "md5")
