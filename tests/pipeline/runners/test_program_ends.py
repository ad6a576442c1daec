"""A program that ends with its input open ends: at once, with its own exit code, and with nothing said but its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[3] / "sample_data"
PATIENCE = 50

BEGIN = f"""
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
import headrace as tf

queue = tf.train.string_input_producer([{str(SAMPLES / "iris-00000-of-00003.csv")!r}])
_, line = tf.TextLineReader().read(queue)
columns = tf.decode_csv(line, [[0.0]] * 4 + [[""]])
x = tf.train.shuffle_batch([tf.stack(columns[:4])], 8, 100, 20, num_threads=4)
"""

LEFT_OPEN = {
    "a variable": "batches = tf.train.iterate(x); next(batches)",
    "a variable, after a break": """
batches = tf.train.iterate(x)
for batch in batches:
    break
""",
    "an attribute": """
class Data:
    def __init__(self):
        self.batches = tf.train.iterate(x)
data = Data()
next(data.batches)
""",
    "an attribute that is its own": """
class Data:
    def __init__(self):
        self.batches, self.me = tf.train.iterate(x), self
data = Data()
next(data.batches)
""",
    "a zip": "pairs = zip(range(3), tf.train.iterate(x)); assert len(list(pairs)) == 3",
    "several": "loops = [tf.train.iterate(x), tf.train.iterate(x)]; next(loops[0]); next(loops[1])",
    "a loop in a thread": """
import threading
batches = tf.train.iterate(x)
thread = threading.Thread(target=lambda: [next(batches) for _ in range(3)])
thread.start()
thread.join()
""",
    "a loop in a daemon thread that goes on": """
import threading
begun = threading.Event()
def consume():
    for batch in tf.train.iterate(x):
        begun.set()
        time.sleep(0.001)
threading.Thread(target=consume, daemon=True).start()
begun.wait()
sys.stderr = open("/dev/null", "w")  # the thread may be told that its session is closed
""",
    "a step that is stuck": """
import threading
stuck = threading.Event()
def wait(v):
    stuck.set()
    time.sleep(100)
y = tf.py_func(wait, [x], tf.float32)
y.set_shape([8, 4])
z = tf.train.batch([y], 1)
batches = tf.train.iterate([x, tf.zeros([])])
next(batches)
stuck.wait(20)
""",
    "a supervisor's block": """
tf.train.create_global_step()
supervisor = tf.train.Supervisor(logdir=directory)
block = supervisor.managed_session()
block.__enter__().run(x)
""",
    "a monitored session": "session = tf.train.MonitoredSession(); session.run(x)",
    "runners alone": "session = tf.Session(); tf.train.start_queue_runners(session); session.run(x)",
}


def run(program: str, directory: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", f"directory = {str(directory)!r}\n{BEGIN}{program}"]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)


@pytest.mark.parametrize("what", LEFT_OPEN)
def test_a_program_that_leaves_it_open_ends(what, tmp_path):
    done = run(LEFT_OPEN[what], tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("what", ["a variable", "an attribute", "several", "a supervisor's block"])
def test_a_program_that_fails_with_it_open_ends_with_its_own_error(what, tmp_path):
    done = run(LEFT_OPEN[what] + "\nraise ValueError('the program has failed')", tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("Traceback") == 1
    assert done.stderr.endswith("ValueError: the program has failed\n")


def test_sys_exit_keeps_its_code(tmp_path):
    done = run("batches = tf.train.iterate(x); next(batches); sys.exit(7)", tmp_path)
    assert (done.returncode, done.stderr) == (7, "")


def test_ctrl_c_in_the_body_of_a_loop_that_is_held():
    body = """
def main():
    batches = tf.train.iterate(x)
    for batch in batches:
        print("now", flush=True)
        while True:  # a signal on the way into a sleep would be heard at the sleep's end only
            pass
main()
"""
    child = subprocess.Popen([sys.executable, "-c", BEGIN + body], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert child.stdout.readline() == "now\n"
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=20)
    finally:
        child.kill()
    assert said.count("Traceback") == 1
    assert said.endswith("KeyboardInterrupt: interrupted after 1 step\n")


def test_a_fault_behind_what_the_program_took_is_told_at_its_end(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("1\n2\nx\n")
    done = run(
        f"""
import threading
names = tf.train.string_input_producer([{str(path)!r}], num_epochs=1)
number = tf.decode_csv(tf.TextLineReader().read(names)[1], [[0]])[0]
tf.get_collection_ref(tf.GraphKeys.QUEUE_RUNNERS)[:2] = []
batches = tf.train.iterate(tf.train.batch([number], 1))
next(batches), next(batches)
while threading.active_count() > 1:
    time.sleep(0.001)
""",
        tmp_path,
    )
    assert done.returncode == 0
    assert "a queue runner has failed" in done.stderr
    assert "bad.csv:3" in done.stderr
