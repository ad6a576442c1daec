"""A server without any other, and what is refused: neither needs Ray."""

from __future__ import annotations

import pytest

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
