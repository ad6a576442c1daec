"""Work that Ray does: the bytes and the texts are those of one machine, whatever is killed meanwhile."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from pathlib import Path

import pytest
from support.cli import run
from support.clusters.processes import processes_of
from support.clusters.ray_needed import needs_ray

from headrace.cluster.workers import RayWorkers
from headrace.formats import shards, tfrecord
from headrace.formats.conversion import convert
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.quarantine import Skip
from headrace.formats.tables import Schema, looking
from headrace.formats.tables.looking import Table

KILLS = 3
ROWS = 4000
SCHEMA = Schema.parse("id:int64, word:string")


@pytest.fixture
def sources(tmp_path):
    paths = [tmp_path / f"{number}.csv" for number in range(3)]
    for number, path in enumerate(paths):
        lines = "".join(f"{n},word{n % 9}\n" for n in range(ROWS * number, ROWS * number + ROWS))
        path.write_text("id,word\n" + lines)
    return paths


def contents(directory):
    return {path.name: path.read_bytes() for path in directory.iterdir()}


@pytest.fixture
def both(sources, tmp_path):
    """A conversion on Ray beside the same in one process: what each wrote, and the report of the one on Ray."""

    def made(number, **options):
        here, there = tmp_path / f"here{number}", tmp_path / f"there{number}"
        here.mkdir()
        there.mkdir()
        policies = [{"on_damage": Skip()} if options.get("leaves_out") else {} for _ in range(2)]
        options = {name: value for name, value in options.items() if name != "leaves_out"}
        convert(sources, here / "a.tfrecord", **options, **policies[0])
        report = convert(sources, there / "a.tfrecord", workers=RayWorkers(), **options, **policies[1])
        return contents(here), contents(there), report

    return made


@needs_ray
@pytest.mark.parametrize("options", [{}, {"shuffle": True, "seed": 3}, {"compression": "GZIP"}])
def test_the_bytes_are_those_of_one_machine_and_each_row_is_progress_once(ray, both, options):
    rows = []
    here, there, report = both(0, shards=7, progress=lambda count, size: rows.append(count), **options)
    assert there == here
    assert len(there) == 7
    assert report.rows == 3 * ROWS
    assert sum(rows) == 2 * 3 * ROWS  # here and there


@needs_ray
def test_what_is_left_out_is_told_in_the_order_of_the_sources(ray, sources, both):
    for source in sources:
        with source.open("a") as file:
            file.write("many,words\n")
    here, there, report = both(0, shards=3, infer_rows=10, leaves_out=True)
    assert there == here
    assert (report.rows, report.left_out) == (3 * ROWS, 3)
    assert [bad.path for bad in report.first_left_out] == list(map(str, sources))


@needs_ray
def test_an_error_names_file_and_record_and_leaves_nothing(ray, sources, tmp_path):
    with sources[2].open("a") as file:
        file.write("many,words\n")
    target = tmp_path / "out" / "a.tfrecord"
    target.parent.mkdir()
    with pytest.raises(InvalidArgumentError, match=rf"2\.csv.*{ROWS + 2}"):
        convert(sources, target, shards=6, infer_rows=10, workers=RayWorkers(2))
    assert contents(target.parent) == {}


@needs_ray
def test_the_command_finds_files_by_names_relative_to_where_it_is_called(ray, sources, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    convert([path.name for path in sources], "here.jsonl", shards=3)
    done = run("convert", "--ray", "--workers", 2, "--shards", 3, *(path.name for path in sources), "there.jsonl")
    assert done.exit_code == 0, done.stderr
    for number in range(3):
        name = f"-0000{number}-of-00003.jsonl"
        assert Path("there" + name).read_bytes() == Path("here" + name).read_bytes()


@pytest.fixture
def records(sources, tmp_path):
    """The sources as files of Examples."""
    paths = [tmp_path / f"{source.stem}.tfrecord" for source in sources]
    for source, path in zip(sources, paths, strict=True):
        convert(source, path)
    return paths


@needs_ray
def test_commands_say_what_they_say_on_one_machine(ray, records, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = [path.name for path in records]
    content = records[1].read_bytes()
    records[1].write_bytes(content[:5000] + b"xxxx" + content[5004:])
    here, there = (run("verify", *names, "absent", *on_ray) for on_ray in ([], ["--ray"]))
    assert (there.stdout, there.stderr, there.exit_code) == (here.stdout, here.stderr, here.exit_code)
    assert here.exit_code == 2  # a file is not there; of another, damage is told
    assert "damaged" in here.stdout
    here, there = (run("stats", "--json", *names, *on_ray) for on_ray in ([], ["--ray", "--workers", 2]))
    assert (there.stdout, there.stderr, there.exit_code) == (here.stdout, here.stderr, here.exit_code)
    records[1].write_bytes(content)
    for target, options in {"here": [], "there": ["--ray"], "many": ["--ray", "--shards", 2]}.items():
        done = run("shuffle", "--seed", 5, *options, *names, target)
        assert done.exit_code == 0, done.stderr
    assert Path("there").read_bytes() == Path("here").read_bytes()
    assert b"".join(map(Path.read_bytes, map(Path, shards.names("many", 2)))) == Path("here").read_bytes()


def told(rows):
    """The progress whose rows go to a list."""
    return lambda count, size: rows.append(count)


JOBS = [
    lambda sources, records, directory, workers, progress: (
        convert(sources, directory / "a.tfrecord", shards=40, workers=workers, progress=progress).rows
    ),
    lambda sources, records, directory, workers, progress: tfrecord.verify_all(5 * records, workers=workers, progress=progress),
    lambda sources, records, directory, workers, progress: looking.statistics(
        [Table.of(path) for path in 5 * records], SCHEMA, workers=workers, progress=progress
    ).to_json(),
    lambda sources, records, directory, workers, progress: [
        one.records
        for one in shards.shuffle(5 * records, directory / "a", seed=2, shards=10, workers=workers, progress=progress)
    ],
]


@needs_ray
def test_workers_killed_at_random_moments_cost_no_data(started_ray, sources, records, tmp_path):
    """One after the other, while tasks run, until so many were killed; every job gives what one process gives."""
    moments = random.Random(0)
    killed = jobs = 0
    over = threading.Event()

    def kill():
        nonlocal killed
        while not over.wait(moments.random() * 0.1):
            for process in processes_of(started_ray[1].pid, "headrace"):
                os.kill(process, signal.SIGKILL)
                killed += 1
                over.wait(moments.random() * 2)
                break

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        while killed < KILLS or jobs < len(JOBS):
            directories = [tmp_path / f"{jobs} {place}" for place in ("here", "there")]
            done = []
            for directory, workers in zip(directories, (1, RayWorkers()), strict=True):
                directory.mkdir()
                rows = []
                found = JOBS[jobs % len(JOBS)](sources, records, directory, workers, told(rows))
                done.append((found, sum(rows), contents(directory)))
            assert done[0] == done[1]
            jobs += 1
    finally:
        over.set()
        killer.join()


def test_a_number_of_workers_below_one_is_refused():
    with pytest.raises(InvalidArgumentError, match="workers must be >= 1; got 0"):
        RayWorkers(0)


def test_without_ray_one_line_says_what_to_install(tmp_path, sources, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    done = run("convert", "--ray", "--shards", 2, *sources, tmp_path / "a.jsonl")
    assert done.exit_code != 0
    assert "pip install headrace[ray]" in done.stderr
    assert not list(tmp_path.glob("a*"))
