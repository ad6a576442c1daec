"""Variables in parts: one for the program, joined where a tensor is wanted."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.variables.partitioned import PartitionedVariable
from headrace.graph.variables.partitioners import PartitionInfo


def table(rows=5, columns=2, parts=2):
    """A variable whose element [i, j] is 10 i + j."""

    def numbers(shape, dtype, partition_info):
        start = partition_info.var_offset[0]
        return tf.constant([[10.0 * (start + i) + j for j in range(shape[1])] for i in range(shape[0])], dtype)

    return tf.get_variable("t", [rows, columns], initializer=numbers, partitioner=tf.fixed_size_partitioner(parts))


WHOLE = np.array([[10.0 * i + j for j in range(2)] for i in range(5)], np.float32)


def test_the_parts_joined_are_the_whole(session):
    variable = table()
    session.run(tf.global_variables_initializer())
    assert [part.shape.as_list() for part in variable] == [[3, 2], [2, 2]]
    np.testing.assert_array_equal(session.run(variable.as_tensor()), WHOLE)
    np.testing.assert_array_equal(session.run(tf.matmul(variable, [[1.0], [0.0]])), WHOLE[:, :1])


def test_the_parts_take_their_parts_of_a_value(session):
    variable = table()
    session.run(tf.global_variables_initializer())
    session.run(variable.assign_add(tf.ones([5, 2])))
    np.testing.assert_array_equal(session.run(variable.as_tensor()), WHOLE + 1)
    session.run(variable.assign_sub([np.ones([3, 2]), np.zeros([2, 2])], read_value=False))
    np.testing.assert_array_equal(session.run(variable.as_tensor())[:3], WHOLE[:3])
    session.run(tf.assign_add(variable, tf.ones([5, 2])))
    session.run(tf.assign_sub(variable, 3.0 * WHOLE))
    np.testing.assert_array_equal(session.run(variable.as_tensor())[:3], 1 - 2 * WHOLE[:3])
    session.run(tf.assign(variable, -WHOLE))
    np.testing.assert_array_equal(session.run(variable.as_tensor()), -WHOLE)
    session.run(variable.assign(variable))
    with pytest.raises(ValueError, match="t has 2 parts, not 1"):
        variable.assign([1.0])


def test_identity_and_scaled_initializers_know_the_whole(session):
    cut = tf.fixed_size_partitioner(2)
    eye = tf.get_variable("eye", [4, 4], initializer=tf.initializers.identity(2.0), partitioner=cut)
    wide = tf.get_variable("wide", [3000, 2], initializer=tf.uniform_unit_scaling_initializer(), partitioner=cut)
    session.run(tf.global_variables_initializer())
    np.testing.assert_array_equal(session.run(eye.as_tensor()), 2 * np.eye(4))
    drawn = np.abs(session.run(wide.as_tensor()))
    assert 0.02 < drawn.max() <= np.sqrt(3 / 3000)


def test_training_changes_all_parts(session):
    variable = table()
    step = tf.train.GradientDescentOptimizer(1.0).minimize(tf.reduce_sum(variable))
    session.run(tf.global_variables_initializer())
    session.run(step)
    np.testing.assert_array_equal(session.run(variable.as_tensor()), WHOLE - 1)


def test_it_is_no_reference():
    with pytest.raises(TypeError, match="requires that input 'ref' be a mutable tensor"):
        tf.scatter_add(table(), [0], [[1.0, 1.0]])


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"variable_list": 3}, TypeError, "variable_list is not a list or tuple: 3"),
        ({"variable_list": []}, ValueError, "variable_list may not be empty"),
        ({"partitions": 3}, TypeError, "partitions is not a list or tuple: 3"),
        ({"partitions": [0, 1]}, ValueError, "partition values must be positive: [0, 1]"),
        ({"partitions": [2]}, ValueError, "len(shape) != len(partitions): (5, 2) vs. [2]"),
        ({"shape": [6, 2]}, ValueError, "All variables' full shapes must match shape: (6, 2); but full shapes were: [[5, 2]]"),
    ],
)
def test_parts_that_do_not_fit_are_refused(change, error, says):
    given = {"name": "t", "shape": [5, 2], "dtype": tf.float32, "variable_list": list(table()), "partitions": [2, 1]}
    with pytest.raises(error) as caught:
        PartitionedVariable(**(given | change))
    assert str(caught.value) == says


def test_parts_must_say_of_what_they_are_parts():
    with pytest.raises(ValueError, match="All variables must have a save_slice_info available"):
        PartitionedVariable("t", [1], tf.float32, [tf.Variable([1.0])], [1])


def test_cuts_in_two_dimensions_are_not_joined():
    part = tf.Variable([[1.0]])
    part._set_save_slice_info(tf.Variable.SaveSliceInfo("t", [2, 2], [0, 0], [1, 1]))
    variable = PartitionedVariable("t", [2, 2], tf.float32, [part, part], [2, 2])
    with pytest.raises(NotImplementedError, match="Cannot concatenate along more than one dimension"):
        variable.as_tensor()
    with pytest.raises(NotImplementedError, match="Cannot do assign action along more than one dimension"):
        variable.assign([[1.0]])
    with pytest.raises(ValueError, match="Cannot get a length for 2 > 1 partition axes"):
        len(variable)


def test_where_a_part_lies():
    info = PartitionInfo([4, 6], [2, 0])
    assert info.single_slice_dim([2, 6]) == 0
    assert info.single_offset([2, 6]) == 2
    assert PartitionInfo([4], [0]).single_offset([4]) == 0


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: PartitionInfo(4, [0]), TypeError, "`full_shape` must be a sequence (like tuple or list) instead of int"),
        (lambda: PartitionInfo([4], "0"), TypeError, "`var_offset` must be a sequence (like tuple or list) instead of str"),
        (lambda: PartitionInfo([4], [0, 0]), ValueError, "Expected equal length, but `var_offset` is of length 2 while"),
        (lambda: PartitionInfo([4], [4]), ValueError, "Expected 0 <= offset < shape but found offset=4, shape=4 for"),
        (lambda: PartitionInfo([4], [2]).single_slice_dim([3]), ValueError, "would exceed self.full_shape=[4] in dimension 0."),
        (lambda: PartitionInfo([4], [2]).single_slice_dim(3), TypeError, "`shape` must be a sequence"),
        (lambda: PartitionInfo([4], [2]).single_slice_dim([1, 1]), ValueError, "but received shape=[1, 1] of length 2 while"),
        (lambda: PartitionInfo([4, 4], [2, 2]).single_slice_dim([2, 2]), ValueError, "either dimension 1 or 0."),
    ],
)
def test_a_wrong_part_is_refused(call, error, says):
    with pytest.raises(error) as caught:
        call()
    assert says in str(caught.value)
