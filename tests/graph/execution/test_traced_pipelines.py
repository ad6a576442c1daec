"""Traced steps of pipelines: the threads of queue runners, their blocks and the waits at queues are rows of their own."""

from __future__ import annotations

import json
import threading

import pytest

import headrace as tf
from headrace.graph.runtime.watched import spans
from headrace.python.client import timeline

FULL = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "numbers"
    path.write_text("\n".join(map(str, range(5000))))
    return str(path)


def _threads(metadata):
    (device,) = [device for device in metadata.step_stats.dev_stats if device.device == "/host:CPU"]
    names = dict(device.thread_names)
    return [(names[row.thread_id], row.node_name, row.timeline_label) for row in device.node_stats], device


def test_blocks_of_queue_runners_and_waits_for_them_are_rows(lines):
    files = tf.train.string_input_producer([lines], num_epochs=1, shuffle=False)
    _, line = tf.TextLineReader().read(files)
    batch = tf.train.batch([tf.string_to_number(line)], 2000, capacity=2000)
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coordinator = tf.train.Coordinator()
        metadata = tf.RunMetadata()
        started = []

        def start():
            started.extend(tf.train.start_queue_runners(session, coordinator))

        timer = threading.Timer(0.05, start)
        timer.start()  # the step has begun and waits by then
        assert len(session.run(batch, options=FULL, run_metadata=metadata)) == 2000
        timer.join()
        coordinator.request_stop()
        coordinator.join(started)
    rows, device = _threads(metadata)
    main = threading.current_thread().name
    assert any(thread == main and "waits for elements" in label for thread, _, label in rows)
    blocks = [(thread, name) for thread, name, label in rows if "block of" in label]
    assert blocks
    assert all(name == "batch/fifo_queue_enqueue" and thread != main for thread, name in blocks)
    page = json.loads(timeline.Timeline(metadata.step_stats).generate_chrome_trace_format())["traceEvents"]
    threads = {event["args"]["name"] for event in page if event["name"] == "thread_name"}
    assert threads == set(device.thread_names.values())
    assert any(event["name"].startswith("block of") for event in page)


def test_waits_that_go_on_are_told_and_those_of_other_sessions_are_not():
    queue = tf.FIFOQueue(1, tf.int32, [()], name="q")
    take, x = queue.dequeue(), tf.constant(1) + 1
    with tf.Session() as session, tf.Session() as other:

        def wait(each):
            with pytest.raises(tf.errors.OpError):
                each.run(take)

        waiting = ((session, "mine"), (other, "another's"))
        threads = [threading.Thread(target=wait, args=[each], name=name) for each, name in waiting]
        for thread in threads:
            thread.start()
        metadata = tf.RunMetadata()
        found = []
        while not found:
            session.run(x, options=FULL, run_metadata=metadata)
            if any(device.device == "/host:CPU" for device in metadata.step_stats.dev_stats):
                found = _threads(metadata)[0]
        assert found == [("mine", "q", "q = waits for elements()")]
        for each in (session, other):
            each.run(queue.close(cancel_pending_enqueues=True))
        for thread in threads:
            thread.join()
    assert not spans.recordings


def test_a_step_that_fails_ends_its_recording():
    bad = tf.Assert(tf.constant(False), ["no"])
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError):
        session.run(bad, options=FULL, run_metadata=tf.RunMetadata())
    assert not spans.recordings


@pytest.mark.parametrize("stage", ["prefetch", "map"])
def test_threads_that_work_for_datasets_are_rows(stage):
    numbers = tf.data.Dataset.range(100)
    numbers = numbers.prefetch(5) if stage == "prefetch" else numbers.map(lambda x: x + 1, num_parallel_calls=2)
    following = numbers.make_one_shot_iterator().get_next()
    metadata = tf.RunMetadata()
    with tf.Session() as session:
        session.run(following, options=FULL, run_metadata=metadata)
    rows, _ = _threads(metadata)
    main = threading.current_thread().name
    assert any(thread != main and "gets elements" in label for thread, _, label in rows)


def test_a_block_that_is_at_work_is_a_row_though_it_ends_later(lines):
    begun, may_end = threading.Event(), threading.Event()

    def slow(text):
        begun.set()
        may_end.wait(30)
        return text

    files = tf.train.string_input_producer([lines], shuffle=False)
    _, line = tf.TextLineReader().read(files)
    text = tf.py_func(slow, [line], tf.string)
    text.set_shape([])
    taken = tf.train.batch([text], 1)
    x = tf.constant(1) + 1
    with tf.Session() as session:
        coordinator = tf.train.Coordinator()
        started = tf.train.start_queue_runners(session, coordinator)
        assert begun.wait(30)
        metadata = tf.RunMetadata()
        session.run(x, options=FULL, run_metadata=metadata)
        _, device = _threads(metadata)
        may_end.set()
        coordinator.request_stop()
        coordinator.join(started)
    assert taken.op.name == "batch"
    (work,) = [row for row in device.node_stats if row.node_name == "batch/fifo_queue_enqueue"]
    assert work.timeline_label == "batch/fifo_queue_enqueue = record()"
    first = min(row.all_start_nanos for found in metadata.step_stats.dev_stats for row in found.node_stats)
    assert work.all_start_nanos <= first
