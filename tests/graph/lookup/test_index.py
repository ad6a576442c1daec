"""Positions of keys: by every way the same as by a dict."""

from __future__ import annotations

import numpy as np
import pytest
from support.hot_modules import uncompiled

from headrace.formats.records import Records
from headrace.graph.lookup import _words_cy, index


def _words(rng, count):
    return [rng.bytes(int(rng.integers(0, 12))) for _ in range(count)]


@pytest.mark.parametrize("count", [0, 1, 2, 7, 300])
def test_words_in_arrays_and_in_records(count):
    rng = np.random.default_rng(count)
    words = list(dict.fromkeys(_words(rng, count)))
    places = {word: int(place) for word, place in zip(words, rng.permutation(1000), strict=False)}
    asked = [*_words(rng, 200), *words, b"", b"\0", b"\0\0"]
    wanted = [places.get(word, -1) for word in asked]
    positions = index.of_unchanging(places, integers=False)
    array = np.empty(len(asked), object)
    array[:] = asked
    assert positions(array).tolist() == wanted
    records = Records.from_list([b"before", *asked, b"behind"])[1:-1]
    assert positions(records).tolist() == wanted
    assert positions(records[:0]).tolist() == []


@pytest.mark.parametrize("module", [_words_cy, uncompiled("headrace.graph.lookup._words_cy")], ids=["as installed", "source"])
def test_the_hot_module_finds_words(module):
    rng = np.random.default_rng(1)
    words = list(dict.fromkeys(_words(rng, 50)))
    held, asked = Records.from_list(words), Records.from_list([*words[::-1], *_words(rng, 50)])
    slots, found = np.full(128, -1, np.int64), np.empty(len(asked), np.int64)
    parts = [part if module.compiled else memoryview(part) for part in (slots, held.buffer, held.starts, held.ends)]
    module.fill(*parts)
    more = [part if module.compiled else memoryview(part) for part in (asked.buffer, asked.starts, asked.ends, found)]
    module.find(*parts, *more)
    assert found.tolist() == [words.index(word) if word in words else -1 for word in asked]


def test_strings_outside_of_their_buffer_are_refused():
    held = Records.from_list([b"a", b"b"])
    slots = np.full(8, -1, np.int64)
    with pytest.raises(ValueError, match="is no part of a buffer of 2 bytes"):
        _words_cy.fill(slots, held.buffer, held.starts, held.ends + 1)
    with pytest.raises(ValueError, match="2 slots for 2 strings"):
        _words_cy.fill(slots[:2], held.buffer, held.starts, held.ends)


@pytest.mark.parametrize("keys", [range(5), range(-3, 40), [7], [5, -9, 1 << 40, 0], []], ids=str)
def test_integers(keys):
    rng = np.random.default_rng(2)
    places = {key: int(place) for key, place in zip(keys, rng.permutation(100), strict=False)}
    asked = np.array([*rng.integers(-60, 60, 300), *keys, 1 << 40, -(1 << 62)], np.int64)
    positions = index.of_unchanging(places, integers=True)
    assert positions(asked).tolist() == [places.get(key, -1) for key in asked.tolist()]
