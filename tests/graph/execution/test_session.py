"""Sessions: what can be fetched and fed, whose the results are, how runs end."""

from __future__ import annotations

from collections import namedtuple

import numpy as np
import pytest
from support.threads import in_thread, outcome, wait_until

import headrace as tf
from headrace.pipeline.queues import Queue


def test_any_nesting_of_fetches_comes_back_in_its_shape():
    a, b = tf.constant(1), tf.constant([2.0])
    pair = namedtuple("pair", "first second")
    with tf.Session() as session:
        found = session.run({"x": [a, (b,)], "y": pair(a, tf.no_op()), "z": "Const:0"})
        assert found["x"][0] == 1
        assert found["x"][1][0].tolist() == [2.0]
        assert found["y"] == pair(1, None)
        assert found["z"] == 1
        assert session.run([]) == []
        assert type(session.run(a)) is np.int32
        assert session.run(tf.constant("text")) == b"text"


def test_wrong_fetches_and_feeds_are_refused_in_tensorflows_words(graph):
    with tf.Graph().as_default():
        other = tf.constant(1, name="other")
    p = tf.placeholder(tf.float32, [2], name="p")
    with tf.Session() as session:
        with pytest.raises(TypeError, match=r'Argument `fetch` = None has invalid type "NoneType"\. Cannot be None'):
            session.run(None)
        with pytest.raises(ValueError, match="'nope:0' refers to a Tensor which does not exist"):
            session.run("nope:0")
        with pytest.raises(ValueError, match="refers to an Operation not in the graph"):
            session.run("nope")
        with pytest.raises(ValueError, match="is not an element of this graph"):
            session.run(other)
        with pytest.raises(ValueError, match=r"Cannot feed value of shape \(1,\) for Tensor p:0, which has shape \(2,\)"):
            session.run(p, {p: [1.0]})
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            session.run(p)
        assert caught.value.message == "You must feed a value for placeholder tensor 'p' with dtype float and shape [2]"
        assert caught.value.op is p.op
    with pytest.raises(RuntimeError, match="Attempted to use a closed Session"):
        session.run(p, {p: [1.0, 2.0]})
    with tf.Graph().as_default(), pytest.raises(RuntimeError, match="The Session graph is empty"):
        tf.Session().run([])


def test_any_tensor_can_be_fed():
    x = tf.constant(3) + 4
    y = x * 2
    with tf.Session() as session:
        assert session.run(y) == 14
        assert session.run([x, y], {x: 1}) == [1, 2]


def test_what_is_fetched_is_the_callers_own():
    v = tf.Variable(np.zeros(3, np.float32))
    c = tf.constant([1.0, 2.0])
    add = v.assign_add([1.0, 1.0, 1.0])
    with tf.Session() as session:
        session.run(v.initializer)
        before = session.run(v)
        session.run(add)
        assert before.tolist() == [0, 0, 0]
        fetched = session.run(c)
        fetched[:] = 9
        assert session.run(c).tolist() == [1.0, 2.0]
        fed = np.array([5.0, 6.0], np.float32)
        out = session.run(tf.identity(c), {c: fed})
        out[:] = 0
        assert fed.tolist() == [5.0, 6.0]


def test_two_waits_that_do_not_depend_on_each_other_end():
    queue = tf.FIFOQueue(1, [tf.int32], shapes=[()])
    put, take = queue.enqueue(7), queue.dequeue()
    with tf.Session() as session:
        assert session.run([take, put]) == [7, None]
        first, second = tf.FIFOQueue(1, [tf.int32], shapes=[()]), tf.FIFOQueue(1, [tf.int32], shapes=[()])
        both = first.dequeue() + second.dequeue()
        started = in_thread(lambda: session.run(both))
        session.run(second.enqueue(2))
        session.run(first.enqueue(3))
        assert outcome(started) == 5


def test_a_time_limit_leaves_the_queue_as_it_was():
    queue = tf.FIFOQueue(10, [tf.int32], shapes=[()])
    with tf.Session() as session:
        session.run(queue.enqueue_many([[1, 2, 3]]))
        with pytest.raises(tf.errors.DeadlineExceededError, match="Timed out waiting for notification"):
            session.run(queue.dequeue_many(4), options=tf.RunOptions(timeout_in_ms=20))
        assert session.run(queue.dequeue_many(3)).tolist() == [1, 2, 3]


def test_closing_a_session_wakes_what_waits_in_it():
    queue = tf.FIFOQueue(10, [tf.int32], shapes=[()])
    session = tf.Session()
    take = queue.dequeue()
    started = in_thread(lambda: session.run(take))
    wait_until(lambda: any(plain.statistics().blocked_dequeues for plain in session.resources(Queue)))
    session.close()
    assert isinstance(outcome(started), tf.errors.CancelledError)


def test_many_threads_use_one_session():
    x = tf.placeholder(tf.int32, [])
    counter = tf.Variable(0)
    count = counter.assign_add(1)
    y = x * x
    with tf.Session() as session:
        session.run(counter.initializer)

        def work(k):
            for _ in range(50):
                assert session.run([y, count.op], {x: k})[0] == k * k

        started = [in_thread(lambda k=k: work(k)) for k in range(8)]
        assert [outcome(one) for one in started] == [None] * 8
        assert session.run(counter) == 400


def test_a_callable_takes_the_values_to_feed():
    x = tf.placeholder(tf.float32, [])
    with tf.Session() as session:
        double = session.make_callable(x * 2, [x])
        assert double(4) == 8
        with pytest.raises(tf.errors.InvalidArgumentError, match="You must feed a value"):
            double()


def test_an_interactive_session_is_the_default():
    session = tf.InteractiveSession()
    x = tf.constant(2)
    assert x.eval() == 2
    session.close()
    with pytest.raises(ValueError, match="No default session is registered"):
        x.eval()


def test_a_plan_is_straight_line_python():
    x = tf.placeholder(tf.float32, [None])
    y = (x + 1) * (x + 1) + tf.constant(2.0) * tf.constant(3.0)
    with tf.Session() as session:
        text = session.plan(y, [x])
        assert text.startswith("def plan(run, fed0):")
        assert text.count("AddV2") == 2  # the equal sums are one, the product of constants is folded
        assert "Const" not in text


def test_the_same_seed_gives_the_same_numbers():
    def numbers():
        with tf.Graph().as_default(), tf.Session() as session:
            tf.set_random_seed(3)
            x = tf.random_normal([4])
            return [session.run(x).tolist() for _ in range(2)]

    first = numbers()
    assert first == numbers()
    assert first[0] != first[1]


def test_an_assertion_shows_its_data():
    with tf.Session() as session:
        check = tf.Assert(tf.constant(False), ["msg", tf.constant([1, 2, 3])], summarize=2)
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            session.run(check)
        assert caught.value.message == "assertion failed: [msg] [1 2...]"


def test_a_branch_runs_only_when_taken():
    v = tf.Variable(0)
    p = tf.placeholder(tf.bool, [])
    x = tf.placeholder(tf.float32, [])
    y = tf.cond(p, lambda: v.assign_add(1), lambda: v.assign_sub(5))
    z = tf.cond(p, lambda: tf.cond(x > 0, lambda: x * x, lambda: -x), lambda: 3 * x)
    gradient = tf.gradients(z, x)[0]
    with tf.Session() as session:
        session.run(v.initializer)
        assert session.run(y, {p: True}) == 1
        assert session.run(y, {p: False}) == -4
        for taken, value, expected in ((True, 2.0, 4.0), (True, -2.0, -1.0), (False, 5.0, 3.0)):
            assert session.run(gradient, {p: taken, x: value}) == expected
        assert session.run(v.initialized_value()) == -4


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: tf.train.GradientDescentOptimizer(0.1), [0.8, 0.64]),
        (lambda: tf.train.MomentumOptimizer(0.1, 0.5), [0.8, 0.54]),
        (lambda: tf.train.AdamOptimizer(0.1), [0.9, 0.8004]),
    ],
)
def test_an_optimizer_steps_down_the_gradient(make, expected):
    v = tf.Variable(1.0)
    step = tf.Variable(0, trainable=False)
    train = make().minimize(tf.square(v), global_step=step)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for count, value in enumerate(expected, start=1):
            session.run(train)
            np.testing.assert_allclose(session.run(v), value, rtol=1e-3)
            assert session.run(step) == count


def test_sparse_gradients_change_only_their_rows():
    v = tf.Variable(np.ones((3, 2), np.float32))
    loss = tf.reduce_sum(tf.gather(v, [2, 0, 2]))
    for optimizer in (
        tf.train.GradientDescentOptimizer(1.0),
        tf.train.MomentumOptimizer(1.0, 0.0),
        tf.train.AdamOptimizer(0.5),
    ):
        train = optimizer.minimize(loss)
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(train)
            rows = session.run(v)
            assert rows[1].tolist() == [1.0, 1.0]
            assert (rows[[0, 2]] < 1).all()


def test_python_errors_in_py_func_are_its_cause():
    def fail(x):
        raise ValueError("no good")

    y = tf.py_func(fail, [tf.constant(1)], tf.int32)
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError, match="ValueError: no good") as caught:
        session.run(y)
    chain = caught.value.__cause__
    while not isinstance(chain, ValueError) or isinstance(chain, tf.errors.OpError):
        chain = chain.__cause__
    assert chain.args == ("no good",)


def test_bytes_of_numpy_keep_the_zeros_at_their_end():
    text = tf.placeholder(tf.string, [])
    with tf.Session() as session:
        assert session.run(text, {text: np.bytes_(b"ab\0")}) == b"ab\0"
        assert session.run(tf.constant(np.bytes_(b"ab\0"))) == b"ab\0"
