"""Array ops as programs use them: values, static shapes, the names of what they build."""

import math

import numpy as np
import pytest

import headrace as tf
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.core.static_values import constant_value, constant_value_as_shape
from headrace.graph.execution.session import Session
from headrace.graph.types import dtypes
from headrace.graph.types.shapes import Dimension

X = np.arange(30, dtype=np.float32).reshape(5, 6)


@pytest.fixture(autouse=True)
def graph():
    with Graph().as_default() as graph:
        yield graph


def floats(*shape, name="x"):
    return tf.placeholder(dtypes.float32, list(shape), name=name)


def ints(*shape, name="i"):
    return tf.placeholder(dtypes.int32, list(shape), name=name)


def run(tensors, feed=None):
    with Session() as session:
        return session.run(tensors, feed)


def built(graph, skip=("Placeholder",)):
    """What stands in the graph: type, name and inputs of each operation."""
    return [
        (op.type, op.name, *(tensor.op.name for tensor in op.inputs)) for op in graph.get_operations() if op.type not in skip
    ]


@pytest.mark.parametrize(
    "index",
    [
        np.s_[1:],
        np.s_[...],
        np.s_[..., None],
        np.s_[-1, ::2],
        np.s_[:, 1],
        np.s_[::-1, None, 2:4],
        np.s_[3, 4],
        np.s_[4:1:-2, ..., -1],
        np.s_[10:, :0],
        np.s_[()],
    ],
    ids=str,
)
def test_indexing_is_numpys(index):
    known, unknown = floats(5, 6), tf.placeholder(dtypes.float32)
    assert known[index].static_shape == X[index].shape
    np.testing.assert_array_equal(run(known[index], {known: X}), X[index])
    np.testing.assert_array_equal(run(unknown[index], {unknown: X}), X[index])


def test_an_index_may_be_a_tensor_and_its_operations_have_tensorflows_names(graph):
    x, i = floats(5, 6), ints()
    row = x[i]
    assert row.static_shape == (6,)
    assert built(graph) == [
        ("Const", "add/y"),
        ("AddV2", "add", "i", "add/y"),
        ("Pack", "strided_slice/stack", "i"),
        ("Pack", "strided_slice/stack_1", "add"),
        ("Const", "strided_slice/stack_2"),
        ("StridedSlice", "strided_slice", "x", "strided_slice/stack", "strided_slice/stack_1", "strided_slice/stack_2"),
    ]
    np.testing.assert_array_equal(run(row, {x: X, i: 3}), X[3])


def test_bounds_of_different_integer_types_become_int64(graph):
    at = tf.placeholder(dtypes.int64, [], name="at")
    part = floats(5, 6)[at:]
    assert [tensor.dtype for tensor in part.op.inputs[1:]] == [dtypes.int64] * 3
    assert ("Cast", "strided_slice/Cast", "strided_slice/stack_1") in built(graph)


def test_a_bool_index_is_a_mask():
    x = floats(5, 6)
    np.testing.assert_array_equal(run(x[x > 20.0], {x: X}), X[X > 20])


def test_a_scalar_string_stays_bytes():
    texts = constant(["ab", "c"])
    assert run([texts[1], tf.gather(texts, 0), tf.unstack(texts)[1], tf.reshape(texts[:1], [])]) == [
        b"c",
        b"ab",
        b"c",
        b"ab",
    ]


@pytest.mark.parametrize("bad", [1.5, "a", [True, False]], ids=str)
def test_other_indices_are_refused(bad):
    with pytest.raises(TypeError, match=r"^Only integers, slices \(`:`\), ellipsis"):
        floats(5, 6)[bad]


def test_lists_with_tensors_in_them_are_packed(graph):
    one = constant(1)
    convert_to_tensor([one, 2])
    nested = convert_to_tensor([[one, 2], [3, 4]], name="foo")
    assert built(graph) == [
        ("Const", "Const"),
        ("Const", "packed/1"),
        ("Pack", "packed", "Const", "packed/1"),
        ("Const", "foo/0/1"),
        ("Pack", "foo/0", "Const", "foo/0/1"),
        ("Const", "foo/1_1"),
        ("Pack", "foo", "foo/0", "foo/1_1"),
    ]
    assert run(nested).tolist() == [[1, 2], [3, 4]]


def test_values_beside_tensors_take_their_type_and_tensors_the_type_asked_for():
    half = constant(0.5)
    assert convert_to_tensor([1, half]).dtype is dtypes.float32
    assert convert_to_tensor([half, 2], dtypes.int32).dtype is dtypes.int32


def test_dimensions_serve_as_sizes():
    x = floats(2, 3)
    assert tf.reshape(x, [x.shape[1], x.shape[0]]).static_shape == (3, 2)
    assert tf.zeros([x.shape[0], Dimension(4)]).static_shape == (2, 4)


def test_reshape_knows_what_a_computed_shape_says():
    x, y = floats(None), floats(4, 3)
    assert tf.reshape(x, [tf.shape(x)[0], 2]).static_shape == (None, 2)
    assert tf.reshape(y, [-1, 6]).static_shape == (2, 6)
    assert tf.reshape(y, tf.concat([tf.shape(y)[:1], [3, 1]], 0)).static_shape == (4, 3, 1)
    assert tf.reshape(x, ints(2)).static_shape == (None, None)
    assert tf.reshape(floats(0, None), [-1, 2]).static_shape == (0, 2)


def test_concat_takes_both_orders_of_arguments(graph):
    x, y = floats(2, 3), floats(None, 3, name="y")
    assert tf.concat([x, y], 0).static_shape == (None, 3)
    assert tf.concat(1, [x, x]).static_shape == (2, 6)
    assert tf.concat(concat_dim=-1, values=[x, x]).static_shape == (2, 6)
    alone = tf.concat([x], 0)
    assert (alone.op.type, alone.op.name) == ("Identity", "concat_3/concat")
    assert built(graph)[:2] == [("Const", "concat/axis"), ("ConcatV2", "concat", "x", "y", "concat/axis")]


def test_split_takes_both_orders_of_arguments():
    x = floats(4, 6)
    assert [part.static_shape for part in tf.split(x, 2)] == [(2, 6)] * 2
    assert [part.static_shape for part in tf.split(0, 2, x)] == [(2, 6)] * 2
    assert [part.static_shape for part in tf.split(x, [1, -1], 1)] == [(4, 1), (4, 5)]
    values = np.arange(24, dtype=np.float32).reshape(4, 6)
    parts = run(tf.split(x, [1, 2, 3], 1), {x: values})
    for found, expected in zip(parts, np.split(values, [1, 3], 1), strict=True):
        np.testing.assert_array_equal(found, expected)


def test_what_broadcasting_cannot_change_is_known():
    assert tf.broadcast_to(floats(1, 3), ints(2)).static_shape == (None, 3)


def test_a_tensor_is_a_stack_already():
    x = floats(2, 3)
    assert tf.stack(x) is x


def test_stack_of_values_is_a_constant(graph):
    tf.stack([1, 2])
    x = floats()
    tf.stack([x, 1.0])
    assert built(graph) == [("Const", "stack"), ("Const", "stack_1/1"), ("Pack", "stack_1", "x", "stack_1/1")]


def test_small_zeros_are_constants_and_large_ones_filled(graph):
    tf.zeros([2, 3])
    tf.zeros([100, 100])
    tf.zeros([constant(1), 2])
    assert built(graph) == [
        ("Const", "zeros"),
        ("Const", "zeros_1/shape_as_tensor"),
        ("Const", "zeros_1/Const"),
        ("Fill", "zeros_1", "zeros_1/shape_as_tensor", "zeros_1/Const"),
        ("Const", "Const"),
        ("Const", "zeros_2/packed/1"),
        ("Pack", "zeros_2/packed", "Const", "zeros_2/packed/1"),
        ("Const", "zeros_2/Const"),
        ("Fill", "zeros_2", "zeros_2/packed", "zeros_2/Const"),
    ]


def test_transpose_of_unknown_rank_reverses_what_comes(graph):
    x = tf.placeholder(dtypes.float32, name="x")
    y = tf.transpose(x)
    assert [name for _, name, *_ in built(graph)] == [
        "transpose/Rank",
        "transpose/sub/y",
        "transpose/sub",
        "transpose/Range/limit",
        "transpose/Range/delta",
        "transpose/Range",
        "transpose",
    ]
    np.testing.assert_array_equal(run(y, {x: X}), X.T)


def test_where_chooses_rows_by_a_vector():
    assert run(tf.where([True, False], [[1, 2], [3, 4]], [[5, 6], [7, 8]])).tolist() == [[1, 2], [7, 8]]
    assert run(tf.where([[True, False], [False, True]])).tolist() == [[0, 0], [1, 1]]


def test_boolean_mask_with_an_axis():
    x = constant(X)
    mask = np.array([True, False, True, False, False, True])
    found = tf.boolean_mask(x, mask, axis=1)
    assert found.static_shape == (5, None)
    np.testing.assert_array_equal(run(found), X[:, mask])


def test_eye_takes_sizes_that_are_tensors():
    size, batch = tf.placeholder(tf.int32, []), tf.placeholder(tf.int32, [1])
    found = [tf.eye(size), tf.eye(size, 3), tf.eye(2, batch_shape=batch), tf.eye(size, 1, batch_shape=[1, 2], dtype=tf.int32)]
    assert [one.static_shape for one in found] == [(None, None), (None, 3), (None, 2, 2), (1, 2, None, 1)]
    first, second, third, fourth = run(found, {size: 2, batch: [3]})
    np.testing.assert_array_equal(first, np.eye(2))
    np.testing.assert_array_equal(second, np.eye(2, 3))
    np.testing.assert_array_equal(third, np.broadcast_to(np.eye(2), (3, 2, 2)))
    np.testing.assert_array_equal(fourth, np.broadcast_to(np.eye(2, 1), (1, 2, 2, 1)))


def test_what_is_computed_as_tensorflow_computes_it():
    found = run(
        [
            tf.unique([3, 1, 3]).idx,
            tf.setdiff1d([1, 2, 3, 2], [3]).idx,
            tf.invert_permutation([1, 2, 0]),
            tf.reverse_sequence([[1, 2, 3], [4, 5, 6]], [2, 3], seq_axis=1),
            tf.eye(2, 3),
            tf.one_hot([1, -1, 7], 3),
            tf.one_hot([[1]], 2, axis=0),
            tf.lin_space(0.0, 1.0, 5),
            tf.range(0, 2, 0.5),
            tf.pad([[1, 2, 3]], [[0, 0], [2, 1]], "REFLECT"),
            tf.pad([[1, 2, 3]], [[0, 1], [2, 1]], "symmetric"),
            tf.scatter_nd([[1], [1]], [3.0, 2.0], [4]),
            tf.sparse_to_dense([1, 2], [4], 1),
            tf.sequence_mask([1, 3], 3),
            tf.reverse([[1, 2]], [False, True]),
            tf.gather([[1, 2], [3, 4]], [[1], [0]], batch_dims=1),
        ]
    )
    expected = [
        [0, 1, 0],
        [0, 1, 3],
        [2, 0, 1],
        [[2, 1, 3], [6, 5, 4]],
        [[1, 0, 0], [0, 1, 0]],
        [[0, 1, 0], [0, 0, 0], [0, 0, 0]],
        [[[0]], [[1]]],
        [0, 0.25, 0.5, 0.75, 1],
        [0, 0.5, 1, 1.5],
        [[3, 2, 1, 2, 3, 2]],
        [[2, 1, 1, 2, 3, 3], [2, 1, 1, 2, 3, 3]],
        [0, 5, 0, 0],
        [0, 1, 1, 0],
        [[True, False, False], [True, True, True]],
        [[2, 1]],
        [[2], [3]],
    ]
    assert [value.tolist() for value in found] == expected


def test_meshgrid_is_numpys():
    for indexing in ("xy", "ij"):
        found = run(tf.meshgrid([1, 2, 3], [4, 5], indexing=indexing))
        for one, other in zip(found, np.meshgrid([1, 2, 3], [4, 5], indexing=indexing), strict=True):
            np.testing.assert_array_equal(one, other)


def test_values_known_before_anything_runs():
    x = floats(2, None)
    assert constant_value(tf.shape(floats(2, 3))[1] * 4) == 12
    assert constant_value(x) is None
    assert constant_value_as_shape(tf.shape(x)) == (2, None)
    assert constant_value_as_shape(tf.stack([tf.shape(x)[0], 7, ints()])) == (2, 7, None)
    assert constant_value_as_shape(tf.concat([[1], tf.shape(x)[1:]], 0)) == (1, None)


def test_a_gathered_gradient_is_made_of_rows():
    from headrace.graph.gradients.gradients import gradients
    from headrace.graph.ops.sparse.indexed_slices import IndexedSlices

    x = floats(5, 6)
    (gradient,) = gradients(tf.gather(x, [[1, 1], [3, 0]]), x)
    assert isinstance(gradient, IndexedSlices)
    dense = run(convert_to_tensor(gradient), {x: X})
    assert dense[:, 0].tolist() == [1, 2, 0, 1, 0]


def test_what_can_be_fed_is_not_known():
    assert constant_value(tf.placeholder_with_default([2, 3], [2])) is None


def test_a_known_value_is_worked_out_once():
    value = constant(1)
    for _ in range(60):  # each sum has the one before as both of its inputs: 2 ** 60 ways through the graph
        value = tf.reverse(tf.concat([[value], [value]], 0), [0])[0]
    assert constant_value(value) == 1


@pytest.mark.parametrize("count", [1, 64, 65, 300])
@pytest.mark.parametrize("shape", [(), (1,), (2, 3), (0, 2)], ids=str)
def test_any_number_of_tensors_is_stacked_along_any_axis(count, shape):
    arrays = np.arange(count * math.prod(shape)).reshape(count, *shape)
    texts = arrays.astype("S").astype(object)
    with tf.Session() as session:
        for values in (arrays, texts):
            tensors = [tf.placeholder(tf.string if values is texts else tf.int64, shape) for _ in range(count)]
            fed = dict(zip(tensors, values, strict=True))
            for axis in range(-1 - len(shape), 1 + len(shape)):
                found = session.run(tf.stack(tensors, axis), fed)
                np.testing.assert_array_equal(found, np.stack(list(values), axis))
