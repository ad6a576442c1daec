"""Updates of several small variables at once: whatever happens, what happens is what happens one after the other."""

from __future__ import annotations

import threading
import weakref

import numpy as np
import pytest
from support import optimizers as settings

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession
from headrace.graph.runtime.arena import Arena

SHAPES = [(), (3,), (2, 2), (1,), (0,), (5,)]
OPTIMIZERS = [
    lambda: tf.train.GradientDescentOptimizer(0.1),
    lambda: tf.train.MomentumOptimizer(0.1, 0.9),
    lambda: tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True),
    lambda: tf.train.AdamOptimizer(0.1),
    settings.adagrad,
    settings.adadelta,
    settings.rms_prop,
    settings.centered,
    settings.ftrl,
    settings.ftrl_shrinking,
    settings.proximal,
    settings.proximal_adagrad,
    settings.dual,
]


def variables(dtype=tf.float32):
    draw = np.random.default_rng(1)
    return [tf.Variable(draw.standard_normal(shape), dtype=dtype) for shape in SHAPES]


def is_at_once(sess, train):
    return "k_together" in sess.plan(train)


def values(sess):
    return [np.asarray(value).tobytes() for value in sess.run(tf.global_variables())]


@pytest.mark.parametrize("dtype", [tf.float32, tf.float64, tf.float16])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_steps_are_those_of_the_interpreter(optimizer, dtype):
    x = tf.placeholder(dtype, [])
    found = variables(dtype)
    loss = tf.add_n([tf.reduce_sum(tf.square(variable * x) * variable) for variable in found])
    train = optimizer().minimize(loss)
    init = tf.global_variables_initializer()
    change = [tf.assign(found[1], [1, 2, 3]), tf.assign_add(found[5], [1, 2, 3, 4, 5])]
    seen = []
    for kind in (tf.Session, InterpretedSession):
        with kind() as sess:
            sess.run(init)
            steps = []
            for step in range(4):
                sess.run(train, {x: 0.5 + step})
                steps.append(values(sess))
                sess.run(change)
            seen.append(steps)
            if (
                kind is tf.Session and dtype == tf.float32 and optimizer is not settings.dual
            ):  # which reads its step for each variable
                assert "k_together" in sess.plan(train, [x])
    assert seen[0] == seen[1]


@pytest.mark.parametrize("missing", range(len(SHAPES)))
def test_a_variable_without_a_value_ends_the_step_where_it_stands(missing):
    found = variables()
    gradients = [(tf.ones(shape), variable) for shape, variable in zip(SHAPES, found, strict=True)]
    train = tf.train.GradientDescentOptimizer(0.5).apply_gradients(gradients)
    told = []
    for kind in (tf.Session, InterpretedSession):
        with kind() as sess:
            present = [variable for place, variable in enumerate(found) if place != missing]
            sess.run([variable.initializer for variable in present])
            if kind is tf.Session:
                assert is_at_once(sess, train)
            with pytest.raises(tf.errors.FailedPreconditionError) as caught:
                sess.run(train)
            told.append((str(caught.value), [value.tobytes() for value in sess.run(present)]))
            sess.run(found[missing].initializer)
            sess.run(train)
            told[-1] += (values(sess),)
    assert told[0] == told[1]


def test_a_gradient_of_another_shape_is_refused_at_its_variable():
    found = variables()
    fed = tf.placeholder(tf.float32, None)
    gradients = [(tf.identity(fed) if place == 3 else tf.ones(shape), found[place]) for place, shape in enumerate(SHAPES)]
    train = tf.train.AdagradOptimizer(0.5).apply_gradients(gradients)
    init = tf.global_variables_initializer()
    told = []
    for kind in (tf.Session, InterpretedSession):
        with kind() as sess:
            sess.run(init)
            with pytest.raises(tf.errors.InvalidArgumentError) as caught:
                sess.run(train, {fed: [1.0, 2.0]})
            told.append((str(caught.value), values(sess)))
            sess.run(train, {fed: [1.0]})
            told[-1] += (values(sess),)
    assert told[0] == told[1]
    assert "Adagrad/update_Variable_3/ApplyAdagrad" in told[0][0]


@pytest.mark.parametrize("source", ["own", "next", "shared"])
def test_gradients_may_be_variables(source):
    found = [tf.Variable([1.0 + place, 2.0]) for place in range(6)]
    gradients = {
        "own": [variable.read_value() for variable in found],
        "next": [found[place - 1] + 0 for place in range(6)],
        "shared": [tf.reshape(found[2], [2])] * 6,
    }[source]
    train = tf.train.MomentumOptimizer(0.5, 0.9).apply_gradients(zip(gradients, found, strict=True))
    init = tf.global_variables_initializer()
    seen = []
    for kind in (tf.Session, InterpretedSession):
        with kind() as sess:
            sess.run(init)
            for _ in range(3):
                sess.run(train)
            seen.append(values(sess))
    assert seen[0] == seen[1]


def test_a_learning_rate_that_is_trained_itself():
    rate = tf.Variable(0.5)
    found = [rate, *(tf.Variable([1.0, 2.0]) for _ in range(5))]
    gradients = [(tf.ones_like(variable.initial_value), variable) for variable in found]
    train = tf.train.GradientDescentOptimizer(rate).apply_gradients(gradients)
    init = tf.global_variables_initializer()
    seen = []
    for kind in (tf.Session, InterpretedSession):
        with kind() as sess:
            sess.run(init)
            sess.run(train)
            seen.append(values(sess))
    assert seen[0] == seen[1]


def test_what_is_fetched_stays_as_it_was():
    found = variables()
    train = tf.train.GradientDescentOptimizer(0.5).apply_gradients([(tf.ones(v.shape), v) for v in found])
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(train)
        before = sess.run(found)
        kept = [np.array(value) for value in before]
        sess.run(train)
        for value, copy in zip(before, kept, strict=True):
            np.testing.assert_array_equal(value, copy)


def test_no_step_of_several_threads_is_lost():
    found = [tf.Variable(np.zeros(4, np.float32)) for _ in range(8)]
    some = tf.train.GradientDescentOptimizer(-1.0).apply_gradients([(tf.ones([4]), v) for v in found])
    others = tf.train.GradientDescentOptimizer(-1.0).apply_gradients([(tf.ones([4]), v) for v in found[3:]])
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())

        def steps(train):
            for _ in range(100):
                sess.run(train)

        threads = [threading.Thread(target=steps, args=(train,)) for train in (some, some, others)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [value.tolist() for value in sess.run(found)] == [[200.0] * 4] * 3 + [[300.0] * 4] * 5


def test_large_variables_are_changed_one_by_one():
    found = [tf.Variable(np.zeros(5000, np.float32)) for _ in range(5)]
    train = tf.train.GradientDescentOptimizer(-1.0).apply_gradients([(tf.ones([5000]), v) for v in found])
    with tf.Session() as sess:
        assert not is_at_once(sess, train)


def test_a_closed_session_gives_the_memory_back_whoever_holds_its_plan():
    found = [tf.Variable(np.zeros(4, np.float32)) for _ in range(8)]
    train = tf.train.GradientDescentOptimizer(-1.0).apply_gradients([(tf.ones([4]), v) for v in found])
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(train)
        plan = sess._request(train, None).plan
        (arena,) = sess.resources(Arena)
        memory = weakref.ref(arena._arrays[0])
    assert memory() is None
    with pytest.raises(tf.errors.CancelledError):
        plan(sess.context)
