"""A random program of tf.data, made and run from its plain data."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

import numpy as np

import headrace as tf
from headrace.formats import quarantine

from .generate import Spec

LONGEST = 150
"""Outcomes of a program at most."""

Outcome = list[Any]


def write_files(spec: Spec, folder: Path) -> None:
    """Write the files that a program reads."""
    for number, file in enumerate(spec["files"]):
        texts = [b"bad%d" % k if k in file["bad"] else b"%d" % (100 * number + k) for k in range(file["count"])]
        path = folder / f"file-{number}"
        if spec["kind"] == "lines":
            path.write_bytes(b"".join(text + b"\n" for text in texts))
            continue
        with tf.python_io.TFRecordWriter(str(path)) as writer:
            for text in texts:
                writer.write(b"%6s" % text)
        data = bytearray(path.read_bytes())
        for k in file["damaged"]:
            data[k * 22 + 13] ^= 0xFF
        path.write_bytes(data)


class Program:
    """A program in a graph of its own.

    Args:
      spec: it, as plain data.
      folder: where its files are; its dead-letter files stand in the current directory.

    Attributes:
      policies: what becomes of bad records, the outermost first.
    """

    def __init__(self, spec: Spec, folder: Path) -> None:
        self.graph = tf.Graph()
        with self.graph.as_default(), contextlib.ExitStack() as entered:
            self.policies = [entered.enter_context(tf.train.bad_records(**policy)) for policy in spec["policies"]]
            dataset = _dataset(spec, folder)
            iterator = dataset.make_one_shot_iterator() if spec["one_shot"] else dataset.make_initializable_iterator()
            self.following = tf.contrib.framework.nest.flatten(iterator.get_next())
            self.initializer = None if spec["one_shot"] else iterator.initializer

    def outcome(self, session: tf.Session) -> Outcome | None:
        """The next element, or what is raised in its place; None at the end."""
        try:
            return [np.asarray(value).tolist() for value in session.run(self.following)]
        except tf.errors.OutOfRangeError:
            return None
        except tf.errors.OpError as error:
            # Of the first ones a resumed run tells no more.
            return [type(error).__name__, error.message.partition("\n")[0].partition("[[")[0].partition("; the first:")[0]]

    def outcomes(self, session: tf.Session, most: int = LONGEST) -> list[Outcome]:
        """The next ones, up to so many or to the end."""
        found: list[Outcome] = []
        while len(found) < most and (outcome := self.outcome(session)) is not None:
            found.append(outcome)
        return found

    def counts(self) -> list[Any]:
        """What was counted of bad records, and what is in dead-letter files."""
        return [[dict(sorted(one.by_stage.items())), one.good, _letters(one.path)] for one in self.policies]

    def begun(self, state: Any = None) -> tf.Session:
        """A session in which its pass is begun, from a state."""
        session = tf.Session(graph=self.graph)
        with self.graph.as_default():
            if state is not None:
                tf.train.restore_pipeline_state(session, state)
            if self.initializer is not None:
                session.run(self.initializer)
        return session


def _letters(path: str | None) -> list[Any]:
    if path is None or not os.path.exists(path):
        return []
    return [
        [os.path.basename(letter.path or ""), letter.record, letter.stage, letter.data and letter.data.decode("latin-1")]
        for letter in quarantine.read(path)
    ]


def _dataset(spec: Spec, folder: Path) -> Any:
    names = [str(folder / f"file-{number}") for number in range(len(spec["files"]))]
    if spec["missing"] is not None:
        names.insert(spec["missing"], str(folder / "missing"))
    made = tf.data.TextLineDataset if spec["kind"] == "lines" else tf.data.TFRecordDataset
    if spec["read"] == "one after the other":
        records = made(names)
    elif spec["read"] == "interleave":
        records = tf.data.Dataset.from_tensor_slices(names).interleave(made, spec["cycle"], 2)
    else:
        records = tf.data.Dataset.from_tensor_slices(names).flat_map(made)

    def parsed(record: Any) -> Any:
        number = tf.string_to_number(record, tf.int64)
        if spec["one_by_one"]:
            number = tf.py_func(lambda value: value, [number], tf.int64, stateful=False)
            number.set_shape([])
        return number

    dataset = records.map(parsed, num_parallel_calls=spec["calls"])
    for name, size, seed in spec["stages"]:
        dataset = _MAKERS[name](dataset, size, seed)
    return dataset


def _noise(number: Any, seed: int) -> Any:
    return number + tf.random_uniform([], 0, 1 << 20, tf.int64, seed=seed)


def _checked(number: Any, size: int, seed: int) -> Any:
    with tf.control_dependencies([tf.assert_greater(tf.floormod(number + seed, size), tf.constant(0, tf.int64))]):
        return tf.identity(number)


_MAKERS: dict[str, Any] = {
    "noise": lambda data, size, seed: data.map(lambda number: _noise(number, seed)),
    "check": lambda data, size, seed: data.map(lambda number: _checked(number, size, seed)),
    "filter": lambda data, size, seed: data.filter(lambda number: tf.floormod(number + seed, size) > 0),
    "shuffle": lambda data, size, seed: data.shuffle(size, seed=seed),
    "repeat": lambda data, size, seed: data.repeat(2),
    "prefetch": lambda data, size, seed: data.prefetch(size),
    "cache": lambda data, size, seed: data.cache(),
    "take": lambda data, size, seed: data.take(4 * size),
    "skip": lambda data, size, seed: data.skip(size),
    "shard": lambda data, size, seed: data.shard(2, seed % 2),
    "scan": lambda data, size, seed: data.apply(
        tf.data.experimental.scan(tf.constant(0, tf.int64), lambda state, number: (state + number, state + number))
    ),
    "pairs": lambda data, size, seed: data.flat_map(lambda number: tf.data.Dataset.range(number, number + 2)),
    "group": lambda data, size, seed: data.apply(
        tf.data.experimental.group_by_window(lambda number: tf.floormod(number, 2), lambda key, some: some.batch(size), size)
    ),
    "batch": lambda data, size, seed: data.batch(size),
    "padded": lambda data, size, seed: data.padded_batch(size, []),
    "unbatched": lambda data, size, seed: data.batch(size).apply(tf.data.experimental.unbatch()),
    "ignore_errors": lambda data, size, seed: data.apply(tf.data.experimental.ignore_errors()),
    "map_and_batch": lambda data, size, seed: data.apply(
        tf.data.experimental.map_and_batch(lambda number: number + 1, size, num_parallel_calls=2)
    ),
    "zip": lambda data, size, seed: tf.data.Dataset.zip((data, tf.data.Dataset.range(1000))).map(lambda a, b: a + b),
}
