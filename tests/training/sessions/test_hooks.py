"""The hooks of tf.train: when each acts, what it logs, what it refuses."""

from __future__ import annotations

import logging

import numpy as np
import pytest

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


@pytest.fixture
def said(caplog):
    """What is logged at INFO and above."""
    tf.logging.get_verbosity()
    with caplog.at_level(logging.INFO, logger="tensorflow"):
        yield caplog


def run(fetches, *hooks, most=20):
    """Steps until a hook stops them; gives how many there were."""
    steps = 0
    with tf.train.SingularMonitoredSession(hooks=hooks) as sess:
        while not sess.should_stop():
            sess.run(fetches)
            steps += 1
            assert steps <= most
    return steps


def counting():
    return tf.assign_add(tf.train.get_or_create_global_step(), 1)


@pytest.mark.parametrize(("limits", "steps"), [({"last_step": 5}, 5), ({"num_steps": 3}, 3), ({"last_step": 1}, 1)])
def test_stop_at_a_step(limits, steps):
    count = counting()
    assert run(count, tf.train.StopAtStepHook(**limits)) == steps


def test_what_stop_at_step_refuses():
    with pytest.raises(ValueError, match=r"^One of num_steps or last_step must be specified\.$"):
        tf.train.StopAtStepHook()
    with pytest.raises(ValueError, match=r"^Only one of num_steps or last_step can be specified\.$"):
        tf.train.StopAtStepHook(1, 2)
    with pytest.raises(RuntimeError, match=r"^Global step should be created to use StopAtStepHook\.$"):
        tf.train.SingularMonitoredSession(hooks=[tf.train.StopAtStepHook(1)])


def test_a_step_after_the_last_is_refused():
    count = counting()
    with tf.train.SingularMonitoredSession(hooks=[tf.train.StopAtStepHook(num_steps=1)]) as sess:
        sess.run(count)
        with pytest.raises(RuntimeError, match=r"^Run called even after should_stop requested\.$"):
            sess.run(count)


def test_nan_fails_or_stops(said):
    loss = tf.Variable(1.0)
    worse = loss.assign(np.nan)
    with pytest.raises(tf.train.NanLossDuringTrainingError, match=r"^NaN loss during training\.$"):
        run(worse, tf.train.NanTensorHook(worse))
    assert run(worse, tf.train.NanTensorHook(worse, fail_on_nan_loss=False)) == 1
    assert said.messages.count("Model diverged with loss = NaN.") == 2


def test_tensors_are_logged_every_so_many_steps(said):
    count = counting()
    hook = tf.train.LoggingTensorHook({"step": count, "half": tf.constant(0.5, name="half")}, every_n_iter=2, at_end=True)
    run(count, hook, tf.train.StopAtStepHook(last_step=5))
    lines = [line for line in said.messages if "step =" in line]
    assert lines[0] == "half = 0.5, step = 1"
    assert [line.split(" (")[0] for line in lines[1:]] == [f"half = 0.5, step = {step}" for step in (3, 5, 6)]
    assert all(line.endswith(" sec)") for line in lines[1:])


def test_tensors_are_named_and_formatted(said):
    tf.constant(0.5, name="half")
    tf.split(tf.constant([1, 2]), 2, name="pair")
    count = counting()
    names = ["half", "pair:1"]
    hook = tf.train.LoggingTensorHook(names, at_end=True, formatter=lambda values: f"got {[values[name] for name in names]}")
    run(count, hook, tf.train.StopAtStepHook(last_step=3))
    assert [line for line in said.messages if line.startswith("got")] == [f"got {[np.float32(0.5), np.array([2], np.int32)]}"]
    with pytest.raises(ValueError, match=r"^Name pair is ambiguous, as this `Operation` has multiple outputs \(at least 2"):
        run(count, tf.train.LoggingTensorHook(["pair"], every_n_iter=1))


def test_what_the_logging_hook_refuses():
    for wrong in ({}, {"every_n_iter": 1, "every_n_secs": 1}, {"at_end": True, "every_n_iter": 1, "every_n_secs": 1}):
        with pytest.raises(ValueError, match="either at_end and/or exactly one of every_n_iter and every_n_secs must"):
            tf.train.LoggingTensorHook([], **wrong)
    with pytest.raises(ValueError, match=r"^invalid every_n_iter=0\.$"):
        tf.train.LoggingTensorHook([], every_n_iter=0)


def test_a_timer_by_steps():
    timer = tf.train.SecondOrStepTimer(every_steps=3)
    due = []
    for step in range(8):
        if timer.should_trigger_for_step(step):
            due.append(step)
            elapsed = timer.update_last_triggered_step(step)
            assert not timer.should_trigger_for_step(step)
    assert due == [0, 3, 6]
    assert elapsed[1] == 3
    assert timer.last_triggered_step() == 6
    timer.reset()
    assert timer.should_trigger_for_step(6)
    assert timer.update_last_triggered_step(6) == (None, None)


def test_a_timer_by_seconds(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("headrace.training.sessions.timers.time.monotonic", lambda: now[0])
    timer = tf.train.SecondOrStepTimer(every_secs=10)
    timer.update_last_triggered_step(0)
    now[0] = 109.0
    assert not timer.should_trigger_for_step(1)
    now[0] = 110.0
    assert timer.should_trigger_for_step(2)
    assert timer.update_last_triggered_step(2) == (10.0, 2)
    with pytest.raises(ValueError, match="Can not provide both"):
        tf.train.SecondOrStepTimer(1, 1)
    with pytest.raises(ValueError, match="Either every_secs or every_steps"):
        tf.train.SecondOrStepTimer()


def test_final_operations_run_at_the_end():
    count = counting()
    step = tf.train.get_global_step()
    x = tf.placeholder(tf.int64, [])
    hook = tf.train.FinalOpsHook({"step": step, "fed": x}, {x: 9})
    run(count, hook, tf.train.StopAtStepHook(last_step=3))
    assert hook.final_ops_values == {"step": 3, "fed": 9}


def test_feeds_of_a_function():
    x = tf.placeholder(tf.int32, [])
    feeds = iter([1, 2])
    with tf.train.SingularMonitoredSession(hooks=[tf.train.FeedFnHook(lambda: {x: next(feeds)})]) as sess:
        assert [sess.run(x), sess.run(x)] == [1, 2]


def test_waiting_for_a_step(monkeypatch):
    count = counting()
    session = []

    class Opens(tf.train.SessionRunHook):
        def after_create_session(self, sess, coord):
            session.append(sess)

    sleeps = []

    def sleep(seconds):
        sleeps.append(seconds)
        session[0].run(count)

    monkeypatch.setattr("headrace.training.sessions.hooks_stop.time.sleep", sleep)
    with tf.train.SingularMonitoredSession(hooks=[Opens(), tf.train.GlobalStepWaiterHook(3)]) as sess:
        assert sess.run(count) == 4
        assert sess.run(count) == 5
    assert len(sleeps) == 3


class Writer:
    """Keeps what is written."""

    def __init__(self):
        self.summaries = []
        self.logs = []

    def add_summary(self, summary, step):
        self.summaries.append((int(step), summary))

    def add_session_log(self, log, step):
        self.logs.append((int(step), log.status))

    def flush(self):
        self.logs.append("flushed")


def test_summaries_every_so_many_steps():
    count = counting()
    summary = tf.summary.scalar("x", tf.constant(0.5))
    writer = Writer()
    hook = tf.train.SummarySaverHook(save_steps=3, summary_writer=writer, summary_op=summary)
    run(count, hook, tf.train.StopAtStepHook(last_step=8))
    steps = [step for step, _ in writer.summaries]
    assert steps == [1, 4, 7]
    assert tf.Summary.FromString(writer.summaries[0][1]).value[0].tag == "x"
    assert writer.logs == [(steps[0], tf.SessionLog.START), "flushed"]
    with pytest.raises(ValueError, match=r"^Exactly one of scaffold or summary_op must be provided\.$"):
        tf.train.SummarySaverHook(save_steps=1)


def test_steps_a_second_are_counted(said):
    count = counting()
    writer = Writer()
    run(count, tf.train.StepCounterHook(every_n_steps=2, summary_writer=writer), tf.train.StopAtStepHook(last_step=6))
    (step, summary), *_ = writer.summaries
    assert step == 3
    assert summary.value[0].tag == "global_step/sec"
    assert summary.value[0].simple_value > 0
    assert any(line.startswith("global_step/sec: ") for line in said.messages)
    with pytest.raises(ValueError, match="exactly one of every_n_steps and every_n_secs should be provided"):
        tf.train.StepCounterHook(every_n_secs=1)


def test_a_step_that_nobody_counts_is_noticed(said):
    tf.train.create_global_step()
    with tf.train.SingularMonitoredSession(hooks=[tf.train.StepCounterHook()]) as sess:
        for _ in range(9):
            sess.run("global_step:0")
    beginning = "It seems that global step (tf.train.get_global_step) has not been increased. Current value"
    noticed = [line for line in said.messages if line.startswith(beginning)]
    assert len(noticed) == 5


def test_listeners_of_checkpoints(tmp_path):
    count = counting()
    calls = []

    class Listener(tf.train.CheckpointSaverListener):
        def begin(self):
            calls.append("begin")

        def before_save(self, session, global_step_value):
            calls.append(("before", int(global_step_value)))

        def after_save(self, session, global_step_value):
            calls.append(("after", int(global_step_value)))
            return global_step_value >= 4

        def end(self, session, global_step_value):
            calls.append(("end", int(global_step_value)))

    saver = tf.train.Saver()
    hook = tf.train.CheckpointSaverHook(str(tmp_path), None, 2, saver, "m", listeners=[Listener()])
    assert run(count, hook) == 4
    assert calls == ["begin", *[(what, step) for step in (0, 2, 4) for what in ("before", "after")], ("end", 4)]
    assert [path.split("/")[-1] for path in saver.last_checkpoints] == ["m-0", "m-2", "m-4"]
    tf.summary.FileWriterCache.clear()


def test_what_the_checkpoint_hook_refuses(tmp_path):
    counting()
    with pytest.raises(ValueError, match=r"^You cannot provide both saver and scaffold\.$"):
        tf.train.CheckpointSaverHook(str(tmp_path), save_steps=1, saver=tf.train.Saver(), scaffold=tf.train.Scaffold())
    hook = tf.train.CheckpointSaverHook(str(tmp_path), save_steps=1)
    for _ in range(2):
        tf.add_to_collection(tf.GraphKeys.SAVERS, tf.train.Saver())
    with pytest.raises(RuntimeError, match="More than one item in collection savers"):
        tf.train.SingularMonitoredSession(hooks=[hook])
    tf.summary.FileWriterCache.clear()
