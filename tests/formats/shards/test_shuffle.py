"""A shuffle gives every record once, by its seed alone, in any order as likely as any other, in the memory that it is given."""

from __future__ import annotations

import os
import random
import tracemalloc
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.formats import errors, shards, tfrecord
from headrace.formats.shards import runs as sorted_runs
from headrace.formats.shards import shuffling

KINDS = ["", "GZIP", "ZLIB"]


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return tmp_path_factory.mktemp("shuffle")


@pytest.fixture
def little_memory(monkeypatch):
    monkeypatch.setattr(shuffling, "LEAST_MEMORY", 0)


def written(path, records, kind=""):
    with tfrecord.Writer(path, kind) as writer:
        writer.write_many(records)
    return path


def records_of(path):
    return [record for block in tfrecord.read(path, compression="AUTO", strict=True) for record in block]


@given(
    st.lists(st.binary(max_size=60) | st.binary(max_size=3).map(lambda each: each * 1000), max_size=40),
    st.integers(0, 3),
    st.lists(st.integers(100, 6000), min_size=1, max_size=3),
    st.sampled_from(KINDS),
)
@settings(max_examples=100)
def test_the_order_depends_on_the_seed_alone(directory, records, seed, memories, kind):
    source = written(directory / "f", records, kind)
    found = shards.shuffle(source, directory / "g", seed=seed, force=True)
    mixed = records_of(directory / "g")
    assert Counter(mixed) == Counter(records)
    assert found == [(str(directory / "g"), len(records), os.path.getsize(directory / "g"))]
    content = (directory / "g").read_bytes()
    halves = [written(directory / "a", records[:5]), written(directory / "b", records[5:], "GZIP")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shuffling, "LEAST_MEMORY", 0)
        for memory in memories:
            for sources in (source, halves):
                shards.shuffle(sources, directory / "g", seed=seed, memory=memory, compression=kind, force=True)
                assert (directory / "g").read_bytes() == content


def test_every_order_is_as_likely(little_memory, tmp_path):
    source = written(tmp_path / "f", [b"0", b"1", b"2", b"3"])
    seen = Counter()
    for seed in range(1200):
        shards.shuffle(source, tmp_path / "g", seed=seed, memory=100 if seed % 10 == 0 else 10_000, force=True)
        seen[b"".join(records_of(tmp_path / "g"))] += 1
    assert len(seen) == 24
    assert sum((count - 50) ** 2 / 50 for count in seen.values()) < 49.8  # chi squared, 23 degrees, 0.1 %


@pytest.mark.parametrize("kind", KINDS)
def test_files_beyond_memory(kind, tmp_path):
    make = random.Random(0)
    records = [b"%d " % at + make.randbytes(make.choice([0, 10, 500, 20_000])) for at in range(3000)]
    source = written(tmp_path / "f", records, kind)
    runs = []
    add = sorted_runs.RunWriter.add
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_runs.RunWriter, "add", lambda *args: (runs.append(1), add(*args)))
        tracemalloc.start()
        try:
            shards.shuffle(source, tmp_path / "g", memory=1 << 20, compression="")
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert len(runs) > 5
    assert peak < 1.3 * (1 << 20) + (2_000_000 if kind else 0)
    found = [int(record.split(b" ")[0]) for record in records_of(tmp_path / "g")]
    assert sorted(found) == list(range(3000))
    # No trace of the old order: of neighbours half rise, and each part comes from everywhere.
    assert 1350 < sum(one < two for one, two in pairwise(found)) < 1650
    assert all(70 < sum(each < 1500 for each in found[begin : begin + 200]) < 130 for begin in range(0, 3000, 200))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f", "g"]


def test_a_record_that_is_longer_than_the_memory(little_memory, tmp_path):
    records = [b"a", b"l" * 50_000, b"b", b"m" * 70_000, b"c"]
    shards.shuffle(written(tmp_path / "f", records), tmp_path / "g", memory=5000)
    assert sorted(records_of(tmp_path / "g")) == sorted(records)


def test_to_a_remote_file(little_memory, tmp_path):
    records = [b"%d" % each for each in range(200)]
    shards.shuffle(written(tmp_path / "f", records), "memory://shuffle_test/g", memory=2000, force=True)
    assert sorted(records_of("memory://shuffle_test/g")) == sorted(records)


def test_a_temporary_file_that_is_damaged_meanwhile(little_memory, monkeypatch, tmp_path):
    read = sorted_runs.Joined._read

    def damaged(self, file, bounds, out):
        read(self, file, bounds, out)
        out[:1] ^= 1

    monkeypatch.setattr(sorted_runs.Joined, "_read", damaged)
    source = written(tmp_path / "f", [b"%d" % each for each in range(200)])
    with pytest.raises(errors.DataLossError, match="does not hold what was written to it"):
        shards.shuffle(source, tmp_path / "g", memory=2000)
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_arguments_out_of_range(tmp_path):
    source = written(tmp_path / "f", [b"1"])
    with pytest.raises(errors.InvalidArgumentError, match="memory must be at least 1048576 bytes; got 1000"):
        shards.shuffle(source, tmp_path / "g", memory=1000)
    with pytest.raises(errors.InvalidArgumentError, match="seed must be >= 0; got -1"):
        shards.shuffle(source, tmp_path / "g", seed=-1)
    assert [path.name for path in tmp_path.iterdir()] == ["f"]
