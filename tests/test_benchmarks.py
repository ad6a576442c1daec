"""The benchmarks run and say what they found. No test asserts on time: figures are in docs/performance.md."""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import sys

import numpy as np
import pytest

pytestmark = pytest.mark.timeout(180)  # a busy machine without compiled modules needs half a minute for one fixture
BENCHMARKS = pathlib.Path(__file__).parents[1] / "benchmarks"
WORKS = ["cifar", "cifar-distorted", "csv", "image-tfrecord", "small-tfrecord"]
LINE = re.compile(
    r"work=(\S+) threads=(\d+|best) headrace=[\d,.]+/s  \(median of 2, worst [\d,.]+/s, (?:threads: \d+|[\d.]+ of its best)\)"
)
RUNS = [
    "a constant",
    "a fed scalar + 2",
    "200 ops in a chain",
    "200 ops of many kinds on eight numbers",
    "assign_add",
    "enqueue and dequeue, two runs",
    "a step of training, 784-128-32-10, batch of 100",
]
ROWS = [
    {
        "machine": {
            "date": "2018-05-01",
            "cpu": "a CPU",
            "cores": 2,
            "load": 0.3,
            "system": "Linux x86_64",
            "python": "3.11.9",
            "numpy": "2.0.0",
            "compiled": True,
            "peers": {"pandas": "2.2"},
        }
    },
    {"bench": "wide_csv", "case": "read it all", "unit": "s", "headrace": 2.0, "peers": {"tensorflow": 192.0, "pandas": 1.0}},
    {
        "bench": "pipelines",
        "case": "csv",
        "unit": "/s",
        "headrace": 2_130_000.0,
        "peers": {"tensorflow": 29_100.0},
        "worst": 1_980_000.0,
        "note": "threads: 1 against 16",
    },
]


def run(script: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(BENCHMARKS / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=150, env=os.environ | environment)


def rows(path: pathlib.Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture(scope="module")
def pipelines(tmp_path_factory):
    """A quick run of all pipelines: its directory and what it printed."""
    directory = tmp_path_factory.mktemp("bench")
    short = ["--seconds", 0.01, "--repeats", 2, "--threads", 2]
    done = run("bench_pipelines.py", "--quick", *short, "--data", directory / "data", "--json", directory / "cases")
    assert done.returncode == 0, done.stderr
    return directory, done.stdout.splitlines()


def test_every_pipeline_runs_and_prints_its_lines(pipelines):
    _, lines = pipelines
    assert [LINE.fullmatch(line).groups() for line in lines] == [(work, n) for work in WORKS for n in ("2", "best")]


def test_each_case_is_a_json_line_as_well(pipelines):
    directory, _ = pipelines
    found = rows(directory / "cases")
    assert [row["case"] for row in found if row["bench"] == "pipelines"] == WORKS
    assert [row["case"] for row in found if row["bench"] == "threads"] == [f"{work}, threads=2" for work in WORKS]
    assert all(0 < row["worst"] <= row["headrace"] for row in found)


def test_datasets_in_the_naive_order(pipelines):
    directory, _ = pipelines
    short = ["--seconds", 0.01, "--repeats", 1, "--data", directory / "data", "--json", directory / "datasets"]
    done = run("bench_datasets.py", "--quick", *short)
    assert done.returncode == 0, done.stderr
    found = rows(directory / "datasets")
    assert [row["case"] for row in found] == WORKS
    assert all(row["headrace"] > 0 and list(row["peers"]) == ["headrace, queues"] for row in found)


def test_images_and_what_they_cost(tmp_path):
    short = ["--seconds", 0.01, "--repeats", 1, "--data", tmp_path / "data", "--json", tmp_path / "images"]
    done = run("bench_images.py", "--quick", *short)
    assert done.returncode == 0, done.stderr
    found = rows(tmp_path / "images")
    assert [(row["case"].partition(",")[0], row["unit"]) for row in found] == [
        (work, unit) for work in ("files", "tfrecords") for unit in ("/s", "ms")
    ]
    assert all(row["headrace"] > 0 and list(row["peers"]) == ["headrace, datasets"] for row in found)


def test_one_work_by_number_of_threads_on_data_that_are_made_once(pipelines):
    directory, _ = pipelines
    before = {path.name: path.stat().st_mtime_ns for path in (directory / "data").iterdir()}
    short = ["--seconds", 0.01, "--repeats", 2, "--threads", 1, 2, "--works", "csv"]
    done = run("bench_pipelines.py", "--quick", *short, "--data", directory / "data", "--json", directory / "cases of csv")
    assert done.returncode == 0, done.stderr
    assert [LINE.fullmatch(line)[2] for line in done.stdout.splitlines()] == ["1", "2", "best"]
    by_threads = {row["case"]: row for row in rows(directory / "cases of csv")}
    assert by_threads["csv"]["headrace"] == max(row["headrace"] for row in by_threads.values())
    assert {path.name: path.stat().st_mtime_ns for path in (directory / "data").iterdir()} == before
    assert len(before) == 4 * 4
    assert not [name for name in before if "unfinished" in name]


def test_the_peak_of_ten_epochs_is_told_beside_that_of_two(pipelines):
    directory, _ = pipelines
    arguments = ["--works", "csv", "--threads", 2, "--data", directory / "data", "--json", directory / "memory"]
    done = run("bench_memory.py", "--quick", *arguments)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"memory=csv threads=2 headrace=[\d.]+ MiB  \([\d.]+ MiB after two of ten epochs\)\n", done.stdout)
    (row,) = rows(directory / "memory")
    assert (row["bench"], row["case"], row["unit"], row["worst"]) == ("memory", "csv", "MiB", None)


def test_tools_are_measured_beside_the_bare_bytes(tmp_path):
    directories = ["--data", tmp_path / "data", "--json", tmp_path / "results"]
    done = run("bench_tools.py", "--quick", "--repeats", 1, *directories)
    assert done.returncode == 0, done.stderr
    works = ["csv to tfrecord", "csv to parquet", "tfrecord to parquet", "count", "verify", "shuffle"]
    assert [line.partition(" headrace=")[0] for line in done.stdout.splitlines()] == [f"tool={work}" for work in works]
    found = rows(tmp_path / "results")
    assert [row["case"] for row in found if row["peers"]] == ["count", "verify"]
    assert all(row["unit"] == "MB/s" and row["headrace"] > 0 for row in found)


def test_the_most_memory_of_a_tool_is_told(tmp_path):
    done = run("bench_tools.py", "--quick", "--big", "--works", "count", "--data", tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"memory=count headrace=[\d.]+ MiB  \(0\.0 GB\)\n", done.stdout)


def test_a_peer_that_cannot_start_ends_the_benchmark_with_a_message(pipelines, tmp_path):
    directory, _ = pipelines
    peer = tmp_path / "python"
    peer.write_text("#!/bin/sh\nexit 3\n")
    peer.chmod(0o755)
    options = ["--seconds", 0.01, "--repeats", 1, "--threads", 1, "--works", "csv", "--data", directory / "data"]
    done = run("bench_pipelines.py", "--quick", *options, "--tensorflow", peer)
    assert done.returncode != 0
    assert "the process ended with status 3" in done.stderr


@pytest.fixture(scope="module")
def together(tmp_path_factory):
    """A quick run of the other benchmarks by run.py: its results and what it printed."""
    directory = tmp_path_factory.mktemp("bench")
    directories = ["--data", directory / "data", "--json", directory / "results"]
    done = run(
        "run.py",
        "session",
        "waits",
        "start",
        "wide_csv",
        "small_files",
        "wide_records",
        "scale",
        "cores",
        "--alone",
        "--quick",
        "--repeats",
        2,
        *directories,
    )
    assert done.returncode == 0, done.stderr
    return directory / "results", done.stdout.splitlines()


def test_runs_starts_wide_and_small_files_have_a_line_per_case(together):
    _, lines = together
    heads = [line.partition(" headrace=")[0] for line in lines]
    starts = ["# start", "start=import", "start=first batch"]
    files = ["lines", "CSV", "TFRecords", "records of one length", "whole files"]
    wide = ["# wide_records", "features=5", "features=20", "columns=10", "columns=40"]
    small = ["# small_files", *(f"files={kind}" for kind in files)]
    scale = [f"{question}={count}" for count in (100, 400) for question in ("running", "compiling")]
    scale += [f"step={optimizer}" for optimizer in ("gradient descent", "momentum", "Adam")]
    scale += ["variables=12", "variables=50", "pipelines=1", "pipelines=4"]
    cores = ["# cores", "width=32 machine=idle", "width=32 machine=busy"]
    waits = ["# waits", "waits=sleeps", "waits=read_file", "waits=readers"]
    first = ["# session", *(f"run={case}" for case in RUNS), *waits, *starts, "# wide_csv", "csv=20,000x17"]
    assert heads == [*first, *small, *wide, "# scale", *scale, *cores]
    assert all("(median of 2, worst " in line for line in lines if not line.startswith("#"))


def test_their_results_begin_with_the_machine_and_are_no_better_at_worst(together):
    machine, *found = rows(together[0])
    assert machine["machine"]["numpy"] == np.__version__
    assert [row["unit"] for row in found] == [
        *["µs"] * len(RUNS),
        *["/s"] * 3,
        *["ms", "s", "s"],
        *["/s"] * 9,
        *["ns", "µs"] * 2,
        *["µs"] * 3,
        *["s"] * 4,
        *["ms"] * 2,
    ]
    assert all(row["worst"] >= row["headrace"] > 0 for row in found if row["unit"] != "/s")
    assert all(0 < row["worst"] <= row["headrace"] for row in found if row["unit"] == "/s")


def test_numpy_stands_beside_the_import_and_the_step_of_training(together):
    found = {row["case"]: row["peers"] for row in rows(together[0])[1:] if row["bench"] not in ("cores", "waits")}
    assert {case for case, peers in found.items() if list(peers) == ["numpy"]} == {RUNS[-1], "import"}
    assert all(not peers for case, peers in found.items() if case not in (RUNS[-1], "import"))


def test_their_results_fill_the_tables(together, report, tmp_path):
    report.write(together[0], docs=tmp_path)
    page = (tmp_path / "performance.md").read_text()
    titles = [line for line in page.splitlines() if line.startswith("## ")]
    assert titles == [
        "## Steps that wait, sixteen threads",
        "## One run of a session",
        "## As programs grow",
        "## Cores that others want too",
        "## Starting",
        "## A wide CSV file",
        "## Many files of three records",
        "## Records of many parts",
    ]
    assert "| 20,000 lines of 17 numbers |" in page


def test_a_benchmark_that_there_is_not_is_refused_with_the_names_of_all(tmp_path):
    done = run("run.py", "sessions", "--alone", "--json", tmp_path / "results")
    assert done.returncode == 2
    names = "cluster, cores, datasets, images, layers, loops, memory, pipelines, rnn, scale, session, small_files, start, tools"
    assert f"sessions: no such benchmark, there are {names}, waits, wide_csv, wide_records, workers" in done.stderr


PEERS = {
    "tensorflow/__init__.py": "",
    "tensorflow/compat/__init__.py": "",
    "tensorflow/compat/v1.py": """
import types
from headrace import *
from headrace import errors, nn, train
logging = types.SimpleNamespace(ERROR=40, set_verbosity=lambda level: None)
def disable_v2_behavior(): pass
""",
}
TABLES = {
    "pandas.py": """
import numpy as np
class read_csv:
    def __init__(self, path, header, dtype): self.rows = np.loadtxt(path, dtype, delimiter=",")
    def __len__(self): return len(self.rows)
    def to_numpy(self): return self.rows
""",
    "pyarrow/__init__.py": "",
    "pyarrow/csv.py": """
import numpy as np
ReadOptions = dict
class read_csv:
    def __init__(self, path, options): self.columns = np.loadtxt(path, delimiter=",").T
    def __len__(self): return len(self.columns[0])
""",
    "pyarrow/compute.py": """
class sum:
    def __init__(self, column): self.as_py = column.sum
""",
}


def beside_a_peer(tmp_path: pathlib.Path, script: str, peer: dict[str, str]) -> subprocess.CompletedProcess:
    """Quickly, with headrace in the part of TensorFlow."""
    for name, text in peer.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    arguments = ["--repeats", 2, "--data", tmp_path / "data", "--json", tmp_path / "cases", "--tensorflow", sys.executable]
    return run(script, "--quick", *arguments, PYTHONPATH=str(tmp_path))


def test_every_run_is_measured_beside_a_peer(tmp_path):
    done = beside_a_peer(tmp_path, "bench_session.py", PEERS)
    assert done.returncode == 0, done.stderr
    lines = [re.match(r"run=(.+) headrace=\S+ µs  tensorflow=\S+ µs  ratio=\S+x  ", line) for line in done.stdout.splitlines()]
    assert [line[1] for line in lines] == RUNS
    assert all(row["ratio"] == row["peers"]["tensorflow"] / row["headrace"] for row in rows(tmp_path / "cases"))


def test_the_wide_file_is_read_beside_peers_of_which_tensorflow_reads_a_tenth(tmp_path):
    done = beside_a_peer(tmp_path, "bench_wide_csv.py", PEERS | TABLES)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("tensorflow: ten times its seconds for 2,000 lines)\n")
    (row,) = rows(tmp_path / "cases")
    assert list(row["peers"]) == ["tensorflow", "pandas", "pyarrow"]


def test_a_peer_that_reads_other_numbers_from_the_wide_file_is_not_measured(tmp_path):
    wrong = TABLES["pandas.py"].replace("return self.rows", "return self.rows[:, 1:]")
    done = beside_a_peer(tmp_path, "bench_wide_csv.py", PEERS | TABLES | {"pandas.py": wrong})
    assert done.returncode != 0
    assert "wide-20000-0: lines and sum are [20000, " in done.stderr


def test_a_peer_that_computes_something_else_is_not_measured(tmp_path):
    wrong = PEERS["tensorflow/compat/v1.py"] + "def assign_add(variable, value): return variable + 2 * value\n"
    done = beside_a_peer(tmp_path, "bench_session.py", PEERS | {"tensorflow/compat/v1.py": wrong})
    assert done.returncode != 0
    assert "assign_add: the answers differ" in done.stderr
    assert "run=assign_add" not in done.stdout


@pytest.fixture
def report(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    import report

    yield report
    for name in ("report", "results", "cases"):
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
    assert "Measured 2018-05-01 on a CPU, 2 cores, Linux x86_64, which had a load of 0.3 before; Python 3.11.9, NumPy" in text
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
