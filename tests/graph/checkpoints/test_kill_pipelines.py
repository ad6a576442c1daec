"""A training that is killed while it saves with the state of its pipeline goes on with the very batch that comes next."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

import headrace as tf

KILLS = 8

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),  # the child makes all anew
]


def batches(directory, told=None, most=None):
    """Train from the last checkpoint on, with a checkpoint after each batch. Returns the step and the batches.

    Args:
      told: a file descriptor that gets a byte for each checkpoint.
    """
    with tf.Graph().as_default(), tf.Session() as session:
        names = tf.train.string_input_producer([str(directory / "lines")], num_epochs=40)
        number = tf.string_to_number(tf.TextLineReader().read(names)[1], tf.int32)
        batch = tf.train.shuffle_batch([number], 3, capacity=12, min_after_dequeue=6, seed=5)
        step = tf.Variable(0, name="step")
        advance = step.assign_add(1)
        saver = tf.train.Saver(max_to_keep=2, pipeline=True)
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        latest = tf.train.latest_checkpoint(directory)
        if latest is not None:
            saver.restore(session, latest)
        begin = int(session.run(step))
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        found = []
        while most is None or begin + len(found) < most:
            found.append(session.run(batch).tolist())
            saver.save(session, directory / "model", global_step=int(session.run(advance)), write_meta_graph=False)
            if told is not None:
                os.write(told, b"1")
        coordinator.request_stop()
        coordinator.join(threads)
    return begin, found


def train_until_killed(directory: Path, seconds: float) -> int:
    """In a child; it is killed so many seconds after its first checkpoint. Returns how many it told of."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            batches(directory, writing)
        finally:
            os._exit(1)
    os.close(writing)
    assert os.read(reading, 1) == b"1"
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = 1
    while found := os.read(reading, 100):
        told += len(found)
    os.close(reading)
    return told


def test_killed_at_any_moment_it_goes_on_with_the_batch_that_comes_next(tmp_path):
    for name in ("killed", "whole"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "lines").write_text("".join(f"{k}\n" for k in range(23)))
    generator = random.Random(4)
    steps = 0
    for _ in range(KILLS):
        steps += train_until_killed(tmp_path / "killed", generator.random() * 0.03)
    path = tf.train.latest_checkpoint(tmp_path / "killed")
    last = int(path.rpartition("-")[2])
    assert last >= steps
    begin, found = batches(tmp_path / "killed", most=last + 5)
    _, whole = batches(tmp_path / "whole", most=last + 5)
    assert begin == last
    assert found == whole[last:]
