"""Seconds to read a CSV file of 1,000,000 lines of 17 numbers, from its first byte to its last batch.

    python benchmarks/bench_wide_csv.py
    python benchmarks/bench_wide_csv.py --tensorflow /path/to/python    # in turn with TensorFlow, pandas and pyarrow

A user of TensorFlow 1 once reported 192 s for this by queue runners and 23 s by pandas, on another machine. headrace and
TensorFlow run the program of the how-to's: a reader, `decode_csv` per line, batches. TensorFlow reads a tenth of the lines,
of which ten times the seconds are told. pandas and pyarrow read all of it by their own means into a table.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable

import command_line
import data
import numpy as np
from cases import Case
from measures import in_turn
from programs import BATCH, running
from worker import Answers, load, start, workers

Read = tuple[float, int, float]  # seconds, lines and the sum of all numbers


def by_queue_runners(tf, path: str) -> Read:
    began = time.perf_counter()
    with tf.Graph().as_default():
        queue = tf.train.string_input_producer([path], num_epochs=1)
        _, line = tf.TextLineReader().read(queue)
        numbers = tf.stack(tf.decode_csv(line, record_defaults=[[0.0]] * data.WIDE))
        batch = tf.train.batch([numbers], BATCH, capacity=20 * BATCH, allow_smaller_final_batch=True)
        batches = []
        with running(tf, batch) as next_batch:
            try:
                while True:
                    batches.append(next_batch())
            except tf.errors.OutOfRangeError:
                took = time.perf_counter() - began
    return took, sum(map(len, batches)), sum(float(batch.sum(dtype=np.float64)) for batch in batches)


def by_pandas(path: str) -> Read:
    import pandas

    began = time.perf_counter()
    table = pandas.read_csv(path, header=None, dtype=np.float32)
    took = time.perf_counter() - began
    return took, len(table), float(table.to_numpy().sum(dtype=np.float64))


def by_pyarrow(path: str) -> Read:
    import pyarrow.compute
    import pyarrow.csv

    began = time.perf_counter()
    table = pyarrow.csv.read_csv(path, pyarrow.csv.ReadOptions(autogenerate_column_names=True))
    took = time.perf_counter() - began
    return took, len(table), sum(pyarrow.compute.sum(column).as_py() for column in table.columns)


def answers(library: str) -> Answers:
    readers = {"pandas": by_pandas, "pyarrow": by_pyarrow}
    return {"read": readers[library] if library in readers else functools.partial(by_queue_runners, load(library))}


def measurement(ask: Callable[..., Read], path: str, expected: Read) -> float:
    """The seconds, if the same numbers came."""
    seconds, *read = ask("read", path=path)
    if not np.allclose(read, expected[1:], rtol=1e-5):
        raise SystemExit(f"{path}: lines and sum are {read}, expected were {expected[1:]}")
    return seconds


def main() -> None:
    options = command_line.parser(__doc__, repeats=3).parse_args()
    expected: dict[str, Read] = {}
    measurements = {}
    with workers(__file__, options.tensorflow, ("tensorflow", "pandas", "pyarrow")) as found:
        for library, worker in found.items():
            kind = "wide-tenth" if library == "tensorflow" else "wide"
            (path,), lines = data.make(kind, options.data, options.quick)
            if kind not in expected:
                expected[kind] = found["headrace"].ask("read", path=path)  # and the file is in the page cache
                if expected[kind][1] != lines:
                    raise SystemExit(f"{path}: {expected[kind][1]} lines came of {lines}")
            measurements[library] = functools.partial(measurement, worker.ask, path, expected[kind])
        seconds = in_turn(options.repeats, measurements)
    lines, note = expected["wide"][1], ""
    if "tensorflow" in seconds:
        seconds["tensorflow"] = [10 * tenth for tenth in seconds["tensorflow"]]
        note = f"tensorflow: ten times its seconds for {expected['wide-tenth'][1]:,} lines"
    case = Case.of("wide_csv", f"{lines:,} lines of {data.WIDE} numbers", "s", seconds, note)
    case.report(f"csv={lines:,}x{data.WIDE}", options.json)


if __name__ == "__main__":
    start(main, answers)
