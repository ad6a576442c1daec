"""Ranks: checked at once where they are known, when run otherwise. Texts are those of TensorFlow 1.15."""

from __future__ import annotations

import pytest

import headrace as tf

KINDS = {
    tf.assert_rank: (2, "must have rank", "[2]"),
    tf.assert_rank_at_least: (2, "must have rank at least", "[2]"),
    tf.assert_rank_in: ([2, 3], "must have rank in", "[2] [3]"),
}


@pytest.mark.parametrize("check", KINDS, ids=lambda check: check.__name__)
def test_a_rank_that_is_known_is_checked_at_once(check):
    rank, words, _ = KINDS[check]
    with tf.Graph().as_default(), tf.Session() as session:
        session.run(check([[1]], rank))
        told = "(array(2, dtype=int32), array(3, dtype=int32))" if isinstance(rank, list) else rank
        with pytest.raises(ValueError) as caught:
            check([1.0, 2.0], rank, message="hey")
        text = f"hey.  Tensor {check.__name__}/x:0 {words} {told}.  Received rank 1, shape (2,)"
        assert str(caught.value) == text.replace("/x:0", "_1/x:0")


@pytest.mark.parametrize("check", KINDS, ids=lambda check: check.__name__)
def test_a_rank_that_is_not_known_is_checked_when_run(check):
    rank, words, told = KINDS[check]
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.placeholder(tf.float32, name="p")
        operation = check(x, rank)
        session.run(operation, {x: [[1.0]]})
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            session.run(operation, {x: [1.0, 2.0]})
        wanted = f"assertion failed: [] [Tensor p:0 {words}] {told} [Received shape: ] [2]"
        assert caught.value.message.split("\n")[0] == wanted
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"assertion failed: \[d\]"):
            session.run(check(x, rank, data=["d"]), {x: 1.0})


def test_a_wanted_rank_may_be_a_tensor_of_type_int32():
    with tf.Graph().as_default(), tf.Session() as session:
        rank = tf.placeholder(tf.int32, [])
        operation = tf.assert_rank([1.0], rank)
        session.run(operation, {rank: 1})
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"must have rank\] \[2\] \[Received shape: \] \[1\]"):
            session.run(operation, {rank: 2})
        with pytest.raises(TypeError, match=r"rank:0 must be of type <dtype: 'int32'>"):
            tf.assert_rank([1.0], 1.5)
        with pytest.raises(ValueError, match=r"Rank must be a scalar\."):
            tf.assert_rank([1.0], [1, 2])
