"""A server without any other, and what is refused: neither needs Ray."""

from __future__ import annotations

import pytest
from support.threads import in_thread, outcome

import headrace as tf


def test_a_local_server_keeps_variables_from_session_to_session():
    server = tf.train.Server.create_local_server()
    assert server.server_def.job_name == "local"
    v = tf.Variable([1.0, 2.0])
    with tf.Session(server.target) as session:
        session.run(v.initializer)
        assert session.list_devices()[0].name == "/job:local/replica:0/task:0/device:CPU:0"
        assert session.sess_str == server.target.encode()
    with tf.Session(server.target) as session:
        assert session.run(v.assign_add([1.0, 1.0])).tolist() == [2.0, 3.0]
    tf.Session.reset(server.target)
    with tf.Session(server.target) as session, pytest.raises(tf.errors.FailedPreconditionError):
        session.run(v)


@pytest.mark.parametrize(
    ("arguments", "kind", "said"),
    [
        ({"server_or_cluster_def": {"a": ["h:1"], "b": ["h:2"]}}, ValueError, "Must specify an explicit `job_name`."),
        ({"server_or_cluster_def": {"a": ["h:1"]}, "job_name": "b"}, ValueError, "No such job in cluster: 'b'"),
        (
            {"server_or_cluster_def": {"a": ["h:1"]}, "job_name": "a", "task_index": 3},
            tf.errors.InvalidArgumentError,
            'Task 3 was not defined in job "a"',
        ),
        ({"server_or_cluster_def": {"a": ["h:1", "h:2"]}}, ValueError, "Must specify an explicit `task_index`."),
        (
            {"server_or_cluster_def": 5},
            TypeError,
            "Could not convert `server_or_cluster_def` to a `tf.train.ServerDef` or `tf.train.ClusterSpec`.",
        ),
        (
            {"server_or_cluster_def": {"a": ["h"]}},
            tf.errors.InvalidArgumentError,
            'Could not parse port for local server from "h".',
        ),
        (
            {"server_or_cluster_def": {"a": ["h:1"]}, "protocol": "foo"},
            tf.errors.NotFoundError,
            "No server factory registered for the given ServerDef",
        ),
    ],
)
def test_what_describes_no_server_is_refused_in_tensorflows_words(arguments, kind, said):
    with pytest.raises(kind) as caught:
        tf.train.Server(**arguments)
    assert said in str(caught.value)


def test_a_server_of_several_tasks_says_what_it_needs(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(tf.errors.UnimplementedError, match=r"need Ray, the extra `ray`: pip install headrace\[ray\]"):
        tf.train.Server({"ps": ["localhost:2222"], "worker": ["localhost:2223"]}, "ps", 0)


GPU = "/job:local/task:0/device:GPU:0"


def _server(**config):
    return tf.train.Server.create_local_server(tf.ConfigProto(**config))


@pytest.mark.parametrize("own", [None, tf.ConfigProto(), tf.ConfigProto(device_count={"CPU": 7})])
def test_the_config_of_a_server_is_merged_into_that_of_a_session(own):
    server = _server(allow_soft_placement=True, device_count={"CPU": 2})
    with tf.device(GPU):
        v = tf.Variable(1.0)
    with tf.Session(server.target, config=own) as session:
        session.run(v.initializer)  # placed softly
        assert [one.name[-5:] for one in session.list_devices()] == ["CPU:0", "CPU:1"]
    with tf.Session(_server().target, config=own) as session:
        assert [one.name[-5:] for one in session.list_devices()] == ["CPU:0"]
        with pytest.raises(tf.errors.InvalidArgumentError, match="Cannot assign a device"):
            session.run(v.initializer)


def test_filters_and_a_time_limit_are_those_of_a_session_before_the_servers():
    server = _server(operation_timeout_in_ms=20, device_filters=["/job:nowhere"])
    queue = tf.FIFOQueue(1, tf.int32)
    with tf.Session(server.target) as session, pytest.raises(tf.errors.DeadlineExceededError):
        session.run(queue.dequeue())
    with tf.Session(server.target, config=tf.ConfigProto(operation_timeout_in_ms=60_000)) as session:
        assert session._timeout == 60.0
        assert [one.name for one in session.list_devices()] == ["/job:local/replica:0/task:0/device:CPU:0"]


def test_a_supervisor_that_is_not_the_chief_waits_until_the_chief_has_initialized_the_variables(tmp_path):
    target = tf.train.Server.create_local_server().target
    with tf.device("/job:local/task:0"):
        step = tf.train.get_or_create_global_step()
    up = tf.assign_add(step, 1)
    options = {"recovery_wait_secs": 0.01, "summary_op": None, "save_model_secs": 0}
    other = tf.train.Supervisor(is_chief=False, **options)
    waiting = in_thread(lambda: other.prepare_or_wait_for_session(target))
    chief = tf.train.Supervisor(is_chief=True, logdir=str(tmp_path), **options)
    with chief.managed_session(target) as session:
        assert session.run(up) == 1
        waited = outcome(waiting)
        assert waited.run(up) == 2
        assert session.run(step) == 2
        chief.saver.save(session, chief.save_path, global_step=step)
        other.stop()
        waited.close()
    tf.Session.reset(target)
    with chief.prepare_or_wait_for_session(target) as session:
        assert session.run(step) == 2  # from the checkpoint
