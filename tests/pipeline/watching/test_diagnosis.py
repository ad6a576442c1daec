"""`diagnose` names every queue, runner, thread and waiting call, and says in one sentence why the program stands still."""

from __future__ import annotations

import html
import os
import threading

import pytest
from support.house import ROOT
from support.threads import in_thread, no_threads_left, outcome, wait_until

import headrace as tf
from headrace.graph.blocks import program
from headrace.pipeline import FIFOQueue
from headrace.pipeline.watching.diagnosis import Diagnosis
from headrace.pipeline.watching.facts import Facts, QueueFacts, RunnerFacts, ThreadFacts
from headrace.pipeline.watching.stalls import sentence

IRIS = str(ROOT / "sample_data/iris-00000-of-00003.csv")


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


class Running:
    """A session whose runners run, and which is left with all threads ended, whatever holds them up."""

    def __init__(self, *releases):
        self.releases = releases

    def __enter__(self):
        self.session = tf.Session()
        self.coordinator = tf.train.Coordinator()
        self.threads = tf.train.start_queue_runners(self.session, self.coordinator)
        return self.session

    def __exit__(self, *error):
        self.coordinator.request_stop()
        for release in self.releases:
            release()
        self.coordinator.join(self.threads)
        self.session.close()


def lines_of(path, through=None, **options):
    _, line = tf.TextLineReader().read(tf.train.string_input_producer([path]))
    if through is not None:
        line = tf.py_func(through, [line], tf.string)
        line.set_shape([])
    return tf.train.batch([line], 4, **options)


def test_a_function_of_the_program_that_does_not_return():
    go_on = threading.Event()

    def stuck(line):
        go_on.wait()
        return line

    batch = lines_of(IRIS, stuck)
    with Running(go_on.set) as session:
        taking = in_thread(lambda: session.run(batch))
        wait_until(lambda: any(each.kind == "user code" for each in session.diagnose().threads))
        wait_until(lambda: any(each.for_elements for each in session.diagnose().queues))
        found = session.diagnose()
        assert (
            "for 4 elements of 'batch/fifo_queue': queue runner 'batch/fifo_queue' is in the program's own code"
            in found.sentence
        )
        assert "in stuck" in found.sentence
        assert f"({os.path.basename(__file__)}:" in found.sentence  # where the call that waits stands
        go_on.set()
        assert len(outcome(taking)) == 4
    for word in ("input_producer", "batch/fifo_queue", "of 32", "1 thread", "in a py_func"):
        assert word in str(found)


def test_a_file_that_does_not_come(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    batch = lines_of(str(pipe))
    with Running() as session:
        taking = in_thread(lambda: session.run(batch))
        wait_until(lambda: f"reads {pipe}" in session.diagnose().sentence)
    assert isinstance(outcome(taking), tf.errors.OpError)


def test_names_that_nobody_puts_in():
    names = tf.FIFOQueue(4, [tf.string], [[]], name="names")
    _, line = tf.TextLineReader().read(names)
    batch = tf.train.batch([line], 4)
    with Running() as session:
        taking = in_thread(lambda: session.run(batch))
        wait_until(lambda: sum(each.for_elements for each in session.diagnose().queues) == 2)
        text = session.diagnose().sentence
        assert "for 4 elements of 'batch/fifo_queue': queue runner 'batch/fifo_queue' has waited" in text
        assert "for 1 element of 'names': no queue runner feeds it, so a thread of the program has to" in text
    assert isinstance(outcome(taking), tf.errors.OpError)


def test_a_session_without_runners_says_that_they_were_not_started():
    batch = lines_of(IRIS)
    with tf.Session() as session:
        taking = in_thread(lambda: session.run(batch))
        wait_until(lambda: any(each.for_elements for each in session.diagnose().queues))
        assert "was not started in this session: call start_queue_runners" in session.diagnose().sentence
    outcome(taking)


def test_plain_queues_need_no_session():
    queue = FIFOQueue(2, ["int32"], [()], name="jobs")
    taking = in_thread(lambda: queue.dequeue_many(2))
    wait_until(lambda: queue.statistics().blocked_dequeues)
    found = tf.train.diagnose()
    (jobs,) = (each for each in found.queues if each.name == "jobs")
    assert (jobs.size, jobs.capacity, jobs.for_elements) == (0, 2, 1)
    assert any(each.queue == "jobs" and each.place.startswith("test_diagnosis.py:") for each in found.threads)
    queue.enqueue_many([[1, 2]])
    assert outcome(taking)[0].tolist() == [1, 2]


def test_a_program_that_does_not_wait_is_told_where_it_is():
    batch = lines_of(IRIS)
    with Running() as session:
        session.run(batch)
        assert session.diagnose().sentence.startswith(
            "No call of the program waits at a queue. MainThread runs at test_diagnosis.py"
        )


def test_a_monitored_session_can_be_asked_and_a_closed_one_cannot():
    batch = lines_of(IRIS)
    with tf.train.MonitoredSession() as monitored:
        monitored.run(batch)
        assert {each.name for each in tf.train.diagnose(monitored).queues} == {"input_producer", "batch/fifo_queue"}
    with pytest.raises(RuntimeError, match="closed"):
        tf.train.diagnose(monitored)
    session = tf.Session()
    session.close()
    with pytest.raises(RuntimeError, match="closed"):
        session.diagnose()
    with pytest.raises(TypeError, match="must be a session, but is a int"):
        tf.train.diagnose(3)


def test_it_shows_which_operation_a_thread_computes(monkeypatch):
    inside, go_on = threading.Event(), threading.Event()
    values = tf.train.range_input_producer(1000, shuffle=False).dequeue()
    value = tf.add(values, 1, name="one_more")
    batch = tf.train.batch([value], 4)

    def slow(n, x, y):
        inside.set()
        go_on.wait()
        return x + y

    def held_up(one):
        steps = [each._replace(run=slow, in_place=None) if each.operation is value.op else each for each in one.steps]
        return program.block_function(one._replace(steps=steps))

    monkeypatch.setattr("headrace.graph.blocks.block_plan.block_function", held_up)
    with Running(go_on.set) as session:
        taking = in_thread(lambda: session.run(batch))
        assert inside.wait(20)
        wait_until(lambda: any(each.for_elements for each in session.diagnose().queues))
        assert "queue runner 'batch/fifo_queue' computes Add 'one_more'" in session.diagnose().sentence
        go_on.set()
        assert outcome(taking).tolist() == [1, 2, 3, 4]


# -- the sentence, of facts ---------------------------------------------------------------------------------------------


def queue(name, fed_by=(), unfed=None, closed=False, size=0):
    return QueueFacts(name, "FIFOQueue", size, 8, closed, None, 0, 0, tuple(fed_by), unfed)


def waits(name, kind, at, runner=None, seconds=3.0):
    return ThreadFacts(name, runner, kind, "waits", at, 1, seconds, seconds, None)


def test_queues_that_wait_for_each_other_have_an_end():
    runners = (RunnerFacts("r", 1, 1, ("b",), ("a",), 0, (), ()), RunnerFacts("s", 1, 1, ("a",), ("b",), 0, (), ()))
    threads = (waits("MainThread", "elements", "a"), waits("t", "elements", "a", "r"), waits("u", "elements", "b", "s"))
    text = sentence(Facts((queue("a", ["s"]), queue("b", ["r"])), runners, threads))
    assert text.endswith("they wait for each other.")


def test_of_several_threads_the_one_at_work_tells_why():
    runner = RunnerFacts("r", 2, 2, ("a",), ("names",), 0, (), ())
    reads = ThreadFacts("u", "r", "file", "reads /data/x")
    threads = (waits("MainThread", "elements", "a"), waits("t", "elements", "names", "r"), reads)
    facts = Facts((queue("a", ["r"]), queue("names", unfed="nobody")), (runner,), threads)
    assert sentence(facts) == "MainThread has waited 3.0 s for 1 element of 'a': queue runner 'r' reads /data/x."


def test_a_call_that_waits_for_room_is_told_who_does_not_take():
    works = ThreadFacts("worker", None, "program", "runs", place="train.py:9 in fit")
    facts = Facts((queue("a", unfed="threads feed it"),), (), (waits("MainThread", "room", "a"), works))
    assert sentence(facts) == (
        "MainThread has waited 3.0 s for room of 'a': nobody takes any out; worker runs at train.py:9 in fit."
    )


def test_a_call_that_waits_for_room_is_told_which_runner_takes():
    runners = tuple(RunnerFacts(name, 1, alive, (), (takes,), 0, (), ()) for name, alive, takes in TAKERS)
    threads = tuple(ThreadFacts(f"thread of {name}", name, "program", f"runs for {name}") for name, _, _ in TAKERS)
    facts = Facts((queue("a", unfed="threads feed it"),), runners, (waits("MainThread", "room", "a"), *threads))
    assert sentence(facts) == (
        "MainThread has waited 3.0 s for room of 'a': queue runner 'takes', which takes from it, runs for takes."
    )


TAKERS = [("other", 1, "b"), ("over", 0, "a"), ("takes", 1, "a"), ("another", 1, "c")]
"""Name, threads that live, and what it takes from."""


@pytest.mark.parametrize(
    ("for_elements", "for_room", "words"),
    [
        (0, 0, ""),
        (1, 0, ", 1 waits for elements"),
        (0, 2, ", 2 wait for room"),
        (2, 1, ", 2 wait for elements, 1 waits for room"),
    ],
)
def test_it_prints_who_waits_at_a_queue(for_elements, for_room, words):
    facts = QueueFacts("a<b>", "FIFOQueue", 1234, 8000, False, None, for_elements, for_room, ("r",), None)
    found = Diagnosis([facts], [], [], "All is well.")
    assert str(found) == f"All is well.\n\nqueue\na<b>   FIFOQueue, 1,234 of 8,000{words}, fed by r"
    assert found._repr_html_() == f"<pre>{html.escape(str(found))}</pre>"
