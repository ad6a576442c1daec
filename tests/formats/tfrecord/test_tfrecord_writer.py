"""Writing TFRecord files: the bytes that TensorFlow writes, and what others see of a file while it is written."""

from __future__ import annotations

import contextlib
import errno
import gc
import hashlib
import os
import zlib

import numpy as np
import pytest
from support import golden
from support.formats.frames import from_source

from headrace.formats import errors, tfrecord
from headrace.formats.records import Records

READING = golden.load("tfrecord/reading.json")
OPTIONS = golden.load("tfrecord/writer_options.json")["cases"]

classic_zlib = pytest.mark.skipif(
    "ng" in zlib.ZLIB_RUNTIME_VERSION, reason="zlib-ng compresses to other bytes than the zlib in TensorFlow"
)


@pytest.fixture(params=["installed", "source"], autouse=True)
def frames(request):
    with from_source() if request.param == "source" else contextlib.nullcontext():
        yield


def records_of(path, compression=""):
    return [record for block in tfrecord.read(path, compression=compression, strict=True) for record in block]


@classic_zlib
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("plain.tfrecord", {}),
        ("corrupt/good.tfrecord", {}),
        ("empty.tfrecord", {}),
        ("empty_records.tfrecord", {}),
        ("many_small.tfrecord", {}),
        ("gzip.tfrecord.gz", {}),
        ("zlib.tfrecord.zz", {}),
        ("empty_gzip.tfrecord.gz", {}),
        ("empty_zlib.tfrecord.zz", {}),
        ("many_small_gzip.tfrecord.gz", {}),
        ("gzip_level9.tfrecord.gz", {"compression_level": 9}),
        ("zlib_level1.tfrecord.zz", {"compression_level": 1}),
    ],
)
def test_golden_files_are_written_byte_for_byte(name, options, tmp_path):
    compression = READING[f"tfrecord/{name}"]["compression"]
    original = golden.DIRECTORY / "tfrecord" / name
    with tfrecord.Writer(tmp_path / "f", compression, **options) as writer:
        for record in records_of(original, compression):
            writer.write(record)
    assert (tmp_path / "f").read_bytes() == original.read_bytes()


@classic_zlib
@pytest.mark.parametrize("case", OPTIONS, ids=lambda case: f"{case['compression']}{case['options']}")
def test_every_option_gives_tensorflows_bytes(case, tmp_path):
    with tfrecord.Writer(tmp_path / "f", case["compression"], **case["options"]) as writer:
        for i in range(3000):
            writer.write(b"record %d " % i * (i % 50))
            if case["flush_every"] and i % case["flush_every"] == case["flush_every"] - 1:
                writer.flush()
    data = (tmp_path / "f").read_bytes()
    assert (len(data), hashlib.sha256(data).hexdigest()) == (case["bytes"], case["sha256"])


def test_many_at_once_are_the_same_as_one_by_one(tmp_path):
    strings = [b"x" * (i % 70) for i in range(3000)]
    with tfrecord.Writer(tmp_path / "one") as writer:
        for string in strings:
            writer.write(string)
    records = Records.from_list([b"left out", *strings])
    reverse = Records.from_list(strings[::-1])
    for name, many in {"list": strings, "records": records[1:], "reverse": reverse[::-1]}.items():
        with tfrecord.Writer(tmp_path / name) as writer:
            writer.write_many(many)
        assert (tmp_path / name).read_bytes() == (tmp_path / "one").read_bytes()
    with tfrecord.Writer(tmp_path / "mixed") as writer:
        writer.write(strings[0])
        writer.write_many(Records.from_list(strings[1:10]))
        writer.write(strings[10])
    assert records_of(tmp_path / "mixed") == strings[:11]


def test_long_records(tmp_path):
    strings = [b"", bytes(3_000_000), b"abc" * 400_000]
    with tfrecord.Writer(tmp_path / "f") as writer:
        writer.write_many(strings)
    assert records_of(tmp_path / "f") == strings


def test_flush_makes_the_records_visible(tmp_path):
    for compression in ("", "GZIP", "ZLIB"):
        path = tmp_path / f"f{compression}"
        writer = tfrecord.Writer(path, compression)
        assert path.exists()
        writer.write(b"one")
        writer.flush()
        seen = tfrecord.read(path, compression=compression)
        assert list(next(seen)) == [b"one"]
        seen.close()
        writer.write(b"two")
        writer.close()
        assert records_of(path, compression) == [b"one", b"two"]


def test_what_may_be_written(tmp_path):
    with tfrecord.Writer(tmp_path / "f") as writer:
        changing = bytearray(b"bytearray")
        writer.write(changing)
        changing[0] = 0
        writer.write("é")
        for wrong in (None, 3, ["x"], memoryview(b"x"), np.zeros(3, np.uint8)):
            with pytest.raises(TypeError, match=r"f: expected bytes, .* found"):
                writer.write(wrong)
    assert records_of(tmp_path / "f") == [b"bytearray", "é".encode()]


def test_a_closed_writer(tmp_path):
    writer = tfrecord.Writer(tmp_path / "f")
    writer.write(b"x")
    writer.close()
    writer.close()
    for call in (lambda: writer.write(b"y"), writer.flush, lambda: writer.write_many(Records.from_list([b"y"]))):
        with pytest.raises(errors.FailedPreconditionError, match=r"^Writer is closed\."):
            call()
    assert records_of(tmp_path / "f") == [b"x"]


def test_a_writer_that_is_forgotten_is_closed(tmp_path):
    writer = tfrecord.Writer(tmp_path / "f")
    writer.write(b"x")
    del writer
    gc.collect()
    assert records_of(tmp_path / "f") == [b"x"]


def test_a_block_that_fails_keeps_what_was_written(tmp_path):
    with pytest.raises(TypeError), tfrecord.Writer(tmp_path / "f") as writer:
        writer.write_many([b"x", None])
    assert records_of(tmp_path / "f") == [b"x"]


def test_an_atomic_file_appears_when_it_is_complete(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"before")
    with tfrecord.Writer(path, "GZIP", atomic=True) as writer:
        writer.write(b"x")
        writer.flush()
        assert path.read_bytes() == b"before"
    assert records_of(path, "GZIP") == [b"x"]
    assert os.listdir(tmp_path) == ["f"]


def test_an_atomic_file_that_fails_leaves_nothing(tmp_path):
    path = tmp_path / "f"
    with pytest.raises(TypeError), tfrecord.Writer(path, atomic=True) as writer:
        writer.write_many([b"x", None])
    assert os.listdir(tmp_path) == []
    with pytest.raises(errors.FailedPreconditionError):
        writer.write(b"y")


@pytest.mark.parametrize("atomic", [False, True])
def test_a_full_disk(tmp_path, atomic):
    class Full:
        def write(self, data):
            raise OSError(errno.ENOSPC, "No space left on device")

        def flush(self):
            pass

    writer = tfrecord.Writer(tmp_path / "f", atomic=atomic)
    writer._file = Full()
    writer.write(b"x")
    with pytest.raises(errors.ResourceExhaustedError, match="f; No space left on device"):
        writer.close()
    assert os.listdir(tmp_path) == ([] if atomic else ["f"])
    writer.close()


@pytest.mark.parametrize("atomic", [False, True])
def test_files_that_cannot_be_made(tmp_path, atomic):
    with pytest.raises(errors.NotFoundError, match="no_such/f; No such file or directory"):
        tfrecord.Writer(tmp_path / "no_such" / "f", atomic=atomic)
    with pytest.raises(errors.FailedPreconditionError, match="Is a directory"):
        tfrecord.Writer(tmp_path, atomic=atomic)
    with pytest.raises(errors.UnimplementedError, match=r"File system scheme 'foo' not implemented \(file: 'foo://x'\)"):
        tfrecord.Writer("foo://x", atomic=atomic)


@pytest.mark.parametrize(
    "options",
    [
        {"mem_level": 0},
        {"mem_level": 10},
        {"compression_level": 10},
        {"compression_level": -2},
        {"compression_method": 7},
        {"window_bits": 0},
        {"window_bits": 99},
        {"output_buffer_size": 1},
        {"flush_mode": 4},
        {"flush_mode": -1},
    ],
)
def test_options_out_of_range_are_named(tmp_path, options):
    with pytest.raises(errors.InvalidArgumentError, match=str(next(iter(options.values())))):
        tfrecord.Writer(tmp_path / "f", "GZIP", **options)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "options",
    [
        {"mem_level": 1},
        {"mem_level": 9},
        {"compression_level": 9},
        {"compression_level": -1},
        {"output_buffer_size": 2},
        *[{"flush_mode": mode, "input_buffer_size": 20} for mode in (0, 1, 2, 3, 5)],
    ],
)
def test_options_at_the_ends_of_their_ranges_are_taken(tmp_path, options):
    records = [b"a" * 3, b"", b"b" * 50]
    with tfrecord.Writer(tmp_path / "f", "GZIP", **options) as writer:
        for record in records:
            writer.write(record)
    (found,) = tfrecord.read(tmp_path / "f", compression="GZIP")
    assert list(found) == records


def test_unknown_compressions_and_options(tmp_path):
    for name in ("gzip", "SNAPPY", "AUTO"):
        with pytest.raises(errors.InvalidArgumentError, match=f'Not a valid compression_type: "{name}"'):
            tfrecord.Writer(tmp_path / "f", name)
    with pytest.raises(TypeError, match="level"):
        tfrecord.Writer(tmp_path / "f", "GZIP", level=3)
    assert os.listdir(tmp_path) == []


def test_a_disowned_writer_leaves_the_file_as_it_is(tmp_path):
    path = tmp_path / "x"
    writer = tfrecord.Writer(path)
    writer.write(b"one")
    writer.flush()
    content = path.read_bytes()
    writer.write(b"two")
    writer._drain()  # into the buffer of Python's file
    writer.write(b"three")
    writer.disown()
    del writer
    gc.collect()
    assert path.read_bytes() == content
