"""Heads: losses, predictions, metrics and words of TensorFlow."""

from __future__ import annotations

import pytest
from support import golden
from support.estimators import canned, heads, programs
from support.estimators.comparing import close, without_addresses

import headrace as tf

RECORDED = golden.load("estimators/heads.json")


@pytest.fixture(scope="module")
def found():
    return heads.all_of(tf, programs.plain)


@pytest.mark.parametrize("name", RECORDED["heads"])
def test_a_head_gives_tensorflows_numbers(found, name):
    close(found[name], RECORDED["heads"][name])


@pytest.fixture(scope="module")
def refused():
    return heads.refusals(tf, programs.said)


@pytest.mark.parametrize("name", RECORDED["refusals"])
def test_what_a_head_refuses_it_refuses_in_tensorflows_words(refused, name):
    kind, text = RECORDED["refusals"][name]
    assert refused[name] is not None
    assert (refused[name][0], without_addresses(refused[name][1])) == (kind, without_addresses(text))


def test_the_parts_of_a_head_can_be_called_one_by_one():
    with tf.Graph().as_default(), tf.Session() as sess:
        head = tf.estimator.MultiClassHead(3, name="h")
        assert isinstance(head, tf.estimator.Head)
        assert (head.name, head.logits_dimension, head.loss_reduction) == ("h", 3, "sum_over_batch_size")
        logits = tf.constant(heads.LOGITS)
        loss, regularized = head.loss(heads.THREE, logits), head.loss(heads.THREE, logits, regularization_losses=[2.0])
        predictions = head.predictions(logits, ["class_ids"])
        with pytest.raises(ValueError, match=r"Prediction key must be in PredictionKeys, given: wrong."):
            head.predictions(logits, ["wrong"])
        metrics = head.metrics(regularization_losses=[2.0])
        assert set(metrics) == {"average_loss/h", "accuracy/h", "regularization_loss/h"}
        assert head.update_metrics(metrics, {}, logits, heads.THREE, regularization_losses=[2.0]) is metrics
        sess.run([tf.local_variables_initializer(), tf.tables_initializer()])
        sess.run([metric.updates for metric in metrics.values()])
        assert sess.run(metrics["accuracy/h"].result()) == 1
        assert sess.run(metrics["regularization_loss/h"].result()) == 2
        assert sess.run(predictions)["class_ids"].tolist() == [[1], [2], [0], [1]]
        assert sess.run(regularized - loss) == pytest.approx(2)


def test_a_metric_that_measures_nothing_is_refused():
    with tf.Graph().as_default():
        metrics = tf.estimator.RegressionHead().metrics()
        with pytest.raises(ValueError, match=r'Please call update_state\(...\) on the "average_loss" metric'):
            tf.estimator.EstimatorSpec("eval", loss=tf.constant(1.0), eval_metric_ops=metrics)


def test_regularization_is_added_measured_and_shown():
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.train.create_global_step()
        head, arguments = tf.contrib.estimator.regression_head(), {"features": {}, "logits": heads.LOGITS[:, :1]}
        arguments |= {"labels": heads.NUMBERS, "regularization_losses": [tf.constant(1.0), tf.constant(2.0)]}
        spec = head.create_estimator_spec(mode="eval", **arguments)
        plain = head.create_estimator_spec(mode="eval", **{**arguments, "regularization_losses": None})
        assert sess.run(spec.loss - plain.loss) == pytest.approx(3)
        assert "regularization_loss" in spec.eval_metric_ops
        head.create_estimator_spec(mode="train", optimizer=NoOptimizer(), **arguments)
        tags = [value.tag for value in tf.Summary.FromString(sess.run(tf.summary.merge_all())).value]
        assert tags == ["loss", "regularization_loss"]


class NoOptimizer:
    def minimize(self, loss, global_step):
        return tf.no_op()


def test_updates_of_layers_belong_to_a_step():
    with tf.Graph().as_default(), tf.Session() as sess:
        count = tf.Variable(0)
        tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, count.assign_add(1).op)
        spec = tf.contrib.estimator.regression_head().create_estimator_spec(
            {}, "train", heads.LOGITS[:, :1], heads.NUMBERS, optimizer=NoOptimizer()
        )
        sess.run(count.initializer)
        sess.run(spec.train_op)
        assert sess.run(count) == 1


def test_logit_functions_make_parts_of_models():
    with tf.Graph().as_default(), tf.Session() as sess:
        features = {key: tf.constant(value) for key, value in canned.features().items()}
        linear = tf.estimator.experimental.linear_logit_fn_builder(2, canned.wide(tf), "mean")(features=features)
        make = tf.estimator.experimental.dnn_logit_fn_builder
        deep = make(2, [3], canned.deep(tf), tf.nn.relu, 0.5, None, True)(features=features, mode="train")
        sess.run([tf.global_variables_initializer(), tf.tables_initializer()])
        assert [value.shape for value in sess.run([linear, deep])] == [(12, 2), (12, 2)]
        with pytest.raises(ValueError, match=r"units must be an int.  Given type: <class 'float'>"):
            make(2.0, [3], canned.deep(tf), tf.nn.relu, None, None, False)


def test_optimizers_have_names():
    get = tf.python.estimator.canned.optimizers.get_optimizer_instance
    for name in ("Adagrad", "Adam", "Ftrl", "RMSProp", "SGD"):
        assert isinstance(get(name, 0.1), tf.train.Optimizer)
    with pytest.raises(ValueError, match=r"Unsupported optimizer name: X. Supported names are: \('Adagrad', 'Adam', 'Ftrl'"):
        get("X", 0.1)
    with pytest.raises(ValueError, match=r"learning_rate must be specified when opt is string."):
        get("SGD")
    with pytest.raises(ValueError, match=r"The given object is not an Optimizer instance. Given: 3"):
        get(lambda: 3)


def test_examples_of_a_model_have_labels_and_weights():
    est, age = tf.estimator, tf.feature_column.numeric_column("age")
    spec = est.classifier_parse_example_spec([age], "kind", weight_column="weight")
    assert {key: (value.shape, value.dtype) for key, value in spec.items()} == {
        "age": ((1,), tf.float32),
        "kind": ((1,), tf.int64),
        "weight": ((1,), tf.float32),
    }
    assert est.regressor_parse_example_spec([age], "y", label_dimension=2, label_default=[1.0, 2.0])["y"].shape == (2,)
    with pytest.raises(ValueError, match=r"label should not be used as feature. label_key: age"):
        est.classifier_parse_example_spec([age], "age")
    with pytest.raises(ValueError, match=r"weight_column should not be used as feature. weight_column: age"):
        est.regressor_parse_example_spec([age], "y", weight_column=age)
    with pytest.raises(ValueError, match=r"weight_column should be an instance of tf.feature_column.numeric_column"):
        est.regressor_parse_example_spec([age], "y", weight_column=3)


def test_what_a_ready_made_model_cannot_be_is_refused(tmp_path):
    est = tf.estimator
    text = "Either linear_feature_columns or dnn_feature_columns must be defined."
    for kind in (est.DNNLinearCombinedClassifier, est.DNNLinearCombinedRegressor):
        with pytest.raises(ValueError, match=text):
            kind(str(tmp_path))
    with pytest.raises(ValueError, match=r"dnn_hidden_units must be defined when dnn_feature_columns is specified."):
        est.DNNLinearCombinedRegressor(str(tmp_path), dnn_feature_columns=canned.deep(tf)).train(canned.inputs(tf, "number", 1))
    array = est.inputs.numpy_input_fn(heads.LOGITS, heads.THREE, shuffle=False)
    for model in (est.LinearRegressor(canned.wide(tf), str(tmp_path)), est.DNNRegressor([1], canned.deep(tf), str(tmp_path))):
        with pytest.raises(ValueError, match=r"features should be a dictionary of `Tensor`s. Given type: <class '.*Tensor'>"):
            model.train(array)


def test_a_feature_that_is_missing_is_named(tmp_path):
    age = tf.feature_column.numeric_column("missing")
    with pytest.raises(ValueError, match=r"Feature missing is not in features dictionary."):
        tf.estimator.LinearRegressor([age], str(tmp_path)).train(canned.inputs(tf, "number", 1))


def test_models_of_parts_have_the_same_numbers(tmp_path):
    """A partitioned model is one whole in checkpoints: trained in parts, evaluated as one."""
    columns, cut = canned.wide(tf)[3:], tf.fixed_size_partitioner(2)
    parts = tf.estimator.LinearRegressor(columns, config=canned.config(tf, str(tmp_path)), partitioner=cut)
    parts.train(canned.inputs(tf, "number", None), steps=2)
    whole = tf.estimator.LinearRegressor(columns, config=canned.config(tf, str(tmp_path)))
    first, second = (one.evaluate(canned.inputs(tf, "number", 1)) for one in (parts, whole))
    assert first == pytest.approx(second)
