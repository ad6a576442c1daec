"""A training that is killed while it saves goes on from its last whole checkpoint."""

from __future__ import annotations

import os
import random
import signal
import time

import numpy as np
import pytest

import headrace as tf

KILLS = 20  # for each of two ways of naming

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),  # the child only runs the session
]


@pytest.mark.parametrize("name", ["always the same", "model"])
def test_killed_at_any_moment_every_checkpoint_that_is_named_can_be_restored(name, session, tmp_path):
    step = tf.Variable(0, name="step")
    weights = tf.Variable(np.zeros(20_000, np.float32), name="weights")
    with tf.control_dependencies([step.assign_add(1)]):
        train = weights.assign(tf.fill([20_000], tf.cast(step.read_value(), tf.float32)))
    saver = tf.train.Saver(max_to_keep=2)
    session.run(tf.global_variables_initializer())

    def train_for_ever(ready: int) -> None:
        while True:
            session.run(train)
            saver.save(session, tmp_path / "model", global_step=step if name == "model" else None)
            os.write(ready, b"1")

    seed = random.Random(3)
    for _ in range(KILLS):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                train_for_ever(writing)
            finally:
                os._exit(1)
        os.close(writing)
        assert os.read(reading, 1) == b"1"
        end = time.monotonic() + seed.random() * 0.03
        while time.monotonic() < end:
            pass
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        paths = list(tf.train.get_checkpoint_state(tmp_path).all_model_checkpoint_paths)
        assert tf.train.latest_checkpoint(tmp_path) == paths[-1]
        for path in paths:
            assert os.path.exists(path + ".meta")
            saver.restore(session, path)
            assert set(session.run(weights).tolist()) == {float(session.run(step))}
        saver.recover_last_checkpoints(paths)  # the next run begins where this one ended
