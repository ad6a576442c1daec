"""Milliseconds of a step of training while others want the cores: queue runners, and other processes.

    python benchmarks/bench_cores.py

A network of 3072-128-10 learns from CIFAR-10 binaries, batches of 128 from four runner threads. Beside queue runners headrace
has its products computed by half of the cores; "all cores" is the same with `intra_op_parallelism_threads` for all of them, as
NumPy has it by itself. They take turns, as do an idle machine and one on which a process for each core does nothing but turn.
"""

from __future__ import annotations

import contextlib
import functools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import command_line
import data
from cases import Case
from measures import in_turn
from programs import BATCH, cifar
from worker import Answers, load, start, workers

WIDTHS = (32, 128, 1024)


def answers(library: str) -> Answers:
    tf = load(library)

    def step(path: list[str], width: int, threads: int, seconds: float) -> float:
        """Milliseconds of a step."""
        with tf.Graph().as_default():
            files = tf.train.string_input_producer(path)
            record = cifar(tf, *tf.FixedLengthRecordReader(record_bytes=3073).read(files))
            images, labels = tf.train.shuffle_batch(record, BATCH, 40 * BATCH, 20 * BATCH, num_threads=4)
            layer = tf.layers.dense(tf.reshape(images, [BATCH, 3072]) / 255, width, tf.nn.relu)
            logits = tf.layers.dense(layer, 10)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
            train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
            with tf.Session(config=tf.ConfigProto(intra_op_parallelism_threads=threads)) as sess:
                sess.run(tf.global_variables_initializer())
                coord = tf.train.Coordinator()
                runners = tf.train.start_queue_runners(sess, coord)
                for _ in range(5):
                    sess.run(train)
                began, count = time.perf_counter(), 0
                while time.perf_counter() - began < seconds:
                    sess.run(train)
                    count += 1
                took = time.perf_counter() - began
                coord.request_stop()
                coord.join(runners)
        return took / count * 1e3

    return {"step": step}


@contextlib.contextmanager
def busy(processes: int) -> Iterator[None]:
    """So many processes that want a core each."""
    found = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in found:
            process.kill()
            process.wait()


def main() -> None:
    options = command_line.parser(__doc__, repeats=3).parse_args()
    path, _ = data.make("cifar", options.data, options.quick)
    cores = os.cpu_count() or 1
    seconds = 0.05 if options.quick else 1.0

    def measured(ask: Any, width: int, processes: int, threads: int) -> float:
        with busy(processes):
            return ask("step", path=path, width=width, threads=threads, seconds=seconds)

    with workers(__file__, None) as found:
        for width in WIDTHS[:1] if options.quick else WIDTHS:
            for processes, machine in ((0, "idle"), (cores, "busy")):
                ask = functools.partial(measured, found["headrace"].ask, width, processes)
                choices = {"headrace": 0, "all cores": cores}
                times = in_turn(options.repeats, {name: functools.partial(ask, threads) for name, threads in choices.items()})
                name = f"a step beside queue runners, 3072-{width}-10, {machine} machine"
                Case.of("cores", name, "ms", times).report(f"width={width} machine={machine}", options.json)


if __name__ == "__main__":
    start(main, answers)
