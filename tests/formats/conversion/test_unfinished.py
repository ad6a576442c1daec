"""Conversions that were ended: what they leave, and how another call goes on."""

from __future__ import annotations

import os
import random
import signal
import sys

import pytest

from headrace.formats import quarantine
from headrace.formats.conversion import convert
from headrace.formats.errors import AlreadyExistsError, InvalidArgumentError, ResourceExhaustedError
from headrace.formats.quarantine import Quarantine

KILLS = 60


@pytest.fixture
def sources(tmp_path):
    directory = tmp_path / "sources"
    directory.mkdir()
    for number in range(3):
        lines = "".join(f"{n},word{n % 9}\n" for n in range(300 * number, 300 * number + 300))
        (directory / f"{number}.csv").write_text("id,word\n" + lines)
    return sorted(directory.iterdir())


def contents(directory):
    """The files in a directory, by name; what is no file is None."""
    return {path.name: path.read_bytes() if path.is_file() else None for path in directory.iterdir()}


def interrupted(sources, target, after, **options):
    """Convert, but be interrupted when some shards are done."""
    shards = 0

    def progress(rows, data):
        nonlocal shards
        shards += rows > 0
        if shards > after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert(sources, target, progress=progress, **options)


@pytest.fixture
def undisturbed(sources, tmp_path):
    """What conversions of the sources write, by their options."""

    def made(**options):
        directory = tmp_path / "undisturbed"
        directory.mkdir()
        convert(sources, directory / "a.tfrecord", **options)
        return contents(directory)

    return made


@pytest.fixture
def target(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "a.tfrecord"


def test_who_is_interrupted_before_a_shard_is_done_leaves_nothing(sources, target):
    interrupted(sources, target, after=0, shards=6)
    interrupted(sources, target, after=0)
    assert contents(target.parent) == {}


@pytest.mark.parametrize("options", [{}, {"shuffle": True}, {"workers": 2}])
def test_another_call_goes_on_and_keeps_the_shards_that_are_done(sources, target, undisturbed, options):
    expected = undisturbed(shards=6, **options)
    interrupted(sources, target, after=2, shards=6, **(options | {"workers": 1}))
    left = contents(target.parent)
    done = {name: data for name, data in left.items() if data is not None}
    assert len(done) == 2
    assert done.items() <= expected.items()
    assert set(left) - set(done) == {".a.tfrecord.unfinished"}
    inodes = {name: os.stat(target.parent / name).st_ino for name in done}
    report = convert(sources, target, shards=6, **options)
    assert report.kept == 2
    assert report.rows == 900
    assert contents(target.parent) == expected
    assert {name: os.stat(target.parent / name).st_ino for name in done} == inodes


def test_shards_that_were_damaged_or_removed_since_are_written_again(sources, target, undisturbed):
    expected = undisturbed(shards=6)
    interrupted(sources, target, after=4, shards=6)
    names = [f"a-0000{n}-of-00006.tfrecord" for n in range(4)]
    content = bytearray(expected[names[0]])
    content[50] ^= 1
    (target.parent / names[0]).write_bytes(content)
    (target.parent / names[1]).write_bytes(content[:100])
    (target.parent / names[2]).unlink()
    assert convert(sources, target, shards=6).kept == 1
    assert contents(target.parent) == expected


@pytest.mark.parametrize("other", [{"seed": 1}, {"schema": "id:int64"}, {"compression": "GZIP"}, {"shards": 5}])
def test_what_is_left_of_another_conversion_is_not_mixed_with_this_one(sources, target, undisturbed, other):
    interrupted(sources, target, after=2, shards=6, shuffle=True)
    options = {"shards": 6, "shuffle": True} | other
    before = contents(target.parent)
    with pytest.raises(AlreadyExistsError, match=r"a\.tfrecord\.unfinished is left of a conversion.*--force"):
        convert(sources, target, **options)
    assert contents(target.parent) == before
    expected = undisturbed(**options)
    assert convert(sources, target, force=True, **options).kept == 0
    assert expected.items() <= contents(target.parent).items()
    assert not (target.parent / ".a.tfrecord.unfinished").exists()


def test_sources_that_were_changed_are_another_conversion(sources, target):
    interrupted(sources, target, after=2, shards=6)
    os.utime(sources[1], ns=(0, 0))
    with pytest.raises(AlreadyExistsError, match="files that were changed since"):
        convert(sources, target, shards=6)


def test_where_a_source_is_at_fault_the_shards_that_are_done_are_removed(sources, target):
    with sources[2].open("a") as file:
        file.write("many,words\n")
    with pytest.raises(InvalidArgumentError, match="302"):
        convert(sources, target, shards=6, infer_rows=10)
    assert contents(target.parent) == {}


def test_a_full_disk_leaves_what_another_call_goes_on_from(sources, target, undisturbed, monkeypatch):
    expected = undisturbed(shards=6)
    rename = os.replace

    def full(source, name):
        if name.endswith("a-00003-of-00006.tfrecord"):
            raise OSError(28, "No space left on device")
        rename(source, name)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        with pytest.raises(ResourceExhaustedError, match="No space left on device"):
            convert(sources, target, shards=6)
    assert convert(sources, target, shards=6).kept == 3
    assert contents(target.parent) == expected


def test_the_quarantine_of_a_conversion_that_goes_on_is_complete(sources, target, tmp_path):
    for source in sources:
        with source.open("a") as file:
            file.write("many,words\n")
    options = {"shards": 6, "infer_rows": 10}
    interrupted(sources, target, after=3, on_damage=Quarantine(tmp_path / "bad"), **options)
    assert not (tmp_path / "bad").exists()
    report = convert(sources, target, on_damage=Quarantine(tmp_path / "bad"), **options)
    assert (report.kept, report.rows, report.left_out) == (3, 900, 3)
    assert [bad.path for bad in quarantine.read(tmp_path / "bad")] == list(map(str, sources))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked, as new interpreters take too long")
@pytest.mark.parametrize("options", [{"shards": 5}, {"shards": 3, "shuffle": True}, {}])
def test_killed_at_any_moment(sources, target, undisturbed, options):
    """After each of many kills every file is whole or absent, and in the end the bytes are those of an undisturbed run."""
    expected = undisturbed(**options)
    moments = random.Random(0)
    most = killed_after(sources, target, None, options)
    assert contents(target.parent) == expected
    empty(target.parent)
    kills = finished = 0
    while kills < KILLS or finished < 5:
        was_killed = killed_after(sources, target, moments.randrange(most), options) is None
        kills += was_killed
        left = {name: data for name, data in contents(target.parent).items() if not name.startswith(".")}
        assert left.items() <= expected.items()
        if not was_killed or moments.random() < 0.2:
            if left != expected or (target.parent / ".a.tfrecord.unfinished").exists():
                convert_on(sources, target, options)
            assert contents(target.parent) == expected
            finished += 1
            empty(target.parent)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked, as new interpreters take too long")
def test_with_the_process_that_started_them_workers_end(sources, target, undisturbed):
    expected = undisturbed(shards=5)
    options = {"shards": 5, "workers": 2}
    most = killed_after(sources, target, None, options)
    empty(target.parent)
    for part in (0.5, 0.9):
        assert killed_after(sources, target, int(part * most), options) is None
        left = {name: data for name, data in contents(target.parent).items() if not name.startswith(".")}
        assert left.items() <= expected.items()
    convert_on(sources, target, options)
    assert contents(target.parent) == expected


def convert_on(sources, target, options):
    """Call again; who was killed when all was done finds the targets there."""
    try:
        convert(sources, target, **options)
    except AlreadyExistsError:
        assert all((target.parent / name).exists() for name in os.listdir(target.parent))


def empty(directory):
    for path in directory.iterdir():
        path.unlink()


def killed_after(sources, target, events, options):
    """Convert in a child, which kills itself after so many calls and returns of functions; None where it was killed, otherwise
    how many there were."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        count = 0

        def profile(frame, event, argument):
            nonlocal count
            count += 1
            if count == events:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.setprofile(profile)
            convert(sources, target, **options)
            sys.setprofile(None)
            os.write(writing, b"%d" % count)
        except AlreadyExistsError:
            os.write(writing, b"%d" % count)
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as answer:
        said = answer.read()
    return int(said) if said else None
