"""`peek` and `snapshot` of iterators show what `get_next` will give, and take nothing."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.threads import no_threads_left

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


def drawn(number):
    return tf.cast(number, tf.float32) + tf.random_uniform([], seed=5)


PROGRAMS = {
    "range": lambda: tf.data.Dataset.range(40),
    "shuffled": lambda: tf.data.Dataset.range(40).shuffle(7, seed=3).repeat(2),
    "functions that draw": lambda: tf.data.Dataset.range(40).map(drawn),
    "prefetched": lambda: tf.data.Dataset.range(40).map(drawn).prefetch(5),
    "side by side": lambda: tf.data.Dataset.range(40).map(tf.square, num_parallel_calls=3),
    "a py_func": lambda: tf.data.Dataset.range(20).map(lambda n: tf.py_func(lambda k: 2 * k, [n], tf.int64)),
    "batches of several shapes": lambda: (
        tf.data.Dataset.range(1, 30).map(lambda n: tf.fill([n % 3], n)).padded_batch(4, [None])
    ),
    "elements that fail": lambda: tf.data.Dataset.range(20).map(lambda n: tf.check_numerics(1 / (n % 6 - 3), "")),
}


def plain(element):
    return np.asarray(element).tolist()


def given_next(session, following):
    try:
        return plain(session.run(following))
    except tf.errors.OutOfRangeError:
        return None
    except tf.errors.InvalidArgumentError:
        return "failed"


def all_of(session, following):
    found = []
    while not found or found[-1] is not None:
        found.append(given_next(session, following))
    return found


@pytest.mark.parametrize("program", PROGRAMS)
@settings(max_examples=15)
@given(steps=st.lists(st.sampled_from([None, 0, 1, 2, 7, 50]), max_size=20))
def test_what_is_seen_is_what_comes(program, steps):
    with tf.Graph().as_default():
        tf.set_random_seed(1)
        iterator = PROGRAMS[program]().make_one_shot_iterator()
        following = iterator.get_next()
        with tf.Session() as session:
            expected = all_of(session, following)
        with tf.Session() as session:
            found, seen = [], []
            for step in steps:  # None: an element is taken; a number: so many are looked at, and all that are ready
                if step is None:
                    found.append(given_next(session, following))
                else:
                    seen += [(len(found), step, list(map(plain, iterator.peek(step))))]
                    seen += [(len(found), None, list(map(plain, iterator.snapshot())))]
            found += all_of(session, following)
        known = [one for one in expected if one is not None]
        assert found[: len(known)] == known
        for at, n, elements in seen:
            coming = [*known[at:], "failed"]
            coming = coming[: coming.index("failed")]
            assert elements == (coming[: len(elements)] if n is None else coming[:n])


def test_where_it_is_saved_nobody_sees_that_it_was_looked_at(tmp_path):
    iterator = tf.data.Dataset.range(30).shuffle(9, seed=2).make_initializable_iterator()
    following = iterator.get_next()
    saver = tf.train.Saver([tf.data.experimental.make_saveable_from_iterator(iterator)])
    with tf.Session() as session:
        session.run(iterator.initializer)
        session.run(following)
        iterator.peek(12)
        path = saver.save(session, str(tmp_path / "model"))
        rest = all_of(session, following)
    with tf.Session() as session:
        session.run(iterator.initializer)
        saver.restore(session, path)
        assert len(rest) == 30
        assert all_of(session, following) == rest


def test_elements_are_copies_in_the_structure_of_the_dataset():
    sparse = tf.SparseTensor([[0, 1], [1, 0]], [b"a", b"b"], [2, 3])
    dataset = tf.data.Dataset.from_tensor_slices({"x": np.arange(6).reshape(2, 3), "words": ([b"u", b"v"], sparse)})
    iterator = dataset.make_one_shot_iterator()
    following = iterator.get_next()
    with tf.Session() as session:
        (first,) = iterator.peek(session=session)
        assert first["x"].tolist() == [0, 1, 2]
        assert first["words"][0] == b"u"
        assert type(first["words"][1]) is tf.SparseTensorValue
        first["x"][:] = 9
        first["words"][1].values[:] = b"z"
        found = session.run(following)
        assert found["x"].tolist() == [0, 1, 2]
        assert found["words"][1].values.tolist() == [b"a"]


def test_statistics_do_not_count_what_was_looked_at():
    iterator = tf.data.Dataset.range(5).make_one_shot_iterator()
    following = iterator.get_next()
    with tf.Session() as session:
        session.run(following)
        assert len(iterator.peek(9)) == 4
        (found,) = tf.train.statistics(session).iterators
        assert (found.elements, found.is_over) == (1, False)
        assert all_of(session, following) == [1, 2, 3, 4, None]
        (found,) = tf.train.statistics(session).iterators
        assert (found.elements, found.is_over) == (5, True)


def test_what_a_thread_has_prefetched_is_ready():
    iterator = tf.data.Dataset.range(50).prefetch(4).make_one_shot_iterator()
    with tf.Session():
        assert iterator.peek(3) == [0, 1, 2]
        assert iterator.snapshot()[:3] == [0, 1, 2]
        iterator = tf.data.Dataset.range(3).map(lambda n: tf.py_func(np.square, [n], tf.int64)).make_one_shot_iterator()
        assert iterator.snapshot() == []


def test_threads_that_take_meanwhile_get_each_element_once():
    iterator = tf.data.Dataset.range(3000).make_one_shot_iterator()
    following = iterator.get_next()
    with tf.Session() as session:
        found = [[] for _ in range(3)]
        threads = [threading.Thread(target=lambda mine=mine: mine.extend(all_of(session, following))) for mine in found]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            seen = iterator.peek(20)
            assert seen == list(range(3000))[slice(seen[0], seen[0] + len(seen)) if seen else slice(0)]
        for thread in threads:
            thread.join()
    assert sorted(one for mine in found for one in mine if one is not None) == list(range(3000))


def test_what_cannot_be_looked_at_is_refused():
    iterator = tf.data.Dataset.range(3).make_initializable_iterator()
    fed = tf.data.Iterator.from_string_handle(tf.placeholder(tf.string), tf.int64, [])
    with pytest.raises(ValueError, match="no default session"):
        iterator.peek()
    with tf.Session() as session:
        with pytest.raises(tf.errors.FailedPreconditionError, match="has not been initialized"):
            iterator.peek()
        session.run(iterator.initializer)
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"peek\(-1\): the number of elements must be >= 0"):
            iterator.peek(-1)
        with pytest.raises(ValueError, match="only a run decides which iterator 'IteratorFromStringHandleV2' is"):
            fed.peek()
    with tf.train.MonitoredSession() as monitored:
        monitored.run(iterator.initializer)
        assert iterator.peek(2, monitored) == [0, 1]
