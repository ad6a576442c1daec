"""Conversions whose shards are made by Ray: the bytes are those of one machine, whatever is killed meanwhile."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from pathlib import Path

import pytest
from support.cli import run
from support.clusters.ray_needed import needs_ray

from headrace.cluster.conversion import RayWorkers
from headrace.formats.conversion import convert
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.quarantine import Skip

KILLS = 3
ROWS = 4000


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


@needs_ray
def test_workers_killed_at_random_moments_cost_no_data(started_ray, both):
    """One after the other, while tasks run, until so many were killed; every conversion gives the bytes of one process."""
    moments = random.Random(0)
    killed = conversions = 0
    rows = []
    over = threading.Event()

    def kill():
        nonlocal killed
        while not over.wait(moments.random() * 0.1):
            for process in doing(started_ray[1].pid):
                os.kill(process, signal.SIGKILL)
                killed += 1
                over.wait(moments.random() * 2)
                break

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        while killed < KILLS:
            conversions += 1
            rows.clear()
            here, there, _ = both(
                conversions, shards=40, shuffle=conversions % 2 == 0, progress=lambda count, size: rows.append(count)
            )
            assert there == here
            assert sum(rows) == 2 * 3 * ROWS
    finally:
        over.set()
        killer.join()


def doing(started):
    """The processes of a Ray that do a task of a conversion now."""
    parents, names = {}, {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                parents[int(path.name)] = int(path.joinpath("stat").read_text().rpartition(")")[2].split()[1])
                names[int(path.name)] = path.joinpath("cmdline").read_bytes()
            except OSError:  # it has ended
                continue
    for process, name in names.items():
        above = process
        while above in parents and above != started:
            above = parents[above]
        if above == started and b"headrace" in name and name.startswith(b"ray::"):
            yield process


def test_a_number_of_workers_below_one_is_refused():
    with pytest.raises(InvalidArgumentError, match="workers must be >= 1; got 0"):
        RayWorkers(0)


def test_without_ray_one_line_says_what_to_install(tmp_path, sources, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    done = run("convert", "--ray", "--shards", 2, *sources, tmp_path / "a.jsonl")
    assert done.exit_code != 0
    assert "pip install headrace[ray]" in done.stderr
    assert not list(tmp_path.glob("a*"))
