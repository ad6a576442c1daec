"""Trainings that are killed at any moment and started again see what one sees that nobody interrupts."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from pathlib import Path

import pytest

import headrace as tf
from headrace.contrib import slim
from headrace.training.sessions import between_steps

from ...support.threads import no_threads_left

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),  # the child makes its own graph and session
]

STEPS = 40


@pytest.fixture
def names(tmp_path):
    found = [tmp_path / f"lines-{number}" for number in range(3)]
    for number, path in enumerate(found):
        path.write_text("".join(f"{100 * number + k}\n" for k in range(17)))
    return list(map(str, found))


def program(names):
    """A batch, and a step that uses it: the weight depends on the order of all batches."""
    producer = tf.train.string_input_producer(names, seed=3)
    number = tf.string_to_number(tf.TextLineReader().read(producer)[1], tf.int32)
    batch = tf.train.shuffle_batch([number], 4, capacity=40, min_after_dequeue=12, seed=5)
    step = tf.train.get_or_create_global_step()
    weight = tf.get_variable("weight", [], tf.int64, initializer=tf.zeros_initializer())
    with tf.control_dependencies([batch]):
        used = weight.assign((weight * 31 + tf.cast(tf.reduce_sum(batch), tf.int64)) % 1_000_003)
    with tf.control_dependencies([used]):
        return step.assign_add(1), batch


def monitored(names, logs, steps, seen):
    step, batch = program(names)
    options = {"save_checkpoint_steps": 3, "log_step_count_steps": None, "save_summaries_steps": None}
    hooks = [tf.train.StopAtStepHook(last_step=steps)]
    with tf.train.MonitoredTrainingSession(checkpoint_dir=logs, hooks=hooks, resume_pipeline=True, **options) as session:
        while not session.should_stop():
            number, values = session.run([step, batch])
            seen(number, values)


def supervised(names, logs, steps, seen):
    step, batch = program(names)
    supervisor = tf.train.Supervisor(logdir=logs, save_model_secs=0.02, save_summaries_secs=0, resume_pipeline=True)
    with supervisor.managed_session() as session:
        number = 0
        while not supervisor.should_stop() and number < steps:
            number, values = session.run([step, batch])
            seen(number, values)
        supervisor.saver.save(session, supervisor.save_path, global_step=supervisor.global_step)


def learned(names, logs, steps, seen):
    step, batch = program(names)

    def one(session, train_op, global_step, options):
        number, values = session.run([step, batch])
        seen(number, values)
        return 0.0, number >= steps

    slim.learning.train(
        tf.cast(step, tf.float32), logs, one, save_interval_secs=0.02, save_summaries_secs=0, resume_pipeline=True
    )


def by_hand(names, logs, steps, seen):
    step, batch = program(names)
    saver = tf.train.Saver(max_to_keep=2, pipeline=True)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        latest = tf.train.latest_checkpoint(logs)
        if latest is not None:
            saver.restore(session, latest)
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        number = 0
        while number < steps:
            number, values = session.run([step, batch])
            seen(number, values)
            saver.save(session, f"{logs}/model")  # always the same name
        coordinator.request_stop()
        coordinator.join(threads)


def trained(how, names, logs, steps=STEPS):
    """What a training sees in this process: pairs of step and batch."""
    found = []
    os.makedirs(logs, exist_ok=True)
    with tf.Graph().as_default(), no_threads_left():
        how(names, str(logs), steps, lambda number, values: found.append((int(number), values.tolist())))
        tf.summary.FileWriterCache.clear()
    return found


def killed(how, names, logs, after, moment):
    """What a training sees in a child that is killed a `moment` after so many steps, or ends before."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with tf.Graph().as_default():
                how(
                    names,
                    str(logs),
                    STEPS,
                    lambda *seen: os.write(writing, f"{json.dumps([int(seen[0]), seen[1].tolist()])}\n".encode()),
                )
        finally:
            os._exit(1)
    os.close(writing)
    lines = []
    with os.fdopen(reading) as seen:
        for line in seen:
            lines.append(line)
            if len(lines) == after:
                break
        end = time.monotonic() + moment
        while time.monotonic() < end:
            pass
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines += seen
    return [tuple(json.loads(line)) for line in lines]


@pytest.mark.parametrize("how", [monitored, supervised, learned, by_hand])
def test_killed_at_any_moment_and_started_again(how, names, tmp_path):
    whole = dict(trained(how, names, tmp_path / "whole"))
    assert len(whole) == STEPS
    logs, seed = tmp_path / "logs", random.Random(how.__name__)
    logs.mkdir()
    runs = [killed(how, names, logs, seed.randint(1, 8), seed.random() * 0.02) for _ in range(5)]
    runs.append(list(trained(how, names, logs)))
    seen = [one for run in runs for one in run]
    # A step may have been made and saved by a process that was killed before it told of it.
    assert set(whole) - {number for number, _ in seen} <= {run[0][0] - 1 for run in runs if run}
    assert [one for one in seen if whole[one[0]] != one[1]] == []
    ends = [tf.train.load_variable(tf.train.latest_checkpoint(str(path)), "weight") for path in (tmp_path / "whole", logs)]
    assert ends[0] == ends[1]
    for path in tf.train.get_checkpoint_state(str(logs)).all_model_checkpoint_paths:
        assert Path(f"{path}.pipeline").exists()


@pytest.mark.parametrize("how", [monitored, supervised, learned])
def test_a_training_that_has_ended_goes_on(how, names, tmp_path):
    whole = trained(how, names, tmp_path / "whole")
    assert [one for steps in (10, 25, STEPS) for one in trained(how, names, tmp_path / "logs", steps)] == whole


@pytest.mark.parametrize("how", [monitored, supervised])
def test_ctrl_c_between_two_steps(how, names, tmp_path):
    whole = trained(how, names, tmp_path / "whole")

    def interrupted(names, logs, steps, seen):
        def see(number, values):
            seen(number, values)
            if number == 7:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt, match="interrupted at global step 7; saved"):
            how(names, logs, steps, see)

    assert trained(interrupted, names, tmp_path / "logs") + trained(how, names, tmp_path / "logs") == whole


def test_a_program_that_never_asks_whether_to_stop_is_saved_beside_its_steps(names, tmp_path, monkeypatch):
    monkeypatch.setattr(between_steps, "_PATIENCE_SECONDS", 0.0)
    with tf.Graph().as_default(), no_threads_left():
        program(names)
        supervisor = tf.train.Supervisor(logdir=str(tmp_path), save_summaries_secs=0, resume_pipeline=True)
        with supervisor.managed_session():
            while not tf.train.latest_checkpoint(str(tmp_path)):
                os.sched_yield()
        tf.summary.FileWriterCache.clear()


def test_a_checkpoint_without_a_state_begins_anew(names, tmp_path, caplog):
    whole = trained(monitored, names, tmp_path, 5)
    for path in tmp_path.glob("*.pipeline"):
        path.unlink()
    again = trained(monitored, names, tmp_path, 10)
    assert [values for _, values in again] == [values for _, values in whole]
    assert "its epochs begin anew" in caplog.text
