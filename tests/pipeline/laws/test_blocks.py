"""Per-record programs run block by block: what a program sees is what it would see record by record."""

from __future__ import annotations

from collections import Counter
from functools import partial

import numpy as np
import pytest
from support.threads import in_thread, wait_until

from headrace.graph.blocks import block_plan
from headrace.graph.blocks.block_plan import BlockPlan, NotInBlocks
from headrace.graph.blocks.compiler import compile_block_plan
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.ops.arrays.placeholders import identity
from headrace.graph.ops.arrays.stack import stack
from headrace.graph.ops.arrays.strided_slicing import strided_slice
from headrace.graph.ops.state.script import py_func
from headrace.graph.ops.strings.strings import string_to_number
from headrace.graph.types import errors
from headrace.graph.variables.variable import Variable, assign, assign_add
from headrace.pipeline.queues import Queue
from headrace.pipeline.queues.graph import FIFOQueue, RandomShuffleQueue
from headrace.pipeline.readers.lines import TextLineReader
from headrace.pipeline.runners.coordinator import Coordinator
from headrace.pipeline.runners.queue_runner import QueueRunner, add_queue_runner, start_queue_runners


@pytest.fixture
def graph():
    with Graph().as_default() as graph:
        yield graph


@pytest.fixture
def lines_file(tmp_path):
    def write(values, name="numbers.txt"):
        path = tmp_path / name
        path.write_text("".join(f"{value}\n" for value in values))
        return str(path)

    return write


def _names(paths, session_starts):
    """A closed queue of file names."""
    queue = FIFOQueue(len(paths), ["string"], shapes=[()], name="names")
    session_starts += [queue.enqueue_many([paths]), queue.close()]
    return queue


def _numbers(paths, starts):
    """The number in the next line of the files, and its key."""
    key, line = TextLineReader().read(_names(paths, starts))
    return key, string_to_number(line, "int32")


def _started(session, starts):
    for op in starts:
        session.run(op)


def _run_out(step):
    """Repeat `step` until the input ends; what it returned."""
    returned = []
    while True:
        try:
            returned.append(step())
        except errors.OutOfRangeError:
            return returned


def _drain(session, queue, n=1000):
    return session.run(queue.dequeue_up_to(n))


def test_a_file_goes_through_in_order_and_whole(graph, lines_file):
    starts = []
    _, number = _numbers([lines_file(range(700))], starts)
    queue = FIFOQueue(1000, ["int32"], shapes=[()], name="out")
    enqueue = queue.enqueue(number * 2)
    with Session() as session:
        _started(session, starts)
        plan = compile_block_plan(session, enqueue)
        assert isinstance(plan, BlockPlan)
        _run_out(lambda: plan.step(session.context))
        session.run(queue.close())
        assert _drain(session, queue).tolist() == [2 * k for k in range(700)]
        assert plan.records == 700
        assert plan.blocks < 20


def test_the_first_block_is_one_record_and_capacity_is_never_exceeded(graph, lines_file):
    starts = []
    _, number = _numbers([lines_file(range(100))], starts)
    queue = FIFOQueue(5, ["int32"], shapes=[()], name="out")
    enqueue = queue.enqueue(number)
    size = queue.size()
    with Session() as session:
        _started(session, starts)
        plan = compile_block_plan(session, enqueue)
        assert plan.step(session.context) == 1
        assert plan.step(session.context) == 2
        assert plan.step(session.context) == 2
        assert session.run(size) == 5


@pytest.mark.parametrize("bad", range(9))
def test_an_error_at_any_place_of_a_block_keeps_what_stands_before_and_after_it(graph, lines_file, bad):
    values = [*range(bad), "x", *range(bad, 12)]
    path = lines_file(values)
    starts = []
    _, number = _numbers([path], starts)
    queue = FIFOQueue(100, ["int32"], shapes=[()], name="out")
    enqueue = queue.enqueue(number)
    with Session() as session:
        _started(session, starts)
        plan = compile_block_plan(session, enqueue)
        plan._limit = 8
        caught = None
        while True:
            try:
                plan.step(session.context)
            except errors.InvalidArgumentError as error:
                assert caught is None
                caught = error
                # What stands before the bad record has arrived, nothing after it.
                assert session.run(queue.size()) == bad
            except errors.OutOfRangeError:
                break
        assert caught is not None
        assert "could not correctly convert string: x" in caught.message
        assert f"{path}:{bad + 1}" in caught.message
        assert caught.op.type == "StringToNumber"
        session.run(queue.close())
        assert _drain(session, queue).tolist() == list(range(12))


def test_blocks_give_what_single_records_give(graph, lines_file):
    paths = [lines_file(range(40), "a.txt"), lines_file(range(40, 75), "b.txt")]
    results = []
    for in_blocks in (True, False):
        with Graph().as_default():
            starts = []
            key, number = _numbers(paths, starts)
            row = stack([number, identity(number) * number])
            queue = FIFOQueue(1000, ["string", "int32", "int32"], shapes=[(), (2,), (1,)], name="out")
            enqueue = queue.enqueue([key, row, strided_slice(row, [1], [2])])
            with Session() as session:
                _started(session, starts)
                plan = compile_block_plan(session, enqueue)
                _run_out(partial(plan.step, session.context) if in_blocks else partial(session.run, enqueue))
                session.run(queue.close())
                results.append([column.tolist() for column in _drain(session, queue)])
    assert results[0] == results[1]


def test_four_threads_deliver_each_record_once(graph, lines_file):
    paths = [lines_file(range(k * 1000, k * 1000 + 500), f"{k}.txt") for k in range(4)]
    starts = []
    _, number = _numbers(paths, starts)
    queue = RandomShuffleQueue(200, 50, ["int32"], shapes=[()], name="out")
    add_queue_runner(QueueRunner(queue, [queue.enqueue(number)] * 4))
    batch = queue.dequeue_up_to(64)
    seen: Counter = Counter()
    with Session() as session:
        _started(session, starts)
        coordinator = Coordinator()
        threads = start_queue_runners(session, coordinator)
        _run_out(lambda: seen.update(session.run(batch).tolist()))
        coordinator.request_stop()
        coordinator.join(threads)
    assert seen == Counter(k * 1000 + i for k in range(4) for i in range(500))
    assert not any(thread.is_alive() for thread in threads)


def test_cancelling_a_thread_that_waits_for_room_loses_no_record(graph, lines_file):
    starts = []
    _, number = _numbers([lines_file(range(50))], starts)
    queue = FIFOQueue(4, ["int32"], shapes=[()], name="out")
    enqueue = queue.enqueue(number)
    with Session() as session:
        _started(session, starts)
        plan = compile_block_plan(session, enqueue)

        def fill():
            while True:
                plan.step(session.context)

        thread, outcomes = in_thread(fill)
        out = next(plain for plain in session.resources(Queue) if plain.name.endswith("out"))
        wait_until(lambda: out.statistics().blocked_enqueues == 1)
        session.run(queue.close(cancel_pending_enqueues=True))
        thread.join(timeout=5)
        assert not thread.is_alive()
        assert isinstance(outcomes[0], errors.CancelledError)
        assert _drain(session, queue).tolist() == [0, 1, 2, 3]
        assert session.run(number) == 4  # the next record is still with the reader


def test_programs_with_effects_run_record_by_record_and_say_why(graph, lines_file):
    starts = []
    _, number = _numbers([lines_file(range(10))], starts)
    doubled = py_func(lambda x: np.int32(2 * x), [number], "int32")
    doubled.set_shape([])
    queue = FIFOQueue(100, ["int32"], shapes=[()], name="out")
    counter = Variable(0, name="counter")
    with graph.control_dependencies([assign_add(counter, 1)]):
        counted = queue.enqueue(number)
    with Session() as session:
        session.run(counter.initializer)
        for enqueue, culprit in ((queue.enqueue(doubled), "PyFunc"), (counted, "AssignAdd")):
            plan = compile_block_plan(session, enqueue)
            assert isinstance(plan, NotInBlocks)
            assert culprit in plan.reason
        runner = QueueRunner(queue, [queue.enqueue(doubled)])
        _started(session, starts)
        threads = runner.create_threads(session, start=True)
        assert session.run(queue.dequeue_many(10)).tolist() == [2 * k for k in range(10)]
        for thread in threads:
            thread.join(timeout=5)
            assert not thread.is_alive()
        assert "record by record" in runner.statistics()[0]


def test_a_queue_is_a_source_of_blocks(graph):
    source = FIFOQueue(1000, ["int32"], shapes=[()], name="source")
    sink = FIFOQueue(1000, ["int32"], shapes=[()], name="sink")
    enqueue = sink.enqueue(source.dequeue() + 1)
    with Session() as session:
        session.run(source.enqueue_many([list(range(300))]))
        session.run(source.close())
        plan = compile_block_plan(session, enqueue)
        _run_out(lambda: plan.step(session.context))
        session.run(sink.close())
        assert _drain(session, sink).tolist() == list(range(1, 301))
        assert plan.blocks < 12


def test_a_variable_that_has_taken_another_shape_is_not_spread_over_the_records_of_a_block(graph):
    source = FIFOQueue(10, ["float32"], shapes=[(2,)], name="source")
    sink = FIFOQueue(10, ["float32"], shapes=[(2,)], name="sink")
    variable = Variable([10.0, 20.0])
    enqueue = sink.enqueue(source.dequeue() + variable)
    with Session() as session:
        session.run([variable.initializer, source.enqueue_many([[[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]])])
        plan = compile_block_plan(session, enqueue)
        assert plan.step(session.context) == 1
        session.run(assign(variable, [[1.0, 2.0], [3.0, 4.0]], validate_shape=False))
        with pytest.raises(errors.InvalidArgumentError, match=r"Expected \[2\], got \[2,2\]"):
            plan.step(session.context)  # of two records
        session.run(sink.close())
        assert _drain(session, sink).tolist() == [[11, 21]]


def test_blocks_are_bounded_in_bytes(graph, lines_file, monkeypatch):
    monkeypatch.setattr(block_plan, "BLOCK_BYTES", 64)
    starts = []
    _, number = _numbers([lines_file(range(200))], starts)
    queue = FIFOQueue(1000, ["int32"], shapes=[()], name="out")
    enqueue = queue.enqueue(number)
    with Session() as session:
        _started(session, starts)
        plan = compile_block_plan(session, enqueue)
        moved = _run_out(lambda: plan.step(session.context))
        assert max(moved) == 16  # 64 bytes of 4-byte elements
        assert sum(moved) == 200


def test_closing_the_session_ends_a_thread_that_waits_for_records(graph):
    source = FIFOQueue(10, ["int32"], shapes=[()], name="source")
    sink = FIFOQueue(10, ["int32"], shapes=[()], name="sink")
    runner = QueueRunner(sink, [sink.enqueue(source.dequeue())])
    session = Session()
    threads = runner.create_threads(session, start=True)
    wait_until(lambda: any(queue.statistics().blocked_dequeues for queue in session.resources(Queue)))
    session.close()
    for thread in threads:
        thread.join(timeout=5)
        assert not thread.is_alive()
