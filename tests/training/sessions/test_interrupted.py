"""Ctrl-C in a training saves what it has come to, and its KeyboardInterrupt tells of it in one line."""

import pytest

import headrace as tf
from headrace.contrib import slim

from ...support.threads import no_threads_left


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default(), no_threads_left():
        yield
        tf.summary.FileWriterCache.clear()


def counted():
    """A step that counts in the global step and in a variable."""
    step = tf.train.get_or_create_global_step()
    w = tf.get_variable("w", [], initializer=tf.zeros_initializer())
    return tf.group(step.assign_add(1), w.assign_add(2.0))


def saved(directory):
    path = tf.train.latest_checkpoint(str(directory))
    return path, tf.train.load_variable(path, "w")


def interrupt_after(steps, session, train):
    for _ in range(steps):
        session.run(train)
    raise KeyboardInterrupt


def test_a_monitored_session_saves(tmp_path):
    train = counted()

    def program():
        with tf.train.MonitoredTrainingSession(checkpoint_dir=str(tmp_path), log_step_count_steps=None) as session:
            interrupt_after(3, session, train)

    with pytest.raises(KeyboardInterrupt) as caught:
        program()
    path, value = saved(tmp_path)
    assert path == str(tmp_path / "model.ckpt-3")
    assert value == 6
    assert str(caught.value) == f"interrupted at global step 3; saved {path}"


def test_it_goes_on_from_there(tmp_path):
    train = counted()
    for total in (3, 6):
        with (
            pytest.raises(KeyboardInterrupt, match=f"global step {total}"),
            tf.train.MonitoredTrainingSession(checkpoint_dir=str(tmp_path), log_step_count_steps=None) as session,
        ):
            interrupt_after(3, session, train)
    assert saved(tmp_path)[1] == 12


def test_without_a_directory_it_says_that_nothing_is_saved():
    train = counted()
    with pytest.raises(KeyboardInterrupt) as caught, tf.train.MonitoredSession() as session:
        interrupt_after(2, session, train)
    assert str(caught.value) == "interrupted at global step 2; no checkpoint is written here"


def test_a_checkpoint_that_cannot_be_written_does_not_hide_the_interrupt(tmp_path, monkeypatch):
    train = counted()

    def fail(*args, **kwargs):
        raise OSError("the disk is full\nvery")

    def program():
        with tf.train.MonitoredTrainingSession(checkpoint_dir=str(tmp_path), log_step_count_steps=None) as session:
            session.run(train)
            monkeypatch.setattr(tf.train.Saver, "save", fail)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        program()
    assert str(caught.value) == "interrupted at global step 1; nothing is saved: OSError: the disk is full"


def test_another_error_saves_nothing_as_in_tensorflow(tmp_path):
    train = counted()

    def program():
        with tf.train.MonitoredTrainingSession(checkpoint_dir=str(tmp_path), log_step_count_steps=None) as session:
            session.run(train)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        program()
    assert saved(tmp_path)[0] == str(tmp_path / "model.ckpt-0")


def test_a_supervisor_saves(tmp_path):
    train = counted()
    supervisor = tf.train.Supervisor(logdir=str(tmp_path), save_model_secs=3600, save_summaries_secs=0)
    with pytest.raises(KeyboardInterrupt) as caught, supervisor.managed_session() as session:
        interrupt_after(3, session, train)
    path, value = saved(tmp_path)
    assert value == 6
    assert str(caught.value) == f"interrupted at global step 3; saved {path}"


def test_a_supervisor_without_a_directory_saves_nothing():
    train = counted()
    supervisor = tf.train.Supervisor()
    with pytest.raises(KeyboardInterrupt, match="global step 1; no checkpoint"), supervisor.managed_session() as session:
        interrupt_after(1, session, train)


def test_slim_saves(tmp_path):
    step = tf.train.get_or_create_global_step()
    w = tf.get_variable("w", [], initializer=tf.zeros_initializer())
    with tf.control_dependencies([w.assign_add(2.0)]):
        train = tf.identity(step.assign_add(1))
    done = []

    def train_step(session, train_op, global_step, kwargs):
        done.append(session.run(train_op))
        if len(done) == 4:
            raise KeyboardInterrupt
        return 0.0, False

    with pytest.raises(KeyboardInterrupt) as caught:
        slim.learning.train(train, str(tmp_path), train_step_fn=train_step, save_summaries_secs=0, log_every_n_steps=0)
    path, value = saved(tmp_path)
    assert value == 8
    assert str(caught.value) == f"interrupted at global step 4; saved {path}"
