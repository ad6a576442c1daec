"""Parts of variables that are given new values: slices, rows and elements."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

START = np.arange(24, dtype=np.float32).reshape(2, 3, 4)

SLICES = [
    np.s_[1],
    np.s_[1, 2],
    np.s_[1, 2, 3],
    np.s_[:, 1:],
    np.s_[..., 0],
    np.s_[0, ..., ::-1],
    np.s_[:, np.newaxis, 0],
    np.s_[-1:, :-1, ::2],
    np.s_[5:],
    np.s_[::-1, ::-1, ::-1],
]


@pytest.fixture
def v(session):
    made = tf.Variable(START, name="v")
    session.run(made.initializer)
    return made


@pytest.mark.parametrize("where", SLICES, ids=str)
def test_a_slice_that_is_assigned_is_what_numpys_is(session, v, where):
    expected = START.copy()
    given = -1 - START[where]
    expected[where] = given
    assert session.run(v[where].assign(given)).tolist() == session.run(v).tolist() == expected.tolist()


def test_the_operation_is_tensorflows(v):
    slice_ = v[1, 1:]
    made = slice_.assign(np.ones((2, 4)))
    assert (made.name, made.dtype, made.shape.as_list()) == ("strided_slice/_assign:0", v.dtype, [2, 3, 4])
    assert made.op.type == "StridedSliceAssign"
    assert [tensor.name for tensor in made.op.inputs] == [
        "v:0",
        *("strided_slice/stack:0", "strided_slice/stack_1:0", "strided_slice/stack_2:0"),
        "strided_slice/_assign/value:0",
    ]
    assert made.op.colocation_groups() == [b"loc:@v"]
    assert v[0].assign(np.ones((3, 4)), name="named").name == "named:0"
    assert slice_.assign(np.ones((2, 4))).name == "strided_slice/_assign_1:0"


def test_bounds_may_be_computed(session, v):
    first = tf.placeholder(tf.int32, [])
    session.run(v[first, 1:].assign(tf.zeros([2, 4])), {first: -1})
    assert session.run(v)[1].tolist() == [[12, 13, 14, 15], [0] * 4, [0] * 4]


def test_a_part_may_be_given_another_part_of_the_same_variable(session, v):
    session.run(v[0, 1:].assign(v[0, :-1]))
    assert session.run(v)[0].tolist() == [[0, 1, 2, 3], [0, 1, 2, 3], [4, 5, 6, 7]]


def test_strided_slice_takes_the_variable(session, v):
    session.run(tf.strided_slice(v, [0, 1], [2, 2], var=v).assign(np.zeros((2, 1, 4))))
    assert session.run(v)[:, 1].tolist() == [[0] * 4] * 2


def test_only_slices_of_variables_can_be_assigned(v):
    for part in (v.value()[1:], (v + 1)[1:], tf.strided_slice(v, [0], [1])):
        with pytest.raises(ValueError, match="Sliced assignment is only supported for variables"):
            part.assign(1.0)
    assert not hasattr(v.value(), "assign")


def test_values_of_another_shape_are_refused_and_change_nothing(session, v):
    x = tf.placeholder(tf.float32)
    change = v[0, 1:].assign(x)
    for value, shape in [(1.0, "[]"), (np.ones(4), "[4]"), (np.ones((1, 4)), "[1,4]")]:
        with pytest.raises(tf.errors.UnimplementedError) as caught:
            session.run(change, {x: value})
        assert caught.value.message == (
            f"sliced l-value shape [2,4] does not match r-value shape {shape}. Automatic broadcasting not yet implemented."
        )
    with pytest.raises(tf.errors.InvalidArgumentError, match="slice index 7 of dimension 0 out of bounds"):
        session.run(v[tf.placeholder_with_default(7, [])].assign(np.ones((3, 4))))
    assert session.run(v).tolist() == START.tolist()


# -- by index ----------------------------------------------------------------------------------------------------------


def rows(values, indices):
    return tf.IndexedSlices(tf.constant(values), tf.constant(indices))


def test_rows_are_changed_once_for_each_time_they_are_named(session):
    w = tf.Variable([[8.0, 2.0], [9.0, 4.0]])
    named = rows([[2.0, 4.0], [3.0, 3.0], [5.0, 1.0]], [0, 1, 0])
    for change, expected in [
        (w.scatter_mul, [[80, 8], [27, 12]]),
        (w.scatter_div, [[8 / 10, 2 / 4], [3, 4 / 3]]),
        (w.scatter_min, [[2, 1], [3, 3]]),
        (w.scatter_max, [[8, 4], [9, 4]]),
        (w.scatter_add, [[15, 7], [12, 7]]),
        (w.scatter_sub, [[1, -3], [6, 1]]),
        (w.scatter_update, [[5, 1], [3, 3]]),
    ]:
        session.run(w.initializer)
        assert session.run(change(named)).tolist() == pytest.approx(np.array(expected)) == session.run(w).tolist()


def test_integers_are_divided_towards_zero_one_after_the_other(session):
    w = tf.Variable([7, -7, 6])
    session.run(w.initializer)
    assert session.run(tf.scatter_div(w, [0, 1, 0], [2, 2, 2])).tolist() == [1, -3, 6]


def test_elements_are_changed_by_their_coordinates(session):
    w = tf.Variable([[1, 2], [3, 4], [5, 6]])
    at, given = [[2, 0], [0, 1], [2, 0]], [10, 20, 30]
    for change, expected in [
        (w.scatter_nd_add, [[1, 22], [3, 4], [45, 6]]),
        (w.scatter_nd_sub, [[1, -18], [3, 4], [-35, 6]]),
        (w.scatter_nd_update, [[1, 20], [3, 4], [30, 6]]),
    ]:
        session.run(w.initializer)
        assert session.run(change(at, given)).tolist() == expected
    assert session.run(w.scatter_nd_update([[1]], [[0, 0]])).tolist() == [[1, 20], [0, 0], [30, 6]]
    assert session.run(w.gather_nd(at)).tolist() == [30, 20, 30]
    assert session.run(w.sparse_read([2, 0])).tolist() == [[30, 6], [1, 20]]
    assert session.run(w.batch_scatter_update(rows([[7], [8], [9]], [[1], [0], [1]]))).tolist() == [[1, 7], [8, 0], [30, 9]]


def test_refusals_are_tensorflows(session):
    w = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    session.run(w.initializer)
    indices, updates = tf.placeholder(tf.int32), tf.placeholder(tf.float32)
    change = w.scatter_nd_update(indices, updates)
    for at, given, words in [
        (
            [[1, 0]],
            [9, 8],
            "The outermost dimension of updates and indices must match. Got indices.shape [1,2], updates.shape [2]",
        ),
        (
            [[1]],
            [7],
            "Must have updates.shape = indices.shape[:batch_dim] + params_shape[slice_dim:], got updates.shape: [1], "
            "indices.shape: [1,1], params_shape: [3,2], slice_dim: 1, and batch_dim: 1",
        ),
        ([[5]], [[1, 1]], "indices[0] = [5] does not index into shape [3,2]"),
        ([[0, -1]], [1], "indices[0] = [0, -1] does not index into shape [3,2]"),
    ]:
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            session.run(change, {indices: at, updates: given})
        assert caught.value.message == words
    assert session.run(w).tolist() == [[1, 2], [3, 4], [5, 6]]
    for at, given, words in [
        (
            [[1, 0]],
            [9.0, 8.0],
            "Dimensions [0,1) of indices[shape=[1,2]] = [1] must match dimensions [0,1) of updates[shape=[2]] = [2]: "
            "Dimension 0 in both shapes must be equal, but are 1 and 2",
        ),
        (
            [[1]],
            [7.0],
            "Dimensions [1,2) of input[shape=[3,2]] = [2] must match dimensions [1,1) of updates[shape=[1]] = []: Shapes "
            "must be equal rank, but are 1 and 0",
        ),
        (1, 1.0, "Shape must be at least rank 1 but is rank 0 for 'ScatterNdUpdate"),
    ]:
        with pytest.raises(ValueError) as caught:
            w.scatter_nd_update(at, given)
        assert str(caught.value).startswith(words)
    with pytest.raises(TypeError, match="sparse_delta is not IndexedSlices: 1"):
        w.scatter_mul(1)
