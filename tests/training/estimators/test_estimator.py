"""Estimator: trained, evaluated and asked, with the numbers, files and words of TensorFlow."""

from __future__ import annotations

import functools
import json
import os

import numpy as np
import pytest
from support import golden
from support.estimators import programs
from support.estimators.comparing import close, without_addresses

import headrace as tf

COURSE = golden.load("estimators/course.json")
REFUSALS = golden.load("estimators/refusals.json")
CLUSTERS = golden.load("estimators/clusters.json")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return programs.course(tf, str(tmp_path_factory.mktemp("course")))


@pytest.mark.parametrize("part", COURSE)
def test_a_training_its_evaluation_and_its_predictions_are_tensorflows(course, part):
    if part in ("files", "directories", "latest", "evaluation events"):
        assert course[part] == COURSE[part]
    else:
        close(course[part], COURSE[part])


@pytest.fixture(scope="module")
def refused():
    return programs.refusals(tf)


@pytest.mark.parametrize("name", REFUSALS)
def test_what_is_refused_is_refused_in_tensorflows_words(refused, name):
    assert refused[name] is not None
    kind, text = refused[name]
    assert (kind, without_addresses(text)) == (REFUSALS[name][0], without_addresses(REFUSALS[name][1]))


@pytest.mark.parametrize("name", CLUSTERS)
def test_a_run_config_is_what_the_environment_says(monkeypatch, name):
    monkeypatch.setenv("TF_CONFIG", json.dumps(programs.cluster_cases()[name]))
    expected = CLUSTERS[name]
    if "error" in expected:
        kind, text = expected["error"]
        with pytest.raises({"ValueError": ValueError, "TypeError": TypeError}[kind]) as caught:
            tf.estimator.RunConfig()
        assert str(caught.value) == text
    else:
        assert programs.cluster_of(tf, None) == expected


def test_a_run_config_is_copied_with_other_values():
    config = tf.estimator.RunConfig(save_checkpoints_steps=5, protocol="grpc", device_fn=lambda op: "/cpu:0")
    other = config.replace(save_checkpoints_secs=7, model_dir="m")
    assert (other.save_checkpoints_secs, other.save_checkpoints_steps, other.model_dir) == (7, None, "m")
    assert (config.save_checkpoints_secs, config.save_checkpoints_steps, config.model_dir) == (None, 5, None)
    assert (config.keep_checkpoint_max, config.keep_checkpoint_every_n_hours) == (5, 10000)
    assert (config.save_summary_steps, config.log_step_count_steps, config.tf_random_seed) == (100, 100, None)
    assert (config.session_config, config.protocol, config.session_creation_timeout_secs) == (None, "grpc", 7200)
    assert (config.train_distribute, config.eval_distribute, config.experimental_max_worker_delay_secs) == (None,) * 3
    assert config.device_fn(None) == "/cpu:0"
    with pytest.raises(NotImplementedError, match="train_distribute"):
        config.replace(train_distribute=object())


def test_config_and_params_are_copies(tmp_path):
    estimator = programs.linear_estimator(tf, str(tmp_path))
    estimator.params["rate"] = 7
    assert estimator.params == {"rate": 0.1}
    assert estimator.config.model_dir == estimator.model_dir == str(tmp_path)
    assert estimator.config is not estimator.config
    with tf.Graph().as_default():
        tf.train.create_global_step()
        x, y = programs.arrays()
        spec = estimator.model_fn({"x": tf.constant(x["x"])}, tf.constant(y), tf.estimator.ModeKeys.EVAL, estimator.config)
    assert isinstance(spec, tf.estimator.EstimatorSpec)
    assert list(spec.eval_metric_ops) == ["mae"]


def test_without_a_directory_there_is_a_new_one(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    estimator = tf.estimator.Estimator(lambda features: None)
    assert os.path.dirname(estimator.model_dir) == str(tmp_path)


def test_training_goes_on_from_the_latest_checkpoint(tmp_path):
    estimator = programs.linear_estimator(tf, str(tmp_path))
    assert estimator.train(programs.inputs(tf, None), steps=3) is estimator
    estimator.train(programs.inputs(tf, None), steps=2)
    assert estimator.get_variable_value("global_step") == 5
    estimator.train(programs.inputs(tf, None), max_steps=4)
    assert estimator.get_variable_value("global_step") == 5
    estimator.train(programs.inputs(tf, None), max_steps=6)
    assert estimator.get_variable_value("global_step") == 6


def test_hooks_and_listeners_are_called(tmp_path):
    calls = []

    class Hook(tf.estimator.SessionRunHook):
        def after_run(self, run_context, run_values):
            calls.append("step")

    class Listener(tf.estimator.CheckpointSaverListener):
        def after_save(self, session, global_step_value):
            calls.append(int(global_step_value))

    estimator = programs.linear_estimator(tf, str(tmp_path), save_checkpoints_steps=2)
    estimator.train(programs.inputs(tf, None), [Hook()], 3, saving_listeners=[Listener()])
    assert calls == [0, "step", 2, "step", "step", 3]
    estimator.evaluate(programs.inputs(tf), 2, [Hook()])
    list(estimator.predict(programs.inputs(tf, labels=False), hooks=[Hook()]))
    assert calls[6:] == ["step"] * 5


def test_a_listener_needs_a_saver(tmp_path):
    estimator = programs.linear_estimator(tf, str(tmp_path), save_checkpoints_steps=None, save_checkpoints_secs=None)
    listener = tf.estimator.CheckpointSaverListener()
    with pytest.raises(ValueError, match="There should be a CheckpointSaverHook to use saving_listeners"):
        estimator.train(programs.inputs(tf), saving_listeners=[listener])
    hook = tf.estimator.CheckpointSaverHook(str(tmp_path), save_steps=1)
    estimator.train(programs.inputs(tf, None), [hook], steps=1, saving_listeners=[listener])
    assert estimator.latest_checkpoint().endswith("model.ckpt-1")


def test_a_prediction_leaves_the_default_graph_to_the_caller(tmp_path):
    estimator = programs.linear_estimator(tf, str(tmp_path))
    graph = tf.get_default_graph()
    predictions = estimator.predict(programs.inputs(tf, labels=False))
    next(predictions)
    assert tf.get_default_graph() is graph
    predictions.close()


def test_a_new_model_is_evaluated_and_asked_as_it_begins(tmp_path):
    estimator = programs.linear_estimator(tf, str(tmp_path))
    assert estimator.evaluate(programs.inputs(tf))["global_step"] == 0
    first = next(estimator.predict(programs.inputs(tf, labels=False)))
    np.testing.assert_allclose(first["y"], [0.05], rtol=1e-6)
    assert not tf.train.latest_checkpoint(str(tmp_path))


def test_a_checkpoint_that_does_not_fit_is_named_with_the_variable(tmp_path):
    programs.linear_estimator(tf, str(tmp_path)).train(programs.inputs(tf, None), steps=1)

    def other(features, labels, mode):
        tf.get_variable("w", [3, 1])
        tf.get_variable("more", [1])
        predictions = {"y": features["x"]}
        loss = tf.reduce_sum(features["x"])
        return tf.estimator.EstimatorSpec(mode, predictions, loss, tf.no_op())

    estimator = tf.estimator.Estimator(other, str(tmp_path))
    path = str(tmp_path / "model.ckpt-1")
    with pytest.raises(tf.errors.OpError, match="Restoring from checkpoint failed") as caught:
        estimator.evaluate(programs.inputs(tf))
    assert f"'more' is not in {path}" in str(caught.value)
    assert f"'w' has the shape [2,1] in {path}, the variable 'w' [3,1]" in str(caught.value)
    receiver = tf.estimator.export.build_raw_serving_input_receiver_fn({"x": np.zeros([2, 2], np.float32)})
    with pytest.raises(ValueError, match="Could not load all requested variables from checkpoint") as caught:
        estimator.export_saved_model(str(tmp_path / "export"), receiver)
    assert f"checkpoint from: `{path}`" in str(caught.value)
    assert "'more' is not in" in str(caught.value)


def test_metrics_may_not_be_called_as_those_that_are_there(tmp_path):
    for name in ("loss", "global_step"):
        estimator = tf.estimator.add_metrics(programs.linear_estimator(tf, str(tmp_path)), _metric_called(name))
        with pytest.raises(ValueError, match=f"Metric with name .{name}. is not allowed, because Estimator already defines"):
            estimator.evaluate(programs.inputs(tf))


def _metric_called(name):
    def metric_fn(predictions):
        return {name: tf.metrics.mean(predictions["y"])}

    return metric_fn


def test_metrics_are_added(tmp_path):
    def metric_fn(features, labels, predictions, config):
        assert config.tf_random_seed == 1
        return {"sum": tf.metrics.mean(labels + predictions["y"] + tf.reduce_sum(features["x"]))}

    estimator = programs.linear_estimator(tf, str(tmp_path))
    found = tf.estimator.add_metrics(estimator, metric_fn).evaluate(programs.inputs(tf))
    assert set(found) == {"loss", "mae", "sum", "global_step"}
    with pytest.raises(ValueError, match="has following not expected args"):
        tf.estimator.add_metrics(estimator, lambda wrong: {})


def test_members_of_an_estimator_are_not_overridden(tmp_path):
    class Other(tf.estimator.Estimator):
        def train(self):
            pass

    with pytest.raises(ValueError, match=r"Subclasses of Estimator cannot override members of Estimator. .* \['train'\]"):
        Other(lambda features: None, str(tmp_path))


def test_results_of_all_kinds_become_summaries(tmp_path):
    def model_fn(features, labels, mode):
        image = tf.summary.image("picture", tf.zeros([1, 2, 2, 1]))
        update = tf.no_op()
        metrics = {"array": (tf.constant([1.0, 2.0]), update), "picture": (image, update), "text": (tf.constant("no"), update)}
        return tf.estimator.EstimatorSpec(mode, loss=tf.reduce_mean(features["x"]), eval_metric_ops=metrics)

    estimator = tf.estimator.Estimator(model_fn, str(tmp_path))
    estimator.evaluate(programs.inputs(tf), steps=1)
    assert programs.tags_of(tf, estimator.eval_dir()) == [[0, ["array", "loss", "picture/0"]]]


def datasets(batch_size=4, epochs=1, labels=True):
    x, y = programs.arrays()
    return tf.data.Dataset.from_tensor_slices((x, y) if labels else x).batch(batch_size).repeat(epochs)


def test_an_input_may_be_a_dataset(tmp_path):
    queues, flows = (programs.linear_estimator(tf, str(tmp_path / name)) for name in "ab")
    queues.train(programs.inputs(tf, 4, batch_size=5))
    flows.train(lambda: datasets(5, 4))
    assert programs.variables_of(flows) == programs.variables_of(queues)
    assert flows.evaluate(datasets) == queues.evaluate(programs.inputs(tf))
    found = list(flows.predict(lambda: datasets(labels=False)))
    np.testing.assert_array_equal([one["y"] for one in found], [one["y"] for one in queues.predict(programs.inputs(tf))])


def test_a_prediction_of_labelled_input_leaves_the_labels_out(tmp_path, caplog):
    estimator = programs.linear_estimator(tf, str(tmp_path))

    def by_iterator():
        iterator = datasets().make_initializable_iterator()
        tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
        return iterator.get_next()

    assert len(list(estimator.predict(by_iterator))) == 10
    assert "predict yields forever" not in caplog.text
    predictions = estimator.predict(lambda: {"x": tf.ones([1, 2])})
    next(predictions)
    predictions.close()
    assert "predict yields forever" in caplog.text


def test_functions_may_be_methods_objects_and_partial(tmp_path):
    class Model:
        def __init__(self):
            self.called = []

        def __call__(self, features, labels, mode, params):
            self.called.append(("model", params["rate"]))
            return programs.linear_model(tf)(features, labels, mode, params, None)

        def input_fn(self, mode, more, params, config):
            self.called.append((mode, more, params["rate"], config.tf_random_seed))
            return programs.inputs(tf)()

    model = Model()
    config = tf.estimator.RunConfig(str(tmp_path), tf_random_seed=1)
    estimator = tf.estimator.Estimator(model, config=config, params={"rate": 0.5})
    estimator.train(functools.partial(model.input_fn, more=3), steps=1)
    assert model.called == [("train", 3, 0.5, 1), ("model", 0.5)]
    tf.estimator.Estimator(functools.partial(model, mode="eval"), config=config, params={"rate": 1}).evaluate(
        lambda: programs.inputs(tf)()
    )
    assert model.called[-1] == ("model", 1)
