"""A life of a cluster in processes: a worker, a parameter server and at last Ray are killed, each at a random moment."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

from headrace.cluster import local
from headrace.formats.errors import NotFoundError

from ..threads import wait_until

COUNT = 200
"""How many elements there are."""

ROOM = 4
"""Of the worker's own queue."""

SAVE_EVERY = 20
"""Steps between two checkpoints."""

_PATIENCE = 60.0
"""Seconds that a word of a process, or its end, is waited for."""

_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore", "RAY_DEDUP_LOGS": "0"}

_PROGRAM = """
import sys
import headrace as tf

job, task = {job!r}, {task}
server = tf.train.Server({spec!r}, job, task)
print("up", flush=True)
if job == "ps":
    server.join()
with tf.device("/job:ps/task:0"):
    shared = tf.FIFOQueue({count}, tf.int64, shapes=[()], shared_name="shared")
    counts = tf.get_variable("counts", [{count}], tf.int64, tf.zeros_initializer())
    v = tf.get_variable("v", [], initializer=tf.zeros_initializer())
    step = tf.train.get_or_create_global_step()
    trained = tf.group(v.assign_add(2.0), tf.assign_add(step, 1))
"""

_CHIEF = """
filled, closed = shared.enqueue_many([tf.range({count}, dtype=tf.int64)]), shared.close()
class Sessions(tf.train.SessionRunHook):
    count = 0

    def after_create_session(self, session, coord):
        self.count += 1


sessions = Sessions()
options = {{"save_checkpoint_steps": {save_every}, "save_summaries_steps": None, "log_step_count_steps": None}}
options["hooks"] = [sessions]
with tf.train.MonitoredTrainingSession(server.target, True, {directory!r}, **options) as session:
    session.run_step_fn(lambda step_context: step_context.session.run(filled))
    session.run_step_fn(lambda step_context: step_context.session.run(closed))
    while True:
        session.run(trained)
        print(*session.run_step_fn(lambda step_context: step_context.session.run([step, v])), sessions.count, flush=True)
"""

_WORKER = """
with tf.device("/job:worker/task:1"):
    own = tf.FIFOQueue({room}, tf.int64, shapes=[()])
    through = tf.train.QueueRunner(own, [own.enqueue(shared.dequeue())])
    taken = own.dequeue() if {by_runner} else shared.dequeue()
with tf.device("/job:ps/task:0"):
    counted = tf.scatter_add(counts, taken, tf.ones([], tf.int64))
session, coordinator = tf.Session(server.target), tf.train.Coordinator()
threads = through.create_threads(session, coordinator, daemon=True, start=True) if {by_runner} else []
try:
    while True:
        session.run(counted.op)
        print("counted", flush=True)
except tf.errors.OutOfRangeError:
    print(*session.run(counts), flush=True)
coordinator.request_stop()
coordinator.join(threads)
coordinator = tf.train.Coordinator()
with coordinator.stop_on_exception():
    threads = [tf.train.LooperThread(coordinator, None, session.run, (one,)) for one in (v.value(), step.value())]
    for thread in threads:
        thread.start()
    while not coordinator.should_stop():
        session.run(v)
        print("read", flush=True)
coordinator.join(threads)
"""


class Life:
    """The processes of a cluster: one parameter server, a chief and a worker.

    Args:
      directory: for checkpoints and what the processes say of errors.
      seed: of the moments.
    """

    def __init__(self, directory: Path, seed: int) -> None:
        self.ray = local.up(cpus=2, memory=100 << 20)
        self._directory = directory
        self._random = random.Random(seed)
        with contextlib.ExitStack() as stack:
            sockets = [stack.enter_context(socket.create_server(("localhost", 0))) for _ in range(3)]
            ps, *workers = (f"localhost:{one.getsockname()[1]}" for one in sockets)
        self.spec = {"ps": [ps], "worker": workers}
        self.all: list[subprocess.Popen[str]] = []
        self._lines: dict[subprocess.Popen[str], SimpleQueue[str]] = {}

    def start(self, job: str, task: int = 0, *, by_runner: bool = False) -> subprocess.Popen[str]:
        """A process of the program, once its server is up."""
        program = _PROGRAM + ("" if job == "ps" else _WORKER if task else _CHIEF)
        names = {"job": job, "task": task, "spec": self.spec, "count": COUNT, "room": ROOM, "save_every": SAVE_EVERY}
        code = textwrap.dedent(program).format(**names, directory=str(self._directory / "saved"), by_runner=by_runner)
        environment = {**os.environ, **_ENVIRONMENT, "RAY_ADDRESS": self.ray.address}
        with (self._directory / f"errors-{len(self.all)}").open("wb") as errors:
            process = subprocess.Popen(
                [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=errors, text=True, env=environment
            )
        self.all.append(process)
        self._lines[process] = lines = SimpleQueue()
        threading.Thread(target=_read, args=(process, lines), daemon=True).start()
        assert self.said(process) == ["up"]
        return process

    def said(self, process: subprocess.Popen[str]) -> list[str]:
        """The words of the next line that it says."""
        try:
            line = self._lines[process].get(timeout=_PATIENCE)
        except Empty:
            line = ""
        assert line, [self.errors(one) for one in self.all]
        return line.split()

    def ended(self, process: subprocess.Popen[str]) -> int:
        """The code that it has ended with by itself."""
        return process.wait(_PATIENCE)

    def errors(self, process: subprocess.Popen[str]) -> str:
        return (self._directory / f"errors-{self.all.index(process)}").read_text()

    def moment(self, process: subprocess.Popen[str], first: int, last: int) -> list[str]:
        """A random moment of it; the line that it has said last."""
        for _ in range(self._random.randint(first, last)):
            line = self.said(process)
        return line

    def kill(self, process: subprocess.Popen[str]) -> None:
        process.kill()
        process.wait()

    def kill_raylet(self) -> None:
        (raylet,) = (pid for pid, words in processes_of(self.ray.directory) if words[0].endswith("/raylet"))
        os.kill(raylet, signal.SIGKILL)

    def end(self) -> None:
        for process in self.all:
            self.kill(process)
        with contextlib.suppress(NotFoundError):  # it has ended by itself
            local.down()
        wait_until(lambda: not list(processes_of(self.ray.directory)))
        assert not os.path.exists(self.ray.directory)


def _read(process: subprocess.Popen[str], lines: SimpleQueue[str]) -> None:
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            lines.put(line)
    lines.put("")


def processes_of(directory: str) -> Iterator[tuple[int, list[str]]]:
    """The processes of a Ray that has that directory, as (number, command)."""
    for one in Path("/proc").iterdir():
        if one.name.isdigit():
            with contextlib.suppress(OSError):
                command = one.joinpath("cmdline").read_text().split("\0")
                if any(directory in word for word in command):
                    yield int(one.name), command


def shared_memory() -> set[str]:
    return set(os.listdir("/dev/shm")) if os.path.isdir("/dev/shm") else set()


def lived(directory: Path, seed: int) -> None:
    """A life with three deaths. Raises AssertionError where something is not as `docs/scale.md` promises."""
    before = shared_memory()
    life = Life(directory, seed)
    by_runner = bool(seed % 2)
    try:
        life.start("ps")
        chief = life.start("worker")
        life.said(chief)

        worker = life.start("worker", 1, by_runner=by_runner)
        life.moment(worker, 1, COUNT // 2)
        life.kill(worker)
        worker = life.start("worker", 1, by_runner=by_runner)
        while len(counts := life.said(worker)) < COUNT:
            pass
        lost, twice = counts.count("0"), len(counts) - counts.count("0") - counts.count("1")
        assert lost <= (ROOM + 2 if by_runner else 1), counts
        assert twice <= (ROOM if by_runner else 0), counts

        life.moment(worker, 1, 50)
        last, *_ = life.moment(chief, 30, 200)
        ps = life.all[0]
        life.kill(ps)
        assert life.ended(worker) == 1, life.errors(worker)
        assert f"UnavailableError: /job:ps/replica:0/task:0 ({life.spec['ps'][0]}) is gone" in life.errors(worker)
        ps = life.start("ps")
        was = int(last)
        while (line := life.said(chief))[2] == "1":  # said before it was killed
            was = int(line[0])
        begun = int(line[0]) - 1
        assert was - SAVE_EVERY <= begun <= was + 1, (was, line)  # a step more may have run than was told
        assert float(line[1]) == 2.0 * int(line[0]), line

        life.moment(chief, 1, 100)
        life.kill_raylet()
        assert (life.ended(chief), life.ended(ps)) == (1, 1), life.errors(chief) + life.errors(ps)
        assert "The Ray that this process was connected to has ended" in life.errors(chief)
        assert "was ended: the Ray of this machine has" in life.errors(ps)
    finally:
        life.end()
    assert shared_memory() <= before
