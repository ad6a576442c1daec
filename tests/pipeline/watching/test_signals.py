"""Ctrl-\\ prints who waits for whom on standard error, and the program goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest
from support.house import ROOT
from support.threads import in_thread, outcome

import headrace as tf

PATIENCE = 50

PROGRAM = """
import sys
import threading
import {tensorflow} as tf
{enable}
names = tf.FIFOQueue(4, [tf.string], [[]], name="names")
put = names.enqueue_many([["{iris}"]])
_, line = tf.TextLineReader().read(names)
batch = tf.train.batch([line], 4)
with tf.Session() as session:
    coordinator = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(session, coordinator)
    def feed():
        while sum(each.blocked_dequeues for each in tf.train.statistics(session)) < 2:
            pass
        print("now", flush=True)
        sys.stdin.readline()
        session.run(put)
    feeder = threading.Thread(target=feed)
    feeder.start()
    print(len(session.run(batch)), flush=True)
    feeder.join()
    coordinator.request_stop()
    coordinator.join(threads)
"""


@pytest.mark.parametrize("how", ["one call", "headrace run"])
def test_the_program_goes_on_after_a_report(tmp_path, how):
    program = tmp_path / "train.py"
    run = how == "headrace run"
    program.write_text(
        PROGRAM.format(
            tensorflow="tensorflow" if run else "headrace",
            enable="" if run else "tf.enable_diagnosis()",
            iris=ROOT / "sample_data/iris-00000-of-00003.csv",
        )
    )
    call = [sys.executable, "-m", "headrace", "run", str(program)] if run else [sys.executable, str(program)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    child = subprocess.Popen(call, **pipes, env=os.environ | {"PYTHONPATH": str(ROOT)})
    try:
        assert child.stdout.readline() == "now\n"
        child.send_signal(signal.SIGQUIT)
        shown = []
        while not shown or "in feed]" not in shown[-1]:
            shown.append(child.stderr.readline())
            assert shown[-1], shown
        out, _ = child.communicate("\n", timeout=PATIENCE)
    finally:
        child.kill()
        child.wait()
    text = " ".join("".join(shown).split())
    assert "for 4 elements of 'batch/fifo_queue': queue runner 'batch/fifo_queue' has waited" in text
    assert "MainThread (train.py:" in text
    assert "runs [train.py:17 in feed]" in text
    assert (out, child.returncode) == ("4\n", 0)


def test_a_handler_that_was_there_is_called_too(capfd):
    called, before = [], signal.getsignal(signal.SIGQUIT)
    printed = threading.Event()
    try:
        signal.signal(signal.SIGQUIT, lambda *_: called.append(1))
        tf.enable_diagnosis()
        tf.enable_diagnosis()  # once is enough
        handler = signal.getsignal(signal.SIGQUIT)
        report, handler._print = handler._print, lambda: (report(), printed.set())
        signal.raise_signal(signal.SIGQUIT)
        assert printed.wait(PATIENCE)
    finally:
        signal.signal(signal.SIGQUIT, before)
    assert called == [1]
    assert "No call of the program waits at a queue" in capfd.readouterr().err


def test_only_the_main_thread_can_enable_it():
    assert isinstance(outcome(in_thread(tf.enable_diagnosis)), ValueError)
