"""Counting records by their headers gives what reading them gives, and reads less."""

from __future__ import annotations

import contextlib
import random
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import golden
from support.formats.frames import framed, from_source

from headrace.formats import errors, tfrecord
from headrace.formats.files.stream import PlainStream

READING = golden.load("tfrecord/reading.json")


@pytest.fixture(params=["installed", "source"])
def frames(request):
    with from_source() if request.param == "source" else contextlib.nullcontext():
        yield request.param


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return tmp_path_factory.mktemp("count")


def outcome(call):
    """What a call gives, or the error's text, and the warnings' texts."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            found = call()
        except errors.OpError as error:
            found = (str(error), error.record, error.offset)
    return found, [str(warning.message) for warning in caught]


# Where data is damaged, counting goes on.
COUNTED = [name for name in READING if not any(part in name for part in ("one_mb", "flip_data", "gzip_flip", "zlib_flip"))]


def told_by(call, path):
    """The records and the bytes that a call tells of, each time more than none."""
    told = []
    call(path, progress=lambda *more: told.append(more))
    assert len(told) > 1
    return [sum(column) for column in zip(*told, strict=True)]


@pytest.mark.parametrize("name", COUNTED)
def test_golden_files_are_counted_as_they_are_read(name, frames, monkeypatch):
    monkeypatch.chdir(golden.DIRECTORY)
    compression = READING[name]["compression"]
    read = outcome(lambda: sum(map(len, tfrecord.read(name, compression=compression))))
    if "data CRC" not in str(read[0]):
        assert outcome(lambda: tfrecord.count(name, compression=compression)) == read


@given(
    st.lists(st.integers(0, 60) | st.integers(0, 300_000), max_size=20),
    st.integers(0, 40),
    st.sampled_from(["", "GZIP", "ZLIB"]),
    st.booleans(),
)
@settings(max_examples=80)
def test_a_cut_file_is_counted_up_to_its_cut(directory, lengths, cut, compression, source):
    path = directory / "f"
    with tfrecord.Writer(path, compression) as writer:
        writer.write_many([bytes(length) for length in lengths])
    if not compression:
        path.write_bytes(path.read_bytes()[: max(0, path.stat().st_size - cut)])
    with from_source() if source else contextlib.nullcontext():
        counted = outcome(lambda: tfrecord.count(path))
        assert counted == outcome(lambda: sum(map(len, tfrecord.read(path, compression="AUTO"))))


@given(st.lists(st.integers(0, 100) | st.integers(60_000, 200_000), min_size=1, max_size=20), st.data(), st.booleans())
@settings(max_examples=60)
def test_a_damaged_header_is_named(directory, lengths, data, source):
    records = [bytes(length) for length in lengths]
    content = bytearray(framed(records))
    bad = data.draw(st.integers(0, len(records) - 1))
    offset = len(framed(records[:bad]))
    content[offset + data.draw(st.integers(0, 11))] ^= 1
    (directory / "f").write_bytes(content)
    with from_source() if source else contextlib.nullcontext():
        counted = outcome(lambda: tfrecord.count(directory / "f", compression=""))
        assert counted == outcome(lambda: list(tfrecord.read(directory / "f")))
    assert counted[0][1:] == (bad, offset)


def test_the_data_of_long_records_is_not_read(monkeypatch, tmp_path):
    path = tmp_path / "f"
    with tfrecord.Writer(path) as writer:
        writer.write_many([bytes(200_000)] * 50)
    read = []
    readinto = PlainStream.readinto
    monkeypatch.setattr(PlainStream, "readinto", lambda self, view: (read.append(n := readinto(self, view)), n)[1])
    assert tfrecord.count(path) == 50
    assert sum(read) < 600_000
    assert told_by(tfrecord.count, path) == [50, path.stat().st_size]


def test_progress_tells_of_every_record_and_every_byte(tmp_path):
    make = random.Random(3)
    records = [make.randbytes(make.choice([10, 5000])) for _ in range(3000)]
    path = tmp_path / "f"
    for kind in ("", "GZIP"):
        with tfrecord.Writer(path, kind) as writer:
            writer.write_many(records)
        for call in (
            tfrecord.count,
            tfrecord.verify,
            lambda *args, **kw: tfrecord.salvage(*args, tmp_path / "g", force=True, **kw),
        ):
            assert told_by(call, path) == [3000, path.stat().st_size]


def test_a_file_that_is_cut_while_it_is_counted(monkeypatch, tmp_path):
    path = tmp_path / "f"
    with tfrecord.Writer(path) as writer:
        writer.write_many([bytes(200_000)] * 5)
    size = path.stat().st_size
    skip = PlainStream.skip

    def cut(self, count):
        with open(path, "r+b") as file:
            file.truncate(size - 100)
        return skip(self, count)

    monkeypatch.setattr(PlainStream, "skip", cut)
    with pytest.raises(errors.DataLossError, match=r"ended too early|truncated record"):
        tfrecord.count(path)
