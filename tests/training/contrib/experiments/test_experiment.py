"""tf.contrib.learn: experiments over estimators."""

from __future__ import annotations

import functools
import json
import os

import pytest
from support.estimators import programs

import headrace as tf

learn = tf.contrib.learn


def config(directory, **more):
    return learn.RunConfig(model_dir=str(directory), save_checkpoints_steps=2, **more)


def experiment(run_config, hparams=None, **more):
    estimator = tf.estimator.Estimator(programs.linear_model(tf), config=run_config, params={"rate": 0.1})
    given = {"train_steps": 4, "eval_steps": None, "check_interval_secs": 0, "eval_delay_secs": 0, **more}
    return learn.Experiment(estimator, programs.inputs(tf, None), programs.inputs(tf), **given)


def steps(found):
    """The steps at which it was evaluated, by the event files."""
    return [step for step, tags in programs.tags_of(tf, found.estimator.eval_dir()) if "loss" in tags]


def test_an_experiment_trains_evaluates_and_exports(tmp_path):
    exported = []

    def export_fn(estimator, path, checkpoint_path, eval_result):
        exported.append((os.path.relpath(path, os.fsencode(estimator.model_dir)), checkpoint_path, eval_result["global_step"]))
        return "exported"

    strategy = learn.ExportStrategy("name", export_fn)
    found = experiment(config(tmp_path), export_strategies=strategy)
    metrics, results = found.train_and_evaluate()
    assert metrics["global_step"] == 4
    assert results == ["exported"]
    assert exported == [(b"export/name", None, 4)]
    assert steps(found) == [0, 2, 4, 4]  # the last checkpoint as a new one, and at the end
    assert found.reset_export_strategies() == (strategy,)
    assert (found.eval_metrics, found.train_steps, found.eval_steps) == (None, 4, None)


def test_it_is_evaluated_at_the_end_alone_or_at_each_checkpoint(tmp_path):
    last = experiment(config(tmp_path / "last"), min_eval_frequency=0)
    last.train_and_evaluate()
    assert steps(last) == [4]
    local = experiment(config(tmp_path / "local"))
    local.local_run()
    assert steps(local) == [4]
    each = experiment(config(tmp_path / "each"), checkpoint_and_export=True)
    metrics, exported = each.train_and_evaluate()
    assert (metrics["global_step"], exported) == (4, [])
    tags = programs.tags_of(tf, each.estimator.eval_dir("intermediate_export"))
    assert [step for step, names in tags if "loss" in names] == [0, 2, 4]


def test_the_parts_of_an_experiment_can_be_run(tmp_path):
    calls = []

    class Hook(tf.train.SessionRunHook):
        def end(self, session):
            calls.append("end")

    found = experiment(config(tmp_path), train_steps_per_iteration=2)
    found.extend_train_hooks([Hook()])
    assert found.test()["global_step"] == 1
    assert found.train() is found.estimator
    assert found.evaluate(name="once")["global_step"] == 4
    assert found.continuous_train_and_eval(lambda eval_results: not eval_results)[0]["global_step"] == 6
    assert found.continuous_eval(throttle_delay_secs=0) is None
    seen = []

    def goes_on(eval_results, checkpoint_path):
        seen.append(checkpoint_path)
        return len(seen) < 2

    experiment(config(tmp_path), train_steps=100).continuous_eval(0, 0, continuous_eval_predicate_fn=goes_on)
    assert seen == [None, str(tmp_path / "model.ckpt-6")]
    assert calls == ["end"] * 3


class Other(learn.Trainable, learn.Evaluable):
    """A model that is no tf.estimator.Estimator."""

    model_dir = "/nowhere"

    def __init__(self):
        self.config = learn.RunConfig()
        self.calls = []

    def fit(self, **given):
        self.calls.append(("fit", sorted(given)))

    def evaluate(self, **given):
        self.calls.append(("evaluate", given["metrics"]))
        return {"global_step": 3}


def test_a_model_of_another_kind_has_metrics_of_the_experiment():
    model = Other()
    metrics = {"a": learn.MetricSpec(tf.metrics.mean_squared_error)}
    learn.Experiment(model, len, len, metrics, train_steps=3, min_eval_frequency=0).train_and_evaluate()
    assert model.calls == [("fit", ["input_fn", "max_steps", "monitors"]), ("evaluate", metrics)]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"estimator": 3}, "`estimator` must implement `tf.contrib.learn.Evaluable` or `tf.estimator.Estimator`."),
        ({"estimator": Other(), "saving_listeners": []}, "`saving_listeners` must be `None`"),
        ({"eval_metrics": {}}, "`eval_metrics` must be `None` with `tf.estimator.Estimator`."),
        ({"export_strategies": [3]}, "`export_strategies` must be an ExportStrategy, an iterable of ExportStrategy"),
        ({"train_steps_per_iteration": 1.5}, "`train_steps_per_iteration` must be an integer."),
    ],
)
def test_what_is_no_experiment_is_refused(tmp_path, given, text):
    given = {"estimator": tf.estimator.Estimator(lambda features: 0, str(tmp_path)), **given}
    with pytest.raises(ValueError, match=text):
        learn.Experiment(train_input_fn=len, eval_input_fn=len, **given)


def test_an_experiment_is_run_by_a_function(tmp_path):
    run = learn.learn_runner.run
    metrics, _ = run(experiment, run_config=config(tmp_path / "a"))
    assert metrics["global_step"] == 4
    assert run(lambda output_dir: experiment(config(output_dir)), str(tmp_path / "b"), "test")["global_step"] == 1
    hparams = tf.contrib.training.HParams(rate=1)
    run(lambda run_config, given: experiment(run_config) if given is hparams else None, None, "test", config(tmp_path), hparams)


@pytest.mark.parametrize(
    ("error", "text", "given"),
    [
        (ValueError, "Cannot provide both `output_dir` and `run_config`", {"output_dir": "a", "run_config": 3}),
        (ValueError, "Must set value for `output_dir` or `run_config`", {}),
        (ValueError, "Must specify an output directory", {"output_dir": ""}),
        (ValueError, "Must set `hparams` as None for `experiment_fn` with `output_dir`.", {"output_dir": "a", "hparams": 3}),
        (ValueError, "`run_config` must be `tf.contrib.learn.RunConfig` instance", {"run_config": 3}),
        (ValueError, "Must specify a model directory `model_dir` in `run_config`.", {"run_config": learn.RunConfig()}),
        (ValueError, "`hparams` must be `HParams` instance", {"run_config": config("/a"), "hparams": 3}),
        (TypeError, 'Experiment builder "3" is not callable.', {"experiment_fn": 3, "output_dir": "a"}),
        (
            TypeError,
            "Experiment builder did not return an Experiment instance, got <class 'int'> instead.",
            {"output_dir": "a"},
        ),
    ],
)
def test_what_cannot_be_run_is_refused(error, text, given):
    with pytest.raises(error, match=text):
        learn.learn_runner.run(**{"experiment_fn": lambda output_dir: 3, **given})


def test_the_configuration_of_the_estimator_must_be_that_of_the_experiment(tmp_path):
    run = learn.learn_runner.run
    with pytest.raises(RuntimeError, match=r"Pass `run_config` argument of the `experiment_fn` to the Estimator in Experiment"):
        run(lambda c, h: experiment(tf.estimator.RunConfig(str(tmp_path))), run_config=config(tmp_path))
    with pytest.raises(RuntimeError, match=r"`RunConfig` instance is expected to be used by the `Estimator`"):
        run(lambda c, h: experiment(config(tmp_path / "other")), run_config=config(tmp_path))
    with pytest.raises(ValueError, match=r"Schedule references non-existent task wrong"):
        run(experiment, schedule="wrong", run_config=config(tmp_path))
    with pytest.raises(TypeError, match=r"Schedule references non-callable member train_steps"):
        run(experiment, schedule="train_steps", run_config=config(tmp_path))


def test_trials_of_a_tuner_are_experiments(tmp_path):
    class Tuner:
        trials = 2

        def next_trial(self):
            self.trials -= 1
            return self.trials >= 0

        def run_experiment(self, experiment_fn):
            with pytest.raises(ValueError, match=r"`hparams` cannot be `None`"):
                experiment_fn(config(tmp_path), None)
            assert isinstance(experiment_fn(config(tmp_path), tf.contrib.training.HParams()), learn.Experiment)

    tuner = Tuner()
    learn.learn_runner.tune(experiment, tuner)
    assert tuner.trials == -1


def test_a_run_config_says_what_is_not_said_of_estimators(monkeypatch):
    found = learn.RunConfig(master="m", num_cores=2, evaluation_master="e", gpu_memory_fraction=0.5, tf_random_seed=3)
    assert isinstance(found, tf.estimator.RunConfig)
    assert (found.master, found.evaluation_master, found.environment, found.save_checkpoints_secs) == ("m", "e", "local", 600)
    assert found.tf_config.intra_op_parallelism_threads == 2
    assert found.tf_config.gpu_options.per_process_gpu_memory_fraction == 0.5
    assert learn.RunConfig(save_checkpoints_steps=3).save_checkpoints_secs is None
    assert learn.RunConfig(tf_random_seed=1).uid() == learn.RunConfig(tf_random_seed=2).uid()
    assert learn.RunConfig(model_dir="/a").uid() != learn.RunConfig(model_dir="/b").uid()
    assert learn.RunConfig(model_dir="/a").uid(["model_dir"]) == learn.RunConfig(model_dir="/b").uid(["model_dir"])
    monkeypatch.setenv("TF_CONFIG", json.dumps({"environment": "cloud"}))
    assert learn.RunConfig().environment == "cloud"


def test_metrics_measure_what_keys_say():
    def spoken(targets, logits, weight=None):
        return targets, logits, weight

    spec = learn.MetricSpec(spoken, "p", "l", "w")
    assert (spec.prediction_key, spec.label_key, spec.weight_key) == ("p", "l", "w")
    assert str(spec) == "MetricSpec(metric_fn=spoken, prediction_key=p, label_key=l, weight_key=w)"
    assert spec.create_metric_ops({"w": 3}, {"l": 1}, {"p": 2}) == (1, 2, 3)
    assert learn.MetricSpec(spoken).create_metric_ops({}, 1, {"only": 2}) == (1, 2, None)
    bound = learn.MetricSpec(functools.partial(spoken, weight=7))
    assert bound.create_metric_ops({}, 1, 2) == (1, 2, 7)
    assert learn.MetricSpec(lambda values: values).create_metric_ops({}, None, 5) == 5
    assert learn.MetricSpec(lambda labels, other: (labels, other)).create_metric_ops({}, 1, 2) == (1, 2)
    with pytest.raises(ValueError, match=r"Ambiguous arguments"):
        learn.MetricSpec(lambda labels, targets: 0)
    with pytest.raises(ValueError, match=r"missing from <lambda>\(\('values',\)\)."):
        learn.MetricSpec(lambda values: 0, label_key="a")
    with pytest.raises(ValueError, match=r"MetricSpec with prediction_key specified requires predictions dict, got 2"):
        spec.create_metric_ops({}, {"l": 1}, 2)
    with pytest.raises(KeyError, match=r"Key 'l' missing from"):
        spec.create_metric_ops({}, {"m": 1}, {"p": 2})
    with pytest.raises(
        ValueError, match=r"MetricSpec without specified label_key requires labels tensor or single element dict"
    ):
        learn.MetricSpec(spoken).create_metric_ops({}, {"a": 1, "b": 2}, 2)


def test_an_export_that_knows_the_result_knows_the_checkpoint():
    strategy = learn.ExportStrategy("a", lambda estimator, path, eval_result: 0)
    with pytest.raises(ValueError, match=r"An export_fn accepting eval_result must also accept checkpoint_path."):
        strategy.export(None, "p")
    given = learn.ExportStrategy("a", lambda estimator, path, strip_default_attrs: strip_default_attrs, True)
    assert given.export(None, "p")


def receiver():
    x = tf.placeholder(tf.float32, [None, 2])
    return tf.estimator.export.ServingInputReceiver({"x": x}, x)


def test_a_model_is_exported_for_servers(tmp_path):
    found = experiment(config(tmp_path), export_strategies=learn.make_export_strategy(receiver, exports_to_keep=1))
    _, (path,) = found.train_and_evaluate()
    assert os.path.dirname(path) == os.fsencode(tmp_path / "export" / "Servo")
    assert tf.saved_model.contains_saved_model(path)
    other = learn.make_export_strategy(receiver, default_output_alternative_key="a")
    with pytest.raises(ValueError, match=r"default_output_alternative_key is not supported in core Estimator. Given: a"):
        other.export(found.estimator, str(tmp_path))


def test_examples_are_parsed_for_servers():
    with tf.Graph().as_default():
        found = learn.build_parsing_serving_input_fn({"a": tf.FixedLenFeature([1], tf.float32)}, 3)()
    assert isinstance(found, learn.InputFnOps)
    assert (found.features["a"].shape.as_list(), found.labels) == ([3, 1], None)
    assert found.default_inputs["examples"].name == "input_example_tensor:0"


def test_what_an_old_model_fn_returns_is_a_spec():
    with tf.Graph().as_default():
        words, number = tf.constant([["a"]]), tf.constant([[0.5]])
        outputs = {
            "classes": (learn.ProblemType.CLASSIFICATION, {"classes": words, "probabilities": number}),
            "number": (learn.ProblemType.LINEAR_REGRESSION, {"scores": number}),
            "any": (learn.ProblemType.UNSPECIFIED, {"x": number}),
        }
        made = learn.ModelFnOps("infer", {"x": 1.0}, output_alternatives=outputs)
        spec = made.estimator_spec("number")
        assert {key: type(value).__name__ for key, value in spec.export_outputs.items()} == {
            "classes": "ClassificationOutput",
            "number": "RegressionOutput",
            "any": "PredictOutput",
            "serving_default": "RegressionOutput",
        }
        step = learn.no_op_train_fn(None)
        trained = learn.ModelFnOps("train", loss=tf.ones([1]), train_op=step, eval_metric_ops={"loss": (number, number)})
        assert trained.estimator_spec().eval_metric_ops == {}
        assert trained.loss.shape.as_list() == []
        for given, text in (
            ({"mode": "train", "loss": 1.0}, "Missing train_op."),
            ({"mode": "eval", "predictions": 1.0}, "Missing loss."),
            ({"mode": "infer"}, "Missing predictions."),
            ({"mode": "wrong"}, "Invalid mode wrong."),
            ({"mode": "eval", "loss": [1.0, 2.0], "predictions": 1.0}, "Loss must be scalar"),
            ({"mode": "infer", "predictions": 1.0, "eval_metric_ops": [1]}, "eval_metric_ops must be a dict."),
        ):
            with pytest.raises(ValueError, match=text):
                learn.ModelFnOps(**given)
        with pytest.raises(TypeError, match=r"All hooks returned from model_fn must be SessionRunHook instances"):
            learn.ModelFnOps("infer", 1.0, training_hooks=[3])
        with pytest.raises(ValueError, match=r"Unknown problem_type=7"):
            learn.ModelFnOps("infer", 1.0, output_alternatives={"a": (7, {})}).estimator_spec()
