"""Many threads at one queue: nothing is lost, doubled or left waiting."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter

import numpy as np
import pytest
from support.queues.cases import element, elements
from support.queues.kinds import KINDS_OF_TENSORFLOW, fifo, plain
from support.queues.lifo_queue import LIFO
from support.threads import ended, in_thread, no_threads_left, outcome

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OpError, OutOfRangeError

CASES = [(kind, [()]) for kind in [*KINDS_OF_TENSORFLOW, LIFO.name]] + [("FIFOQueue", None)]
IN_ORDER = ("FIFOQueue", "PaddingFIFOQueue")


@pytest.mark.parametrize(("kind", "shapes"), CASES)
def test_many_threads_move_every_element_once_and_in_each_producers_order(kind, shapes):
    queue = plain(kind, 7, [np.int64], shapes)
    per_producer = 300
    generator = random.Random(1)
    seeds = [generator.random() for _ in range(8)]

    def produce(producer: int) -> None:
        rng = random.Random(seeds[producer])
        values = [producer * 1000 + i for i in range(per_producer)]
        while values:
            n = rng.choice([1, 1, 2, 5, 12])
            part, values = values[:n], values[n:]
            if len(part) == 1:
                queue.enqueue(element(kind, part[0]))
            else:
                queue.enqueue_many(elements(kind, part))

    def consume(consumer: int) -> list[int]:
        rng = random.Random(seeds[4 + consumer])
        taken: list[int] = []
        try:
            while True:
                n = rng.choice([0, 1, 2, 9])
                if n == 0 or not queue.signature.shapes_given:
                    taken.append(int(queue.dequeue()[-1]))
                else:
                    taken.extend(queue.dequeue_up_to(n)[-1].tolist())
        except OutOfRangeError:
            return taken

    with no_threads_left():
        producers = [in_thread(lambda p=p: produce(p)) for p in range(4)]
        consumers = [in_thread(lambda c=c: consume(c)) for c in range(4)]
        assert [outcome(each) for each in producers] == [None] * 4
        queue.close()
        taken = [outcome(each) for each in consumers]
    assert Counter(v for part in taken for v in part) == Counter(p * 1000 + i for p in range(4) for i in range(per_producer))
    if kind in IN_ORDER:
        for part in taken:
            for producer in range(4):
                own = [value for value in part if value // 1000 == producer]
                assert own == sorted(own)


def test_a_storm_of_timeouts_and_cancellations_loses_and_doubles_nothing():
    queue = fifo(3)
    stop = threading.Event()
    runs: list[RunContext] = []

    def context(rng: random.Random) -> RunContext:
        run = RunContext(timeout=rng.choice([0.0, 0.0005, 0.002, 30]))
        runs.append(run)
        return run

    def produce(producer: int) -> list[int]:
        rng = random.Random(producer)
        put = []
        for i in range(300):
            value = producer * 1000 + i
            try:
                queue.put([np.int64(value)], context(rng))
                put.append(value)
            except OpError:
                pass
        return put

    def consume(consumer: int) -> list[int]:
        rng = random.Random(consumer + 50)
        taken: list[int] = []
        while True:
            try:
                n = rng.choice([1, 1, 2, 5])
                part = queue.take(context(rng)) if n == 1 else queue.take_many(n, context(rng), partial_ok=True)[0]
                taken.extend(int(value) for value in part)
            except OutOfRangeError:
                return taken
            except OpError:
                pass

    def cancel() -> None:
        rng = random.Random(99)
        while not stop.is_set():
            if runs:
                rng.choice(runs[-8:]).cancel("cancelled by the storm")
            time.sleep(0.0003)

    with no_threads_left():
        producers = [in_thread(lambda p=p: produce(p)) for p in range(3)]
        consumers = [in_thread(lambda c=c: consume(c)) for c in range(3)]
        storm = in_thread(cancel)
        put = [value for each in producers for value in outcome(each)]
        queue.close()
        taken = [value for each in consumers for value in outcome(each)]
        stop.set()
        assert outcome(storm) is None
    assert Counter(taken) == Counter(put)
    statistics = queue.statistics()
    assert (statistics.enqueued, statistics.dequeued, statistics.size) == (len(put), len(taken), 0)
    assert (statistics.blocked_enqueues, statistics.blocked_dequeues) == (0, 0)


def test_threads_that_close_and_cancel_at_once_leave_no_one_waiting():
    def close_and_cancel() -> None:
        queue = fifo(2)
        with no_threads_left():
            calls = (
                lambda: queue.enqueue_many([range(9)]),
                lambda: queue.dequeue_many(4),
                lambda: queue.enqueue([7]),
                queue.close,
                queue.dequeue,
                lambda: queue.dequeue_many(20),
                lambda: queue.close(cancel_pending_enqueues=True),
            )
            ended(*(in_thread(call)[0] for call in calls))
        statistics = queue.statistics()
        assert statistics.enqueued == statistics.dequeued + statistics.size

    for _ in range(30):
        close_and_cancel()
