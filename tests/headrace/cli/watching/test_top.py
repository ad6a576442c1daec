"""`headrace top` looks into a program that allows it, and into no other."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys

import pytest
from support.cli import run, start
from support.house import ROOT
from support.threads import no_threads_left, wait_until

import headrace as tf
from headrace.pipeline.watching import sockets, top

IRIS = str(ROOT / "sample_data/iris-00000-of-00003.csv")
PATIENCE = 50


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(sockets.tempfile, "tempdir", None)
    return tmp_path / f"headrace-{os.getuid()}"


@pytest.fixture
def server(folder):
    with no_threads_left():
        server = top.Server()
        yield server
        server.close()


@pytest.fixture
def session():
    with tf.Graph().as_default():
        _, line = tf.TextLineReader().read(tf.train.string_input_producer([IRIS]))
        batch = tf.train.batch([line], 5, name="lines")
        with tf.train.MonitoredSession() as session:
            session.run(batch)
            yield session


def test_once_as_json(server, session):
    found = json.loads(run("top", "--once", "--json").stdout)
    assert found["pid"] == os.getpid()
    (shown,) = found["sessions"]
    assert [queue["name"] for queue in shown["queues"]] == ["input_producer", "lines/fifo_queue"]
    assert shown["queues"][1]["out_rate"] > 0
    assert shown["limit"] in [runner["name"] for runner in shown["runners"]]


def test_once_as_text(server, session):
    lines = run("top", os.getpid(), "--once").stdout.splitlines()
    assert f"(pid {os.getpid()})" in lines[0]
    assert " ".join(lines[1].split()) == "queue full now in it bytes in, 1/s out, 1/s wait for room for elements"
    assert [line.split()[0] for line in lines[2:4]] == ["input_producer", "lines/fifo_queue"]


def test_views_go_on_until_nobody_looks(server, session):
    views = sockets.views_from(os.getpid(), 0.05)
    first, second = next(views), next(views)
    assert second["time"] > first["time"]
    assert second["sessions"][0]["seconds"] < PATIENCE
    views.close()
    wait_until(lambda: sum(thread.is_alive() for thread in server._threads) == 1)


def test_only_the_owner_can_open_the_socket(server, folder):
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    assert stat.S_IMODE(os.stat(server.path).st_mode) == 0o600
    assert os.path.basename(server.path) == f"{os.getpid()}.sock"


def test_a_directory_that_others_can_read_is_refused(folder):
    folder.mkdir()
    folder.chmod(0o755)
    with pytest.raises(tf.errors.PermissionDeniedError, match="that nobody else can read"):
        top.Server()
    assert run("top", "--once").exit_code != 0


def test_a_closed_server_leaves_nothing(server, folder, session):
    views = sockets.views_from(os.getpid(), 1000)
    next(views)
    server.close()
    server.close()
    assert list(folder.iterdir()) == []
    assert list(views) == []


def test_what_a_killed_program_left_is_removed(folder):
    left = sockets.path_of(4_000_000)  # above the largest pid
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(left)
    assert sockets.programs() == []
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("said", [b"no json\n", b"[1]\n", b'{"seconds": "x"}\n', b"\xff\n"])
def test_who_asks_for_nonsense_is_sent_off(server, said):
    with sockets._connected(os.getpid()) as connection:
        connection.sendall(said)
        wait_until(lambda: sum(thread.is_alive() for thread in server._threads) == 1)


def test_without_a_program_that_is_said():
    found = run("top")
    assert found.exit_code == 2
    assert "there is none; headrace run --top PROGRAM starts one" in found.stderr
    assert "no program with pid 4000000 can be looked into; start it by `headrace run --top`" in run("top", 4_000_000).stderr


PROGRAM = """
import sys
import tensorflow as tf
_, line = tf.TextLineReader().read(tf.train.string_input_producer([{iris!r}]))
batch = tf.train.batch([line], 5)
with tf.train.MonitoredSession() as session:
    session.run(batch)
    print("now", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize("end", ["by itself", "by Ctrl-C", "by kill"])
def test_a_program_that_was_run_so(tmp_path, folder, end):
    program = tmp_path / "train.py"
    program.write_text(PROGRAM.format(iris=IRIS))
    child = start("run", "--top", program, stdin=subprocess.PIPE)
    try:
        assert child.stdout.readline() == b"now\n", child.stderr.read()
        found = json.loads(run("top", "--once", "--json").stdout)
        assert (found["pid"], found["program"]) == (child.pid, "train.py")
        assert len(found["sessions"]) == 1
        if end != "by itself":
            child.send_signal(signal.SIGINT if end == "by Ctrl-C" else signal.SIGKILL)
        child.communicate(b"\n", timeout=PATIENCE)
    finally:
        child.kill()
        child.wait()
    assert len(list(folder.iterdir())) == (end == "by kill")
    assert sockets.programs() == []
    assert list(folder.iterdir()) == []


def test_a_forked_child_leaves_its_parents_socket(server):
    child = subprocess.run(
        [
            sys.executable,
            "-c",
            "import headrace as tf, os, sys\n"
            "from headrace.pipeline.watching.sockets import path_of, programs\n"
            "tf.enable_top(); tf.enable_top()\n"
            "if not (pid := os.fork()): sys.exit()\n"
            "os.waitpid(pid, 0)\n"
            "assert os.path.exists(path_of(os.getpid()))\n"
            "assert os.getpid() in programs()\n",
        ],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert (child.returncode, child.stderr) == (0, "")
    assert sockets.programs() == [os.getpid()]
