"""train_and_evaluate, exporters, exports, hooks that end a training early, warm starts."""

from __future__ import annotations

import os

import numpy as np
import pytest
from support.estimators import programs

import headrace as tf

est = tf.estimator


def receiver():
    x = tf.placeholder(tf.float32, [None, 2])
    return est.export.ServingInputReceiver({"x": x}, x, {"scaled": {"tenth": tf.placeholder(tf.float32, [None, 2])}})


def loop(directory, exporters=(), max_steps=8, throttle_secs=0, **config):
    estimator = programs.linear_estimator(tf, str(directory), **config)
    training = est.TrainSpec(programs.inputs(tf, None), max_steps)
    evaluation = est.EvalSpec(programs.inputs(tf), None, exporters=exporters, throttle_secs=throttle_secs)
    return estimator, est.train_and_evaluate(estimator, training, evaluation)


def served(path, x):
    with tf.Graph().as_default(), tf.Session() as sess:
        signature = tf.saved_model.load(sess, ["serve"], path).signature_def["serving_default"]
        return sess.run(signature.outputs["y"].name, {signature.inputs["input"].name: x})


def test_it_is_evaluated_after_each_checkpoint_but_the_first(tmp_path):
    estimator, (metrics, exported) = loop(tmp_path, [est.FinalExporter("final", receiver)])
    assert metrics["global_step"] == 8
    assert [step for step, tags in programs.tags_of(tf, estimator.eval_dir()) if "loss" in tags] == [4, 8]
    (path,) = exported
    assert os.path.dirname(path) == str(tmp_path / "export" / "final").encode()
    x, _ = programs.arrays()
    expected = [one["y"] for one in estimator.predict(programs.inputs(tf, labels=False))]
    np.testing.assert_allclose(served(path, x["x"]), expected, rtol=1e-6)


def test_it_is_evaluated_at_the_end_where_it_may_not_be_before(tmp_path):
    estimator, (metrics, exported) = loop(tmp_path, throttle_secs=600)
    assert [step for step, tags in programs.tags_of(tf, estimator.eval_dir()) if "loss" in tags] == [4, 8]
    assert (metrics["global_step"], exported) == (8, [])


def test_the_clusters_of_others_are_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("TF_CONFIG", '{"cluster": {"chief": ["a:1"]}, "task": {"type": "chief", "index": 0}}')
    with pytest.raises(NotImplementedError, match="TF_CONFIG says that there are several"):
        loop(tmp_path)


class FakeEstimator:
    """Exports by making a directory."""

    model_dir = "/nowhere"

    def __init__(self, base):
        self.number = 1000000000
        self.base = base

    def export_saved_model(self, path, *_, **__):
        self.number += 1
        directory = os.path.join(path, str(self.number))
        os.makedirs(directory)
        return directory.encode()


def test_the_latest_exports_are_kept(tmp_path):
    os.makedirs(tmp_path / "other")
    exporter = est.LatestExporter("latest", receiver, exports_to_keep=2)
    assert isinstance(exporter, est.Exporter)
    estimator = FakeEstimator(tmp_path)
    for _ in range(4):
        assert exporter.export(estimator, str(tmp_path), "c", {}, False)
    assert sorted(os.listdir(tmp_path)) == ["1000000003", "1000000004", "other"]


def test_the_best_exports_are_written(tmp_path):
    exporter = est.BestExporter(serving_input_receiver_fn=receiver, event_file_pattern=None)
    assert exporter.name == "best_exporter"
    estimator = FakeEstimator(tmp_path)
    written = [exporter.export(estimator, str(tmp_path), "c", {"loss": loss}, False) is not None for loss in (3, 4, 2, 2)]
    assert written == [True, False, True, False]
    with pytest.raises(ValueError, match="current_eval_result cannot be empty or no loss is found in it"):
        exporter.export(estimator, str(tmp_path), "c", {"other": 1}, False)
    for function, text in ((lambda best_eval_result: 1, "must include current_eval_result"), (lambda a: 1, "best_eval_result")):
        with pytest.raises(ValueError, match=text):
            est.BestExporter(compare_fn=function)
    with pytest.raises(ValueError, match="has following not expected args"):
        est.BestExporter(compare_fn=lambda best_eval_result, current_eval_result, more: 1)


def test_the_best_export_of_a_run_before_counts(tmp_path):
    estimator, (metrics, _) = loop(tmp_path)
    exporter = est.BestExporter(serving_input_receiver_fn=receiver)
    worse = {"loss": metrics["loss"] * 2}
    assert exporter.export(estimator, str(tmp_path / "best"), estimator.latest_checkpoint(), worse, False) is None
    better = {"loss": metrics["loss"] / 2}
    assert exporter.export(estimator, str(tmp_path / "best"), estimator.latest_checkpoint(), better, False)


def test_a_model_is_exported_in_several_modes(tmp_path):
    estimator = programs.linear_estimator(tf, str(tmp_path)).train(programs.inputs(tf, None), steps=1)
    extra = tmp_path / "extra"
    extra.write_text("more")
    x, y = programs.arrays()
    supervised = est.experimental.build_raw_supervised_input_receiver_fn({"x": tf.constant(x["x"])}, tf.constant(y))
    functions = {est.ModeKeys.TRAIN: supervised, est.ModeKeys.EVAL: supervised, est.ModeKeys.PREDICT: receiver}
    path = estimator.experimental_export_all_saved_models(str(tmp_path / "e"), functions, {"a/b": str(extra)}, as_text=True)
    with open(os.path.join(path, b"assets.extra/a/b")) as file:
        assert file.read() == "more"
    graphs = tf.python.saved_model.loader_impl.SavedModelLoader(path).saved_model.meta_graphs
    assert [list(graph.meta_info_def.tags) for graph in graphs] == [["train"], ["eval"], ["serve"]]
    for graph, mode in zip(graphs, ("train", "eval"), strict=False):
        outputs = ["loss", "metrics/mae/update_op", "metrics/mae/value", "predictions/y"]
        assert sorted(graph.signature_def[mode].outputs) == outputs
    assert sorted(graphs[0].signature_def["train"].inputs) == ["label", "x"]
    assert sorted(graphs[2].signature_def) == ["scaled:serving_default", "serving_default"]
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.saved_model.load(sess, ["train"], path)
        (step,) = tf.get_collection("saved_model_train_op")
        before = sess.run("global_step:0")
        signature = graphs[0].signature_def["train"].inputs
        sess.run(step, {signature["x"].name: x["x"], signature["label"].name: y})
        assert sess.run("global_step:0") == before + 1
    with pytest.raises(ValueError, match=r"No valid modes for exporting found. Got"):
        estimator.experimental_export_all_saved_models(str(tmp_path / "n"), {})


def test_exports_by_contrib_and_the_old_name(tmp_path):
    estimator = programs.linear_estimator(tf, str(tmp_path)).train(programs.inputs(tf, None), steps=1)
    contrib = tf.contrib.estimator
    paths = [
        estimator.export_savedmodel(str(tmp_path / "a"), receiver),
        contrib.export_saved_model_for_mode(estimator, str(tmp_path / "b"), receiver),
        contrib.export_all_saved_models(estimator, str(tmp_path / "c"), {est.ModeKeys.PREDICT: receiver}),
    ]
    assert len({served(path, [[1, 2]]).item() for path in paths}) == 1
    x, y = programs.arrays()
    function = contrib.build_supervised_input_receiver_fn_from_input_fn(lambda: ({"x": tf.constant(x["x"])}, tf.constant(y)))
    with tf.Graph().as_default():
        found = function()
    assert sorted(found.receiver_tensors) == ["label", "x"]
    with pytest.raises(ValueError, match=r"Features and labels must have distinct keys. Found overlapping keys: {'label'}"):
        contrib.build_raw_supervised_input_receiver_fn({"label": tf.constant(1)}, tf.constant(1))


def test_receivers_are_made_of_specs_and_tensors():
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        spec = {"a": tf.FixedLenFeature([1], tf.float32)}
        parsed = est.export.build_parsing_serving_input_receiver_fn(spec)()
        assert parsed.receiver_tensors["examples"].name == "input_example_tensor:0"
        feature = tf.train.Feature(float_list=tf.train.FloatList(value=[2.5]))
        example = tf.train.Example(features=tf.train.Features(feature={"a": feature})).SerializeToString()
        assert sess.run(parsed.features["a"], {"input_example_tensor:0": [example]}).tolist() == [[2.5]]
        with tf.Graph().as_default():
            given = {"a": tf.zeros([7, 3], name="named")}
        raw = est.export.build_raw_serving_input_receiver_fn(given, default_batch_size=2)()
        assert raw.features["a"].name == "named:0"
        assert raw.features["a"].shape.as_list() == [2, 3]
        assert raw.features["a"].graph is graph
        single = est.export.TensorServingInputReceiver(raw.features["a"], {"b": raw.features["a"]})
        assert single.features is raw.features["a"]


def test_outputs_have_signatures():
    with tf.Graph().as_default():
        text, number = tf.placeholder(tf.string), tf.constant([1.0])
        export = est.export
        assert isinstance(export.RegressionOutput(number), export.ExportOutput)
        assert export.RegressionOutput(number).as_signature_def({"a": text}).method_name.endswith("regress")
        classes = export.ClassificationOutput(number, text)
        assert (classes.scores, classes.classes) == (number, text)
        assert sorted(classes.as_signature_def({"a": text}).outputs) == ["classes", "scores"]
        assert sorted(export.PredictOutput({("a", "b"): number}).outputs) == ["a/b"]
        for output, kind in ((classes, "Classification"), (export.RegressionOutput(number), "Regression")):
            for fed in ({"a": number}, {"a": text, "b": text}):
                with pytest.raises(ValueError, match=f"{kind} input must be a single string Tensor; got"):
                    output.as_signature_def(fed)


def stopped_at(tmp_path, hook_fn, steps=40):
    """The step at which a hook ends a training whose evaluations were losses of 5, 3, 4 and 4 at steps 10 to 40."""
    writer = tf.summary.FileWriter(str(tmp_path / "eval"))
    for step, loss in ((10, 5.0), (20, 3.0), (30, 4.0), (40, 4.0)):
        writer.add_summary(tf.Summary(value=[tf.Summary.Value(tag="loss", simple_value=loss)]), step)
    writer.close()
    estimator = programs.linear_estimator(tf, str(tmp_path))
    hook = hook_fn(estimator)
    estimator.train(programs.inputs(tf, None), [hook], steps=steps)
    return int(estimator.get_variable_value("global_step"))


@pytest.mark.parametrize(
    ("name", "argument", "extra", "stops"),
    [
        ("stop_if_lower_hook", 3.5, {}, True),
        ("stop_if_lower_hook", 3.5, {"min_steps": 30}, False),
        ("stop_if_lower_hook", 2.5, {}, False),
        ("stop_if_higher_hook", 4.5, {}, True),
        ("stop_if_higher_hook", 5.5, {}, False),
        ("stop_if_no_decrease_hook", 20, {}, True),
        ("stop_if_no_decrease_hook", 30, {}, False),
        ("stop_if_no_increase_hook", 30, {}, True),
        ("stop_if_no_increase_hook", 31, {}, False),
    ],
)
def test_a_training_ends_early_by_its_metric(tmp_path, name, argument, extra, stops):
    def hook(estimator):
        function = getattr(est.experimental, name)
        return function(estimator, "loss", argument, run_every_secs=None, run_every_steps=1, **extra)

    assert (stopped_at(tmp_path, hook, steps=5) < 5) == stops


def test_a_training_ends_at_a_step(tmp_path):
    assert stopped_at(tmp_path, lambda one: est.experimental.make_stop_at_checkpoint_step_hook(one, 3), steps=5) == 3


def test_a_model_is_evaluated_in_memory(tmp_path):
    estimator = programs.linear_estimator(tf, str(tmp_path), save_checkpoints_steps=100)
    evaluated = programs.inputs(tf, None, batch_size=10)
    hook = est.experimental.InMemoryEvaluatorHook(estimator, evaluated, steps=1, name="memory", every_n_iter=2)
    estimator.train(programs.inputs(tf, None), [hook], steps=4)
    found = programs.tags_of(tf, estimator.eval_dir("memory"))
    assert [step for step, _ in found] == [0, 2, 4, 4]
    values = {}
    for name in os.listdir(estimator.eval_dir("memory")):
        for event in tf.train.summary_iterator(os.path.join(estimator.eval_dir("memory"), name)):
            for value in event.summary.value:
                if value.tag == "loss":
                    values[event.step] = value.simple_value
    np.testing.assert_allclose(values[4], estimator.evaluate(evaluated, steps=1)["loss"], rtol=1e-6)
    assert values[0] > values[2] > values[4]


def test_a_model_begins_with_the_values_of_another(tmp_path):
    first = programs.linear_estimator(tf, str(tmp_path / "a")).train(programs.inputs(tf, None), steps=2)

    def begins(settings):
        config = est.RunConfig(str(tmp_path / "b"), save_checkpoints_steps=1)
        second = est.Estimator(programs.linear_model(tf), config=config, params={"rate": 0.1}, warm_start_from=settings)
        with tf.Graph().as_default():
            return [one["y"].item() for one in second.predict(programs.inputs(tf, labels=False))]

    x, _ = programs.arrays()
    w, b = first.get_variable_value("w"), first.get_variable_value("b")
    saved = first.export_saved_model(str(tmp_path / "saved"), receiver)
    for settings in (str(tmp_path / "a"), first.latest_checkpoint(), saved, est.WarmStartSettings(str(tmp_path / "a"))):
        np.testing.assert_allclose(begins(settings), (x["x"] @ w + b)[:, 0], rtol=1e-6)
    only = est.WarmStartSettings(str(tmp_path / "a"), vars_to_warm_start="b")
    np.testing.assert_allclose(begins(only), (x["x"] @ np.full([2, 1], 0.5) + b)[:, 0], rtol=1e-6)


def save(path, **values):
    with tf.Graph().as_default(), tf.Session() as sess:
        for name, value in values.items():
            tf.get_variable(name, initializer=tf.constant(value))
        sess.run(tf.global_variables_initializer())
        return tf.train.Saver().save(sess, str(path / "model"))


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("parts", [None, 2])
def test_rows_and_columns_are_found_by_their_words(tmp_path, axis, parts):
    (tmp_path / "old").write_text("a\nb\nc\n")
    (tmp_path / "new").write_text("c\nd\na\n")
    old = np.arange(6, dtype=np.float32).reshape(3, 2) + 1
    path = save(tmp_path, table=old if axis == 0 else old.T)
    expected = np.array([[5, 6], [9, 9], [1, 2], [9, 9]])
    with tf.Graph().as_default(), tf.Session() as sess:
        shape = [4, 2] if axis == 0 else [2, 4]
        partitioner = tf.fixed_size_partitioner(parts, axis=axis) if parts else None
        table = tf.get_variable("other", shape, partitioner=partitioner)
        nines = tf.constant_initializer(9.0)
        info = tf.train.VocabInfo(str(tmp_path / "new"), 3, 1, str(tmp_path / "old"), backup_initializer=nines, axis=axis)
        tf.train.warm_start(path, ".*", {"other": info}, {"other": "table"})
        sess.run(tf.global_variables_initializer())
        assert np.array_equal(sess.run(tf.convert_to_tensor(table)), expected if axis == 0 else expected.T)


def test_what_a_warm_start_cannot_find_is_named(tmp_path):
    (tmp_path / "words").write_text("a\nb\n")
    path = save(tmp_path, table=np.zeros([2, 2], np.float32))
    words = str(tmp_path / "words")
    with tf.Graph().as_default():
        tf.get_variable("table", [3, 2])
        with pytest.raises(ValueError, match=r"'table' has the shape \[3, 2\], its vocabulary .*words and buckets .* are 2"):
            tf.train.warm_start(path, var_name_to_vocab_info={"table": tf.train.VocabInfo(words, 2, 0, words)})
        with pytest.raises(
            ValueError, match=r"Shape of variable table:0 \(\(3, 2\)\) doesn't match with shape of tensor table"
        ):
            tf.train.warm_start(path)
        with pytest.raises(ValueError, match=r"`vars_to_warm_start must be a `list` or `str`.  Given type is <class 'int'>"):
            tf.train.warm_start(path, 3)
        with pytest.raises(ValueError, match="If `vars_to_warm_start` is a list, it must be all `Variable` or all `str`"):
            tf.train.warm_start(path, ["a", 3])
    with tf.Graph().as_default():
        other = tf.get_variable("other", [2, 2])
        with pytest.raises(ValueError, match=r"Tensor other is not found in .*model checkpoint"):
            tf.train.warm_start(path)
        for given in ({"var_name_to_prev_var_name": {"wrong": "table"}}, {"var_name_to_vocab_info": {"wrong": 1}}):
            text = f"following variables in {next(iter(given))} that were not used: {{'wrong'}}"
            with pytest.raises(ValueError, match=text):
                tf.train.warm_start(path, [], **given)
        tf.train.warm_start(path, [other], var_name_to_prev_var_name={"other": "table"})


def test_logits_come_from_functions_of_what_they_need():
    with tf.Graph().as_default():
        x = tf.ones([1])
        call = tf.estimator.experimental.call_logit_fn
        assert call(lambda features: features, x, "train", None, None) is x
        assert call(lambda features, mode, params, config: {"a": features}, x, "train", None, None) == {"a": x}
        with pytest.raises(ValueError, match="logit_fn should return a Tensor or a dictionary mapping strings to Tensors"):
            call(lambda features: 3, x, "train", None, None)
