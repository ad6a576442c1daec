"""The benchmarks run and say what they found. No test asserts on time: figures are in docs/performance.md."""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
import sys

import pytest

BENCHMARKS = pathlib.Path(__file__).parents[1] / "benchmarks"
WORKS = ["cifar", "cifar-distorted", "csv", "image-tfrecord", "small-tfrecord"]
LINE = re.compile(r"work=(\S+) threads=(\d+) headrace=[\d,.]+/s  \(median of 2, worst [\d,.]+/s\)")
MEMORY = re.compile(r"memory=(\S+) threads=2 peak=\d+ MiB after two epochs, \d+ MiB after ten")
ROWS = [
    {"machine": {"date": "2018-05-01", "cpu": "a CPU", "cores": 2, "system": "Linux x86_64", "python": "3.11.9",
                 "numpy": "2.0.0", "compiled": True, "peers": {"pandas": "2.2"}}},
    {"bench": "wide_csv", "case": "read it all", "unit": "s", "headrace": 2.0, "peers": {"tensorflow": 192.0, "pandas": 1.0}},
    {"bench": "pipelines", "case": "csv", "unit": "/s", "headrace": 2_130_000.0, "peers": {"tensorflow": 29_100.0},
     "worst": 1_980_000.0, "note": "threads: 1 against 16"},
]  # fmt: skip


def run(script: str, *arguments: object) -> subprocess.CompletedProcess:
    command = [sys.executable, str(BENCHMARKS / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=50)


@pytest.fixture(scope="module")
def pipelines(tmp_path_factory):
    """A quick run of all pipelines: its folder and what it printed."""
    folder = tmp_path_factory.mktemp("bench")
    short = ["--seconds", 0.01, "--repeats", 2, "--threads", 2, "--no-memory"]
    done = run("bench_pipelines.py", "--quick", *short, "--data", folder / "data", "--json", folder / "cases")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout.splitlines()


def test_every_pipeline_runs_and_prints_its_line(pipelines):
    _, lines = pipelines
    assert [LINE.fullmatch(line).groups() for line in lines] == [(work, "2") for work in WORKS]


def test_each_case_is_a_json_line_as_well(pipelines):
    folder, _ = pipelines
    rows = [json.loads(line) for line in (folder / "cases").read_text().splitlines()]
    assert [row["case"] for row in rows if row["bench"] == "pipelines"] == WORKS
    assert [row["case"] for row in rows if row["bench"] == "threads"] == [f"{work}, threads=2" for work in WORKS]
    assert all(0 < row["worst"] <= row["headrace"] for row in rows)


def test_one_work_by_number_of_threads_and_its_memory_on_data_that_are_made_once(pipelines):
    folder, _ = pipelines
    before = {path.name: path.stat().st_mtime_ns for path in (folder / "data").iterdir()}
    short = ["--seconds", 0.01, "--repeats", 2, "--threads", 1, 2, "--works", "csv"]
    done = run("bench_pipelines.py", "--quick", *short, "--data", folder / "data", "--json", folder / "cases of csv")
    assert done.returncode == 0, done.stderr
    *rates, memory = done.stdout.splitlines()
    assert [LINE.fullmatch(line).groups() for line in rates] == [("csv", "1"), ("csv", "2")]
    assert MEMORY.fullmatch(memory)[1] == "csv"
    last = json.loads((folder / "cases of csv").read_text().splitlines()[-1])
    assert (last["bench"], last["case"], last["unit"]) == ("memory", "csv", "MiB")
    assert {path.name: path.stat().st_mtime_ns for path in (folder / "data").iterdir()} == before
    assert len(before) == 4 * 4
    assert not [name for name in before if "unfinished" in name]


def test_a_peer_that_cannot_start_ends_the_benchmark_with_a_message(pipelines, tmp_path):
    folder, _ = pipelines
    peer = tmp_path / "python"
    peer.write_text("#!/bin/sh\nexit 3\n")
    peer.chmod(0o755)
    options = ["--seconds", 0.01, "--repeats", 1, "--threads", 1, "--works", "csv", "--data", folder / "data"]
    done = run("bench_pipelines.py", "--quick", *options, "--tensorflow", peer)
    assert done.returncode != 0
    assert "the process ended with status 3" in done.stderr


@pytest.fixture
def report(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    import report

    yield report
    for name in ("report", "cases"):
        sys.modules.pop(name, None)


def written(report, tmp_path, page: str | None = None) -> str:
    results = tmp_path / "results.jsonl"
    results.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    if page is not None:
        (tmp_path / "performance.md").write_text(page)
    report.write(results, docs=tmp_path)
    return (tmp_path / "performance.md").read_text()


def test_the_report_is_a_table_per_benchmark_with_ratios_in_the_direction_of_the_unit(report, tmp_path):
    lines = written(report, tmp_path).splitlines()
    assert "| csv | 2,130,000/s | 1,980,000/s | 29,100/s | 73x | threads: 1 against 16 |" in lines
    assert "| read it all | 2.00 s | 192 s | 96x | 1.00 s | 0.5x |" in lines
    assert lines.index("## Whole pipelines, best number of threads") < lines.index("## A wide CSV file")


def test_the_report_names_machine_date_and_versions(report, tmp_path):
    text = written(report, tmp_path)
    assert "Measured 2018-05-01 on a CPU, 2 cores, Linux x86_64; Python 3.11.9, NumPy 2.0.0" in text
    assert "against pandas 2.2 in the same run" in text


def test_a_report_replaces_the_last_one_and_nothing_around_it(report, tmp_path):
    page = f"# Mine\n\nbefore\n\n{report.BEGIN}\nold\n{report.END}\n\nafter\n"
    once = written(report, tmp_path, page)
    assert once.startswith("# Mine\n\nbefore\n")
    assert once.endswith("\n\nafter\n")
    assert "old" not in once
    assert written(report, tmp_path) == once


def test_a_page_without_markers_is_left_as_it_is(report, tmp_path):
    with pytest.raises(SystemExit, match="needs the line"):
        written(report, tmp_path, "# Mine\n")
    assert (tmp_path / "performance.md").read_text() == "# Mine\n"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (2_130_456, "/s", "2,130,000/s"),
        (29.12, "ms", "29.1 ms"),
        (1.5, "s", "1.50 s"),
        (0.0312, "s", "0.0312 s"),
        (999.7, "s", "1,000 s"),
    ],
)
def test_figures_have_three_digits_and_a_unit(report, value, unit, text):
    assert report.quantity(value, unit) == text
