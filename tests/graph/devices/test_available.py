"""Which devices there are."""

from __future__ import annotations

import pytest

import headrace as tf
from headrace.python.client import device_lib

CPU = "/job:localhost/replica:0/task:0/device:CPU:"


def test_a_session_has_as_many_cpus_as_its_config_asks_for():
    with tf.Session(config=tf.ConfigProto(device_count={"CPU": 3, "GPU": 2})) as session:
        devices = session.list_devices()
    assert [device.name for device in devices] == [f"{CPU}0", f"{CPU}1", f"{CPU}2"]
    assert {device.device_type for device in devices} == {"CPU"}
    assert len({device.incarnation for device in devices}) == 3
    with pytest.raises(tf.errors.NotFoundError, match="No CPU devices are available in this process"):
        tf.Session(config=tf.ConfigProto(device_count={"CPU": 0}))


def test_local_devices_are_messages_as_tensorflows():
    (device,) = device_lib.list_local_devices()
    described = 'name: "/device:CPU:0"\ndevice_type: "CPU"\nmemory_limit: 268435456\nlocality {\n}\n'
    assert str(device) == f"{described}incarnation: {device.incarnation}\n"
    names = [device.name for device in device_lib.list_local_devices(tf.ConfigProto(device_count={"CPU": 2}))]
    assert names == ["/device:CPU:0", "/device:CPU:1"]


def test_there_is_no_gpu():
    assert not tf.test.is_gpu_available()
    assert not tf.test.is_gpu_available(cuda_only=True)
    assert tf.test.gpu_device_name() == ""
    assert not tf.test.is_built_with_cuda()
