"""Buckets: batches of elements that belong together. tests/golden/rules/bucketing.json is what TensorFlow 1.15 does."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
import pytest
from support import golden
from support.programs import loop
from support.threads import no_threads_left, wait_until

import headrace as tf

RULES = golden.load("rules/bucketing.json")
bucket = tf.contrib.training.bucket
by_length = tf.contrib.training.bucket_by_sequence_length


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


def _one():
    return tf.constant(1)


def _numbers(*shape):
    return tf.placeholder(tf.int32, list(shape))


def _either():
    return tf.placeholder(tf.bool, [])


BUILD = {
    "two buckets": lambda: bucket([_one()], 1, 4, 2),
    "one bucket": lambda: bucket([_one()], 0, 4, 1),
    "dict, threads, capacities, names": lambda: bucket(
        {"x": _one(), "y": tf.constant([1.0, 2.0])},
        tf.constant(1),
        4,
        3,
        num_threads=2,
        capacity=9,
        bucket_capacities=[5, 6, 7],
        shared_name="sh",
        name="mine",
    ),
    "batch sizes": lambda: bucket([_one()], 1, [2, 3], 2),
    "tensor batch size": lambda: bucket([_one()], 1, _numbers(), 2),
    "dynamic_pad": lambda: bucket([_numbers(None), _one()], 1, 4, 2, dynamic_pad=True),
    "shapes": lambda: bucket([_numbers(None)], 1, 4, 2, shapes=[[3]]),
    "allow_smaller_final_batch": lambda: bucket([_one()], 1, 4, 2, allow_smaller_final_batch=True),
    "keep_input tensor": lambda: bucket([_one()], 1, 4, 2, keep_input=_either()),
    "keep_input constant": lambda: bucket([_one()], 1, 4, 2, keep_input=tf.constant(True)),
    "sparse": lambda: bucket([tf.SparseTensor([[0]], [1.0], [3]), _one()], 1, 4, 2),
    "by_sequence_length": lambda: by_length(3, [_one()], 4, [5, 10]),
    "by_sequence_length, all": lambda: by_length(
        tf.constant(3),
        {"a": _numbers(None), "b": _one()},
        [4, 2, 1],
        [5, 10],
        num_threads=2,
        capacity=8,
        bucket_capacities=[4, 5, 6],
        dynamic_pad=True,
        allow_smaller_final_batch=True,
        keep_input=_either(),
        shared_name="sh",
        name="mine",
    ),
    "by_sequence_length, shapes": lambda: by_length(3, [_numbers(None)], 4, [5], shapes=[[3]]),
}


def _described(result):
    if isinstance(result, dict):
        return {key: _described(value) for key, value in result.items()}
    if isinstance(result, (list, tuple)):
        return [_described(part) for part in result]
    if isinstance(result, tf.SparseTensor):
        return ["sparse", result.values.dtype.name]
    return [result.dtype.name, str(result.shape)]


def _compared(name, kind):
    # Constants and what makes up a cond differ; the summary of a bucket shows its own size, not that of the last queue.
    return kind not in ("Const", "QueueSizeV2") and "/cond" not in name


@pytest.mark.parametrize("case", sorted(RULES["structure"]))
def test_results_operations_queues_runners_and_summaries_are_those_of_tensorflow(case, graph):
    result = BUILD[case]()
    operations = graph.get_operations()
    queues = [op for op in operations if op.type in ("FIFOQueueV2", "PaddingFIFOQueueV2")]
    built = {
        "result": _described(result),
        "ops": [[op.name, op.type] for op in operations if _compared(op.name, op.type)],
        "queues": [[op.name, op.type, op.get_attr("capacity"), op.get_attr("shared_name")] for op in queues],
        "summaries": [tensor.name for tensor in tf.get_collection(tf.GraphKeys.SUMMARIES)],
        "runners": [
            [
                [op.name for op in runner.enqueue_ops],
                runner.close_op.name,
                runner.cancel_op.name,
                [kind.__name__ for kind in runner.queue_closed_exception_types],
            ]
            for runner in reversed(tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS))
        ],
    }
    assert built == RULES["structure"][case]


REFUSED = {
    "no tensors": lambda: bucket([], 1, 4, 2),
    "batch sizes of another number": lambda: bucket([_one()], 1, [1, 2, 3], 2),
    "capacities of another number": lambda: bucket([_one()], 1, 4, 2, bucket_capacities=[1, 2, 3]),
    "unknown shape": lambda: bucket([tf.placeholder(tf.int32)], 1, 4, 2),
    "partly unknown shape": lambda: bucket([_numbers(None)], 1, 4, 2),
    "dynamic_pad unknown rank": lambda: bucket([tf.placeholder(tf.int32)], 1, 4, 2, dynamic_pad=True),
    "vector which_bucket": lambda: bucket([_one()], tf.constant([0, 1]), 4, 2),
    "vector keep_input": lambda: bucket([_one()], 1, 4, 2, keep_input=[True]),
    "unknown keep_input": lambda: bucket([_one()], 1, 4, 2, keep_input=tf.placeholder(tf.bool)),
    "num_threads 0": lambda: bucket([_one()], 1, 4, 2, num_threads=0),
    "wrong shapes": lambda: bucket([tf.constant([1, 2])], 1, 4, 2, shapes=[[3]]),
    "fewer shapes": lambda: bucket([_one(), _one()], 1, 4, 2, shapes=[[]]),
    "no boundaries": lambda: by_length(3, [_one()], 4, []),
    "falling boundaries": lambda: by_length(3, [_one()], 4, [5, 3]),
    "equal boundaries": lambda: by_length(3, [_one()], 4, [5, 5]),
    "float boundaries": lambda: by_length(3, [_one()], 4, [5, 7.5]),
    "an array of boundaries": lambda: by_length(3, [_one()], 4, np.array([5, 6])),
    "batch sizes for lengths": lambda: by_length(3, [_one()], [4, 5, 6], [7]),
    "capacities for lengths": lambda: by_length(3, [_one()], 4, [7], bucket_capacities=[1]),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_what_tensorflow_refuses_is_refused_in_its_words(case):
    expected = RULES["errors"][case]
    with pytest.raises(Exception) as caught:
        REFUSED[case]()
    assert type(caught.value).__name__ == expected["class"]
    assert str(caught.value).startswith(expected["message"])


def test_no_case_of_tensorflow_is_left_out():
    assert set(REFUSED) == set(RULES["errors"])
    assert set(BUILD) == set(RULES["structure"])
    assert set(RUNS) == set(RULES["runs"])


@pytest.mark.parametrize("boundaries", [[2.5], ["a"], [1, 2.0]])
def test_boundaries_must_be_integers(boundaries):
    with pytest.raises(TypeError, match="bucket boundaries must be integers, but saw:"):
        by_length(3, [_one()], 2, boundaries)


def test_there_must_be_a_bucket():
    with pytest.raises(ValueError, match=r"^num_buckets must be >= 1; got 0$"):
        bucket([_one()], 0, 4, 0)


def test_boundaries_from_arrays_a_single_tensor_and_sizes_that_are_alike_are_taken_as_they_are():
    lengths, single = by_length(3, _one(), 4, [np.int64(5), np.int32(7)])
    assert lengths.shape == single.shape == (4,)
    assert bucket(_one(), 0, [2, 2], 2)[1].shape == (2,)
    assert bucket(_one(), 0, tf.constant(3), 2)[1].shape == (3,)


# -- runs --------------------------------------------------------------------------------------------------------------


def _up_to(count):
    """The numbers from 0 to `count` - 1, one a step."""
    return tf.train.range_input_producer(count, num_epochs=1, shuffle=False).dequeue()


def _by_rest(count, buckets, **options):
    number = _up_to(count)
    return bucket([number, number * 10], number % buckets, 2, buckets, **options)


def _padded(**options):
    number = _up_to(9)
    which = tf.cast(number > 4, tf.int32)
    return bucket([tf.range(number), number], which, 2, 2, dynamic_pad=True, **options)


def _padded_texts():
    number = _up_to(6)
    return bucket([tf.fill([number], "t"), number], number % 2, 3, 2, dynamic_pad=True)


def _lengths(**options):
    length = _up_to(12)
    return by_length(length, [tf.range(length)], 2, [3, 8], dynamic_pad=True, **options)


def _sparse():
    number = _up_to(6)
    place = tf.reshape(tf.cast(number, tf.int64), [1, 1])
    return bucket([tf.SparseTensor(place, tf.reshape(number, [1]), [6]), number], number % 2, 3, 2)


def _simple(count=8, which=lambda number: number % 2, size=2, keep=None, structure=lambda number: [number]):
    number = _up_to(count)
    options = {} if keep is None else {"keep_input": keep(number)}
    return bucket(structure(number), which(number), size, 2, **options)


def _shaped(count, element, shape, which):
    number = _up_to(count)
    return bucket([element(number)], which(number), 2, 2, shapes=[shape])


RUNS = {
    "two buckets": partial(_by_rest, 12, 2),
    "three buckets, rests are lost": partial(_by_rest, 11, 3),
    "three buckets, rests are kept": partial(_by_rest, 11, 3, allow_smaller_final_batch=True),
    "one bucket": partial(_by_rest, 5, 1, allow_smaller_final_batch=True),
    "small capacities": partial(_by_rest, 12, 2, capacity=1, bucket_capacities=[2, 2]),
    "capacities below the batch": partial(_by_rest, 12, 2, bucket_capacities=[1, 1]),
    "padded": _padded,
    "padded, rests are kept": partial(_padded, allow_smaller_final_batch=True),
    "padded texts": _padded_texts,
    "batch sizes": partial(_simple, size=[3, 2]),
    "batch size of a tensor": lambda: _simple(size=tf.constant(2) + 1),
    "outside the buckets": partial(_simple, which=lambda number: number - 3),
    "negative": partial(_simple, 3, which=lambda number: number * 0 - 1),
    "some are kept": partial(_simple, 12, keep=lambda number: number < 6),
    "none is kept": partial(_simple, 12, keep=lambda number: number < 0),
    "lengths": _lengths,
    "lengths, rests are kept": partial(_lengths, allow_smaller_final_batch=True),
    "dict": partial(_simple, structure=lambda number: {"n": number, "t": tf.as_string(number)}),
    "sparse": _sparse,
    "shapes": partial(_shaped, 4, lambda number: tf.range(number * 0, number * 0 + 2), [2], lambda number: number % 2),
    "a shape that is not the one given": partial(
        _shaped, 4, lambda number: tf.where(tf.equal(number, tf.range(9))), [2, 1], lambda number: 0
    ),
    "uninitialized": partial(_by_rest, 4, 2),
}


def _plain(value):
    if isinstance(value, (np.ndarray, np.generic)):
        return _plain(value.tolist())
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):  # a SparseTensorValue among them
        return [_plain(part) for part in value]
    return value.decode() if isinstance(value, bytes) else value


def _said(error):
    words = re.sub(r"'_\d+_", "'_N_", error.message.partition("\n")[0]).partition(" (a local variable, ")[0]
    return {"class": type(error).__name__, "message": words}


def _run(fetches, initialize=True):
    """The batches as they come, how they end, and what join raises."""
    got, ended, joined = loop(fetches, initialize)
    return {"batches": [_plain(values) for values in got], "ends_with": _said(ended), "join": joined and _said(joined)}


@pytest.mark.parametrize("case", sorted(RULES["runs"]))
def test_batches_and_their_end_are_those_of_tensorflow(case):
    found = _run(RUNS[case](), initialize=case != "uninitialized")
    found["batches"].sort(key=str)  # which bucket is first is a race
    assert found == RULES["runs"][case]


def test_the_batches_of_a_bucket_keep_the_order_of_the_input():
    found = _run(bucket([number := _up_to(60)], number % 3, 4, 3, capacity=2))
    for k in range(3):
        numbers = [number for which, batch in found["batches"] if which == k for number in batch]
        assert numbers == list(range(k, 60, 3))


def test_threads_that_fill_the_buckets_lose_nothing_and_add_nothing():
    found = _run(_by_rest(60, 2, num_threads=4))
    assert all(number % 2 == which for which, (numbers, _) in found["batches"] for number in numbers)
    assert all(tens == [10 * number for number in numbers] for _, (numbers, tens) in found["batches"])
    assert sorted(number for _, (numbers, _) in found["batches"] for number in numbers) == list(range(60))


def test_without_any_input_kept_nothing_comes_and_the_end_of_the_input_is_the_end():
    found = _run(bucket([number := _up_to(9)], number % 2, 2, 2, keep_input=False))
    assert (found["batches"], found["ends_with"]["class"], found["join"]) == ([], "OutOfRangeError", None)


def test_buckets_with_a_shared_name_keep_their_elements_apart():
    number = _up_to(12)
    which, numbers = bucket([number], number % 2, 3, 2, shared_name="shared")
    seen = sorted((int(k), values.tolist()) for k, values in tf.train.iterate([which, numbers]))
    assert seen == [(0, [0, 2, 4]), (0, [6, 8, 10]), (1, [1, 3, 5]), (1, [7, 9, 11])]


def _failing():
    number = _up_to(8)
    with tf.control_dependencies([tf.Assert(number < 5, ["five"])]):
        number = tf.identity(number)
    return bucket([number], number % 2, 1, 2)


def test_an_error_of_the_input_ends_the_batches_and_join_raises_it():
    found = _run(_failing())
    assert found["ends_with"]["class"] == "OutOfRangeError"
    assert found["join"] == {"class": "InvalidArgumentError", "message": "assertion failed: [five]"}
    # How many get through before the runners stop is a race, also in TensorFlow.
    assert all([which, batch] in [[n % 2, [n]] for n in range(5)] for which, batch in found["batches"])


def test_without_a_coordinator_all_before_an_error_of_the_input_arrives_and_the_end_tells_of_it():
    fetches = _failing()
    seen = []
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        tf.train.start_queue_runners(session)
        with pytest.raises(tf.errors.OutOfRangeError, match=r"(?s)top_queue' is closed.*assertion failed: \[five\]"):
            seen.extend(_plain(session.run(fetches)) for _ in range(9))
    assert sorted(seen) == [[0, [0]], [0, [2]], [0, [4]], [1, [1]], [1, [3]]]


# -- buckets whose input the program puts in itself --------------------------------------------------------------------


def _hand_fed():
    source = tf.FIFOQueue(20, [tf.int32], [[]], name="source")
    number, given = source.dequeue(), _numbers(None)
    result = bucket([number], number % 2, 4, 2)
    return given, source.enqueue_many(given), result


def _named(session, end):
    (found,) = [each for each in tf.train.statistics(session) if each.name.endswith(end)]
    return found


def test_waiting_for_any_bucket_is_no_reason_for_a_warning(monkeypatch, caplog):
    monkeypatch.setattr("headrace.pipeline.queues.waiting.waits.PATIENCE", 0.01)
    given, put, result = _hand_fed()
    with tf.Session() as session:
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        wait_until(lambda: "source" in caplog.text)  # nobody but the program feeds that one
        for end in ("bucket_queue_0", "bucket_queue_1"):
            wait_until(lambda end=end: _named(session, end).seconds_dequeues_blocked > 0.05)
            session.run(put, {given: [0, 1, 2]})
        assert _plain(session.run(result)) == [0, [0, 2, 0, 2]]
        coord.request_stop()
        coord.join(threads)
    warned = [record.getMessage() for record in caplog.records if "no queue runner feeds it" in record.getMessage()]
    assert warned
    waits = [message.partition(" has been waiting ")[2] for message in warned]  # behind the name of the thread
    assert all("source" in wait and "bucket" not in wait for wait in waits)


def test_batches_before_the_runners_start_are_an_error_that_says_what_to_do(monkeypatch):
    monkeypatch.setattr("headrace.pipeline.diagnosis.diagnosis.GRACE", 0.01)
    with tf.Session() as session, pytest.raises(tf.errors.FailedPreconditionError, match="call start_queue_runners"):
        session.run(_hand_fed()[2])


def test_the_summaries_show_how_full_each_queue_is():
    given, put, _ = _hand_fed()
    tags = tf.get_collection(tf.GraphKeys.SUMMARIES)
    with tf.Session() as session:
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        session.run(put, {given: [0, 1, 2, 3, 4, *range(1, 18, 2)]})
        wait_until(lambda: _named(session, "top_queue").size == 2)
        wait_until(lambda: [_named(session, f"bucket_queue_{k}").size for k in range(2)] == [3, 3])
        values = [tf.Summary.FromString(part).value[0] for part in session.run(tags)]
        assert [value.tag for value in values] == [tag.name.removesuffix(":0") for tag in tags]
        assert [value.simple_value for value in values] == [3, 3, 2 / 32]
        coord.request_stop()
        coord.join(threads)
