"""Peak memory of ten epochs of each pipeline of bench_pipelines.py, each in a process of its own.

    python benchmarks/bench_memory.py
    python benchmarks/bench_memory.py --works cifar --tensorflow /path/to/python

The peak after two epochs is told as well: what grows is a leak. TensorFlow runs the works that it ends in a minute or so.
"""

from __future__ import annotations

import contextlib
import functools
import statistics
import sys

import command_line
import data
from cases import Case, quantity
from measures import in_turn, peak
from programs import WORKS, batches
from worker import Answers, Worker, load, start

BESIDE_TENSORFLOW = ["cifar", "image-tfrecord"]


def answers(library: str) -> Answers:
    tf = load(library)

    def memory(work, files, threads, records):
        """The peak after the second of ten epochs, and after the last one."""
        seen, early = 0, 0.0
        with batches(tf, work, files, threads, num_epochs=10) as next_batch, contextlib.suppress(tf.errors.OutOfRangeError):
            while True:
                seen += len(next_batch()[1])
                if not early and seen >= 2 * records:
                    early = peak()
        if seen != 10 * records:
            raise SystemExit(f"{work}: {seen} records came out of ten epochs of {records}")
        return early, peak()

    return {"memory": memory}


def measure(python: str, library: str, **asked: object) -> tuple[float, float]:
    with Worker(python, library, __file__) as worker:
        return worker.ask("memory", **asked)


def main() -> None:
    parser = command_line.parser(__doc__, repeats=1)
    parser.add_argument("--works", nargs="+", choices=list(WORKS), default=list(WORKS))
    parser.add_argument("--threads", type=int, default=4)
    options = parser.parse_args()
    for work in options.works:
        files, records = data.make(WORKS[work].kind, options.data, options.quick)
        asked = {"work": work, "files": files, "threads": options.threads, "records": records}
        measurements = {"headrace": functools.partial(measure, sys.executable, "headrace", **asked)}
        if options.tensorflow and work in BESIDE_TENSORFLOW:
            measurements["tensorflow"] = functools.partial(measure, options.tensorflow, "tensorflow", **asked)
        found = in_turn(options.repeats, measurements)
        early = statistics.median(first for first, _ in found["headrace"])
        late = {library: [last for _, last in peaks] for library, peaks in found.items()}
        case = Case.of("memory", work, "MiB", late, note=f"{quantity(early, 'MiB')} after two of ten epochs")
        case.report(f"memory={work} threads={options.threads}", options.json)


if __name__ == "__main__":
    start(main, answers)
