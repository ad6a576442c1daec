"""Gradients: what is derived by what, what is held constant, what they are made of, what is refused."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.core.op import OPS


def run(tensors, feed=None):
    """Their values, where every variable has its initial value."""
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(tensors, feed)


def values(tensors, feed=None):
    return [np.asarray(value).tolist() for value in run(tensors, feed)]


# -- what is derived by what -------------------------------------------------------------------------------------------


def test_each_x_receives_the_derivative_of_the_sum_of_all_ys():
    x, y = tf.constant(3.0), tf.constant(4.0)
    assert values(tf.gradients(x * x + x * y + x, [x, y])) == [11, 3]
    assert values(tf.gradients([x * x, x * y], [x, y])) == [10, 3]
    assert values(tf.gradients(x, x)) == [1]
    assert values(tf.gradients(x * x, (x, x))) == [6, 6]
    assert tf.gradients(x * x, []) == []


def test_a_tensor_used_several_times_receives_one_sum_of_all_parts():
    x = tf.constant(2.0)
    (found,) = tf.gradients(x * x + tf.exp(x) + 3.0 * x, x)
    assert [found.op.type, len(found.op.inputs)] == ["AddN", 4]
    assert values([found]) == [pytest.approx(7 + np.exp(2.0))]


def test_each_way_of_adding_up_gives_the_same():
    x = tf.constant(2.0)
    methods = tf.AggregationMethod
    for method in (None, methods.DEFAULT, methods.ADD_N, methods.EXPERIMENTAL_TREE, methods.EXPERIMENTAL_ACCUMULATE_N):
        assert values(tf.gradients(x * x + x * 3 + x, x, aggregation_method=method)) == [8]


def test_what_lies_on_a_way_is_derived_by_as_well():
    x = tf.constant(3.0)
    doubled = x * 2
    product = doubled * x
    assert values(tf.gradients(doubled + product, [doubled, product, x])) == [4, 1, 14]
    assert values(tf.gradients([doubled, product], [doubled, product, x])) == [4, 1, 14]


def test_arrays_that_were_broadcast_receive_gradients_of_their_own_shape():
    x, y = tf.placeholder(tf.float32), tf.placeholder(tf.float32)
    found = tf.gradients(x * y - x, [x, y])
    assert values(found, {x: np.ones((2, 3)), y: [1, 2, 3]}) == [[[0, 1, 2]] * 2, [2, 2, 2]]
    assert values(found, {x: np.ones((2, 1)), y: [1, 2, 3]}) == [[[3]] * 2, [2, 2, 2]]


def test_outputs_that_nobody_uses_add_nothing():
    x = tf.placeholder(tf.float32, [4])
    first, _ = tf.split(x, 2)
    parts = tf.unstack(x)
    best, _ = tf.nn.top_k(x, 2)
    found = [tf.gradients(y, x)[0] for y in (first * first, parts[2] * 3 + parts[2] * parts[0], best)]
    assert values(found, {x: [1, 5, 3, 2]}) == [[2, 10, 0, 0], [3, 0, 4, 0], [0, 1, 1, 0]]


def test_gradients_have_gradients():
    x = tf.placeholder(tf.float64, [2])
    first = tf.gradients(x * x * x + tf.sin(x), x)[0]
    second = tf.gradients(first, x)[0]
    third = tf.gradients(second, x)[0]
    at = np.array([1.0, 2.0])
    expected = [3 * at**2 + np.cos(at), 6 * at - np.sin(at), 6 - np.cos(at)]
    np.testing.assert_allclose(run([first, second, third], {x: at}), expected)


def test_a_chain_far_longer_than_pythons_stack_is_derived():
    x = tf.constant(1.0)
    y = x
    for _ in range(3000):
        y = y + x
    assert values(tf.gradients(y, x)) == [3001]


def test_operations_of_gradients_stand_in_a_scope_of_their_own():
    x = tf.constant(2.0)
    y = tf.square(x, name="y")
    names = [tf.gradients(y, x)[0].name, tf.gradients(y, x)[0].name, tf.gradients(y, x, name="mine")[0].name]
    assert [name.split("/")[:2] for name in names] == [["gradients", "y_grad"], ["gradients_1", "y_grad"], ["mine", "y_grad"]]


def test_gradients_are_added_up_in_the_order_asked_for():
    def parts(method):
        with tf.Graph().as_default():
            x = tf.constant(2.0, name="x")
            (found,) = tf.gradients(x * x + tf.exp(x) + 3.0 * x, x, aggregation_method=method)
            return [found.name, len(found.op.inputs)]

    methods = tf.AggregationMethod
    assert parts(methods.ADD_N) == ["gradients/AddN:0", 4]
    assert parts(methods.EXPERIMENTAL_TREE) == ["gradients/x_gradient_sum/AddN_2:0", 2]
    assert parts(methods.EXPERIMENTAL_ACCUMULATE_N) == ["gradients/AccumulateNV2:0", 4]


def test_gated_gradients_wait_for_each_other(graph):
    x, w, b = tf.placeholder(tf.float32, [1, 2], name="x"), tf.Variable([[1.0], [2.0]]), tf.Variable([0.5])
    loss = tf.reduce_sum(tf.add(tf.matmul(x, w, name="mm"), b, name="sum"), name="loss")
    names = [found.name for found in tf.gradients(loss, [w, b], gate_gradients=True)]
    # TensorFlow's names.
    assert names == ["gradients/mm_grad/tuple/control_dependency_1:0", "gradients/sum_grad/tuple/control_dependency_1:0"]
    gate = graph.get_operation_by_name("gradients/sum_grad/tuple/group_deps")
    for name in ("control_dependency", "control_dependency_1"):
        assert graph.get_operation_by_name(f"gradients/sum_grad/tuple/{name}").control_inputs == [gate]
    assert len(gate.control_inputs) == 2
    # Nobody needs the gradient of what is fed: nothing waits for it.
    gate = graph.get_operation_by_name("gradients/mm_grad/tuple/group_deps")
    assert [op.name for op in gate.control_inputs] == ["gradients/mm_grad/MatMul_1"]
    found = tf.gradients(loss, [w, b, x], gate_gradients=True)
    assert values(found, {x: [[3, 4]]}) == [[[3], [4]], [1], [[1, 2]]]


# -- second derivatives ------------------------------------------------------------------------------------------------


def test_hessians_hold_the_second_derivatives_by_each_pair_of_elements():
    x, y = tf.constant([1.0, 2.0]), tf.Variable(3.0)
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    total = tf.reduce_sum(x * x * x) + x[0] * x[1] * y * y
    assert values(tf.hessians(total, [x, y])) == [[[6, 9], [9, 12]], 4]
    assert values(tf.hessians(3 * y, y)) == [0]
    (of_rows,) = tf.hessians(tf.reduce_sum(tf.gather(v, [1]) ** 2), v)
    expected = np.zeros((2, 2, 2, 2))
    expected[1, 0, 1, 0] = expected[1, 1, 1, 1] = 2
    assert values([of_rows]) == [expected.tolist()]


def test_hessians_want_a_way_and_a_shape():
    x, y = tf.constant([1.0, 2.0]), tf.placeholder(tf.float32, [None])
    with pytest.raises(ValueError, match=r"no way leads from .* None values not supported\."):
        tf.hessians(x * x, tf.constant(1.0))
    with pytest.raises(ValueError, match="must be known when the graph is built"):
        tf.hessians(y * y, y)


# -- what has none -----------------------------------------------------------------------------------------------------


def test_what_no_y_depends_on_has_none():
    x, y = tf.constant(1.0), tf.constant(2.0)
    v = tf.Variable(1.0)
    assert tf.gradients(x * x, [y, v]) == [None, None]
    assert tf.gradients([], [x]) == [None]


def test_what_passes_through_numbers_that_do_not_vary_smoothly_has_none():
    x = tf.constant([1.0, 2.0])
    text = tf.placeholder(tf.string, [])
    ways = [
        tf.cast(tf.cast(x, tf.int32), tf.float32),
        tf.cast(x > 1, tf.float32),
        tf.cast(tf.shape(x), tf.float32),
        tf.floor(x),
        tf.argmax(x),
        tf.zeros_like(x),
        tf.py_func(lambda a: a, [x], tf.float32),
        tf.constant([3, 4]),
    ]
    assert [tf.gradients(way, x) for way in ways] == [[None]] * len(ways)
    assert tf.gradients(tf.string_to_number(text) * x, text) == [None]


def test_stop_gradient_passes_the_value_and_no_gradient():
    x = tf.constant(3.0)
    held = tf.stop_gradient(x)
    assert values([held]) == [3]
    assert values(tf.gradients(x * held, x)) == [3]
    assert tf.gradients(held * held, x) == [None]


def test_stop_gradients_hold_tensors_constant_that_may_be_among_the_xs():
    x = tf.constant(3.0)
    doubled = x * 2
    product = doubled * x
    y = doubled + product
    assert values(tf.gradients(y, [doubled, product], stop_gradients=[doubled, product])) == [1, 1]
    assert values(tf.gradients(y, [doubled, product, x], stop_gradients=doubled)) == [4, 1, 6]
    assert tf.gradients(y, x, stop_gradients=[doubled, product]) == [None]
    assert tf.gradients(y, x, stop_gradients=[y]) == [None]


def test_stop_gradients_hold_variables_constant():
    v, w = tf.Variable(2.0), tf.Variable(3.0)
    assert values(tf.gradients(v * w * v, [v, w], stop_gradients=[v])) == [12, 4]


# -- what is known already ---------------------------------------------------------------------------------------------


def test_grad_ys_weigh_the_ys_and_are_ones_where_not_given():
    x, y = tf.constant(3.0), tf.constant(4.0)
    ys = [x * x, x * y]
    assert values(tf.gradients(ys, [x, y], grad_ys=[tf.constant(2.0), 10.0])) == [52, 30]
    assert values(tf.gradients(ys, [x, y], grad_ys=[None, 10.0])) == [46, 30]


def test_grad_ys_may_be_arrays_lists_or_one_number_for_all_elements():
    x = tf.constant([1.0, 2.0])
    unknown = tf.placeholder(tf.float32)
    assert values(tf.gradients(x * x, x, grad_ys=np.array([3, 4]))) == [[6, 16]]
    assert values(tf.gradients(x * x, x, grad_ys=[[3.0, 4.0]])) == [[6, 16]]
    assert values(tf.gradients(x * x, x, grad_ys=3.0)) == [[6, 12]]
    assert values(tf.gradients(x * x, x, grad_ys=unknown), {unknown: [1, 2]}) == [[2, 8]]


def test_grad_ys_may_be_slices():
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    row = tf.IndexedSlices(tf.constant([[1.0, 10.0]]), tf.constant([1]), tf.constant([2, 2]))
    assert values(tf.gradients(x * x, x, grad_ys=row)) == [[[0, 0], [6, 80]]]
    assert run(tf.gradients(tf.identity(x), x, grad_ys=row))[0].values.tolist() == [[1, 10]]


# -- some rows of many -------------------------------------------------------------------------------------------------


def test_gathered_rows_of_a_variable_receive_slices():
    v = tf.Variable(np.arange(6, dtype=np.float32).reshape(3, 2))
    rows = tf.gather(v, [2, 0, 2])
    (found,) = tf.gradients(tf.reduce_sum(rows * rows), v)
    assert isinstance(found, tf.IndexedSlices)
    assert [found.dtype, found.shape.as_list()] == [tf.float32, [3, 2]]
    got = run(found)
    assert got.values.tolist() == [[8, 10], [0, 2], [8, 10]]
    assert [got.indices.tolist(), got.dense_shape.tolist()] == [[2, 0, 2], [3, 2]]
    assert values([tf.convert_to_tensor(found)]) == [[[0, 2], [0, 0], [16, 20]]]


def test_slices_of_several_gathers_are_put_together_not_made_dense():
    v = tf.Variable(np.arange(6, dtype=np.float32).reshape(3, 2))
    total = tf.reduce_sum(tf.gather(v, [2, 0, 2])) + 5 * tf.reduce_sum(tf.gather(v, [1]))
    (found,) = tf.gradients(total, v)
    assert isinstance(found, tf.IndexedSlices)
    got = run(found)
    rows = sorted(zip(got.indices.tolist(), got.values.tolist(), strict=True))
    assert rows == [(0, [1, 1]), (1, [5, 5]), (2, [1, 1]), (2, [1, 1])]


def test_slices_and_a_dense_gradient_add_up_to_a_dense_one():
    v = tf.Variable(np.arange(6, dtype=np.float32).reshape(3, 2))
    rows = tf.gather(v, [2, 0, 2])
    (found,) = tf.gradients(tf.reduce_sum(rows * rows) + tf.reduce_sum(v), v)
    assert isinstance(found, tf.Tensor)
    assert values([found]) == [[[1, 3], [1, 1], [17, 21]]]


def test_slices_become_dense_on_their_way_through_other_operations():
    v = tf.Variable(np.arange(6, dtype=np.float32).reshape(3, 2))
    assert values(tf.gradients(tf.gather(v * 2, [1]), v)) == [[[0, 0], [2, 2], [0, 0]]]


_WAYS = {
    "broadcast": lambda v: v + 1.0,
    "broadcast by a row": lambda v: v * tf.constant([1.0, 2.0]),
    "add": lambda v: v + v,
    "subtract": lambda v: 1.0 - v,
    "negative": lambda v: -v,
    "reshape": lambda v: tf.reshape(v, [3, 2]),
    "transpose": lambda v: tf.transpose(tf.transpose(v)),
    "concat": lambda v: tf.concat([v, v], 0),
    "stack": lambda v: tf.stack([v, v])[1],
    "relu": tf.nn.relu,
    "check": lambda v: tf.check_numerics(v, "no number"),
    "identity": tf.identity,
    "add_n": lambda v: tf.add_n([v, v]),
    "cast": lambda v: tf.cast(v, tf.float64),
    "tuple": lambda v: tf.tuple([v])[0],
    "default": lambda v: tf.placeholder_with_default(v, [3, 2]),
    "branch": lambda v: tf.cond(tf.constant(True), lambda: v * 2.0, lambda: v),
    "variable": lambda v: v.read_value(),
}


@pytest.mark.parametrize("way", _WAYS)
def test_slices_pass_every_operation_as_the_whole_gradient_does(way):
    v = tf.Variable(np.arange(6, dtype=np.float32).reshape(3, 2))
    y = _WAYS[way](v)
    rows = [2, 0, 2]
    picked = tf.gather(y, rows)
    whole = tf.matmul(tf.cast(tf.one_hot(rows, y.shape.as_list()[0]), y.dtype), y)
    found, expected = (tf.gradients(tf.reduce_sum(z * z), v)[0] for z in (picked, whole))
    assert values([tf.convert_to_tensor(found)]) == values([expected])
    stay = {"identity", "add_n", "cast", "tuple", "default", "variable"}
    assert isinstance(found, tf.IndexedSlices) == (way in stay)


def test_elements_and_columns_and_coordinates_receive_gradients_too():
    v, m = tf.Variable([1.0, 2.0]), tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    (one,) = tf.gradients(tf.gather(v, 0) * 2.0, v)
    (columns,) = tf.gradients(tf.gather(m, [1, 1], axis=1), m)
    (coordinates,) = tf.gradients(tf.gather_nd(m, [[1, 0], [1, 0], [0, 1]]), m)
    dense = [tf.convert_to_tensor(found) for found in (one, columns, coordinates)]
    assert values(dense) == [[2, 0], [[0, 2], [0, 2]], [[0, 1], [2, 0]]]


def test_gradients_of_gathered_rows_have_gradients():
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    rows = tf.gather(v, [1, 1, 0])
    first = tf.convert_to_tensor(tf.gradients(tf.reduce_sum(rows * rows * rows), v)[0])
    (second,) = tf.gradients(tf.reduce_sum(tf.square(first)), v)
    assert values([tf.convert_to_tensor(second)]) == [[[36, 288], [3888, 9216]]]


def test_sums_of_segments_refuse_ids_of_another_shape_in_tensorflows_words():
    data, ids = tf.placeholder(tf.float32), tf.placeholder(tf.int32)
    rows = tf.IndexedSlices(data, ids, tf.constant([3, 2]))
    dense = tf.convert_to_tensor(rows)
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        run(dense, {data: [[1, 2], [3, 4]], ids: [0]})
    assert caught.value.message == "data.shape = [2,2] does not start with segment_ids.shape = [1]"
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        run(dense, {data: [[1, 2], [3, 4]], ids: [0, 5]})
    assert caught.value.message == "segment_ids[1] = 5 is out of range [0, 3)"
    with pytest.raises(ValueError, match="Dimensions must be equal, but are 2 and 1"):
        tf.convert_to_tensor(tf.IndexedSlices(tf.zeros([2, 2]), tf.constant([0]), tf.constant([3, 2])))


def test_slices_without_the_whole_shape_do_not_become_dense():
    rows = tf.IndexedSlices(tf.zeros([1, 2]), tf.constant([0]))
    with pytest.raises(ValueError, match="Tensor conversion requested for IndexedSlices without dense_shape: "):
        tf.convert_to_tensor(rows)


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda x: tf.gradients(x * x, x, grad_ys=[1.0, 2.0]), "Passed 2 grad_ys for 1 ys"),
        (lambda x: tf.gradients(x * x, x, grad_ys=[]), "Passed 0 grad_ys for 1 ys"),
        (lambda x: tf.gradients(x * x, x, grad_ys=[[1.0, 2.0, 3.0]]), "Dimensions must be equal, but are 3 and 2"),
        (
            lambda x: tf.gradients(x * x, x, grad_ys=tf.constant([1, 2], name="ints")),
            'Tensor conversion requested dtype float32 for Tensor with dtype int32: \'Tensor("ints:0"',
        ),
        (lambda x: tf.gradients(x * x, None), "None values not supported."),
        (lambda x: tf.gradients(None, x), "None values not supported."),
        (lambda x: tf.gradients(x * x, x, aggregation_method=99), "Invalid aggregation_method specified 99."),
    ],
)
def test_a_wrong_request_is_refused(ask, says):
    with pytest.raises(ValueError) as caught:
        ask(tf.constant([1.0, 2.0]))
    assert says in str(caught.value)


def test_tensors_of_different_graphs_are_refused():
    x = tf.constant(1.0, name="x")
    with tf.Graph().as_default():
        other = tf.constant(1.0, name="other")
    with pytest.raises(ValueError, match=r'Tensor\("other:0".*\) must be from the same graph as Tensor\("y:0"'):
        tf.gradients(tf.square(x, name="y"), other)


def test_an_operation_without_a_rule_is_named(monkeypatch):
    monkeypatch.setattr(OPS["Square"].gradient, "function", None)
    x = tf.constant(1.0)
    y = tf.square(x, name="y")
    with pytest.raises(LookupError) as caught:
        tf.gradients(y * 2, x)
    assert str(caught.value) == "No gradient defined for operation 'y' (op type: Square)"
    assert tf.gradients(y * 2, tf.constant(2.0)) == [None]
    assert tf.gradients(y * 2, x, stop_gradients=y) == [None]
