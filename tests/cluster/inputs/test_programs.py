"""What input workers make is what threads make; programs that other processes cannot run are refused, each in one line."""

from __future__ import annotations

import collections
import threading
import types
from collections import Counter

import numpy as np
import pytest
from support.fixtures import graph

import headrace as tf
from headrace.cluster.inputs.program import InputProgram
from headrace.pipeline.inputs import elsewhere

__all__ = ["graph"]

FILES, RECORDS = 4, 12
PARTS = []


class Here:
    """A worker in this process."""

    def __init__(self, name, part, graph):
        PARTS.append(part)
        self._program = InputProgram(part)

    @staticmethod
    def check():
        """There is nothing to connect to."""

    def elements(self, columns, run):
        self._program.begin(columns, 0)
        while (block := self._program.block()) is not None:
            yield block

    def close(self):
        """It ends with the test."""


@pytest.fixture
def here(monkeypatch):
    PARTS.clear()
    monkeypatch.setattr(elsewhere, "above", lambda name: Here)


@pytest.fixture
def files(tmp_path):
    for file in range(FILES):
        (tmp_path / f"{file}.csv").write_text("".join(f"{file},{number},{'x' * number}\n" for number in range(RECORDS)))
    return [str(tmp_path / f"{file}.csv") for file in range(FILES)]


def record(files, epochs=1):
    names = tf.train.string_input_producer(files, num_epochs=epochs, shuffle=False)
    _, line = tf.TextLineReader().read(names)
    return tf.decode_csv(line, [[0], [0], [""]])


def rows(batch):
    """The rows of all batches."""
    found = []
    for values in tf.train.iterate(batch):
        parts = values if isinstance(values, list) else [values]
        found += zip(*(part.tolist() for part in parts), strict=True)
    return found


def by(workers, make, *arguments):
    """The rows of what `make(workers, ...)` builds in a graph of its own."""
    with tf.Graph().as_default():
        return rows(make(workers, *arguments))


def late_half(record):
    return {"tensors": record, "keep_input": record[1] >= RECORDS // 2}


def many(record):
    return [tf.reshape(part, [1]) for part in record]


REST = {"allow_smaller_final_batch": True}
SHUFFLED = {"capacity": 30, "min_after_dequeue": 5, **REST}
CALLS = {
    "batch": lambda one, n: tf.train.batch(one, 5, input_workers=n, **REST),
    "batch of many": lambda one, n: tf.train.batch(many(one), 5, enqueue_many=True, input_workers=n, **REST),
    "batch, padded": lambda one, n: tf.train.batch(
        [one[0], tf.range(one[1])[:5]], 5, dynamic_pad=True, input_workers=n, **REST
    )[:1],
    "batch_join": lambda one, n: tf.train.batch_join([one], 5, input_workers=n, **REST),
    "maybe_batch": lambda one, n: tf.train.maybe_batch(**late_half(one), batch_size=5, input_workers=n, **REST),
    "maybe_batch_join": lambda one, n: tf.train.maybe_batch_join([one], one[1] > 3, 5, input_workers=n, **REST),
    "shuffle_batch": lambda one, n: tf.train.shuffle_batch(one, 5, input_workers=n, **SHUFFLED),
    "shuffle_batch_join": lambda one, n: tf.train.shuffle_batch_join([one], 5, input_workers=n, **SHUFFLED),
    "maybe_shuffle_batch": lambda one, n: tf.train.maybe_shuffle_batch(
        **late_half(one), batch_size=5, input_workers=n, **SHUFFLED
    ),
    "maybe_shuffle_batch_join": lambda one, n: tf.train.maybe_shuffle_batch_join(
        [one], batch_size=5, keep_input=one[1] > 3, input_workers=n, **SHUFFLED
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_every_function_gives_each_record_once(here, files, name):
    def make(workers):
        return CALLS[name](record(files, epochs=2), workers)

    alone, one, three = by(None, make), by(1, make), by(3, make)
    assert len(alone) >= 2 * FILES * RECORDS // 2
    assert Counter(one) == Counter(three) == Counter(alone)
    if "shuffle" not in name:
        assert one == alone
    assert len(PARTS) == 4


def test_what_several_programs_deliver_is_delivered_by_one_worker_each(here, files):
    def make(workers):
        names = tf.train.string_input_producer(files, num_epochs=1)
        lines = [[tf.TextLineReader().read(names)[1], tf.constant(number)] for number in range(2)]
        return tf.train.batch_join(lines, 1, input_workers=workers)

    found = by(3, make)
    assert Counter(line for line, _ in found) == Counter(line for line, _ in by(None, make))
    assert len({part.graph for part in PARTS[:3]}) == 2


def test_rows_of_slices_and_small_files_are_handed_out_several_at_a_time(here, files):
    def slices(workers):
        row = tf.train.slice_input_producer([np.arange(100), np.arange(100) * 2], num_epochs=1, shuffle=False)
        return tf.train.batch(row, 10, input_workers=workers)

    def whole(workers):
        _, value = tf.WholeFileReader().read(tf.train.string_input_producer(files * 10, num_epochs=1, shuffle=False))
        return tf.train.batch([value], 10, input_workers=workers)

    for make in (slices, whole):
        assert by(1, make) == by(None, make)


def test_one_worker_draws_what_a_thread_draws_and_two_do_not_draw_the_same(here, files):
    def make(workers):
        tf.set_random_seed(5)
        return tf.train.batch([tf.random_uniform([]) + 0 * tf.cast(record(files)[1], tf.float32)], 4, input_workers=workers)

    assert by(1, make) == by(None, make)
    drawn = [value for (value,) in by(2, make)]
    assert len(set(drawn)) == len(drawn) == FILES * RECORDS


def test_epochs_begin_anew(here, files):
    batch = tf.train.batch(record(files), 4, input_workers=2)
    passes = [[row for parts in epoch for row in parts[1].tolist()] for epoch in tf.train.epochs(2, batch)]
    assert [Counter(one) for one in passes] == [Counter(FILES * list(range(RECORDS)))] * 2


def test_what_begins_again_leaves_out_what_has_come(here, files):
    rows = by(1, lambda workers: tf.train.batch(record(files), 1, input_workers=workers))
    program = InputProgram(PARTS[0])
    names = np.array([name.encode() for name in files], object)
    for skip in (0, 1, RECORDS, FILES * RECORDS - 1, FILES * RECORDS):
        program.begin([names], skip)
        found = []
        while (block := program.block()) is not None:
            found += zip(*(list(column) for column in block[0]), strict=True)
        assert found == rows[skip:]


def test_a_bad_record_ends_it_as_in_this_process_with_all_that_comes_before(here, files):
    with open(files[1], "a") as file:
        file.write("a,b,c\n")
    told = []
    for workers in (None, 1):
        with tf.Graph().as_default():
            batch = tf.train.batch(record(files), 1, input_workers=workers)
            found = []
            with pytest.raises(tf.errors.InvalidArgumentError) as caught:
                found.extend(parts[1].item() for parts in tf.train.iterate(batch))
            told.append((found, caught.value.message, caught.value.op.name))
    assert told[0] == told[1]
    assert told[0][0] == 2 * list(range(RECORDS))
    assert files[1] in told[0][1]


def test_a_coordinator_that_stops_ends_threads_that_wait(here, files):
    batch = tf.train.batch(record(files, epochs=None), 4, input_workers=2)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        session.run(batch)
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=60)
        assert not any(thread.is_alive() for thread in threads)


class Endless(Here):
    """Gives elements without end; the first one fails when the second has begun."""

    begun = threading.Event()

    def __init__(self, name, part, graph):
        self._fails = name.startswith("input worker 0")

    def elements(self, columns, run):
        while not self._fails:
            yield [np.zeros(2, np.int32), np.zeros(2, np.int32), np.array([b"", b""], object)], 2
            self.begun.set()
        self.begun.wait()
        raise tf.errors.DataLossError(None, None, "torn")


def test_what_one_fails_of_ends_the_others_in_the_middle_of_their_files(monkeypatch, files):
    monkeypatch.setattr(elsewhere, "above", lambda name: Endless)
    batches = tf.train.iterate(tf.train.batch(record(files), 2, input_workers=2))
    with pytest.raises(tf.errors.DataLossError, match="torn"):
        collections.deque(batches, maxlen=0)


def test_a_state_is_refused_by_name(here, files):
    batch = tf.train.batch(record(files), 4, input_workers=1)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        session.run(batch)
        refused = tf.train.pipeline_state(session)["not_resumable"]
        coordinator.request_stop()
        coordinator.join(threads)
    assert {
        "what": "queue runner 'batch/fifo_queue'",
        "why": "has input_workers: what they have read is not known here",
    } in refused


def test_an_order_can_be_kept_by_one_alone(here, files):
    def make(workers):
        tf.train.deterministic(1)
        return tf.train.batch(record(files), 4, input_workers=workers)

    assert by(1, make) == by(None, make)
    with pytest.raises(tf.errors.FailedPreconditionError, match="input_workers: more than one keep no order"):
        by(2, make)


def of_variable(files):
    return [tf.Variable(1, name="mean") + record(files)[0]]


def of_function(files):
    return [tf.reshape(tf.py_func(lambda x: x, [record(files)[0]], tf.int32, name="mine"), [])]


def of_two_readers(files):
    return [record(files)[0], record(files)[1]]


def of_several_at_once(files):
    return [tf.train.string_input_producer(files).dequeue_many(2)]


def of_sparse(files):
    return [tf.SparseTensor([[0]], tf.reshape(tf.cast(record(files)[1], tf.int64), [1]), [1])]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (of_variable, "needs 'mean'"),
        (of_function, "needs 'mine'.*which is in this process"),
        (of_two_readers, r"must take from one queue, once: by a reader or dequeue\(\)"),
        (of_several_at_once, "must take from one queue, once.*Dequeue"),
        (of_sparse, "SparseToTensorsMap"),
        (lambda files: [tf.random_uniform([])], "it does by none"),
    ],
)
def test_what_another_process_cannot_do_is_refused(files, make, words):
    with pytest.raises(ValueError, match=f"^input_workers: .*{words}"):
        tf.train.batch(make(files), 2, input_workers=2)


def test_arguments_out_of_range_are_refused(files):
    one = record(files)
    with pytest.raises(ValueError, match="input_workers must be >= 1, or None; got 0"):
        tf.train.batch(one, 2, input_workers=0)
    with pytest.raises(ValueError, match="each runs the program in one thread; got num_threads=2"):
        tf.train.batch(one, 2, num_threads=2, input_workers=2)
    with pytest.raises(ValueError, match="input_workers must be >= 2, one for each program; got 1"):
        tf.train.batch_join([one, one], 2, input_workers=1)
    with pytest.raises(ValueError, match="input_workers: not inside of bad_records"), tf.train.bad_records("skip"):
        tf.train.batch(one, 2, input_workers=1)
    with pytest.raises(ValueError, match="draws what is kept"):
        tf.train.maybe_batch(one, tf.random_uniform([]) > 0.5, 2, input_workers=1)


def test_queues_of_another_task_are_refused_when_the_runners_are_started(here, files, monkeypatch):
    tf.train.batch(record(files), 2, input_workers=1)
    runner = tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)[-1]
    with tf.Session() as session:
        monkeypatch.setattr(session, "master", types.SimpleNamespace(is_here=lambda op: op.name != "input_producer"))
        with pytest.raises(tf.errors.FailedPreconditionError, match="queue 'input_producer' is in another task"):
            runner.create_threads(session)
        monkeypatch.undo()
