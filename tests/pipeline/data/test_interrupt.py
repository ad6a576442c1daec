"""Ctrl-C ends a program wherever its iterator waits, also where a thread stays in the program's own code for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.signals import ended_by_ctrl_c

SUPPORT = Path(__file__).parents[2] / "support"

BEGIN = f"""
import os, signal, sys, tempfile, threading
signal.signal(signal.SIGINT, signal.default_int_handler)
threading.excepthook = lambda arguments: None
sys.path.append({str(SUPPORT)!r})
from threads import wait_until
import headrace as tf

def never(number):
    print("now", flush=True)
    threading.Event().wait()

def stuck():
    return tf.data.Dataset.range(9).map(lambda number: tf.py_func(never, [number], tf.int64))

def generated():
    yield 1
    never(2)

def pipe():
    path = tempfile.mkdtemp() + "/pipe"
    os.mkfifo(path)
    os.open(path, os.O_RDWR)
    return path

def say_when(fact):
    def wait():
        wait_until(fact)
        print("now", flush=True)
    threading.Thread(target=wait, daemon=True).start()

def taken(dataset, says=False):
    iterator = dataset.make_initializable_iterator()
    following = iterator.get_next()
    with tf.Session() as session:
        session.run(iterator.initializer)
        if says:
            say_when(lambda: tf.train.statistics(session).iterators[0].waiting)
        while True:
            session.run(following)
"""

PROGRAMS = {
    "in a py_func": "taken(stuck())",
    "behind a prefetch whose thread is in a py_func": "taken(stuck().prefetch(1))",
    "behind threads that are in a py_func": """
def second(number):
    number and never(number)
    return threading.Event().wait() if not number else number
taken(tf.data.Dataset.range(9).map(lambda number: tf.py_func(second, [number], tf.int64), num_parallel_calls=2))
""",
    "in a generator": "taken(tf.data.Dataset.from_generator(generated, tf.int64))",
    "behind a generator": "taken(tf.data.Dataset.from_generator(generated, tf.int64).prefetch(1))",
    "at a pipe": "taken(tf.data.TextLineDataset(pipe()), says=True)",
    "behind a pipe": "taken(tf.data.TextLineDataset(pipe()).shuffle(3).prefetch(1), says=True)",
    "at pipes side by side": """
both = tf.data.Dataset.from_tensor_slices([pipe(), pipe()])
taken(both.apply(tf.data.experimental.parallel_interleave(tf.data.TextLineDataset, 2)), says=True)
""",
    "at a queue": """
queue = tf.FIFOQueue(3, [tf.int64], [[]])
taken(tf.data.Dataset.range(9).map(lambda number: queue.dequeue()), says=True)
""",
    "behind a queue": """
queue = tf.FIFOQueue(3, [tf.int64], [[]])
taken(tf.data.Dataset.range(9).map(lambda number: queue.dequeue()).prefetch(1), says=True)
""",
    "in a filter that lets nothing pass": """
taken(tf.data.Dataset.range(9).repeat().filter(lambda number: number > 9), says=True)
""",
    "while a buffer is filled": "taken(tf.data.Dataset.range(9).repeat().skip(1 << 60).shuffle(9), says=True)",
    "in a reduction": """
total = tf.data.Dataset.range(9).repeat().reduce(tf.constant(0, tf.int64), lambda all, number: all + number)
with tf.Session() as session:
    print("now", flush=True)
    session.run(total)
""",
    "for another thread that gets an element": """
following = tf.data.TextLineDataset(pipe()).make_one_shot_iterator().get_next()
with tf.Session() as session:
    say_when(lambda: [one.waiting for one in tf.train.statistics(session).iterators] == [2])
    threading.Thread(target=session.run, args=(following,), daemon=True).start()
    session.run(following)
""",
    "for another thread that is in a py_func": """
following = stuck().make_one_shot_iterator().get_next()
with tf.Session() as session:
    for main in (False, True):
        session.run(following) if main else threading.Thread(target=session.run, args=(following,), daemon=True).start()
""",
    "in a monitored session": """
following = stuck().prefetch(1).make_one_shot_iterator().get_next()
with tf.train.MonitoredSession() as session:
    session.run(following)
""",
    "behind a queue runner that takes from an iterator": """
number = stuck().prefetch(1).make_one_shot_iterator().get_next()
number.set_shape([])
batch = tf.train.batch([number], 2)
with tf.train.MonitoredSession() as session:
    session.run(batch)
""",
}


@pytest.mark.parametrize("where", PROGRAMS)
def test_ctrl_c_ends_a_program(where):
    ended_by_ctrl_c(BEGIN + PROGRAMS[where])
