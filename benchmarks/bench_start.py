"""How long a program takes to start.

    python benchmarks/bench_start.py
    python benchmarks/bench_start.py --tensorflow /path/to/python    # in turn with TensorFlow

Milliseconds of the import, beside that of NumPy, which is a part of it; and seconds from the start of the process to the
first batch of the pipeline "cifar" of bench_pipelines.py, which leaves 5,000 records in its queue. Every measurement is
that of a fresh process; files and bytecode are in the page cache.
"""

from __future__ import annotations

import argparse
import functools
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

import command_line
import data
from cases import Case
from measures import in_turn
from programs import WORKS, batches
from worker import ENVIRONMENT, Answers, Worker, load, start

IMPORT = "import time; began = time.perf_counter(); import {}; print(1000 * (time.perf_counter() - began))"
WORK, THREADS = "cifar", 4


def answers(library: str) -> Answers:
    tf = load(library)

    def first_batch(files):
        with batches(tf, WORK, files, THREADS) as next_batch:
            return len(next_batch()[0])

    return {"first batch": first_batch}


def milliseconds_of_import(python: str, module: str) -> float:
    command = [python, "-c", IMPORT.format(module)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT).stdout)


def seconds_to_first_batch(python: str, library: str, files: list[str]) -> float:
    began = time.perf_counter()
    with Worker(python, library, __file__) as worker:
        worker.ask("first batch", files=files)
        return time.perf_counter() - began


def measure(
    name: str, unit: str, measurements: Mapping[str, Callable[[], float]], options: argparse.Namespace, note: str = ""
) -> None:
    in_turn(1, measurements)  # compiles what was never imported, fetches files from the disk
    case = Case.of("start", name, unit, in_turn(options.repeats, measurements), note)
    case.report(f"start={name}", options.json)


def main() -> None:
    options = command_line.parser(__doc__).parse_args()
    files, _ = data.make(WORKS[WORK].kind, options.data, options.quick)
    imports = {"headrace": functools.partial(milliseconds_of_import, sys.executable, "headrace")}
    batch = {"headrace": functools.partial(seconds_to_first_batch, sys.executable, "headrace", files)}
    if options.tensorflow:
        imports["tensorflow"] = functools.partial(milliseconds_of_import, options.tensorflow, "tensorflow.compat.v1")
        batch["tensorflow"] = functools.partial(seconds_to_first_batch, options.tensorflow, "tensorflow", files)
    imports["numpy"] = functools.partial(milliseconds_of_import, sys.executable, "numpy")
    measure("import", "ms", imports, options)
    measure("first batch", "s", batch, options, f"{WORK}, threads={THREADS}")


if __name__ == "__main__":
    start(main, answers)
