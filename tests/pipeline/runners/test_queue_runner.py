"""QueueRunner: what it refuses, its message, its threads, and how they end."""

from __future__ import annotations

import pytest
from support.threads import ended, in_thread, no_threads_left, outcome, wait_until

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


def _queue(capacity=10, name="queue"):
    return tf.FIFOQueue(capacity, [tf.int32], [[]], name=name)


def _counted(queue, limit, first=0):
    """An operation that puts `limit` numbers in, then ends."""
    number = tf.Variable(first, trainable=False)
    return queue.enqueue([number.count_up_to(first + limit)])


def _failing(queue):
    with tf.control_dependencies([tf.Assert(tf.constant(False), ["broken"])]):
        return queue.enqueue([tf.constant(1)])


def _all(session, value):
    out = []
    try:
        while True:
            out.append(int(session.run(value)))
    except tf.errors.OutOfRangeError:
        return out


def _blocked(session, count=1):
    return lambda: sum(each.blocked_enqueues for each in tf.train.statistics(session)) == count


# -- the message: the bytes are what TensorFlow 2.21 serializes for the same runner ------------------------------------


def _in_a_scope():
    with tf.name_scope("input"):
        queue = _queue()
        return queue, queue.enqueue([1]), queue.enqueue([2])


def test_the_message_has_tensorflows_bytes():
    queue, one, two = _in_a_scope()
    kinds = (tf.errors.OutOfRangeError, tf.errors.CancelledError)
    runner = tf.train.QueueRunner(queue, [one, one, two], queue_closed_exception_types=kinds)
    assert runner.to_proto().SerializeToString() == (
        b"\n\x0binput/queue\x12\x13input/queue_enqueue\x12\x13input/queue_enqueue\x12\x15input/queue_enqueue_1"
        b'\x1a\x0bqueue_Close"\rqueue_Close_1*\x02\x0b\x01'
    )
    assert tf.train.QueueRunner(queue, [one]).to_proto().SerializeToString() == (
        b'\n\x0binput/queue\x12\x13input/queue_enqueue\x1a\rqueue_Close_2"\rqueue_Close_3*\x01\x0b'
    )


def test_a_runner_of_another_scope_is_not_exported():
    queue, one, _ = _in_a_scope()
    assert tf.train.QueueRunner(queue, [one]).to_proto("other") is None


def test_a_runner_comes_back_from_its_message_and_runs():
    queue = _queue()
    value = queue.dequeue()
    kinds = (tf.errors.OutOfRangeError, tf.errors.DataLossError)
    made = tf.train.QueueRunner(queue, [_counted(queue, 3)], queue_closed_exception_types=kinds)
    again = tf.train.QueueRunner.from_proto(tf.train.QueueRunnerDef.FromString(made.to_proto().SerializeToString()))
    assert again.to_proto() == made.to_proto()
    assert (again.name, again.queue.name) == ("queue", "queue")
    assert again.enqueue_ops == made.enqueue_ops
    assert (again.close_op, again.cancel_op) == (made.close_op, made.cancel_op)
    assert again.queue_closed_exception_types == kinds
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        ended(*again.create_threads(session, start=True))
        assert _all(session, value) == [0, 1, 2]


def test_import_scope_stands_before_every_name():
    message = tf.train.QueueRunnerDef(
        queue_name="queue", enqueue_op_name=["queue_enqueue"], close_op_name="close", cancel_op_name="cancel"
    )
    with tf.name_scope("copy"):
        queue = _queue()
        queue.enqueue([1])
        tf.no_op(name="close")
        tf.no_op(name="cancel")
    runner = tf.train.QueueRunner.from_proto(message, import_scope="copy")
    names = [op.name for op in [*runner.enqueue_ops, runner.close_op, runner.cancel_op]]
    assert [runner.name, *names] == ["copy/queue", "copy/queue_enqueue", "copy/close", "copy/cancel"]
    assert runner.queue_closed_exception_types == (tf.errors.OutOfRangeError,)
    with pytest.raises(KeyError, match="queue"):
        tf.train.QueueRunner.from_proto(message)


def test_what_tensorflow_refuses_is_refused():
    queue = _queue()
    put = queue.enqueue([1])
    for parts in ((None, [put]), (queue, []), (queue, None)):
        with pytest.raises(ValueError, match=r"^Must provide queue and enqueue_ops\.$"):
            tf.train.QueueRunner(*parts)
    message = tf.train.QueueRunner(queue, [put]).to_proto()
    with pytest.raises(ValueError, match=r"^queue_runner_def and queue are mutually exclusive\.$"):
        tf.train.QueueRunner(queue, [put], queue_runner_def=message)
    for kinds in (tf.errors.OutOfRangeError, (), (ValueError,), [tf.errors.OutOfRangeError]):
        with pytest.raises(TypeError, match="queue_closed_exception_types"):
            tf.train.QueueRunner(queue, [put], queue_closed_exception_types=kinds)


# -- threads -----------------------------------------------------------------------------------------------------------


def test_each_operation_has_a_thread_and_the_queue_closes_after_the_last():
    queue = _queue(3)
    value = queue.dequeue()
    runner = tf.train.QueueRunner(queue, [_counted(queue, 5), _counted(queue, 500, 1000)])
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        threads = runner.create_threads(session, start=True)
        assert len(threads) == 2
        assert sorted(_all(session, value)) == [*range(5), *range(1000, 1500)]
        ended(*threads)
        assert session.run(queue.is_closed())


def test_one_operation_in_several_threads_gives_each_element_once():
    queue = _queue(3)
    value = queue.dequeue()
    runner = tf.train.QueueRunner(queue, [_counted(queue, 300)] * 4)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        threads = runner.create_threads(session, start=True)
        assert sorted(_all(session, value)) == list(range(300))
        ended(*threads)


def test_several_sessions_have_threads_and_elements_of_their_own():
    queue = _queue(2)
    value = queue.dequeue()
    runner = tf.train.QueueRunner(queue, [_counted(queue, 20)])
    with tf.Session() as one, tf.Session() as other:
        for session in (one, other):
            session.run(tf.global_variables_initializer())
        threads = [thread for session in (one, other) for thread in runner.create_threads(session, start=True)]
        assert len(threads) == 2
        assert _all(other, value) == _all(one, value) == list(range(20))
        ended(*threads)


def test_threads_are_made_once_a_session_until_they_have_ended():
    queue = _queue(1)
    runner = tf.train.QueueRunner(queue, [queue.enqueue([1])])
    coordinator = tf.train.Coordinator()
    with tf.Session() as session:
        threads = runner.create_threads(session, coordinator, start=True)
        wait_until(_blocked(session))
        assert runner.create_threads(session, coordinator, start=True) == []
        coordinator.request_stop()
        coordinator.join()
        assert not any(thread.is_alive() for thread in threads)
        again = runner.create_threads(session, start=True)
        assert len(again) == 1
        ended(*again)


def test_threads_say_what_they_do_and_are_daemons_if_asked():
    queue = _queue()
    runner = tf.train.QueueRunner(queue, [queue.enqueue([1])])
    for daemon in (True, False):
        coordinator = tf.train.Coordinator()
        with tf.Session() as session:
            threads = runner.create_threads(session, coordinator, daemon=daemon)
        assert [thread.name for thread in threads] == [
            "QueueRunnerThread-queue-queue_enqueue",
            "QueueRunnerThread-queue-close_on_stop",
        ]
        assert [thread.daemon for thread in threads] == [daemon] * 2


def test_threads_wait_to_be_started_if_asked(graph):
    queue = _queue()
    value = queue.dequeue()
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [_counted(queue, 3)]))
    coordinator = tf.train.Coordinator()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        threads = tf.train.start_queue_runners(session, coordinator, start=False)
        assert not any(thread.is_alive() for thread in threads)
        assert session.run(queue.size()) == 0
        for thread in threads:
            thread.start()
        assert _all(session, value) == [0, 1, 2]
        coordinator.request_stop()
        coordinator.join(threads)


def test_the_close_op_runs_once_and_the_cancel_op_at_a_stop():
    queue = _queue()
    closed, cancelled = tf.Variable(0), tf.Variable(0)
    close, cancel = closed.assign_add(1).op, cancelled.assign_add(1).op
    runner = tf.train.QueueRunner(queue, [_counted(queue, 2), _counted(queue, 3)], close_op=close, cancel_op=cancel)
    coordinator = tf.train.Coordinator()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        *feeding, closing = runner.create_threads(session, coordinator, start=True)
        ended(*feeding)
        assert session.run([closed, cancelled, queue.size()]) == [1, 0, 5]
        assert closing.is_alive()
        coordinator.request_stop()
        coordinator.join()
        assert session.run([closed, cancelled]) == [1, 1]


def test_without_a_coordinator_errors_are_kept():
    queue = _queue()
    runner = tf.train.QueueRunner(queue, [_failing(queue), _counted(queue, 2)])
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        ended(*runner.create_threads(session, start=True))
        (error,) = runner.exceptions_raised
        assert isinstance(error, tf.errors.InvalidArgumentError)
        assert error.message == "assertion failed: [broken]"


def test_errors_that_mean_the_end_are_none():
    queue = _queue()
    kinds = (tf.errors.InvalidArgumentError,)
    runner = tf.train.QueueRunner(queue, [_failing(queue)], queue_closed_exception_types=kinds)
    with tf.Session() as session:
        ended(*runner.create_threads(session, start=True))
        assert runner.exceptions_raised == []
    coordinator = tf.train.Coordinator()
    with tf.Session() as session:
        threads = runner.create_threads(session, coordinator, start=True)
        ended(threads[0])
        assert not coordinator.should_stop()
        coordinator.request_stop()
        coordinator.join()


def test_the_end_of_the_input_is_an_error_where_it_is_not_named():
    queue = _queue()
    kinds = (tf.errors.CancelledError,)
    runner = tf.train.QueueRunner(queue, [_counted(queue, 2)], queue_closed_exception_types=kinds)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        ended(*runner.create_threads(session, start=True))
        assert [type(error) for error in runner.exceptions_raised] == [tf.errors.OutOfRangeError]


def test_an_error_stops_all_threads_and_join_raises_it():
    queue, other = _queue(), _queue(1, "other")
    for each, put in ((queue, _failing(queue)), (other, other.enqueue([1]))):
        tf.train.add_queue_runner(tf.train.QueueRunner(each, [put]))
    coordinator = tf.train.Coordinator()
    with tf.Session() as session:
        threads = tf.train.start_queue_runners(session, coordinator)
        with pytest.raises(tf.errors.InvalidArgumentError, match="broken"):
            coordinator.join(threads)
        assert not any(thread.is_alive() for thread in threads)


def test_a_stop_ends_threads_that_wait_at_a_full_queue():
    queue = _queue(2)
    value = queue.dequeue()
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue([7])] * 3))
    coordinator = tf.train.Coordinator()
    with tf.Session() as session:
        threads = tf.train.start_queue_runners(session, coordinator)
        assert session.run(value) == 7
        wait_until(_blocked(session, 3))
        coordinator.request_stop()
        coordinator.join(threads)
        assert not any(thread.is_alive() for thread in threads)


@pytest.mark.parametrize("daemon", [True, False])
def test_a_session_closed_under_threads_ends_them(daemon):
    queue = _queue(1)
    runner = tf.train.QueueRunner(queue, [queue.enqueue([7])] * 2)
    session = tf.Session()
    threads = runner.create_threads(session, daemon=daemon, start=True)
    wait_until(_blocked(session, 2))
    session.close()
    ended(*threads)


def test_a_session_closed_under_threads_stops_their_coordinator():
    queue = _queue(1)
    runner = tf.train.QueueRunner(queue, [queue.enqueue([7])])
    coordinator = tf.train.Coordinator()
    session = tf.Session()
    threads = runner.create_threads(session, coordinator, start=True)
    wait_until(_blocked(session))
    session.close()
    joining = in_thread(lambda: coordinator.join(threads))
    assert isinstance(outcome(joining), (tf.errors.CancelledError, RuntimeError))
    ended(*threads)


# -- start_queue_runners -----------------------------------------------------------------------------------------------


def test_runners_of_the_asked_collection_start_in_the_default_session():
    queue, other = _queue(), _queue(name="other")
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [_counted(queue, 2)]))
    tf.train.add_queue_runner(tf.train.QueueRunner(other, [_counted(other, 2)]), collection="mine")
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        threads = tf.train.start_queue_runners(collection="mine")
        assert [thread.name for thread in threads] == ["QueueRunnerThread-other-other_enqueue"]
        ended(*threads)
        assert session.run([queue.size(), other.size()]) == [0, 2]
        assert tf.train.start_queue_runners(collection="none") == []


def test_without_a_session_nothing_starts():
    with pytest.raises(ValueError, match=r"^Cannot start queue runners: No default session is registered\."):
        tf.train.start_queue_runners()
    with pytest.raises(TypeError, match=r"^sess must be a `tf\.Session` object\. Given class: <class 'int'>$"):
        tf.train.start_queue_runners(3)


def test_an_export_scope_is_taken_off_as_a_whole():
    with tf.name_scope("input"):
        queue = tf.FIFOQueue(4, [tf.int32], [[]], name="queue")
        runner = tf.train.QueueRunner(queue, [queue.enqueue(1)])
    message = runner.to_proto("input")
    assert message.queue_name == "queue"
    assert list(message.enqueue_op_name) == ["queue_enqueue"]
    assert message.close_op_name == "queue_Close"
    assert runner.to_proto("inp").queue_name == "input/queue"


def test_an_enqueue_operation_may_be_a_tensor_that_needs_the_enqueueing():
    queue = tf.FIFOQueue(10, [tf.int32], shapes=[[]])
    with tf.control_dependencies([queue.enqueue(7)]):
        enqueued = tf.constant(True)
    runner = tf.train.QueueRunner(queue, [enqueued])
    taken = queue.dequeue()
    with no_threads_left(), tf.Session() as sess:
        coord = tf.train.Coordinator()
        threads = runner.create_threads(sess, coord=coord, start=True)
        assert [sess.run(taken) for _ in range(3)] == [7, 7, 7]
        coord.request_stop()
        coord.join(threads)
