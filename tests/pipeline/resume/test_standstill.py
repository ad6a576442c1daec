"""States are taken while queue runners run: nothing is lost by it, and who cannot stand still is named."""

from __future__ import annotations

import json
import threading
from contextlib import suppress

import pytest
from support.resume.interruptions import delivered, plain
from support.threads import in_thread, no_threads_left, outcome, wait_until

import headrace as tf
from headrace.graph.runtime.steps.movement import ALL, gate_of
from headrace.pipeline.resume.programs import RunnerProgram


@pytest.fixture
def lines(tmp_path):
    names = []
    for number in range(4):
        path = tmp_path / f"lines-{number}"
        path.write_text("".join(f"{100 * number + k}\n" for k in range(25)))
        names.append(str(path))
    return names


def number_of(names, capacity=32):
    producer = tf.train.string_input_producer(names, num_epochs=3, seed=3, capacity=capacity)
    return tf.string_to_number(tf.TextLineReader().read(producer)[1], tf.int32)


def in_blocks(names):
    return tf.train.batch([number_of(names)], 7, capacity=14)


def record_by_record(names):
    first = number_of(names, capacity=1)
    second = tf.train.range_input_producer(300, num_epochs=1, seed=4, capacity=2).dequeue()
    return tf.train.batch([first, second, tf.random_uniform([])], 7, capacity=7)


def in_buckets(names):
    number = number_of(names)
    return tf.contrib.training.bucket(number, tf.constant(0), 7, 1, capacity=2)[1]


def with_a_crowd(names):
    first = tf.train.batch([number_of(names)], 3, num_threads=4, capacity=5)
    return tf.train.batch([first * 1], 4, num_threads=3, enqueue_many=True, capacity=9)


PROGRAMS = [in_blocks, record_by_record, in_buckets, with_a_crowd]


def started(session):
    session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    coordinator = tf.train.Coordinator()
    return coordinator, tf.train.start_queue_runners(session, coordinator)


@pytest.mark.parametrize("program", PROGRAMS)
def test_taking_states_again_and_again_changes_nothing(program, lines):
    def sorted_if_racing(steps):
        rows = [row for step in steps for row in step[0]]
        return sorted(rows) if program is with_a_crowd else rows

    whole = delivered(lambda: _listed(program(lines)))
    for _ in range(5):
        found = []
        with tf.Graph().as_default(), no_threads_left():
            tf.set_random_seed(7)
            fetches = _listed(program(lines))
            with tf.Session() as session:
                coordinator, threads = started(session)
                over = threading.Event()

                def take(session=session, over=over):
                    count = 0
                    while not over.is_set():
                        tf.train.pipeline_state(session)
                        count += 1
                    return count

                taking = in_thread(take)
                with suppress(tf.errors.OutOfRangeError):
                    while True:
                        found.append([plain(value) for value in session.run(fetches)])
                over.set()
                assert outcome(taking) > 0
                coordinator.request_stop()
                coordinator.join(threads)
        assert sorted_if_racing(found) == sorted_if_racing(whole)


def _listed(fetches):
    return fetches if isinstance(fetches, list) else [fetches]


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_state_of_any_moment_goes_on_with_what_is_left(program, lines):
    """A consumer takes steps all the while; what it has got before a state is what the state does not have."""
    whole = sorted(row for step in delivered(lambda: _listed(program(lines))) for row in step[0])
    for moment in range(12):
        with tf.Graph().as_default(), no_threads_left():
            tf.set_random_seed(7)
            fetches = _listed(program(lines))
            with tf.Session() as session:
                coordinator, threads = started(session)
                first = [session.run(fetches)[0].tolist() for _ in range(moment)]
                state = json.loads(json.dumps(tf.train.pipeline_state(session)))
                coordinator.request_stop()
                coordinator.join(threads)
        rest = delivered(lambda: _listed(program(lines)), (), state)
        assert sorted(row for step in [*first, *(step[0] for step in rest)] for row in step) == whole


def test_who_stays_in_the_middle_of_a_step_is_named_and_all_go_on(lines):
    entered, may_go_on = threading.Event(), threading.Event()

    def slow(value):
        entered.set()
        assert may_go_on.wait(20)
        return value

    with tf.Graph().as_default(), no_threads_left():
        number = tf.py_func(slow, [number_of(lines)], tf.int32, stateful=False)
        number.set_shape([])
        batch = tf.train.batch([number], 5, name="numbers")
        with tf.Session() as session:
            coordinator, threads = started(session)
            assert entered.wait(20)
            with pytest.raises(tf.errors.DeadlineExceededError, match="'numbers/fifo_queue_enqueue'"):
                tf.train.pipeline_state(session, timeout=0.05)
            may_go_on.set()
            assert len(session.run(batch)) == 5
            assert tf.train.pipeline_state(session)["not_resumable"] == []
            assert len(session.run(batch)) == 5
            coordinator.request_stop()
            coordinator.join(threads)


def test_a_session_may_be_closed_while_a_state_waits(lines):
    entered, may_go_on = threading.Event(), threading.Event()

    def slow(value):
        entered.set()
        assert may_go_on.wait(20)
        return value

    with tf.Graph().as_default(), no_threads_left():
        number = tf.py_func(slow, [number_of(lines)], tf.int32, stateful=False)
        number.set_shape([])
        tf.train.batch([number], 5)
        session = tf.Session()
        coordinator, threads = started(session)
        assert entered.wait(20)
        taking = in_thread(lambda: tf.train.pipeline_state(session, timeout=20))
        wait_until(lambda: gate_of(session).closed)
        session.close()
        may_go_on.set()
        assert isinstance(outcome(taking), (RuntimeError, tf.errors.CancelledError))
        coordinator.request_stop()
        with suppress(tf.errors.CancelledError):  # the step that was in the function comes to a closed queue
            coordinator.join(threads)


def test_a_step_that_waits_for_room_is_in_the_state_with_its_element(lines):
    """Its element is in no queue; it comes in when there is room, though its thread is gone."""

    def make():
        number = number_of(lines)
        kept = tf.py_func(lambda value: value, [number], tf.int32, stateful=False)
        kept.set_shape([])
        return [tf.train.batch([kept], 1, capacity=1, name="numbers")]

    whole = delivered(make)
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        fetches = make()
        coordinator, threads = started(session)
        first = [session.run(fetches)[0].tolist()]
        wait_until(
            lambda: tf.train.statistics(session)[-1].blocked_enqueues == 1 and tf.train.statistics(session)[-1].size == 1
        )
        state = json.loads(json.dumps(tf.train.pipeline_state(session)))
        coordinator.request_stop()
        coordinator.join(threads)
    (queue,) = [queue for queue in state["queues"] if queue["key"][1].startswith("numbers")]
    assert len(queue["waiting"]) == 1
    assert [*first, *(step[0] for step in delivered(make, (), state))] == [step[0] for step in whole]


def test_what_waits_without_a_thread_ends_with_its_queue(lines):
    with tf.Graph().as_default(), tf.Session() as session:
        batch = tf.train.batch([number_of(lines, capacity=1)], 5)
        coordinator, threads = started(session)
        session.run(batch)
        wait_until(lambda: tf.train.statistics(session)[0].blocked_enqueues == 1)
        state = tf.train.pipeline_state(session)
        coordinator.request_stop()
        coordinator.join(threads)
    with tf.Graph().as_default(), no_threads_left(), tf.Session() as session:
        batch = tf.train.batch([number_of(lines, capacity=1)], 5)
        session.run(tf.local_variables_initializer())
        tf.train.restore_pipeline_state(session, state)
        assert tf.train.statistics(session)[0].blocked_enqueues == 1
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        coordinator.request_stop()
        coordinator.join(threads)
        assert tf.train.statistics(session)[0].blocked_enqueues == 0


def test_a_new_runner_begins_no_step_while_a_state_is_taken(lines):
    """It was made before, and starts while the others stand still."""
    with tf.Graph().as_default(), no_threads_left(), tf.Session() as session:
        batch = tf.train.batch([number_of(lines)], 5)
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator, start=False)
        gate = gate_of(session)
        gate.close(ALL)
        for thread in threads:
            thread.start()
        wait_until(lambda: len(gate.movers) == 2)
        assert [queue.enqueued for queue in tf.train.statistics(session)] == [0, 0]
        gate.open()
        assert len(session.run(batch)) == 5
        coordinator.request_stop()
        coordinator.join(threads)


def test_who_has_one_of_two_elements_gets_the_other_first(lines):
    """Three threads have an element of the first queue in hand and wait for one of the second, which come slowly."""
    may_come = threading.Semaphore(0)

    def slow(value):
        assert may_come.acquire(timeout=20)
        return value

    def make():
        first = number_of(lines)
        second = tf.train.range_input_producer(300, num_epochs=1, seed=4).dequeue()
        second = tf.py_func(slow, [second], tf.int32, stateful=False)
        second.set_shape([])
        slowly = tf.FIFOQueue(1, tf.int32, [[]], name="slowly")
        tf.train.add_queue_runner(tf.train.QueueRunner(slowly, [slowly.enqueue(second)]))
        return tf.train.batch([first, slowly.dequeue()], 5, capacity=30, num_threads=3, allow_smaller_final_batch=True)

    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        make()

        def slowly():
            return next(queue for queue in tf.train.statistics(session) if queue.name == "slowly")

        coordinator, threads = started(session)
        may_come.release()
        wait_until(lambda: slowly().dequeued == 1 and slowly().blocked_dequeues == 3)
        taking = in_thread(lambda: json.loads(json.dumps(tf.train.pipeline_state(session))))
        wait_until(lambda: gate_of(session).closed)
        may_come.release()
        wait_until(lambda: slowly().dequeued == 2)
        may_come.release(1000)
        state = outcome(taking)
        coordinator.request_stop()
        coordinator.join(threads)
    found = delivered(make, (), state)
    numbers = [100 * n + k for n in range(4) for k in range(25)]
    assert sorted(value for step in found for value in step[0]) == sorted(3 * numbers)
    assert sorted(value for step in found for value in step[1]) == list(range(300))


def test_a_queue_that_the_program_closes_stays_closed(lines):
    def make():
        return tf.train.batch([number_of(lines, capacity=1)], 5, capacity=6, allow_smaller_final_batch=True)

    def drained(session, fetches, coordinator, threads):
        rest = []
        with suppress(tf.errors.OutOfRangeError):
            while True:
                rest += session.run(fetches).tolist()
        coordinator.request_stop()
        with suppress(tf.errors.CancelledError):
            coordinator.join(threads)
        return rest

    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        fetches = make()
        coordinator, threads = started(session)
        session.run(fetches)
        session.run("batch/fifo_queue_Close_1")
        state = json.loads(json.dumps(tf.train.pipeline_state(session)))
        rest = drained(session, fetches, coordinator, threads)
    assert len(rest) < 15
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        fetches = make()
        session.run(tf.local_variables_initializer())
        tf.train.restore_pipeline_state(session, state)
        coordinator = tf.train.Coordinator()
        assert drained(session, fetches, coordinator, tf.train.start_queue_runners(session, coordinator)) == rest


def taking(queue, counter):
    return queue.dequeue() + 1


def taking_twice(queue, counter):
    return queue.dequeue() + queue.dequeue()


def counting_before(queue, counter):
    with tf.control_dependencies([counter.assign_add(1)]):
        return queue.dequeue() + 1


def counting_behind(queue, counter):
    taken = queue.dequeue()
    with tf.control_dependencies([taken]):
        return counter.assign_add(1) + taken


def counting_beside(queue, counter):
    return queue.dequeue() + counter.assign_add(1)


@pytest.mark.parametrize(
    ("computes", "can"),
    [(taking, True), (taking_twice, False), (counting_before, False), (counting_behind, True), (counting_beside, False)],
)
def test_a_step_that_waits_for_its_element_can_begin_again_if_nothing_else_has_been_done(computes, can):
    with tf.Graph().as_default():
        queue, target = tf.FIFOQueue(9, tf.int32, [[]]), tf.FIFOQueue(9, tf.int32, [[]])
        program = RunnerProgram(target.enqueue(computes(queue, tf.get_variable("counter", initializer=0))))
    assert program.can_begin_again == can
    assert program.ends_with_puts
