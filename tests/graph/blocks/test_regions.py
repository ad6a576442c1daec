"""Branches and loops of per-record programs: on blocks they give what they give for one record after the other."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.blocks.block_plan import BlockPlan
from headrace.graph.blocks.compiler import compile_block_plan
from headrace.graph.execution.interpreted_session import InterpretedSession


def grown(x, times):
    return tf.while_loop(lambda i, y: i < times, lambda i, y: (i + 1, y * 2 + tf.cast(i, tf.float32)), [0, x])[1]


PROGRAMS = {
    "branch": lambda n, x: tf.cond(n < 100, lambda: x * 2, lambda: -x),
    "other branch": lambda n, x: tf.cond(n > 100, lambda: x * 2, lambda: -x),
    "branches that differ": lambda n, x: tf.cond(tf.equal(n % 3, 0), lambda: x * 2, lambda: -x),
    "results that differ": lambda n, x: tf.cond(n % 2 > 0, lambda: x, lambda: tf.zeros_like(x)) + x,
    "branch by a variable": lambda n, x: tf.cond(tf.Variable(True), lambda: x * 2, lambda: -x),
    "constants": lambda n, x: tf.cond(n < 100, lambda: tf.constant([1.0, 2.0]), lambda: tf.constant([3.0, 4.0])),
    "outside": lambda n, x: tf.cond(n < 100, lambda: tf.Variable([5.0, 6.0]) * 1.0, lambda: x),
    "nested": lambda n, x: tf.cond(
        n < 100, lambda: tf.cond(tf.equal(n % 2, 0), lambda: x, lambda: x * 3), lambda: tf.zeros_like(x)
    ),
    "drawn": lambda n, x: tf.cond(tf.equal(n % 2, 0), lambda: x + tf.random_uniform([2], seed=4), lambda: x),
    "drawn by all": lambda n, x: tf.cond(n < 100, lambda: x + tf.random_uniform([2], seed=4), lambda: x),
    "one after the other": lambda n, x: tf.cond(n < 5, lambda: tf.cond(n < 3, lambda: x, lambda: -x) * 2, lambda: x + 1),
    "loop": lambda n, x: grown(x, 3),
    "loops of several lengths": lambda n, x: grown(x, n % 4),
    "loop in a branch": lambda n, x: tf.cond(tf.equal(n % 2, 0), lambda: grown(x, 2), lambda: x),
    "branch in a loop": lambda n, x: tf.while_loop(
        lambda i, y: i < 4, lambda i, y: (i + 1, tf.cond(tf.equal((i + n) % 2, 0), lambda: y + 1, lambda: y * 2)), [0, x]
    )[1],
    "loop that draws": lambda n, x: tf.while_loop(
        lambda i, y: i < 2, lambda i, y: (i + 1, y + tf.random_uniform([2], seed=9)), [0, x]
    )[1],
    "checked": lambda n, x: tf.reduce_sum(x) + tf.cast(checked(n), tf.float32),
}


def checked(n):
    with tf.control_dependencies([tf.assert_less(n, 1000)]):
        return tf.identity(n)


def until(end, session, batch):
    while True:
        try:
            yield session.run(batch)
        except end:
            return


def program(name):
    n = tf.train.range_input_producer(11, num_epochs=1, shuffle=False).dequeue()
    x = tf.stack([tf.cast(n, tf.float32), 0.5])
    return PROGRAMS[name](n, x), n


@pytest.mark.parametrize("name", PROGRAMS)
def test_blocks_give_what_records_give(name):
    found = []
    for kind in (tf.Session, InterpretedSession):
        with tf.Graph().as_default() as graph:
            tf.set_random_seed(3)
            batch = tf.train.batch(list(program(name)), 1)
            with kind(graph=graph) as session:
                session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
                coord = tf.train.Coordinator()
                threads = tf.train.start_queue_runners(session, coord)
                given = [[value.tolist() for value in found] for found in until(tf.errors.OutOfRangeError, session, batch)]
                coord.request_stop()
                coord.join(threads)
        found.append(given)
    assert found[0] == found[1]
    assert len(found[0]) == 11


@pytest.mark.parametrize("name", PROGRAMS)
def test_they_run_in_blocks(name):
    queue = tf.FIFOQueue(20, [tf.float32])
    with tf.Session() as session:
        plan = compile_block_plan(session, queue.enqueue([program(name)[0]]))
        assert isinstance(plan, BlockPlan), plan
        if name != "checked":  # Assert itself looks at one record after the other
            one_by_one = ("nested", "one after the other", "loop in a branch", "branch in a loop", "loop that draws")
            assert bool(plan.by_record) is (name in one_by_one)


def test_what_fails_in_a_branch_is_told_of_its_record():
    n = tf.train.range_input_producer(9, num_epochs=1, shuffle=False).dequeue()
    value = tf.cond(n > 5, lambda: tf.gather(tf.constant([1.0, 2.0]), n, name="pick"), lambda: tf.constant(0.0))
    batch = tf.train.batch([value, n], 1)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        given = [int(number) for _, (number,) in until(tf.errors.OpError, session, batch)]
        with pytest.raises(tf.errors.InvalidArgumentError, match="indices = 6 is not in"):
            coord.join(threads)
    assert given == list(np.arange(6))
