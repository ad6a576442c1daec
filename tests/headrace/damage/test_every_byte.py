"""Small files of every format with bytes flipped, and cut off: a sample here, all of it by `make fuzz-damage`."""

from __future__ import annotations

import logging
import random

import pytest
from support.damage.judging import cuts, flips, mangled, sample, wrong
from support.damage.parsers import PARSERS

FILES = 25  # of each kind of damage


@pytest.fixture(autouse=True)
def quiet():
    """Checkpoint states that are damaged are told of on the log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("name", PARSERS)
def test_damage_is_an_error_that_names_the_file_or_does_no_harm(name, tmp_path):
    parser = PARSERS[name]
    generator = random.Random(1)
    damaged = sample(flips(parser.good), FILES, 2) + sample(cuts(parser.good), FILES, 3)
    damaged += [(f"damage {number}", mangled(parser.good, generator)) for number in range(FILES)]
    found = [wrong(parser, tmp_path / "f", what, contents) for what, contents in damaged]
    assert [one for one in found if one is not None] == []


def test_who_notices_nothing_is_noticed(tmp_path, monkeypatch):
    """The judge sees wrong values, errors that name no file, and errors of others."""
    parser = PARSERS["tfrecord"]
    damaged = parser.good[:-5] + b"?" + parser.good[-4:]
    for read, words in [
        (lambda path: [b"wrong"], "wrong values, and nobody is told"),
        (lambda path: {}["x"], "KeyError"),
    ]:
        monkeypatch.setitem(parser.__dict__, "read", read)
        assert words in wrong(parser, tmp_path / "f", "byte", damaged)
