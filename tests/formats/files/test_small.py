"""The contents of small files, read many at a time, compiled (where that is) and as Python."""

from __future__ import annotations

import os
import threading

import numpy as np
import pytest
from support.hot_modules import uncompiled

from headrace.formats.files import _small_cy, small
from headrace.formats.files.small import SMALL_BYTES, Contents, small_contents

SOURCE = uncompiled("headrace.formats.files._small_cy")
ROOM = 1 << 20


@pytest.fixture(params=[_small_cy, SOURCE], ids=["installed", "source"], autouse=True)
def form(request, monkeypatch):
    monkeypatch.setattr(small, "hot", request.param)


@pytest.fixture
def write(tmp_path):
    def write(*contents: bytes) -> list[bytes]:
        for number, content in enumerate(contents):
            (tmp_path / str(number)).write_bytes(content)
        return [os.fsencode(tmp_path / str(number)) for number in range(len(contents))]

    return write


def listed(found: Contents) -> list[bytes]:
    assert found.bounds.dtype == np.int64
    assert found.bounds[0] == 0
    assert found.bounds[-1] == len(found.buffer)
    return [found.buffer[start:end].tobytes() for start, end in zip(found.bounds, found.bounds[1:], strict=False)]


def read(paths, room=ROOM, seconds=60.0) -> list[bytes]:
    return listed(small_contents(paths, room, seconds))


def test_all_bytes_of_all_files_come_in_the_order_of_their_paths(write):
    contents = [b"a", b"\0\r\n\0", bytes(range(256)) * 100, b"x" * SMALL_BYTES, b"last"]
    paths = write(*contents)
    assert read(paths) == contents
    assert read(paths[::-1] * 3) == contents[::-1] * 3
    assert read([]) == []


def test_files_of_many_directories_are_found_in_whatever_order_and_by_whatever_path(tmp_path, monkeypatch):
    names = ["a/1", "a/2", "b/1", "b/deep/1", "b/deep/2", "ab/1", "ab/2", "1", "2"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "link").symlink_to(tmp_path / "b", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    for names_in_order in (names, names[::-1], [*names[::2], *names[1::2]], names + names):
        contents = [name.encode() for name in names_in_order]
        assert read([os.fsencode(tmp_path / name) for name in names_in_order]) == contents
        assert read(contents) == contents
        assert read([b"a//../" + name for name in contents]) == contents
    assert read([b"link/1", b"link/deep/2", b"link/deep/1", b"link/1"]) == [b"b/1", b"b/deep/2", b"b/deep/1", b"b/1"]
    assert read([b"a/1", b"none/1", b"none/2"]) == [b"a/1"]
    assert read([b"a/1", b"a/", b"a/2"]) == [b"a/1"]


@pytest.mark.parametrize(
    "name", ["nothing", "directory", "empty", "large", "0\0", "file://{}/0", "memory://0"], ids=lambda name: name.split(":")[0]
)
def test_what_is_no_small_file_is_left_to_who_can_read_it_and_so_is_what_follows(tmp_path, write, name):
    good = write(b"zero", b"one")
    (tmp_path / "directory").mkdir()
    (tmp_path / "empty").touch()
    (tmp_path / "large").write_bytes(bytes(SMALL_BYTES + 1))
    bad = (name.format(tmp_path) if ":" in name else str(tmp_path / name)).encode()
    assert read([bad, *good]) == []
    assert read([*good, bad, *good]) == [b"zero", b"one"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_is_neither_waited_for_nor_opened_before_its_reader_comes(tmp_path, write):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    good = write(b"zero")
    writer = threading.Thread(target=path.write_bytes, args=[b"all of it"])  # which waits for a reader
    writer.start()
    try:
        assert [read([*good, os.fsencode(path)]) for _ in range(20)] == [[b"zero"]] * 20
    finally:
        came = path.read_bytes()
        writer.join()
    assert came == b"all of it"


def test_the_file_that_fills_the_room_or_the_time_is_the_last(write):
    paths = write(b"aaaa", b"bbbb", b"cccc", b"dddd")
    assert read(paths, room=7) == [b"aaaa", b"bbbb"]
    assert read(paths, room=8) == [b"aaaa", b"bbbb", b"cccc"]
    assert read(paths, room=0) == read(paths, seconds=-1.0) == [b"aaaa"]


def test_no_descriptor_stays_open(tmp_path, write):
    paths = write(b"one", b"two", b"")
    before = os.open(tmp_path, os.O_RDONLY) if os.name == "posix" else os.dup(0)
    os.close(before)
    read(paths * 3)
    after = os.open(tmp_path, os.O_RDONLY) if os.name == "posix" else os.dup(0)
    os.close(after)
    assert after == before


def test_parts_are_joined_and_cut(write):
    paths = write(b"a", b"bb", b"ccc", b"dddd")
    parts = [small_contents(some, ROOM, 60.0) for some in (paths[:1], paths[1:1], paths[1:])]
    joined = Contents.joined(parts)
    assert listed(joined) == [b"a", b"bb", b"ccc", b"dddd"]
    assert listed(joined.first(3)) == [b"a", b"bb", b"ccc"]
    assert listed(joined.first(0)) == []
    assert joined.files == 4
