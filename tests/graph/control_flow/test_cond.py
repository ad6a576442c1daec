"""tf.cond: one branch runs, what it returns comes in the structure that the functions return."""

from __future__ import annotations

import collections

import numpy as np
import pytest

import headrace as tf

Pair = collections.namedtuple("Pair", "a b")


@pytest.fixture
def choose():
    return tf.placeholder(tf.bool, [], name="choose")


def results(fetch, choose):
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        return [sess.run(fetch, {choose: branch}) for branch in (True, False)]


def test_the_value_is_that_of_the_branch(choose):
    x = tf.constant(3.0)
    assert results(tf.cond(choose, lambda: x * 2, lambda: -x), choose) == [6.0, -3.0]


def test_only_the_operations_of_one_branch_run(choose):
    count, other = tf.Variable(0), tf.Variable(0)
    which = tf.cond(choose, lambda: count.assign_add(1), lambda: other.assign_add(10))
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        assert [sess.run(which, {choose: branch}) for branch in (True, True, False)] == [1, 2, 10]
        assert sess.run([count, other]) == [2, 10]


def test_what_was_made_outside_always_runs(choose):
    count = tf.Variable(0)
    added = count.assign_add(1)
    which = tf.cond(choose, lambda: tf.identity(added), lambda: tf.constant(-1))
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(which, {choose: False})
        assert sess.run(count) == 1


def test_branches_that_return_operations_give_a_bool_that_says_which_ran(choose):
    count = tf.Variable(0)
    ran = tf.cond(choose, lambda: tf.group(count.assign_add(1)), tf.no_op)
    assert isinstance(ran, tf.Tensor)
    assert ran.dtype == tf.bool
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        assert [sess.run(ran, {choose: branch}) for branch in (True, False)] == [True, False]
        assert sess.run(count) == 1


@pytest.mark.parametrize(
    "like",
    [lambda a, b: [a, b], lambda a, b: (a, b), lambda a, b: {"a": a, "b": [b]}, Pair, lambda a, b: [a, (b, {"c": a})]],
)
def test_structures_come_back(choose, like):
    branches = tf.cond(choose, lambda: like(tf.constant(1), tf.constant(2.5)), lambda: like(tf.constant(3), tf.constant(4.5)))
    assert results(branches, choose) == [like(np.int32(1), np.float32(2.5)), like(np.int32(3), np.float32(4.5))]


def test_a_list_of_one_is_its_element_unless_strict(choose):
    assert isinstance(tf.cond(choose, lambda: [1], lambda: [2]), tf.Tensor)
    assert isinstance(tf.cond(choose, lambda: [1], lambda: [2], strict=True), list)


def test_shapes_of_the_branches_are_merged(choose):
    merged = tf.cond(choose, lambda: tf.zeros([2, 3]), lambda: tf.zeros([2, 5]))
    assert merged.shape.as_list() == [2, None]


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (lambda: tf.cond(True, lambda: 1, lambda: 2), TypeError, "pred must not be a Python bool"),
        (
            lambda: tf.cond(tf.constant(1), lambda: 1, lambda: 2),
            TypeError,
            "Input 'pred' of 'Switch' Op has type int32 that does not match expected type of bool.",
        ),
        (lambda: tf.cond(tf.constant([True]), lambda: 1, lambda: 2), ValueError, "must be rank 0 but is rank 1"),
        (lambda: tf.cond(tf.constant(True), 1, lambda: 2), TypeError, "true_fn must be callable"),
        (lambda: tf.cond(tf.constant(True), lambda: 1, 2), TypeError, "false_fn must be callable"),
        (lambda: tf.cond(tf.constant(True), lambda: 1), TypeError, "'false_fn' argument required"),
        (lambda: tf.cond(tf.constant(True), lambda: 1, lambda: 2.0), ValueError, "must have the same type"),
        (lambda: tf.cond(tf.constant(True), lambda: [1, 2], lambda: [1]), ValueError, "same nested structure"),
        (lambda: tf.cond(tf.constant(True), lambda: {"a": 1}, lambda: {"b": 1}), ValueError, "don't have the same set of keys"),
        (lambda: tf.cond(tf.constant(True), lambda: [1, 2], lambda: (1, 2)), TypeError, "same nested structure"),
        (lambda: tf.cond(tf.constant(True), lambda: Pair(1, 2), lambda: (1, 2)), TypeError, "same sequence type"),
        (lambda: tf.cond(tf.constant(True), lambda: {"a": 1}, lambda: [1], strict=True), TypeError, "same sequence type"),
        (lambda: tf.cond(tf.constant(True), lambda: [1], lambda: 1, strict=True), ValueError, "is a sequence, while"),
        (lambda: tf.cond(tf.constant(True), lambda: [1, [2, 3]], lambda: [[1, 2], 3]), ValueError, "is a sequence, while"),
        (lambda: tf.cond(tf.constant(True), lambda: None, lambda: 1), ValueError, "true_fn must have a return value."),
        (lambda: tf.cond(tf.constant(True), lambda: [1, None], lambda: [1, None]), ValueError, "None values not supported."),
        (lambda: tf.cond(tf.constant(True), list, list), ValueError, "must return at least one result."),
    ],
)
def test_what_cannot_be_a_condition_is_refused(make, kind, words):
    with pytest.raises(kind) as raised:
        make()
    assert words in str(raised.value)


def test_branches_in_which_nothing_is_computed():
    x = tf.placeholder(tf.float32, [3])
    s = tf.placeholder(tf.float32, [])
    more = s + 1.0
    chosen = tf.cond(tf.reduce_sum(x) > 0.0, lambda: more, lambda: s)
    with tf.Session() as sess:
        assert [sess.run(chosen, {s: 5.0, x: [sign] * 3}) for sign in (1.0, -1.0)] == [6.0, 5.0]
