"""The bad path, again and again: lines that fail in blocks and record by record, damage in TFRecords, missing files."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import headrace as tf

from ..formats.frames import framed

_PAGE = 4096


def soak(folder: Path, wanted: int, each: int) -> Iterator[tuple[int, int, float]]:
    """Leave out `wanted` bad records.

    Yields:
      after about every `each`: how many they were, how many objects there are, and how much memory the process has in MiB.
    """
    with tf.Graph().as_default(), tf.Session() as session:
        with tf.train.bad_records("quarantine", path=folder / "dead") as bad:
            batches = [_of_lines(folder, False), _of_lines(folder, True), _of_records(folder)]
        session.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        told = 0
        while bad.count < wanted:
            session.run(batches)
            if bad.count >= told + each:
                told = bad.count
                gc.collect()
                yield told, len(gc.get_objects()), _resident()
        coord.request_stop()
        coord.join(threads)


def _of_lines(folder: Path, one_by_one: bool) -> Any:
    path = folder / "lines"
    path.write_text("".join(f"{n}\n" if n % 3 == 0 else f"x{n}\n" for n in range(3000)))
    line = tf.TextLineReader().read(tf.train.string_input_producer([str(path), str(folder / "missing")], shuffle=False))[1]
    if one_by_one:
        line = tf.py_func(lambda text: text, [line], tf.string)
        line.set_shape([])
    return tf.train.batch([tf.string_to_number(line)], 50)


def _of_records(folder: Path) -> Any:
    content = bytearray(framed([b"%06d" % n for n in range(3000)]))
    for number in range(0, 3000, 2):
        content[number * 22 + 13] ^= 1
    path = folder / "records"
    path.write_bytes(content)
    record = tf.TFRecordReader().read(tf.train.string_input_producer([str(path)], shuffle=False))[1]
    return tf.train.batch([tf.string_to_number(record)], 50)


def _resident() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * _PAGE / 2**20
