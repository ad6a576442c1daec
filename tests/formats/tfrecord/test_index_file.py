"""The index beside a file: made once, and again when the file, or the index itself, is another than it was."""

from __future__ import annotations

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.formats.frames import framed

from headrace.formats import errors, tfrecord
from headrace.formats.tfrecord import index_file

KINDS = ["", "GZIP", "ZLIB"]


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return tmp_path_factory.mktemp("index")


@pytest.fixture
def builds(monkeypatch):
    """A list that gets an entry whenever an index is made."""
    made = []
    search = index_file._Search
    monkeypatch.setattr(index_file, "_Search", lambda ranges, *args: (made.append(ranges.path), search(ranges, *args))[1])
    return made


def written(path, records, kind=""):
    with tfrecord.Writer(path, kind) as writer:
        writer.write_many(records)
    return path


def index_beside(path):
    return path.with_name(f".{path.name}.index")


indices = st.integers(-12, 11)
slices = st.builds(slice, indices | st.none(), indices | st.none(), st.sampled_from([None, 1, 2, -1, -3]))


@pytest.mark.parametrize("kind", KINDS)
def test_the_index_is_made_once_and_kept_beside_the_file(kind, builds, tmp_path):
    path = written(tmp_path / "f.tfrecord", [b"one", b"two"], kind)
    for _ in range(3):
        assert list(tfrecord.open(path)) == [b"one", b"two"]
    assert len(builds) == 1
    assert index_beside(path).exists()
    assert tfrecord.index(path) == (str(index_beside(path)), 2, False)
    index_beside(path).unlink()
    assert tfrecord.index(path) == (str(index_beside(path)), 2, True)
    assert list(tfrecord.open(path, compression=kind)) == [b"one", b"two"]
    assert len(builds) == 2


def test_the_bytes_of_an_index_are_those_that_are_documented(tmp_path):
    path = written(tmp_path / "f", [b"one", b"three"])
    tfrecord.index(path)
    content = index_beside(path).read_bytes()
    state = path.stat()
    assert content[:8] == b"HRINDEX1"
    assert np.frombuffer(content[8:24], "<i8").tolist() == [state.st_size, state.st_mtime_ns]
    assert content[40:44] == bytes(4)
    assert np.frombuffer(content[48:56], "<i8").tolist() == [2]
    assert np.frombuffer(content[64:], "<i8").tolist() == [0, 19, 40]


def test_a_stale_index_is_made_anew(builds, tmp_path):
    path = written(tmp_path / "f", [b"one", b"two"])
    assert len(tfrecord.open(path)) == 2
    before = path.stat()
    written(path, [b"three", b"four", b"five"])  # another size
    assert list(tfrecord.open(path)) == [b"three", b"four", b"five"]
    content = path.read_bytes()
    path.write_bytes(framed([b"x" * (len(content) - 16)]))  # the size it had; another time, or another content
    assert len(tfrecord.open(path)) == 1
    path.write_bytes(framed([b"y" * (len(content) - 16)]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert tfrecord.open(path)[0] == b"y" * (len(content) - 16)
    path.write_bytes(framed([b"three", b"four", b"five"]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # the size and the time it had
    assert list(tfrecord.open(path)) == [b"three", b"four", b"five"]
    assert len(builds) == 5


def test_a_large_file_of_the_same_size_and_time_is_told_apart(builds, tmp_path):
    path = written(tmp_path / "f", [bytes(1000)] * 3000)
    tfrecord.index(path)
    state = path.stat()
    assert state.st_size > index_file._WHOLE_BYTES
    written(path, [b"x" * 2016] * 1500)
    assert path.stat().st_size == state.st_size
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert len(tfrecord.open(path)) == 1500
    assert len(builds) == 2


@given(st.data())
@settings(max_examples=60)
def test_a_damaged_index_is_made_anew(directory, data):
    path = written(directory / "damaged_index", [b"one", b"two"])
    tfrecord.index(path)
    content = bytearray(index_beside(path).read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del content[place:]
    index_beside(path).write_bytes(content)
    assert list(tfrecord.open(path)) == [b"one", b"two"]
    assert list(tfrecord.open(path)) == [b"one", b"two"]


def test_where_no_index_can_be_kept_it_is_in_memory(monkeypatch, builds, tmp_path):
    path = written(tmp_path / "f", [b"one", b"two"])
    index_beside(path).mkdir()
    for _ in range(2):
        assert list(tfrecord.open(path)) == [b"one", b"two"]
    with pytest.raises(errors.FailedPreconditionError, match=r"\.f\.index"):
        tfrecord.index(path)
    index_beside(path).rmdir()

    def full(name):
        raise errors.ResourceExhaustedError(None, None, f"{name}; No space left on device", path=name)

    monkeypatch.setattr(index_file, "replace", full)
    assert list(tfrecord.open(path)) == [b"one", b"two"]
    assert len(builds) == 3
    assert [each.name for each in tmp_path.iterdir()] == ["f"]


def test_nothing_is_kept_where_that_is_not_wanted(tmp_path):
    path = written(tmp_path / "f", [b"one", b"two"])
    assert list(tfrecord.open(path, store=False)) == [b"one", b"two"]
    assert not index_beside(path).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_header_is_named_when_the_index_is_made(kind, tmp_path):
    path = tmp_path / "f"
    content = bytearray(framed([b"one", b"two", b"three"]))
    content[19 + 3] ^= 1
    with tfrecord.Writer(path, kind) as writer:
        writer._append(memoryview(content), np.array([3, 3, 5]))
    for call in (tfrecord.open, tfrecord.index):
        with pytest.raises(errors.DataLossError, match="record 1 at offset 19: length CRC is") as raised:
            call(path)
        assert (raised.value.path, raised.value.record, raised.value.offset) == (str(path), 1, 19)
    assert not index_beside(path).exists()
    path.write_bytes(framed([b"one", b"two"])[:-1])
    with pytest.raises(errors.DataLossError, match="record 1 at offset 19: 3 bytes and their CRC should follow"):
        tfrecord.open(path)


def test_a_file_that_changes_while_its_index_is_made(monkeypatch, tmp_path):
    path = written(tmp_path / "f", [b"one", b"two"])
    settle = index_file.FrameReader.settle

    def changes(self, strict):
        path.write_bytes(framed([b"three"]))
        settle(self, strict)

    monkeypatch.setattr(index_file.FrameReader, "settle", changes)
    with pytest.raises(errors.FailedPreconditionError, match="was changed while its records were looked for"):
        tfrecord.open(path)


@pytest.mark.parametrize("kind", KINDS)
def test_remote_files(kind, builds, tmp_path):
    records = [b"%d" % each * each for each in range(50)]
    path = "memory://open_test/f"
    with tfrecord.Writer(path, kind) as writer:
        writer.write_many(records)
    found = tfrecord.open(path)
    order = np.random.default_rng(1).permutation(50)
    assert list(found[order]) == [records[each] for each in order]
    assert found[-1] == records[-1]
    assert len(builds) == 1
    assert tfrecord.index(path) == ("memory://open_test/.f.index", 50, True)
    assert list(tfrecord.open(path)) == records
    assert len(builds) == 2
    with tfrecord.Writer(path, kind) as writer:
        writer.write_many(records[:-1])
    assert list(tfrecord.open(path)) == records[:-1]
