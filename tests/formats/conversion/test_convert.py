"""Conversions: what is written is what was read, however it is cut, shuffled and divided among processes."""

from __future__ import annotations

import os
import pathlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.formats import conversion, tables, tfrecord
from headrace.formats.conversion import convert
from headrace.formats.errors import AlreadyExistsError, InvalidArgumentError
from headrace.formats.files import detect_compression

SCHEMA = "id:int64, x:float32?, word:string"


def rows_of(*paths):
    """All rows of files, as dicts."""
    found = []
    for path in paths:
        kind = tables.kind_of(path)
        found += [row for batch in kind.read(path, tables.Schema.parse(SCHEMA)) for row in batch.rows()]
    return found


def write_csv(path, first, count):
    lines = [f"{n},{'' if n % 7 == 3 else n / 4},w{n % 5}\n" for n in range(first, first + count)]
    path.write_text("id,x,word\n" + "".join(lines))


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    directory = tmp_path_factory.mktemp("sources")
    for number, count in enumerate([40, 1, 62]):
        write_csv(directory / f"{number}.csv", 100 * number, count)
    return sorted(directory.iterdir())


def contents(directory):
    return {path.name: path.read_bytes() for path in sorted(pathlib.Path(directory).iterdir())}


@pytest.mark.parametrize("suffix", [".tfrecord", ".jsonl", ".csv", ".tfrecord.gz", ".jsonl.gz"])
def test_rows_stay_as_they_are_and_in_order(sources, tmp_path, suffix):
    report = convert(sources, tmp_path / f"all{suffix}")
    assert rows_of(tmp_path / f"all{suffix}") == rows_of(*sources)
    assert report.rows == 103
    assert report.kept == report.left_out == 0
    assert os.listdir(tmp_path) == [f"all{suffix}"]


def test_the_schema_of_all_sources_is_inferred_and_told(sources, tmp_path):
    (tmp_path / "other.csv").write_text("id,word\n1,a\n")
    report = convert([*sources, tmp_path / "other.csv"], tmp_path / "all.tfrecord")
    assert str(report.schema) == "id:int64, x:float32?, word:string"
    assert rows_of(tmp_path / "all.tfrecord")[-1] == {"id": 1, "word": b"a"}


def test_a_source_without_rows_says_nothing_of_the_schema(sources, tmp_path):
    empty = [tmp_path / "empty.tfrecord", tmp_path / "empty.csv", tmp_path / "header.csv"]
    for path in empty:
        path.touch()
    empty[2].write_text("id,x,word\n")
    report = convert([*empty, *sources], tmp_path / "all.jsonl")
    assert report.rows == 103
    assert rows_of(tmp_path / "all.jsonl") == rows_of(*sources)


def test_a_given_schema_decides_what_is_read_and_in_which_order(sources, tmp_path):
    convert(sources, tmp_path / "some.csv", schema="word:string, id:float32")
    assert (tmp_path / "some.csv").read_text().splitlines()[:2] == ["word,id", "w0,0.0"]


def test_shards_are_equal_in_order_and_together_all(sources, tmp_path):
    report = convert(sources, tmp_path / "all.jsonl", shards=5)
    names = [f"all-0000{n}-of-00005.jsonl" for n in range(5)]
    assert sorted(os.listdir(tmp_path)) == names
    assert [shard.rows for shard in report.shards] == [21, 21, 21, 20, 20]
    assert rows_of(*(tmp_path / name for name in names)) == rows_of(*sources)


def test_more_shards_than_rows_are_empty_files(tmp_path):
    write_csv(tmp_path / "a.csv", 0, 2)
    report = convert(tmp_path / "a.csv", tmp_path / "a.tfrecord", shards=3)
    assert [shard.rows for shard in report.shards] == [1, 1, 0]
    assert (tmp_path / "a-00002-of-00003.tfrecord").read_bytes() == b""


@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("target", ["all.tfrecord", "all.csv.gz"])
def test_any_number_of_workers_writes_the_same_bytes(sources, tmp_path, target, shuffle):
    for workers in (1, 2):
        (tmp_path / str(workers)).mkdir()
        convert(sources, tmp_path / str(workers) / target, shards=4, workers=workers, shuffle=shuffle, seed=9)
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_shuffled_rows_are_the_same_rows(sources, tmp_path):
    orders = []
    for seed in (0, 1, 0):
        convert(sources, tmp_path / "all.jsonl", shuffle=True, seed=seed, force=True)
        orders.append([row["id"] for row in rows_of(tmp_path / "all.jsonl")])
    ids = [row["id"] for row in rows_of(*sources)]
    assert sorted(orders[0]) == sorted(orders[1]) == ids
    assert orders[0] == orders[2]
    assert orders[0] != orders[1]
    assert orders[0] != ids
    assert not any((tmp_path / name).is_dir() for name in os.listdir(tmp_path))


@settings(deadline=None, max_examples=15)
@given(
    counts=st.lists(st.integers(0, 9), min_size=1, max_size=4), shards=st.integers(1, 6), seed=st.none() | st.integers(0, 99)
)
def test_shards_are_one_file_that_was_cut(tmp_path_factory, counts, shards, seed):
    directory = tmp_path_factory.mktemp("law")
    paths = [directory / f"{number}.csv" for number in range(len(counts))]
    for number, count in enumerate(counts):
        write_csv(paths[number], 10 * number, count)
    arguments = {"schema": SCHEMA, "shuffle": seed is not None, "seed": seed or 0}
    convert(paths, directory / "one.tfrecord", **arguments)
    report = convert(paths, directory / "cut.tfrecord", shards=shards, **arguments)
    parts = [pathlib.Path(shard.path).read_bytes() for shard in report.shards]
    assert b"".join(parts) == (directory / "one.tfrecord").read_bytes()
    sizes = [shard.rows for shard in report.shards]
    assert sum(sizes) == sum(counts)
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize("shuffle", [False, True])
def test_tfrecords_are_copied_whatever_they_hold(tmp_path, shuffle):
    records = [b"no Example", b"", b"\xff" * 5000, b"x"]
    with tfrecord.Writer(tmp_path / "a.tfrecord") as writer:
        writer.write_many(records)
    report = convert(tmp_path / "a.tfrecord", tmp_path / "b.tfrecord", compression="ZLIB", shards=2, shuffle=shuffle)
    copied = [record for shard in report.shards for block in tfrecord.read(shard.path, compression="ZLIB") for record in block]
    assert sorted(copied) == sorted(records)
    assert (copied == records) != shuffle
    assert report.schema is None


@pytest.mark.parametrize(
    ("name", "compression", "found"),
    [
        ("a.tfrecord", None, ""),
        ("a.tfrecord.gz", None, "GZIP"),
        ("a.tfrecord.gz", "", ""),
        ("a.tfrecord", "GZIP", "GZIP"),
        ("a.tfrecord.zz", None, "ZLIB"),
    ],
)
def test_the_suffix_tells_the_compression_unless_it_is_given(sources, tmp_path, name, compression, found):
    convert(sources, tmp_path / name, compression=compression)
    assert detect_compression(tmp_path / name) == found
    assert rows_of(tmp_path / name) == rows_of(*sources)


def test_the_number_of_a_shard_stands_before_all_suffixes(sources, tmp_path):
    convert(sources, tmp_path / "a.b.tfrecord.gz", shards=1)
    assert os.listdir(tmp_path) == ["a.b-00000-of-00001.tfrecord.gz"]


def test_a_link_stays_a_link(sources, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "link.tfrecord").symlink_to(tmp_path / "there" / "real.tfrecord")
    convert(sources, tmp_path / "link.tfrecord")
    assert (tmp_path / "link.tfrecord").is_symlink()
    assert rows_of(tmp_path / "there" / "real.tfrecord") == rows_of(*sources)


@pytest.mark.parametrize("arguments", [{}, {"shards": 3}, {"shards": 3, "shuffle": True}])
def test_progress_comes_to_all_rows_and_bytes(sources, tmp_path, arguments):
    done = [0, 0]

    def progress(rows, data):
        done[0] += rows
        done[1] += data

    convert(sources, tmp_path / "all.tfrecord", progress=progress, **arguments)
    size = sum(path.stat().st_size for path in sources)
    assert done[0] == 103
    assert 0.8 * size < done[1] <= size


def test_a_url_is_written_and_read(sources, tmp_path):
    convert(sources, "memory://conversion/all.tfrecord", shards=2, shuffle=True)
    convert([f"memory://conversion/all-0000{n}-of-00002.tfrecord" for n in (0, 1)], tmp_path / "all.jsonl")
    assert sorted(row["id"] for row in rows_of(tmp_path / "all.jsonl")) == [row["id"] for row in rows_of(*sources)]
    with pytest.raises(AlreadyExistsError):
        convert(sources, "memory://conversion/all.tfrecord", shards=2)


def test_a_plan_writes_nothing(sources, tmp_path):
    plan = conversion.plan(sources, tmp_path / "all.tfrecord.gz", shards=2)
    assert str(plan.schema) == SCHEMA
    assert plan.compression == "GZIP"
    assert [os.path.basename(path) for path in plan.targets] == [f"all-0000{n}-of-00002.tfrecord.gz" for n in (0, 1)]
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"shards": 0}, r"shards must be in \[1, 99999\]; got 0"),
        ({"shuffle": True, "seed": -1}, "seed must be >= 0; got -1"),
        ({"workers": 0}, "workers must be >= 1; got 0"),
        ({"compression": "LZ4"}, "compression"),
        ({"kind": "excel"}, "there is no kind of file 'excel'"),
        ({"target_kind": "excel"}, "there is no kind of file 'excel'"),
        ({"schema": "a:int65"}, "dtype must be one of"),
    ],
)
def test_arguments_that_make_no_sense(sources, tmp_path, arguments, words):
    with pytest.raises(InvalidArgumentError, match=words):
        convert(sources, tmp_path / "all.tfrecord", **arguments)
    assert os.listdir(tmp_path) == []


def test_nothing_is_converted_to_nothing(tmp_path):
    with pytest.raises(InvalidArgumentError, match="there must be a source"):
        convert([], tmp_path / "all.tfrecord")
