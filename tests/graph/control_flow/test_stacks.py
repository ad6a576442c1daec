"""Stacks: what a loop keeps for its gradient."""

from __future__ import annotations

import pytest

import headrace as tf
from headrace.graph.control_flow.stacks import STACK, STACK_CLOSE, STACK_POP, STACK_PUSH


def stack(max_size=-1):
    return STACK(max_size, elem_type=tf.float32, name="kept")


def test_values_come_back_in_the_other_order():
    handle = stack()
    with tf.control_dependencies([STACK_PUSH(handle, 1.0)]):
        second = STACK_PUSH(handle, 2.0)
    with tf.control_dependencies([second]):
        last = STACK_POP(handle, elem_type=tf.float32)
    with tf.control_dependencies([last]):
        first = STACK_POP(handle, elem_type=tf.float32)
    with tf.Session() as sess:
        assert sess.run([second, last, first]) == [2.0, 2.0, 1.0]
        assert sess.run([second, last, first]) == [2.0, 2.0, 1.0]  # each run has a stack of its own


def test_an_empty_stack_is_told():
    with (
        tf.Session() as sess,
        pytest.raises(tf.errors.InvalidArgumentError, match=r"Stack\[kept_\d+\] is empty when calling Pop"),
    ):
        sess.run(STACK_POP(stack(), elem_type=tf.float32))


def test_a_full_stack_is_told():
    handle = stack(1)
    with tf.control_dependencies([STACK_PUSH(handle, 1.0)]):
        second = STACK_PUSH(handle, 2.0)
    with tf.Session() as sess, pytest.raises(tf.errors.InvalidArgumentError, match=r"overflowed its max_size \(1\)"):
        sess.run(second)


def test_a_closed_stack_is_empty():
    handle = stack()
    with tf.control_dependencies([STACK_PUSH(handle, 1.0)]):
        closed = STACK_CLOSE(handle)
    with tf.control_dependencies([closed]):
        popped = STACK_POP(handle, elem_type=tf.float32)
    with tf.Session() as sess, pytest.raises(tf.errors.InvalidArgumentError, match="is empty"):
        sess.run(popped)
