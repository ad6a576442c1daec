"""Killed at any moment: what is there is whole, the rest is absent, another call finishes the work and leaves nothing else."""

from __future__ import annotations

import contextlib
import os
import random
from functools import partial

import pytest
from support.formats.frames import framed
from support.formats.kills import events_of, killed_after

from headrace.formats import shards, tfrecord
from headrace.formats.errors import AlreadyExistsError
from headrace.formats.shards import shuffling

KILLS = 30

CALLS = {
    "split": lambda source, target: shards.split(source, target, 6),
    "merge": lambda source, target: shards.merge([source, source], target),
    "shuffle": lambda source, target: shards.shuffle(source, target, memory=6000),
    "sample": lambda source, target: shards.sample(source, target, number=100),
    "salvage": lambda source, target: tfrecord.salvage(source, target),
    "index": lambda source, target: tfrecord.index(source),
}


def contents(directory):
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def finished(call):
    """Make a call; where one was killed after its last step all is there already."""
    with contextlib.suppress(AlreadyExistsError):
        call()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked, as new interpreters take too long")
@pytest.mark.parametrize("name", CALLS)
def test_killed_at_any_moment(name, monkeypatch, tmp_path):
    monkeypatch.setattr(shuffling, "LEAST_MEMORY", 0)
    make = random.Random(name)
    content = bytearray(framed([make.randbytes(make.randrange(100)) for _ in range(300)]))
    if name == "salvage":
        content[5000:5010] = b"x" * 10
    directory = tmp_path / "out"
    directory.mkdir()
    source = (directory if name == "index" else tmp_path) / "f"
    source.write_bytes(content)
    before = contents(directory)
    call = partial(CALLS[name], source, directory / "g")
    most = events_of(call)
    expected = contents(directory)
    kills = completed = 0
    while kills < KILLS or completed < 5:
        for each in contents(directory).keys() - before.keys():
            (directory / each).unlink()
        while True:
            killed = killed_after(make.randrange(most), partial(finished, call))
            kills += killed
            left = contents(directory)
            whole = {each: left[each] for each in left.keys() & expected.keys()}
            assert whole == {each: expected[each] for each in whole}
            assert all(each.startswith(".") for each in left.keys() - expected.keys())
            if not killed or make.random() < 0.5:
                break
        all_there = expected.keys() <= left.keys()
        assert not killed_after(1 << 60, partial(finished, call))
        rest = contents(directory)
        if all_there:  # the call may have found nothing to do
            rest = {each: rest[each] for each in rest if not each.endswith(".part")}
        assert rest == expected
        completed += 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked, as new interpreters take too long")
def test_what_a_killed_shuffle_leaves_is_removed_by_the_next(monkeypatch, tmp_path):
    monkeypatch.setattr(shuffling, "LEAST_MEMORY", 0)
    source = tmp_path / "f"
    source.write_bytes(framed([b"%d" % each for each in range(300)]))
    call = partial(shards.shuffle, source, tmp_path / "g", memory=6000)
    assert killed_after(events_of(partial(shards.shuffle, source, tmp_path / "h", memory=6000)) // 2, call)
    assert any(path.name.endswith(".part") for path in tmp_path.iterdir())
    assert not killed_after(1 << 60, call)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f", "g", "h"]
