"""Records of many parts: Examples of thousands of features, CSV lines of thousands of columns, per second.

    python benchmarks/bench_wide_records.py
    python benchmarks/bench_wide_records.py --tensorflow /path/to/python    # in turn with TensorFlow

They go one by one from a queue through the op and a stack of all parts into batches. Each with a number of parts and with
four times as many, of which the note says how many times the seconds they take: to build the graph and to get the first
batch, and for a record then.
"""

from __future__ import annotations

import functools
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

import command_line
from cases import Case
from measures import in_turn
from programs import running
from worker import Answers, load, start, workers

BATCH = 64
SIZES = {"features": (500, 2000), "columns": (1000, 4000)}
QUICK = {"features": (5, 20), "columns": (10, 40)}


def _records(tf: Any, kind: str, parts: int) -> bytes:
    numbers = [0.37 * place for place in range(parts)]
    if kind == "columns":
        return ",".join(f"{number:.3f}" for number in numbers).encode()
    names = _names(parts)
    features = {
        name: tf.train.Feature(float_list=tf.train.FloatList(value=[number]))
        for name, number in zip(names, numbers, strict=True)
    }
    return tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString()


def _names(parts: int) -> list[str]:
    return [f"feature{number:04}" for number in range(parts)]


def answers(library: str) -> Answers:
    tf = load(library)

    def read(kind: str, parts: int, batches: int) -> tuple[float, float]:
        """Seconds until the first batch has come, and for each record after it."""
        record = _records(tf, kind, parts)
        began = time.perf_counter()
        with tf.Graph().as_default():
            queue = tf.train.input_producer(tf.constant([record] * BATCH), capacity=4 * BATCH)
            value = queue.dequeue()
            if kind == "columns":
                values = tf.decode_csv(value, [[0.0]] * parts)
            else:
                features = {name: tf.FixedLenFeature([], tf.float32) for name in _names(parts)}
                example = tf.parse_single_example(value, features)
                values = [example[name] for name in features]
            batch = tf.train.batch([tf.stack(values)], BATCH, capacity=4 * BATCH)
            with running(tf, batch) as next_batch:
                next_batch()
                first = time.perf_counter() - began
                for _ in range(8):  # what the queues hold
                    next_batch()
                began = time.perf_counter()
                for _ in range(batches):
                    next_batch()
                took = time.perf_counter() - began
        return first, took / (batches * BATCH)

    return {"read": read}


def growth(few: Sequence[Sequence[float]], many: Sequence[Sequence[float]]) -> str:
    """How many times the seconds those with four times the parts take."""
    medians = [[statistics.median(column) for column in zip(*found, strict=True)] for found in (few, many)]
    return " and ".join(f"{four / one:.1f}" for one, four in zip(*medians, strict=True))


def main() -> None:
    options = command_line.parser(__doc__, repeats=3).parse_args()
    with workers(__file__, options.tensorflow) as found:
        for kind, sizes in (QUICK if options.quick else SIZES).items():
            measurements: dict[tuple[str, int], Callable[[], tuple[float, float]]] = {
                (library, parts): functools.partial(
                    worker.ask, "read", kind=kind, parts=parts, batches=2 if options.quick else 16_000 // parts
                )
                for library, worker in found.items()
                for parts in sizes
            }
            seconds = in_turn(options.repeats, measurements)
            few, many = sizes
            for parts in sizes:
                rates = {library: [1 / each for _, each in seconds[library, parts]] for library in found}
                note = ""
                if parts == many:
                    times = [f"{growth(seconds[one, few], seconds[one, many])} ({one})" for one in found]
                    note = f"times the seconds of {few:,}: {', '.join(times)}"
                Case.of("wide_records", f"{parts:,} {kind}", "/s", rates, note).report(f"{kind}={parts}", options.json)


if __name__ == "__main__":
    start(main, answers)
