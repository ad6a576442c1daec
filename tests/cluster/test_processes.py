"""Servers in processes of their own, on a Ray of these tests."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from support.clusters.ray_needed import needs_ray
from support.threads import PATIENCE, in_thread, outcome

import headrace as tf
from headrace.cluster import connection
from headrace.cluster.sessions import masters

pytestmark = needs_ray


class _Servers:
    """The servers of a cluster, all of which this process has."""

    def __init__(self, **jobs):
        sockets = {job: [socket.create_server(("localhost", 0)) for _ in range(count)] for job, count in jobs.items()}
        self.spec = {job: [f"localhost:{one.getsockname()[1]}" for one in each] for job, each in sockets.items()}
        for one in (one for each in sockets.values() for one in each):
            one.close()
        tasks = [(job, task) for job, count in jobs.items() for task in range(count)]
        connection.connected()
        with ThreadPoolExecutor() as together:
            self._all = dict(zip(tasks, together.map(lambda task: tf.train.Server(self.spec, *task), tasks), strict=True))

    def target(self, job, task=0):
        return self._all[job, task].target

    def actor(self, job, task=0):
        return self._all[job, task]._actor

    def start_again(self, job, task=0):
        self._all[job, task] = tf.train.Server(self.spec, job, task)

    def started(self, text):
        """A process that runs a program, to which `spec` is the cluster."""
        code = f"import sys\nimport headrace as tf\nspec = {self.spec!r}\n{textwrap.dedent(text)}"
        return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def servers(ray):
    made = _Servers(ps=1, worker=2)
    yield made
    tf.summary.FileWriterCache.clear()
    for server in made._all.values():
        ray.kill(server._actor)


def _chief_first(work):
    """Two workers: the second begins once the first has a session. Else it looks again after half a minute only."""
    begun = threading.Event()
    threads = [threading.Thread(target=work, args=(task, begun)) for task in range(2)]
    threads[0].start()
    begun.wait()
    threads[1].start()
    for thread in threads:
        thread.join()


def _for_ever(run):
    while True:
        run()


PS, W0, W1 = "/job:ps/task:0", "/job:worker/task:0", "/job:worker/task:1"


def test_between_graph_replication_trains_one_set_of_variables(servers, tmp_path):
    def work(task, begun):
        with tf.Graph().as_default():
            setter = tf.train.replica_device_setter(worker_device=f"/job:worker/task:{task}", cluster=servers.spec)
            with tf.device(setter):
                x = tf.random_normal([16, 3], seed=task + 1)
                w = tf.get_variable("w", [3, 1], initializer=tf.zeros_initializer())
                loss = tf.reduce_mean(tf.square(tf.matmul(x, w) - tf.reduce_sum(x, 1, keepdims=True)))
                step = tf.train.get_or_create_global_step()
                train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, global_step=step)
            hooks = [tf.train.StopAtStepHook(last_step=120)]
            with tf.train.MonitoredTrainingSession(
                servers.target("worker", task), task == 0, str(tmp_path), hooks=hooks, save_checkpoint_secs=1000
            ) as session:
                begun.set()
                while not session.should_stop():
                    session.run(train)
            with tf.Session(servers.target("worker", task)) as session:
                ends[task] = session.run([w, step])

    ends = {}
    _chief_first(work)
    for w, step in ends.values():
        np.testing.assert_allclose(w, np.ones((3, 1)), atol=0.05)
        assert step >= 120
    assert tf.train.latest_checkpoint(str(tmp_path))


def test_in_graph_replication_computes_on_the_tasks_that_are_named(servers):
    with tf.device(PS):
        v = tf.Variable(tf.ones([256, 1024]))
    towers = []
    for device in (W0, W1):
        with tf.device(device):
            towers.append(tf.reduce_sum(v) * 2.0)
    total = tf.add_n(towers)
    with tf.Session(servers.target("worker")) as session:
        session.run(v.initializer)
        assert session.run(total) == 4 * 256 * 1024
        assert session.run(v).shape == (256, 1024)
        assert [device.name for device in session.list_devices()] == [
            "/job:worker/replica:0/task:0/device:CPU:0",
            "/job:ps/replica:0/task:0/device:CPU:0",
            "/job:worker/replica:0/task:1/device:CPU:0",
        ]


def test_gradients_of_two_workers_are_averaged_before_they_are_applied(servers):
    results = {}

    def work(task, begun):
        with tf.Graph().as_default():
            with tf.device(tf.train.replica_device_setter(worker_device=f"/job:worker/task:{task}", cluster=servers.spec)):
                v = tf.get_variable("v", [], initializer=tf.zeros_initializer())
                step = tf.train.get_or_create_global_step()
                optimizer = tf.train.GradientDescentOptimizer(1.0)
                optimizer = tf.train.SyncReplicasOptimizer(optimizer, replicas_to_aggregate=2, total_num_replicas=2)
                train = optimizer.minimize(v * -1.5, global_step=step)
            hooks = [optimizer.make_session_run_hook(task == 0), tf.train.StopAtStepHook(last_step=4)]
            with tf.train.MonitoredTrainingSession(servers.target("worker", task), task == 0, hooks=hooks) as session:
                begun.set()
                while not session.should_stop():
                    _, results[task] = session.run([train, v])

    _chief_first(work)
    assert max(results.values()) / 1.5 in (4.0, 5.0)  # steps of (1.5 + 1.5) / 2; one may be under way when the other ends


def test_a_client_uses_a_cluster_that_it_is_no_part_of(servers):
    client = servers.started(f"""
        with tf.device("{PS}"):
            v = tf.Variable(3.0)
        with tf.Session("{servers.target("ps")}") as session:
            session.run(v.initializer)
            print(session.run(v + 1.0), session.list_devices()[0].name)
    """)
    out, err = client.communicate()
    assert out.split() == ["4.0", "/job:ps/replica:0/task:0/device:CPU:0"], err


def test_what_a_killed_worker_had_taken_on_trial_goes_back(servers, ray):
    ray.kill(servers.actor("worker", 1))
    with tf.device(PS):
        shared = tf.FIFOQueue(100, tf.int64, shapes=[()], shared_name="shared")
    filled, taken = shared.enqueue_many([np.arange(10)]), shared.dequeue_up_to(20)
    with tf.Session(servers.target("worker")) as session:
        session.run(filled)
        worker = servers.started(f"""
            server = tf.train.Server(spec, "worker", 1)
            with tf.device("{PS}"):
                shared = tf.FIFOQueue(100, tf.int64, shapes=[()], shared_name="shared")
            with tf.device("{W1}"):
                own = tf.FIFOQueue(1, tf.int64, shapes=[()])
            runner = tf.train.QueueRunner(own, [own.enqueue(shared.dequeue())])
            session = tf.Session(server.target)
            runner.create_threads(session, tf.train.Coordinator(), start=True)
            while session.run(own.size()) < 1:
                pass
            print("full", flush=True)
            sys.stdin.read()
        """)
        assert worker.stdout.readline() == "full\n", worker.communicate()
        while session.run(shared.size()) > 8:  # one is in the worker's queue, one waits for room there
            pass
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        while session.run(shared.size()) < 9:
            pass
        session.run(shared.close())
        assert session.run(taken).tolist() == list(range(1, 10))


def test_a_parameter_server_that_died_is_named_and_one_that_starts_again_is_trained_from_the_checkpoint(servers, ray, tmp_path):
    with tf.device(tf.train.replica_device_setter(cluster=servers.spec, worker_device=W0)):
        v = tf.get_variable("v", [], initializer=tf.zeros_initializer())
        step = tf.train.get_or_create_global_step()
        counted = tf.group(v.assign_add(2.0), tf.assign_add(step, 1))
    target = servers.target("worker")
    with tf.train.MonitoredTrainingSession(target, True, str(tmp_path), save_checkpoint_secs=1000) as session:
        for _ in range(3):
            session.run(counted)
    direct = tf.Session(target)
    assert direct.run(v) == 6.0
    ray.kill(servers.actor("ps"))
    with pytest.raises(tf.errors.UnavailableError, match=r"/job:ps/replica:0/task:0 \(localhost:\d+\) is gone"):
        _for_ever(lambda: direct.run(v))
    servers.start_again("ps")
    with tf.train.MonitoredTrainingSession(target, True, str(tmp_path), save_checkpoint_secs=1000) as session:
        assert session.run([v, step]) == [6.0, 3]


@pytest.mark.parametrize(
    ("end", "code", "said"),
    [
        ("sys.exit(3)", 3, ""),
        ("raise ValueError('of the program')", 1, "ValueError: of the program"),
        ("server.join()", 1, "KeyboardInterrupt"),
    ],
)
def test_a_process_ends_with_its_own_code_whatever_waits_in_it_and_calls_others(servers, ray, end, code, said):
    ray.kill(servers.actor("worker", 1))
    worker = servers.started(f"""
        import threading
        server = tf.train.Server(spec, "worker", 1)
        with tf.device("{PS}"):
            v = tf.Variable(1.0)
        with tf.device("{W1}"):
            waits = tf.FIFOQueue(1, tf.int64, shapes=[()], shared_name="waits")
        session = tf.Session(server.target)
        session.run([v.initializer, waits.size()])
        def calls():
            while True:
                session.run(v)
        for _ in range(3):
            threading.Thread(target=calls, daemon=True).start()
        print("up", flush=True)
        while not server._task._calls:
            pass
        print("called", flush=True)
        {end}
    """)
    assert worker.stdout.readline() == "up\n", worker.communicate()
    with tf.device(W1):
        taken = tf.FIFOQueue(1, tf.int64, shapes=[()], shared_name="waits").dequeue()
    with tf.Session(servers.target("worker")) as session:
        started = in_thread(lambda: session.run(taken))
        assert worker.stdout.readline() == "called\n"
        if said == "KeyboardInterrupt":
            worker.send_signal(signal.SIGINT)
        _, err = worker.communicate(timeout=PATIENCE)
        assert worker.returncode in (code, -signal.SIGINT if said == "KeyboardInterrupt" else code), err
        assert said in err
        assert err.count("Traceback") == bool(said), err
        assert isinstance(outcome(started), tf.errors.UnavailableError)


def test_containers_are_cleared_by_their_names(servers):
    with tf.device(PS):
        with tf.container("kept"):
            kept = tf.Variable(1.0)
        lost = tf.Variable(2.0)
    with tf.Session(servers.target("worker")) as session:
        session.run(tf.global_variables_initializer())
    tf.Session.reset(servers.target("worker"), [""])
    with tf.Session(servers.target("worker")) as session:
        assert session.run(kept) == 1.0
        with pytest.raises(tf.errors.FailedPreconditionError, match="From /job:ps/replica:0/task:0"):
            session.run(lost)


def test_an_address_that_is_taken_and_one_where_nobody_is(servers, monkeypatch):
    monkeypatch.setattr("headrace.cluster.server._RELEASED_WITHIN", 0.0)
    with pytest.raises(tf.errors.UnknownError, match="Could not start gRPC server: another one has the address localhost:"):
        tf.train.Server(servers.spec, "ps", 0)
    monkeypatch.setattr(masters, "_PATIENCE", 0.0)
    with pytest.raises(tf.errors.UnavailableError, match="No server is at localhost:9: waited 0 seconds"):
        tf.Session("grpc://localhost:9")
