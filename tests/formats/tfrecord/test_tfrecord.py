"""Reading TFRecord files: what TensorFlow reads from its own files, and what every damaged file must come to."""

from __future__ import annotations

import contextlib
import gzip
import struct
import tracemalloc
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import golden
from support.formats.frames import SOURCE, framed, from_source

from headrace.formats import errors, tfrecord
from headrace.formats.errors import DataLossError, TornFileWarning
from headrace.formats.files.blocks import BlockReader
from headrace.formats.files.small import Contents
from headrace.formats.files.stream import PlainStream

READING = golden.load("tfrecord/reading.json")
ON_DISK = [name for name in READING if "one_mb" not in name]

# TensorFlow drops what it decompressed together with a wrong checksum, and what follows a first ZLIB stream
# (docs/differences.md): here records are delivered up to the damage.
MORE_THAN_TENSORFLOW = {
    "tfrecord/corrupt/gzip_bad_trailer.tfrecord.gz": 12,
    "tfrecord/corrupt/gzip_flip.tfrecord.gz": 6,
    "tfrecord/corrupt/zlib_flip.tfrecord.zz": 6,
    "tfrecord/zlib_two_streams.tfrecord.zz": 2,
}
# What TensorFlow passes over in silence.
WARNED = {
    "tfrecord/corrupt/garbage_appended_short.tfrecord": "3 stray bytes at offset 143, after 5 whole records",
    "tfrecord/corrupt/trunc_in_length.tfrecord": "5 stray bytes at offset 87, after 4 whole records",
    "tfrecord/corrupt/trunc_in_length_crc.tfrecord": "10 stray bytes at offset 87, after 4 whole records",
    "tfrecord/corrupt/gzip_no_trailer.tfrecord.gz": "the compressed data ends without its end mark",
}


@pytest.fixture(params=["installed", "source"])
def frames(request):
    """The hot module as it is installed (compiled or not), and run from its source."""
    with from_source() if request.param == "source" else contextlib.nullcontext():
        yield request.param


@pytest.fixture
def golden_directory(monkeypatch):
    monkeypatch.chdir(golden.DIRECTORY)


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return tmp_path_factory.mktemp("tfrecord")


def read_all(path, **options):
    """Records, keys, the error that ended the file or None, and the warnings' texts."""
    records, keys, error = [], [], None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            for block in tfrecord.read(path, **options):
                assert len(block)
                records += block
                keys += block.keys().tolist()
        except errors.OpError as raised:
            error = raised
    return records, keys, error, [str(warning.message) for warning in caught]


@pytest.mark.parametrize("block_bytes", [13, 1 << 20])
@pytest.mark.parametrize("name", ON_DISK)
def test_golden_files_are_read_as_tensorflow_reads_them(name, block_bytes, frames, golden_directory):
    expected = READING[name]
    records, keys, error, warned = read_all(name, compression=expected["compression"], block_bytes=block_bytes)
    assert len(records) == MORE_THAN_TENSORFLOW.get(name, expected["delivered"])
    if expected["error"]:
        assert type(error).__name__ == expected["error"]["class"]
        assert str(error).startswith(expected["error"]["message"] + "; " + name)
        assert error.path == name
    else:
        assert error is None
    if name in WARNED:
        assert len(warned) == 1
        assert warned[0].startswith(f"{name}: {WARNED[name]}")
    else:
        assert warned == []
    if len(records) == expected["delivered"] and "first_keys" in expected:
        assert [key.decode() for key in keys[:4]] == expected["first_keys"]
        assert not keys or keys[-1].decode() == expected["last_key"]


@pytest.mark.parametrize("name", [name for name in ON_DISK if isinstance(READING[name].get("records"), list)])
def test_golden_records_have_the_right_bytes(name, frames, golden_directory):
    records, *_ = read_all(name, compression=READING[name]["compression"])
    assert all(golden.equals(*pair) for pair in zip(records, READING[name]["records"], strict=True))


@pytest.mark.parametrize("name", ["many_small.tfrecord", "many_small_gzip.tfrecord.gz", "zlib_level1.tfrecord.zz"])
def test_a_thousand_small_records(name, frames, golden_directory):
    compression = READING[f"tfrecord/{name}"]["compression"]
    assert read_all(f"tfrecord/{name}", compression=compression)[0] == [b"%d" % i for i in range(1000)]


def test_one_record_of_a_mebibyte(frames, tmp_path):
    i = np.arange(1 << 20, dtype=np.int64)
    record = (((i * i >> 7) ^ i) & 255).astype(np.uint8).tobytes()
    (tmp_path / "f").write_bytes(framed([record]))
    assert read_all(tmp_path / "f")[0] == [record]


@pytest.mark.parametrize("case", golden.load("tfrecord/wrong_compression.json").items(), ids=lambda case: case[0])
def test_the_wrong_compression_and_missing_files(case, golden_directory):
    name, expected = case
    reader = expected["tf_record_iterator"]
    path = "tfrecord/" + name.split(" ")[0]
    records, _, error, _ = read_all(path, compression=expected["compression"])
    assert len(records) == reader["delivered"]
    if reader["error"] is None:
        assert error is None
    else:
        assert type(error).__name__ == reader["error"]["class"]
        assert str(error).startswith(reader["error"]["message"])
        assert path in str(error)


def test_the_wrong_compression_is_guessed(golden_directory):
    error = read_all("tfrecord/gzip.tfrecord.gz")[2]
    assert str(error).endswith("; the file looks like GZIP")
    error = read_all("tfrecord/gzip.tfrecord.gz", compression="ZLIB")[2]
    assert "read as ZLIB, but it looks like GZIP" in str(error)
    error = read_all("tfrecord/plain.tfrecord", compression="GZIP")[2]
    assert "read as GZIP, but it looks uncompressed" in str(error)


def test_errors_say_file_record_offset_and_both_checksums(golden_directory):
    error = read_all("tfrecord/corrupt/flip_data.tfrecord")[2]
    assert str(error) == (
        "corrupted record at 60; tfrecord/corrupt/flip_data.tfrecord: record 2 at offset 48: "
        "data CRC is 0xbfb03014, the file says 0x21d982cd"
    )
    assert (error.path, error.record, error.offset) == ("tfrecord/corrupt/flip_data.tfrecord", 2, 48)
    error = read_all("tfrecord/corrupt/trunc_in_data.tfrecord")[2]
    assert "record 4 at offset 87: 40 bytes and their CRC should follow its header" in str(error)
    assert (error.record, error.offset) == (4, 87)


def test_offsets_hold_beyond_the_first_block(frames, tmp_path):
    records = [b"%d" % i * 50 for i in range(400)]
    data = bytearray(framed(records))
    bad = 300
    offset = len(framed(records[:bad]))
    data[offset + 20] ^= 4
    (tmp_path / "f").write_bytes(data)
    found, keys, error, _ = read_all(tmp_path / "f", block_bytes=1000)
    assert found == records[:bad]
    assert keys[-1] == b"%s:%d" % (bytes(tmp_path / "f"), len(framed(records[: bad - 1])))
    assert (error.record, error.offset) == (bad, offset)
    assert str(error).startswith(f"corrupted record at {offset + 12};")


@pytest.mark.parametrize("name", WARNED)
def test_strict_makes_stray_bytes_an_error(name, golden_directory):
    compression = READING[name]["compression"]
    records, _, error, warned = read_all(name, compression=compression, strict=True)
    assert len(records) == READING[name]["delivered"]
    assert isinstance(error, DataLossError)
    assert error.record == len(records)
    assert WARNED[name] in str(error)
    assert name in str(error)
    assert warned == []


def test_stray_bytes_are_warned_of_also_where_damage_is_told(tmp_path):
    (tmp_path / "f").write_bytes(framed([b"one"]) + b"stray")
    bad = []
    with pytest.warns(TornFileWarning, match="5 bytes, too few for a record's header"):
        (block,) = tfrecord.read(tmp_path / "f", on_damage=bad.append)
    assert (list(block), bad) == ([b"one"], [])
    assert len(list(tfrecord.read(tmp_path / "f", on_damage=bad.append, strict=True))) == len(bad) == 1


def test_the_warning_can_be_made_an_error(golden_directory):
    with warnings.catch_warnings():
        warnings.simplefilter("error", TornFileWarning)
        with pytest.raises(TornFileWarning, match="garbage_appended_short"):
            list(tfrecord.read("tfrecord/corrupt/garbage_appended_short.tfrecord"))


def test_every_flipped_bit_is_found_at_its_record(frames, tmp_path):
    name = "tfrecord/corrupt/good.tfrecord"
    good = (golden.DIRECTORY / name).read_bytes()
    bounds = READING[name]["record_offsets"]
    originals = list(next(tfrecord.read(golden.DIRECTORY / name)))
    path = tmp_path / "f"
    for place in range(len(good)):
        for bit in {place % 8, (place + 3) % 8}:
            data = bytearray(good)
            data[place] ^= 1 << bit
            path.write_bytes(data)
            records, _, error, _ = read_all(path, block_bytes=1 << 10)
            hit = np.searchsorted(bounds, place, side="right") - 1
            assert isinstance(error, DataLossError), (place, bit)
            assert error.record == hit, (place, bit)
            assert records == originals[:hit], (place, bit)


@pytest.mark.parametrize("name", ["gzip.tfrecord.gz", "zlib.tfrecord.zz"])
def test_no_flipped_bit_of_a_compressed_file_gives_wrong_records(name, tmp_path):
    good = (golden.DIRECTORY / "tfrecord" / name).read_bytes()
    compression = READING[f"tfrecord/{name}"]["compression"]
    originals = read_all(golden.DIRECTORY / "tfrecord" / name, compression=compression)[0]
    path = tmp_path / "f"
    for place in range(0, len(good), 2):
        data = bytearray(good)
        data[place] ^= 1 << place // 2 % 8
        path.write_bytes(data)
        records, _, error, warned = read_all(path, compression=compression)
        assert records == originals[: len(records)], place
        assert len(records) == len(originals) or error or warned, place


def test_every_cut_of_a_file_delivers_its_whole_records(frames, tmp_path):
    name = "tfrecord/corrupt/good.tfrecord"
    good = (golden.DIRECTORY / name).read_bytes()
    bounds = READING[name]["record_offsets"]
    originals = list(next(tfrecord.read(golden.DIRECTORY / name)))
    path = tmp_path / "f"
    for cut in range(len(good)):
        path.write_bytes(good[:cut])
        records, _, error, warned = read_all(path, block_bytes=7)
        whole = int(np.searchsorted(bounds, cut, side="right")) - 1
        left = cut - bounds[whole]
        assert records == originals[:whole]
        assert bool(warned) == (0 < left < 12)
        assert bool(error) == (left >= 12)
        if error:
            words = f"truncated record at {bounds[whole]}' failed with Read less bytes than requested;"
            assert str(error).startswith(words)


@given(
    records=st.lists(st.binary(max_size=40) | st.binary(max_size=3).map(lambda b: b * 2000), max_size=30),
    block_bytes=st.integers(1, 5000),
    compression=st.sampled_from(["", "GZIP", "ZLIB"]),
    source=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back_whatever_the_blocks(directory, records, block_bytes, compression, source):
    path = directory / "written"
    with from_source() if source else contextlib.nullcontext():
        with tfrecord.Writer(path, compression) as writer:
            writer.write_many(records)
        blocks = list(tfrecord.read(path, compression=compression, block_bytes=block_bytes, strict=True))
    assert [record for block in blocks for record in block] == records
    offsets = np.cumsum([0, *(len(record) + 16 for record in records)])[:-1]
    assert [int(number) for block in blocks for number in block.numbers] == offsets.tolist()
    if not compression:
        assert path.read_bytes() == framed(records)


@given(
    records=st.lists(st.binary(max_size=60), min_size=1, max_size=8),
    block_bytes=st.integers(1, 200),
    data=st.data(),
)
@settings(max_examples=60, deadline=None)
def test_damage_anywhere_never_gives_a_wrong_record(directory, records, block_bytes, data):
    content = bytearray(framed(records))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    (directory / "damaged").write_bytes(content)
    found, _, error, _ = read_all(directory / "damaged", block_bytes=block_bytes)
    assert error.record == len(found) < len(records)
    assert found == records[: len(found)]


@pytest.mark.parametrize("length", [1 << 20, 1 << 40, (1 << 63) - 1, (1 << 64) - 1, (1 << 64) - 16])
@pytest.mark.parametrize("compression", ["", "GZIP"])
def test_a_huge_length_takes_no_memory(length, compression, frames, tmp_path):
    header = struct.pack("<Q", length)
    data = framed([b"good"]) + header + struct.pack("<I", SOURCE.masked_crc(header)) + b"abc"
    path = tmp_path / "f"
    if compression:
        data = gzip.compress(data)
    path.write_bytes(data)
    tracemalloc.start()
    try:
        records, _, error, _ = read_all(path, compression=compression)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert records == [b"good"]
    words = "EOF reached" if compression else "Read less bytes than requested"
    assert str(error).startswith(f"truncated record at 20' failed with {words}; {path}: record 1 at offset 20: ")
    assert f"{length} bytes" in str(error)
    assert peak < 2 << 20


def test_a_long_record_is_read_in_few_steps(monkeypatch, tmp_path):
    records = [b"a" * 10, bytes(range(256)) * (1 << 14), b"b"]
    path = tmp_path / "f"
    path.write_bytes(framed(records))
    steps = []
    advance = BlockReader.advance
    monkeypatch.setattr(BlockReader, "advance", lambda self, at: (steps.append(self.filled - at), advance(self, at)))
    assert read_all(path, block_bytes=4096)[0] == records
    assert sum(steps) < 3 * len(records[1])  # bytes copied from block to block


def test_blocks_are_the_callers_to_keep(frames, tmp_path):
    records = [b"%04d" % i for i in range(5000)]
    (tmp_path / "f").write_bytes(framed(records))
    blocks = list(tfrecord.read(tmp_path / "f", block_bytes=2000))
    assert len(blocks) > 10
    assert [record for block in blocks for record in block] == records
    assert len({id(block.buffer) for block in blocks}) == len(blocks)


def test_blocks_of_short_records_are_bounded(frames, tmp_path):
    (tmp_path / "f").write_bytes(framed([b""] * 20000))
    blocks = list(tfrecord.read(tmp_path / "f"))
    assert max(map(len, blocks)) <= 8192
    assert sum(map(len, blocks)) == 20000


def test_the_first_block_comes_soon(tmp_path):
    (tmp_path / "f").write_bytes(framed([b"x" * 984] * 2000))
    sizes = [len(block) for block in tfrecord.read(tmp_path / "f")]
    assert sizes[0] < 70
    assert max(sizes) > 1000


def test_damage_in_a_long_record_behind_good_ones(frames, tmp_path):
    records = [b"short", b"l" * 10000, b"m" * 10000, b"short"]
    data = bytearray(framed(records))
    data[len(framed(records[:2])) + 5000] ^= 1
    (tmp_path / "f").write_bytes(data)
    found, _, error, _ = read_all(tmp_path / "f")
    assert found == records[:2]
    assert (error.record, error.offset) == (2, len(framed(records[:2])))
    assert "data CRC" in str(error)


def test_the_first_of_two_faults_is_reported(frames, tmp_path):
    records = [b"l" * 10000, b"short", b"s2"]
    data = bytearray(framed(records))
    data[100] ^= 1
    data[len(framed(records[:1])) + 12] ^= 1
    (tmp_path / "f").write_bytes(data)
    found, _, error, _ = read_all(tmp_path / "f")
    assert found == []
    assert error.record == 0


def test_a_directory_and_a_block_size_of_nothing(tmp_path):
    with pytest.raises(errors.FailedPreconditionError, match=f"{tmp_path}; Is a directory"):
        list(tfrecord.read(tmp_path))
    with pytest.raises(ValueError, match="block_bytes must be >= 1, got 0"):
        tfrecord.read(tmp_path, block_bytes=0)


def test_compression_can_be_found_by_content(golden_directory):
    for name in ON_DISK:
        if "corrupt" not in name:
            records = read_all(name, compression="AUTO")[0]
            assert records == read_all(name, compression=READING[name]["compression"])[0]


def test_the_file_is_closed_when_the_reader_stops_early(monkeypatch, golden_directory):
    closed = []
    close = PlainStream.close
    monkeypatch.setattr(PlainStream, "close", lambda self: (closed.append(self.path), close(self)))
    blocks = tfrecord.read("tfrecord/many_small.tfrecord", block_bytes=1000)
    next(blocks)
    blocks.close()
    assert closed == ["tfrecord/many_small.tfrecord"]


@given(st.lists(st.lists(st.binary(max_size=9), min_size=1, max_size=4), min_size=1, max_size=5))
def test_records_of_files_that_are_read_together_are_numbered_as_those_of_each(tmp_path_factory, files):
    path, contents, numbers = tmp_path_factory.mktemp("each") / "f", [], []
    for records in files:
        with tfrecord.Writer(path) as writer:
            for record in records:
                writer.write(record)
        contents.append(np.frombuffer(path.read_bytes(), np.uint8))
        numbers += [number for block in tfrecord.read(path) for number in block.numbers.tolist()]
    bounds = np.concatenate([[0], np.cumsum([len(content) for content in contents])])
    found = tfrecord.of_contents(Contents(np.concatenate(contents), bounds))
    assert list(found.records) == [record for records in files for record in records]
    assert found.records.numbers.tolist() == numbers
