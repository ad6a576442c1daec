"""How many workers a parameter server serves: two, four and eight of them on this machine, held against a model of cost.

    python benchmarks/bench_workers.py
    python benchmarks/bench_workers.py --workers 2 3 4 --megabytes 4 --think 0.1

A step of a worker reads a variable of the server, sleeps in the place of computing, and subtracts as much from it. With one
worker it is measured what a step takes of the server's process and of the cores; that, and nothing else, is what the model
(`queueing`) makes the steps of several workers of. Where a worker has a machine of its own, its cores keep no other waiting:
the last lines say what the same figures come to for up to a thousand of them.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import dataclasses
import importlib.util
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

import command_line
import queueing
import worker
from bench_cluster import free_ports, serve
from cases import Case
from queueing import Station, throughput
from worker import Answers, Worker, start

PS = "/job:ps/task:0"
FAR = (10, 100, 1000)
"""Workers that no machine here has."""

_TASK = b"TaskActor"
"""In the command of a process that holds what a task has. Those of the workers do nothing: who has a session has it itself."""

NETWORK = 1.25e9
"""Bytes a second of a link of 10 Gbit/s, which a worker on another machine is behind."""


def answers(library: str) -> Answers:
    """A worker: its number, and the addresses of the server and of all workers."""
    import headrace as tf

    number, *hosts = library.split()
    server = tf.train.Server({"ps": hosts[:1], "worker": hosts[1:]}, "worker", int(number))
    worker_device = f"/job:worker/task:{number}"
    made: dict[str, Any] = {}

    def begin(floats: int) -> None:
        with tf.device(PS):
            made["variable"] = variable = tf.Variable(tf.zeros([floats]), name="shared")
        with tf.device(worker_device):
            change = tf.Variable(tf.ones([floats]), name=f"change{number}")
        with tf.device(PS):
            made["update"] = variable.assign_sub(change).op
        made["session"] = session = tf.Session(server.target)
        session.run(tf.global_variables_initializer() if number == "0" else change.initializer)

    def steps(seconds: float, think: float) -> list[float]:
        """How many, and how long they took."""
        session, count, began = made["session"], 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            session.run(made["variable"])
            time.sleep(think)
            session.run(made["update"])
            count += 1
        return [count, time.perf_counter() - began]

    return {"begin": begin, "steps": steps}


@contextlib.contextmanager
def cluster(count: int, floats: int) -> Iterator[list[Worker]]:
    """A parameter server and so many workers, ready."""
    hosts = [f"localhost:{port}" for port in free_ports(1 + count)]
    server = subprocess.Popen([sys.executable, __file__, "--be-server", "headrace", *hosts], stdout=sys.stderr)
    try:
        with contextlib.ExitStack() as stack:
            found = [stack.enter_context(Worker(sys.executable, " ".join([str(k), *hosts]), __file__)) for k in range(count)]
            for one in found:
                one.ask("begin", floats=floats)
            yield found
    finally:
        server.kill()
        server.wait()


@dataclasses.dataclass(frozen=True)
class Measured:
    """What some workers did together.

    Attributes:
      rate: steps a second, of all of them.
      cores, server: seconds of processors that a step took, of all processes of the cluster and of the server's.
    """

    rate: float
    cores: float
    server: float


def measure(count: int, floats: int, think: float, seconds: float) -> Measured:
    with cluster(count, floats) as found, concurrent.futures.ThreadPoolExecutor(count) as threads:

        def together(seconds: float) -> list[list[float]]:
            return list(threads.map(lambda one: one.ask("steps", seconds=seconds, think=think), found))

        together(seconds / 4)
        before = _seconds()
        done = together(seconds)
        after, tasks = _seconds(), _seconds(_TASK)
        steps = sum(count for count, _ in done)
        spent = {pid: (total - before.get(pid, 0.0)) / steps for pid, total in after.items()}
        rate = sum(count / took for count, took in done)
        return Measured(rate, sum(spent.values()), sum(spent[pid] for pid in tasks))


def _seconds(of: bytes = b"") -> dict[int, float]:
    """Seconds of processors that each process of this cluster has spent, by its number; of those whose command says `of`."""
    own = f"TMPDIR={tempfile.tempdir}\0".encode()
    found = {}
    for directory in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            if of in (directory / "cmdline").read_bytes() and own in (directory / "environ").read_bytes():
                fields = (directory / "stat").read_text().rpartition(")")[2].split()
                found[int(directory.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


def near(one: Measured) -> tuple[list[Station], float]:
    """Stations and delay of workers on this machine, from what a single one did."""
    stations = [Station("server", one.server), Station("cores", one.cores - one.server, os.cpu_count() or 1)]
    return stations, max(0.0, 1 / one.rate - one.cores)


def far(one: Measured, transferred: int) -> tuple[list[Station], float]:
    """The same where each worker has a machine of its own, and so many bytes cross the network for a step."""
    return [Station("server", one.server), Station("network", transferred / NETWORK)], max(0.0, 1 / one.rate - one.server)


def main() -> None:
    parser = command_line.parser(__doc__, repeats=None)
    parser.add_argument("--workers", nargs="+", type=int, default=[2, 4, 8], help="how many, each in a process of its own")
    parser.add_argument("--megabytes", type=float, default=1.0, help="of the variable (default: %(default)s)")
    parser.add_argument("--think", type=float, default=0.05, help="seconds a worker computes in a step (default: %(default)s)")
    options = parser.parse_args()
    if importlib.util.find_spec("ray") is None or not os.path.exists("/proc/stat"):
        print("workers: left out, it needs Ray (pip install headrace[ray]) and /proc")
        return
    seconds = 1.0 if options.quick else 8.0
    floats = int(options.megabytes * (1 << 18))
    with tempfile.TemporaryDirectory() as directory:
        os.environ["TMPDIR"] = tempfile.tempdir = directory  # no other Ray is in the way
        from headrace.cluster import local

        os.environ["RAY_ADDRESS"] = local.up(memory=512 << 20).address
        worker.ENVIRONMENT.update(TMPDIR=directory, RAY_ADDRESS=os.environ["RAY_ADDRESS"])
        try:
            one = measure(1, floats, options.think, seconds)
            _say(1, one.rate, None, f"{one.server * 1e3:.1f} ms of the server, {one.cores * 1e3:.1f} ms of all cores", options)
            for count in options.workers:
                found = measure(count, floats, options.think, seconds)
                _say(count, found.rate, throughput(count, *near(one)), f"{found.cores * 1e3:.1f} ms of all cores", options)
        finally:
            local.down()
    stations, delay = far(one, 2 * 4 * floats)
    for count in FAR:
        rate = throughput(count, stations, delay)
        alone = count * one.rate
        print(f"workers={count} on machines of their own: {rate:,.0f} steps/s, {rate / alone:.0%} of what each does alone")
    end = queueing.limit(stations)
    print(
        f"no more than {1 / end.demand:,.0f} steps/s: the {end.name}, which {one.rate**-1 / end.demand:.1f} workers keep busy"
    )


def _say(count: int, rate: float, model: float | None, note: str, options: Any) -> None:
    peers = {} if model is None else {"model": model}
    Case("workers", str(count), "/s", rate, peers, note=note).report(f"workers={count}", options.json)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--be-server"]:
        serve(sys.argv[2], sys.argv[3:])
    else:
        start(main, answers)
