"""`headrace cluster`: what describes no cluster is refused before anything is started."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from support.clusters.ray_needed import needs_ray

import headrace as tf
from headrace.cli import commands
from headrace.cluster import local


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ('{"ps": ["h:1", "h:1"]}', "/job:ps/replica:0/task:1: h:1 is also that of /job:ps/replica:0/task:0"),
        ('{"ps": ["h:1"], "worker": ["h:99999"]}', "/job:worker/replica:0/task:0: 'h:99999' is no host:port"),
        ('{"ps": ["h"]}', "/job:ps/replica:0/task:0: 'h' is no host:port"),
        ('{"ps": [1]}', "no cluster: Task address 1 must be bytes or unicode"),
        ("{", "no cluster: Expecting property name"),
        ("nowhere.json", "nowhere.json: neither JSON nor a file that can be read (No such file or directory)"),
    ],
)
def test_what_describes_no_cluster_is_refused(spec, said):
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        local.read_spec(spec)
    assert said in caught.value.message
    done = CliRunner().invoke(commands, ["cluster", "up", spec])
    assert done.exit_code == 2
    assert said.split(":")[0] in done.output


def test_a_cluster_is_read_from_text_and_from_a_file(tmp_path):
    text = '{"ps": ["h:1"], "worker": ["h:2", "h:3"]}'
    (tmp_path / "cluster.json").write_text(text)
    expected = tf.train.ClusterSpec({"ps": ["h:1"], "worker": ["h:2", "h:3"]})
    assert local.read_spec(text) == local.read_spec(str(tmp_path / "cluster.json")) == expected


def test_nothing_is_ended_where_nothing_was_started(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = CliRunner().invoke(commands, ["cluster", "down"])
    assert done.exit_code == 2
    assert "no Ray is up that `headrace cluster up` has started" in done.output


def test_what_is_left_of_a_ray_that_has_ended_by_itself_is_told_of_once_and_cleared_away(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / "ray-left"
    left.mkdir()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    local._state().write_text(f'{{"pid": {ended.pid}, "address": "h:1", "directory": "{left}", "begun": "1"}}')
    said = []
    for _ in range(2):
        done = CliRunner().invoke(commands, ["cluster", "down"])
        assert done.exit_code == 2
        said.append(done.output.strip().splitlines())
    nothing = "headrace: no Ray is up that `headrace cluster up` has started"
    assert said == [[f"{nothing}: that at h:1 had ended by itself"], [nothing]]
    assert not left.exists()


def test_a_state_that_cannot_be_read_is_told_of_and_removed(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    local._state().write_text('{"pid": 1}')
    with pytest.raises(tf.errors.NotFoundError, match=r"headrace-cluster-\d+\.json told of none, and was removed"):
        local.started()
    assert not local._state().exists()


@needs_ray
@pytest.mark.parametrize("address", ["localhost:1", "foo"])
def test_an_address_where_no_ray_is_has_one_clear_line(monkeypatch, address):
    monkeypatch.setenv("RAY_ADDRESS", address)
    done = CliRunner().invoke(commands, ["cluster", "status"])
    assert done.exit_code == 1
    (line,) = done.output.strip().splitlines()
    assert line.startswith(f"headrace: No Ray to connect to at RAY_ADDRESS={address} (")


def test_a_process_that_has_the_number_of_one_that_is_gone_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    local._state().write_text(f'{{"pid": {os.getpid()}, "address": "h:1", "directory": "", "begun": "before"}}')
    with pytest.raises(tf.errors.NotFoundError):
        local.down()
