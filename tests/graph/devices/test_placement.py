"""Where operations are placed: programs beside TensorFlow 1.15.5, and what becomes of a placement."""

from __future__ import annotations

import contextlib
import io
import json
import re

import pytest
from support import device_programs, golden

import headrace as tf

RECORDED = golden.load("devices/tf115.json")
WRITTEN = {name: (build, config) for name, build, config in device_programs.written(tf)}
TWO = tf.ConfigProto(device_count={"CPU": 2})
CPU = "/job:localhost/replica:0/task:0/device:CPU:"


@contextlib.contextmanager
def captured():
    lines, out = [], io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        yield lines
    lines += out.getvalue().splitlines()


def program(name):
    if name in WRITTEN:
        return WRITTEN[name]
    made = device_programs.Made(tf, int(name.split()[1]))
    return made.build, made.config


@pytest.mark.parametrize("name", RECORDED)
def test_devices_places_and_errors_are_those_of_tensorflow(name):
    build, config = program(name)
    assert json.loads(json.dumps(device_programs.observed(tf, build, config, captured))) == RECORDED[name]


def test_every_written_program_was_recorded():
    assert WRITTEN.keys() == {name for name in RECORDED if not name.startswith("random")}


def test_what_is_added_is_placed_at_the_next_run_of_anything():
    a = tf.constant(1.0)
    with tf.Session(config=TWO) as session:
        session.run(a)
        with tf.device("/gpu:0"):
            b = tf.constant(2.0, name="b")
        for fetched in (a, b, a):
            with pytest.raises(tf.errors.InvalidArgumentError, match="Cannot assign a device for operation b"):
                session.run(fetched)
        with tf.Session(config=tf.ConfigProto(allow_soft_placement=True)) as soft:
            assert soft.run([a, b]) == [1, 2]
        b.op._set_device("/cpu:1")
        assert session.run([a, b]) == [1, 2]


def test_errors_name_the_line_of_the_program_and_the_blocks():
    with tf.device("/cpu:1"):
        v = tf.constant(1.0, name="v")
    with tf.colocate_with(v):
        z = tf.identity(v, name="z")
    z.op._set_device("/cpu:0")
    with tf.Session(config=TWO) as session, pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(z)
    places = re.findall(re.escape(__file__) + r":\d+", caught.value.message)
    assert len(places) == 5
    line = test_errors_name_the_line_of_the_program_and_the_blocks.__code__.co_firstlineno
    assert {int(place.rpartition(":")[2]) - line for place in places} == {1, 2, 3, 4}
    assert caught.value.op is z.op


def test_the_log_has_the_form_of_tensorflows(capsys):
    with tf.device("/cpu:1"):
        x = tf.constant(1.0, name="x")
    with tf.Session(config=tf.ConfigProto(device_count={"CPU": 2}, log_device_placement=True)) as session:
        session.run(x)
        session.run(x)
    out, err = capsys.readouterr()
    line = f"x: (Const): {CPU}1"
    assert out == f"Device mapping: no known devices.\n{line}\n"
    stamp = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}: I tensorflow/core/common_runtime/"
    assert re.fullmatch(
        rf"{stamp}direct_session\.cc:\d+\] Device mapping: no known devices\.\n{stamp}placer\.cc:\d+\] {re.escape(line)}\n", err
    )


def test_the_log_obeys_the_level_that_tensorflow_takes_from_the_environment(capsys, monkeypatch):
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "1")
    x = tf.constant(1.0, name="x")
    with tf.Session(config=tf.ConfigProto(log_device_placement=True)) as session:
        session.run(x)
    assert capsys.readouterr().err == ""


@pytest.fixture
def placements_are_said():
    assert tf.debugging.get_log_device_placement() is False
    tf.debugging.set_log_device_placement(True)
    yield
    tf.debugging.set_log_device_placement(False)
    assert tf.debugging.get_log_device_placement() is False


def test_sessions_without_a_configuration_log_where_a_program_asks_for_it(capsys, placements_are_said):
    assert tf.debugging.get_log_device_placement() is True
    x = tf.constant(1.0, name="x")
    for config in (tf.ConfigProto(allow_soft_placement=True), None):
        with tf.Session(config=config) as session:
            session.run(x)
        said = capsys.readouterr().out
        assert said == ("" if config else f"Device mapping: no known devices.\nx: (Const): {CPU}0\n")


def test_traced_runs_name_the_devices():
    with tf.device("/cpu:1"):
        v = tf.Variable([1.0], name="v")
    y = tf.negative(v, name="y")
    metadata = tf.RunMetadata()
    with tf.Session(config=TWO) as session:
        session.run(v.initializer)
        session.run(y, options=tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE), run_metadata=metadata)
    found = {device.device: [node.node_name for node in device.node_stats] for device in metadata.step_stats.dev_stats}
    assert found == {f"{CPU}0": ["y"], f"{CPU}1": ["v", "v/read"]}


def test_a_graph_travels_with_its_devices():
    with tf.device("/job:ps/task:2"):
        v = tf.Variable([1.0], name="v")
    with tf.device("/cpu:1"):
        y = tf.negative(v, name="y")
    tf.identity(y, name="z")
    given = tf.get_default_graph().as_graph_def()
    names = ("v", "v/Assign", "y", "z")
    expected = {  # of TensorFlow 1.15.5
        None: ("/job:ps/task:2", "/job:ps/task:2", "/device:CPU:1", ""),
        "/cpu:0": ("/job:ps/task:2/device:CPU:0", "/job:ps/task:2/device:CPU:0", "/device:CPU:1", "/device:CPU:0"),
        "/job:x": ("/job:ps/task:2", "/job:ps/task:2", "/job:x/device:CPU:1", "/job:x"),
    }
    for device, devices in expected.items():
        with tf.Graph().as_default() as graph, tf.device(device):
            tf.import_graph_def(given, name="")
            assert tuple(graph.get_operation_by_name(name).device for name in names) == devices
    with tf.Graph().as_default() as graph, tf.device(lambda op: "/task:1"):
        tf.import_graph_def(given, name="")
        assert {graph.get_operation_by_name(name).device for name in names} == {"/task:1"}
    exported = tf.train.export_meta_graph(clear_devices=True)
    assert {node.device for node in exported.graph_def.node} == {""}


def test_only_what_is_run_is_placed_when_that_is_asked_for():
    with tf.device("/gpu:0"):
        on_gpu = tf.constant(1.0)
    with tf.Session(config=tf.ConfigProto(graph_options=tf.GraphOptions(place_pruned_graph=True))) as session:
        assert session.run(tf.constant(2.0)) == 2
        with pytest.raises(tf.errors.InvalidArgumentError, match="Cannot assign a device"):
            session.run(on_gpu)


def test_a_name_that_is_none_is_refused_where_it_is_placed():
    with tf.device(lambda op: "/cheese"):
        x = tf.constant(1.0)
    assert x.device == "/cheese"
    with (
        tf.Session() as session,
        pytest.raises(tf.errors.InvalidArgumentError, match="Malformed device specification '/cheese'"),
    ):
        session.run(x)


def test_what_a_device_function_returns_has_to_be_a_name():
    with pytest.raises(TypeError, match="Expected binary or unicode string, got None"), tf.device(lambda op: None):
        tf.constant(1.0)


class WithoutDevices:
    """headrace, in whose blocks of devices and colocation nothing happens."""

    def __getattr__(self, name):
        return getattr(tf, name)

    def device(self, device):
        return contextlib.nullcontext()

    colocate_with = device


@pytest.mark.parametrize("seed", range(20))
def test_devices_change_nothing_that_is_computed(seed):
    found = []
    for library in (tf, WithoutDevices()):
        with tf.Graph().as_default():
            fetches = device_programs.Made(library, seed).build()
            config = tf.ConfigProto(device_count={"CPU": 3}, allow_soft_placement=True)
            with tf.Session(config=config) as session:
                try:
                    session.run(tf.global_variables_initializer())
                except tf.errors.InvalidArgumentError:
                    return  # of another job
                found.append(session.run(fetches))
    assert found[0] == found[1]
