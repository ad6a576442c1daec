"""Lists with tensors in them: one type for all, nothing is cast unasked. Words are TensorFlow's."""

from __future__ import annotations

import pytest

import headrace as tf


def _float():
    return tf.constant(1.0)


def _double():
    return tf.constant(2.0, tf.float64)


MIXED = {
    "stack": (lambda: tf.stack([_float(), _double()]), "'values' of 'Pack' Op have types [float32, float64]"),
    "stack along another axis": (
        lambda: tf.stack([tf.ones([1]), tf.ones([1], tf.float64)], 1),
        "'values' of 'Pack' Op have types [float32, float64]",
    ),
    "stack of integers": (
        lambda: tf.stack([tf.constant(1), tf.constant(1, tf.int64)]),
        "'values' of 'Pack' Op have types [int32, int64]",
    ),
    "stack of a number": (lambda: tf.stack([tf.constant(1), 1.5]), "'values' of 'Pack' Op have types [int32, float32]"),
    "stack of bool": (lambda: tf.stack([tf.constant(True), _float()]), "'values' of 'Pack' Op have types [bool, float32]"),
    "stack of variables": (
        lambda: tf.stack([tf.Variable(1.0), tf.Variable(_double())]),
        "'values' of 'Pack' Op have types [float32, float64]",
    ),
    "concat": (
        lambda: tf.concat([[_float()], [_double()]], 0),
        "'values' of 'ConcatV2' Op have types [float32, float64]",
    ),
    "add_n": (lambda: tf.add_n([_float(), _double()]), "'inputs' of 'AddN' Op have types [float32, float64]"),
}


@pytest.mark.parametrize(("program", "words"), MIXED.values(), ids=MIXED)
def test_tensors_of_different_types_make_no_list(program, words):
    with pytest.raises(TypeError) as caught:
        program()
    assert str(caught.value) == f"Tensors in list passed to {words} that don't all match."


@pytest.mark.parametrize("value", ["text", True])
def test_only_numbers_are_added_up(value):
    with pytest.raises(TypeError, match=r"Value passed to parameter 'inputs' has DataType .* not in list of allowed values"):
        tf.add_n([tf.constant(value), tf.constant(value)])


def test_nothing_is_no_tensor():
    words = r"Tensors in list passed to 'values' of 'Pack' Op have types \[float32, <NOT CONVERTIBLE TO TENSOR>\] that"
    with pytest.raises(TypeError, match=words):
        tf.stack([_float(), None])


@pytest.mark.parametrize("dtype", [None, tf.float32])
@pytest.mark.parametrize("nested", [False, True])
def test_a_list_is_no_tensor_where_its_tensors_differ_in_type(dtype, nested):
    values = [[_float(), 1.0], [_double(), 2.0]] if nested else [_float(), _double()]
    with pytest.raises(TypeError, match="Cannot convert a list containing a tensor of dtype <dtype: 'float64'> to <dtype: "):
        tf.convert_to_tensor(values, dtype)


def test_a_type_that_was_asked_for_casts_the_tensors(session):
    assert session.run(tf.convert_to_tensor([_float(), 2.5], tf.float64)).dtype == "float64"
    shape = tf.reshape(tf.zeros([2]), [tf.constant(1, tf.int64), tf.constant(2)])
    assert session.run(shape).shape == (1, 2)


@pytest.mark.parametrize(
    ("given", "sizes", "expected"),
    [
        ((0, 6), [0, -1, 3], (0, 2, 3)),
        ((0, 6), [0, -1], (0, 6)),
        ((0, 6), [-1, 0], (6, 0)),
        ((0,), [0, -1, 3], (0, 0, 3)),
        ((0, 0), [0, -1], (0, 1)),
        ((2, 0, 3), [0, -1, 3], (0, 2, 3)),
        ((2, 0, 3), [0, 0, -1], (0, 0, 6)),
        ((0, 6), [0, -1, 4], (0, 1, 4)),
        ((0, 6), [-1, 3], (0, 3)),
    ],
)
def test_the_free_size_of_an_empty_tensor_comes_from_the_sizes_that_are_not_zero(session, given, sizes, expected):
    x = tf.placeholder(tf.float32)
    reshaped = tf.reshape(x, sizes)
    assert session.run(reshaped, {x: tf.zeros(given).eval(session=session)}).shape == expected
    assert session.run(tf.reshape(tf.zeros(given), sizes)).shape == expected


def test_each_empty_record_of_a_block_gets_the_size_it_has_alone():
    queue = tf.FIFOQueue(8, [tf.float32])
    number = tf.train.range_input_producer(4, num_epochs=1, shuffle=False).dequeue()
    empty = tf.zeros([tf.cast(number, tf.int32) * 0, 6])
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue([tf.reshape(empty, [0, -1, 3])])]))
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        assert [session.run(queue.dequeue()).shape for _ in range(4)] == [(0, 2, 3)] * 4
        coordinator.request_stop()
        coordinator.join(threads)


def test_accumulate_n_checks_the_type_it_is_told():
    with pytest.raises(TypeError, match="tensor_dtype is <dtype: 'int32'>, but input is of type <dtype: 'float32'>"):
        tf.accumulate_n([_float()], tensor_dtype=tf.int32)
    with pytest.raises(ValueError, match="at least one Tensor with the same dtype and shape"):
        tf.accumulate_n([_float(), _double()])


@pytest.mark.parametrize("value", ["text", True])
def test_only_numbers_have_conjugates(value):
    with pytest.raises(TypeError, match="Expected numeric or variant tensor, got dtype tf"):
        tf.conj(tf.constant(value))


NOT_SCALAR = {
    "default_value should be a scalar": lambda x: tf.sparse_to_dense([1, 3], [5], [1, 2], x),
    "value must represent a scalar, got shape [1]": lambda x: tf.fill([2], x),
    "on_value must be a scalar, but got: [1]": lambda x: tf.one_hot([1], 2, x, 0),
    "off_value must be a scalar, but got: [1]": lambda x: tf.one_hot([1], 2, 1, x),
    "constant_values must be a scalar. Found: [1]": lambda x: tf.pad([1], [[1, 1]], constant_values=x),
    "split_dim must be a scalar but has rank 1": lambda x: tf.split([1, 2], 2, x),
    "axis must be a scalar, not [1]": lambda x: tf.cumsum([1, 2], x),
}


@pytest.mark.parametrize(("words", "program"), NOT_SCALAR.items(), ids=NOT_SCALAR)
def test_a_vector_of_one_element_is_no_scalar(session, words, program):
    x = tf.placeholder(tf.int32)
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(program(x), {x: [0]})
    assert words in str(caught.value)


def test_a_dense_shape_is_a_vector():
    with pytest.raises(ValueError, match="Shape must be rank 1 but is rank 2"):
        tf.sparse_to_dense([1, 3], [[5]], [1, 2], 0)
