"""Files that end before their size says: cut while they are read, or kept by a store that gives fewer bytes."""

from __future__ import annotations

import gzip
import io
import os
import re

import numpy as np
import pytest

from headrace.formats import errors, files, fixed_length, limits, lines, tfrecord, whole_file

ROWS = [b"%03d,%03d" % (number, number) for number in range(40)]


def framed(path):
    with tfrecord.Writer(path) as writer:
        writer.write_many(ROWS)
    return path.read_bytes()


def texts(path):
    path.write_bytes(b"".join(row + b"\n" for row in ROWS))
    return path.read_bytes()


def fixed(path):
    path.write_bytes(b"".join(ROWS))
    return path.read_bytes()


READERS = {
    "lines": (texts, lambda path: lines.read(path, block_bytes=16), 8),
    "fixed_length": (fixed, lambda path: fixed_length.read(path, record_bytes=7, block_bytes=16), 7),
    "tfrecord": (framed, lambda path: tfrecord.read(path, block_bytes=48), 23),
}


def read_until_error(blocks, kind=errors.DataLossError):
    found = []
    with pytest.raises(kind) as caught:
        found.extend(record for block in blocks for record in block)
    return found, caught.value


@pytest.mark.parametrize("kind", READERS)
def test_every_whole_record_comes_before_the_error_wherever_the_file_is_cut(kind, tmp_path):
    make, read, each = READERS[kind]
    path = tmp_path / "f"
    size = len(make(path))
    for cut in range(64, size):
        make(path)
        blocks = read(path)
        first = list(next(blocks))
        os.truncate(path, cut)
        found, error = read_until_error(blocks)
        assert first + found == ROWS[: cut // each]
        assert f"{path}; the file has ended too early: read {cut} of {size} bytes" in error.message
        assert (error.path, error.record, error.offset) == (str(path), cut // each, cut)


def test_numbers_are_written_for_people(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"0000007,0000007\n" * 400_000)
    blocks = lines.read(path)
    assert next(blocks)[0] == b"0000007,0000007"
    os.truncate(path, 4_800_005)
    found, error = read_until_error(blocks)
    assert set(found) == {b"0000007,0000007"}
    assert "read 4,800,005 of 6,400,000 bytes; after 300000 whole records" in error.message


def test_a_compressed_file_that_is_cut_meanwhile(tmp_path):
    path = tmp_path / "f.gz"
    rows = [bytes(row) for row in np.random.default_rng(1).integers(97, 123, (20_000, 15), np.uint8)]
    path.write_bytes(gzip.compress(b"\n".join(rows)))
    size = path.stat().st_size
    blocks = lines.read(path, compression="GZIP")
    first = list(next(blocks))
    os.truncate(path, size - 1000)
    found, error = read_until_error(blocks)
    assert first + found == rows[: len(first + found)]
    assert f"read {size - 1000:,} of {size:,} bytes" in error.message


def test_a_file_that_grows_is_read_to_its_end(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"a\n" * 40)
    blocks = lines.read(path, block_bytes=16)
    found = list(next(blocks))
    with path.open("ab") as file:
        file.write(b"b\n" * 9)
    assert found + [line for block in blocks for line in block] == [b"a"] * 40 + [b"b"] * 9


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="no /proc")
def test_files_that_look_empty_are_read():
    (block,) = lines.read("/proc/self/status")
    assert len(block) > 20
    (whole,) = whole_file.read("/proc/self/status")
    assert whole[0].startswith(b"Name:")


@pytest.mark.skipif(not os.path.exists("/sys/kernel/mm/transparent_hugepage/enabled"), reason="no /sys")
def test_files_of_sys_say_more_than_they_have():
    name = "/sys/kernel/mm/transparent_hugepage/enabled"
    assert os.stat(name).st_size > len(files.read_bytes(name))
    ((line,),) = lines.read(name)
    assert b"never" in line


def short_store(has_size):
    """`short://9000/...` holds files that say they have 9,000 bytes and give 1,500."""
    import fsspec
    from fsspec.spec import AbstractFileSystem

    class File(io.BytesIO):
        if has_size:
            size = 9000

    class Short(AbstractFileSystem):
        protocol = "short"
        cachable = False

        def info(self, path, **_):
            return {"name": path, "size": 9000, "type": "file"}

        def open(self, path, mode="rb", **_):
            return File(b"12345678,0123456789\n" * 75)

    fsspec.register_implementation("short", Short, clobber=True)


@pytest.mark.filterwarnings("ignore::headrace.formats.files.remote.RemoteFileWarning")
@pytest.mark.parametrize("has_size", [True, False])
def test_a_store_that_gives_fewer_bytes_than_it_says(has_size, monkeypatch):
    monkeypatch.setattr(limits, "remote_pauses", (0.0, 0.0))
    short_store(has_size)
    found, error = read_until_error(lines.read("short://9000/a.csv"), errors.UnavailableError)
    assert found == [b"12345678,0123456789"] * 75
    words = r"short://9000/a.csv; the server gives 1,500 of 9,000 bytes \(in 3 attempts\)"
    assert re.search(words, error.message)
    for read in (files.read_bytes, lambda path: list(whole_file.read(path))):
        with pytest.raises(errors.UnavailableError, match=words):
            read("short://9000/a.csv")
