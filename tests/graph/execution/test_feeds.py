"""What a session takes instead of computing it: fed tensors and their values, placeholders, callables."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden

import headrace as tf

RULES = golden.load("rules/session.json")


# -- what can be fed ---------------------------------------------------------------------------------------------------


def test_any_tensor_can_be_fed_and_what_it_was_made_of_does_not_run(session):
    count = tf.Variable(0)
    session.run(count.initializer)
    a = tf.constant(1)
    b = a + count.assign_add(1)
    c = b * 2
    assert session.run(a + 7, {a: 4}) == RULES["feed a non-placeholder"]["ok"] == 11
    assert session.run(c, {b: 5}) == 10
    assert session.run([a, b, c], {a: 2, b: 3, c: 4}) == [2, 3, 4]
    assert session.run(count) == 0
    assert session.run(c) == 4


def test_one_of_several_outputs_can_be_fed(session):
    x = tf.placeholder(tf.int32, [3])
    a, b, c = tf.unstack(x)
    total = a * 100 + b * 10 + c
    assert session.run([total, b], {x: [1, 2, 3], b: 7}) == [173, 7]
    assert session.run(total, {c: 9, a: 4, b: 5}) == 459  # without x


def test_a_fed_tensor_is_named_by_itself_or_its_name(session):
    x = tf.placeholder(tf.int32, [], name="x")
    double = x * 2
    assert session.run(double, {x: 2}) == session.run(double, {"x:0": 2}) == session.run(double, {b"x:0": 2}) == 4


def test_a_fed_variable_keeps_its_value(session):
    v = tf.Variable(1.0)
    plus = v + 1
    assert session.run([plus, v], {v: 4.0}) == [5, 4]  # before it has one
    session.run(v.initializer)
    assert session.run(plus, {v: 4.0}) == 5
    assert session.run([plus, v]) == [2, 1]


def test_a_value_that_nothing_needs_is_still_checked(session):
    p = tf.placeholder(tf.int64, [2])
    one = tf.constant(1)
    assert session.run(one, {p: [1, 2]}) == 1
    with pytest.raises(ValueError, match="Cannot feed value of shape"):
        session.run(one, {p: 1})


def test_a_tuple_of_tensors_takes_a_sequence_of_values(session):
    a, b, c = (tf.constant(k) for k in range(3))
    assert session.run([a, b, c], {(a, (b, c)): [4, (5, 6)]}) == [4, 5, 6]
    assert session.run([a, b, c], {(a,): (4,), c: 7}) == [4, 1, 7]
    for value, count in (([4], 1), ((4, 5, 6), 3), (4, 1)):
        with pytest.raises(ValueError, match=rf"Key had 2 elements, but value had {count} elements"):
            session.run(a, {(a, b): value})


def test_a_sparse_tensor_takes_its_three_arrays(session):
    sparse = tf.sparse_placeholder(tf.int32)
    value = tf.SparseTensorValue([[1, 1]], [7], [2, 2])
    for given in (value, tuple(value), list(value), session.run(sparse, {sparse: value})):
        dense, found = session.run([tf.sparse_tensor_to_dense(sparse), sparse], {sparse: given})
        assert dense.tolist() == [[0, 0], [0, 7]]
        assert [part.tolist() for part in found] == [[[1, 1]], [7], [2, 2]]
    with pytest.raises(ValueError, match="Key had 3 elements, but value had 2 elements"):
        session.run(sparse, {sparse: ([[1, 1]], [7])})


def test_slices_take_their_arrays(session):
    slices = tf.IndexedSlices(tf.zeros([1, 1]), tf.constant([0]))
    found = session.run(slices, {slices: ([[4.0]], [2])})
    assert session.run(slices, {slices: found})[0].tolist() == [[4.0]]
    assert (found.indices.tolist(), found.dense_shape) == ([2], None)


# -- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dtype", "given", "value"),
    [
        (tf.int32, 1.7, 1),
        (tf.int32, np.array([1.7, -1.7]), [1, -1]),
        (tf.uint8, [255, 0], [255, 0]),
        (tf.float32, 3, 3.0),
        (tf.float32, np.float64(0.1), float(np.float32(0.1))),
        (tf.float32, [[1, 2], [3, 4]], [[1, 2], [3, 4]]),
        (tf.float64, np.arange(6).reshape(2, 3)[:, ::2], [[0, 2], [3, 5]]),
        (tf.bool, [1, 0], [True, False]),
        (tf.string, "a", b"a"),
        (tf.string, ["a", b"b", "\u00e9"], [b"a", b"b", b"\xc3\xa9"]),
        (tf.string, np.array(["ab", "c"]), [b"ab", b"c"]),
        (tf.string, np.array([b"ab", b"c"], object), [b"ab", b"c"]),
        (tf.int64, [], []),
    ],
)
def test_values_become_arrays_of_the_tensors_type(session, dtype, given, value):
    p = tf.placeholder(dtype)
    for tensor in (p, tf.identity(p), tf.expand_dims(p, 0)[0]):
        found = np.asarray(session.run(tensor, {p: given}))
        assert found.tolist() == value
        assert dtype is tf.string or found.dtype == dtype.as_numpy_dtype


def test_a_value_of_the_wrong_kind_is_refused_where_it_is_fed(session):
    number = tf.placeholder(tf.float32)
    with pytest.raises(ValueError) as caught:
        session.run(number, {number: "x"})
    assert RULES["placeholder fed the wrong type"]["error"]["class"] == "ValueError"
    assert str(caught.value).startswith("could not convert string to float")
    with pytest.raises(ValueError, match="inhomogeneous"):
        session.run(number, {number: [[1], [1, 2]]})
    text = tf.placeholder(tf.string)
    with pytest.raises(TypeError, match="3"):
        session.run(text, {text: 3})


@pytest.mark.parametrize(
    ("dtype", "value", "told"),
    [
        (tf.int32, 2**40, np.int32),
        (tf.uint8, 256, np.uint8),
        (tf.uint8, -1, np.uint8),
        (tf.float16, 2049, np.float16),
        (tf.float16, 2**40, np.float16),
        (tf.float32, 2**24 + 1, np.float32),
        (tf.complex64, 2**24 + 1, np.complex64),
        (tf.bool, 2, bool),
        (tf.string, 1, object),
    ],
)
def test_an_integer_that_would_be_another_is_refused_in_tensorflows_words(session, dtype, value, told):
    p = tf.placeholder(dtype)
    with pytest.raises(TypeError) as caught:
        session.run(p, {p: value})
    assert str(caught.value) == (
        f"Type of feed value {value} with type <class 'int'> is not compatible with Tensor type {told}. "
        "Try explicitly setting the type of the feed tensor to a larger type (e.g. int64)."
    )


@pytest.mark.parametrize(
    ("shape", "given", "says"),
    [
        ([2], (1,), "(1,) for Tensor p:0, which has shape (2,)"),
        ([None, 2], (2, 3), "(2, 3) for Tensor p:0, which has shape (?, 2)"),
        ([None, 2], (2,), "(2,) for Tensor p:0, which has shape (?, 2)"),
        ([], (1,), "(1,) for Tensor p:0, which has shape ()"),
        ([0], (), "() for Tensor p:0, which has shape (0,)"),
    ],
)
def test_a_value_of_another_shape_is_refused_in_tensorflows_words(session, shape, given, says):
    p = tf.placeholder(tf.float32, shape, name="p")
    with pytest.raises(ValueError) as caught:
        session.run(p, {p: np.zeros(given)})
    assert str(caught.value) == f"Cannot feed value of shape {says}"


def test_the_shape_rule_is_tensorflows(session):
    p = tf.placeholder(tf.float32, [2], name="p")
    with pytest.raises(ValueError) as caught:
        session.run(p, {p: [1.0]})
    assert str(caught.value) == RULES["placeholder fed the wrong shape"]["error"]["message"]


def test_an_unknown_size_takes_any(session):
    p = tf.placeholder(tf.float32, [None, 2])
    for rows in (0, 1, 5):
        assert session.run(p, {p: np.zeros((rows, 2))}).shape == (rows, 2)


def test_fed_arrays_are_neither_changed_nor_handed_out(session):
    p = tf.placeholder(tf.float32, [3])
    v = tf.Variable(tf.zeros([3]))
    session.run(v.initializer)
    given = np.array([1, 2, 3], np.float32)
    fetches = [p, tf.identity(p), tf.reshape(p, [3, 1]), v.assign(p), tf.stop_gradient(p)]
    for value in session.run(fetches, {p: given}):
        value[...] = 9
    assert given.tolist() == [1, 2, 3]
    given[:] = 7
    assert session.run(v).tolist() == [1, 2, 3]


# -- what cannot be fed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (lambda a, other: 3, "Can not convert a int into a Tensor."),
        (lambda a, other: a.op, "Can not convert a Operation into a Tensor."),
        (lambda a, other: "a", "The name 'a' refers to an Operation, not a Tensor. Tensor names must be of the form"),
        (lambda a, other: "b:0", "The name 'b:0' refers to a Tensor which does not exist. The operation, 'b', does not"),
        (lambda a, other: other, 'Tensor Tensor("other:0", shape=(), dtype=int32) is not an element of this graph.'),
        (lambda a, other: (a, other), 'Tensor Tensor("other:0", shape=(), dtype=int32) is not an element of this graph.'),
    ],
    ids=["int", "operation", "name of an operation", "unknown name", "foreign", "foreign in a tuple"],
)
def test_what_is_no_tensor_of_this_graph_cannot_be_fed(session, key, says):
    with tf.Graph().as_default():
        other = tf.constant(0, name="other")
    a = tf.constant(1, name="a")
    with pytest.raises(TypeError) as caught:
        session.run(a, {key(a, other): 1})
    assert str(caught.value).startswith(f"Cannot interpret feed_dict key as Tensor: {says}")


def test_a_tensor_is_no_value(session):
    a, p = tf.constant(1, name="a"), tf.placeholder(tf.int32, name="p")
    with pytest.raises(TypeError) as caught:
        session.run(p, {p: a})
    assert str(caught.value) == (
        "The value of a feed cannot be a tf.Tensor object. Acceptable feed values include Python scalars, strings, lists, "
        'numpy ndarrays, or TensorHandles. For reference, the tensor object was Tensor("a:0", shape=(), dtype=int32) '
        'which was passed to the feed with key Tensor("p:0", dtype=int32).'
    )


def test_one_tensor_takes_one_value(session):
    a = tf.constant(1, name="a")
    with pytest.raises(ValueError, match="a:0 is fed twice"):
        session.run(a, {a: 1, "a:0": 2})


# -- placeholders ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dtype", "shape", "says"),
    [
        (tf.float32, [2], "float and shape [2]"),
        (tf.string, [None, 3], "string and shape [?,3]"),
        (tf.float32, None, "float"),
        (tf.int64, [], "int64"),
    ],
)
def test_a_placeholder_without_a_value_is_told_in_tensorflows_words(session, dtype, shape, says):
    p = tf.placeholder(dtype, shape, name="p")
    for tensor in (p, tf.identity(p), tf.stack([p, p])):
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            session.run(tensor)
        assert caught.value.message == f"You must feed a value for placeholder tensor 'p' with dtype {says}"
        assert caught.value.op is p.op


def test_the_rule_for_placeholders_is_tensorflows(session):
    p = tf.placeholder(tf.float32, [2], name="p")
    expected = RULES["placeholder not fed"]["error"]
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(p)
    assert str(caught.value).startswith(f"{expected['message']}\n\t [[node p (defined at ")


def test_a_placeholder_that_the_run_does_not_need_needs_no_value(session):
    p, q = tf.placeholder(tf.int32, []), tf.placeholder(tf.int32, [])
    total, double = p + q, p * 2
    assert session.run(double, {p: 1}) == 2
    assert session.run(total, {p: 1, q: 2}) == 3
    with pytest.raises(tf.errors.InvalidArgumentError, match="You must feed a value"):
        session.run(total, {p: 1})


# -- callables ---------------------------------------------------------------------------------------------------------


def test_a_callable_gives_what_a_run_gives(session):
    x, y = tf.placeholder(tf.int32, []), tf.placeholder(tf.int32, [])
    v = tf.Variable(5)
    call = session.make_callable({"sum": x + y, "parts": [x, (y, tf.no_op())]}, [x, y])
    assert call(3, 4) == {"sum": 7, "parts": [3, (4, None)]}
    assert call(5, 4) == {"sum": 9, "parts": [5, (4, None)]}
    assert session.make_callable(v.initializer)() is None
    assert session.make_callable(v + 1)() == 6


def test_a_callable_checks_its_values(session):
    x = tf.placeholder(tf.int32, [2], name="x")
    call = session.make_callable(x * 2, (x,))
    with pytest.raises(ValueError, match=r"Cannot feed value of shape \(1,\) for Tensor x:0, which has shape \(2,\)"):
        call([1])
    with pytest.raises(tf.errors.InvalidArgumentError, match="You must feed a value for placeholder tensor 'x'"):
        call()
    assert call([1, 2], [3, 4]).tolist() == [2, 4]  # as in TensorFlow, what is too much is left alone
    with pytest.raises(TypeError, match="`feed_list` must be a list or tuple"):
        session.make_callable(x, x)


def test_a_callable_takes_options_where_it_was_said_so(session):
    queue = tf.FIFOQueue(1, [tf.int32])
    taken = queue.dequeue()
    options = tf.RunOptions(timeout_in_ms=1)
    with pytest.raises(tf.errors.DeadlineExceededError):
        session.make_callable(taken, accept_options=True)(options=options)
    with pytest.raises(TypeError, match="made without accept_options"):
        session.make_callable(taken)(options=options)


def test_an_array_that_runs_backwards_in_memory_gives_what_its_copy_gives_to_the_last_bit():
    values = np.random.default_rng(0).random(100, np.float32)
    with tf.Graph().as_default(), tf.Session() as sess:
        x = tf.placeholder(tf.float32, [100])
        logarithm = tf.log1p(x)
        backwards, copied = (sess.run(logarithm, {x: fed}).tobytes() for fed in (values[::-1], values[::-1].copy()))
    assert backwards == copied
