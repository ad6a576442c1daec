"""`headrace cluster`: what describes no cluster is refused before anything is started."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner

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


def test_a_process_that_has_the_number_of_one_that_is_gone_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    local._state().write_text(f'{{"pid": {os.getpid()}, "address": "h:1", "directory": "", "begun": "before"}}')
    with pytest.raises(tf.errors.NotFoundError):
        local.down()
