"""Input workers on a Ray: nothing is lost or given twice whatever is killed, and no process is left."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from collections import Counter

import pytest
from support.clusters.processes import processes_of
from support.clusters.ray_needed import needs_ray
from support.fixtures import graph
from support.threads import wait_until

import headrace as tf

__all__ = ["graph"]

pytestmark = needs_ray

FILES, RECORDS, KILLS = 12, 3000, 3


@pytest.fixture
def files(tmp_path):
    for file in range(FILES):
        (tmp_path / f"{file}.csv").write_text("".join(f"{file * RECORDS + number}\n" for number in range(RECORDS)))
    return [f"{file}.csv" for file in range(FILES)]


def batches(files, workers, **options):
    _, line = tf.TextLineReader().read(tf.train.string_input_producer(files, **options))
    return tf.train.batch([tf.string_to_number(line, tf.int32)], 100, input_workers=workers)


def processes(started_ray):
    return list(processes_of(started_ray[1].pid, "InputProcess"))


def test_workers_killed_at_random_moments_lose_nothing_and_give_nothing_twice(started_ray, files, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    moments = random.Random(0)
    over = threading.Event()
    killed = []
    seen = Counter()

    def kill():
        last = 0
        while len(killed) < KILLS and not over.wait(moments.random() * 0.3):
            if seen.total() != last and (found := processes(started_ray)):
                os.kill(min(found), signal.SIGKILL)  # the oldest: the other one may have to begin yet
                killed.append(min(found))
                last = seen.total()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        while len(killed) < KILLS:
            with tf.Graph().as_default():
                seen.clear()
                for numbers in tf.train.iterate(batches(files, 2, num_epochs=2)):
                    seen.update(numbers.tolist())
            assert seen == dict.fromkeys(range(FILES * RECORDS), 2)
    finally:
        over.set()
        killer.join()
    wait_until(lambda: not processes(started_ray))


def test_damage_is_told_with_file_and_record_and_no_process_is_left(started_ray, files, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "5.csv").write_text("1\nmany\n")
    batch = batches(files, 2, num_epochs=1)
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"many.*5\.csv:2") as caught:
        list(tf.train.iterate(batch))
    assert caught.value.op.type == "StringToNumber"
    wait_until(lambda: not processes(started_ray))


def test_without_ray_one_line_says_so_when_the_runners_are_started(files, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    batch = batches(files, 2, num_epochs=1)
    with pytest.raises(tf.errors.UnimplementedError, match=r"pip install headrace\[ray\]"):
        next(tf.train.iterate(batch))
