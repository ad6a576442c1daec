"""What is known of shapes that are computed: the sizes that TensorFlow knows too, and none that are wrong."""

from __future__ import annotations

import pytest

import headrace as tf
from headrace.graph.core.static_values import constant_value


def _size():
    return tf.placeholder(tf.int32, [])


def _any():
    return tf.placeholder(tf.int32)


def _rows():
    return tf.placeholder(tf.float32, [None, 4])


def _cube():
    return tf.placeholder(tf.float32, [3, None, 4])


SHAPES = {
    # What says the shape, and what TensorFlow 2.21 knows of it: the shape of tf.fill(shape, 1.).
    "a number and an unknown": (lambda: [_any(), 37], [None, 37]),
    "an unknown and a number": (lambda: [37, _size()], [37, None]),
    "a shape": (lambda: tf.shape(_rows()), [None, 4]),
    "one of several shapes": (lambda: tf.shape_n([_cube(), _rows()])[1], [None, 4]),
    "part of a shape": (lambda: tf.shape(_cube())[1:], [None, 4]),
    "every other size": (lambda: tf.shape(_cube())[::2], [3, 4]),
    "sizes of a shape": (lambda: tf.stack([tf.shape(_rows())[0], tf.shape(_rows())[1]]), [None, 4]),
    "sizes taken apart": (lambda: tf.stack(tf.unstack(tf.shape(_cube()))[1:]), [None, 4]),
    "sizes computed with": (lambda: [tf.shape(_rows())[0] * 2, tf.shape(_rows())[1] * 2], [None, 8]),
    "a shape and a number": (lambda: tf.concat([tf.shape(_rows()), [5]], 0), [None, 4, 5]),
    "a vector and a number": (lambda: tf.concat([tf.placeholder(tf.int32, [1]), [5]], 0), [None, 5]),
    "a cast": (lambda: tf.cast(tf.stack([_size(), 5]), tf.int64), [None, 5]),
    "one of two constants": (
        lambda: tf.cond(tf.placeholder(tf.bool, []), lambda: tf.constant([3, 4]), lambda: tf.constant([3, 5])),
        [None, None],
    ),
    "a constant that may be fed": (lambda: tf.placeholder_with_default([3, 4], [2]), [None, None]),
}


@pytest.mark.parametrize(("sizes", "known"), SHAPES.values(), ids=SHAPES)
def test_sizes_that_are_known_are_in_the_shape(sizes, known):
    assert tf.fill(sizes(), 1.0).shape.as_list() == known
    assert tf.zeros(sizes()).shape.as_list() == known
    assert tf.reshape(tf.placeholder(tf.float32), sizes()).shape.as_list() == known
    assert tf.broadcast_to(1.0, sizes()).shape.as_list() == known
    assert tf.random_uniform(sizes()).shape.as_list() == known
    assert tf.tile(tf.ones([2] * len(known)), sizes()).shape.as_list() == [None if n is None else 2 * n for n in known]
    wanted = tf.convert_to_tensor(sizes())
    origin = tf.zeros([len(known)], wanted.dtype)
    assert tf.slice(tf.placeholder(tf.float32), origin, wanted).shape.as_list() == known


PADDINGS = {
    "an unknown of any shape": (lambda: [[_any(), 0], [1, 2]], [None, 7]),
    "an unknown": (lambda: [[1, _size()], [1, 2]], [None, 7]),
    "a row": (lambda: tf.stack([[1, 2], tf.placeholder(tf.int32, [2])]), [7, None]),
    "a size": (lambda: [[0, tf.shape(_rows())[1]], [1, 2]], [8, 7]),
    "all": (lambda: tf.placeholder(tf.int32, [2, 2]), [None, None]),
}


@pytest.mark.parametrize(("paddings", "known"), PADDINGS.values(), ids=PADDINGS)
@pytest.mark.parametrize("options", [{}, {"constant_values": 1.0}, {"mode": "REFLECT"}], ids=str)
def test_padded_sizes_are_known_where_their_paddings_are(paddings, known, options):
    assert tf.pad(tf.zeros([4, 4]), paddings(), **options).shape.as_list() == known


def test_a_slice_is_known_where_its_start_is():
    assert tf.slice(tf.zeros([10, 10]), [_size(), 3], [2, -1]).shape.as_list() == [2, 7]
    with pytest.raises(ValueError, match="Negative dimension size caused by subtracting 37 from 10"):
        tf.slice(tf.zeros([10, 10]), [_size(), 37], [2, -1])


@pytest.mark.parametrize("name", ["sum", "mean", "max", "min", "prod", "logsumexp", "all", "any"])
def test_everything_reduced_is_a_scalar_whatever_it_was(name):
    x = tf.placeholder(tf.bool if name in ("all", "any") else tf.float32)
    reduce = getattr(tf, f"reduce_{name}")
    assert reduce(x).shape.as_list() == []
    assert reduce(x, keepdims=True).shape.ndims is None
    assert reduce(x, 0).shape.ndims is None


def test_other_whole_reductions_are_scalars():
    x = tf.placeholder(tf.float32)
    assert tf.count_nonzero(x).shape.as_list() == []
    assert tf.losses.mean_squared_error(x, x).shape.as_list() == []


def test_sizes_that_cannot_divide_are_refused_when_the_graph_is_built():
    with pytest.raises(ValueError, match="Dimension size must be evenly divisible by 12 but is 4"):
        tf.reshape(_cube(), [4])
    with pytest.raises(ValueError, match="Cannot reshape a tensor with 6 elements to shape"):
        tf.reshape(tf.zeros([6]), [0, -1])


@pytest.mark.parametrize("chosen", [True, False])
def test_the_branch_that_is_taken_says_the_shape(session, chosen):
    which = tf.placeholder(tf.bool, [])
    filled = tf.fill(tf.cond(which, lambda: tf.constant([3, 4]), lambda: tf.constant([3, 5])), 1.0)
    assert session.run(tf.reduce_sum(filled), {which: chosen}) == (12 if chosen else 15)


@pytest.mark.parametrize(
    ("value", "kind"), [(2.7, tf.float32), (b"a", tf.string), (1j, tf.complex64), (True, tf.bool)], ids=str
)
def test_what_is_taken_from_joined_values_that_are_no_sizes_is_not_read_as_one(value, kind):
    with tf.Graph().as_default(), tf.Session() as session:
        unknown = tf.placeholder(kind, [])
        joined = tf.stack([tf.constant(value, kind), unknown])
        assert constant_value(joined[0]) is None
        assert session.run(joined[0], {unknown: value}) == session.run(tf.constant(value, kind))


def test_what_is_known_of_a_size_taken_from_sizes_is_its_value():
    sizes = tf.stack([-1, _size(), 4])
    assert constant_value(sizes[2]) == 4
    assert constant_value(sizes[0]) == -1
    assert constant_value(sizes[1]) is None
    assert constant_value(tf.unstack(sizes)[2]) == 4
    assert constant_value(tf.stop_gradient(tf.constant([3]))).tolist() == [3]


def test_a_vector_joined_with_itself_again_and_again_is_looked_through_once():
    joined = tf.placeholder(tf.int32, [1])
    for _ in range(60):  # 2 ** 60 elements, and as many ways to the first
        joined = tf.concat([joined, joined], 0)
    assert constant_value(joined) is None
    short = tf.placeholder(tf.int32, [1])
    for _ in range(60):
        short = tf.concat([short, short], 0)[:1]
    assert tf.fill(short, 0.0).shape.as_list() == [None]


def test_a_long_vector_is_not_taken_apart_while_the_graph_is_built():
    long = tf.concat([tf.zeros([20_000], tf.int32), tf.placeholder(tf.int32, [None])], 0)
    assert constant_value(long[3]) is None


def test_of_a_slice_beyond_its_vector_nothing_is_known(session):
    vector = tf.placeholder(tf.int32, [1])
    filled = tf.fill([tf.unstack(tf.slice(vector, [1], [1]))[0]], 1.0)
    assert filled.shape.as_list() == [None]
    with pytest.raises(tf.errors.InvalidArgumentError, match="Expected size"):
        session.run(filled, {vector: [3]})


def test_nothing_is_known_of_what_a_slice_that_will_fail_has_not():
    sizes = tf.slice(tf.shape(_cube()), [1], [4])
    assert constant_value(sizes[3]) is None
    assert constant_value(tf.unstack(sizes)[3]) is None


@pytest.mark.parametrize(
    "step", [lambda x: x + 1, tf.identity, lambda x: tf.stack(tf.unstack(x))], ids=["add", "identity", "stack"]
)
@pytest.mark.parametrize("is_known", [True, False])
def test_a_long_chain_is_no_reason_for_python_to_give_up(session, step, is_known):
    last = tf.constant([1, 2]) if is_known else tf.placeholder_with_default([1, 2], [2])
    for _ in range(700):
        last = step(last)
    value = constant_value(last)
    assert (None if value is None else value.tolist()) == (session.run(last).tolist() if is_known else None)
