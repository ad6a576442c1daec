"""Optimizers: three steps beside TensorFlow's, what they make and how it is called, training in a branch, what is refused."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

GRADIENT_DESCENT = "GradientDescent"


def gradient_descent():
    return tf.train.GradientDescentOptimizer(0.1)


def momentum():
    return tf.train.MomentumOptimizer(0.1, 0.9)


def nesterov():
    return tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True)


def adam():
    return tf.train.AdamOptimizer(0.1, 0.8, 0.9, 1e-4)


ALL = [gradient_descent, momentum, nesterov, adam]


def started():
    """A session where every variable has its initial value."""
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return session


def names(variables):
    return [variable.name for variable in variables]


# -- the steps ---------------------------------------------------------------------------------------------------------

# What TensorFlow 2.21 (compat.v1, graph mode, ref variables) has after three steps: v, b and the slots of v.
AFTER_THREE_STEPS = [
    (gradient_descent, False, [[0.512, -1.458], [1.536, 0.3645], [1.024, 1.458]], 1.904, []),
    (
        momentum,
        False,
        [[0.062, -0.972], [0.186, 0.243], [0.124, 0.972]],
        3.281,
        [[[3.98, -4.68], [11.94, 1.17], [7.96, 4.68]]],
    ),
    (
        nesterov,
        False,
        [[-0.10835198, -0.654642], [-0.3250559, 0.1636605], [-0.21670395, 0.654642]],
        2.456096,
        [[[3.1808, -4.2282], [9.5424, 1.05705], [6.3616, 4.2282]]],
    ),
    (
        adam,
        False,
        [[0.7017573, -1.7007209], [2.700433, 0.2053839], [1.7007022, 1.7007209]],
        0.7990062,
        [
            [[0.8641949, -0.9200446], [2.8160508, 0.18828587], [1.8400812, 0.9200446]],
            [[0.87191427, 0.97298133], [9.079888, 0.04373748], [3.891895, 0.97298133]],
        ],
    ),
    (gradient_descent, True, [[0.512, -1.458], [3, 0.5], [0.432, 1.024]], 1.904, []),
    (momentum, True, [[0.062, -0.972], [3, 0.5], [-1.08, 0.124]], 3.281, [[[3.98, -4.68], [0, 0], [10.8, 7.96]]]),
    (
        nesterov,
        True,
        [[-0.10835198, -0.654642], [3, 0.5], [-0.8665919, -0.21670395]],
        2.456096,
        [[[3.1808, -4.2282], [0, 0], [6.0768, 6.3616]]],
    ),
    (
        adam,
        True,
        [[0.7017573, -1.7007209], [3, 0.5], [1.7006927, 1.7007022]],
        0.7990062,
        [
            [[0.8641949, -0.9200445], [0, 0], [3.6801541, 1.8400812]],
            [[0.8719143, 0.97298133], [0, 0], [15.567518, 3.891895]],
        ],
    ),
]


@pytest.mark.parametrize(("make", "gathered", "v_after", "b_after", "slots_after"), AFTER_THREE_STEPS)
def test_three_steps_end_where_tensorflows_do(make, gathered, v_after, b_after, slots_after):
    v = tf.Variable([[1.0, -2.0], [3.0, 0.5], [2.0, 2.0]])
    b = tf.Variable(0.5)
    x = tf.gather(v, [2, 0, 2]) if gathered else v
    loss = tf.reduce_sum(tf.square(x) * [1.0, 0.5]) + tf.square(b - 2.0) * 3.0
    optimizer = make()
    step = optimizer.minimize(loss)
    with started() as session:
        for _ in range(3):
            assert session.run(step) is None
        slots = [optimizer.get_slot(v, name) for name in optimizer.get_slot_names()]
        for variable, expected in zip([v, b, *slots], [v_after, b_after, *slots_after], strict=True):
            np.testing.assert_allclose(session.run(variable), expected, rtol=2e-6, atol=1e-7)


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("dtype", [tf.float16, tf.float64])
def test_steps_keep_the_variables_type(make, dtype):
    v = tf.Variable([1.0, 2.0], dtype=dtype)
    w = tf.Variable(1.0)
    step = make().minimize(tf.reduce_sum(v * v) + tf.cast(w * w, dtype))
    with started() as session:
        session.run(step)
        values = session.run([v, w])
    assert [value.dtype for value in values] == [dtype.as_numpy_dtype, np.float32]
    assert (values[0] < [1, 2]).all()
    assert values[1] < 1


def test_hyperparameters_may_be_fed_computed_or_asked_for():
    v = tf.Variable(1.0)
    rate = tf.placeholder(tf.float32, [])
    count = tf.train.get_or_create_global_step()
    halved = 0.5 / tf.cast(count + 1, tf.float32)
    steps = [
        tf.train.GradientDescentOptimizer(rate).minimize(v * v),
        tf.train.MomentumOptimizer(lambda: 0.5, lambda: 0.0).minimize(v * v),
        tf.train.GradientDescentOptimizer(halved).minimize(v * v, global_step=count),
    ]
    with started() as session:
        session.run(steps[0], {rate: 0.25})
        assert session.run(v) == 0.5
        v.load(2.0, session)
        session.run(steps[1])
        assert session.run(v) == 0
        v.load(2.0, session)
        session.run(steps[2])  # rate 0.5
        assert session.run(v) == 0
        v.load(2.0, session)
        session.run(steps[2])  # rate 0.25
        assert session.run(v) == 1


def test_a_constraint_holds_after_each_step():
    v = tf.Variable([1.0, 2.0], constraint=lambda value: tf.maximum(value, 0.9))
    rows = tf.Variable([[1.0], [2.0]], constraint=lambda value: tf.maximum(value, 0.95))
    step = gradient_descent().minimize(tf.reduce_sum(v * v) + tf.reduce_sum(tf.gather(rows, [0]) ** 2))
    with started() as session:
        session.run(step)
        np.testing.assert_allclose(session.run(v), [0.9, 1.6])
        np.testing.assert_allclose(session.run(rows), [[0.95], [2]])


def test_the_loss_fetched_with_a_step_is_the_one_before_it():
    v = tf.Variable([1.0, 2.0])
    loss = tf.reduce_sum(v * v)
    step = gradient_descent().minimize(loss)
    with started() as session:
        assert session.run([loss, step]) == [5, None]
        assert session.run([step, loss]) == [None, pytest.approx(3.2)]


def test_what_a_step_was_made_under_runs_with_each_step():
    v, count = tf.Variable(1.0), tf.Variable(0, trainable=False)
    with tf.control_dependencies([tf.assign_add(count, 1)]):
        step = adam().minimize(v * v)
    with started() as session:
        assert session.run(count) == 0  # slots started without it
        session.run(step)
        session.run(step)
        assert session.run(count) == 2


# -- the global step ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [tf.int32, tf.int64, tf.float32])
def test_the_global_step_counts_steps_and_their_operation_is_the_one_that_counts(dtype):
    v, count = tf.Variable(1.0), tf.Variable(0, dtype=dtype, trainable=False)
    step = gradient_descent().minimize(v * v, global_step=count)
    assert [step.type, step.name] == ["AssignAdd", GRADIENT_DESCENT]
    with started() as session:
        assert session.run(step) is None
        session.run(step)
        assert session.run(count) == 2


@pytest.mark.parametrize("make", ALL)
def test_the_global_step_counts_after_the_variables_have_changed(make):
    v, count = tf.Variable(1.0, name="v"), tf.Variable(0, trainable=False)
    seen = []
    gradient = tf.py_func(lambda value, at: seen.append(int(at)) or np.float32(2 * value), [v, count], tf.float32)
    gradient.set_shape([])
    step = make().apply_gradients([(gradient, v)], global_step=count)
    bad = make().apply_gradients([(tf.check_numerics(tf.log(v - 9.0), "bad"), v)], global_step=count)
    with started() as session:
        session.run(step)
        session.run(step)
        with pytest.raises(tf.errors.InvalidArgumentError):
            session.run(bad)
        assert [seen, session.run(count)] == [[0, 1], 2]


def test_the_global_step_must_be_a_variable():
    v = tf.Variable(1.0)
    with pytest.raises(TypeError, match="requires that input 'ref' be a mutable tensor"):
        gradient_descent().minimize(v * v, global_step=tf.constant(1))


# -- gradients and variables -------------------------------------------------------------------------------------------


def test_gradients_come_with_the_variables_that_can_be_trained():
    v, w = tf.Variable(3.0, name="v"), tf.Variable(2.0, name="w")
    tf.Variable(2.0, name="fixed", trainable=False)
    pairs = gradient_descent().compute_gradients(v * v)
    assert [(gradient is None, variable) for gradient, variable in pairs] == [(False, v), (True, w)]
    assert gradient_descent().compute_gradients(v * v, var_list=(w,)) == [(None, w)]
    (alone,) = gradient_descent().compute_gradients(v * v, var_list=v)
    (weighed,) = gradient_descent().compute_gradients(v * v, [v], grad_loss=tf.constant(5.0))
    with started() as session:
        assert session.run([alone, weighed]) == [(6, 3), (30, 3)]


def test_only_the_variables_asked_for_change():
    v, w = tf.Variable(1.0), tf.Variable(1.0)
    step = gradient_descent().minimize(v * v + w * w, var_list=[w])
    with started() as session:
        session.run(step)
        assert session.run([v, w]) == [1, pytest.approx(0.8)]


def test_gradients_may_be_changed_before_they_are_applied():
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(1.0)
    optimizer = tf.train.GradientDescentOptimizer(1.0)
    pairs = optimizer.compute_gradients(tf.reduce_sum(v * v))
    clipped = [(None if g is None else tf.clip_by_value(g, -0.5, 0.5), variable) for g, variable in pairs]
    step = optimizer.apply_gradients(clipped)
    with started() as session:
        session.run(step)
        assert session.run(v).tolist() == [0.5, 1.5]
        assert session.run(w) == 1


def test_gradients_may_be_arrays_lists_slices_or_come_from_a_zip():
    v = tf.Variable([1.0, 2.0])
    optimizer = tf.train.GradientDescentOptimizer(1.0)
    slices = tf.IndexedSlices(tf.constant([1.0, 1.0]), tf.constant([1, 1]))
    steps = [
        optimizer.apply_gradients([(np.array([0.5, 0.5], np.float32), v)]),
        optimizer.apply_gradients([([0.5, 0.5], v)]),
        optimizer.apply_gradients([(slices, v)]),
        optimizer.apply_gradients(zip([tf.constant([1.0, 1.0])], [v], strict=True)),
    ]
    after = [[0.5, 1.5], [0, 1], [0, -1], [-1, -2]]
    with started() as session:
        for step, expected in zip(steps, after, strict=True):
            session.run(step)
            assert session.run(v).tolist() == expected


@pytest.mark.parametrize("make", ALL)
def test_a_gradient_of_no_rows_changes_nothing_that_has_not_moved(make):
    v, rows = tf.Variable([[1.0, 2.0], [3.0, 4.0]]), tf.placeholder(tf.int32, [None])
    step = make().minimize(tf.reduce_sum(tf.gather(v, rows)))
    with started() as session:
        session.run(step, {rows: []})
        assert session.run(v).tolist() == [[1, 2], [3, 4]]
        session.run(step, {rows: [0]})
        assert session.run(v)[1].tolist() == [3, 4]


# -- what they make ----------------------------------------------------------------------------------------------------


def test_slots_are_called_as_tensorflow_calls_them():
    expected = {
        gradient_descent: ([], []),
        momentum: (["momentum"], ["b/Momentum:0", "v/Momentum:0"]),
        adam: (
            ["m", "v"],
            ["b/Adam:0", "b/Adam_1:0", "beta1_power:0", "beta2_power:0", "v/Adam:0", "v/Adam_1:0"],
        ),
    }
    for make, (slots, variables) in expected.items():
        with tf.Graph().as_default():
            v, b = tf.Variable([1.0, 2.0], name="v"), tf.Variable(0.5, name="b")
            optimizer = make()
            optimizer.minimize(tf.reduce_sum(v * v) + b)
            assert optimizer.get_slot_names() == slots
            assert names(optimizer.variables()) == variables
            assert sorted(names(tf.global_variables())) == sorted(["v:0", "b:0", *variables])
            assert tf.trainable_variables() == [v, b]
            for slot in slots:
                assert optimizer.get_slot(v, slot).shape.as_list() == [2]
            assert optimizer.get_slot(v, "nope") is None


def test_slots_of_scopes_and_of_several_steps_are_called_as_tensorflow_calls_them():
    with tf.name_scope("net"):
        w = tf.Variable([1.0, 2.0], name="w")
    loss = tf.reduce_sum(w * w)
    with tf.name_scope("again"):
        first = tf.train.AdamOptimizer(name="mine").minimize(loss)
    second = tf.train.AdamOptimizer(name="mine").minimize(loss)
    assert [first.name, second.name] == ["again/mine", "mine"]
    assert names(tf.global_variables()) == [
        "net/w:0",
        "again/beta1_power:0",
        "again/beta2_power:0",
        "net/w/mine:0",
        "net/w/mine_1:0",
        "beta1_power:0",
        "beta2_power:0",
        "net/w/mine_2:0",
        "net/w/mine_3:0",
    ]


def test_one_optimizer_keeps_its_slots_over_several_steps():
    v, w = tf.Variable(1.0, name="v"), tf.Variable(1.0, name="w")
    optimizer = tf.train.AdamOptimizer(0.1)
    first, second = optimizer.minimize(v * v, var_list=[v]), optimizer.minimize(w * w, var_list=[w])
    again = optimizer.minimize(v * v, var_list=[v])
    assert names(tf.global_variables()) == [
        "v:0",
        "w:0",
        "beta1_power:0",
        "beta2_power:0",
        "v/Adam:0",
        "v/Adam_1:0",
        "w/Adam:0",
        "w/Adam_1:0",
    ]
    with started() as session:
        for step in (first, second, again):
            session.run(step)
        # The powers of beta are shared: TensorFlow's numbers.
        np.testing.assert_allclose(session.run([v, w]), [0.81450826, 0.9255866], rtol=1e-6)


def test_steps_are_called_after_the_optimizer_and_collected(graph):
    v = tf.Variable(1.0, name="v")
    optimizer = gradient_descent()
    assert optimizer.get_name() == GRADIENT_DESCENT
    steps = [optimizer.minimize(v * v, name="train"), optimizer.minimize(v * v), optimizer.minimize(v * v)]
    assert [step.name for step in steps] == ["train", GRADIENT_DESCENT, "GradientDescent_1"]
    assert tf.get_collection(tf.GraphKeys.TRAIN_OP) == steps
    assert "train/update_v/ApplyGradientDescent" in [op.name for op in graph.get_operations()]


def test_the_powers_of_beta_grow_when_all_variables_have_changed(graph):
    v, w = tf.Variable(1.0, name="v"), tf.Variable([1.0, 2.0], name="w")
    tf.train.AdamOptimizer().minimize(v * v + tf.reduce_sum(tf.gather(w, [1])))
    for name in ("Adam/Assign", "Adam/Assign_1"):
        after = [op.name for op in graph.get_operation_by_name(name).inputs[1].op.control_inputs]
        assert after == ["Adam/update_v/ApplyAdam", "Adam/update_w/group_deps"]


# -- steps in a branch -------------------------------------------------------------------------------------------------

# TensorFlow's numbers after two steps.
IN_A_BRANCH = [
    (gradient_descent, [0.64, 1.28], ["v:0"]),
    (momentum, [0.46, 0.92], ["v:0", "v/Momentum:0"]),
    (
        lambda: tf.train.AdamOptimizer(0.1),
        [0.8004, 1.8002],
        ["v:0", "cond/beta1_power:0", "cond/beta2_power:0", "v/Adam:0", "v/Adam_1:0"],
    ),
]


@pytest.mark.parametrize(("make", "expected", "variables"), IN_A_BRANCH)
@pytest.mark.parametrize("whole", [True, False])
def test_a_step_in_a_branch_is_taken_where_the_branch_is(make, expected, variables, whole):
    p, v, optimizer = tf.placeholder(tf.bool, []), tf.Variable([1.0, 2.0], name="v"), make()
    if whole:
        step = tf.cond(p, lambda: optimizer.minimize(tf.reduce_sum(v * v)), tf.no_op)
    else:
        pairs = optimizer.compute_gradients(tf.reduce_sum(v * v))
        step = tf.cond(p, lambda: optimizer.apply_gradients(pairs), tf.no_op)
    assert names(tf.global_variables()) == variables
    with started() as session:
        session.run(step, {p: False})
        assert session.run(v).tolist() == [1, 2]
        for _ in range(2):
            session.run(step, {p: True})
        np.testing.assert_allclose(session.run(v), expected, atol=5e-5)
