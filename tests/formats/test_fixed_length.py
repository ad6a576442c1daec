"""Records of one length, beside TensorFlow's answers and beside a plain Python reader."""

from __future__ import annotations

import gzip
import warnings
import zlib

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import golden

from headrace.formats import errors, fixed_length
from headrace.formats.errors import TornFileWarning

CASES = golden.load("fixed/fixed_length_reader.json")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("fixed") / "f"


def read_all(path, **options):
    """Records, keys, the error that ended the file or None, and the warnings' texts."""
    records, keys, error = [], [], None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            for block in fixed_length.read(path, **options):
                assert len(block)
                records += block
                keys += block.keys().tolist()
        except errors.OpError as raised:
            error = raised
    return records, keys, error, [str(warning.message) for warning in caught]


def plain_records(data, record, header, footer, hop):
    usable = data[header : max(len(data) - footer, 0)]
    starts = range(0, len(usable) - record + 1, hop or record)
    return [usable[start : start + record] for start in starts]


@pytest.mark.parametrize("block_bytes", [1, 7, 1 << 20])
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}{list(case['args'].values())}")
def test_golden_files_are_read_as_tensorflow_reads_them(case, block_bytes, monkeypatch):
    monkeypatch.chdir(golden.DIRECTORY)
    options = dict(case["args"])
    options["compression"] = options.pop("encoding", "")
    names = [case["file"]] if isinstance(case["file"], str) else case["file"]
    found = [read_all(name, block_bytes=block_bytes, **options) for name in names]
    error = found[-1][2]
    if options["record_bytes"] == 0:  # TensorFlow never ends (docs/differences.md)
        assert isinstance(error, errors.InvalidArgumentError)
        assert str(error) == "record_bytes must be > 0 not 0; fixed/rec5_exact.bin"
        return
    records = [record for part in found for record in part[0]]
    assert all(golden.equals(*pair) for pair in zip(records, case["records"], strict=True))
    assert [key.decode() for part in found for key in part[1]] == case["keys"]
    end = case["ends_with"]
    if "is closed and has insufficient elements" in end["message"]:
        assert error is None
    else:
        assert type(error).__name__ == end["class"]
        assert str(error).startswith(end["message"])
        assert names[-1] in str(error)


@pytest.mark.parametrize(
    ("options", "left", "offset", "after"),
    [
        ({"record_bytes": 7}, 1, 49, 7),
        ({"record_bytes": 51}, 50, 0, 0),
        ({"record_bytes": 5, "header_bytes": 4}, 1, 49, 9),
        ({"record_bytes": 5, "footer_bytes": 4}, 1, 45, 9),
        ({"record_bytes": 5, "hop_bytes": 8}, 2, 48, 6),
        ({"record_bytes": 5, "footer_bytes": 60}, 50, 0, 0),
    ],
)
def test_torn_records_are_warned_of_or_an_error(options, left, offset, after, monkeypatch):
    monkeypatch.chdir(golden.DIRECTORY)
    name = "fixed/rec5_exact.bin"
    _, _, error, warned = read_all(name, **options)
    fact = f"{name}: {left} stray bytes at offset {offset}, after {after} whole records: too few for a record of "
    assert error is None
    assert len(warned) == 1
    assert warned[0].startswith(fact + str(options["record_bytes"]))
    records, _, error, warned = read_all(name, strict=True, **options)
    assert len(records) == after
    assert warned == []
    assert isinstance(error, errors.DataLossError)
    assert fact in str(error)
    assert (error.path, error.record, error.offset) == (name, after, offset)


@pytest.mark.parametrize(
    "options",
    [
        {"record_bytes": 5},
        {"record_bytes": 5, "hop_bytes": 3},  # overlapping records always leave the start of one more
        {"record_bytes": 2, "hop_bytes": 16},  # the bytes between records need not be there after the last
        {"record_bytes": 5, "header_bytes": 50},
        {"record_bytes": 5, "header_bytes": 20, "footer_bytes": 30},
    ],
)
def test_what_is_not_torn(options, monkeypatch):
    monkeypatch.chdir(golden.DIRECTORY)
    _, _, error, warned = read_all("fixed/rec5_exact.bin", strict=True, **options)
    assert error is None
    assert warned == []


@given(
    size=st.integers(0, 200),
    record=st.integers(1, 30),
    header=st.integers(0, 20),
    footer=st.integers(0, 20),
    hop=st.integers(0, 40),
    block_bytes=st.integers(1, 300),
    compression=st.sampled_from(["", "", "GZIP", "ZLIB"]),
)
@example(size=2, record=1, header=0, footer=3, hop=0, block_bytes=1, compression="")  # a file shorter than its footer
@settings(max_examples=200, deadline=None)
def test_any_layout_in_any_blocks(path, size, record, header, footer, hop, block_bytes, compression):
    data = bytes(i * 37 % 251 for i in range(size))
    path.write_bytes({"": bytes, "GZIP": gzip.compress, "ZLIB": zlib.compress}[compression](data))
    found, keys, error, warned = read_all(
        path,
        record_bytes=record,
        header_bytes=header,
        footer_bytes=footer,
        hop_bytes=hop,
        block_bytes=block_bytes,
        compression=compression,
    )
    if header > size:
        words = "EOF reached" if compression else "reached end of file"
        assert str(error) == f"{words}; {path}: header_bytes is {header}, the file has {size} bytes"
        assert isinstance(error, errors.OutOfRangeError)
        return
    expected = plain_records(data, record, header, footer, hop)
    assert error is None
    assert found == expected
    assert keys == [b"%s:%d" % (bytes(path), i) for i in range(len(expected))]
    step = hop or record
    covered = header + len(expected) * step
    if expected and step >= record:
        assert bool(warned) == (covered < size - footer)


@pytest.mark.parametrize("name", ["record_bytes", "header_bytes", "footer_bytes", "hop_bytes"])
def test_negative_lengths_are_refused_at_once(name, path):
    options = {"record_bytes": 5} | {name: -3}
    with pytest.raises(errors.InvalidArgumentError, match=f"^{name} must be >= 0 not -3; {path}$"):
        fixed_length.read(path, **options)
    with pytest.raises(ValueError, match="block_bytes must be >= 1, got -1"):
        fixed_length.read(path, record_bytes=5, block_bytes=-1)


def test_blocks_are_matrices_without_copies(path):
    data = np.random.default_rng(0).integers(0, 256, (500, 3073), np.uint8)
    path.write_bytes(data.tobytes())
    blocks = list(fixed_length.read(path, record_bytes=3073))
    matrices = [block.as_matrix() for block in blocks]
    assert (np.concatenate(matrices) == data).all()
    assert all(np.shares_memory(matrix, block.buffer) for matrix, block in zip(matrices, blocks, strict=True))
    assert len(blocks[0]) < 30  # the first block comes soon
    assert len({id(block.buffer) for block in blocks}) == len(blocks)
    assert [n for block in blocks for n in block.numbers] == list(range(500))


def test_records_longer_than_a_block(path):
    data = bytes(range(256)) * 4000
    path.write_bytes(data)
    records, *_ = read_all(path, record_bytes=len(data) // 2, block_bytes=1000)
    assert records == [data[: len(data) // 2], data[len(data) // 2 :]]


def test_a_compressed_file_that_is_cut(path):
    data = np.random.default_rng(0).bytes(5000)
    packed = zlib.compress(data)
    path.write_bytes(packed[:2500])
    with pytest.warns(TornFileWarning, match="the compressed data ends without its end mark"):
        found = [record for block in fixed_length.read(path, record_bytes=100, compression="ZLIB") for record in block]
    assert found == [data[i : i + 100] for i in range(0, 100 * len(found), 100)]
    assert len(found) >= 20


def test_damaged_compressed_data_and_damage_in_the_header(path):
    packed = bytearray(gzip.compress(b"0123456789" * 10, mtime=0))
    packed[-6] ^= 1
    path.write_bytes(packed)
    records, _, error, _ = read_all(path, record_bytes=10, compression="GZIP")
    assert len(records) == 10
    assert str(error).startswith("inflate() failed with error -3: incorrect data check")
    assert error.record == 10
    records, _, error, _ = read_all(path, record_bytes=10, compression="GZIP", header_bytes=101)
    assert records == []
    assert isinstance(error, errors.DataLossError)
