"""Moving averages: TensorFlow's numbers, names and collections; what to restore; what is refused."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.training.moving_averages import assign_moving_average, weighted_moving_average

EMA = tf.train.ExponentialMovingAverage


def started():
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return session


def names(variables):
    return [variable.op.name for variable in variables]


# -- what they do ------------------------------------------------------------------------------------------------------


def test_the_average_of_a_variable_begins_with_its_value_and_follows_it():
    x = tf.Variable(10.0)
    ema = EMA(0.9)
    with tf.control_dependencies([tf.assign_add(x, 10.0)]):
        move = ema.apply([x])
    with started() as session:
        assert session.run(ema.average(x)) == 10
        for expected in (11, 12.9, 15.61):  # 0.9 * 10 + 0.1 * 20, ...
            session.run(move)
            np.testing.assert_allclose(session.run(ema.average(x)), expected, rtol=1e-6)


def test_an_average_that_is_made_later_begins_with_the_value_that_the_variable_has():
    x = tf.Variable(10.0)
    ema = EMA(0.9)
    ema.apply([x])
    with tf.Session() as session:
        session.run(x.initializer)
        x.load(5.0, session)
        session.run(ema.average(x).initializer)
        assert session.run(ema.average(x)) == 5


def test_the_average_of_a_tensor_begins_with_zeros_debiased_where_asked():
    fed = tf.placeholder(tf.float32, [])
    plain, debiased = EMA(0.5), EMA(0.5, zero_debias=True, name="fair")
    moves = [plain.apply([fed]), debiased.apply([fed])]
    with started() as session:
        for value, expected in ((4, [2, 4]), (4, [3, 4]), (8, [5.5, 6.285714])):
            session.run(moves, {fed: value})
            found = session.run([plain.average(fed), debiased.average(fed)])
            np.testing.assert_allclose(found, expected, rtol=1e-6)


def test_averages_move_faster_in_the_beginning_where_updates_are_counted():
    x, count = tf.Variable(1.0), tf.Variable(0, trainable=False)
    ema = EMA(0.9, num_updates=count)
    move = ema.apply([x])
    with started() as session:
        x.load(2.0, session)
        expected = 1.0
        for at in (0, 1, 2, 1000):
            count.load(at, session)
            session.run(move)
            decay = min(0.9, (1 + at) / (10 + at))
            expected = decay * expected + (1 - decay) * 2
            np.testing.assert_allclose(session.run(ema.average(x)), expected, rtol=1e-6)


def test_a_variable_can_be_moved_towards_a_value():
    v, w = tf.Variable(0.0, name="v"), tf.Variable([0.0, 1.0], dtype=tf.float64)
    debiased = assign_moving_average(v, 3.0, 0.9)
    plain = assign_moving_average(w, np.array([2.0, 3.0]), tf.constant(0.75), zero_debias=False)
    with started() as session:
        np.testing.assert_allclose([session.run(debiased) for _ in range(3)], [3, 3, 3], rtol=1e-5)
        assert session.run(plain).tolist() == [0.5, 1.5]
        assert session.run(plain).tolist() == [0.875, 1.875]


def test_an_average_may_be_weighted():
    value, weight = tf.placeholder(tf.float32, [2]), tf.placeholder(tf.float32, [])
    average = weighted_moving_average(value, 0.5, weight)
    assert [average.op.name, names(tf.global_variables())] == [
        "WeightedMovingAvg/WeightedMovingAvg",
        ["WeightedMovingAvg/value_x_weight", "WeightedMovingAvg/weight"],
    ]
    with started() as session:
        assert session.run(average, {value: [2, 4], weight: 3}).tolist() == [2, 4]
        np.testing.assert_allclose(session.run(average, {value: [8, 8], weight: 1}), [4.4, 5.6], rtol=1e-6)


def test_a_step_moves_the_averages_after_the_variables():
    x = tf.Variable(1.0)
    ema = EMA(0.5)
    with tf.control_dependencies([tf.train.GradientDescentOptimizer(1.0).minimize(4.0 * x)]):
        train = ema.apply()
    with started() as session:
        session.run(train)
        assert session.run([x, ema.average(x)]) == [-3, -1]


def test_apply_may_be_called_again():
    x, y = tf.Variable(1.0, name="x"), tf.Variable(2.0, name="y")
    ema = EMA(0.5)
    first, second = ema.apply([x]), ema.apply([x, y])
    assert [first.name, second.name] == ["ExponentialMovingAverage", "ExponentialMovingAverage_1"]
    assert names(tf.global_variables()) == ["x", "y", "x/ExponentialMovingAverage", "y/ExponentialMovingAverage"]


# -- what they are called ----------------------------------------------------------------------------------------------


def test_variables_operations_and_collections_are_tensorflows(graph):
    v, t = tf.Variable([1.0, 2.0], name="v"), tf.constant([1.0, 2.0], name="t")
    ema = EMA(0.9, num_updates=3, zero_debias=True)
    assert [ema.name, ema.apply([v, t]).name] == ["ExponentialMovingAverage"] * 2
    assert names(tf.global_variables()) == [
        "v",
        "v/ExponentialMovingAverage",
        "t/ExponentialMovingAverage",
        "t/ExponentialMovingAverage/biased",
        "t/ExponentialMovingAverage/local_step",
    ]
    assert [tf.moving_average_variables(), tf.trainable_variables()] == [[v], [v]]
    moves = graph.get_operation_by_name("ExponentialMovingAverage").control_inputs
    assert [(op.name, op.type) for op in moves] == [
        ("ExponentialMovingAverage/AssignMovingAvg", "AssignSub"),
        ("ExponentialMovingAverage/AssignMovingAvg_1", "Assign"),
    ]


def test_a_second_debiased_move_has_variables_of_its_own():
    v = tf.Variable(0.0, name="v")
    for _ in range(2):
        assign_moving_average(v, 3.0, 0.9)
    assert names(tf.global_variables()) == ["v", "v/biased", "v/local_step", "v/biased_1", "v/local_step_1"]


def test_averages_stand_below_the_variable_scope_in_which_they_are_made():
    with tf.variable_scope("sc"):
        w = tf.get_variable("w", [2])
        ema, other = EMA(0.9), EMA(0.9)
        ema.apply([w])
        assert ema.average_name(w) == "sc/sc/w/ExponentialMovingAverage"  # as TensorFlow has it
        assert other.average_name(w) == "sc/sc/w/ExponentialMovingAverage_1"
        other.apply([w])
        assert other.average_name(w) == "sc/sc/w/ExponentialMovingAverage_1"


def test_the_name_of_an_average_is_known_before_the_average_is_made():
    v = tf.Variable(1.0, name="v")
    ema = EMA(0.9, name="slow")
    assert [ema.average(v), ema.average_name(v), ema.average_name(v)] == [None, "v/slow", "v/slow"]
    ema.apply([v])
    assert [ema.average(v).op.name, ema.average_name(v)] == ["v/slow", "v/slow"]


# -- what to restore ---------------------------------------------------------------------------------------------------


def test_variables_are_restored_from_their_averages_the_others_from_themselves():
    v, w = tf.Variable(1.0, name="v"), tf.Variable(2.0, name="w")
    fixed, step = tf.Variable(3.0, trainable=False, name="fixed"), tf.train.get_or_create_global_step()
    ema = EMA(0.9)
    assert ema.variables_to_restore() == {
        "v/ExponentialMovingAverage": v,
        "w/ExponentialMovingAverage": w,
        "fixed": fixed,
        "global_step": step,
    }
    ema.apply([v, fixed])
    found = ema.variables_to_restore()
    assert [found.pop(f"{name}/ExponentialMovingAverage") for name in ("v", "w", "fixed")] == [v, w, fixed]
    assert found == {"global_step": step}
    assert ema.variables_to_restore([w])["v"] is v


# -- what is refused ---------------------------------------------------------------------------------------------------


def test_numbers_that_are_not_floating_have_no_average():
    count = tf.Variable(0, name="count")
    with pytest.raises(TypeError, match=r"^The variables must be half, float, or double: count:0$"):
        EMA(0.9).apply([count])
