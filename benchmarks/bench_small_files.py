"""Files of three records each per second, from a queue of their names to batches.

    python benchmarks/bench_small_files.py
    python benchmarks/bench_small_files.py --tensorflow /path/to/python    # in turn with TensorFlow

Each kind of reader, and lines that are decoded as CSV. Each library stands with its better one of 1 and 4 threads.
"""

from __future__ import annotations

import functools
import statistics
import time
from collections.abc import Callable
from typing import Any

import command_line
import data
from cases import Case
from measures import in_turn
from programs import BATCH, running
from worker import Answers, load, start, workers

THREADS = (1, 4)
READERS: dict[str, tuple[str, str, dict[str, int]]] = {
    "lines": ("lines", "TextLineReader", {}),
    "CSV": ("lines", "TextLineReader", {}),
    "TFRecords": ("tfrecords", "TFRecordReader", {}),
    "records of one length": ("lines", "FixedLengthRecordReader", {"record_bytes": data.SMALL_LINE}),
    "whole files": ("lines", "WholeFileReader", {}),
}


def answers(library: str) -> Answers:
    tf = load(library)

    def read(kind: str, files: list[str], threads: int) -> tuple[float, int]:
        """Files per second, and how many records came."""
        _, reader, arguments = READERS[kind]
        with tf.Graph().as_default():
            queue = tf.train.string_input_producer(files, num_epochs=1)
            key, value = getattr(tf, reader)(**arguments).read(queue)
            record = tf.decode_csv(value, [[0], [0], [""]]) if kind == "CSV" else [key, value]
            batch = tf.train.batch(record, BATCH, num_threads=threads, capacity=20 * BATCH, allow_smaller_final_batch=True)
            began, count = time.perf_counter(), 0
            with running(tf, batch) as next_batch:
                try:
                    while True:
                        count += len(next_batch()[0])
                except tf.errors.OutOfRangeError:
                    took = time.perf_counter() - began
        return len(files) / took, count

    return {"read": read}


def measurement(ask: Callable[..., Any], kind: str, files: list[str], threads: int, records: int) -> float:
    rate, count = ask("read", kind=kind, files=files, threads=threads)
    if count != records:
        raise SystemExit(f"{kind}: {count} records came of {records}")
    return rate


def main() -> None:
    options = command_line.parser(__doc__, repeats=3).parse_args()
    with workers(__file__, options.tensorflow) as found:
        for kind, (made, _, _) in READERS.items():
            files = data.small_files(made, options.data, options.quick)
            records = len(files) * (1 if kind == "whole files" else 3)
            rates = in_turn(
                options.repeats,
                {
                    (library, threads): functools.partial(measurement, worker.ask, kind, files, threads, records)
                    for library, worker in found.items()
                    for threads in THREADS
                },
            )
            best = dict(sorted(rates, key=lambda key: statistics.median(rates[key])))  # the last of each library stays
            note = "threads: " + " against ".join(str(best[library]) for library in found)
            case = Case.of(
                "small_files", f"{kind}, {len(files):,} files", "/s", {one: rates[one, best[one]] for one in found}, note
            )
            case.report(f"files={kind}", options.json)


if __name__ == "__main__":
    start(main, answers)
