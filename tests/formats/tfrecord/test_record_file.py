"""A file as a sequence of its records gives what a list of them gives, whatever becomes of its index."""

from __future__ import annotations

import contextlib
import os
import pickle
import random
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.formats.frames import framed, from_source

from headrace.formats import errors, tfrecord
from headrace.formats.files import inflated
from headrace.formats.tfrecord import record_file

KINDS = ["", "GZIP", "ZLIB"]


@pytest.fixture(params=["installed", "source"])
def frames(request):
    with from_source() if request.param == "source" else contextlib.nullcontext():
        yield request.param


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return tmp_path_factory.mktemp("open")


def written(path, records, kind=""):
    with tfrecord.Writer(path, kind) as writer:
        writer.write_many(records)
    return path


def some_records(count=300, seed=0):
    make = random.Random(seed)
    return [make.randbytes(make.choice([0, 5, 100, 3000, 20_000])) for _ in range(count)]


indices = st.integers(-12, 11)
slices = st.builds(slice, indices | st.none(), indices | st.none(), st.sampled_from([None, 1, 2, -1, -3]))


@given(
    lengths=st.lists(st.integers(0, 40) | st.integers(0, 9000), max_size=9),
    kind=st.sampled_from(KINDS),
    choices=st.lists(slices | st.lists(indices, max_size=12), min_size=1, max_size=3),
    block_bytes=st.integers(1, 30_000),
    source=st.booleans(),
)
@settings(max_examples=150)
def test_it_is_a_list_of_its_records(directory, lengths, kind, choices, block_bytes, source):
    make = random.Random(1)
    records = [make.randbytes(length) for length in lengths]
    written(directory / "f", records, kind)
    with from_source() if source else contextlib.nullcontext(), tfrecord.open(directory / "f") as found:
        expected = records
        for choice in [None, *choices]:
            if isinstance(choice, slice):
                found, expected = found[choice], expected[choice]
            elif choice is not None:
                choice = [each for each in choice if -len(expected) <= each < len(expected)]
                found, expected = found[choice], [expected[each] for each in choice]
            assert len(found) == len(expected)
            assert list(found) == expected
            assert [record for block in found.blocks(block_bytes) for record in block] == expected
            for each in range(-len(expected), len(expected)):
                assert found[each] == expected[each]
            assert list(reversed(found)) == expected[::-1]
            for each in (len(expected), -len(expected) - 1):
                with pytest.raises(IndexError, match=f"record {each} of {len(expected)}"):
                    found[each]
                with pytest.raises(IndexError, match=f"record {each} of {len(expected)}"):
                    found[[each]]


@pytest.mark.parametrize("kind", KINDS)
def test_arrays_of_numbers_and_masks(kind, frames, tmp_path):
    records = some_records()
    with tfrecord.open(written(tmp_path / "f", records, kind)) as found:
        order = np.random.default_rng(0).permutation(len(records))
        assert list(found[order]) == [records[each] for each in order]
        assert list(found[order][10:20][::-2]) == [records[each] for each in order[10:20][::-2]]
        mask = np.arange(len(records)) % 7 == 3
        assert list(found[mask]) == records[3::7]
        assert list(found[order.astype(np.uint16)][[3, 3, -1]]) == [records[order[each]] for each in (3, 3, -1)]
        assert found[np.int64(5)] == records[5]
        assert list(found[[]]) == []
        offsets = np.cumsum([0, *(len(record) + 16 for record in records)])
        (block,) = found[[7, 2]].blocks()
        assert block.numbers.tolist() == offsets[[7, 2]].tolist()
        assert block.path == str(tmp_path / "f")
        for wrong in (np.array([1.5]), mask[:5], np.zeros((2, 2), int)):
            with pytest.raises(IndexError, match="chosen by integers"):
                found[wrong]
        for wrong in ("1", 1.5, (1, 2)):
            with pytest.raises(TypeError):
                found[wrong]


def test_far_records_are_read_alone_and_close_ones_together(monkeypatch, tmp_path):
    records = some_records(2000)
    with tfrecord.open(written(tmp_path / "f", records)) as found:
        reads = []
        read = record_file.Ranges.read
        monkeypatch.setattr(record_file.Ranges, "read", lambda self, at, size: (reads.append(size), read(self, at, size))[1])
        assert list(found[[3, 4, 5, 1900, 6]]) == [records[each] for each in (3, 4, 5, 1900, 6)]
        assert len(reads) == 2
        assert sum(reads) == sum(len(records[each]) + 16 for each in (3, 4, 5, 6, 1900))


def test_damaged_data_is_named_when_it_is_read(frames, tmp_path):
    path = tmp_path / "f"
    records = [b"one", b"two", b"l" * 100_000, b"four"]
    content = bytearray(framed(records))
    content[19 + 13] ^= 1
    content[38 + 5000] ^= 1
    path.write_bytes(content)
    found = tfrecord.open(path)
    assert len(found) == 4
    assert [found[0], found[3]] == [records[0], records[3]]
    assert list(found[[3, 0]]) == [records[3], records[0]]
    for number, offset in ((1, 19), (2, 38)):
        for call in (lambda each: found[each], lambda each: list(found[[0, each]])):
            with pytest.raises(errors.DataLossError, match=f"record {number} at offset {offset} is damaged") as raised:
                call(number)
            assert (raised.value.path, raised.value.record, raised.value.offset) == (str(path), number, offset)
    with pytest.raises(errors.DataLossError, match="record 1 at offset 19"):
        list(found)


def test_a_file_that_changes_under_its_index_gives_no_wrong_records(frames, tmp_path):
    path = written(tmp_path / "f", [b"one", b"two"])
    found = tfrecord.open(path)
    path.write_bytes(framed([b"1", b"other"]))
    assert path.stat().st_size == 38
    for call in (lambda: found[1], lambda: list(found), lambda: found[0]):
        with pytest.raises(errors.DataLossError, match="damaged, or the file was changed: its header"):
            call()
    path.write_bytes(framed([b"one"]))
    assert found[0] == b"one"
    with pytest.raises(errors.DataLossError, match="ended too early"):
        found[1]


@pytest.mark.parametrize("kind", KINDS)
def test_threads_use_one_together(kind, monkeypatch, tmp_path):
    monkeypatch.setattr(inflated, "_SPACING", 1 << 14)
    records = some_records()
    found = tfrecord.open(written(tmp_path / "f", records, kind))
    failures = []

    def read(seed):
        make = random.Random(seed)
        for _ in range(60):
            number = make.randrange(len(records))
            if found[number] != records[number] or list(found[[number, 0]]) != [records[number], records[0]]:
                failures.append(number)

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive()
    assert failures == []


@pytest.mark.parametrize("kind", KINDS)
def test_forked_processes_do_not_disturb_each_other(kind, tmp_path):
    records = some_records()
    found = tfrecord.open(written(tmp_path / "f", records, kind))
    assert found[100] == records[100]
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            os._exit(0 if list(found[::-1]) == records[::-1] else 1)
        os._exit(2)
    assert list(found) == records
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_it_pickles(kind, tmp_path):
    records = some_records(30)
    path = written(tmp_path / "f", records, kind)
    found = tfrecord.open(path)
    assert list(pickle.loads(pickle.dumps(found))) == records
    part = pickle.dumps(found[5:20][[3, 1]])
    assert list(pickle.loads(part)) == [records[8], records[6]]
    assert len(part) < 500
    written(path, records[:29], kind)
    with pytest.raises(errors.FailedPreconditionError, match="was changed: it had 30 records"):
        pickle.loads(part)


@pytest.mark.parametrize("kind", ["GZIP", "ZLIB"])
def test_a_compressed_file_is_not_decompressed_from_its_start_each_time(kind, monkeypatch, tmp_path):
    monkeypatch.setattr(inflated, "_SPACING", 1 << 16)
    monkeypatch.setattr(inflated, "_MOST_MARKS", 20)
    records = [bytes([each % 251]) * 5000 for each in range(1000)]
    found = tfrecord.open(written(tmp_path / "f", records, kind))
    assert found[999] == records[999]
    given = []
    inflate = inflated.CompressedStream._next
    monkeypatch.setattr(
        inflated.CompressedStream, "_next", lambda self, most: (data := inflate(self, most), given.append(len(data)))[0]
    )
    for number in (500, 3, 998, 700):
        assert found[number] == records[number]
    assert sum(given) < 4 * 1_000_000
    assert len(found._source._data._marks) <= 20


def test_several_members_and_marks_between_them(monkeypatch, tmp_path):
    monkeypatch.setattr(inflated, "_SPACING", 1)
    records = some_records(60)
    content = b""
    for begin in range(0, 60, 7):
        content += written(tmp_path / "part", records[begin : begin + 7], "GZIP").read_bytes()
    (tmp_path / "f").write_bytes(content)
    found = tfrecord.open(tmp_path / "f")
    assert list(found) == records
    order = np.random.default_rng(1).permutation(60)
    assert [found[each] for each in order] == [records[each] for each in order]


def test_the_empty_file_and_the_missing_one(tmp_path):
    (tmp_path / "f").write_bytes(b"")
    found = tfrecord.open(tmp_path / "f")
    assert len(found) == 0
    assert list(found) == list(found[:]) == []
    with pytest.raises(errors.NotFoundError, match="missing"):
        tfrecord.open(tmp_path / "missing")
    with pytest.raises(errors.FailedPreconditionError):
        tfrecord.open(tmp_path)


def test_stray_bytes_are_warned_of(tmp_path):
    (tmp_path / "f").write_bytes(framed([b"one"]) + b"stray")
    with pytest.warns(errors.TornFileWarning, match="5 stray bytes at offset 19"):
        found = tfrecord.open(tmp_path / "f")
    assert list(found) == [b"one"]
