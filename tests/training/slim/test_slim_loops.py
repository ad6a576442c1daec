"""slim.learning.train and slim.evaluation: a model is trained, goes on from its checkpoint, and is evaluated."""

from __future__ import annotations

import json

import numpy as np
import pytest

import headrace as tf

slim = tf.contrib.slim


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def model():
    v = slim.model_variable("v", [], initializer=tf.constant_initializer(8.0))
    return v, tf.square(v)


def train(directory, **more):
    """Train in a graph of its own; the loss of the last step."""
    with tf.Graph().as_default():
        _, loss = model()
        tf.summary.scalar("loss", loss)
        step = slim.learning.create_train_op(loss, tf.train.GradientDescentOptimizer(0.25))
        return slim.learning.train(step, directory, log_every_n_steps=2, **more)


def value_in(directory):
    return tf.train.load_variable(str(directory), "v")


def test_training_stops_at_a_step_and_goes_on_from_its_checkpoint(tmp_path):
    assert train(str(tmp_path), number_of_steps=2) == 16
    assert value_in(tmp_path) == 2
    assert train(str(tmp_path), number_of_steps=3) == 4
    assert value_in(tmp_path) == 1
    assert tf.train.latest_checkpoint(str(tmp_path)).endswith("model.ckpt-3")
    assert list(tmp_path.glob("events.out.tfevents.*"))


def test_training_ends_with_its_input(tmp_path):
    queue = tf.train.range_input_producer(3, num_epochs=1, shuffle=False)
    v = tf.get_variable("v", initializer=0.0)
    loss = v + tf.to_float(queue.dequeue())
    step = slim.learning.create_train_op(loss, tf.train.GradientDescentOptimizer(1.0))
    assert slim.learning.train(step, str(tmp_path)) == 2 - 2
    assert value_in(tmp_path) == -3


def test_a_step_of_ones_own_and_a_start_of_ones_own(tmp_path):
    seen = []

    def step_fn(session, train_op, global_step, kwargs):
        loss, stop = slim.learning.train_step(session, train_op, global_step, kwargs)
        seen.append(float(loss))
        return loss, stop or len(seen) == 2

    def start(session):
        session.run(tf.global_variables()[0].initializer, {})

    train(None, train_step_fn=step_fn, init_fn=start)
    assert seen == [64, 16]


def test_what_train_refuses():
    with pytest.raises(ValueError, match=r"train_op cannot be None\."):
        slim.learning.train(None, None)
    step = tf.constant(1.0)
    with pytest.raises(ValueError, match="Cannot provide summary_op because logdir=None"):
        slim.learning.train(step, None, summary_op=tf.constant("s"))
    with pytest.raises(ValueError, match="Cannot provide saver because logdir=None"):
        slim.learning.train(step, None, saver=object())
    with pytest.raises(ValueError, match="`number_of_steps` must be either None or a positive number"):
        slim.learning.train(step, None, number_of_steps=0)
    with pytest.raises(ValueError, match="Cannot provide trace_every_n_steps because logdir=None"):
        slim.learning.train(step, None, trace_every_n_steps=1)
    with pytest.raises(ValueError, match=r"`sync_optimizer` must be a tf\.train\.SyncReplicasOptimizer\."):
        slim.learning.train(step, "directory", sync_optimizer=[object()], saver=object())
    optimizer = tf.train.SyncReplicasOptimizer(tf.train.GradientDescentOptimizer(0.1), 1)
    with pytest.raises(ValueError, match=r"startup_delay_steps must be zero when sync_optimizer is supplied\."):
        slim.learning.train(step, "directory", sync_optimizer=optimizer, startup_delay_steps=1)
    with pytest.raises(ValueError, match="logdir must be present in train_step_kwargs when should_trace is present"):
        slim.learning.train_step(None, step, step, {"should_trace": step})


def test_steps_are_traced(tmp_path):
    v = tf.get_variable("v", initializer=1.0)
    step = slim.learning.create_train_op(tf.square(v), tf.train.GradientDescentOptimizer(0.1))
    slim.learning.train(step, str(tmp_path), number_of_steps=4, trace_every_n_steps=2)
    pages = sorted(path.name for path in tmp_path.glob("tf_trace-*"))
    assert pages == ["tf_trace-1.json", "tf_trace-3.json"]
    events = json.loads((tmp_path / pages[0]).read_text())["traceEvents"]
    assert "Square" in {event.get("args", {}).get("op") for event in events}


def test_replicas_in_step(tmp_path):
    v = tf.get_variable("v", initializer=1.0)
    optimizer = tf.train.SyncReplicasOptimizer(tf.train.GradientDescentOptimizer(0.25), 1)
    step = slim.learning.create_train_op(tf.square(v), optimizer)
    assert slim.learning.train(step, str(tmp_path), number_of_steps=3, sync_optimizer=optimizer) == 1 / 16


def test_an_error_ends_the_training(tmp_path):
    v = tf.get_variable("v", initializer=-1.0)
    step = slim.learning.create_train_op(tf.log(v), tf.train.GradientDescentOptimizer(0.1))
    with pytest.raises(tf.errors.InvalidArgumentError, match="LossTensor is inf or nan"):
        slim.learning.train(step, str(tmp_path))


def test_a_checkpoint_is_evaluated(tmp_path):
    train(str(tmp_path / "train"), number_of_steps=2)
    v, loss = model()
    tf.summary.scalar("loss", loss)
    names_to_values, names_to_updates = slim.metrics.aggregate_metric_map({"mean": tf.metrics.mean(loss)})
    step = tf.train.get_or_create_global_step()
    values = slim.evaluation.evaluate_once(
        "",
        tf.train.latest_checkpoint(str(tmp_path / "train")),
        str(tmp_path / "eval"),
        num_evals=3,
        eval_op=list(names_to_updates.values()),
        final_op=[names_to_values["mean"], step],
        variables_to_restore=[v, step],
    )
    np.testing.assert_allclose(values, [4, 2])
    assert _steps_with_summaries(tmp_path / "eval") == [2]


def _steps_with_summaries(directory):
    (path,) = directory.glob("events.out.tfevents.*")
    return [event.step for event in tf.train.summary_iterator(str(path)) if event.summary.value]


def test_each_new_checkpoint_is_evaluated(tmp_path):
    train(str(tmp_path), number_of_steps=1)
    _, loss = model()
    tf.train.get_or_create_global_step()
    final = slim.evaluation.evaluation_loop(
        "",
        str(tmp_path),
        str(tmp_path / "eval"),
        eval_op=loss,
        final_op=loss,
        eval_interval_secs=0,
        max_number_of_evaluations=1,
    )
    assert final == 16
    with pytest.raises(ValueError, match="`max_number_of_evaluations` must be either None or a positive number"):
        slim.evaluation.evaluation_loop("", str(tmp_path), "", max_number_of_evaluations=0)
