"""arg_scope, variables of models, what trains, and the losses of slim."""

from __future__ import annotations

import threading

import numpy as np
import pytest

import headrace as tf

framework = tf.contrib.framework
slim = tf.contrib.slim
TENTH = tf.constant_initializer(0.1)


@framework.add_arg_scope
def shown(x, a=1, b=2, c=3):
    return (x, a, b, c)


@framework.add_arg_scope
def other(x, a=1):
    return (x, a)


def test_a_scope_gives_other_defaults():
    with framework.arg_scope([shown, other], a=10):
        with framework.arg_scope([shown], b=20, c=30) as scope:
            assert shown(0) == (0, 10, 20, 30)
            assert shown(0, a=5, c=6) == (0, 5, 20, 6)
            assert other(0) == (0, 10)
        assert shown(0) == (0, 10, 2, 3)
    assert shown(0) == (0, 1, 2, 3)
    with framework.arg_scope(scope):
        assert shown(0) == (0, 10, 20, 30)
        with framework.arg_scope([shown], b=21):
            assert shown(0) == (0, 10, 21, 30)
    assert framework.current_arg_scope() == {}


def test_scopes_are_those_of_one_thread():
    seen = []
    with framework.arg_scope([shown], a=10):
        thread = threading.Thread(target=lambda: seen.append(shown(0)))
        thread.start()
        thread.join(timeout=5)
    assert not thread.is_alive()
    assert seen == [(0, 1, 2, 3)]


def test_a_scope_ends_with_an_error():
    with pytest.raises(ZeroDivisionError), framework.arg_scope([shown], a=10):
        _ = 1 / 0
    assert shown(0) == (0, 1, 2, 3)


def test_what_an_arg_scope_refuses():
    with pytest.raises(ValueError, match="is not decorated with @add_arg_scope"), framework.arg_scope([len], a=1):
        pass
    with pytest.raises(ValueError, match="kwargs must be empty"), framework.arg_scope({}, a=1):
        pass
    with pytest.raises(TypeError, match="list_ops_or_scope must either be a list/tuple"), framework.arg_scope(3, a=1):
        pass
    assert framework.has_arg_scope(shown)
    assert not framework.has_arg_scope(len)
    assert framework.arg_scoped_arguments(shown) == ("a", "b", "c")


def test_layers_take_arguments_from_scopes(session):
    x = tf.constant(np.ones((2, 5, 6, 3), np.float32))
    regularizer = slim.l2_regularizer(0.01)
    with slim.arg_scope([slim.conv2d, slim.fully_connected], weights_initializer=TENTH, weights_regularizer=regularizer):
        with slim.arg_scope([slim.conv2d], padding="VALID", activation_fn=None):
            net = slim.conv2d(x, 4, 3, scope="c1")
        net = slim.flatten(slim.max_pool2d(net, 2, scope="p1"))
        net = slim.fully_connected(net, 3, scope="fc")
    assert net.op.name == "fc/Relu"
    assert [variable.op.name for variable in slim.get_model_variables()] == [
        "c1/weights",
        "c1/biases",
        "fc/weights",
        "fc/biases",
    ]
    assert len(slim.losses.get_regularization_losses()) == 2
    session.run(tf.global_variables_initializer())
    np.testing.assert_allclose(session.run(net), np.full((2, 3), 2.7 * 8 / 10), rtol=1e-5)


def names(variables):
    return sorted(variable.op.name for variable in variables)


def test_variables_are_found_again():
    first = framework.model_variable("a", [2], initializer=TENTH)
    framework.variable("b", [2], initializer=TENTH, collections=["q"])
    framework.local_variable(1.0, name="loc")
    framework.global_variable(1.0, name="glob")
    with tf.variable_scope("s") as scope:
        inner = framework.model_variable("a", [2], initializer=TENTH)
    assert names(framework.get_variables()) == ["a", "glob", "s/a"]
    assert names(framework.get_model_variables()) == ["a", "s/a"]
    assert names(framework.get_variables("s")) == names(framework.get_variables(scope)) == ["s/a"]
    assert names(framework.get_variables_by_name("a")) == names(framework.get_variables_by_suffix("a")) == ["a", "s/a"]
    assert names(framework.get_local_variables()) == ["loc"]
    assert names(framework.get_trainable_variables()) == ["a", "b", "s/a"]
    assert names(tf.get_collection("q")) == ["b"]
    assert names(framework.get_variables_to_restore()) == ["a", "glob", "s/a"]
    assert names(framework.get_variables_to_restore(include=["s"])) == ["s/a"]
    assert names(framework.get_variables_to_restore(exclude=["s", "glob"])) == ["a"]
    assert framework.get_unique_variable("s/a") is inner
    assert framework.get_variable_full_name(inner) == "s/a"
    assert framework.filter_variables([first, inner], exclude_patterns=["s/"]) == [first]
    assert framework.filter_variables([first, inner], ["a"], reg_search=False) == [first]
    with tf.variable_scope("t"):
        framework.variable("ba", [2], initializer=TENTH)
    assert names(framework.get_variables_by_name("a")) == ["a", "s/a"]
    assert names(framework.get_variables_by_suffix("a")) == ["a", "s/a", "t/ba"]
    with pytest.raises(ValueError, match="Couldn't find variable zz"):
        framework.get_unique_variable("zz")
    with pytest.raises(TypeError, match="include is provided but is not a list or a tuple"):
        framework.get_variables_to_restore("s")


def test_create_train_op_updates_counts_and_gives_the_loss(session):
    v = tf.get_variable("v", initializer=2.0)
    seen = tf.Variable(0.0, trainable=False)
    tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, tf.assign_add(seen, 1.0).op)
    train = slim.learning.create_train_op(tf.square(v), tf.train.GradientDescentOptimizer(0.1))
    assert train.op.name == "train_op/control_dependency"
    assert train in tf.get_collection("train_op")
    session.run(tf.global_variables_initializer())
    assert session.run(train) == 4
    assert session.run([v, seen, tf.train.get_global_step()]) == [pytest.approx(1.6), 1, 1]


def test_gradients_are_clipped_and_multiplied(session):
    v, w = tf.get_variable("v", initializer=2.0), tf.get_variable("w", initializer=3.0)
    train = slim.learning.create_train_op(
        tf.square(v) + 10.0 * w,
        tf.train.GradientDescentOptimizer(1.0),
        global_step=None,
        clip_gradient_norm=1.0,
        gradient_multipliers={"w": 0.05},
        variables_to_train=[v, w],
    )
    session.run(tf.global_variables_initializer())
    session.run(train)
    np.testing.assert_allclose(session.run([v, w]), [1, 2.5])
    with pytest.raises(ValueError, match="Requested multiple of `None` gradient"):
        slim.learning.multiply_gradients([(None, v)], {"v": 2.0})
    for pairs, factors, message in (
        ((), {"v": 2.0}, "`grads_and_vars` must be a list"),
        ([(None, v)], {}, "`gradient_multipliers` is empty"),
        ([(None, v)], [("v", 1)], "`gradient_multipliers` must be a dict"),
    ):
        with pytest.raises(ValueError, match=message):
            slim.learning.multiply_gradients(pairs, factors)


def test_a_loss_that_is_no_number_fails(session):
    v = tf.get_variable("v", initializer=0.0)
    train = slim.learning.create_train_op(tf.log(v), tf.train.GradientDescentOptimizer(0.1))
    session.run(tf.global_variables_initializer())
    with pytest.raises(tf.errors.InvalidArgumentError, match="LossTensor is inf or nan"):
        session.run(train)


def test_losses_of_slim_take_predictions_first(session):
    said, labels = np.array([[1.0, 3.0]], np.float32), np.array([[0.0, 1.0]], np.float32)
    of = slim.losses
    losses = [
        of.mean_squared_error(said, labels),
        of.absolute_difference(said, labels, weight=2.0),
        of.softmax_cross_entropy(said, labels, label_smoothing=0.1),
        of.sigmoid_cross_entropy(said, labels),
        of.sparse_softmax_cross_entropy(said, [1]),
        of.log_loss(labels * 0.5 + 0.25, labels),
        of.mean_pairwise_squared_error(said, labels),
        of.cosine_distance(said, labels, axis=1),
        of.compute_weighted_loss(said, weights=[[1.0, 0.0]]),
    ]
    same = [
        tf.losses.mean_squared_error(labels, said),
        tf.losses.absolute_difference(labels, said, 2.0),
        tf.losses.softmax_cross_entropy(labels, said, label_smoothing=0.1),
        tf.losses.sigmoid_cross_entropy(labels, said),
        tf.losses.sparse_softmax_cross_entropy([1], said),
        tf.losses.log_loss(labels, labels * 0.5 + 0.25),
        0.5,  # pairs are counted otherwise than by tf.losses
        tf.losses.cosine_distance(labels, said, axis=1),
        1.0,
    ]
    assert of.get_losses()[: len(losses)] == losses
    found, expected = session.run([losses, [tf.convert_to_tensor(loss) for loss in same]])
    np.testing.assert_array_equal(found, expected)
    assert session.run(of.hinge_loss(said, labels)).tolist() == [[2, 0]]
    assert slim.metrics.streaming_accuracy is tf.contrib.metrics.streaming_accuracy


# -- optimize_loss -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "optimizer"),
    [
        (0.1, "SGD"),
        (0.1, tf.train.GradientDescentOptimizer),
        (0.1, lambda rate: tf.train.GradientDescentOptimizer(rate)),
        (None, lambda: tf.train.GradientDescentOptimizer(0.1)),
    ],
)
def test_optimize_loss_takes_a_step(session, rate, optimizer):
    v = tf.get_variable("v", initializer=2.0)
    step = tf.train.get_or_create_global_step()
    train = tf.contrib.layers.optimize_loss(tf.square(v), step, rate, optimizer)
    assert train.op.name == "OptimizeLoss/control_dependency"
    assert names(tf.get_collection(tf.GraphKeys.SUMMARIES)) == [
        "OptimizeLoss/global_norm/gradient_norm",
        "OptimizeLoss/loss",
    ]
    session.run(tf.global_variables_initializer())
    assert session.run(train) == 4
    assert session.run([v, step]) == [pytest.approx(1.6), 1]


def test_what_optimize_loss_does_to_gradients(session):
    v = tf.get_variable("v", initializer=2.0)
    step = tf.train.get_or_create_global_step()
    train = tf.contrib.layers.optimize_loss(
        tf.square(v),
        step,
        1.0,
        "SGD",
        gradient_multipliers={v: 3.0},
        clip_gradients=lambda pairs: pairs,
        learning_rate_decay_fn=lambda rate, step: rate * 0.5,
        summaries=["gradients", "gradient_norm", "learning_rate"],
        increment_global_step=False,
        name="o",
    )
    session.run(tf.global_variables_initializer())
    session.run(train)
    assert session.run([v, step]) == [2 - 0.5 * 3 * 4, 0]
    assert names(tf.get_collection(tf.GraphKeys.SUMMARIES)) == sorted(
        f"o/{name}"
        for name in (
            "learning_rate_1",
            "gradients/v_0",
            "gradient_norm/v_0",
            "global_norm/gradient_norm",
            "global_norm/clipped_gradient_norm",
        )
    )
    clipped = tf.contrib.layers.optimize_loss(tf.square(v), step, 1.0, "SGD", clip_gradients=0.5, summaries=[])
    session.run(tf.global_variables_initializer())
    session.run(clipped)
    assert session.run(v) == 1.5
    with pytest.raises(ValueError, match=r"Invalid learning_rate %s\.', -1\.0"):
        tf.contrib.layers.optimize_loss(tf.square(v), step, -1.0, "SGD")
    with pytest.raises(ValueError, match="Optimizer name should be one of"):
        tf.contrib.layers.optimize_loss(tf.square(v), step, 1.0, "X")
    with pytest.raises(ValueError, match="Summaries should be one of"):
        tf.contrib.layers.optimize_loss(tf.square(v), step, 1.0, "SGD", summaries=["x"])
    with pytest.raises(ValueError, match="Learning rate is None"):
        tf.contrib.layers.optimize_loss(tf.square(v), step, None, "SGD")
    with pytest.raises(ValueError, match="Unrecognized optimizer"):
        tf.contrib.layers.optimize_loss(tf.square(v), step, 1.0, 3)
