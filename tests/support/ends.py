"""What may end an input, and pipelines of several queues in a row that carry it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import headrace as tf


class End(NamedTuple):
    """What ends an input.

    Attributes:
      make: from a directory to a scalar int32 tensor that gives 0, 1, 2, ..., then ends so.
      good: how many numbers come before.
      kind, words: the class of the error, and what it says.
      initialized: whether local variables are to be initialized.
    """

    make: Callable[[Path], Any]
    good: int
    kind: type[Exception]
    words: tuple[str, ...]
    initialized: bool = True


def lines(*paths: Path, epochs: int | None = 1) -> Any:
    names = tf.train.string_input_producer([str(path) for path in paths], num_epochs=epochs, shuffle=False)
    return tf.TextLineReader().read(names)[1]


def numbers(directory: Path, *more: str, name: str = "numbers.csv") -> Path:
    """A file with the numbers 0 to 19 and more."""
    path = directory / name
    path.write_text("".join(f"{k}\n" for k in range(20)) + "".join(f"{text}\n" for text in more))
    return path


def parsed(line: Any) -> Any:
    return tf.decode_csv(line, [[0]])[0]


def calling(error: BaseException) -> Callable[[Path], Any]:
    """A function that raises at the number 7."""

    def call(number: Any) -> Any:
        if number == 7:
            raise error
        return np.int32(number)

    def make(directory: Path) -> Any:
        result = tf.py_func(call, [parsed(lines(numbers(directory)))], tf.int32)
        result.set_shape([])
        return result

    return make


def _checked(directory: Path) -> Any:
    number = parsed(lines(numbers(directory)))
    with tf.control_dependencies([tf.Assert(number < 12, ["more than eleven", number])]):
        return tf.identity(number)


ENDS = {
    "a bad field": End(
        lambda directory: parsed(lines(numbers(directory, "x", "21"))), 20, tf.errors.InvalidArgumentError, ("x", ".csv:21")
    ),
    "a missing file": End(
        lambda directory: parsed(lines(numbers(directory), directory / "gone.csv")), 20, tf.errors.NotFoundError, ("gone.csv",)
    ),
    "epochs that nobody initialized": End(
        lambda directory: parsed(lines(numbers(directory))),
        0,
        tf.errors.FailedPreconditionError,
        ("uninitialized value", "epochs"),
        initialized=False,
    ),
    "a check that fails": End(_checked, 12, tf.errors.InvalidArgumentError, ("more than eleven", "12")),
    "a function that raises": End(calling(KeyError("no image 7")), 7, tf.errors.UnknownError, ("no image 7",)),
    "SystemExit": End(calling(SystemExit("stop it")), 7, tf.errors.UnknownError, ("SystemExit: stop it",)),
    "a cancelled task": End(calling(asyncio.CancelledError("task")), 7, tf.errors.UnknownError, ("CancelledError: task",)),
    "Ctrl-C in a thread": End(calling(KeyboardInterrupt()), 7, tf.errors.UnknownError, ("KeyboardInterrupt",)),
    "an empty input": End(
        lambda directory: tf.train.range_input_producer(0).dequeue(), 0, tf.errors.InvalidArgumentError, ("is empty",)
    ),
}


def own_queue(tensor: Any) -> Any:
    queue = tf.FIFOQueue(50, [tf.int32], [[]])
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue([tensor])]))
    return queue.dequeue()


def many(tensor: Any) -> Any:
    queue = tf.FIFOQueue(5, [tf.int32], [[]])
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue_many([tf.reshape(tensor, [-1])])]))
    return queue.dequeue()


def small(tensor: Any, size: int, **options: Any) -> Any:
    """Batches of which the last may be smaller, so that nothing is left out."""
    return tf.train.batch([tensor], size, allow_smaller_final_batch=True, **options)


CHAINS: dict[str, Callable[[Any], Any]] = {
    "one queue": lambda t: small(t, 3),
    "one queue that mixes": lambda t: tf.train.shuffle_batch([t], 3, 30, 10, allow_smaller_final_batch=True),
    "two": lambda t: small(small(t, 2, capacity=8), 7, capacity=20, enqueue_many=True),
    "two, the first mixing": lambda t: small(
        tf.train.shuffle_batch([t], 2, 30, 10, allow_smaller_final_batch=True), 5, enqueue_many=True
    ),
    "two, the second mixing": lambda t: tf.train.shuffle_batch(
        [small(t, 2)], 3, 40, 10, enqueue_many=True, allow_smaller_final_batch=True
    ),
    "one of the program's own, and batches": lambda t: small(own_queue(t), 4, capacity=4),
    "three": lambda t: small(own_queue(own_queue(t)), 1, capacity=3),
    "three, rows at a time": lambda t: small(many(small(own_queue(t), 4)), 3),
    "two with four threads": lambda t: small(small(t, 1, num_threads=1), 2, enqueue_many=True, num_threads=4),
    "by length": lambda t: tf.contrib.training.bucket_by_sequence_length(t + 1, [t], 2, [9], allow_smaller_final_batch=True)[1][
        0
    ],
}
