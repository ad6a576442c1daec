"""Files read at any place: local and remote, with and without the calls of POSIX."""

from __future__ import annotations

import errno
import os
import random

import pytest

from headrace.formats import errors
from headrace.formats.files import ranges
from headrace.formats.files.ranges import Ranges


@pytest.fixture(params=["pread", "seek", "remote"])
def opened(request, monkeypatch, tmp_path):
    """A function that makes a file of a content and opens it."""

    def make(content):
        if request.param == "remote":
            import fsspec

            path = "memory://ranges_test/f"
            with fsspec.open(path, "wb") as file:
                file.write(content)
        else:
            path = tmp_path / "f"
            path.write_bytes(content)
        return Ranges(path)

    monkeypatch.setattr(ranges, "_HAS_PREAD", request.param == "pread")
    return make


def test_any_range_can_be_read(opened):
    content = random.Random(0).randbytes(10_000)
    with opened(content) as file:
        assert file.size == len(content)
        for start, size in [(5000, 100), (0, 10_000), (9999, 1), (3, 0), (10_000, 0)]:
            assert file.read(start, size).tobytes() == content[start : start + size]
        with pytest.raises(errors.DataLossError, match=r"ended too early: 11 bytes should be at 9,990, there are 10"):
            file.read(9990, 11)


def test_a_stream_of_it_reads_and_seeks(opened):
    content = random.Random(0).randbytes(200_000)
    with opened(content) as file:
        stream = file.stream()
        stream.seek_bytes = 1 << 16
        view = bytearray(1000)
        assert stream.peek(10) == content[:10]
        assert stream.skip(100_000) == 100_000
        assert (stream.readinto(memoryview(view)), stream.taken) == (1000, 101_000)
        assert bytes(view) == content[100_000:101_000]
        file.read(5, 5)  # others do not move it
        assert stream.skip(1_000_000) == 99_000
        assert stream.readinto(memoryview(view)) == 0
        stream.go_to(7)
        assert stream.readinto(memoryview(view)) == 1000
        assert bytes(view) == content[7:1007]
        assert (stream.taken, stream.remaining()) == (1007, 198_993)


def test_what_is_closed_cannot_be_read(tmp_path, monkeypatch):
    (tmp_path / "f").write_bytes(b"abc")
    for has_pread in (True, False):
        monkeypatch.setattr(ranges, "_HAS_PREAD", has_pread)
        file = Ranges(tmp_path / "f")
        file.close()
        file.close()
        with pytest.raises(errors.FailedPreconditionError, match=r"f; it was closed"):
            file.read(0, 1)


def test_a_file_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    (tmp_path / "f").write_bytes(b"abc")

    def fails(*_arguments):
        raise OSError(errno.ESTALE, "stale")

    monkeypatch.setattr(os, "preadv", fails)
    with Ranges(tmp_path / "f") as file, pytest.raises(errors.AbortedError, match="f; Stale file handle"):
        file.read(0, 1)


def test_what_cannot_be_opened_is_named(tmp_path):
    with pytest.raises(errors.NotFoundError, match="missing; No such file"):
        Ranges(tmp_path / "missing")
    with pytest.raises(errors.NotFoundError, match="missing"):
        Ranges("memory://ranges_test/missing")
    with pytest.raises(errors.FailedPreconditionError, match="Is a directory"):
        Ranges(tmp_path)
