"""`explain` names the stage that limits and says what would help: of what was counted between two moments."""

from __future__ import annotations

import threading

import pytest
from support.house import ROOT
from support.threads import no_threads_left, wait_until

import headrace as tf
from headrace.pipeline.queues.statistics import QueueStatistics
from headrace.pipeline.watching.explanation import PROGRAM, Stage, explanation
from headrace.pipeline.watching.readings import Reading, RunnerReading, processor_seconds

IRIS = str(ROOT / "sample_data/iris-00000-of-00003.csv")


def queue(name, moved=0, room=0.0, elements=0.0):
    return QueueStatistics(name, "FIFOQueue", 32, 0, moved, moved, 0, 0, room, elements, (0,) * 10)


def runner(name, takes=(), feeds=None, threads=1, at_once=None, how=(), turns=0.0, **cpu):
    seconds = {int(number[1:]): (used, 0.0) for number, used in cpu.items()}
    return RunnerReading(
        name, (feeds or name,), tuple(takes), threads, threads if at_once is None else at_once, 5, tuple(how), turns, seconds
    )


def chain(names=(0.0, 0.0), lines=(0.0, 0.0), batch=(0.0, 0.0), process_cpu=10.0, main_cpu=0.5, **reader):
    """A program of 10 s: names -> lines -> batch -> the program; of each queue the seconds waited for room and elements."""
    reader = {"t1": 1.0} | reader
    return Reading(
        10.0,
        (queue("names", 10, *names), queue("lines", 1000, *lines), queue("batch", 1000, *batch)),
        (runner("names", t3=0.0), runner("batch", ["lines"], t2=1.0), runner("lines", ["names"], **reader)),
        process_cpu,
        main_cpu,
    )


START = Reading(0.0, process_cpu=0.0, main_cpu=0.0)


def test_the_program_limits_where_it_does_not_wait():
    found = explanation(START, chain(lines=(9, 0), batch=(7.5, 0.5)), cores=4)
    assert found.limit == PROGRAM
    assert "takes 100 elements a second and waits 5% of its time; its input is at work 25% of the time" in found.verdict
    assert "More threads for the input would bring nothing." in found.verdict


def test_the_runner_limits_that_lets_others_wait_and_waits_for_none():
    found = explanation(START, chain(names=(9, 0), lines=(0, 8), batch=(0, 6)), cores=4)
    assert found.limit == "lines"
    assert "waits 60% of its time, and could take 250 a second" in found.verdict


def test_the_first_stage_may_be_the_slow_one():
    found = explanation(START, chain(names=(0, 9), lines=(0, 9), batch=(0, 9)), cores=4)
    assert found.limit == "names"


def test_a_runner_in_the_middle():
    assert explanation(START, chain(lines=(9, 0), batch=(0, 9)), cores=4).limit == "batch"


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (
            {"t1": 9.0, "process_cpu": 12.0},
            "computes 90% of its time while 2.8 processors are idle: more threads could bring 4.1",
        ),
        ({"t1": 9.0, "process_cpu": 39.0}, "no processor is idle: more threads would bring nothing"),
        ({"t1": 0.5}, "neither at a queue nor on a processor 95% of its time"),
        (
            {"t1": 9.0, "t4": 0.0, "threads": 2, "at_once": 1, "turns": 10.0},
            "1 of its 2 threads compute at once: more were",
        ),
        ({"t1": 9.0, "how": ["record by record: PyFunc 'f' has effects"]}, "It runs record by record: PyFunc 'f' has effects."),
        (
            {"t1": 9.0, "how": ["8 records in 2 blocks; record by record inside them: Foo 'foo'; 1 run again"]},
            "Inside its blocks it runs record by record: Foo 'foo'.",
        ),
    ],
)
def test_what_would_help_is_what_was_measured(reader, words):
    assert words in explanation(START, chain(lines=(0, 8), batch=(0, 6), **reader), cores=4).verdict


def test_threads_of_the_program_that_feed_a_queue_may_limit():
    found = explanation(START, Reading(10.0, (queue("jobs", 100, 0, 9),), (), 1.0, 1.0), cores=4)
    assert found.verdict.startswith("Threads of the program that feed 'jobs' limit: the program takes 10 elements a second")


def test_where_nothing_moved_that_is_said():
    found = explanation(START, Reading(10.0, (queue("jobs"),), (), 1.0, 1.0))
    assert (found.limit, found.verdict) == (None, "Nothing was moved. diagnose() says who waits for whom.")


def test_only_the_time_between_counts():
    before = chain(lines=(0, 8), batch=(0, 6))
    after = Reading(
        20.0,
        (queue("names", 20), queue("lines", 3000, 9, 8), queue("batch", 3000, 9, 6)),
        before.runners,
        process_cpu=11.0,
        main_cpu=1.0,
    )
    found = explanation(before, after, cores=4)
    assert (found.limit, found.seconds, found.stages[-1].rate) == (PROGRAM, 10.0, 200.0)


def test_runners_in_a_ring_have_an_end():
    ring = (runner("a", ["b"]), runner("b", ["a"]))
    found = explanation(START, Reading(10.0, (queue("a", 5, 0, 9), queue("b", 5, 0, 9)), ring, 1.0, 1.0), cores=4)
    assert found.stages


def test_the_table_has_a_row_for_each_stage_in_the_order_of_the_elements():
    text = str(explanation(START, chain(names=(0, 1), lines=(0, 8), batch=(0, 6)), cores=4))
    rows = text.splitlines()[-4:]
    assert [row.split("  ")[0] for row in rows] == ["names", "lines", "batch", PROGRAM]
    assert all(len(line) <= 110 for line in text.splitlines())


def test_a_session_explains_what_happened_since_it_was_asked_last():
    with tf.Graph().as_default(), no_threads_left():
        _, line = tf.TextLineReader().read(tf.train.string_input_producer([IRIS]))
        batch = tf.train.batch([line], 5)
        with tf.train.SingularMonitoredSession() as session:
            for _ in range(20):
                session.run(batch)
            first = tf.train.explain(session)
            assert first.limit is not None
            assert first.stages[-1].rate * first.seconds == pytest.approx(100)
            assert [stage.name for stage in first.stages] == ["input_producer", "batch/fifo_queue", PROGRAM]
            again = tf.train.explain(session, seconds=0.0)
            assert again.stages[-1].rate == 0


def test_a_threads_processor_seconds_are_its_own():
    if processor_seconds(threading.main_thread()) is None:
        pytest.skip("this system does not tell")
    go_on = threading.Event()
    idle = threading.Thread(target=go_on.wait)
    idle.start()
    try:
        used, _ = processor_seconds(threading.main_thread())
        wait_until(lambda: processor_seconds(threading.main_thread())[0] > used + 0.05)
        assert processor_seconds(idle)[0] < 0.05
    finally:
        go_on.set()
        idle.join()
    wait_until(lambda: processor_seconds(idle) is None)


def test_shares_add_up_to_the_whole():
    shares = {"for_room": 0.125, "for_elements": 0.25, "computing": 0.0625, "for_turn": 0.03125, "for_processor": 0.015625}
    stage = Stage("r", (), (), threads=2, at_once=1, rate=5.0, **shares)
    assert stage.elsewhere + sum(shares.values()) == 1
    for share in shares:  # what is measured may add up to more than there is
        assert Stage("r", (), (), threads=2, at_once=1, rate=5.0, **{**shares, share: 2.0}).elsewhere == 0
    assert Stage("r", (), (), threads=2, at_once=1, rate=5.0, **{**shares, "computing": None}).elsewhere is None
