"""while_loop: which structures it takes, what it refuses. Its nodes: test_nodes.py."""

from __future__ import annotations

import collections

import pytest

import headrace as tf

Pair = collections.namedtuple("Pair", "j k")


def below_ten(i, *rest):
    return i < 10


def test_variables_come_back_in_the_structure_of_the_body():
    i, pair = tf.while_loop(below_ten, lambda i, p: (i + 1, Pair(p.k, p.j)), (0, Pair(tf.zeros([2]), tf.ones([2]))))
    assert isinstance(pair, Pair)
    assert [i.name, pair.j.name, pair.k.name] == ["while/Exit:0", "while/Exit_1:0", "while/Exit_2:0"]


def test_a_single_variable_comes_alone_unless_its_structure_is_kept():
    assert isinstance(tf.while_loop(below_ten, lambda i: i + 1, [0]), tf.Tensor)
    assert isinstance(tf.while_loop(below_ten, lambda i: [i + 1], [0], return_same_structure=True), list)


@pytest.mark.parametrize("limit", [None, 3])
def test_dicts_and_sparse_tensors_are_variables(limit):
    sparse = tf.SparseTensor([[0, 1]], [2.0], [3, 4])

    def body(i, both):
        values = both["a"]
        return [i + 1, {"a": tf.SparseTensor(values.indices, -values.values, values.dense_shape), "b": both["b"] + 1}]

    _, both = tf.while_loop(below_ten, body, [0, {"b": 5, "a": sparse}], maximum_iterations=limit)
    assert both["a"].values.shape.as_list() == [None]
    assert both["a"].indices.shape.as_list() == [None, 2]
    assert both["b"].dtype == tf.int32


def test_rows_of_a_larger_tensor_are_variables():
    rows = tf.IndexedSlices(tf.ones([2, 3]), tf.constant([0, 1]), tf.constant([5, 3]))
    _, after = tf.while_loop(
        below_ten, lambda i, s: (i + 1, tf.IndexedSlices(s.values * 2.0, s.indices, s.dense_shape)), [0, rows]
    )
    assert [after.values.shape.as_list(), after.indices.shape.as_list()] == [[2, 3], [2]]


def test_an_invariant_says_which_sizes_change():
    _, m = tf.while_loop(
        below_ten,
        lambda i, m: [i + 1, tf.concat([m, m], 0)],
        [0, tf.ones([2, 2])],
        shape_invariants=[tf.TensorShape([]), tf.TensorShape([None, 2])],
    )
    assert m.shape.as_list() == [None, 2]


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (
            lambda: tf.while_loop(below_ten, lambda i, m: [i + 1, tf.concat([m, m], 0)], [0, tf.ones([2, 2])]),
            ValueError,
            "Input tensor 'ones:0' enters the loop with shape (2, 2), but has shape (4, 2) after one iteration. To allow the "
            "shape to vary across iterations, use the `shape_invariants` argument of tf.while_loop to specify a "
            "less-specific shape.",
        ),
        (
            lambda: tf.while_loop(below_ten, lambda i: tf.cast(i, tf.float32), [0]),
            ValueError,
            "Input 1 of node while/Merge was passed float from while/NextIteration:0 incompatible with expected int32.",
        ),
        (lambda: tf.while_loop(below_ten, lambda i: [i, i], [0]), ValueError, "the same nested structure"),
        (lambda: tf.while_loop(below_ten, lambda i: None, [0]), ValueError, "None values not supported."),
        (
            lambda: tf.while_loop(lambda i: i, lambda i: i, [0]),
            TypeError,
            "Input 'input' of 'LoopCond' Op has type int32 that does not match expected type of bool.",
        ),
        (
            lambda: tf.while_loop(lambda i: [True], lambda i: i, [0]),
            ValueError,
            "Shape must be rank 0 but is rank 1 for 'while/LoopCond' (op: 'LoopCond') with input shapes: [1].",
        ),
        (lambda: tf.while_loop(below_ten, lambda i: i, []), ValueError, "No loop variables provided"),
        (lambda: tf.while_loop(3, lambda i: i, [0]), TypeError, "cond must be callable."),
        (lambda: tf.while_loop(below_ten, 3, [0]), TypeError, "body must be callable."),
        (
            lambda: tf.while_loop(below_ten, lambda i: i, [0], parallel_iterations=0),
            TypeError,
            "parallel_iterations must be a positive integer.",
        ),
        (
            lambda: tf.while_loop(below_ten, lambda i: i, [0], parallel_iterations=1.5),
            ValueError,
            "`parallel_iterations` must be a positive integer: 1.5",
        ),
        (
            lambda: tf.while_loop(below_ten, lambda i: i, [0], maximum_iterations=[1]),
            ValueError,
            "maximum_iterations must be a scalar, saw shape: (1,)",
        ),
        (
            lambda: tf.while_loop(below_ten, lambda i: i, [0], shape_invariants=[tf.TensorShape([1])]),
            ValueError,
            "The shape invariant specified for while/Const:0 is not compatible with the initial shape of the loop variable. It "
            "enters the loop with shape (), but the specified shape invariant is (1,).",
        ),
        (
            lambda: tf.while_loop(below_ten, lambda i: i, [0], shape_invariants=[3]),
            ValueError,
            "`shapes` must be a (possibly nested) list of shapes.",
        ),
        (
            lambda: tf.while_loop(below_ten, lambda i, j: (i, j), [0, 1], shape_invariants=[tf.TensorShape([])]),
            ValueError,
            "the same nested structure",
        ),
    ],
)
def test_what_cannot_be_a_loop_is_refused(make, kind, words):
    with pytest.raises(kind) as raised:
        make()
    assert words in str(raised.value)


@pytest.fixture
def inner():
    made = []

    def body(i):
        made.append(i * 2)
        return i + 1

    tf.while_loop(below_ten, body, [0])
    return made[0]


def test_what_is_made_in_a_loop_is_not_used_outside(inner):
    with pytest.raises(ValueError) as raised:
        inner + 1
    assert str(raised.value) == (
        "Cannot use 'while/mul' as input to 'add' because 'while/mul' is in a while loop. See info log for more details."
    )


def test_what_is_made_in_a_loop_is_not_used_in_another(inner):
    with pytest.raises(ValueError, match=r"as input to 'while_1/add' because they are in different while loops\."):
        tf.while_loop(below_ten, lambda i: i + inner, [0])


def test_what_is_made_in_a_loop_is_not_fetched(inner):
    with tf.Session() as sess, pytest.raises(ValueError, match="'while/mul' has been marked as not fetchable"):
        sess.run(inner)
