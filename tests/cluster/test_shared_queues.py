"""A queue of another task: filled and emptied block by block, each record once."""

from __future__ import annotations

import numpy as np
import pytest
from support.clusters.in_one_process import cluster
from support.threads import in_thread, outcome, wait_until

import headrace as tf
from headrace.cluster.tasks.names import TaskName

PS, W0 = "/job:ps/task:0", "/job:worker/task:0"


def _lines(tmp_path, n):
    path = tmp_path / "lines"
    path.write_text("".join(f"{k}\n" for k in range(n)))
    return str(path)


def _until_the_end(take):
    found = []
    try:
        while True:
            found.extend(take())
    except tf.errors.OutOfRangeError:
        return found


@pytest.mark.parametrize("threads", [1, 3])
def test_a_runner_fills_a_queue_of_another_task_in_blocks(tmp_path, threads):
    with cluster(ps=1, worker=1) as made:
        with tf.device(W0):
            files = tf.train.string_input_producer([_lines(tmp_path, 1000)], num_epochs=1)
            _, line = tf.TextLineReader().read(files)
            number = tf.string_to_number(line, tf.int64)
        with tf.device(PS):
            queue = tf.FIFOQueue(64, tf.int64, shapes=[()], shared_name="numbers")
        runner = tf.train.QueueRunner(queue, [queue.enqueue(number)] * threads)
        tf.train.add_queue_runner(runner)
        batch = queue.dequeue_up_to(100)
        with made.session("worker") as session:
            session.run(tf.local_variables_initializer())
            coordinator = tf.train.Coordinator()
            started = tf.train.start_queue_runners(session, coordinator)
            found = _until_the_end(lambda: session.run(batch).tolist())
            coordinator.request_stop()
            coordinator.join(started)
            assert (found if threads == 1 else sorted(found)) == list(range(1000))


def test_the_good_records_before_a_bad_one_are_in_the_queue_and_its_error_is_told(tmp_path):
    path = tmp_path / "sizes"
    path.write_text("2\n2\n2\n3\n2\n")
    with cluster(ps=1, worker=1) as made:
        with tf.device(W0):
            files = tf.train.string_input_producer([str(path)], num_epochs=1)
            _, line = tf.TextLineReader().read(files)
            element = tf.range(tf.string_to_number(line, tf.int32))
        with tf.device(PS):
            queue = tf.FIFOQueue(64, tf.int32, shapes=[(2,)])
        tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue(element)]))
        with made.session("worker") as session:
            session.run(tf.local_variables_initializer())
            coordinator = tf.train.Coordinator()
            started = tf.train.start_queue_runners(session, coordinator)
            with pytest.raises(tf.errors.InvalidArgumentError, match=r"[Ss]hape"):
                coordinator.join(started)
            assert session.run(queue.size()) == 3
            assert session.run(queue.dequeue_many(3)).tolist() == [[0, 1]] * 3


def test_two_workers_share_the_names_of_files(tmp_path):
    names = [str(k) for k in range(20)]
    with cluster(ps=1, worker=2) as made:
        with tf.device(PS):
            files = tf.train.string_input_producer(names, num_epochs=1, shuffle=False, shared_name="files")
        name = files.dequeue()
        with made.session("worker", 0) as chief, made.session("worker", 1) as other:
            chief.run(tf.local_variables_initializer())
            coordinator = tf.train.Coordinator()
            started = tf.train.start_queue_runners(chief, coordinator)
            found = _until_the_end(lambda: [chief.run(name).decode(), other.run(name).decode()])
            coordinator.request_stop()
            coordinator.join(started)
        assert sorted(found) == sorted(names)


def test_what_a_session_had_taken_on_trial_goes_back_when_it_ends():
    with cluster(ps=1, worker=2) as made:
        with tf.device(PS):
            source = tf.FIFOQueue(100, tf.int64, shapes=[()], shared_name="source")
        filled = source.enqueue_many([np.arange(10)])
        with tf.device(W0):
            own = tf.FIFOQueue(1, tf.int64, shapes=[()])
            put = own.enqueue(source.dequeue())
        runner = tf.train.QueueRunner(own, [put])
        with made.session("worker", 1) as other:
            other.run(filled)
            with made.session("worker") as session:
                coordinator = tf.train.Coordinator()
                threads = runner.create_threads(session, coordinator, start=True)
                first = session.run(own.dequeue())
                while session.run(own.size()) < 1:
                    pass
                coordinator.request_stop()
                session.run(own.close(cancel_pending_enqueues=True))
                coordinator.join(threads)
                second = session.run(own.dequeue())
            assert [first, second] == [0, 1]
            rest = other.run(source.size())
            assert rest == 8
            other.run(source.close())
            assert other.run(source.dequeue_up_to(10)).tolist() == list(range(2, 10))


@pytest.mark.parametrize("is_client", [False, True])
def test_a_time_out_names_the_operation_the_task_and_the_queue(is_client):
    with cluster(ps=1, worker=1) as made:
        with tf.device(PS):
            queue = tf.FIFOQueue(1, tf.int64, shapes=[()], shared_name="numbers")
        put, taken = queue.enqueue(7, name="put"), queue.dequeue(name="taken")
        with tf.device(W0):
            doubled = taken * 2
        late = "Timed out waiting for notification: {} ({}) on /job:ps/replica:0/task:0, at queue 'numbers'"
        config = tf.ConfigProto(operation_timeout_in_ms=20)
        with made.session("worker", is_client=is_client, config=config) as session:
            with pytest.raises(tf.errors.DeadlineExceededError) as caught:
                session.run(doubled)
            assert caught.value.message == late.format("taken", "QueueDequeueV2")
            session.run(put)
            with pytest.raises(tf.errors.DeadlineExceededError) as caught:
                session.run(put)
            assert caught.value.message == late.format("put", "QueueEnqueueV2")
        with made.session("worker", is_client=is_client) as session:
            assert session.run(doubled) == 14  # what was called off has put nothing in and taken nothing out
            with pytest.raises(tf.errors.DeadlineExceededError, match=r"taken \(QueueDequeueV2\) on /job:ps"):
                session.run(doubled, options=tf.RunOptions(timeout_in_ms=20))


@pytest.mark.parametrize("cancel", [False, True])
def test_closing_a_shared_queue_ends_the_waits_of_all_sessions(cancel):
    with cluster(ps=1, worker=2) as made:
        with tf.device(PS):
            queue = tf.FIFOQueue(1, tf.int64, shapes=[()], shared_name="numbers")
        x = tf.placeholder(tf.int64, [])
        put, taken = queue.enqueue(x), queue.dequeue()
        closed, is_closed = queue.close(cancel_pending_enqueues=cancel), queue.is_closed()
        with made.session("worker") as one, made.session("worker", 1) as two:
            two.run(put, {x: 1})
            pending = in_thread(lambda: two.run(put, {x: 2}))
            ps = made.actors[TaskName("ps", 0)]._task
            wait_until(lambda: any(context._waits for context in list(ps._calls.values())))
            closing = in_thread(lambda: one.run(closed))  # without `cancel` it waits for those that came before it
            if cancel:
                assert isinstance(outcome(pending), tf.errors.CancelledError)
                assert outcome(closing) is None
            assert two.run(taken) == 1
            if not cancel:
                assert outcome(pending) is outcome(closing) is None
                assert one.run(taken) == 2
            assert one.run(is_closed)
            with pytest.raises(tf.errors.OutOfRangeError, match="is closed and has insufficient elements"):
                one.run(taken)
            with pytest.raises(tf.errors.CancelledError, match="is closed"):
                two.run(put, {x: 3})
