"""Microseconds of one `session.run`, from nearly nothing to do up to a step of training.

    python benchmarks/bench_session.py
    python benchmarks/bench_session.py --tensorflow /path/to/python    # in turn with TensorFlow

The step of training (mnist_step.py) is measured beside the same step by hand in NumPy as well, in headrace's process.
Before anything is measured, the first five answers of all libraries are compared.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable
from typing import Any

import command_line
import numpy as np
from cases import Case
from measures import in_turn, microseconds
from mnist_step import by_hand, in_graph
from worker import Answers, Worker, load, start, workers


def constant(tf, sess):
    three = tf.constant(3.0)
    return lambda: sess.run(three)


def fed_add(tf, sess):
    x = tf.placeholder(tf.float32, [])
    y = x + 2.0
    return lambda: sess.run(y, {x: 1.0})


def chain(tf, sess):
    x = y = tf.placeholder(tf.float32, [])
    for _ in range(100):
        y = y * x + x
    return lambda: sess.run(y, {x: 0.5})


def many_kinds(tf, sess):
    draw = random.Random(1)
    x = tf.placeholder(tf.float32, [8])
    found = [x, x * 1.5]
    alone = [tf.negative, tf.abs, tf.tanh, tf.sigmoid, tf.square, tf.nn.relu, tf.sin]
    pairs = [tf.add, tf.subtract, tf.multiply, tf.maximum, tf.minimum]
    joins = [
        lambda a, b: tf.reshape(tf.reshape(a, [2, 4]), [8]),
        lambda a, b: tf.concat([a[:4], b[4:]], 0),
        lambda a, b: tf.transpose(tf.stack([a, b]))[:, 1],
        lambda a, b: tf.where(a > b, a, b),
        lambda a, b: a * tf.reduce_mean(b),
    ]
    while len(found) < 225:  # some are several operations, some are not needed: 200 in all
        a, b = draw.choice(found[-12:]), draw.choice(found[-12:])
        kind = draw.random()
        if kind < 0.4:
            found.append(draw.choice(alone)(a))
        else:
            found.append(draw.choice(pairs if kind < 0.85 else joins)(a, b))
    total = tf.reduce_sum(tf.add_n(found[-12:]))
    values = np.linspace(-1, 1, 8, dtype=np.float32)
    return lambda: sess.run(total, {x: values})


def assign_add(tf, sess):
    counter = tf.Variable(0)
    sess.run(counter.initializer)
    more = tf.assign_add(counter, 1)
    return lambda: sess.run(more)


def queue(tf, sess):
    numbers = tf.FIFOQueue(10, [tf.float32], shapes=[[]])
    enqueue, dequeue = numbers.enqueue([tf.constant(3.0)]), numbers.dequeue()

    def both():
        sess.run(enqueue)
        return sess.run(dequeue)

    return both


STEP = "a step of training, 784-128-32-10, batch of 100"
CASES: dict[str, Callable[[Any, Any], Callable[[], float]]] = {
    "a constant": constant,
    "a fed scalar + 2": fed_add,
    "200 ops in a chain": chain,
    "200 ops of many kinds on eight numbers": many_kinds,
    "assign_add": assign_add,
    "enqueue and dequeue, two runs": queue,
    STEP: in_graph,
}


def answers(library: str) -> Answers:
    tf = load(library)

    @functools.cache
    def prepared(case: str) -> Callable[[], float]:
        if case == "numpy":
            return by_hand()
        with tf.Graph().as_default():
            return CASES[case](tf, tf.Session())

    return {
        "first": lambda case: [float(prepared(case)()) for _ in range(5)],
        "time": lambda case, seconds: microseconds(prepared(case), seconds),
    }


def contenders(case: str, found: dict[str, Worker]) -> dict[str, Callable[..., Any]]:
    """Who is asked, by name."""
    asked = {library: functools.partial(worker.ask, case=case) for library, worker in found.items()}
    return asked | ({"numpy": functools.partial(found["headrace"].ask, case="numpy")} if case == STEP else {})


def compare(case: str, asked: dict[str, Callable[..., Any]]) -> None:
    first = {library: ask("first") for library, ask in asked.items()}
    if not all(np.allclose(first["headrace"], others, rtol=1e-4) for others in first.values()):
        raise SystemExit(f"{case}: the answers differ: {first}")


def main() -> None:
    options = command_line.parser(__doc__).parse_args()
    seconds = 0.02 if options.quick else 0.4
    with workers(__file__, options.tensorflow) as found:
        for name in CASES:
            asked = contenders(name, found)
            compare(name, asked)
            times = {library: functools.partial(ask, "time", seconds=seconds) for library, ask in asked.items()}
            case = Case.of("session", name, "µs", in_turn(options.repeats, times))
            case.report(f"run={name}", options.json)


if __name__ == "__main__":
    start(main, answers)
