"""What becomes of plans, graphs and steps as they grow: long plans, many small variables, many pipelines.

    python benchmarks/bench_scale.py
    python benchmarks/bench_scale.py --tensorflow /path/to/python    # in turn with TensorFlow

A plan of more operations should take no longer for each, and four times the variables or pipelines four times as long: the
note says how many times as long headrace took as for the size before. A step of training is told in CPU time, of all threads.
"""

from __future__ import annotations

import functools
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any

import command_line
import numpy as np
from cases import Case
from measures import in_turn, microseconds
from worker import Answers, Worker, load, start, workers

OPERATIONS, FEW_OPERATIONS = (1000, 4000, 16_000, 20_000), (100, 400)
VARIABLES, FEW_VARIABLES = (1250, 5000), (12, 50)
PIPELINES, FEW_PIPELINES = (10, 40, 160), (1, 4)
OPTIMIZERS = {
    "gradient descent": lambda tf: tf.train.GradientDescentOptimizer(0.01),
    "momentum": lambda tf: tf.train.MomentumOptimizer(0.01, 0.9),
    "Adam": lambda tf: tf.train.AdamOptimizer(0.01),
}
SLOW = {"variables": 1250, "pipelines": 40}  # the most that TensorFlow is asked for: more take it minutes


def chain(tf: Any, operations: int) -> tuple[Any, Any]:
    x = y = tf.placeholder(tf.float32, [])
    for _ in range(operations // 2):
        y = y * x + x
    return x, y


def of_plans(tf: Any) -> Answers:
    @functools.cache
    def prepared(operations: int) -> Callable[[], Any]:
        with tf.Graph().as_default():
            x, y = chain(tf, operations)
            sess = tf.Session()
        return lambda: sess.run(y, {x: 0.5})

    def compiling(operations: int) -> float:
        """Microseconds for each operation until a new graph is built, and has run once."""
        began = time.perf_counter()
        with tf.Graph().as_default(), tf.Session() as sess:
            x, y = chain(tf, operations)
            sess.run(y, {x: 0.5})
        return (time.perf_counter() - began) / operations * 1e6

    def running(operations: int, seconds: float) -> float:
        """Nanoseconds for each operation of a run."""
        return microseconds(prepared(operations), seconds) / operations * 1e3

    return {"compiling": compiling, "running": running}


def step(tf: Any) -> Callable[..., float]:
    @functools.cache
    def prepared(optimizer: str, variables: int) -> Callable[[], Any]:
        with tf.Graph().as_default():
            x = tf.placeholder(tf.float32, [10])
            found = [tf.Variable(np.full(10, place / variables, np.float32)) for place in range(variables)]
            loss = tf.add_n([tf.reduce_sum(tf.square(variable * x)) for variable in found])
            train = OPTIMIZERS[optimizer](tf).minimize(loss)
            sess = tf.Session()
            sess.run(tf.global_variables_initializer())
        return lambda: sess.run([train, loss], {x: np.ones(10, np.float32)})

    def cpu(optimizer: str, variables: int, steps: int) -> float:
        """Microseconds of CPU time for a step."""
        call = prepared(optimizer, variables)
        for _ in range(steps // 10):
            call()
        began = time.process_time()
        for _ in range(steps):
            call()
        return (time.process_time() - began) / steps * 1e6

    return cpu


def variables(tf: Any) -> Callable[..., float]:
    def seconds(count: int) -> float:
        """To build, initialize, train, save and restore them, with Adam's."""
        with tempfile.TemporaryDirectory() as directory, tf.Graph().as_default():
            began = time.perf_counter()
            found = [tf.get_variable(f"v{place}", [4]) for place in range(count)]
            loss = tf.add_n([tf.reduce_sum(tf.square(variable)) for variable in found])
            train = tf.train.AdamOptimizer(0.1).minimize(loss)
            saver = tf.train.Saver()
            with tf.Session() as sess:
                sess.run(tf.global_variables_initializer())
                sess.run(train)
                saver.restore(sess, saver.save(sess, f"{directory}/model"))
            return time.perf_counter() - began

    return seconds


def pipelines(tf: Any) -> Callable[..., float]:
    def seconds(count: int) -> float:
        """To build them in one graph, start them, get four batches of each, and end them."""
        began = time.perf_counter()
        with tf.Graph().as_default():
            batches = []
            for place in range(count):
                number = tf.train.range_input_producer(100, seed=place).dequeue()
                batches.append(tf.train.shuffle_batch([tf.cast(number, tf.float32)], 8, 64, 16))
            with tf.Session() as sess:
                coord = tf.train.Coordinator()
                threads = tf.train.start_queue_runners(sess, coord)
                for _ in range(4):
                    sess.run(batches)
                coord.request_stop()
                coord.join(threads)
        return time.perf_counter() - began

    return seconds


def answers(library: str) -> Answers:
    tf = load(library)
    return {**of_plans(tf), "step": step(tf), "variables": variables(tf), "pipelines": pipelines(tf)}


def plans(found: dict[str, Worker], options: Any) -> None:
    seconds = 0.02 if options.quick else 0.3
    for operations in FEW_OPERATIONS if options.quick else OPERATIONS:
        for question, unit, given in (("running", "ns", {"seconds": seconds}), ("compiling", "µs", {})):
            times = _in_turn(found, options.repeats, question, operations=operations, **given)
            told = "an operation of a run" if question == "running" else "an operation until it has run"
            Case.of("scale", f"{told}, {operations:,}", unit, times).report(f"{question}={operations}", options.json)


def steps(found: dict[str, Worker], options: Any) -> None:
    count, runs = (20, 10) if options.quick else (200, 200)
    for optimizer in OPTIMIZERS:
        times = _in_turn(found, options.repeats, "step", optimizer=optimizer, variables=count, steps=runs)
        name = f"CPU time of a step, {count} variables, {optimizer}"
        Case.of("scale", name, "µs", times).report(f"step={optimizer}", options.json)


def growing(found: dict[str, Worker], options: Any, question: str, counts: tuple[int, ...], doing: str) -> None:
    before = 0.0
    for count in counts:
        asked = {library: worker for library, worker in found.items() if library == "headrace" or count <= SLOW[question]}
        times = _in_turn(asked, min(options.repeats, 2), question, count=count)
        ours = statistics.median(times["headrace"])
        note = f"{ours / before:.1f} times the seconds of the row above" if before else ""
        before = ours
        Case.of("scale", f"{doing}, {count:,}", "s", times, note).report(f"{question}={count}", options.json)


def _in_turn(found: dict[str, Worker], repeats: int, question: str, **given: Any) -> dict[str, list[float]]:
    return in_turn(repeats, {library: functools.partial(worker.ask, question, **given) for library, worker in found.items()})


def main() -> None:
    options = command_line.parser(__doc__, repeats=3).parse_args()
    with workers(__file__, options.tensorflow) as found:
        plans(found, options)
        steps(found, options)
        counts = FEW_VARIABLES if options.quick else VARIABLES
        growing(found, options, "variables", counts, "variables built, initialized, trained, saved, restored")
        counts = FEW_PIPELINES if options.quick else PIPELINES
        growing(found, options, "pipelines", counts, "pipelines of one session built, started, used, ended")


if __name__ == "__main__":
    start(main, answers)
