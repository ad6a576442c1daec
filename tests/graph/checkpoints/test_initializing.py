"""Variables that begin with values of a checkpoint."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.checkpoints.initializing import (
    assign_from_checkpoint,
    assign_from_checkpoint_fn,
    init_from_checkpoint,
)


@pytest.fixture
def saved(directory):
    """A checkpoint with `old/w` [4, 2], `old/b` [2] and `rate`."""
    with tf.Graph().as_default(), tf.Session() as session:
        tf.Variable(np.arange(8, dtype=np.float32).reshape(4, 2), name="old/w")
        tf.Variable([5.0, 6.0], name="old/b")
        tf.Variable(0.5, name="rate")
        session.run(tf.global_variables_initializer())
        return tf.train.Saver().save(session, "before/model", write_meta_graph=False)


def initialized(session, *variables):
    session.run(tf.global_variables_initializer())
    return [value.tolist() for value in session.run(list(variables))]


def test_variables_by_object_name_and_scope(session, saved):
    with tf.variable_scope("new"):
        w, b = tf.get_variable("w", [4, 2]), tf.get_variable("b", [2])
    rate = tf.get_variable("speed", [])
    init_from_checkpoint("before", {"old/": "new/", "rate": rate})
    assert initialized(session, w, b, rate) == [np.arange(8).reshape(4, 2).tolist(), [5, 6], 0.5]
    assert session.run(b.initialized_value()).tolist() == [5, 6]
    init_from_checkpoint(saved, {"old/b": "new/b"})
    assert initialized(session, b) == [[5, 6]]


def test_the_root(session, saved):
    with tf.variable_scope("all"), tf.variable_scope("old"):
        b = tf.get_variable("b", [2])
    init_from_checkpoint(saved, {"/": "all/"})
    assert initialized(session, b) == [[5, 6]]


def test_partitioned_variables(session, saved):
    with tf.variable_scope("new", partitioner=tf.fixed_size_partitioner(3)):
        w = tf.get_variable("w", [4, 2])
    init_from_checkpoint(saved, {"old/w": "new/w"})
    assert initialized(session, tf.convert_to_tensor(w)) == [np.arange(8).reshape(4, 2).tolist()]
    init_from_checkpoint(saved, {"old/w": list(w)})
    assert initialized(session, list(w)[2]) == [[[6, 7]]]


def test_what_does_not_fit_is_refused(saved):
    b = tf.get_variable("b", [3])
    with pytest.raises(ValueError, match=r"Shape of variable b:0 \(\(3,\)\) doesn.t match with shape of tensor old/b "):
        init_from_checkpoint(saved, {"old/b": b})
    with pytest.raises(ValueError, match="Tensor nope is not found in before/model checkpoint"):
        init_from_checkpoint(saved, {"nope": b})
    with pytest.raises(ValueError, match="Assignment map with scope only name new should map to scope only old"):
        init_from_checkpoint(saved, {"old": "new/"})
    with tf.variable_scope("new"):
        tf.get_variable("c", [2])
    with pytest.raises(ValueError, match=r"Tensor old/c \(c in old/\) is not found in before/model checkpoint"):
        init_from_checkpoint(saved, {"old/": "new/"})


def test_assigning(session, saved):
    with tf.variable_scope("old", partitioner=tf.fixed_size_partitioner(2)):
        parts = list(tf.get_variable("w", [4, 2]))
    b, other = tf.Variable([0.0, 0.0], name="old/b"), tf.Variable(1.0, name="other")
    operation, feeds = assign_from_checkpoint(saved, [*parts, b, other], ignore_missing_vars=True)
    session.run(tf.global_variables_initializer())
    session.run(operation, feeds)
    assert [value.tolist() for value in session.run([parts[1], b, other])] == [[[4, 5], [6, 7]], [5, 6], 1]
    operation, feeds = assign_from_checkpoint(saved, {"rate": other})
    session.run(operation, feeds)
    assert session.run(other) == 0.5
    with pytest.raises(ValueError, match=r"Checkpoint is missing variable \[other\]"):
        assign_from_checkpoint(saved, [other])
    with pytest.raises(ValueError, match="Total size of new array must be unchanged for old/b"):
        assign_from_checkpoint(saved, {"old/b": other})


def test_a_function_that_assigns(session, saved, caplog):
    b, other = tf.Variable([0.0, 0.0], name="old/b"), tf.Variable(1.0, name="other")
    session.run(tf.global_variables_initializer())
    assign_from_checkpoint_fn(saved, [b, other], ignore_missing_vars=True)(session)
    assert "Variable other missing in checkpoint before/model" in caplog.text
    assert [value.tolist() for value in session.run([b, other])] == [[5, 6], 1]
    column = tf.Variable([[0.0], [0.0]])
    assign_from_checkpoint_fn(saved, {"old/b": column}, reshape_variables=True)(session)
    assert session.run(column).tolist() == [[5], [6]]
    assert assign_from_checkpoint_fn(saved, [other], ignore_missing_vars=True) is None
    with pytest.raises(ValueError, match="var_list cannot be empty"):
        assign_from_checkpoint_fn(saved, [])
