"""Damaged files: what is kept is what is whole, and the ranges that are named are what is not."""

from __future__ import annotations

import contextlib
import gzip
import json
import random
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.formats.frames import SOURCE, framed, from_source

from headrace.formats import errors, limits, tfrecord
from headrace.formats.tfrecord import frame_reader


@pytest.fixture(params=["installed", "source"])
def frames(request):
    with from_source() if request.param == "source" else contextlib.nullcontext():
        yield request.param


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return tmp_path_factory.mktemp("damage")


def good_of(path, **options):
    """The good records, where they begin, and the damage, by `read_good`."""
    damage = []
    records, offsets = [], []
    for block in tfrecord.read_good(path, damage.append, **options):
        records += block
        offsets += block.numbers.tolist()
    return records, offsets, damage


def is_header(content, at):
    return (
        0 <= at <= len(content) - 12 and struct.pack("<I", SOURCE.masked_crc(content[at : at + 8])) == content[at + 8 : at + 12]
    )


def by_definition(content):
    """The good records of a file, their offsets and the bad ranges, by trying every place."""
    records, offsets, ranges = [], [], []
    at = 0
    while at < len(content):
        begin = at
        while at < len(content):
            end = None
            if is_header(content, at):
                end = at + 16 + struct.unpack_from("<Q", content, at)[0]
                if end > len(content):
                    end = None
            if end is not None:
                data = content[at + 12 : end - 4]
                if struct.pack("<I", SOURCE.masked_crc(data)) == content[end - 4 : end]:
                    break
                if end == len(content) or is_header(content, end):
                    if at == begin:
                        at = end
                    break
            at += 1
        if at > begin:
            ranges.append((begin, at))
            continue
        records.append(data)
        offsets.append(at)
        at = end
    return records, offsets, ranges


@st.composite
def damaged_files(draw):
    """The records of a file, and its bytes after random damage, each with where it was before, or None."""
    records = draw(st.lists(st.binary(max_size=60), min_size=1, max_size=10))
    content = framed(records)
    pieces = [(byte, place) for place, byte in enumerate(content)]
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["flip", "delete", "insert", "cut", "swap", "zero"]))
        one, two = sorted(draw(st.tuples(st.integers(0, len(pieces)), st.integers(0, len(pieces)))))
        if kind == "flip" and one < len(pieces):
            pieces[one] = (pieces[one][0] ^ draw(st.integers(1, 255)), None)
        elif kind == "delete":
            del pieces[one : min(two, one + 40)]
        elif kind == "insert":
            pieces[one:one] = [(byte, None) for byte in draw(st.binary(max_size=40))]
        elif kind == "cut":
            del pieces[two:]
        elif kind == "swap":
            size = min(draw(st.integers(0, 40)), two - one, len(pieces) - two)
            pieces[one : one + size], pieces[two : two + size] = pieces[two : two + size], pieces[one : one + size]
        elif kind == "zero":
            pieces[one : min(two, one + 40)] = [(0, None)] * len(pieces[one : min(two, one + 40)])
    return records, pieces


@given(damaged_files(), st.integers(1, 200), st.booleans())
@settings(max_examples=300)
def test_what_is_whole_is_kept_and_nothing_is_invented(directory, made, block_bytes, source):
    records, pieces = made
    content = bytes(byte for byte, _ in pieces)
    (directory / "damaged").write_bytes(content)
    with from_source() if source else contextlib.nullcontext():
        found, offsets, damage = good_of(directory / "damaged", block_bytes=block_bytes, compression="")
    expected, expected_offsets, expected_ranges = by_definition(content)
    assert found == expected
    assert offsets == expected_offsets
    assert [(each.begin, each.end) for each in damage] == expected_ranges
    # The definition itself: every record whose bytes are together is kept, but inside a record whose length leads on, or one
    # that damage has made: the length of a record of eight bytes, and its checksum, are the end of such a record.
    inside = [range(each.begin, each.end) for each in damage if each.kind == frame_reader.DATA_CRC]
    inside += [range(begin, begin + 16 + len(record)) for begin, record in zip(offsets, found, strict=True)]
    begin = 0
    places = {place: at for at, (_, place) in enumerate(pieces) if place is not None}
    for record in records:
        end = begin + 16 + len(record)
        at = places.get(begin)
        if at is not None and [place for _, place in pieces[at : at + end - begin]] == list(range(begin, end)):
            assert at in offsets or any(at in bad for bad in inside)
        begin = end


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=30), st.data())
@settings(max_examples=100)
def test_a_changed_byte_costs_one_record(directory, records, data):
    content = bytearray(framed(records))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    (directory / "damaged").write_bytes(content)
    bounds = np.cumsum([0, *(16 + len(record) for record in records)])
    hit = int(np.searchsorted(bounds, place, side="right")) - 1
    found, _, damage = good_of(directory / "damaged", compression="")
    assert found == records[:hit] + records[hit + 1 :]
    assert [(each.begin, each.end, each.record) for each in damage] == [(bounds[hit], bounds[hit + 1], hit)]
    assert damage[0].kind == ("header crc" if place - bounds[hit] < 12 else "data crc")


@given(st.lists(st.binary(max_size=100), min_size=2, max_size=10), st.data())
@settings(max_examples=60)
def test_read_raises_where_read_good_goes_on(directory, records, data):
    content = bytearray(framed(records))
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1
    (directory / "damaged").write_bytes(content)
    _, _, (damage,) = good_of(directory / "damaged", compression="")
    with pytest.raises(errors.DataLossError) as raised:
        list(tfrecord.read(directory / "damaged"))
    assert (raised.value.offset, raised.value.record) == (damage.begin, damage.record)
    error = damage.error("f")
    assert (error.path, error.offset, error.record) == ("f", damage.begin, damage.record)
    assert damage.fact in str(raised.value)


def verified(path, content, **options):
    path.write_bytes(content)
    report = tfrecord.verify(path, **options)
    assert report.good_bytes + report.lost_bytes == report.size
    assert report.lost_bytes == sum(each.end - each.begin for each in report.damage)
    assert report.is_whole == (not report.damage)
    assert json.loads(json.dumps(report.to_json())) == report.to_json()
    return report, [(each.kind, each.begin, each.end, each.record) for each in report.damage]


def test_each_kind_of_damage(frames, tmp_path):
    path = tmp_path / "f"
    records = [b"a" * 50, b"b" * 60, b"c" * 70]  # begin at 0, 66, 142, end at 228
    good = framed(records)
    assert verified(path, good)[1] == []
    assert verified(path, good + b"stray")[1] == [("stray bytes", 228, 233, 3)]
    assert verified(path, good[:-1])[1] == [("torn tail", 142, 227, 2)]
    assert verified(path, good[:150])[1] == [("stray bytes", 142, 150, 2)]
    assert verified(path, good[:80] + b"!" + good[81:])[1] == [("data crc", 66, 142, 1)]
    assert verified(path, good[:66] + b"!" + good[67:])[1] == [("header crc", 66, 142, 1)]
    both = good[:20] + b"!" + good[21:80] + b"!" + good[81:]
    assert verified(path, both)[1] == [("data crc", 0, 66, 0), ("data crc", 66, 142, 0)]
    # A hole in the last but one: its length leads beyond the end, the last is there.
    assert verified(path, good[:80] + good[120:])[1] == [("data crc", 66, 102, 1)]
    long = framed([b"d" * 1000])
    assert verified(path, long[:100] + good)[1] == [("implausible length", 0, 100, 0)]
    assert verified(path, good[:66] + b"inserted" + good[66:])[1] == [("header crc", 66, 74, 1)]
    assert verified(path, b"")[0][2:] == (0, 0, 0, ())
    assert verified(path, b"no TFRecord file at all")[1] == [("header crc", 0, 23, 0)]


def test_damage_of_long_records_and_across_blocks(frames, tmp_path):
    make = random.Random(1)
    records = [make.randbytes(make.choice([3, 500, 30_000, 300_000])) for _ in range(60)]
    bounds = np.cumsum([0, *(16 + len(record) for record in records)]).tolist()
    content = bytearray(framed(records))
    for bad in (5, 30, 31, 59):
        content[bounds[bad] + 13] ^= 8
    del content[bounds[50] + 2 : bounds[50] + 9]
    (tmp_path / "f").write_bytes(content)
    found, offsets, damage = good_of(tmp_path / "f")
    assert found == [record for number, record in enumerate(records) if number not in (5, 30, 31, 50, 59)]
    shift = 7
    assert [(each.kind, each.begin, each.end) for each in damage] == [
        ("data crc", bounds[5], bounds[6]),
        ("data crc", bounds[30], bounds[31]),
        ("data crc", bounds[31], bounds[32]),
        ("header crc", bounds[50], bounds[51] - shift),
        ("data crc", bounds[59] - shift, bounds[60] - shift),
    ]
    assert offsets[0] == 0


@pytest.mark.parametrize("kind", ["GZIP", "ZLIB"])
def test_compressed_files_are_read_as_far_as_they_decompress(kind, tmp_path):
    records = [b"%d" % number * 20 for number in range(2000)]
    path = tmp_path / "f"
    with tfrecord.Writer(path, kind) as writer:
        writer.write_many(records)
    whole = path.read_bytes()
    report, damage = verified(path, whole)
    assert (report.compression, report.records, damage) == (kind, 2000, [])
    report, damage = verified(path, whole[: len(whole) // 2])
    assert damage[-1][0] == "compression"
    assert damage[-1][1] == damage[-1][2] == report.size
    assert 0 < report.records < 2000
    target = tmp_path / "salvaged"
    assert tfrecord.salvage(path, target) == report
    assert tfrecord.verify(target) == report._replace(
        path=str(target), size=report.good_bytes, good_bytes=report.good_bytes, damage=()
    )
    assert [record for block in tfrecord.read(target, compression=kind) for record in block] == records[: report.records]
    flipped = bytearray(whole)
    flipped[len(whole) // 3] ^= 16
    report, damage = verified(path, bytes(flipped))
    assert [each for each in damage if each[0] == "compression"] == damage[-1:]
    assert set(good_of(path)[0]) <= set(records)
    # Damage before compression: all behind it is there.
    content = bytearray(framed(records))
    content[100] ^= 1
    packed = gzip.compress(bytes(content)) if kind == "GZIP" else zlib.compress(bytes(content))
    report, damage = verified(path, packed)
    assert (report.records, len(damage)) == (1999, 1)


@given(damaged_files())
@settings(max_examples=60)
def test_a_salvaged_file_is_whole_and_holds_the_good_records(directory, made):
    content = bytes(byte for byte, _ in made[1])
    source, target = directory / "damaged", directory / "salvaged"
    source.write_bytes(content)
    expected, _, ranges = by_definition(content)
    if content and not expected:
        with pytest.raises(errors.DataLossError, match="no good record"):
            tfrecord.salvage(source, target, force=True, compression="")
        return
    report = tfrecord.salvage(source, target, force=True, compression="")
    assert target.read_bytes() == framed(expected)
    assert report == tfrecord.verify(source)
    assert [(each.begin, each.end) for each in report.damage] == ranges


def test_salvage_replaces_only_when_it_is_told_to(tmp_path):
    source, target = tmp_path / "f", tmp_path / "g"
    source.write_bytes(framed([b"a", b"b"])[:-1])
    target.write_bytes(b"precious")
    with pytest.raises(errors.AlreadyExistsError, match=f"file already exists; {target}"):
        tfrecord.salvage(source, target)
    assert target.read_bytes() == b"precious"
    tfrecord.salvage(source, target, force=True)
    assert target.read_bytes() == framed([b"a"])
    tfrecord.salvage(source, source, force=True)
    assert source.read_bytes() == framed([b"a"])


def test_what_is_no_tfrecord_file_is_not_salvaged(tmp_path):
    (tmp_path / "f").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 100)
    with pytest.raises(errors.DataLossError, match="no good record in 25604 bytes; header crc at offset 0"):
        tfrecord.salvage(tmp_path / "f", tmp_path / "g")
    with pytest.raises(errors.NotFoundError):
        tfrecord.salvage(tmp_path / "missing", tmp_path / "g")
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_a_file_of_records_in_a_damaged_record_is_lost_with_it(frames, tmp_path):
    inner = framed([b"inner"] * 3)
    content = bytearray(framed([b"first", b"x" + inner, b"last"]))
    content[21 + 12] ^= 1
    (tmp_path / "f").write_bytes(content)
    found, _, (damage,) = good_of(tmp_path / "f")
    assert found == [b"first", b"last"]
    assert (damage.kind, damage.begin, damage.end) == ("data crc", 21, 21 + 17 + len(inner))


def test_false_lengths_that_claim_the_same_bytes_take_bounded_time(monkeypatch, tmp_path):
    size = 200_000
    monkeypatch.setattr(frame_reader, "_FREE_TRIAL_BYTES", 1 << 20)
    claim = struct.pack("<Q", size // 2 - size // 2 % 13)  # it ends neither at a good record nor at the end
    claim += struct.pack("<I", SOURCE.masked_crc(claim)) + b"."
    content = claim * (size // 13)
    content += framed([b"good"] * 3)
    (tmp_path / "f").write_bytes(content)
    checked = []
    of = frame_reader.frames.masked_crc
    monkeypatch.setattr(frame_reader.frames, "masked_crc", lambda data: (checked.append(len(data)), of(data))[1])
    found, _, damage = good_of(tmp_path / "f", compression="")
    assert found == [b"good"] * 3
    assert (damage[0].begin, damage[-1].end) == (0, len(content) - 60)
    assert sum(checked) < 40 * size


def test_the_first_length_tells_a_plain_file_from_a_compressed_one(tmp_path):
    # The length of the record is what GZIP files begin with.
    record = bytes(0x088B1F)
    (tmp_path / "f").write_bytes(framed([record]))
    assert [len(each) for block in tfrecord.read(tmp_path / "f", compression="AUTO") for each in block] == [len(record)]
    assert tfrecord.count(tmp_path / "f") == 1


@pytest.mark.parametrize("compression", ["", "GZIP"])
def test_a_length_that_no_memory_would_hold(compression, frames, monkeypatch, tmp_path):
    monkeypatch.setattr(limits, "unsized_bytes", 1 << 16)
    monkeypatch.setattr(limits, "compression_ratio", 1)
    header = struct.pack("<Q", 1 << 40)
    data = framed([b"good"]) + header + struct.pack("<I", SOURCE.masked_crc(header)) + bytes(200_000)
    data += framed([b"behind"])
    path = tmp_path / "f"
    path.write_bytes(gzip.compress(data) if compression else data)
    found, _, (damage,) = good_of(path)
    assert found == [b"good", b"behind"]
    assert (damage.kind, damage.begin, damage.end) == ("implausible length", 20, len(data) - 22)
    assert ("limits allow" in damage.fact) == bool(compression)


def test_a_file_that_cannot_be_read_is_not_a_damaged_one(monkeypatch, tmp_path):
    (tmp_path / "f").write_bytes(framed([b"a" * 1000] * 1000))

    def fails(self, view):
        if self.taken > 70_000:
            raise errors.UnavailableError(None, None, "try again", path=self.path)
        return read(self, view)

    read = frame_reader.PlainStream.readinto
    monkeypatch.setattr(frame_reader.PlainStream, "readinto", fails)
    for call in (tfrecord.verify, tfrecord.count, lambda path: tfrecord.salvage(path, tmp_path / "g")):
        with pytest.raises(errors.UnavailableError, match="try again"):
            call(tmp_path / "f")
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_what_on_damage_raises_ends_the_reading(tmp_path):
    content = framed([b"a", b"b", b"c"])
    (tmp_path / "f").write_bytes(content[:20] + content[21:])

    def refuse(damage):
        raise damage.error("f")

    blocks = tfrecord.read_good(tmp_path / "f", refuse)
    assert list(next(blocks)) == [b"a"]
    with pytest.raises(errors.DataLossError, match="f: header crc at offset 17, after 1 good records"):
        next(blocks)
    with pytest.raises(ValueError, match="block_bytes must be >= 1, got 0"):
        tfrecord.read_good(tmp_path / "f", refuse, block_bytes=0)
