"""Barriers: pieces become elements, earlier keys first; what is refused, and how they end."""

from __future__ import annotations

import threading

import numpy as np
import pytest

import headrace as tf
from headrace.python.ops.data_flow_ops import Barrier


def _values(session, taken):
    return [one.tolist() for one in session.run([taken.indices, taken.keys, *taken.values])]


@pytest.fixture
def session():
    with tf.Graph().as_default(), tf.Session() as session:
        yield session


_FIRST = -(2**63)


def test_elements_leave_when_they_are_whole(session):
    barrier = Barrier((tf.float32, tf.int32), shapes=((), (2,)), name="B")
    session.run(barrier.insert_many(0, ["a", "b", "c"], [1.0, 2.0, 3.0]))
    assert session.run([barrier.ready_size(), barrier.incomplete_size()]) == [0, 3]
    session.run(barrier.insert_many(1, ["c", "a"], [[5, 6], [7, 8]]))
    assert session.run([barrier.ready_size(), barrier.incomplete_size()]) == [2, 1]
    taken = barrier.take_many(2)
    assert [one.shape.as_list() for one in (taken.indices, taken.keys, *taken.values)] == [[2], [2], [2], [2, 2]]
    assert _values(session, taken) == [[_FIRST, _FIRST], [b"c", b"a"], [3.0, 1.0], [[5, 6], [7, 8]]]
    assert barrier.name == "B"


def test_earlier_keys_leave_first(session):
    barrier = Barrier((tf.int32, tf.int32), shapes=((), ()))
    for number, key in enumerate("abc"):
        session.run(barrier.insert_many(0, [key], [number]))
    for key in "cab":
        session.run(barrier.insert_many(1, [key], [0]))
    assert _values(session, barrier.take_many(3))[:2] == [[_FIRST, _FIRST + 1, _FIRST + 2], [b"a", b"b", b"c"]]


def test_whoever_takes_waits_for_pieces(session):
    barrier = Barrier((tf.int32, tf.int32), shapes=((), ()))
    session.run(barrier.insert_many(0, ["a", "b"], [1, 2]))
    taken, found = barrier.take_many(2), []
    last = barrier.insert_many(1, ["b", "a"], [3, 4])
    thread = threading.Thread(target=lambda: found.extend(_values(session, taken)))
    thread.start()
    session.run(last)
    thread.join(10)
    assert found[1:] == [[b"b", b"a"], [2, 1], [3, 4]]


@pytest.mark.parametrize(
    ("component", "keys", "values", "words"),
    [
        (0, ["a"], [1.0], "Key a already has a value for component 0 in barrier "),
        (0, ["z", "z"], [1.0, 2.0], "Key z already has a value for component 0 in barrier "),
        (1, ["b"], [1], r"Shape mismatch in tuple component 3. Expected \[2\], got \[\]"),
        (2, ["b"], [1], r"The component ID is out of range 2 > num_components \(= 2\)"),
        (0, ["b"], [1], "Signature mismatch, have: string_ref, string, int32-> expected: string_ref, string, float->"),
    ],
)
def test_what_is_refused(session, component, keys, values, words):
    barrier = Barrier((tf.float32, tf.int32), shapes=((), (2,)))
    session.run(barrier.insert_many(0, ["a"], [1.0]))
    with pytest.raises(tf.errors.InvalidArgumentError, match=words):
        session.run(barrier.insert_many(component, keys, values))


def test_components_without_elements_are_refused():
    with tf.Graph().as_default(), pytest.raises(ValueError, match="Empty tensors are not supported"):
        Barrier((tf.float32,), shapes=[[0]])


def test_a_closed_barrier_takes_what_makes_elements_whole(session):
    barrier = Barrier((tf.float32, tf.int32), shapes=((), ()))
    session.run(barrier.insert_many(0, ["a"], [1.0]))
    session.run(barrier.close())
    with pytest.raises(tf.errors.CancelledError, match="new insertions: 1"):
        session.run(barrier.insert_many(0, ["b"], [1.0]))
    session.run(barrier.insert_many(1, ["a"], [2]))
    some = barrier.take_many(3, allow_small_batch=True)
    assert _values(session, some)[1:] == [[b"a"], [1.0], [2]]
    with pytest.raises(tf.errors.OutOfRangeError, match=r"insufficient elements \(requested 3, total size 0\)"):
        session.run(barrier.take_many(3).keys)
    with pytest.raises(tf.errors.CancelledError, match="is already closed"):
        session.run(barrier.close())


def test_cancelling_drops_what_is_not_whole(session):
    barrier = Barrier((tf.float32, tf.int32), shapes=((), ()))
    session.run(barrier.insert_many(0, ["a"], [1.0]))
    session.run(barrier.close(cancel_pending_enqueues=True))
    with pytest.raises(tf.errors.CancelledError, match="Pending enqueues cancelled: 1"):
        session.run(barrier.insert_many(1, ["a"], [2]))
    with pytest.raises(tf.errors.OutOfRangeError, match="is closed and has insufficient elements"):
        session.run(barrier.take_many(1).keys)


def test_random_pieces_make_every_element_once():
    rng = np.random.default_rng(3)
    with tf.Graph().as_default(), tf.Session() as session:
        barrier = Barrier((tf.int64, tf.int64, tf.int64), shapes=((), (), ()), shared_name="one")
        keys, values = tf.placeholder(tf.string, [None]), tf.placeholder(tf.int64, [None])
        inserts = [barrier.insert_many(component, keys, values) for component in range(3)]
        pieces = [(component, key) for component in range(3) for key in range(60)]
        for place in rng.permutation(len(pieces)):
            component, key = pieces[place]
            session.run(inserts[component], {keys: [b"%d" % key], values: [10 * key + component]})
        indices, found, *columns = _values(session, barrier.take_many(60))
        assert sorted(indices) == indices
        assert sorted(map(int, found)) == list(range(60))
        assert all([10 * int(key) + c for key in found] == column for c, column in enumerate(columns))


def test_barriers_of_one_shared_name_are_one(session):
    first, second, another = (Barrier(tf.float32, shapes=(), shared_name=name) for name in ("one", "one", None))
    session.run(first.insert_many(0, ["a"], [1.0]))
    assert session.run([each.ready_size() for each in (first, second, another)]) == [1, 1, 0]
