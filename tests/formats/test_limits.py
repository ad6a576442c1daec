"""Memory follows what files hold, within limits where they do not tell their size."""

from __future__ import annotations

import gzip
import os
import struct
import subprocess
import sys
import tracemalloc

import pytest

from headrace.formats import errors, files, fixed_length, idx, limits, lines, tfrecord, whole_file
from headrace.formats.tfrecord._frames_cy import masked_crc

MIB = 1 << 20


def frame_head(length):
    head = struct.pack("<Q", length)
    return head + struct.pack("<I", masked_crc(head))


def refused(blocks, kind=errors.ResourceExhaustedError):
    found = []
    with pytest.raises(kind) as caught:
        found.extend(record for block in blocks for record in block)
    return found, caught.value


@pytest.fixture
def small_limit(monkeypatch):
    monkeypatch.setattr(limits, "unsized_bytes", MIB)


@pytest.fixture
def memory():
    """The most bytes that a test has held at once."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


@pytest.mark.parametrize("kind", ["lines", "tfrecord", "whole record of a claim"])
def test_a_bomb_is_refused_after_the_records_before_it(kind, tmp_path, small_limit, memory):
    path = tmp_path / "f.gz"
    zeros = bytes(64 * MIB)
    if kind == "lines":
        path.write_bytes(gzip.compress(b"one\ntwo\n" + zeros, 9))
        read, offset = lines.read, 8
    else:
        with tfrecord.Writer(tmp_path / "good") as writer:
            writer.write_many([b"one", b"two"])
        claim = len(zeros) if kind == "tfrecord" else 1 << 62
        path.write_bytes(gzip.compress((tmp_path / "good").read_bytes() + frame_head(claim) + zeros, 9))
        read, offset = tfrecord.read, 38
    del zeros
    tracemalloc.reset_peak()
    found, error = refused(read(path, compression="GZIP"))
    assert found == [b"one", b"two"]
    assert error.message.startswith(f"{path}; what begins at byte {offset} does not end within ")
    assert "headrace.formats.limits" in error.message
    assert error.message.endswith("after 2 whole records")
    assert (error.path, error.record, error.offset) == (str(path), 2, offset)
    assert memory() < 24 * MIB


def test_what_is_within_the_limit_is_read(tmp_path, monkeypatch):
    path = tmp_path / "f.gz"
    line = b"x" * 5_000_000
    path.write_bytes(gzip.compress(line + b"\nnext\n"))
    assert [len(line) for block in lines.read(path, compression="GZIP") for line in block] == [5_000_000, 4]
    monkeypatch.setattr(limits, "unsized_bytes", 1000)
    assert refused(lines.read(path, compression="GZIP", block_bytes=100))[0] == []
    monkeypatch.setattr(limits, "compression_ratio", 10_000)
    assert [len(line) for block in lines.read(path, compression="GZIP") for line in block] == [5_000_000, 4]


def test_a_plain_file_has_no_limit_but_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "unsized_bytes", 1000)
    path = tmp_path / "f"
    path.write_bytes(b"x" * 100_000 + b"\nnext\n")
    assert [len(line) for block in lines.read(path, block_bytes=64) for line in block] == [100_000, 4]
    (whole,) = whole_file.read(path)
    assert len(whole[0]) == 100_006


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no /dev/zero")
def test_devices_without_end(small_limit, memory):
    for read in (lines.read, whole_file.read):
        found, error = refused(read("/dev/zero"))
        assert (found, error.path, error.offset) == ([], "/dev/zero", 0)
        assert error.message.startswith("/dev/zero; what begins at byte 0 does not end within 1,048,576 bytes")
    blocks = fixed_length.read("/dev/zero", record_bytes=1000)
    assert next(blocks)[0] == bytes(1000)
    blocks.close()
    assert memory() < 16 * MIB


def test_an_idx_file_is_as_long_as_its_head_says(tmp_path, memory, small_limit):
    path = tmp_path / "f.gz"
    path.write_bytes(gzip.compress(b"\0\0\x08\x01\0\0\0\x10" + bytes(64 * MIB), 9))
    tracemalloc.reset_peak()
    with pytest.raises(errors.DataLossError, match=r"f.gz: more than 24 bytes; an IDX file of shape \[16\] has 24"):
        idx.read(path)
    path.write_bytes(gzip.compress(struct.pack(">HBBI", 0, 8, 1, 1 << 31)))
    with pytest.raises(errors.ResourceExhaustedError, match=r"f\.gz; what begins at byte 0"):
        idx.read(path)
    path.write_bytes(struct.pack(">HBBI", 0, 8, 1, 1 << 31))
    with pytest.raises(errors.DataLossError, match=r"f\.gz: 8 bytes; an IDX file of shape"):
        idx.read(path)
    assert memory() < 24 * MIB


def test_the_limit_is_read_when_a_file_is(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "unsized_bytes", 10)
    with pytest.raises(errors.ResourceExhaustedError, match="within 10 bytes"):
        files.read_bytes("/dev/zero")


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="no /proc")
def test_a_file_that_does_not_fit_into_memory_is_named(tmp_path):
    """Records before it arrive; the file has holes and takes no room on the disk."""
    path = tmp_path / "f"
    path.write_bytes(b"one\n")
    os.truncate(path, 1 << 40)
    program = f"""
import resource
from headrace.formats import errors, lines, whole_file
most = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize() + (100 << 20)
resource.setrlimit(resource.RLIMIT_AS, (most, most))
found = []
for read in (lines.read, whole_file.read):
    try:
        found.extend(record for block in read({str(path)!r}) for record in block)
    except errors.ResourceExhaustedError as error:
        print(error.message)
print(found)
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True).stdout
    of_lines, of_whole, found = told.splitlines()
    assert of_lines.startswith(f"{path}; out of memory for what begins at byte 4: ")
    assert of_lines.endswith("; after 1 whole records")
    assert of_whole.startswith(f"{path}; out of memory for what begins at byte 0")
    assert found == "[b'one']"
