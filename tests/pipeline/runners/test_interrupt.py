"""Ctrl-C ends a program wherever it waits: with KeyboardInterrupt, at once, with no thread that keeps it alive."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.signals import ended_by_ctrl_c

SUPPORT = Path(__file__).parents[2] / "support"
SAMPLES = Path(__file__).parents[3] / "sample_data"

BEGIN = f"""
import os, signal, sys, tempfile, threading
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path.append({str(SUPPORT)!r})
from threads import wait_until
import headrace as tf
from headrace.pipeline import FIFOQueue

def say_when(fact):
    def wait():
        wait_until(fact)
        print("now", flush=True)
    threading.Thread(target=wait, daemon=True).start()

def dequeuers(session):
    return sum(each.blocked_dequeues for each in tf.train.statistics(session))

def givers(session):
    return sum(each.blocked_enqueues for each in tf.train.statistics(session))

def named(path):
    names = tf.FIFOQueue(4, [tf.string], [[]])
    tf.add_to_collection("put", names.enqueue(path))
    return names

def pipe_queue(open):
    path = tempfile.mkdtemp() + "/pipe"
    os.mkfifo(path)
    if open:
        os.open(path, os.O_RDWR)
    return named(path)

def pipeline(epochs=None):
    queue = tf.train.string_input_producer([{str(SAMPLES / "iris-00000-of-00003.csv")!r}], num_epochs=epochs)
    _, line = tf.TextLineReader().read(queue)
    columns = tf.decode_csv(line, [[0.0]] * 4 + [[""]])
    return tf.train.batch([tf.stack(columns[:4])], 8)
"""

PROGRAMS = {
    "in a dequeue that nobody feeds": """
queue = tf.FIFOQueue(4, [tf.int32], [[]])
with tf.Session() as session:
    value = queue.dequeue()
    say_when(lambda: dequeuers(session) == 1)
    session.run(value)
""",
    "in a dequeue_many behind a runner that waits too": """
source = tf.FIFOQueue(4, [tf.int32], [[]])
batch = tf.train.batch([source.dequeue()], 3)
with tf.Session() as session:
    coordinator = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(session, coordinator)
    say_when(lambda: dequeuers(session) == 2)
    session.run(batch)
""",
    "in an enqueue into a full queue": """
queue = tf.FIFOQueue(1, [tf.int32], [[]])
put = queue.enqueue(1)
with tf.Session() as session:
    session.run(put)
    say_when(lambda: givers(session) == 1)
    session.run(put)
""",
    "in Coordinator.join": """
batch = pipeline()
session = tf.Session()
coordinator = tf.train.Coordinator()
threads = tf.train.start_queue_runners(session, coordinator)
say_when(lambda: givers(session) == 2)
coordinator.join(threads)
""",
    "in Coordinator.join, in a with block of the session": """
batch = pipeline()
with tf.Session() as session:
    coordinator = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(session, coordinator)
    say_when(lambda: givers(session) == 2)
    coordinator.join(threads)
""",
    "in wait_for_stop": """
coordinator = tf.train.Coordinator()
print("now", flush=True)
coordinator.wait_for_stop()
""",
    "in a training loop": """
flowers = pipeline()
weights = tf.Variable(tf.zeros([4, 1]))
loss = tf.reduce_mean(tf.square(tf.matmul(flowers, weights) - 1.0))
train = tf.train.GradientDescentOptimizer(0.001).minimize(loss)
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    coordinator = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(session, coordinator)
    try:
        step = 0
        while not coordinator.should_stop():
            session.run(train)
            step += 1
            if step == 5:
                print("now", flush=True)
    finally:
        coordinator.request_stop()
        coordinator.join(threads)
        assert not any(thread.is_alive() for thread in threads)
        print("joined", flush=True)
""",
    "in a wait for a stop that has a limit": """
print("now", flush=True)
tf.train.Coordinator().wait_for_stop(timeout=1000)
""",
    "in a join of a thread of the program's own": """
gate = threading.Event()
threading.Thread(target=gate.wait, name="own", daemon=True).start()
(own,) = (each for each in threading.enumerate() if each.name == "own")
coordinator = tf.train.Coordinator()
coordinator.request_stop()
print("now", flush=True)
coordinator.join([own], stop_grace_period_secs=1000)
""",
    "in a dequeue of a plain queue": """
queue = FIFOQueue(4, ["int32"], [()])
say_when(lambda: queue.statistics().blocked_dequeues)
queue.dequeue()
""",
    "in a dequeue_up_to of a plain queue, with a limit": """
queue = FIFOQueue(4, ["int32"], [()])
say_when(lambda: queue.statistics().blocked_dequeues)
queue.dequeue_up_to(3, timeout=1000)
""",
    "in an enqueue_many into a plain queue": """
queue = FIFOQueue(4, ["int32"], [()])
say_when(lambda: queue.statistics().blocked_enqueues)
queue.enqueue_many([range(9)])
""",
    "in a run that waits at two queues at once": """
one, other = (tf.FIFOQueue(4, [tf.int32], [[]]).dequeue() for _ in range(2))
with tf.Session() as session:
    say_when(lambda: dequeuers(session) == 2)
    session.run([one, other])
""",
    "in a run with a limit": """
value = tf.FIFOQueue(4, [tf.int32], [[]]).dequeue()
with tf.Session() as session:
    say_when(lambda: dequeuers(session) == 1)
    session.run(value, options=tf.RunOptions(timeout_in_ms=1_000_000))
""",
    "in a partial run": """
value = tf.FIFOQueue(4, [tf.int32], [[]]).dequeue()
with tf.Session() as session:
    say_when(lambda: dequeuers(session) == 1)
    session.partial_run(session.partial_run_setup([value], []), value)
""",
    "in a py_func": """
value = tf.py_func(lambda: (print("now", flush=True), threading.Event().wait()), [], tf.int32)
with tf.Session() as session:
    session.run(value)
""",
    "in a reader of a pipe that nobody opens": """
key_value = tf.TextLineReader().read(pipe_queue(open=False))
with tf.Session() as session:
    session.run(tf.get_collection("put"))
    print("now", flush=True)
    session.run(key_value)
""",
    "in a reader of a pipe into which nobody writes": """
key_value = tf.WholeFileReader().read(pipe_queue(open=True))
with tf.Session() as session:
    session.run(tf.get_collection("put"))
    print("now", flush=True)
    session.run(key_value)
""",
    "in a batch behind a runner that reads a pipe": """
batch = tf.train.batch(tf.TextLineReader().read(pipe_queue(open=True)), 2)
with tf.Session() as session:
    session.run(tf.get_collection("put"))
    coordinator = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(session, coordinator)
    say_when(lambda: dequeuers(session) == 1)
    session.run(batch)
""",
    "in a slow read of a file": """
import fsspec
class Slow(fsspec.AbstractFileSystem):
    protocol = "slow"
    def info(self, path, **more):
        return {"name": path, "size": 9, "type": "file"}
    def _open(self, path, mode="rb", **more):
        print("now", flush=True)
        threading.Event().wait()
fsspec.register_implementation("slow", Slow)
key_value = tf.TextLineReader().read(named("slow://file"))
with tf.Session() as session:
    session.run(tf.get_collection("put"))
    session.run(key_value)
""",
    "in a loop over iterate": """
try:
    for step, values in enumerate(tf.train.iterate(pipeline())):
        if step == 5:
            print("now", flush=True)
finally:
    if threading.active_count() == 1:
        print("joined", flush=True)
""",
    "in an iterate that waits for records": """
source = tf.FIFOQueue(4, [tf.int32], [[]])
batch = tf.train.batch([source.dequeue()], 3)
class Seen(tf.Session):
    def __init__(self, **options):
        super().__init__(**options)
        say_when(lambda: dequeuers(self) == 2)
sys.modules["headrace.pipeline.runners.loops"].Session = Seen
try:
    for values in tf.train.iterate(batch):
        pass
finally:
    if not any(thread.name.startswith("QueueRunner") for thread in threading.enumerate()):
        print("joined", flush=True)
""",
    "in a monitored session": """
flowers = pipeline()
try:
    with tf.train.MonitoredTrainingSession() as session:
        step = 0
        while not session.should_stop():
            session.run(flowers)
            step += 1
            if step == 5:
                print("now", flush=True)
finally:
    if threading.active_count() == 1:
        print("joined", flush=True)
""",
    "in a session that a Supervisor manages": """
flowers = pipeline()
tf.train.create_global_step()
directory = tempfile.TemporaryDirectory()
supervisor = tf.train.Supervisor(logdir=directory.name)
try:
    with supervisor.managed_session() as session:
        step = 0
        while not supervisor.should_stop():
            session.run(flowers)
            step += 1
            if step == 5:
                print("now", flush=True)
finally:
    if threading.active_count() == 1:
        print("joined", flush=True)
""",
    "with threads that are no daemons, in a with block of the session": """
batch = pipeline()
with tf.Session() as session:
    for runner in tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS):
        runner.create_threads(session, start=True)
    step = 0
    while True:
        session.run(batch)
        step += 1
        if step == 5:
            print("now", flush=True)
""",
}


@pytest.mark.parametrize("where", PROGRAMS)
def test_ctrl_c_ends_a_program(where):
    out = ended_by_ctrl_c(BEGIN + PROGRAMS[where])
    if "joined" in PROGRAMS[where]:
        assert out == "joined\n"
