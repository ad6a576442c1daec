"""Device functions for jobs of several tasks. What is expected was asked of TensorFlow 1.15.5."""

from __future__ import annotations

import pytest

import headrace as tf


def variables(device, *sizes):
    with tf.Graph().as_default(), tf.device(device):
        return [tf.Variable(tf.zeros([size])).device for size in sizes]


def spread(strategy):
    devices = variables(tf.train.replica_device_setter(ps_tasks=3, ps_strategy=strategy), 5, 2, 2, 2, 9, 1, 1)
    return [int(device.removeprefix("/job:ps/task:")) for device in devices]


def test_strategies_choose_the_tasks_that_tensorflows_choose():
    assert spread(None) == [0, 1, 2, 0, 1, 2, 0]
    greedy = tf.contrib.training.GreedyLoadBalancingStrategy(2, tf.contrib.training.byte_size_load_fn)
    assert spread(greedy) == [0, 1, 1, 1, 0, 1, 1]
    assert spread(tf.contrib.training.RandomStrategy(3)) == [1, 1, 2, 2, 1, 0, 1]
    assert spread(tf.contrib.training.RandomStrategy(3, seed=5)) == [0, 1, 2, 0, 0, 0, 0]


def test_a_variable_of_unknown_size_cannot_be_weighed():
    strategy = tf.contrib.training.GreedyLoadBalancingStrategy(2, tf.contrib.training.byte_size_load_fn)
    setter = tf.train.replica_device_setter(ps_tasks=3, ps_strategy=strategy)
    with tf.Graph().as_default(), tf.device(setter), pytest.raises(ValueError, match="is not fully defined"):
        tf.Variable(tf.placeholder(tf.float32, [None]), validate_shape=False)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"ps_device": ""}, ["/job:worker", "/job:worker", "/job:ps", "/job:worker"]),
        ({"worker_device": None}, ["/job:ps/task:0", "/job:ps/task:1", "/job:ps/task:0", ""]),
        ({"worker_device": "/job:w/task:3"}, ["/job:ps/task:0", "/job:ps/task:1", "/job:ps/task:0", "/job:w/task:3"]),
        ({"ps_device": "/gpu:0"}, ["/device:GPU:0", "/device:GPU:0", "/job:ps/device:GPU:0", "/job:worker"]),
        ({"ps_device": "/job:x/task:9"}, ["/job:x/task:0", "/job:x/task:1", "/job:ps/task:9", "/job:worker"]),
    ],
)
def test_jobs_tasks_and_inner_blocks_merge(arguments, expected):
    with tf.Graph().as_default(), tf.device(tf.train.replica_device_setter(ps_tasks=2, **arguments)):
        a, b = tf.Variable(1.0), tf.Variable(2.0)
        with tf.device("/job:ps"):
            c = tf.Variable(3.0)
        assert [a.device, b.device, c.device, tf.negative(2.0).device] == expected


def test_there_is_no_function_without_tasks():
    assert tf.train.replica_device_setter() is None
    assert tf.train.replica_device_setter(cluster={"worker": ["a"]}) is None
    with pytest.raises(TypeError, match="ps_strategy must be callable"):
        tf.train.replica_device_setter(ps_tasks=1, ps_strategy=3)


def test_slims_chooser_goes_round():
    chooser = tf.contrib.framework.VariableDeviceChooser(num_tasks=2)
    op = tf.no_op()
    assert [chooser(op) for _ in range(3)] == [f"/job:ps/task:{task}/device:CPU:0" for task in (0, 1, 0)]
    assert tf.contrib.slim.VariableDeviceChooser(device_type="GPU", device_index=1, replica=2)(op) == "/replica:2/device:GPU:1"


def test_clusters_are_made_of_dicts_messages_and_clusters():
    cluster = tf.train.ClusterSpec({"w": {1: "x:1", 3: "y:2"}, "ps": ("a:1",)})
    assert cluster.as_dict() == {"w": {1: "x:1", 3: "y:2"}, "ps": ["a:1"]}
    assert str(tf.train.ClusterSpec({"ps": ["a"]})) == "ClusterSpec({'ps': ['a']})"
    assert tf.train.ClusterSpec(cluster) == cluster == tf.train.ClusterSpec(cluster.as_cluster_def())
    assert [job.name for job in cluster.as_cluster_def().job] == ["ps", "w"]
    assert (cluster.jobs, cluster.num_tasks("w"), cluster.task_indices("w")) == (["w", "ps"], 2, [1, 3])
    assert (cluster.task_address("w", 3), cluster.job_tasks("w")) == ("y:2", [None, "x:1", None, "y:2"])
    assert cluster
    assert not tf.train.ClusterSpec({})
    assert cluster != tf.train.ClusterSpec({}) != 3


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"w": "abc"}, "The tasks for job 'w' must be a list or a dictionary from integers to strings."),
        ({"w": [1]}, "Task address 1 must be bytes or unicode"),
        ({1: ["a"]}, "Job name 1 must be bytes or unicode"),
        ({"w": {"z": "x"}}, "'z' has type str, but expected one of: int"),
        ([1], "`cluster` must be a dictionary mapping one or more job names to lists of network addresses, or a `Clu"),
    ],
)
def test_what_is_no_cluster_is_refused(given, words):
    with pytest.raises(TypeError) as caught:
        tf.train.ClusterSpec(given)
    assert str(caught.value).startswith(words)


def test_unknown_jobs_and_tasks_are_refused():
    cluster = tf.train.ClusterSpec({"w": ["a"]})
    for method in (cluster.num_tasks, cluster.task_indices, cluster.job_tasks):
        with pytest.raises(ValueError, match="No such job in cluster: 'q'"):
            method("q")
    with pytest.raises(ValueError, match="No task with index 2 in job 'w'"):
        cluster.task_address("w", 2)
