"""Milliseconds of loops: counters, scan and its gradient, map_fn over rows and its gradient.

    python benchmarks/bench_loops.py
    python benchmarks/bench_loops.py --tensorflow /path/to/python    # in turn with TensorFlow

Before anything is measured, the answers of all libraries are compared.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import command_line
import numpy as np
from cases import Case
from measures import in_turn, microseconds
from worker import Answers, load, start, workers

TIMES = 10_000
DRAW = np.random.default_rng(1)
KERNEL = DRAW.random((16, 16), np.float32) / 16
STEPS = DRAW.random((500, 4, 16), np.float32)
ROWS = DRAW.random((10_000, 8), np.float32)


def whole(tf):
    return tf.while_loop(lambda i: i < TIMES, lambda i: i + 1, [tf.constant(0)])


def real(tf):
    return tf.while_loop(lambda i: i < float(TIMES), lambda i: i + 1.0, [tf.constant(0.0)])


def vector(tf):
    return tf.while_loop(lambda i, x: i < TIMES, lambda i, x: (i + 1, x + 1.0), [tf.constant(0), tf.zeros([8])])[1]


def scanned(tf, steps):
    return tf.scan(lambda a, x: tf.matmul(a, tf.constant(KERNEL)) + x, steps, tf.zeros([4, 16]))


def scan(tf):
    return scanned(tf, tf.constant(STEPS))


def scan_gradient(tf):
    steps = tf.constant(STEPS)
    return tf.gradients(scanned(tf, steps), steps)[0]


def mapped(tf, rows):
    return tf.map_fn(lambda row: tf.reduce_sum(row * row) + 1.0, rows)


def map_fn(tf):
    return mapped(tf, tf.constant(ROWS))


def map_gradient(tf):
    rows = tf.constant(ROWS)
    return tf.gradients(mapped(tf, rows), rows)[0]


CASES: dict[str, Callable[[Any], Any]] = {
    "an int32 counts to 10,000": whole,
    "a float32 counts to 10,000": real,
    "eight float32 count to 10,000": vector,
    "scan, 500 products of 4x16 and 16x16": scan,
    "its gradient": scan_gradient,
    "map_fn over 10,000 rows of 8": map_fn,
    "its gradient over the rows": map_gradient,
}


def answers(library: str) -> Answers:
    tf = load(library)
    if hasattr(tf, "disable_control_flow_v2"):
        tf.disable_control_flow_v2()

    @functools.cache
    def prepared(case: str) -> Callable[[], Any]:
        with tf.Graph().as_default():
            found = CASES[case](tf)
            sess = tf.Session()
        return lambda: sess.run(found)

    return {
        "first": lambda case: float(np.sum(prepared(case)(), dtype=np.float64)),
        "time": lambda case, seconds: microseconds(prepared(case), seconds) / 1000,
    }


def main() -> None:
    options = command_line.parser(__doc__).parse_args()
    seconds = 0.02 if options.quick else 0.4
    with workers(__file__, options.tensorflow) as found:
        for name in CASES:
            asked = {library: functools.partial(worker.ask, case=name) for library, worker in found.items()}
            first = {library: ask("first") for library, ask in asked.items()}
            if not all(np.isclose(first["headrace"], other, rtol=1e-4) for other in first.values()):
                raise SystemExit(f"{name}: the answers differ: {first}")
            times = {library: functools.partial(ask, "time", seconds=seconds) for library, ask in asked.items()}
            case = Case.of("loops", name, "ms", in_turn(options.repeats, times))
            case.report(f"run={name}", options.json)


if __name__ == "__main__":
    start(main, answers)
