"""Iterators: one-shot, initializable, reinitializable, feedable; what they refuse, in TensorFlow's words."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

DATASET = tf.data.Dataset


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def elements(sess, following):
    found = []
    while True:
        try:
            found.append(np.asarray(sess.run(following)).tolist())
        except tf.errors.OutOfRangeError:
            return found


def test_an_iterator_begins_anew_with_each_initialization():
    iterator = DATASET.range(3).make_initializable_iterator()
    following = iterator.get_next()
    with tf.Session() as sess:
        for _ in range(2):
            sess.run(iterator.initializer)
            assert elements(sess, following) == [0, 1, 2]
        sess.run(iterator.initializer)
        sess.run(following)
        sess.run(iterator.initializer)
        assert elements(sess, following) == [0, 1, 2]


def test_an_iterator_that_was_not_initialized():
    following = DATASET.range(3).make_initializable_iterator().get_next()
    with tf.Session() as sess, pytest.raises(tf.errors.FailedPreconditionError) as caught:
        sess.run(following)
    assert caught.value.message.startswith(
        "GetNext() failed because the iterator has not been initialized. Ensure that you have run the initializer operation "
        "for this iterator before getting the next element."
    )
    assert caught.value.op.name == "IteratorGetNext"


def test_the_end_is_told_again_and_again():
    following = DATASET.range(1).make_one_shot_iterator().get_next()
    with tf.Session() as sess:
        sess.run(following)
        for _ in range(3):
            with pytest.raises(tf.errors.OutOfRangeError, match="End of sequence"):
                sess.run(following)


def test_a_one_shot_iterator_has_no_initializer():
    with pytest.raises(ValueError, match=r"^Iterator does not have an initializer\.$"):
        DATASET.range(1).make_one_shot_iterator().initializer  # noqa: B018


@pytest.mark.parametrize("use_resource", [False, True])
def test_a_one_shot_iterator_takes_no_variable(use_resource):
    v = tf.get_variable("v", [], tf.int64, tf.zeros_initializer(), use_resource=use_resource)
    dataset = DATASET.range(5).map(lambda x: x + v)
    with pytest.raises(ValueError) as caught:
        dataset.make_one_shot_iterator()
    assert str(caught.value) == (
        "Failed to create a one-shot iterator for a dataset. `Dataset.make_one_shot_iterator()` does not support datasets that "
        "capture stateful objects, such as a `Variable` or `LookupTable`. In these cases, use "
        "`Dataset.make_initializable_iterator()`. (Original error: Cannot capture a stateful node (name:v, type:VariableV2) by "
        "value.)"
    )


def test_a_one_shot_iterator_takes_nothing_that_is_fed():
    p = tf.placeholder(tf.int64)
    with pytest.raises(ValueError, match=r"^Cannot capture a placeholder \(name:Placeholder, type:Placeholder\) by value.$"):
        DATASET.range(5).map(lambda x: x + p).make_one_shot_iterator()


def test_what_is_fed_is_that_of_the_initialization():
    p = tf.placeholder(tf.int64)
    iterator = DATASET.range(3).map(lambda x: x + p).make_initializable_iterator()
    following = iterator.get_next()
    with tf.Session() as sess:
        for value in (10, 20):
            sess.run(iterator.initializer, {p: value})
            assert elements(sess, following) == [value, value + 1, value + 2]


def test_one_iterator_for_several_datasets():
    iterator = tf.data.Iterator.from_structure(tf.int64, tf.TensorShape([None]))
    one = iterator.make_initializer(DATASET.range(3).batch(2))
    other = iterator.make_initializer(DATASET.range(10, 14).batch(4), name="other")
    assert (one.name, one.type, other.name) == ("make_initializer", "MakeIterator", "other")
    following = iterator.get_next()
    assert following.shape.as_list() == [None]
    with tf.Session() as sess:
        sess.run(one)
        assert sess.run(following).tolist() == [0, 1]
        sess.run(other)
        assert elements(sess, following) == [[10, 11, 12, 13]]


@pytest.mark.parametrize(
    ("dataset", "kind", "message"),
    [
        (
            lambda: DATASET.range(3),
            TypeError,
            "Expected output shapes compatible with TensorShape([Dimension(None)]) but got dataset with output shapes "
            "TensorShape([]).",
        ),
        (
            lambda: DATASET.from_tensors([1.0]),
            TypeError,
            "Expected output types tf.int64 but got dataset with output types tf.float32.",
        ),
        (
            lambda: DATASET.from_tensors(([1.0], 2)),
            ValueError,
            "The two structures don't have the same nested structure.\n\nFirst structure: type=DType str=<dtype: 'int64'>\n\n"
            'Second structure: type=tuple str=(tf.float32, tf.int32)\n\nMore specifically: Substructure "type=tuple '
            'str=(tf.float32, tf.int32)" is a sequence, while substructure "type=DType str=<dtype: \'int64\'>" is not',
        ),
    ],
)
def test_a_dataset_of_other_elements(dataset, kind, message):
    iterator = tf.data.Iterator.from_structure(tf.int64, tf.TensorShape([None]))
    with pytest.raises(kind) as caught:
        iterator.make_initializer(dataset())
    assert str(caught.value).startswith(message)


def test_the_iterator_is_fed():
    handle = tf.placeholder(tf.string, [])
    following = tf.data.Iterator.from_string_handle(handle, tf.int64, []).get_next()
    first, second = (DATASET.range(k, k + 3).make_one_shot_iterator() for k in (0, 10))
    with tf.Session() as sess:
        one, other = sess.run([first.string_handle(), second.string_handle("named")])
        found = [int(sess.run(following, {handle: each})) for each in (one, other, one, other, other)]
        assert found == [0, 10, 1, 11, 12]
        assert second.string_handle("again").op.name == "again"


@pytest.mark.parametrize(
    ("element", "message"),
    [
        ([1.0, 2.0], "Data type mismatch at component 0: expected int64 but got float."),
        (np.int64(3), "Incompatible shapes at component 0: expected [?] but got []."),
        (([np.int64(1)], 2), "Number of components does not match: expected 1 types but got 2."),
    ],
)
def test_a_handle_of_other_elements(element, message):
    handle = tf.placeholder(tf.string, [])
    following = tf.data.Iterator.from_string_handle(handle, tf.int64, tf.TensorShape([None])).get_next()
    iterator = DATASET.from_tensors(element).make_one_shot_iterator()
    with tf.Session() as sess, pytest.raises(tf.errors.InvalidArgumentError) as caught:
        sess.run(following, {handle: sess.run(iterator.string_handle())})
    assert caught.value.message.startswith(message)


def test_a_handle_that_is_none():
    following = tf.data.Iterator.from_string_handle("nothing", tf.int64).get_next()
    with tf.Session() as sess, pytest.raises(tf.errors.InvalidArgumentError, match="string_handle"):
        sess.run(following)


def test_iterators_of_one_shared_name_are_one():
    first = DATASET.range(5).make_initializable_iterator(shared_name="shared")
    second = DATASET.range(5).make_initializable_iterator(shared_name="shared")
    with tf.Session() as sess:
        sess.run(first.initializer)
        assert [int(sess.run(one.get_next())) for one in (first, second, first)] == [0, 1, 2]


def test_a_session_that_is_closed_ends_its_iterators():
    closed = []

    def numbers():
        try:
            yield from range(9)
        finally:
            closed.append(True)

    following = DATASET.from_generator(numbers, tf.int64).make_one_shot_iterator().get_next()
    sess = tf.Session()
    assert sess.run(following) == 0
    sess.close()
    assert closed
    with pytest.raises(RuntimeError, match=r"Attempted to use a closed Session\."):
        sess.run(following)


def test_each_session_has_a_pass_of_its_own():
    following = DATASET.range(5).make_one_shot_iterator().get_next()
    with tf.Session() as one, tf.Session() as other:
        assert [int(sess.run(following)) for sess in (one, one, other)] == [0, 1, 0]


def test_a_dataset_of_another_graph():
    with tf.Graph().as_default():
        dataset = DATASET.range(3)
    with pytest.raises(ValueError, match="different from the graph"):
        dataset.make_one_shot_iterator()
    with pytest.raises(ValueError, match="different from the graph"):
        dataset.make_initializable_iterator()


def test_random_numbers_go_on_from_pass_to_pass_and_begin_anew_with_each_initialization():
    tf.set_random_seed(1)
    drawn = DATASET.range(2).map(lambda x: tf.random_uniform([], maxval=1000, dtype=tf.int32)).repeat(2)
    nested = DATASET.range(2).flat_map(
        lambda x: DATASET.range(2).map(lambda y: tf.random_uniform([], maxval=1000, dtype=tf.int32))
    )
    first, second, third = (one.make_initializable_iterator() for one in (drawn, drawn, nested))
    with tf.Session() as sess:
        sess.run([first.initializer, second.initializer, third.initializer])
        numbers = elements(sess, first.get_next())
        assert len(set(numbers)) > 2
        assert elements(sess, second.get_next()) == numbers
        assert elements(sess, third.get_next()) == numbers  # as in TensorFlow: their functions have as many operations
        sess.run(first.initializer)
        assert elements(sess, first.get_next()) == numbers


def test_many_calls_of_get_next_are_told_of(caplog):
    iterator = DATASET.range(3).make_one_shot_iterator()
    for _ in range(32):
        iterator.get_next()
    assert not caplog.messages
    iterator.get_next()
    assert caplog.messages[0].startswith("An unusually high number of `Iterator.get_next()` calls was detected.")


def test_what_is_known_of_elements():
    dataset = DATASET.from_tensors({"a": (1, "x"), "b": tf.SparseTensor([[0, 1]], [2.0], [3, 4])})
    iterator = dataset.make_one_shot_iterator()
    for one in (dataset, iterator):
        assert one.output_types == {"a": (tf.int32, tf.string), "b": tf.float32}
        assert one.output_shapes == {"a": (tf.TensorShape([]), tf.TensorShape([])), "b": tf.TensorShape([3, 4])}
        assert one.output_classes == {"a": (tf.Tensor, tf.Tensor), "b": tf.SparseTensor}
        assert tf.data.experimental.get_structure(one) == one.element_spec
    assert repr(DATASET.range(3).batch(2)) == "<DatasetV1Adapter shapes: (?,), types: tf.int64>"
    with pytest.raises(TypeError):
        tf.data.get_output_types(3)


def test_iterating_over_a_dataset_is_for_eager_programs():
    with pytest.raises(RuntimeError, match=r"__iter__\(\) is only supported inside of tf.function"):
        list(DATASET.range(3))


def test_the_class_itself_takes_types():
    made = DATASET.range(3).make_initializable_iterator()
    iterator = tf.data.Iterator(made._iterator_resource, made.initializer, tf.int64, tf.TensorShape([]), tf.Tensor)
    with tf.Session() as sess:
        sess.run(iterator.initializer)
        assert elements(sess, iterator.get_next()) == [0, 1, 2]
        assert iterator.element_spec == tf.TensorSpec([], tf.int64)
