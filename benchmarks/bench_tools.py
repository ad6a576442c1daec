"""Megabytes a second that the tools of formats/ get through, beside scripts for the same work (tool_scripts.py).

    python benchmarks/bench_tools.py
    python benchmarks/bench_tools.py --tensorflow /path/to/python    # in turn with TensorFlow, tfrecord, pyarrow and DuckDB
    python benchmarks/bench_tools.py --big                           # the most memory that each tool takes for 2 GB and more

The CSV file has 2,200,000 rows of 11 columns, 212 MB; the TFRecord file is made of it. Scripts that go through records one by
one get a twentieth of the file. "read and CRC" reads the file and does nothing but the processor's CRC of its bytes.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
import time
from collections.abc import Callable
from typing import Any

import command_line
import data
from cases import Case
from measures import in_turn, peak
from tool_scripts import SCRIPTS
from worker import Answers, Worker, start

WORKS = {
    "csv to tfrecord": ("csv", "tfrecord"),
    "csv to parquet": ("csv", "parquet"),
    "tfrecord to parquet": ("tfrecord", "parquet"),
    "count": ("tfrecord", None),
    "verify": ("tfrecord", None),
    "shuffle": ("tfrecord", "tfrecord"),
}
"""The kinds of file that are read and written."""

SLOW = ("tensorflow", "tfrecord")
MODULES = {"tf.data": "tensorflow", "read and CRC": "crc32c"}


def tools() -> dict[str, Callable[[str, str], int]]:
    from headrace.formats import shards, tfrecord
    from headrace.formats.conversion import convert

    def converts(source: str, target: str) -> int:
        return convert(source, target, force=True).rows

    return {
        "csv to tfrecord": converts,
        "csv to parquet": converts,
        "tfrecord to parquet": converts,
        "count": lambda source, target: tfrecord.count(source),
        "verify": lambda source, target: tfrecord.verify(source).records,
        "shuffle": lambda source, target: shards.shuffle(source, target, force=True)[0].records,
    }


def answers(library: str) -> Answers:
    found = tools() if library == "headrace" else SCRIPTS[library]

    def has() -> bool:
        try:
            __import__(MODULES.get(library, library))
        except ImportError:
            return False
        return True

    def seconds(work: str, source: str, target: str) -> tuple[float, int]:
        began = time.perf_counter()
        count = found[work](source, target)
        return time.perf_counter() - began, count

    def memory(work: str, source: str, target: str) -> float:
        found[work](source, target)
        return peak()

    return {"has": has, "seconds": seconds, "memory": memory}


def sources(options: Any, kind: str) -> dict[str, str]:
    """A CSV file and a TFRecord file of the same rows, made unless they are there."""
    (path,), _ = data.make(kind, options.data, options.quick)
    found = {"csv": f"{path}.csv", "tfrecord": f"{path}.tfrecord"}
    if not os.path.exists(found["csv"]):
        os.link(path, found["csv"])
    if not os.path.exists(found["tfrecord"]):
        tools()["csv to tfrecord"](found["csv"], found["tfrecord"])
    return found


def speed(worker: Worker, work: str, source: str, target: str, expected: int | None) -> float:
    """Megabytes of the source a second."""
    took, count = worker.ask("seconds", work=work, source=source, target=target)
    if expected is not None and count != expected:
        raise SystemExit(f"{work}: {count} records of {expected} were read")
    return os.path.getsize(source) / 1e6 / took


def measured(options: Any, work: str, libraries: dict[str, Worker]) -> Case:
    kind, into = WORKS[work]
    measurements = {}
    scripts = [name for name in libraries if name == "headrace" or work in SCRIPTS.get(name, {})]
    for name in scripts:
        size = "tools-part" if name in SLOW else "tools"
        source = sources(options, size)[kind]
        target = str(options.data / f"tools-out.{into or 'none'}")
        _, count = data.make(size, options.data, options.quick)
        expected = None if name == "read and CRC" else count
        measurements[name] = functools.partial(speed, libraries[name], work, source, target, expected)
    found = in_turn(options.repeats, measurements)
    size = os.path.getsize(sources(options, "tools")[kind]) / 1e6
    return Case.of("tools", work, "MB/s", found, note=f"{size:.0f} MB")


def big(options: Any) -> None:
    """Memory for a file ten times as long."""
    small, large = sources(options, "tools"), {}
    for kind, path in small.items():
        large[kind] = f"{path.removesuffix(kind)}big.{kind}"
        if not os.path.exists(large[kind]):
            _ten_times(path, large[kind], header=kind == "csv")
    for work in options.works:
        kind, into = WORKS[work]
        target = str(options.data / f"tools-out.{into or 'none'}")
        with Worker(sys.executable, "headrace", __file__) as worker:
            found = worker.ask("memory", work=work, source=large[kind], target=target)
        size = os.path.getsize(large[kind]) / 1e9
        case = Case("tools_memory", work, "MiB", found, note=f"{size:.1f} GB")
        case.report(f"memory={work}", options.json)


def _ten_times(path: str, target: str, header: bool) -> None:
    """By pieces: what this process has held counts as its children's."""
    with open(f"{target}.unfinished", "wb") as file:
        for copy in range(10):
            with open(path, "rb") as source:
                if header and copy:
                    source.readline()
                shutil.copyfileobj(source, file)
    os.replace(f"{target}.unfinished", target)


def main() -> None:
    parser = command_line.parser(__doc__, repeats=3)
    parser.add_argument("--works", nargs="+", choices=list(WORKS), default=list(WORKS))
    parser.add_argument("--big", action="store_true", help="the most memory for files of 2 GB and more, instead")
    options = parser.parse_args()
    if options.big:
        big(options)
        return
    libraries = {"headrace": Worker(sys.executable, "headrace", __file__)}
    try:
        libraries["read and CRC"] = Worker(sys.executable, "read and CRC", __file__)
        for name in [name for name in SCRIPTS if name not in libraries and options.tensorflow]:
            libraries[name] = Worker(options.tensorflow, name, __file__)
        libraries = {name: worker for name, worker in libraries.items() if name == "headrace" or worker.ask("has")}
        for work in options.works:
            measured(options, work, libraries).report(f"tool={work}", options.json)
    finally:
        for worker in libraries.values():
            worker.close()


if __name__ == "__main__":
    start(main, answers)
