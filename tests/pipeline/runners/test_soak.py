"""Thousands of epochs, and hundreds of sessions of one graph, leave nothing behind: no memory, objects, threads or files.

`SOAK=10000 pytest tests/pipeline/runners/test_soak.py` (`make soak`) goes on for so long.
"""

from __future__ import annotations

import contextlib
import gc
import os
import threading
from collections import Counter

import pytest
from support.threads import no_threads_left, wait_until

import headrace as tf
from headrace.pipeline.queues.storage import origins

ROUNDS = int(os.environ.get("SOAK", "300"))
"""Epochs, or sessions times ten."""
_RECORDS = 6
_PAGE = os.sysconf("SC_PAGE_SIZE")
_MEGABYTES = 12
"""By which the memory of the process may differ: what the allocator keeps."""


def files():
    return len(os.listdir("/proc/self/fd"))


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * _PAGE


def held():
    """How many threads and files there are."""
    return threading.active_count(), files()


def no_more_held_than(then):
    """A function of its own: what it makes is not there when objects are counted."""
    wait_until(lambda: all(now <= before for now, before in zip(held(), then, strict=True)))


def objects():
    gc.collect()
    return Counter(type(each).__name__ for each in gc.get_objects())


class Levels:
    """What there is of threads, files, objects and memory, at one moment and later."""

    def __init__(self):
        self.objects = objects()
        self.held = held()
        self.resident = resident()

    def check(self, rounds):
        """What has come since is less than one object of a kind for every ten rounds, and no thread or file.

        The threads of an epoch end by themselves, but when they do is open: all its records have room in the queue.
        """
        more = {kind: n for kind, n in (objects() - self.objects).items() if n > rounds // 10}
        assert not more
        no_more_held_than(self.held)
        assert resident() - self.resident < _MEGABYTES << 20


@pytest.fixture(autouse=True)
def _a_graph_of_its_own(monkeypatch):
    monkeypatch.setattr(origins, "_FEW", 8)  # blocks that are remembered before it is looked which are left
    with no_threads_left(), tf.Graph().as_default():
        yield


@pytest.fixture
def names(tmp_path):
    for name in "ab":
        (tmp_path / name).write_text("".join(f"{number}\n" for number in range(_RECORDS // 2)))
    return [str(tmp_path / name) for name in "ab"]


def batch_of(names, num_epochs, shuffled=True):
    _, line = tf.TextLineReader().read(tf.train.string_input_producer(names, num_epochs=num_epochs))
    number = tf.string_to_number(line, tf.int64)
    if shuffled:
        return tf.train.shuffle_batch([number], 3, 20, 4, num_threads=2, allow_smaller_final_batch=True)
    return tf.train.batch([number], 3, allow_smaller_final_batch=True)


@pytest.mark.timeout(3600)
def test_epochs_of_a_producer(names):
    batch = batch_of(names, ROUNDS)
    steps, before = 0, None
    for _ in tf.train.iterate(batch):
        steps += 1
        if steps == ROUNDS // 2:
            before = Levels()
        if steps == ROUNDS * 3 // 2:
            before.check(ROUNDS // 2)
    assert steps == _RECORDS * ROUNDS // 3


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("left_early", [False, True])
def test_epochs_one_by_one(names, left_early):
    batch, before = batch_of(names, 1), None
    for epoch in tf.train.epochs(ROUNDS, batch):
        for step, _ in enumerate(epoch):
            if left_early and step == epoch.number % 2:
                break
        if epoch.number == ROUNDS // 3:
            before = Levels()
        if epoch.number == ROUNDS - 1:
            before.check(ROUNDS // 2)


def whole(session, batch):
    assert sum(map(len, tf.train.iterate(batch, session=session))) == _RECORDS


def broken_off(session, batch):
    for _ in tf.train.iterate(batch, session=session):
        break


def failed(session, batch):
    with contextlib.suppress(ZeroDivisionError):
        for _ in tf.train.iterate(batch, session=session):
            raise ZeroDivisionError


def interrupted(session, batch):
    with contextlib.suppress(KeyboardInterrupt):
        for _ in tf.train.iterate(batch, session=session):
            raise KeyboardInterrupt


def by_hand(session, batch):
    coordinator = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(session, coordinator)
    session.run(batch)
    coordinator.request_stop()
    coordinator.join(threads)


def closed_under_way(session, batch):
    coordinator = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(session, coordinator)
    session.run(batch)
    session.close()
    coordinator.request_stop()
    coordinator.join(threads)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("left", [whole, broken_off, failed, interrupted, by_hand, closed_under_way])
def test_sessions_of_one_graph(names, left):
    batch, before, count = batch_of(names, 1), None, ROUNDS // 10
    initialize = tf.local_variables_initializer()
    for number in range(1, count + 1):
        with tf.Session() as session:
            session.run(initialize)
            left(session, batch)
        if number == count // 3:
            before = Levels()
    before.check(count // 2)


def test_a_budget_costs_nothing_that_stays(names):
    tf.train.memory_budget(1 << 20)
    batch, before = batch_of(names, 1), None
    for epoch in tf.train.epochs(ROUNDS // 3, batch, records=_RECORDS):
        for _ in epoch:
            pass
        if epoch.number == ROUNDS // 9:
            before = Levels()
        if epoch.number == ROUNDS // 3 - 1:
            before.check(ROUNDS // 2)
