"""Device names and their parts. What `from_string` says was asked of TensorFlow 1.15."""

from __future__ import annotations

import pytest

import headrace as tf

NAMES = {
    "/gpu:0": "/device:GPU:0",
    "/Cpu:0": "/device:CPU:0",
    "cpu": "/device:CPU:*",
    "cpu:*": "/device:CPU:*",
    "//cpu:0": "/device:CPU:0",
    "/device:foo:1": "/device:foo:1",
    "/job:a/replica:1/task:2/device:GPU:*": "/job:a/replica:1/task:2/device:GPU:*",
    "/job:a/job:b": "/job:b",
    "/job:": "/job:",
    "": "",
    "/:": "",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_are_read_as_tensorflow_reads_them(name):
    assert tf.DeviceSpec.from_string(name).to_string() == NAMES[name]
    assert tf.DeviceSpec(job="x").parse_from_string(name) == tf.DeviceSpec.from_string(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("/foo:1", "Unknown attribute: 'foo' in '/foo:1'"),
        ("/device:foo", "Unknown attribute: 'device' in '/device:foo'"),
        ("/job", "Unknown attribute: 'job' in '/job'"),
        ("/cpu:0/gpu:1", "Cannot specify multiple device types: /cpu:0/gpu:1"),
        ("/task:x", "invalid literal for int() with base 10: 'x'"),
    ],
)
def test_refusals_are_tensorflows(name, words):
    with pytest.raises(ValueError) as caught:
        tf.DeviceSpec.from_string(name)
    assert str(caught.value) == words
    with tf.Graph().as_default(), pytest.raises(ValueError, match=r"Unknown|Cannot|invalid"), tf.device(name):
        pass


def test_parts_are_taken_over_replaced_and_set():
    spec = tf.DeviceSpec(job="w", device_type="gpu", device_index=1)
    assert (spec.job, spec.replica, spec.task, spec.device_type, spec.device_index) == ("w", None, None, "GPU", 1)
    merged = spec.make_merged_spec(tf.DeviceSpec(job="y", replica=2))
    assert (merged.to_string(), spec.to_string()) == ("/job:y/replica:2/device:GPU:1", "/job:w/device:GPU:1")
    assert spec.replace(task=9, job=None).to_string() == "/task:9/device:GPU:1"
    assert spec.merge_from(merged) is None
    assert spec == merged
    spec.job, spec.replica, spec.device_type = 5, "3", "cpu"
    assert (spec.to_string(), spec.replica) == ("/job:5/replica:3/device:CPU:1", 3)
    assert spec.parse_from_string("/task:4") is spec
    assert spec.to_string() == "/task:4"
    with pytest.raises(TypeError, match="foo"):
        spec.replace(foo=1)


def test_specs_of_one_name_are_one_key():
    one, other = tf.DeviceSpec(job="a"), tf.DeviceSpec.from_string("/job:a")
    assert one == other != tf.DeviceSpec(job="b")
    assert {one: 1}[other] == 1
    assert one != "/job:a"
