"""Text lines, beside TensorFlow's answers and beside a plain Python reader."""

from __future__ import annotations

import gzip
import hashlib
import warnings
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import golden

from headrace.formats import errors, lines
from headrace.formats.encodings import ByteOrderMarkWarning

pytestmark = pytest.mark.filterwarnings("ignore::headrace.formats.encodings.ByteOrderMarkWarning")
EXPECTED = golden.load("csv/text_line_reader.json")


def plain_lines(data):
    *whole, last = data.split(b"\n")
    cut = [line[:-1] if line.endswith(b"\r") else line for line in (*whole, last)]
    return cut if cut[-1] else cut[:-1]


def read_all(path, **options):
    blocks = list(lines.read(path, **options))
    assert all(len(block) for block in blocks)
    found = [line for block in blocks for line in block]
    numbers = [number for block in blocks for number in block.numbers]
    assert [key for block in blocks for key in block.keys().tolist()] == [b"%s:%d" % (bytes(path), n) for n in numbers]
    return found, numbers


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("lines") / "f"


@pytest.mark.parametrize("block_bytes", [1, 2, 3, 5, 1 << 20])
@pytest.mark.parametrize("case", EXPECTED)
def test_golden_files_are_read_as_tensorflow_reads_them(case, block_bytes, tmp_path, monkeypatch):
    name, *skipped = case.split(" skip_header_lines=")
    monkeypatch.chdir(golden.DIRECTORY)
    if name == "long_line.csv":  # too large to keep
        monkeypatch.chdir(tmp_path)
        (tmp_path / "csv").mkdir()
        (tmp_path / "csv" / name).write_bytes(b"x" * 300_000 + b"\ny\n")
    header = int(skipped[0]) if skipped else 0
    blocks = list(lines.read(f"csv/{name}", skip_header_lines=header, block_bytes=block_bytes))
    expected = EXPECTED[case]
    assert [key.decode() for block in blocks for key in block.keys().tolist()] == expected["keys"]
    found = [line for block in blocks for line in block]
    assert all(golden.equals(*pair) for pair in zip(found, expected["lines"], strict=True))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        # All as TensorFlow 2.21 reads them.
        (b"a\r\r\nb", [b"a\r", b"b"]),
        (b"a\r", [b"a"]),
        (b"\r\n\r", [b""]),
        (b"a\nb\r", [b"a", b"b"]),
        (b"\xef\xbb\xbfa\n", [b"\xef\xbb\xbfa"]),
        (b"a\0b\n\0\n", [b"a\0b", b"\0"]),
        (b"\n\n", [b"", b""]),
        (b"x", [b"x"]),
        (b"", []),
    ],
)
def test_ends_of_lines(data, expected, path):
    path.write_bytes(data)
    for block_bytes in (1, 2, 100):
        assert read_all(path, block_bytes=block_bytes) == (expected, list(range(1, len(expected) + 1)))


@given(
    data=st.lists(st.sampled_from([b"a", b"bc", b"\r", b"\n", b"\r\n", b"\0", b"x" * 50]), max_size=60).map(b"".join),
    block_bytes=st.integers(1, 40),
    header=st.integers(0, 5),
    compression=st.sampled_from(["", "GZIP"]),
)
@settings(max_examples=150, deadline=None)
def test_any_text_in_any_blocks_is_cut_as_plain_python_cuts_it(path, data, block_bytes, header, compression):
    path.write_bytes(gzip.compress(data) if compression else data)
    options = {"block_bytes": block_bytes, "skip_header_lines": header, "compression": compression}
    expected = plain_lines(data)
    assert read_all(path, **options) == (expected[header:], list(range(1, len(expected) + 1))[header:])


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes(path, data):
    path.write_bytes(data)
    assert read_all(path, block_bytes=64)[0] == plain_lines(data)


def test_a_long_line_over_many_blocks(path):
    data = b"short\n" + b"l" * 3_000_000 + b"\r\nlast"
    path.write_bytes(data)
    assert read_all(path, block_bytes=1000)[0] == [b"short", b"l" * 3_000_000, b"last"]


def test_split():
    buffer = np.frombuffer(b"ab\r\n\n\rc\nrest", np.uint8)
    starts, ends, after = lines.split(buffer)
    assert (starts.tolist(), ends.tolist(), after) == ([0, 4, 5], [2, 4, 7], 8)
    starts, ends, after = lines.split(buffer[8:])
    assert (len(starts), len(ends), after) == (0, 0, 0)
    starts, ends, after = lines.split(np.frombuffer(b"\nx\r", np.uint8))  # an empty line, CR at the buffer's end
    assert (starts.tolist(), ends.tolist(), after) == ([0], [0], 1)


def test_blocks_are_the_callers_to_keep(path):
    path.write_bytes(b"".join(b"%d\n" % i for i in range(10_000)))
    blocks = list(lines.read(path, block_bytes=1000))
    assert len(blocks) > 10
    assert [int(line) for block in blocks for line in block] == list(range(10_000))


def test_a_header_longer_than_the_file(path):
    path.write_bytes(b"a\nb")
    assert read_all(path, skip_header_lines=5) == ([], [])


def test_arguments_out_of_range(path):
    with pytest.raises(errors.InvalidArgumentError, match=f"^skip_header_lines must be >= 0 not -1; {path}$"):
        lines.read(path, skip_header_lines=-1)
    with pytest.raises(ValueError, match="block_bytes must be >= 1, got 0"):
        lines.read(path, block_bytes=0)


def test_compressed_text_that_is_cut_loses_its_torn_line_with_a_warning(path):
    data = b"".join(hashlib.sha256(b"%d" % i).hexdigest().encode() + b"\n" for i in range(1000))
    packed = gzip.compress(data)
    path.write_bytes(packed[: len(packed) // 2])
    with pytest.warns(errors.TornFileWarning, match=r"stray bytes at offset \d+, after \d+ whole records.*end mark"):
        found, _ = read_all(path, compression="GZIP")
    assert 300 < len(found) < 700
    assert found == data.split(b"\n")[: len(found)]
    with pytest.raises(errors.DataLossError, match="EOF reached") as caught:
        read_all(path, compression="GZIP", strict=True)
    assert caught.value.record == len(found)


def test_damaged_compressed_text_gives_the_lines_before_the_damage(path):
    packed = bytearray(gzip.compress(b"one\ntwo\nthree"))
    packed[-6] ^= 1
    path.write_bytes(packed)
    found = []
    with pytest.raises(errors.DataLossError, match="incorrect data check") as caught:
        found.extend(line for block in lines.read(path, compression="GZIP") for line in block)
    assert found == [b"one", b"two"]
    assert (caught.value.path, caught.value.record) == (str(path), 2)


def test_no_warnings_for_a_last_line_without_newline(path):
    path.write_bytes(gzip.compress(b"a\nb"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_all(path, compression="GZIP")[0] == [b"a", b"b"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"\xef\xbb\xbf", "UTF-8"),
        (b"\xff\xfe", "UTF-16-LE"),
        (b"\xfe\xff", "UTF-16-BE"),
        (b"\xff\xfe\0\0", "UTF-32-LE"),
        (b"\0\0\xfe\xff", "UTF-32-BE"),
    ],
)
def test_a_byte_order_mark_stays_and_is_told(head, encoding, path):
    path.write_bytes(head + b"a\nb\n")
    with pytest.warns(ByteOrderMarkWarning, match=rf"{path} begins with a byte order mark \({encoding}\)"):
        assert read_all(path, block_bytes=1)[0] == [head + b"a", b"b"]
    told = []
    list(lines.read(path, on_mark=lambda *mark: told.append(mark)))
    assert told == [(str(path), (head, encoding))]


@pytest.mark.parametrize("data", [b"", b"\xef", b"\xef\xbb", b"\xff", b"\xfe", b"a\xef\xbb\xbf", b"\0\0\xfe", b"\xfe\xfe\n"])
def test_what_is_no_mark_is_no_warning(data, path):
    path.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_all(path)[0] == ([data.removesuffix(b"\n")] if data else [])


@pytest.mark.parametrize(("compress", "kind"), [(gzip.compress, "GZIP"), (zlib.compress, "ZLIB")])
def test_a_compressed_file_that_is_read_as_text_is_told_of(compress, kind, path):
    path.write_bytes(compress(b"one\ntwo\n" * 100))
    with pytest.warns(lines.CompressedTextWarning, match=rf"f looks like {kind} and is read as it stands"):
        read_all(path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_all(path, compression=kind)[0] == [b"one", b"two"] * 100
        for text in (b"x^2 + y\n", b"xylophone\n", b"H\x89\n"):
            path.write_bytes(text)
            read_all(path)
