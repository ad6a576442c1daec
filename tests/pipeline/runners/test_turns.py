"""Turns of a queue runner's threads: who computes, who sleeps, and that nobody is left waiting."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence

import pytest
from support.threads import ended, in_thread, no_threads_left, outcome, wait_until

import headrace as tf
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.runtime.turns import out_of_turn, own_turn, reading_a_file, taking_turns
from headrace.pipeline.runners import turns as turns_module
from headrace.pipeline.runners.turns import Turns


@pytest.fixture(autouse=True)
def _no_threads_left():
    with no_threads_left():
        yield


class Crew:
    """Threads that take turns; each step is a call of `step` with the thread's number. `most` compute at once."""

    def __init__(
        self,
        threads: int,
        step: Callable[[int], object] = lambda at: None,
        works: Sequence[object] | None = None,
        most: int = 1,
        share: int = sys.maxsize,
    ) -> None:
        self.run = RunContext()
        self.turns = Turns(threads, self.run, share)
        self.turns._pace.most = most
        self.turns._pace.count = lambda records, now: None
        self.step = step
        self.inside = 0
        self.most_inside = 0
        self.steps = [0] * threads
        self.stop = threading.Event()
        self._lock = threading.Lock()
        self.threads: list[threading.Thread] = []
        self.outcomes: list[list] = []
        for at in range(threads):
            turn = self.turns.new("same" if works is None else works[at])
            thread, outcomes = in_thread(lambda at=at, turn=turn: self._loop(at, turn))
            self.threads.append(thread)
            self.outcomes.append(outcomes)

    def _loop(self, at: int, turn) -> None:
        with taking_turns(turn):
            while True:
                turn.begin_step()
                if self.stop.is_set():
                    return
                with self._lock:
                    self.inside += 1
                    self.most_inside = max(self.most_inside, self.inside)
                try:
                    self.step(at)
                finally:
                    with self._lock:
                        self.inside -= 1
                self.steps[at] += 1
                turn.end_step(1)

    def end(self) -> None:
        self.stop.set()
        ended(*self.threads)


def test_one_computes_at_a_time_and_all_advance():
    crew = Crew(8, works=range(8))
    wait_until(lambda: min(crew.steps) > 0)
    crew.end()
    assert crew.most_inside == 1


def test_who_has_moved_its_share_gives_way_to_other_work(monkeypatch):
    monkeypatch.setattr(turns_module, "SLICE", 1e9)
    crew = Crew(3, works=range(3), share=4)
    wait_until(lambda: min(crew.steps) > 100)
    crew.end()


def test_those_with_the_same_work_advance_too(monkeypatch):
    monkeypatch.setattr(turns_module, "LONG_SLICE", 0.002)
    crew = Crew(4)
    wait_until(lambda: min(crew.steps) > 0)
    crew.end()


def test_as_many_as_the_pace_says():
    meeting = threading.Barrier(3)
    crew = Crew(6, lambda at: meeting.wait(20), works=range(6), most=3)  # a step ends where three are inside
    wait_until(lambda: sum(crew.steps) > 30)
    crew.stop.set()
    meeting.abort()
    for thread in crew.threads:
        ended(thread)
    assert crew.most_inside == 3


def test_steps_that_wait_for_each_other_outside_of_their_turns_meet():
    meeting = threading.Barrier(5)

    def step(at: int) -> None:
        with out_of_turn():
            meeting.wait(20)

    crew = Crew(5, step)
    wait_until(lambda: min(crew.steps) > 3)
    crew.stop.set()
    meeting.abort()
    for thread in crew.threads:
        ended(thread)


def test_a_step_that_does_not_end_loses_its_turn(monkeypatch):
    monkeypatch.setattr(turns_module, "PATIENCE", 0.01)
    stuck = threading.Event()
    first: list[int] = []

    def step(at: int) -> None:
        if not first or first[0] == at:
            first.append(at)
            stuck.wait(20)

    crew = Crew(3, step)
    wait_until(lambda: sum(crew.steps[at] > 5 for at in range(3)) == 2)
    assert crew.steps[first[0]] == 0
    stuck.set()
    crew.end()


def test_a_cancelled_run_wakes_who_waits_for_a_turn():
    hold = threading.Event()
    crew = Crew(3, lambda at: hold.wait(20))
    wait_until(lambda: crew.inside == 1)
    crew.run.cancel("over")
    wait_until(lambda: sum(bool(outcomes) for outcomes in crew.outcomes) == 2)
    hold.set()
    crew.end()
    found = [outcomes[0] for outcomes in crew.outcomes]
    assert sum(isinstance(each, tf.errors.CancelledError) and "over" in str(each) for each in found) == 2


def test_an_error_of_a_programs_own_code_is_what_the_thread_ends_with():
    runs: list[RunContext] = []
    known = threading.Event()

    def step(at: int) -> None:
        with out_of_turn():
            known.wait(20)
            runs[0].cancel("over")
            raise KeyError("mine")

    crew = Crew(2, step)
    runs.append(crew.run)
    known.set()
    ended(*crew.threads)
    assert "KeyError('mine')" in [repr(outcomes[0]) for outcomes in crew.outcomes]


def test_slow_reads_are_outside_of_turns_and_fast_ones_are_not():
    turns = Turns(2, RunContext())
    turn = turns.new("read")

    def read(seconds: float) -> list[bool]:
        held = []
        with taking_turns(turn):
            turn.begin_step()
            for _ in range(2):
                turn.has_read(seconds)
                with reading_a_file() as reading:
                    reading.counts = False
                    held.append(turn.held)
                turn.regain()
                assert turn.held
        return held

    assert outcome(in_thread(lambda: read(1e-4))) == [True, True]
    turns._reads = ()
    assert outcome(in_thread(lambda: read(1.0))) == [False, False]
    assert own_turn() is not turn


def test_threads_of_a_runner_whose_functions_wait_for_each_other_finish():
    meeting = threading.Barrier(4)

    def meet(number):
        meeting.wait(20)
        return number

    with tf.Graph().as_default(), tf.Session() as sess:
        number = tf.train.range_input_producer(40, num_epochs=1, shuffle=False).dequeue()
        (met,) = tf.py_func(meet, [number], [tf.int32])
        met.set_shape([])
        batch = tf.train.batch([met], 4, num_threads=4)
        sess.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        runners = tf.train.start_queue_runners(sess, coord)
        found = [number for _ in range(10) for number in sess.run(batch)]
        coord.request_stop()
        meeting.abort()
        coord.join(runners, stop_grace_period_secs=20)
    assert sorted(found) == list(range(40))


def test_all_files_of_a_join_advance_while_none_has_ended(tmp_path):
    readers = 4
    for at in range(readers):
        (tmp_path / f"{at}.csv").write_text(f"{at}\n" * 200_000)
    with tf.Graph().as_default(), tf.Session() as sess:
        names = tf.train.string_input_producer([str(tmp_path / f"{at}.csv") for at in range(readers)], shuffle=False)
        lines = [[tf.TextLineReader().read(names)[1]] for _ in range(readers)]
        batch = tf.train.batch_join(lines, 64, capacity=256)
        coord = tf.train.Coordinator()
        runners = tf.train.start_queue_runners(sess, coord)
        seen: dict[bytes, int] = {}
        while len(seen) < readers:
            for line in sess.run(batch):
                seen[line] = seen.get(line, 0) + 1
        assert max(seen.values()) < 200_000
        coord.request_stop()
        coord.join(runners, stop_grace_period_secs=20)
