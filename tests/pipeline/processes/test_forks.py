"""Processes that are forked or spawned out of a running program: their own pipelines work, and nothing hangs or is disturbed.

Each program runs in a process of its own, with runners at work, loops under way, calls that wait and an event writer open.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from support.house import ROOT

PATIENCE = 60

BEGIN = """
import concurrent.futures, multiprocessing, os, signal, sys, threading
import numpy as np
import headrace as tf
from headrace.pipeline import FIFOQueue

def own_pipeline(n=5):
    with tf.Graph().as_default():
        number = tf.train.range_input_producer(40, num_epochs=1, shuffle=False).dequeue()
        batch = tf.train.shuffle_batch([number * n], 8, 100, 10, num_threads=2)
        return sum(int(each.sum()) for each in tf.train.iterate(batch))

RIGHT = 5 * sum(range(40))

def in_child(call):
    # What a forked process prints and its exit status are the parent's to check.
    sys.stdout.flush()
    process = os.fork()
    if not process:
        status = 1
        try:
            signal.alarm(20)
            call()
            status = 0
        finally:
            sys.stdout.flush()
            os._exit(status)
    assert os.waitpid(process, 0)[1] == 0

def said_by(call):
    try:
        call()
    except (RuntimeError, tf.errors.OpError) as error:
        return type(error).__name__ + ": " + str(error).splitlines()[0]
    return "nothing"

if __name__ == "__main__":
    graph = tf.Graph()
    with graph.as_default():
        held = tf.get_variable("held", initializer=7)
        number = tf.train.range_input_producer(1000).dequeue()
        batch = tf.train.batch([number, tf.random_uniform([100])], 4, num_threads=3, capacity=50)
        waiting = tf.FIFOQueue(1, tf.int32, [[]])
        put, take = waiting.enqueue(1), waiting.dequeue()
        session, variables = tf.Session(), tf.Session()
        for each in (session, variables):
            each.run(tf.global_variables_initializer())
        loop = tf.train.iterate(batch, session=session)
        next(loop)
        blocked = threading.Thread(target=said_by, args=(lambda: session.run(take),))
        blocked.start()
        writer = tf.summary.FileWriter(sys.argv[1], graph)
"""

END = """
    session.run(put)
    blocked.join()
    for _ in range(20):
        next(loop)
    loop.close()
    session.close()
    writer.close()
    assert own_pipeline() == RIGHT
    assert variables.run(held) == 7
    print("the parent is well")
"""

PROGRAMS = {
    "fork: a pipeline of its own": """
    for _ in range(5):
        in_child(lambda: print(own_pipeline() == RIGHT))
""",
    "fork: a session of its own over the graph that there is": """
    def child():
        with tf.Session(graph=graph) as own:
            own.run("init")
            print([len(each[0]) for each in tf.train.iterate(batch, session=own, max_steps=3)] == [4] * 3)
    for _ in range(5):
        in_child(child)
""",
    "fork: what an inherited session cannot do it says": """
    def child():
        for call in (lambda: session.run(batch), lambda: session.run(take), lambda: next(loop),
                     lambda: tf.train.start_queue_runners(session)):
            said = said_by(call)
            print(said.startswith("RuntimeError: <headrace.") and f"belongs to process {os.getppid()}" in said
                  and "tf.Session(graph=graph)" in said or said)
        loop.close()
        session.close()
        with session:
            pass
    for _ in range(5):
        in_child(child)
""",
    "fork: an inherited session of variables is a copy": """
    def child():
        print(variables.run(held) == 7)
        variables.run(held.assign(8))
        print(variables.run(held) == 8)
        variables.close()
    in_child(child)
""",
    "fork: a queue without a graph is a copy without those who wait": """
    queue, empty = FIFOQueue(3, "int64", [()]), FIFOQueue(3, "int64", [()])
    queue.enqueue_many([[1, 2, 3]])
    waits = [threading.Thread(target=queue.enqueue, args=([4],)), threading.Thread(target=empty.dequeue)]
    for each in waits:
        each.start()
    while not (queue.statistics().blocked_enqueues and empty.statistics().blocked_dequeues):
        pass
    def child():
        print(queue.dequeue_many(3)[0].tolist() == [1, 2, 3], queue.size() == 0)
        empty.enqueue([9])
        print(empty.dequeue() == [9])
    in_child(child)
    print(queue.dequeue_many(3)[0].tolist() == [1, 2, 3])
    empty.enqueue([0])
    for each in waits:
        each.join()
""",
    "fork while other threads build and run all the time": """
    over = threading.Event()
    def work():
        while not over.is_set():
            own_pipeline()
    def plain():
        queue = FIFOQueue(2, "int64", [()])
        while not over.is_set():
            queue.enqueue([1])
            queue.dequeue()
    threads = [threading.Thread(target=each) for each in (work, plain, plain)]
    for each in threads:
        each.start()
    for _ in range(25):
        in_child(lambda: print(own_pipeline() == RIGHT))
    over.set()
    for each in threads:
        each.join()
""",
    "fork: an event writer goes on in both": """
    def child():
        writer.add_summary(tf.Summary(value=[tf.Summary.Value(tag="child", simple_value=1.0)]), 1)
        writer.close()
        print(True)
    in_child(child)
""",
    "fork in a signal's handler, while the program waits": """
    def handler(*_):
        in_child(lambda: print(own_pipeline() == RIGHT))
        session.run(put)  # for the thread that waits
        session.run(put)
    signal.signal(signal.SIGALRM, handler)
    other = threading.Timer(0, lambda: os.kill(os.getpid(), signal.SIGALRM))
    other.start()
    session.run(take)
    other.join()
""",
    "fork in a py_func of a runner": """
    with tf.Graph().as_default():
        def forked(n):
            if n == 3:
                in_child(lambda: print(own_pipeline() == RIGHT))
            return n
        inner = tf.py_func(forked, [tf.train.range_input_producer(6, num_epochs=1, shuffle=False).dequeue()], tf.int32)
        inner.set_shape([])
        print(len(list(tf.train.iterate(tf.train.batch([inner], 2)))) == 3)
""",
}

for start in ("fork", "forkserver", "spawn"):
    PROGRAMS[f"{start}: multiprocessing.Pool"] = f"""
    with multiprocessing.get_context({start!r}).Pool(2) as pool:
        print(pool.map_async(own_pipeline, [5, 5, 5]).get({PATIENCE}) == [RIGHT] * 3)
"""
    PROGRAMS[f"{start}: ProcessPoolExecutor"] = f"""
    context = multiprocessing.get_context({start!r})
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as pool:
        print(list(pool.map(own_pipeline, [5, 5, 5], timeout={PATIENCE})) == [RIGHT] * 3)
"""


@pytest.mark.parametrize("name", PROGRAMS)
def test_children_of_a_running_program(name, tmp_path):
    program = tmp_path / "program.py"
    program.write_text(BEGIN + PROGRAMS[name] + END)
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore::DeprecationWarning", str(program), str(tmp_path / "events")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        start_new_session=True,
    )
    try:
        printed = process.communicate(timeout=PATIENCE)[0]
    finally:
        process.kill()
    lines = printed.splitlines()
    assert process.returncode == 0, printed
    assert lines[-1] == "the parent is well"
    assert set(" ".join(lines[:-1]).split()) == {"True"}, printed
