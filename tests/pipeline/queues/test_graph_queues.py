"""Queues as a session runs them: chosen in the run, shared by name, with named components, and waited for."""

from __future__ import annotations

import re
import tracemalloc
from collections import Counter

import numpy as np
import pytest
from support.queues.kinds import KINDS_OF_TENSORFLOW, in_graph
from support.threads import in_thread, no_threads_left, outcome, wait_until

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@pytest.fixture
def session(graph):
    with tf.Session() as session:
        yield session


def numbers(kind="FIFOQueue", capacity=10, **named):
    """A queue of int32 numbers."""
    return in_graph(kind, capacity, tf.int32, shapes=[()], **named)


# -- memory --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["FIFOQueue", "RandomShuffleQueue", "PaddingFIFOQueue"])
def test_a_batch_is_its_caller_s_without_being_copied_once_more(kind, session):
    queue = in_graph(kind, 100, tf.float32, shapes=[[1000]])
    session.run(queue.enqueue_many([np.zeros([60, 1000], np.float32)]))
    batch = queue.dequeue_many(20)
    first = session.run(batch)
    tracemalloc.start()
    try:
        second = session.run(batch)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1.5 * second.nbytes
    second[:] = 1
    assert not first.any()
    assert not session.run(batch).any()


# -- from_list -----------------------------------------------------------------------------------------------------------


def test_every_method_works_on_the_queue_that_the_index_picks(session):
    first, second = numbers(), numbers("RandomShuffleQueue")
    index = tf.placeholder(tf.int32, [])
    chosen = tf.QueueBase.from_list(index, [first, second])
    sizes = [first.size(), second.size()]
    session.run(chosen.enqueue(7), {index: 1})
    session.run(chosen.enqueue_many([[1, 2, 3]]), {index: 0})
    assert session.run(sizes) == [3, 1]
    assert [session.run(chosen.size(), {index: k}) for k in range(2)] == [3, 1]
    assert session.run(chosen.dequeue(), {index: 1}) == 7
    assert session.run(chosen.dequeue_many(2), {index: 0}).tolist() == [1, 2]
    session.run(chosen.close(), {index: 0})
    assert session.run([first.is_closed(), second.is_closed()]) == [True, False]
    assert session.run(chosen.dequeue_up_to(5), {index: 0}).tolist() == [3]
    assert session.run(sizes) == [0, 0]


def test_a_chosen_queue_has_the_types_and_shapes_that_all_agree_on():
    vectors, others = tf.FIFOQueue(10, tf.int32, shapes=[(2,)]), tf.FIFOQueue(10, tf.int32, shapes=[(3,)])
    same = tf.QueueBase.from_list(0, [vectors, tf.PaddingFIFOQueue(10, tf.int32, shapes=[(2,)])])
    assert same.dtypes == [tf.int32]
    assert same.dequeue().shape.as_list() == [2]
    assert same.dequeue_many(4).shape.as_list() == [4, 2]
    assert same.dequeue_up_to(4).shape.as_list() == [None, 2]
    for queues in ([vectors, others], [vectors, tf.FIFOQueue(10, tf.int32)]):
        mixed = tf.QueueBase.from_list(0, queues)
        assert mixed.dequeue().shape.ndims is None
        assert mixed.dequeue_many(4).shape.ndims is None


def test_a_chosen_queue_gives_dicts_where_all_have_the_same_names(session):
    queues = [numbers(names="number") for _ in range(2)]
    chosen = tf.QueueBase.from_list(1, queues)
    session.run(chosen.enqueue({"number": 3}))
    assert session.run(queues[1].dequeue()) == {"number": 3}


@pytest.mark.parametrize("index", [-1, 2])
def test_an_index_outside_the_list_is_an_error_and_no_queue_changes(session, index):
    queues = [numbers(), numbers()]
    chosen = tf.QueueBase.from_list(tf.placeholder_with_default(index, []), queues)
    with pytest.raises(tf.errors.InvalidArgumentError, match=re.escape(f"indices = {index} is not in [0, 2)")):
        session.run(chosen.enqueue(1))
    assert session.run([queue.size() for queue in queues]) == [0, 0]


def test_what_is_no_list_of_like_queues_is_refused():
    for queues in ([], None, numbers(), [numbers(), 3]):
        with pytest.raises(TypeError, match=r"^A list of queues expected$"):
            tf.QueueBase.from_list(0, queues)
    pair = tf.FIFOQueue(10, [tf.int32, tf.int32])
    for other in (tf.FIFOQueue(10, tf.float32), pair, numbers("PriorityQueue")):
        with pytest.raises(TypeError, match=r"^Queues do not have matching component dtypes\.$"):
            tf.QueueBase.from_list(0, [numbers(), other])
    for other in (numbers(), numbers(names="b")):
        with pytest.raises(TypeError, match=r"^Queues do not have matching component names\.$"):
            tf.QueueBase.from_list(0, [numbers(names="a"), other])


# -- shared_name ---------------------------------------------------------------------------------------------------------


def test_queues_of_one_shared_name_are_one_in_a_session_and_none_of_another_sessions():
    first, second = numbers(shared_name="common"), numbers(shared_name="common")
    apart = [numbers(name="common"), numbers()]
    with tf.Session() as one, tf.Session() as other:
        one.run(first.enqueue(5))
        assert one.run([first.size(), second.size()]) == [1, 1]
        assert one.run([queue.size() for queue in apart]) == [0, 0]
        assert other.run([first.size(), second.size()]) == [0, 0]
        assert one.run(second.dequeue()) == 5
        assert one.run([first.size(), second.size()]) == [0, 0]


def test_a_shared_name_in_another_graph_is_another_queue(graph):
    with tf.Graph().as_default() as elsewhere:
        queue = numbers(shared_name="common")
        put, size = queue.enqueue(1), queue.size()
    here = numbers(shared_name="common").size()
    with tf.Session(graph=elsewhere) as there, tf.Session(graph=graph) as session:
        there.run(put)
        assert there.run(size) == 1
        assert session.run(here) == 0


def test_a_runner_that_feeds_one_of_the_shared_queues_feeds_the_other(session):
    fed, taken = numbers(shared_name="common"), numbers(shared_name="common")
    count = tf.train.range_input_producer(3, num_epochs=1, shuffle=False).dequeue()
    tf.train.add_queue_runner(tf.train.QueueRunner(fed, [fed.enqueue(count)]))
    assert list(tf.train.iterate(taken.dequeue(), session=session)) == [0, 1, 2]


UNLIKE = {
    "kind": (numbers, lambda **s: numbers("PaddingFIFOQueue", **s), "Expected FIFOQueue, found PaddingFIFOQueueV2"),
    "capacity": (numbers, lambda **s: numbers(capacity=7, **s), "has capacity 10 but requested capacity was 7"),
    "types": (
        numbers,
        lambda **s: tf.FIFOQueue(10, [tf.float32, tf.string], shapes=[(), ()], **s),
        "has component types int32 but requested component types were float, string",
    ),
    "shapes": (
        numbers,
        lambda **s: tf.FIFOQueue(10, tf.int32, shapes=[(2, 3)], **s),
        "has component shapes [[]] but requested component shapes were [[2,3]]",
    ),
    "no shapes": (
        numbers,
        lambda **s: tf.FIFOQueue(10, tf.int32, **s),
        "has component shapes [[]] but requested component shapes were []",
    ),
    "held back": (
        lambda **s: tf.RandomShuffleQueue(10, 0, tf.int32, **s),
        lambda **s: tf.RandomShuffleQueue(10, 2, tf.int32, **s),
        "has min_after_dequeue 0 but requested min_after_dequeue was 2.",
    ),
    "seeds": (
        lambda **s: tf.RandomShuffleQueue(10, 0, tf.int32, **s),
        lambda **s: tf.RandomShuffleQueue(10, 0, tf.int32, seed=3, **s),
        "has random seeds (0, 0) but requested seeds are (87654321, 3).",
    ),
}


@pytest.mark.parametrize("case", sorted(UNLIKE))
def test_queues_of_one_shared_name_must_be_alike(session, case):
    first, second, said = UNLIKE[case]
    first, second = first(shared_name="common"), second(shared_name="common", name="other")
    session.run(first.size())
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(second.size())
    assert caught.value.message == (said if case == "kind" else f"Shared queue 'common' {said}")
    assert caught.value.op.name == "other"
    assert session.run(first.size()) == 0


# -- components ----------------------------------------------------------------------------------------------------------


def test_named_components_go_in_and_come_out_as_dicts(session):
    queue = tf.FIFOQueue(10, [tf.int32, tf.string], shapes=[(), (2,)], names=["number", "words"])
    session.run(queue.enqueue({"words": ["a", "b"], "number": 1}))
    session.run(queue.enqueue_many({"number": [2, 3, 4], "words": [["c", "d"]] * 3}))
    one = session.run(queue.dequeue())
    assert one["number"] == 1
    assert one["words"].tolist() == [b"a", b"b"]
    two = session.run(queue.dequeue_many(2))
    assert two["number"].tolist() == [2, 3]
    session.run(queue.close())
    rest = session.run(queue.dequeue_up_to(5))
    assert sorted(rest) == ["number", "words"]
    assert rest["words"].tolist() == [[b"c", b"d"]]


def test_the_names_of_a_priority_queue_begin_with_that_of_the_priority(session):
    queue = tf.PriorityQueue(10, tf.string, shapes=[()], names=["rank", "word"])
    session.run(queue.enqueue_many({"word": ["late", "soon"], "rank": [9, 1]}))
    assert session.run(queue.dequeue()) == {"rank": 1, "word": b"soon"}
    with pytest.raises(ValueError, match="List of names must have the same length as the list of dtypes"):
        tf.PriorityQueue(10, tf.string, shapes=[()], names=["word"])


TYPES = [
    "float16",
    "float32",
    "float64",
    "int8",
    "uint8",
    "int16",
    "uint16",
    "int32",
    "uint32",
    "int64",
    "uint64",
    "bool",
    "complex64",
    "complex128",
    "string",
]


@pytest.mark.parametrize("shaped", [True, False])
@pytest.mark.parametrize("name", TYPES)
def test_every_type_comes_out_of_a_queue_as_it_went_in(session, name, shaped):
    dtype = getattr(tf, name)
    values = np.array([b"\0x", b"", b"z\0"], object) if name == "string" else np.array([1, 0, 1], dtype.as_numpy_dtype)
    given = tf.placeholder(dtype, [3])
    fifo = tf.FIFOQueue(10, [dtype, dtype], shapes=[(), (3,)] if shaped else None)
    ranked = tf.PriorityQueue(10, [dtype], shapes=[(3,)] if shaped else None)
    session.run([fifo.enqueue([given[2], given]), ranked.enqueue([4, given])], {given: values})
    scalar, vector = session.run(fifo.dequeue())
    assert type(scalar) is (bytes if name == "string" else dtype.as_numpy_dtype)
    assert scalar == values[2]
    rank, other = session.run(ranked.dequeue())
    assert (rank, type(rank)) == (4, np.int64)
    for found in (vector, other):
        assert found.dtype == values.dtype
        assert found.tolist() == values.tolist()


LOOSE = {
    "FIFOQueue": lambda: tf.FIFOQueue(10, tf.float32),
    "RandomShuffleQueue": lambda: tf.RandomShuffleQueue(10, 0, tf.float32),
    "PaddingFIFOQueue": lambda: tf.PaddingFIFOQueue(10, tf.float32, shapes=[[None]]),
    "a FIFOQueue of vectors": lambda: tf.FIFOQueue(10, tf.float32, shapes=[[3]]),
}


@pytest.mark.parametrize("kind", sorted(LOOSE))
def test_an_element_stays_what_it_was_whatever_happens_to_what_it_was_made_of(session, kind):
    queue, variable, fed = LOOSE[kind](), tf.Variable(tf.zeros([3])), tf.placeholder(tf.float32, [3])
    rows, fixed = tf.placeholder(tf.float32, [2, 3]), tf.constant([0.0, 0.0, 0.0])
    array, many, taken = np.zeros(3, np.float32), np.zeros((2, 3), np.float32), queue.dequeue()
    session.run(tf.global_variables_initializer())
    session.run(queue.enqueue(variable))
    session.run(variable.assign_add([1, 1, 1]))
    session.run(queue.enqueue(fed), {fed: array})
    array[:] = 2
    session.run(queue.enqueue_many([rows]), {rows: many})
    many[:] = 3
    _, fetched = session.run([queue.enqueue(fed * 0), fed * 0], {fed: array})
    fetched[:] = 4
    session.run(queue.enqueue(fixed))
    for _ in range(6):
        element = session.run(taken)
        assert element.tolist() == [0, 0, 0]
        element[:] = 5
    assert session.run(fixed).tolist() == [0, 0, 0]


# -- together, and waiting -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS_OF_TENSORFLOW)
def test_an_enqueue_and_a_dequeue_in_one_run_meet_also_where_there_is_little_room_or_none(session, kind):
    for capacity in (10, 1 if kind == "RandomShuffleQueue" else 0):
        queue = numbers(kind, capacity)
        put, taken = queue.enqueue([1, 7] if kind == "PriorityQueue" else 7), queue.dequeue()
        for fetches in ([put, taken], [taken, put]):
            assert 7 in np.ravel([value for value in session.run(fetches) if value is not None]).tolist()
        assert session.run(queue.size()) == 0


def test_a_close_in_the_run_of_a_dequeue_ends_it(session):
    queue = numbers()
    with pytest.raises(tf.errors.OutOfRangeError, match="is closed and has insufficient elements"):
        session.run([queue.dequeue(), queue.close()])


def test_size_and_is_closed_follow_the_order_that_the_program_asks_for(session):
    queue = numbers()
    with tf.control_dependencies([queue.enqueue_many([[1, 2]])]):
        full = queue.size()
        with tf.control_dependencies([full]):
            taken = queue.dequeue()
    with tf.control_dependencies([taken]):
        left = queue.size()
    with tf.control_dependencies([left]), tf.control_dependencies([queue.close()]):
        closed = queue.is_closed()
    assert session.run(queue.is_closed()) == np.False_
    found = session.run([closed, left, taken, full])
    assert found == [True, 1, 1, 2]
    assert [type(value) for value in found] == [np.bool_, np.int32, np.int32, np.int32]


@pytest.mark.parametrize("kind", KINDS_OF_TENSORFLOW)
def test_a_run_whose_time_is_up_leaves_the_queue_as_it_was(session, kind):
    queue, limit = numbers(kind, 3), tf.RunOptions(timeout_in_ms=10)
    element = [0, 1] if kind == "PriorityQueue" else [1]
    put = queue.enqueue(element)
    session.run(put)
    session.run(put)
    for waits in (queue.dequeue_many(3), queue.dequeue_up_to(3)):
        with pytest.raises(tf.errors.DeadlineExceededError, match=r"^Timed out waiting for notification; it waited for"):
            session.run(waits, options=limit)
        assert session.run(queue.size()) == 2
    session.run(put, options=limit)
    with pytest.raises(tf.errors.DeadlineExceededError):
        session.run(put, options=limit)
    assert session.run(queue.size()) == 3
    assert np.ravel(session.run(queue.dequeue_many(3))[-1:])[-1] == 1
    session.run(put, options=limit)
    assert session.run([queue.size(), queue.is_closed()]) == [1, False]


def test_a_session_with_a_time_limit_ends_every_wait():
    queue = numbers()
    with (
        tf.Session(config=tf.ConfigProto(operation_timeout_in_ms=10)) as session,
        pytest.raises(tf.errors.DeadlineExceededError),
    ):
        session.run(queue.dequeue())


def test_closing_a_session_wakes_all_who_wait_in_it_and_none_of_another_session():
    empty, full = numbers(shared_name="empty"), numbers(capacity=0, shared_name="full")
    waits = [empty.dequeue(), empty.dequeue_many(2), full.enqueue(1), full.enqueue_many([[1, 2]])]
    put = empty.enqueue(3)

    def waiting(session):
        found = tf.train.statistics(session)
        return sum(queue.blocked_enqueues + queue.blocked_dequeues for queue in found)

    with tf.Session() as other:
        apart = in_thread(lambda: other.run(waits[0]))
        session = tf.Session()
        started = [in_thread(lambda op=op: session.run(op)) for op in waits]
        wait_until(lambda: waiting(session) == 4 and waiting(other) == 1)
        session.close()
        ended = [outcome(thread) for thread in started]
        assert Counter(type(error) for error in ended) == {tf.errors.CancelledError: 4}
        assert [error.op for error in ended] == [getattr(op, "op", op) for op in waits]
        assert waiting(other) == 1
        other.run(put)
        assert outcome(apart) == 3
    with pytest.raises(RuntimeError, match="Attempted to use a closed Session"):
        session.run(waits[0])


def test_programs_may_derive_classes_of_their_own(session):
    class Numbers(tf.FIFOQueue):
        def __init__(self):
            super().__init__(3, tf.int32, [()])

    queue = Numbers()
    session.run(queue.enqueue(5))
    assert session.run(queue.dequeue()) == 5
    assert type(queue).__name__ == "Numbers"
    assert tf.FIFOQueue.__name__ == "FIFOQueue"
