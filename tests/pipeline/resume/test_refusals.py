"""What cannot be resumed is named when the state is taken and refused when it is restored; so are other programs and files."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest
from support.resume.interruptions import delivered, state_after
from support.threads import in_thread, no_threads_left, outcome

import headrace as tf


@pytest.fixture
def lines(tmp_path):
    names = []
    for number in range(3):
        path = tmp_path / f"lines-{number}"
        path.write_text("".join(f"{100 * number + k}\n" for k in range(25)))
        names.append(str(path))
    return names


def numbers(names, **options):
    producer = tf.train.string_input_producer(names, num_epochs=2, shuffle=False)
    return tf.string_to_number(tf.TextLineReader().read(producer)[1], tf.int32, **options)


def batch(names):
    return lambda: [tf.train.batch([numbers(names)], 5, capacity=20)]


def with_function(names, stateful):
    def make():
        number = tf.py_func(lambda value: value, [numbers(names)], tf.int32, stateful=stateful, name="mine")
        number.set_shape([])
        return [tf.train.batch([number], 5)]

    return make


def what(state):
    return " ".join(f"{one['what']} {one['why']}" for one in state["not_resumable"])


def refused(make, state, words):
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        make()
        with pytest.raises(tf.errors.FailedPreconditionError, match=words):
            tf.train.restore_pipeline_state(session, state)


# -- what cannot be resumed --------------------------------------------------------------------------------------------


def test_a_function_that_may_remember_something(lines, caplog):
    state = state_after(with_function(lines, stateful=True), 2)
    assert "py_func 'mine' may remember something" in what(state)
    assert "py_func 'mine'" in caplog.text
    refused(with_function(lines, stateful=True), state, "py_func 'mine' may remember")


def test_a_function_that_remembers_nothing(lines):
    make = with_function(lines, stateful=False)
    whole = delivered(make)
    assert state_after(make, 2)["not_resumable"] == []
    assert delivered(make, [2]) == whole


def test_elements_of_the_program_itself(lines):
    with tf.Graph().as_default(), tf.Session() as session:
        queue = tf.FIFOQueue(10, tf.int32, [[]], name="mine")
        batch = tf.train.batch([queue.dequeue()], 2)
        session.run(queue.enqueue_many([[1, 2, 3]]))
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        session.run(batch)
        assert "queue 'mine' has got elements from the program itself" in what(tf.train.pipeline_state(session))
        coordinator.request_stop()
        coordinator.join(threads)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe(lines, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with tf.Graph().as_default(), no_threads_left(), tf.Session() as session:
        batch = tf.train.batch([numbers([str(tmp_path / "pipe")])], 2)
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)

        def write():
            with open(tmp_path / "pipe", "w") as pipe:
                pipe.write("1\n2\n")
                pipe.flush()
                return tf.train.pipeline_state(session)  # the reader waits for what the pipe still brings

        assert "pipe' is a pipe" in what(outcome(in_thread(write)))
        assert session.run(batch).tolist() == [1, 2]
        coordinator.request_stop()
        coordinator.join(threads)


def test_work_that_is_not_over_with_the_element(lines):
    """A step that waits for room has more to do: what of it is done is not known."""

    def make():
        queue = tf.FIFOQueue(2, tf.int32, [[]])
        count = tf.Variable(0, trainable=False, collections=[tf.GraphKeys.LOCAL_VARIABLES])
        with tf.control_dependencies([queue.enqueue(numbers(lines))]):
            step = tf.group(count.assign_add(1), name="put_and_count")
        tf.train.add_queue_runner(tf.train.QueueRunner(queue, [step]))
        return [queue.dequeue()]

    assert "'put_and_count' does more than to put an element in" in what(state_after(make, 2))


# -- when, and where to ------------------------------------------------------------------------------------------------


def test_queue_runners_that_run_already(lines):
    state = state_after(batch(lines), 1)
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        batch(lines)()
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        with pytest.raises(tf.errors.FailedPreconditionError, match="queue runners have been started"):
            tf.train.restore_pipeline_state(session, state)
        coordinator.request_stop()
        coordinator.join(threads)


def test_another_version(lines):
    state = state_after(batch(lines), 1)
    refused(batch(lines), {**state, "version": 99}, "version 99")
    refused(batch(lines), {"a": 1}, "no state of a pipeline")


def test_another_program(lines):
    state = state_after(batch(lines), 1)
    refused(lambda: tf.train.batch([numbers(lines) * 2], 5), state, "another program: operation '.*'")
    refused(lambda: tf.train.batch([numbers(lines[:2])], 5), state, "another program: operation 'input_producer/Const'")
    refused(lambda: tf.constant(1), state, "another program: operation '.*' is not in the graph")


def test_another_size_of_batches_and_queues_is_the_same_program(lines):
    state = state_after(batch(lines), 1)
    found = delivered(lambda: [tf.train.batch([numbers(lines)], 3, capacity=4, num_threads=1)], (), state)
    assert (
        np.concatenate([step[0] for step in found]).tolist()
        == [number for _ in range(2) for n in range(3) for number in range(100 * n, 100 * n + 25)][5:-1]
    )


def test_variables_may_be_initialized_before_or_after(lines):
    state = state_after(batch(lines), 3)
    whole = delivered(batch(lines))
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        fetches = batch(lines)()
        tf.train.restore_pipeline_state(session, state)
        found = [values[0].tolist() for values in tf.train.iterate(fetches, session=session)]  # initializes local ones
    assert found == [step[0] for step in whole[3:]]


# -- files -------------------------------------------------------------------------------------------------------------


def changed(path):
    with open(path, "r+b") as file:
        file.seek(1)
        file.write(b"9")


def test_a_file_that_is_gone(lines):
    state = state_after(batch(lines), 1)
    os.remove(lines[0])
    refused(batch(lines), state, "lines-0' has changed: it is gone")


def test_a_file_of_another_size(lines):
    state = state_after(batch(lines), 1)
    with open(lines[2], "a") as file:
        file.write("7\n")
    refused(batch(lines), state, "lines-2' has changed: it had 100 bytes and has 102")


def test_a_file_of_other_contents(lines):
    state = state_after(batch(lines), 1)
    changed(lines[0])
    refused(batch(lines), state, "lines-0' has changed: its contents are others")


def test_a_file_of_other_contents_that_says_it_was_not_changed(lines):
    state = state_after(batch(lines), 1)
    before = os.stat(lines[0]).st_mtime_ns
    changed(lines[0])
    os.utime(lines[0], ns=(before, before))
    refused(batch(lines), state, "lines-0' has changed: its contents are others")


def test_files_that_were_copied_are_the_same(lines):
    state = state_after(batch(lines), 1)
    whole = delivered(batch(lines))
    for path in lines:
        os.utime(path, ns=(1, 1))
    assert delivered(batch(lines), (), state) == whole[1:]


def test_a_large_file_is_looked_at_in_places(lines, monkeypatch):
    monkeypatch.setattr("headrace.pipeline.resume.files._WHOLE_BYTES", 10)
    monkeypatch.setattr("headrace.pipeline.resume.files._PLACE_BYTES", 2)
    state = state_after(batch(lines), 1)
    whole = delivered(batch(lines))
    assert delivered(batch(lines), (), state) == whole[1:]
    with open(lines[0], "r+b") as file:
        file.write(b"x")
    refused(batch(lines), state, "lines-0' has changed: its contents are others")


# -- what it looks like ------------------------------------------------------------------------------------------------


def test_a_shuffling_queue_is_kept_by_the_places_of_its_records(tmp_path):
    path = tmp_path / "fixed"
    random = np.random.default_rng(0)
    path.write_bytes(random.integers(0, 256, 3000 * 1000, dtype=np.uint8).tobytes())

    def make():
        producer = tf.train.string_input_producer([str(path)], num_epochs=1)
        record = tf.decode_raw(tf.FixedLengthRecordReader(1000).read(producer)[1], tf.uint8)
        return [tf.train.shuffle_batch([tf.cast(record, tf.float32)], 10, 2500, 2000, shapes=[[1000]], seed=1)]

    state = state_after(make, 5)
    assert len(json.dumps(state)) < 20_000  # of 8 MB
    assert delivered(make, [5]) == delivered(make)
    # A state of what was restored is no larger.
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        make()
        session.run(tf.local_variables_initializer())
        tf.train.restore_pipeline_state(session, state)
        assert len(json.dumps(tf.train.pipeline_state(session))) < 20_000
