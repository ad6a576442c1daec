"""Milliseconds of one step of training a recurrent network by `dynamic_rnn`.

    python benchmarks/bench_rnn.py
    python benchmarks/bench_rnn.py --tensorflow /path/to/python    # in turn with TensorFlow

A language model (two LSTMs of 650 over 35 steps, dropout, a softmax over 10,000 words), one of characters (two LSTMs of 128
over 50 steps), a GRU of 128 over sequences of different lengths, and an LSTM of 128 with peepholes, which runs in the
loop. Beside them the matrix products of such a step alone, in NumPy. Before anything is measured, the first losses of all
libraries are compared, without dropout.
"""

from __future__ import annotations

import functools
import os
import time
import zlib
from collections.abc import Callable
from typing import Any

import command_line
import numpy as np
from cases import Case
from measures import in_turn
from worker import Answers, load, start, workers


class Model:
    """A network over numbers of words or characters, and a step of its training.

    Args:
      cell: the class of its cells by name; `LSTMCell` has peepholes.
      lengths: whether sequences have different lengths.
    """

    def __init__(self, cell: str, batch: int, time: int, layers: int, units: int, words: int, lengths: bool) -> None:
        self.cell = cell
        self.batch, self.time, self.layers, self.units, self.words = batch, time, layers, units, words
        self.lengths = lengths

    @functools.cached_property
    def ids(self) -> np.ndarray:
        return np.random.default_rng(1).integers(self.words, size=(self.batch, self.time + 1), dtype=np.int32)

    def step(self, tf: Any) -> Callable[[float], float]:
        """A step in a session of its own: from the share of outputs that are kept to the loss."""
        keep = tf.placeholder(tf.float32, [])
        inputs, labels = tf.constant(self.ids[:, :-1]), tf.constant(self.ids[:, 1:])
        embedding = tf.get_variable("embedding", [self.words, self.units])
        options = {"use_peepholes": True} if self.cell == "LSTMCell" else {}
        cells = [
            tf.nn.rnn_cell.DropoutWrapper(getattr(tf.nn.rnn_cell, self.cell)(self.units, **options), output_keep_prob=keep)
            for _ in range(self.layers)
        ]
        lengths = tf.constant(np.linspace(1, self.time, self.batch).astype(np.int32)) if self.lengths else None
        outputs, _ = tf.nn.dynamic_rnn(
            tf.nn.rnn_cell.MultiRNNCell(cells),
            tf.nn.dropout(tf.nn.embedding_lookup(embedding, inputs), keep_prob=keep),
            sequence_length=lengths,
            dtype=tf.float32,
        )
        weights = tf.get_variable("softmax_w", [self.units, self.words])
        logits = tf.matmul(tf.reshape(outputs, [-1, self.units]), weights) + tf.get_variable("softmax_b", [self.words])
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.reshape(labels, [-1]), logits=logits)
        loss = tf.reduce_sum(losses) / self.batch
        variables = tf.trainable_variables()
        gradients, _ = tf.clip_by_global_norm(tf.gradients(loss, variables), 5.0)
        train = tf.train.GradientDescentOptimizer(0.1).apply_gradients(zip(gradients, variables, strict=True))
        sess = tf.Session()
        for variable in variables:
            draw = np.random.default_rng(zlib.crc32(variable.op.name.encode()))
            variable.load(draw.uniform(-0.1, 0.1, variable.shape.as_list()).astype(np.float32), sess)
        return lambda share: float(sess.run([loss, train], {keep: share})[0])

    def products(self) -> Callable[[], object]:
        """The matrix products of a step alone."""
        draw = np.random.default_rng(2)
        gates = {"BasicLSTMCell": [4], "LSTMCell": [4], "GRUCell": [2, 1]}[self.cell]
        rows, units = self.batch * self.time, self.units
        x, h = (draw.random((n, units), np.float32) for n in (rows, self.batch))
        kernels = [draw.random((units, n * units), np.float32) for n in gates]
        softmax = draw.random((units, self.words), np.float32)

        def both_ways(x: np.ndarray, kernel: np.ndarray) -> None:
            y = x @ kernel
            _ = x.T @ y, y @ kernel.T

        def step() -> None:
            for kernel in kernels * self.layers:
                both_ways(x, kernel)  # of the inputs
                y = h @ kernel
                for _ in range(self.time - 1):
                    np.matmul(h, kernel, out=y)
                for _ in range(self.time):
                    _ = y @ kernel.T
                _ = x.T @ (x @ kernel)  # of the states
            both_ways(x, softmax)

        return step


CASES = {
    "a language model": Model("BasicLSTMCell", 20, 35, 2, 650, 10_000, False),
    "a model of characters": Model("BasicLSTMCell", 50, 50, 2, 128, 65, False),
    "a GRU, sequences of 1 to 50": Model("GRUCell", 64, 50, 1, 128, 65, True),
    "an LSTM with peepholes": Model("LSTMCell", 50, 30, 1, 128, 65, False),
}


def milliseconds(call: Callable[[], object], seconds: float) -> float:
    """How long a call takes, from as many as fit into the given time, three at least; the first does not count."""
    call()
    began, count = time.perf_counter(), 0
    while count < 3 or time.perf_counter() - began < seconds:
        call()
        count += 1
    return (time.perf_counter() - began) / count * 1e3


def answers(library: str) -> Answers:
    os.environ["TF_USE_LEGACY_KERAS"] = "1"  # where TensorFlow 2 has the cells
    tf = load(library)

    @functools.cache
    def prepared(case: str) -> Callable[[float], float]:
        with tf.Graph().as_default():
            return CASES[case].step(tf)

    return {
        "first": lambda case: [prepared(case)(1.0) for _ in range(3)],
        "time": lambda case, seconds: milliseconds(lambda: prepared(case)(0.5), seconds),
        "products": lambda case, seconds: milliseconds(CASES[case].products(), seconds),
    }


def main() -> None:
    options = command_line.parser(__doc__, repeats=3).parse_args()
    seconds = 0.05 if options.quick else 2.0
    cases = list(CASES)[1:] if options.quick else list(CASES)
    with workers(__file__, options.tensorflow) as found:
        for name in cases:
            first = {library: worker.ask("first", case=name) for library, worker in found.items()}
            if not all(np.allclose(first["headrace"], others, rtol=1e-3) for others in first.values()):
                raise SystemExit(f"{name}: the answers differ: {first}")
            asked = {
                library: functools.partial(worker.ask, "time", case=name, seconds=seconds) for library, worker in found.items()
            }
            asked["numpy's products"] = functools.partial(found["headrace"].ask, "products", case=name, seconds=seconds)
            Case.of("rnn", name, "ms", in_turn(options.repeats, asked)).report(f"rnn={name}", options.json)


if __name__ == "__main__":
    start(main, answers)
