"""Producers: what they build, refuse and deliver, epoch after epoch; tests/golden/rules/producers.json is TensorFlow's."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest
from support import golden
from support.programs import loop
from support.threads import ended, in_thread, no_threads_left, outcome, wait_until

import headrace as tf

RULES = golden.load("rules/producers.json")
train = tf.train


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


BUILD = {
    "slice_input_producer": lambda: train.slice_input_producer([[1, 2], ["a", "b"]], num_epochs=2),
    "slice_input_producer, all arguments": lambda: train.slice_input_producer(
        [[1, 2], ["a", "b"]], 2, True, 7, 5, "sh", "rows"
    ),
    "range_input_producer, all arguments": lambda: train.range_input_producer(5, 2, True, 7, 6, "sh", "numbers"),
    "string_input_producer, all arguments": lambda: train.string_input_producer(["a"], 2, True, 7, 6, "sh", "files"),
    "input_producer with a summary and a cancel_op": lambda: train.input_producer(
        [1, 2], cancel_op=tf.no_op("stop"), name="in", capacity=5, summary_name="full"
    ),
    "input_producer unnamed": lambda: train.input_producer([1, 2]),
    "limit_epochs named": lambda: train.limit_epochs("a", 2, name="twice"),
    "match_filenames_once named": lambda: train.match_filenames_once(["a*", "b*"], name="mine"),
    "string_input_producer(match_filenames_once, num_epochs=1)": lambda: train.string_input_producer(
        train.match_filenames_once("*"), num_epochs=1
    ),
}


@pytest.mark.parametrize("case", sorted(RULES["structure"]))
def test_operations_collections_and_runners_are_those_of_tensorflow(case, graph):
    BUILD[case]()
    operations = graph.get_operations()
    queues = [op for op in operations if op.type == "FIFOQueueV2"]
    built = {
        "ops": [[op.name, op.type] for op in operations],
        "queue_runners": [
            {
                "queue": runner.name,
                "enqueue_ops": [op.name for op in runner.enqueue_ops],
                "close": runner.close_op.name,
                "cancel": runner.cancel_op.name,
                "closed": [kind.__name__ for kind in runner.queue_closed_exception_types],
            }
            for runner in tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)
        ],
        "local_variables": [variable.name for variable in tf.local_variables()],
        "summaries": [tensor.name for tensor in tf.get_collection(tf.GraphKeys.SUMMARIES)],
        "shared": [op.get_attr("shared_name") for op in queues],
        "capacity": [op.get_attr("capacity") for op in queues],
    }
    assert built == RULES["structure"][case]
    assert tf.global_variables() == tf.trainable_variables() == []


def _unknown(*shape):
    return tf.placeholder(tf.int32, shape or None)


REFUSED = {
    "string_input_producer(())": lambda: train.string_input_producer(()),
    "string_input_producer('')": lambda: train.string_input_producer(""),
    "string_input_producer of numbers": lambda: train.string_input_producer([1, 2]),
    "string_input_producer of a matrix": lambda: train.string_input_producer([["a", "b"]]),
    "input_producer num_epochs=0": lambda: train.input_producer([1], num_epochs=0),
    "range_input_producer num_epochs=0": lambda: train.range_input_producer(3, num_epochs=0),
    "slice_input_producer num_epochs=-2": lambda: train.slice_input_producer([[1]], num_epochs=-2),
    "limit_epochs 0": lambda: train.limit_epochs(1, 0),
    "range_input_producer(-1)": lambda: train.range_input_producer(-1),
    "slice_input_producer of a scalar": lambda: train.slice_input_producer([1]),
    "match_filenames_once of a matrix": lambda: train.match_filenames_once([["a"]]),
    "input_producer of rows of unknown shape": lambda: train.input_producer(_unknown()),
    "element_shape with an unknown dimension": lambda: train.input_producer(_unknown(None, None, 3), [None, 3]),
    "element_shape of another size": lambda: train.input_producer(_unknown(None, None, 3), [4, 5]),
    "element_shape of another rank": lambda: train.input_producer(_unknown(None, None, 3), [4]),
}


@pytest.mark.parametrize("case", sorted(RULES["errors"]))
def test_what_tensorflow_refuses_is_refused_in_its_words(case):
    with pytest.raises(Exception) as caught:
        REFUSED[case]()
    found = {"class": type(caught.value).__name__, "message": str(caught.value).partition(" for '")[0]}
    assert found == RULES["errors"][case]


def test_element_shape_says_what_the_tensor_does_not():
    assert train.input_producer(_unknown(), element_shape=[]).dequeue().shape == ()
    assert train.input_producer(_unknown(), element_shape=[2]).dequeue().shape == (2,)
    assert train.input_producer(_unknown(None, None, 3), element_shape=[4, 3]).dequeue().shape == (4, 3)
    assert train.input_producer(np.zeros((5, 2, 3), np.float32)).dequeue_many(4).shape == (4, 2, 3)


# -- runs --------------------------------------------------------------------------------------------------------------


def _plain(value):
    if isinstance(value, (np.ndarray, np.generic)):
        return _plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value.decode() if isinstance(value, bytes) else value


def _said(error):
    if error is None:
        return None
    return {"class": type(error).__name__, "message": re.sub(r"'_\d+_", "'_N_", error.message.partition("\n")[0])}


def _run(fetches, initialize=True):
    """What a program delivers, how it ends, and what join raises."""
    got, ended, joined = loop(fetches, initialize)
    return {"out": [_plain(values) for values in got], "ends_with": _said(ended), "join": joined and _said(joined)}


def _loose(value):
    return tf.Variable(value, validate_shape=False)


ONCE = {"num_epochs": 1, "shuffle": False}
TWICE = {"num_epochs": 2, "shuffle": False}

RUNS = {
    "match_filenames_once without a match": lambda: train.string_input_producer(
        train.match_filenames_once("nope*"), num_epochs=1
    ).dequeue(),
    "an empty constant": lambda: train.string_input_producer(tf.constant([], tf.string)).dequeue(),
    "range_input_producer(0)": lambda: train.range_input_producer(0, **TWICE).dequeue(),
    "slices": lambda: train.slice_input_producer([[1, 2, 3], ["a", "b", "c"]], **TWICE),
    "slices of unequal length": lambda: train.slice_input_producer([[1, 2, 3], ["a", "b"]], **ONCE),
    "slices, the first shorter": lambda: train.slice_input_producer([[1, 2], ["a", "b", "c"]], **ONCE),
    "slices of matrices": lambda: train.slice_input_producer([[[1, 2], [3, 4]]], **ONCE),
    "rows": lambda: train.input_producer([[1, 2], [3, 4]], **TWICE).dequeue(),
    "rows of a shape that is not element_shape": lambda: train.input_producer(
        _loose([[1, 2], [3, 4]]), element_shape=[3], **TWICE
    ).dequeue(),
    "rows of element_shape": lambda: train.input_producer(_loose([[1, 2], [3, 4]]), element_shape=[2], **ONCE).dequeue(),
    "limit_epochs": lambda: train.limit_epochs(["a", "b"], 2),
    "int64 range": lambda: train.range_input_producer(tf.constant(3, tf.int64), **ONCE).dequeue(),
    "num_epochs 2.5": lambda: train.limit_epochs(1, 2.5),
}


@pytest.mark.parametrize("case", sorted(RULES["runs"]))
def test_a_program_delivers_and_ends_as_in_tensorflow(case):
    assert _run(RUNS[case]()) == RULES["runs"][case]


FORGOTTEN = {
    "match_filenames_once": lambda: train.string_input_producer(train.match_filenames_once("nope*")).dequeue(),
    "input_producer": lambda: train.input_producer([1], num_epochs=1).dequeue(),
    "range_input_producer": lambda: train.range_input_producer(1, num_epochs=1).dequeue(),
    "slice_input_producer": lambda: train.slice_input_producer([[1]], num_epochs=1),
    "limit_epochs": lambda: train.limit_epochs(1, 1),
}


@pytest.mark.parametrize("case", sorted(RULES["uninitialized"]))
def test_without_initialized_local_variables_the_error_names_the_variable(case):
    found = _run(FORGOTTEN[case](), initialize=False)
    error = found["join"] or found["ends_with"]
    error["message"], _, hint = error["message"].partition(" (a local variable, as num_epochs makes one: ")
    assert found == RULES["uninitialized"][case]
    assert hint == "run tf.local_variables_initializer() first)"


def test_with_two_uninitialized_variables_the_error_names_one_of_them():
    # Which one is a race in TensorFlow.
    queue = train.string_input_producer(train.match_filenames_once("*"), num_epochs=1)
    found = _run(queue.dequeue(), initialize=False)
    assert found["join"]["class"] == "FailedPreconditionError"
    name = found["join"]["message"].removeprefix("Attempting to use uninitialized value ").partition(" (")[0]
    assert name in ("matching_filenames", "input_producer/limit_epochs/epochs")


# -- match_filenames_once ----------------------------------------------------------------------------------------------


@pytest.fixture
def directory(tmp_path):
    for name in ("b2.csv", "a1.csv", "b1.csv", "c.txt"):
        (tmp_path / name).touch()
    return tmp_path


def _matches(pattern):
    names = train.match_filenames_once(pattern)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        return [name.decode().rpartition("/")[2] for name in session.run(names).tolist()]


def test_the_names_of_files_come_sorted(directory):
    assert _matches(f"{directory}/*.csv") == ["a1.csv", "b1.csv", "b2.csv"]
    assert _matches(f"{directory}/*.tsv") == []


def test_the_names_of_several_patterns_come_sorted_together_and_as_often_as_they_match(directory):
    assert _matches([f"{directory}/b*.csv", f"{directory}/a*"]) == ["a1.csv", "b1.csv", "b2.csv"]
    assert _matches([f"{directory}/*.csv", f"{directory}/a*"]) == ["a1.csv", "a1.csv", "b1.csv", "b2.csv"]


def test_files_are_looked_up_when_the_variable_is_initialized_and_not_again(directory):
    names = train.match_filenames_once(f"{directory}/*.txt")
    initializer = tf.local_variables_initializer()
    (directory / "d.txt").touch()
    with tf.Session() as session:
        session.run(initializer)
        (directory / "e.txt").touch()
        assert len(session.run(names)) == len(session.run(tf.identity(names))) == 2
        session.run(initializer)
        assert len(session.run(names)) == 3


def test_the_shape_of_the_names_is_unknown_until_they_are_looked_up():
    names = train.match_filenames_once("*")
    assert names.shape.ndims is None
    assert tf.identity(names).shape.ndims is None
    with pytest.raises(ValueError, match=r"^Either `input_tensor` must have a fully defined shape or"):
        train.input_producer(names)


# -- limit_epochs ------------------------------------------------------------------------------------------------------


def test_without_a_limit_the_tensor_stays_what_it_is(graph):
    value = ["a"]
    assert train.limit_epochs(value) is value
    assert graph.get_operations() == []


def test_epochs_are_counted_once_a_run_per_session_and_anew_after_initialization():
    limited = train.limit_epochs(tf.constant(5), 2)
    initializer = tf.local_variables_initializer()
    for _ in range(2):
        with tf.Session() as session:
            for _ in range(2):
                session.run(initializer)
                assert session.run([limited, limited + 1, limited]) == [5, 6, 5]
                assert session.run(tf.local_variables())[0].tolist() == 1
                session.run(limited)
                with pytest.raises(tf.errors.OutOfRangeError, match=r"^Reached limit of 2"):
                    session.run(limited)


# -- shuffling ---------------------------------------------------------------------------------------------------------


def _epochs(values, size):
    assert len(values) % size == 0
    return [values[start : start + size] for start in range(0, len(values), size)]


def test_each_epoch_is_a_permutation_of_its_own_and_a_seed_fixes_them_all():
    value = train.range_input_producer(50, num_epochs=4, seed=7).dequeue()
    other = train.range_input_producer(50, num_epochs=4, seed=8).dequeue()
    free = train.range_input_producer(50, num_epochs=1).dequeue()
    seen = list(train.iterate(value))
    epochs = _epochs(seen, 50)
    assert all(sorted(epoch) == list(range(50)) for epoch in epochs)
    assert len({tuple(epoch) for epoch in epochs}) == 4
    assert list(train.iterate(value)) == seen
    assert list(train.iterate(other)) != seen
    assert list(train.iterate(free)) != list(train.iterate(free))


def test_the_seed_of_the_graph_fixes_the_order_too():
    def order(seed):
        with tf.Graph().as_default():
            tf.set_random_seed(seed)
            return list(train.iterate(train.string_input_producer([*"abcdefghijklmnop"], num_epochs=2).dequeue()))

    assert order(1) == order(1) != order(2)


def test_slices_stay_together_when_they_are_mixed():
    number, text, row = train.slice_input_producer(
        [list(range(30)), [str(k) for k in range(30)], [[k, -k] for k in range(30)]], num_epochs=3, seed=1
    )
    assert (number.shape, text.shape, row.shape) == ((), (), (2,))
    seen = [(int(n), t.decode(), r.tolist()) for n, t, r in train.iterate([number, text, row])]
    assert all(t == str(n) and r == [n, -n] for n, t, r in seen)
    for epoch in _epochs([n for n, _, _ in seen], 30):
        assert sorted(epoch) == list(range(30)) != epoch


# -- the queue ---------------------------------------------------------------------------------------------------------


def _waiting(session, queue):
    """Whether the runner waits for room in the queue."""
    return any(s.blocked_enqueues for s in train.statistics(session) if s.name.endswith(queue.name))


def test_the_queue_holds_no_more_than_its_capacity():
    queue = train.string_input_producer([*"abcdefghij"], shuffle=False, capacity=4)
    value, size = queue.dequeue(), queue.size()
    tag = tf.get_collection(tf.GraphKeys.SUMMARIES)[0]
    with tf.Session() as session:
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        for expected in "abcdefghijabc":
            wait_until(lambda: _waiting(session, queue))
            wait_until(lambda: session.run(size) == 4)
            assert session.run(value).decode() == expected
        wait_until(lambda: session.run(size) == 4)
        (entry,) = tf.Summary.FromString(session.run(tag)).value
        assert (entry.tag, entry.simple_value) == ("input_producer/fraction_of_4_full", 1.0)
        coord.request_stop()
        coord.join(threads)


def test_producers_with_the_same_shared_name_fill_one_queue():
    first = train.string_input_producer(["a", "b"], num_epochs=2, shared_name="files")
    second = train.string_input_producer(["c"], num_epochs=3, shared_name="files")
    values = [first.dequeue(), second.dequeue()]
    seen = Counter()
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        for runner in tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS):
            # One after the other: the first to end closes the queue.
            ended(*[in_thread(lambda op=op: session.run(op))[0] for op in runner.enqueue_ops])
        assert session.run([first.size(), second.size()]) == [3, 3]
        for k in range(3):
            seen[session.run(values[k % 2])] += 1
    assert seen == Counter([b"a", b"b", b"c"])


def test_threads_that_share_a_producer_get_each_element_once():
    value = train.range_input_producer(200, num_epochs=2, capacity=7).dequeue()
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        runners = tf.train.start_queue_runners(session, coord)

        def drain():
            out = []
            try:
                while True:
                    out.append(int(session.run(value)))
            except tf.errors.OutOfRangeError:
                return out

        takers = [in_thread(drain) for _ in range(4)]
        seen = Counter(number for taker in takers for number in outcome(taker))
        coord.request_stop()
        coord.join(runners)
    assert seen == Counter(dict.fromkeys(range(200), 2))


@pytest.mark.parametrize("producer", ["input_producer", "string_input_producer"])
def test_cancel_op_runs_once_when_the_runner_is_stopped_and_what_is_in_the_queue_can_still_be_taken(producer):
    stopped = tf.Variable(0, trainable=False)
    queue = getattr(train, producer)(["a", "b", "c"], shuffle=False, capacity=2, cancel_op=stopped.assign_add(1))
    value = queue.dequeue()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        wait_until(lambda: _waiting(session, queue))
        assert session.run(stopped) == 0
        coord.request_stop()
        coord.join(threads)
        assert session.run(stopped) == 1
        assert [session.run(value), session.run(value)] == [b"a", b"b"]
        with pytest.raises(tf.errors.OutOfRangeError):
            session.run(value)


def test_a_name_alone_is_no_list_of_names():
    with tf.Graph().as_default(), pytest.raises(ValueError, match=r"^Shape \(\) must have rank at least 1; .*\['a.csv'\]"):
        tf.train.string_input_producer("a.csv")


@pytest.mark.parametrize("reader", [tf.TextLineReader, tf.TFRecordReader, tf.WholeFileReader])
def test_a_reader_that_is_given_a_name_says_that_it_wants_a_queue(reader):
    with tf.Graph().as_default(), pytest.raises(AttributeError, match=r"no attribute 'queue_ref'; .* queue of file names"):
        reader().read("a.csv")
