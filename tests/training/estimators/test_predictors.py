"""Models as functions of arrays; estimators made of others."""

from __future__ import annotations

import numpy as np
import pytest
from support.estimators import programs

import headrace as tf

predictor = tf.contrib.predictor


def receiver():
    x = tf.placeholder(tf.float32, [None, 2])
    return tf.estimator.export.ServingInputReceiver({"x": x}, {"given": x})


@pytest.fixture(scope="module")
def estimator(tmp_path_factory):
    found = programs.linear_estimator(tf, str(tmp_path_factory.mktemp("model")))
    return found.train(programs.inputs(tf, None), steps=3)


@pytest.fixture(scope="module")
def exported(estimator, tmp_path_factory):
    return estimator.export_saved_model(str(tmp_path_factory.mktemp("exported")), receiver)


def test_an_exported_and_a_trained_model_are_the_same_function(estimator, exported):
    x, _ = programs.arrays()
    expected = [one["y"] for one in estimator.predict(programs.inputs(tf, labels=False))]
    for function in (predictor.from_saved_model(exported), predictor.from_estimator(estimator, receiver)):
        np.testing.assert_allclose(function({"given": x["x"]})["y"], expected, rtol=1e-6)
        assert set(function.fetch_tensors) == {"y", "double"}
        assert function.feed_tensors["given"].graph is function.graph
        assert "Predictor with feed tensors {'given': " in repr(function)
        with pytest.raises(ValueError, match=r"Got unexpected keys in input_dict: {'x'}\nexpected: {'given'}"):
            function({"x": x["x"]})
        function.session.close()


def test_tensors_of_an_exported_model_may_be_named(exported):
    by_key = predictor.from_saved_model(exported, "serving_default", tags="serve")
    names = [{key: tensor.name for key, tensor in one.items()} for one in (by_key.feed_tensors, by_key.fetch_tensors)]
    by_name = predictor.from_saved_model(exported, input_names=names[0], output_names=names[1], graph=tf.Graph())
    (graph,) = tf.python.saved_model.loader_impl.SavedModelLoader(exported).saved_model.meta_graphs
    by_signature = predictor.from_saved_model(exported, signature_def=graph.signature_def["serving_default"])
    given = {"given": [[1.0, 2.0]]}
    assert by_key(given) == by_name(given) == by_signature(given)


def test_what_an_exported_model_has_not_is_refused_in_tensorflows_words(estimator, exported):
    with pytest.raises(ValueError, match=r'Got signature_def_key "other". Available signatures are \[\'serving_default\'\]'):
        predictor.from_saved_model(exported, "other")
    with pytest.raises(ValueError, match=r"input_names and output_names must both be specified or both be unspecified."):
        predictor.from_saved_model(exported, input_names={})
    with pytest.raises(ValueError, match=r"You must specify at most one of signature_def_key OR signature_def OR"):
        predictor.from_saved_model(exported, "a", input_names={}, output_names={})
    with pytest.raises(RuntimeError, match=r"MetaGraphDef associated with tags 'gpu' could not be found in SavedModel"):
        predictor.from_saved_model(exported, tags="gpu")
    with pytest.raises(KeyError, match=r"output_key must be one of dict_keys\(\['serving_default'\]\); got other"):
        predictor.from_estimator(estimator, receiver, "other")


def test_features_are_forwarded(estimator):
    forward = tf.contrib.estimator.forward_features
    x, _ = programs.arrays()

    def sparse():
        features = programs.inputs(tf, labels=False)()
        return {**features, "ids": tf.SparseTensor([[0, 0], [1, 1]], [5, 6], [4, 2])}

    (first, *_) = forward(estimator, "x").predict(programs.inputs(tf, labels=False))
    assert set(first) == {"x", "y", "double"}
    np.testing.assert_array_equal(first["x"], x["x"][0])
    first = next(forward(estimator, ["ids"], {"ids": -1}).predict(sparse))
    assert first["ids"].tolist() == [5, -1]
    for keys, defaults, text in (
        ("z", None, 'keys should be exist in features. Key "z" is not in features dict'),
        (None, None, r"Feature \(ids\) should be a Tensor"),
        ("x", {"x": 1}, r"Feature \(x\) is expected to be a `SparseTensor`"),
    ):
        with pytest.raises(ValueError, match=text):
            next(forward(estimator, keys, defaults).predict(sparse))
    with pytest.raises(ValueError, match=r"Cannot forward feature key \(y\). Since it does exist in predictions."):
        next(forward(estimator, "y").predict(lambda: {**sparse(), "y": tf.zeros([4])}))
    with pytest.raises(TypeError, match=r"keys should be either a string or a list of strings. Given: <class 'int'>"):
        forward(estimator, 3)
    with pytest.raises(TypeError, match=r"There exist an item with type: <class 'int'>"):
        forward(estimator, [3])


def test_forwarded_features_are_exported(estimator, tmp_path):
    path = tf.contrib.estimator.forward_features(estimator).export_saved_model(str(tmp_path), receiver)
    found = predictor.from_saved_model(path)({"given": [[1.0, 2.0]]})
    assert found["x"].tolist() == [[1, 2]]


def test_gradients_are_made_shorter_before_they_are_applied():
    with tf.Graph().as_default(), tf.Session() as sess:
        v = tf.Variable([0.0, 0.0])
        optimizer = tf.contrib.estimator.clip_gradients_by_norm(tf.train.MomentumOptimizer(1.0, 0.9), 1.0)
        step = optimizer.minimize(-tf.reduce_sum(v * [30.0, 40.0]))
        sess.run(tf.global_variables_initializer())
        sess.run(step)
        np.testing.assert_allclose(sess.run(v), [0.6, 0.8], rtol=1e-6)
        assert optimizer.get_slot_names() == ["momentum"]
        assert optimizer.get_slot(v, "momentum") is not None
        assert optimizer.get_name() == "ClipByNormMomentum"
