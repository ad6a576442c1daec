"""What programs ask of a session beside running it."""

from __future__ import annotations

import pytest

import headrace as tf


def test_the_only_device_is_the_cpu_of_this_process(session):
    (device,) = session.list_devices()
    assert device.name == "/job:localhost/replica:0/task:0/device:CPU:0"
    assert (device.device_type, device.memory_limit_bytes) == ("CPU", 1 << 28)
    assert str(device) == f"_DeviceAttributes({device.name}, CPU, {1 << 28}, {device.incarnation})"
    assert tf.Session().list_devices() == [device]
    assert session.sess_str == b""
    session.close()
    with pytest.raises(tf.errors.CancelledError, match="Session has been closed"):
        session.list_devices()


def test_reset_ends_all_sessions_of_the_process_and_what_they_hold():
    with tf.Graph().as_default():
        v = tf.Variable(1)
        sessions = [tf.Session(), tf.Session()]
        for session in sessions:
            session.run(v.initializer)
        with pytest.raises(tf.errors.NotFoundError, match="No session factory registered"):
            tf.Session.reset("elsewhere://localhost:2222")
        assert sessions[0].run(v) == 1
        tf.Session.reset("")
        for session in sessions:
            with pytest.raises(tf.errors.CancelledError, match="Session has been closed"):
                session.run(v)
            session.close()
            with pytest.raises(RuntimeError, match="Attempted to use a closed Session"):
                session.run(v)
        with tf.Session() as session, pytest.raises(tf.errors.FailedPreconditionError):
            session.run(v)
