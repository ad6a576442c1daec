"""One worker and one parameter server in processes of their own: what a variable, a queue and a step cost between them.

    python benchmarks/bench_cluster.py
    python benchmarks/bench_cluster.py --tensorflow /path/to/python    # in turn with TensorFlow's grpc servers

One text for both libraries. headrace's processes find each other on a Ray that is started for the benchmark; what one call of
an actor of Ray's costs, which is the floor, stands beside it. A record is 3 KB, a variable 4 MB.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib.util
import itertools
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import command_line
import numpy as np
import worker
from cases import Case
from measures import in_turn, microseconds
from worker import Answers, Worker, load, start

PS, WORKER = "/job:ps/task:0", "/job:worker/task:0"
RECORD, BATCH, FLOATS = 3073, 128, 1 << 20
CASES = {
    "a scalar read": ("ms", "variable", {"what": "scalar"}),
    "a variable of 4 MB read": ("ms", "variable", {"what": "read"}),
    "a variable of 4 MB assigned": ("ms", "variable", {"what": "assign"}),
    "a variable of 4 MB updated": ("ms", "variable", {"what": "update"}),
    "records enqueued one by one, 4 threads": ("/s", "records", {"threads": 4}),
    "records in batches of 128": ("/s", "batches", {}),
    "a step of a perceptron 784-256-10": ("ms", "step", {}),
}


def serve(library: str, hosts: list[str]) -> None:
    """Be the parameter server, until killed."""
    tf = load(library)
    tf.train.Server({"ps": hosts[:1], "worker": hosts[1:]}, "ps", 0).join()


_numbers = itertools.count()
"""Of queues: one that was closed stays closed, whoever asks for it by its name."""


class Cluster:
    """A server of this process, and one of another."""

    def __init__(self, library: str) -> None:
        self.tf = load(library)
        self.hosts = [f"localhost:{port}" for port in free_ports(2)]
        self._other = subprocess.Popen([sys.executable, __file__, "--be-server", library, *self.hosts], stdout=sys.stderr)
        atexit.register(self._other.kill)
        self._server = self.tf.train.Server({"ps": self.hosts[:1], "worker": self.hosts[1:]}, "worker", 0)

    @contextlib.contextmanager
    def session(self, build: Callable[[Any], Any]) -> Iterator[tuple[Any, Any]]:
        """A session, and what `build` has built in its graph."""
        with self.tf.Graph().as_default():
            built = build(self.tf)
            with self.tf.Session(self._server.target) as session:
                session.run(self.tf.global_variables_initializer())
                yield session, built

    def variable(self, what: str, seconds: float) -> float:
        def build(tf: Any) -> Any:
            shape = [] if what == "scalar" else [FLOATS]
            with tf.device(PS):
                v = tf.Variable(tf.zeros(shape), name=f"{what}_variable")
            with tf.device(WORKER):
                change = tf.Variable(tf.ones(shape), name=f"{what}_change")
            with tf.device(PS):
                changed = v.assign(change) if what == "assign" else v.assign_sub(change)
            return v if what in ("scalar", "read") else changed.op

        with self.session(build) as (session, fetched):
            return microseconds(lambda: session.run(fetched), seconds) / 1e3

    def records(self, threads: int, seconds: float) -> float:
        def build(tf: Any) -> Any:
            with tf.device(PS):
                queue = tf.FIFOQueue(2048, tf.uint8, shapes=[(RECORD,)], shared_name=f"records{threads}")
            with tf.device(WORKER):
                record = tf.cast(tf.random_uniform([RECORD], maxval=255), tf.uint8)
            put = queue.enqueue(record)
            return tf.train.QueueRunner(queue, [put] * threads), queue.dequeue_many(BATCH)

        with self.session(build) as (session, (runner, batch)):
            coordinator = self.tf.train.Coordinator()
            runner.create_threads(session, coordinator, daemon=True, start=True)
            rate = _rate(lambda: session.run(batch), seconds)
            coordinator.request_stop()
            return rate

    def batches(self, seconds: float) -> float:
        data = np.zeros([BATCH, RECORD], np.uint8)

        def build(tf: Any) -> Any:
            with tf.device(PS):
                queue = tf.FIFOQueue(2048, tf.uint8, shapes=[(RECORD,)], shared_name=f"batches{next(_numbers)}")
            fed = tf.placeholder(tf.uint8, data.shape)
            return fed, queue.enqueue_many([fed]), queue.dequeue_many(BATCH), queue.close(cancel_pending_enqueues=True)

        with self.session(build) as (session, (fed, put, batch, closed)):

            def fill() -> None:
                with contextlib.suppress(self.tf.errors.OpError):
                    while True:
                        session.run(put, {fed: data})

            filling = threading.Thread(target=fill)
            filling.start()
            rate = _rate(lambda: session.run(batch), seconds)
            session.run(closed)
            filling.join()
            return rate

    def step(self, seconds: float) -> float:
        def build(tf: Any) -> Any:
            spec = {"ps": self.hosts[:1], "worker": self.hosts[1:]}
            with tf.device(tf.train.replica_device_setter(worker_device=WORKER, cluster=tf.train.ClusterSpec(spec))):
                x, y = tf.random_uniform([64, 784]), tf.random_uniform([64], maxval=10, dtype=tf.int32)
                hidden = tf.nn.relu(
                    tf.matmul(x, tf.Variable(tf.random_normal([784, 256]) * 0.05)) + tf.Variable(tf.zeros([256]))
                )
                logits = tf.matmul(hidden, tf.Variable(tf.random_normal([256, 10]) * 0.1)) + tf.Variable(tf.zeros([10]))
                loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
                return tf.train.GradientDescentOptimizer(0.01).minimize(loss)

        with self.session(build) as (session, train):
            return microseconds(lambda: session.run(train), seconds) / 1e3


def _rate(take: Callable[[], Any], seconds: float) -> float:
    for _ in range(8):
        take()
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        take()
        count += BATCH
    return count / (time.perf_counter() - began)


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("localhost", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in sockets]


def answers(library: str) -> Answers:
    if library == "a call of Ray's":
        return {"floor": floor}
    made = Cluster(library)
    return {"variable": made.variable, "records": made.records, "batches": made.batches, "step": made.step}


def floor(megabytes: int, seconds: float) -> float:
    """Milliseconds of one call of an actor, with so much each way."""
    from headrace.cluster.connection import connected

    ray = connected()

    class Echo:
        def call(self, value: Any) -> Any:
            return value

    actor = ray.remote(num_cpus=0)(Echo).remote()
    value = np.zeros(megabytes << 18, np.float32)
    return microseconds(lambda: ray.get(actor.call.remote(value)), seconds) / 1e3


def main() -> None:
    parser = command_line.parser(__doc__, repeats=3)
    options = parser.parse_args()
    if importlib.util.find_spec("ray") is None:
        print("cluster: left out, it needs Ray (pip install headrace[ray])")
        return
    seconds = 0.2 if options.quick else 2.0
    with tempfile.TemporaryDirectory() as directory:
        os.environ["TMPDIR"] = tempfile.tempdir = directory  # no other Ray is in the way
        from headrace.cluster import local

        worker.ENVIRONMENT.update(TMPDIR=directory, RAY_ADDRESS=local.up(memory=512 << 20).address)
        try:
            with contextlib.ExitStack() as stack:
                libraries = {"headrace": sys.executable, "a call of Ray's": sys.executable, "tensorflow": options.tensorflow}
                found = {
                    library: stack.enter_context(Worker(python, library, __file__))
                    for library, python in libraries.items()
                    if python
                }
                ray = found.pop("a call of Ray's")
                for name, (unit, question, arguments) in CASES.items():
                    asked = {
                        library: functools.partial(one.ask, question, seconds=seconds, **arguments)
                        for library, one in found.items()
                    }
                    if question == "variable":
                        size = 0 if arguments["what"] == "scalar" else 4
                        asked["a call of Ray's"] = functools.partial(ray.ask, "floor", megabytes=size, seconds=seconds)
                    Case.of("cluster", name, unit, in_turn(options.repeats, asked)).report(f"cluster={name}", options.json)
        finally:
            local.down()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--be-server"]:
        serve(sys.argv[2], sys.argv[3:])
    else:
        start(main, answers)
