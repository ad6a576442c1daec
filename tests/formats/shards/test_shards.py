"""Files of records cut, joined and sampled: every record is where it belongs, once; a target is whole or not there."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.formats.frames import framed

from headrace.formats import errors, shards, tfrecord
from headrace.formats.shards import splitting

KINDS = ["", "GZIP", "ZLIB"]
SUFFIXES = {"": "", "GZIP": ".gz", "ZLIB": ".zz"}


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return tmp_path_factory.mktemp("shards")


def written(path, records, kind=""):
    with tfrecord.Writer(path, kind) as writer:
        writer.write_many(records)
    return path


def records_of(path, compression="AUTO"):
    return [record for block in tfrecord.read(path, compression=compression, strict=True) for record in block]


def some_records(count=500, seed=0):
    make = random.Random(seed)
    return [make.randbytes(make.choice([0, 5, 100, 3000, 70_000])) for _ in range(count)]


def names_in(path):
    return sorted(each.name for each in path.iterdir())


@given(
    st.lists(st.binary(max_size=60), max_size=30), st.integers(1, 12), st.sampled_from(KINDS), st.sampled_from([None, *KINDS])
)
@settings(max_examples=80)
def test_the_parts_of_a_file_make_the_file(directory, records, count, kind, part_kind):
    source = written(directory / "source", records, kind)
    found = shards.split(source, directory / "part", count, compression=part_kind, force=True)
    assert [part.path for part in found] == shards.names(directory / "part", count)
    assert [part.path[-15:] for part in found] == [f"-{each:05d}-of-{count:05d}" for each in range(count)]
    parts = [records_of(part.path, kind if part_kind is None else part_kind) for part in found]
    assert [len(part) for part in parts] == [part.records for part in found]
    assert [part.size for part in found] == [(directory / part.path).stat().st_size for part in found]
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
    merged = shards.merge([part.path for part in found], directory / "merged", compression=kind, force=True)
    assert (merged.path, merged.records) == (str(directory / "merged"), len(records))
    assert (directory / "merged").read_bytes() == source.read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_large_files_too(kind, tmp_path):
    records = some_records()
    source = written(tmp_path / "source", records, kind)
    found = shards.split([source, source], tmp_path / "part", 7)
    assert [record for part in found for record in records_of(part.path, kind)] == records + records
    merged = shards.merge([part.path for part in found], tmp_path / "merged", compression="")
    assert (merged.size, merged.records) == (2 * len(framed(records)), 1000)
    assert (tmp_path / "merged").read_bytes() == framed(records + records)


def test_inputs_may_be_compressed_each_in_its_way(tmp_path):
    paths = [written(tmp_path / f"f{kind}", [kind.encode() * 3, b"x"], kind) for kind in KINDS]
    shards.merge(paths, tmp_path / "merged")
    assert records_of(tmp_path / "merged", "") == [b"", b"x", b"GZIP" * 3, b"x", b"ZLIB" * 3, b"x"]
    shards.merge(paths[1:], tmp_path / "merged_2")
    assert records_of(tmp_path / "merged_2", "GZIP") == [b"GZIP" * 3, b"x", b"ZLIB" * 3, b"x"]


CALLS = {
    "merge": lambda source, target, **options: shards.merge(source, target, **options),
    "shuffle": lambda source, target, **options: shards.shuffle(source, target, **options)[0],
    "sample": lambda source, target, **options: shards.sample(source, target, number=2, **options),
    "split": lambda source, target, **options: shards.split(source, target, 3, **options),
}
every = pytest.mark.parametrize("name", CALLS)


def target_of(name, path):
    return path.with_name(f"{path.name}-00001-of-00003") if name == "split" else path


@every
def test_what_is_there_is_replaced_only_by_force(name, tmp_path):
    source = written(tmp_path / "f", some_records(5))
    target = target_of(name, tmp_path / "g")
    target.write_bytes(b"precious")
    with pytest.raises(errors.AlreadyExistsError, match=f"file already exists; {target}"):
        CALLS[name](source, tmp_path / "g")
    assert target.read_bytes() == b"precious"
    assert names_in(tmp_path) == sorted(["f", target.name])
    CALLS[name](source, tmp_path / "g", force=True)
    assert set(records_of(target)) <= set(some_records(5))
    with pytest.raises(errors.AlreadyExistsError):
        CALLS[name](source, tmp_path / "g")


@every
def test_damage_ends_it_with_its_place_and_leaves_nothing(name, tmp_path):
    content = bytearray(framed([b"x" * 100] * 50))
    content[116 * 40 + 20] ^= 1
    for content_of, place in ((content, (40, 116 * 40)), (framed([b"x" * 100])[:-3], (0, 0)), (b"no records here", (0, 0))):
        (tmp_path / "f").write_bytes(content_of)
        with pytest.raises(errors.DataLossError) as raised:
            CALLS[name](tmp_path / "f", tmp_path / "g")
        assert (raised.value.path, raised.value.record, raised.value.offset) == (str(tmp_path / "f"), *place)
        assert names_in(tmp_path) == ["f"]


@every
def test_calls_that_cannot_be_right(name, tmp_path):
    with pytest.raises(errors.InvalidArgumentError, match="there must be a source"):
        CALLS[name]([], tmp_path / "g")
    with pytest.raises(errors.NotFoundError, match="missing"):
        CALLS[name](tmp_path / "missing", tmp_path / "g")
    source = written(tmp_path / "f", [b"1", b"2"])
    with pytest.raises(errors.NotFoundError, match="nowhere"):
        CALLS[name](source, tmp_path / "nowhere/g")
    with pytest.raises(errors.InvalidArgumentError, match='compression_type: "BZIP"'):
        CALLS[name](source, tmp_path / "g", compression="BZIP")
    assert names_in(tmp_path) == ["f"]


@every
@pytest.mark.parametrize("kind", KINDS)
def test_progress_tells_of_every_record_and_byte(name, kind, tmp_path):
    sources = [written(tmp_path / f"f{each}", some_records(100, each), kind) for each in range(2)]
    told = []
    CALLS[name](sources, tmp_path / "g", progress=lambda *more: told.append(more))
    assert min(map(min, told)) >= 0
    expected = 200
    assert [sum(column) for column in zip(*told, strict=True)] == [expected, sum(path.stat().st_size for path in sources)]


@every
def test_a_source_that_changes_meanwhile(name, monkeypatch, tmp_path):
    source = written(tmp_path / "f", some_records(100))

    def change(*_more):
        with open(source, "ab") as file:
            file.write(framed([b"more"]))

    with pytest.raises(errors.AbortedError, match="was changed"):
        CALLS[name](source, tmp_path / "g", progress=change)
    assert names_in(tmp_path) == ["f"]


@every
def test_remote_files(name, tmp_path):
    records = some_records(20)
    written("memory://shards_test/f", records)
    if name == "split":
        assert [part.records for part in CALLS[name]("memory://shards_test/f", "memory://shards_test/g", force=True)] == [
            7,
            7,
            6,
        ]
        return
    found = CALLS[name]("memory://shards_test/f", f"memory://shards_test/{name}", force=True)
    assert len(records_of(f"memory://shards_test/{name}")) == found.records
    with pytest.raises(errors.AlreadyExistsError):
        CALLS[name]("memory://shards_test/f", f"memory://shards_test/{name}")


@every
def test_a_file_without_records(name, tmp_path):
    (tmp_path / "f").write_bytes(b"")
    if name == "sample":
        shards.sample(tmp_path / "f", tmp_path / "g", number=0)
    else:
        CALLS[name](tmp_path / "f", tmp_path / "g")
    assert records_of(target_of(name, tmp_path / "g")) == []


def test_a_split_needs_a_shard_and_leaves_its_sources_alone(tmp_path):
    source = written(tmp_path / "g-00001-of-00003", [b"1", b"2"])
    with pytest.raises(errors.InvalidArgumentError, match="1 shard or more; got 0"):
        shards.split(source, tmp_path / "g", 0)
    with pytest.raises(errors.InvalidArgumentError, match="is a source and would be a shard"):
        shards.split(source, tmp_path / "g", 3, force=True)
    assert records_of(source) == [b"1", b"2"]


class Killed(BaseException):
    pass


@pytest.fixture
def cut_short(tmp_path, monkeypatch):
    """A split into five of 50 records that was ended after its second shard; the source, and the records."""
    records = some_records(50)
    source = written(tmp_path / "f", records)
    shard = splitting.Written.to
    made = []

    def ends(path, count):
        made.append(path)
        if len(made) == 3:
            tmp_path.joinpath("g-00002-of-00005").unlink()
            raise Killed
        return shard(path, count)

    with monkeypatch.context() as patch:
        patch.setattr(splitting.Written, "to", ends)
        with pytest.raises(Killed):
            shards.split(source, tmp_path / "g", 5)
    assert names_in(tmp_path) == [".g-of-00005.unfinished", "f", "g-00000-of-00005", "g-00001-of-00005"]
    return source, records


def test_a_split_goes_on_where_it_was(cut_short, tmp_path):
    source, records = cut_short
    before = [(tmp_path / f"g-0000{each}-of-00005").stat() for each in range(2)]
    found = shards.split(source, tmp_path / "g", 5)
    assert [record for part in found for record in records_of(part.path)] == records
    after = [(tmp_path / f"g-0000{each}-of-00005").stat() for each in range(2)]
    assert [state.st_ino for state in before] == [state.st_ino for state in after]
    assert ".g-of-00005.unfinished" not in names_in(tmp_path)


def test_a_shard_that_was_damaged_meanwhile_is_written_again(cut_short, tmp_path):
    source, records = cut_short
    with open(tmp_path / "g-00001-of-00005", "r+b") as file:
        file.truncate(30)
    found = shards.split(source, tmp_path / "g", 5)
    assert [record for part in found for record in records_of(part.path)] == records


def test_another_split_does_not_go_on_with_what_is_left(cut_short, tmp_path):
    source, records = cut_short
    left = json.loads((tmp_path / ".g-of-00005.unfinished").read_bytes())
    assert left[0] == [str(source)]
    with pytest.raises(errors.AlreadyExistsError, match=r"\.g-of-00005\.unfinished is left of a split of other files"):
        shards.split([source, source], tmp_path / "g", 5)
    with pytest.raises(errors.AlreadyExistsError, match="unfinished is left"):
        shards.split(source, tmp_path / "g", 5, compression="GZIP")
    other = written(tmp_path / "other", records[::-1])
    found = shards.split(other, tmp_path / "g", 5, force=True)
    assert [record for part in found for record in records_of(part.path)] == records[::-1]


@given(
    st.lists(st.binary(max_size=20), max_size=40).map(lambda made: [b"%d " % at + each for at, each in enumerate(made)]),
    st.floats(0, 1),
    st.integers(0, 5),
    st.sampled_from(KINDS),
)
@settings(max_examples=60)
def test_a_sample_is_a_part_in_order(directory, records, fraction, seed, kind):
    source = written(directory / "f", records, kind)
    found = shards.sample(source, directory / "g", fraction=fraction, seed=seed, force=True)
    taken = records_of(directory / "g", kind)
    assert len(taken) == found.records == round(fraction * len(records))
    rest = iter(records)
    assert all(record in rest for record in taken)  # each once, in order
    shards.sample(source, directory / "h", number=len(taken), seed=seed, force=True)
    assert (directory / "h").read_bytes() == (directory / "g").read_bytes()
    if taken:
        shards.sample(source, directory / "h", number=len(taken) - 1, seed=seed, force=True)
        assert set(records_of(directory / "h")) < set(taken)


def test_every_sample_is_as_likely(tmp_path):
    source = written(tmp_path / "f", [b"0", b"1", b"2", b"3", b"4"])
    seen = Counter()
    for seed in range(1000):
        shards.sample(source, tmp_path / "g", number=2, seed=seed, force=True)
        seen[b"".join(records_of(tmp_path / "g"))] += 1
    assert len(seen) == 10
    assert sum((count - 100) ** 2 / 100 for count in seen.values()) < 27.9  # chi squared, 9 degrees, 0.1 %


def test_a_sample_of_many(tmp_path, monkeypatch):
    monkeypatch.setattr("headrace.formats.shards.sampling._PIECE", 1000)
    source = written(tmp_path / "f", [b"%d" % each for each in range(30_000)])
    for number in (0, 1, 29_999, 30_000, 10_007):
        assert shards.sample(source, tmp_path / "g", number=number, force=True).records == number
        taken = list(map(int, records_of(tmp_path / "g")))
        assert taken == sorted(set(taken))
        assert len(taken) == number
    assert all(1450 < sum(begin <= each < begin + 5000 for each in taken) < 1900 for begin in range(0, 30_000, 5000))


def test_samples_that_cannot_be(tmp_path):
    source = written(tmp_path / "f", [b"1", b"2"])
    for options, words in [
        ({}, "either the number or the fraction"),
        ({"number": 1, "fraction": 0.5}, "either the number or the fraction"),
        ({"fraction": 1.5}, r"fraction must be in \[0, 1\]; got 1.5"),
        ({"number": 3}, r"number must be in \[0, 2\], the records there are; got 3"),
        ({"number": -1}, r"number must be in \[0, 2\]"),
        ({"number": 1, "seed": -1}, "seed must be >= 0; got -1"),
    ]:
        with pytest.raises(errors.InvalidArgumentError, match=words):
            shards.sample(source, tmp_path / "g", **options)
    assert names_in(tmp_path) == ["f"]
