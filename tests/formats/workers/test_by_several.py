"""Work that several processes do gives what one gives: reports, statistics to the last bit, bytes."""

from __future__ import annotations

import pickle
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.formats.frames import framed

from headrace.formats import shards, tfrecord
from headrace.formats.errors import AlreadyExistsError, DataLossError, InvalidArgumentError, NotFoundError
from headrace.formats.quarantine import Skip
from headrace.formats.shards import shuffling
from headrace.formats.tables import Schema, looking
from headrace.formats.tables.looking import Table
from headrace.formats.tfrecord import Writer


class Elsewhere:
    """Does tasks with a copy of what there is to do, as other processes have it."""

    def results(self, tasks, name, numbers, progress):
        for number in numbers:
            yield pickle.loads(pickle.dumps(getattr(pickle.loads(pickle.dumps(tasks)), name)(number, progress)))

    def close(self):
        """There is nothing to end."""


def records_of(path):
    return [record for block in tfrecord.read(path, compression="AUTO") for record in block]


def told(done: list):
    """The progress that goes to a list."""
    return lambda records, size: done.append((records, size))


def summed(done):
    return [sum(one) for one in zip(*done, strict=True)] or [0, 0]


@pytest.fixture
def files(tmp_path):
    """Three files of records, of which the second is damaged."""
    make = random.Random(0)
    paths = [tmp_path / f"{number}.tfrecord" for number in range(3)]
    for number, path in enumerate(paths):
        content = bytearray(framed([b"%d %d " % (number, at) + make.randbytes(make.randrange(50)) for at in range(100)]))
        if number == 1:
            content[500:503] = b"xxx"
        path.write_bytes(content)
    return paths


def test_files_are_checked_by_several_processes_and_those_that_cannot_be_read_are_told(files, tmp_path):
    files.insert(1, tmp_path / "absent")
    done = []
    here = tfrecord.verify_all(files)
    there = tfrecord.verify_all(files, workers=2, progress=told(done))
    assert [one for one in there if isinstance(one, tfrecord.Report)] == [
        tfrecord.verify(path) for path in (*files[:1], *files[2:])
    ]
    assert [one.path for one in there if not isinstance(one, tfrecord.Report)] == [str(files[1])]
    assert isinstance(there[1], NotFoundError)
    assert [str(one) for one in there] == [str(one) for one in here]
    assert summed(done) == [299, sum(path.stat().st_size for path in (files[0], *files[2:]))]


def test_statistics_are_the_same_to_the_last_bit_and_bad_records_are_told_in_order(tmp_path):
    make = random.Random(0)
    paths = [tmp_path / f"{number}.csv" for number in range(3)]
    for path in paths:
        lines = "".join(f"{make.random()},{make.randrange(10**6)},word{make.randrange(9)}\n" for _ in range(2000))
        path.write_text("x,n,word\n" + lines + "bad,1,line\n")
    tables = [Table.of(path) for path in paths]
    schema = looking.schema_of(tables, 100)
    found, left_out, done = [], [], []
    for workers in (1, 2, Elsewhere()):
        policy = Skip()
        progress = []
        found.append(looking.statistics(tables, schema, on_damage=policy, workers=workers, progress=told(progress)))
        left_out.append([(bad.path, bad.record) for bad in policy.first])
        done.append(summed(progress))
    assert [one.to_json(2000) for one in found[1:]] == [found[0].to_json(2000)] * 2
    assert found[0].rows == 6000
    assert found[0].features["n"].frequencies.error > 0
    assert left_out == [[(str(path), 2002) for path in paths]] * 3
    assert done == [done[0]] * 3


def test_a_bad_record_that_nobody_leaves_out_is_an_error(tmp_path):
    (tmp_path / "a.csv").write_text("x\n1\n2\nthree\n")
    with pytest.raises(InvalidArgumentError, match="three"):
        looking.statistics([Table.of(tmp_path / "a.csv")], Schema.parse("x:int64"))


@given(
    st.lists(st.lists(st.binary(max_size=60), max_size=20), min_size=1, max_size=4),
    st.integers(0, 3),
    st.integers(100, 3000),
    st.none() | st.integers(1, 5),
    st.sampled_from(["", "GZIP"]),
)
@settings(max_examples=30)
def test_a_shuffle_by_several_gives_the_same_bytes(tmp_path_factory, parts, seed, memory, count, kind):
    directory = tmp_path_factory.mktemp("shuffle")
    sources = [directory / f"{number}" for number in range(len(parts))]
    for source, records in zip(sources, parts, strict=True):
        with Writer(source, kind) as writer:
            writer.write_many(records)
    shards.shuffle(sources, directory / "one", seed=seed)
    done = [], []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shuffling, "LEAST_MEMORY", 0)
        options = {"seed": seed, "shards": count}
        elsewhere = {"workers": Elsewhere(), "progress": told(done[0])}
        there = shards.shuffle(sources, directory / "there", memory=memory, **elsewhere, **options)
        here = shards.shuffle(sources, directory / "here", memory=10 * memory, progress=told(done[1]), **options)
    for one, other in zip(here, there, strict=True):
        assert one.records == other.records
        assert (directory / one.path).read_bytes() == (directory / other.path).read_bytes()
    assert [record for one in there for record in records_of(one.path)] == records_of(directory / "one")
    assert max(one.records for one in there) - min(one.records for one in there) <= 1
    assert summed(done[0]) == summed(done[1])
    assert summed(done[0])[0] == sum(map(len, parts))
    assert not [path for path in directory.iterdir() if path.name.startswith(".")]


def test_a_shuffle_by_processes_writes_shards(files, tmp_path):
    del files[1]
    shards.shuffle(files, tmp_path / "one", seed=1)
    written = shards.shuffle(files, tmp_path / "many", seed=1, shards=3, workers=2)
    assert [one.path for one in written] == shards.names(tmp_path / "many", 3)
    assert [one.records for one in written] == [67, 67, 66]
    assert [record for one in written for record in records_of(one.path)] == records_of(tmp_path / "one")
    with pytest.raises(AlreadyExistsError, match="many-00000-of-00003"):
        shards.shuffle(files, tmp_path / "many", shards=3)


@pytest.mark.parametrize("workers", [1, Elsewhere()])
def test_an_error_leaves_no_shard_and_no_temporary_file(files, tmp_path, monkeypatch, workers):
    target = tmp_path / "out" / "a"
    target.parent.mkdir()
    with pytest.raises(DataLossError, match=r"1\.tfrecord"):
        shards.shuffle(files, target, shards=3, workers=workers)
    write = shuffling.Tasks.write

    def failing(tasks, number, progress):
        if number == 2:
            raise DataLossError(None, None, "the third")
        return write(tasks, number, progress)

    monkeypatch.setattr(shuffling.Tasks, "write", failing)
    with pytest.raises(DataLossError, match="the third"):
        shards.shuffle([files[0], files[2]], target, shards=3, workers=workers)
    assert not list(target.parent.iterdir())


def test_a_number_of_workers_below_one_is_refused(files, tmp_path):
    for call in (
        lambda: tfrecord.verify_all(files, workers=0),
        lambda: looking.statistics([], Schema(), workers=0),
        lambda: shards.shuffle(files, tmp_path / "a", workers=0),
    ):
        with pytest.raises(InvalidArgumentError, match="workers must be >= 1; got 0"):
            call()
