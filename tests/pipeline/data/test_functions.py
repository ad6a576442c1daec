"""Functions of datasets: what they may use from outside, what they cost, where their errors say they were."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession
from headrace.pipeline.data.iterator_state import IteratorState

DATASET = tf.data.Dataset


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def elements(dataset, most=100, sess=None):
    iterator = dataset.make_initializable_iterator()
    following = iterator.get_next()
    with sess or tf.Session() as sess:
        sess.run([tf.global_variables_initializer(), tf.tables_initializer()])
        sess.run(iterator.initializer)
        found = []
        while len(found) < most:
            try:
                found.append(np.asarray(sess.run(following)).tolist())
            except tf.errors.OutOfRangeError:
                break
        return found


@pytest.mark.parametrize("use_resource", [False, True])
def test_a_variable_is_read_for_each_element(use_resource):
    v = tf.get_variable("v", [], tf.int64, tf.constant_initializer(3), use_resource=use_resource)
    iterator = DATASET.range(5).map(lambda x: x + v).make_initializable_iterator()
    following = iterator.get_next()
    with tf.Session() as sess:
        sess.run(v.initializer)
        sess.run(iterator.initializer)
        assert sess.run(following) == 3
        sess.run(v.assign(100))
        assert sess.run(following) == 101


def test_a_variable_that_has_no_value():
    v = tf.get_variable("v", [], tf.int64)
    iterator = DATASET.range(5).map(lambda x: x + v).make_initializable_iterator()
    with tf.Session() as sess, pytest.raises(tf.errors.FailedPreconditionError, match="uninitialized value v"):
        sess.run(iterator.initializer)


def test_a_variable_that_is_made_in_a_function_is_one_of_the_graph():
    def function(x):
        with tf.variable_scope("inside", reuse=tf.AUTO_REUSE):
            return x + tf.get_variable("w", [], tf.int64, tf.constant_initializer(7))

    dataset = DATASET.range(3).map(function)
    assert [v.name for v in tf.global_variables()] == ["inside/w:0"]
    assert tf.global_variables()[0].graph is tf.get_default_graph()
    assert elements(dataset) == [7, 8, 9]


def test_a_table_is_looked_into_in_blocks():
    table = tf.contrib.lookup.index_table_from_tensor(["a", "b"])
    assert elements(DATASET.from_tensor_slices(["b", "x", "a"]).map(table.lookup)) == [1, -1, 0]
    with pytest.raises(ValueError, match="does not support datasets that capture stateful objects"):
        DATASET.from_tensor_slices(["b"]).map(table.lookup).make_one_shot_iterator()


def ahead(dataset, sess):
    iterator = dataset.make_initializable_iterator()
    sess.run([tf.global_variables_initializer(), tf.tables_initializer()])
    sess.run(iterator.initializer)
    return sess.resources(IteratorState)[-1].dataset.ahead


def test_what_is_computed_before_it_is_asked_for():
    v = tf.Variable(np.int64(3))
    table = tf.contrib.lookup.index_table_from_tensor(["a", "b"])
    with tf.Session() as sess:
        assert ahead(DATASET.range(3).map(lambda x: x + 1), sess)
        assert ahead(DATASET.range(3).map(lambda x: x + tf.random_uniform([], maxval=3, dtype=tf.int64)), sess)
        assert ahead(DATASET.from_tensors("a").map(table.lookup), sess)
        assert ahead(DATASET.range(3).flat_map(lambda x: DATASET.range(x).map(lambda y: x + y)), sess)
        assert not ahead(DATASET.range(3).map(lambda x: x + v), sess)
        assert not ahead(DATASET.range(3).map(lambda x: tf.py_func(lambda a: a, [x], tf.int64)), sess)
        assert not ahead(DATASET.range(3).flat_map(lambda x: DATASET.range(x).map(lambda y: y + v)), sess)
        assert not ahead(DATASET.from_tensors("a").map(tf.read_file), sess)
        assert not ahead(DATASET.from_generator(lambda: iter([1]), tf.int64), sess)


def test_a_python_function_is_called_when_its_element_is_asked_for():
    seen = []

    def function(x):
        seen.append(int(x))
        return x

    dataset = DATASET.range(9).map(lambda x: tf.py_func(function, [x], tf.int64)).map(lambda x: x + 1)
    assert elements(dataset, most=3) == [1, 2, 3]
    assert seen == [0, 1, 2]


def test_what_a_function_checks_fails_its_element_alone():
    def function(x):
        tf.Assert(x < 2, ["too large", x])  # nobody waits for it
        return x

    following = DATASET.range(4).map(function).make_one_shot_iterator().get_next()
    with tf.Session() as sess:
        assert [int(sess.run(following)) for _ in range(2)] == [0, 1]
        for value in (2, 3):
            with pytest.raises(tf.errors.InvalidArgumentError, match=rf"assertion failed: \[too large\] \[{value}\]"):
                sess.run(following)
        with pytest.raises(tf.errors.OutOfRangeError):
            sess.run(following)


def test_an_error_names_the_operation_and_the_record(tmp_path):
    path = tmp_path / "numbers"
    path.write_text("1\n2\nx\n4\n")
    dataset = tf.data.TextLineDataset(str(path)).map(lambda line: tf.string_to_number(line, tf.int32, name="parse"))
    following = dataset.make_one_shot_iterator().get_next()
    with tf.Session() as sess:
        assert [int(sess.run(following)) for _ in range(2)] == [1, 2]
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            sess.run(following)
        assert f"{path}:3" in caught.value.message
        assert caught.value.op.name == "parse"
        assert sess.run(following) == 4


def test_structures_come_to_functions_as_they_are():
    seen = []

    def function(first, second):
        seen.append((type(first).__name__, sorted(second)))
        return second["b"], {"c": first}

    dataset = DATASET.zip((DATASET.range(2), {"a": DATASET.range(2), "b": DATASET.range(5, 7)})).map(function)
    assert seen == [("Tensor", ["a", "b"])]
    assert dataset.output_types == (tf.int64, {"c": tf.int64})
    following = dataset.make_one_shot_iterator().get_next()
    with tf.Session() as sess:
        assert sess.run(following) == (5, {"c": 0})


def test_sparse_elements_go_through_functions():
    dataset = DATASET.range(3).map(lambda x: tf.SparseTensor([[0, x]], [x], [1, 3])).batch(2)
    dataset = dataset.map(lambda sparse: tf.sparse_tensor_to_dense(sparse))
    assert elements(dataset) == [[[[0, 0, 0]], [[0, 1, 0]]], [[[0, 0, 2]]]]


def test_functions_are_named_as_tensorflow_names_them(graph):
    def scale(x):
        return x * 2

    DATASET.range(3).map(scale).filter(lambda x: x > 1)
    names = [one.signature.name.rpartition("_")[0] for one in graph.as_graph_def().library.function]
    assert names == ["__inference_Dataset_map_scale", "__inference_Dataset_filter_<lambda>"]


def test_a_generator_gets_arguments_and_ends_with_its_pass():
    ended = []

    def numbers(n, text):
        try:
            for k in range(int(n)):
                yield k, text
        finally:
            ended.append(True)

    dataset = DATASET.from_generator(numbers, (tf.int64, tf.string), args=(2, "a")).repeat(2)
    following = dataset.make_one_shot_iterator().get_next()
    with tf.Session() as sess:
        assert [sess.run(following) for _ in range(4)] == [(0, b"a"), (1, b"a")] * 2
        with pytest.raises(tf.errors.OutOfRangeError):
            sess.run(following)
    assert len(ended) == 2


def test_reduce_goes_on_until_its_state_is_known():
    total = DATASET.range(5).reduce(np.int64(0), lambda state, x: state + x)
    joined = DATASET.range(4).reduce(tf.constant([0], tf.int64), lambda state, x: tf.concat([state, [x]], 0))
    assert joined.shape.as_list() == [None]
    with tf.Session() as sess:
        assert sess.run(total) == 10
        assert sess.run(joined).tolist() == [0, 0, 1, 2, 3]


def _or_none(sess, following):
    try:
        return sess.run(following)
    except tf.errors.OutOfRangeError:
        return None


def test_a_map_in_blocks_is_a_map_record_by_record():
    numbers = np.random.RandomState(0).randn(300, 4).astype(np.float32)

    def function(x):
        y = tf.nn.softmax(x) + tf.random_uniform([4], seed=5)
        return tf.cond(x[0] > 0, lambda: y * 2, lambda: tf.reverse(y, [0])), tf.as_string(tf.argmax(x))

    dataset = DATASET.from_tensor_slices(numbers).map(function).filter(lambda y, text: y[1] > 0.9)
    following = dataset.make_one_shot_iterator().get_next()
    found = []
    for kind in (tf.Session, InterpretedSession):
        with kind() as sess:
            found.append([])
            for values in iter(lambda: _or_none(sess, following), None):
                found[-1].append([np.asarray(part).tolist() for part in values])
    assert found[0] == found[1]
    assert 10 < len(found[0]) < 300


TABLES = {
    "static": lambda: tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(["a", "b"], [1, 2]), -1),
    "older": lambda: tf.contrib.lookup.HashTable(tf.contrib.lookup.KeyValueTensorInitializer(["a", "b"], [1, 2]), -1),
    "with buckets": lambda: tf.contrib.lookup.index_table_from_tensor(["-", "a", "b"], num_oov_buckets=1),
    "mutable": lambda: tf.contrib.lookup.MutableHashTable(tf.string, tf.int64, -1),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("initialized", [False, True])
def test_tables_that_functions_make_are_filled_at_each_call(name, initialized):
    """Recorded from TensorFlow 1.15: the table lies outside of the function, what fills it inside."""
    with pytest.warns(UserWarning, match=r"Creating resources inside a function passed to Dataset.map\(\) is not supported"):
        dataset = tf.data.Dataset.from_tensor_slices(["a", "b", "z"]).map(lambda word: TABLES[name]().lookup(word))
    assert tf.get_collection(tf.GraphKeys.TABLE_INITIALIZERS) == []
    iterator = dataset.make_initializable_iterator()
    following = iterator.get_next()
    expected = {"mutable": [-1, -1, -1], "with buckets": [1, 2, 3]}.get(name, [1, 2, -1])
    with tf.Session() as session:
        if initialized:
            session.run(tf.tables_initializer())
        session.run(iterator.initializer)
        assert [session.run(following) for _ in range(3)] == expected
    if name != "mutable":
        with pytest.raises(ValueError, match="Failed to create a one-shot iterator for a dataset"):
            dataset.make_one_shot_iterator()


def test_what_is_asked_of_a_table_in_the_function_that_makes_it_waits_until_it_is_filled():
    def sizes(word):
        table = TABLES["static"]()
        return table.size(), tf.size(table.export()[0]), table.lookup(tf.stack([word, word]))

    with pytest.warns(UserWarning, match="Creating resources inside a function"):
        iterator = tf.data.Dataset.from_tensor_slices(["a", "z"]).map(sizes).make_initializable_iterator()
    following = iterator.get_next()
    with tf.Session() as session:
        session.run(iterator.initializer)
        assert [[part.tolist() for part in session.run(following)] for _ in range(2)] == [[2, 2, [1, 1]], [2, 2, [-1, -1]]]
