"""CSV files cut into records: line ends in quotes, byte order marks, UTF-16, over all borders of blocks."""

from __future__ import annotations

import gzip
import itertools
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.hot_modules import uncompiled

from headrace.formats import csv, errors, limits
from headrace.formats.csv import _csv_records_cy as hot
from headrace.formats.csv import records as _csv_records

SOURCE = uncompiled("headrace.formats.csv._csv_records_cy")
LOOPS = [SOURCE, *([hot] if hot.compiled else [])]
every_loop = pytest.mark.parametrize("loop", LOOPS, ids=["source", "compiled"][: len(LOOPS)])


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("csv") / "f.csv"


@pytest.fixture(params=LOOPS, ids=["source", "compiled"][: len(LOOPS)])
def each_loop(request, monkeypatch):
    monkeypatch.setattr(_csv_records, "hot", request.param)


def read_all(path, **options):
    """The records of a file and the lines in which they begin."""
    blocks = list(csv.read_records(path, **options))
    assert all(len(block) for block in blocks)
    return [record for block in blocks for record in block], [int(n) for block in blocks for n in block.numbers]


def plainly(data, delimiter=b","):
    """The same, a byte at a time."""
    records, numbers = [], []
    record, line, begun, state = b"", 1, 1, "field begins"
    for byte in map(bytes, zip(data)):
        line += byte == b"\n"
        if state == "in quotes":
            state = "quote" if byte == b'"' else state
        elif state == "quote" and byte == b'"':
            state = "in quotes"
        elif byte == b"\n":
            records.append(record.removesuffix(b"\r"))
            numbers.append(begun)
            record, begun, state = b"", line, "field begins"
            continue
        elif byte == delimiter:
            state = "field begins"
        elif state == "field begins" and byte == b'"':
            state = "in quotes"
        elif state != "field begins" or byte != b"\r":
            state = "in field"
        record += byte
    if record.removesuffix(b"\r"):
        records.append(record.removesuffix(b"\r"))
        numbers.append(begun)
    return records, numbers


PIECES = [b"a", b"bc", b",", b";", b'"', b'""', b'"x"', b"\n", b"\r\n", b"\r", b'"p\nq"', b'"p\r\n""q"', b"\0", b"x" * 30]


@given(
    data=st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join),
    block_bytes=st.integers(1, 40),
    delimiter=st.sampled_from([b",", b";"]),
    header=st.integers(0, 3),
    compression=st.sampled_from(["", "GZIP"]),
)
@settings(max_examples=400, deadline=None)
def test_any_text_in_any_blocks_is_cut_as_plain_python_cuts_it(path, data, block_bytes, delimiter, header, compression):
    path.write_bytes(gzip.compress(data) if compression else data)
    options = {"block_bytes": block_bytes, "field_delim": delimiter, "compression": compression}
    records, numbers = plainly(data, delimiter)
    assert read_all(path, skip_header_lines=header, **options) == (records[header:], numbers[header:])


@given(st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join), st.sampled_from(b",;\n\ra"))
@settings(max_examples=300, deadline=None)
def test_compiled_or_not_the_loop_finds_the_same(data, delimiter):
    found = []
    for loop in LOOPS:
        arrays = [np.zeros(data.count(b"\n"), np.int64) for _ in range(3)]
        found.append([*loop.split(np.frombuffer(data, np.uint8), delimiter, *arrays), *(array.tolist() for array in arrays)])
    assert all(one == found[0] for one in found)


ROWS = st.lists(st.tuples(*[st.text('ab",;\n\r é€\U0001f600', max_size=6)] * 2), min_size=1, max_size=8)


@given(
    rows=ROWS,
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]),
    block_bytes=st.integers(1, 60),
)
@settings(max_examples=300, deadline=None)
def test_what_is_quoted_is_read_back_whatever_the_encoding(path, rows, end, encoding, block_bytes):
    text = "".join(",".join('"' + field.replace('"', '""') + '"' for field in row) + end for row in rows)
    mark = "\ufeff" if encoding.startswith(("utf-16", "utf-32")) else ""
    path.write_bytes((mark + text).encode(encoding))
    blocks = list(csv.read(path, ["none", "none"], block_bytes=block_bytes))
    found = [row for block in blocks for row in zip(*block, strict=True)]
    assert found == [tuple((field or "none").encode() for field in row) for row in rows]


@pytest.mark.usefixtures("each_loop")
@pytest.mark.parametrize("outer", [b"\n", b"\r\n"])
@pytest.mark.parametrize("inner", [b"\n", b"\r\n", b"\r", b"\n\n", b'""\n""'])
@pytest.mark.parametrize("place", range(3))
def test_line_ends_in_quotes_wherever_they_stand(inner, outer, place, path):
    rows = [[b'"x"', b"1"], [b'"y, z"', b"2"]]
    rows.insert(place, [b'"p' + inner + b'q"', b"9"])
    path.write_bytes(b"".join(b",".join(row) + outer for row in rows))
    expected = [[row[0][1:-1].replace(b'""', b'"'), int(row[1])] for row in rows]
    for block_bytes in (1, 7, 1 << 20):
        blocks = csv.read(path, ["", 0], block_bytes=block_bytes)
        assert [list(row) for block in blocks for row in zip(*block, strict=True)] == expected


@pytest.mark.usefixtures("each_loop")
def test_lines_are_counted_in_the_file(path):
    path.write_bytes(b'"h\n1",h\na,"b\n\nc"\nd,e\n"f\r\ng",x\ny,z')
    assert read_all(path, skip_header_lines=1) == ([b'a,"b\n\nc"', b"d,e", b'"f\r\ng",x', b"y,z"], [3, 6, 7, 9])
    with pytest.raises(errors.InvalidArgumentError, match=r"f.csv:7, column 2: 'x'"):
        list(csv.read(path, ["", csv.Column("string", "")][:1] + [0], skip_header_lines=3))


@pytest.mark.usefixtures("each_loop")
def test_a_bare_quote_is_the_fault_of_its_record_alone(path):
    path.write_bytes(b'5" pipe,1\n6" pipe,2\n"a" b,3\nc,4\n')
    assert read_all(path)[0] == [b'5" pipe,1', b'6" pipe,2', b'"a" b,3', b"c,4"]
    assert read_all(path, use_quote_delim=False)[0] == read_all(path)[0]
    found = [
        row
        for line in (1, 2, 3, 4)
        for block in csv.read(path, ["", 0], use_quote_delim=False, skip_header_lines=line - 1)
        for row in itertools.islice(zip(*block, strict=True), 1)
    ]
    assert found == [(b'5" pipe', 1), (b'6" pipe', 2), (b'"a" b', 3), (b"c", 4)]


def test_without_quotes_every_line_end_ends_a_record(path):
    path.write_bytes(b'"a\nb",1\n')
    assert read_all(path, use_quote_delim=False)[0] == [b'"a', b'b",1']
    assert read_all(path, field_delim='"')[0] == [b'"a', b'b",1']


def test_a_quote_that_nothing_closes(path, monkeypatch):
    path.write_bytes(b'1,a\n2,"b\n3,c\n' + b"x,y\n" * 1000)
    found = []
    with pytest.raises(errors.InvalidArgumentError, match=r"Quoted field has to end .*f\.csv:2, column 2: '\"b"):
        found.extend(column.tolist() for block in csv.read(path, [0, ""], block_bytes=64) for column in block)
    assert found == [[1], [b"a"]]
    monkeypatch.setattr(limits, "unsized_bytes", 256)
    blocks = csv.read_records(path, block_bytes=64)
    assert list(next(blocks)) == [b"1,a"]
    with pytest.raises(errors.InvalidArgumentError, match=r"f\.csv:2: no quote ends the field for more than 256") as caught:
        list(blocks)
    assert (caught.value.path, caught.value.record) == (str(path), 2)


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_alone_is_a_file_without_records(mark, path):
    path.write_bytes("".encode(mark))
    assert read_all(path) == ([], [])
    path.write_bytes("\ufeffa".encode(mark))
    assert read_all(path) == (["\ufeffa".encode()], [1])  # a second one is text


@pytest.mark.parametrize(("cut", "records"), [(b"\x00\xd8", [b"a,b"]), (b"x", [b"a,b"]), (b"\x00\xdc,\0", [b"a,b"])])
def test_bytes_that_are_no_utf_16(cut, records, path):
    good = "\ufeffa,b\nc".encode("utf-16-le")
    path.write_bytes(good + cut)
    found = []
    words = re.escape(f"{path}; the file has the byte order mark of UTF-16-LE, but the bytes at {len(good)} are none")
    with pytest.raises(errors.DataLossError, match=words) as caught:
        found.extend(record for block in csv.read_records(path) for record in block)
    assert found == records
    assert (caught.value.path, caught.value.record, caught.value.offset) == (str(path), 1, len(good))


def test_utf_16_in_a_compressed_file_that_is_cut(path):
    whole = gzip.compress("".join(f"{number},€\n" for number in range(2000)).encode("utf-16"))
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.warns(UserWarning, match="the compressed data ends without its end mark"):
        records, _ = read_all(path, compression="GZIP")
    assert records == [f"{number},€".encode() for number in range(len(records))]
    assert 100 < len(records) < 2000


@pytest.mark.parametrize("engine", [[0, 0.0], ["", 0.0]])
def test_errors_of_a_decoder_say_byte_order_mark(engine):
    for text in ("\ufeff1,2", '\ufeff"1",2', "\ufeff"):
        record = text.encode() if engine == [0, 0.0] else text.encode("utf-16")
        with pytest.raises(errors.InvalidArgumentError, match=r"begins with a byte order mark; headrace\.formats\.csv"):
            csv.decode(csv.Records.from_list([record + b",,"]), engine)
    with pytest.raises(errors.InvalidArgumentError) as caught:
        csv.decode(csv.Records.from_list([b"x,2"]), [0, 0.0])
    assert "mark" not in caught.value.message
