"""Pipes: with a writer, without one, with one that is slow, and ended from outside."""

from __future__ import annotations

import contextlib
import os
import threading

import pytest
from support.threads import in_thread, no_threads_left, outcome, wait_until

from headrace.formats import errors, files, limits, lines, tfrecord, whole_file
from headrace.formats.files import pipes

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")


@pytest.fixture
def path(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    return str(tmp_path / "pipe")


def records(blocks):
    return [record for block in blocks for record in block]


def fed(path, *pieces):
    """A thread that writes pieces to a pipe, each when the reader waits for it."""

    def write():
        with open(path, "wb", buffering=0) as pipe:
            for piece in pieces:
                pipe.write(piece)

    return in_thread(write)


def test_all_that_is_written_is_read(path):
    with no_threads_left():
        writer = fed(path, *[b"line %d\n" % number for number in range(300)])
        assert records(lines.read(path)) == [b"line %d" % number for number in range(300)]
        assert outcome(writer) is None


def test_whole_files_and_records_come_through_pipes(path, tmp_path):
    with tfrecord.Writer(tmp_path / "f") as writer:
        writer.write_many([b"x" * 100_000, b"y"])
    content = (tmp_path / "f").read_bytes()
    for read in (lambda: records(tfrecord.read(path)), lambda: records(whole_file.read(path))):
        writer = fed(path, content)
        assert read() in ([b"x" * 100_000, b"y"], [content])
        assert outcome(writer) is None


def test_a_pipe_without_name():
    reader, writer = os.pipe()
    os.write(writer, b"a\nb\n")
    os.close(writer)
    try:
        assert records(lines.read(f"/dev/fd/{reader}")) == [b"a", b"b"]
        assert records(lines.read(f"/dev/fd/{reader}")) == []  # nobody can write to it any more
    finally:
        os.close(reader)


def test_a_pipe_that_nobody_writes_to(path, monkeypatch):
    monkeypatch.setattr(limits, "pipe_writer_seconds", 0.01)
    for read in (lines.read, whole_file.read):
        with pytest.raises(errors.FailedPreconditionError, match="named pipe that nobody has opened for writing") as caught:
            list(read(path))
        assert caught.value.path == path
        assert path in caught.value.message
    with files.open_bytes(path) as file, pytest.raises(errors.FailedPreconditionError):
        file.read()


def test_a_writer_that_says_nothing_is_waited_for_without_limit(path, monkeypatch):
    """The wait for a writer ends in time, the wait for what it writes does not."""
    monkeypatch.setattr(limits, "pipe_writer_seconds", 0.01)
    waits = []

    def wait(descriptor, seconds):
        waits.append(seconds)
        if len(waits) == 1:
            writer = os.open(path, os.O_WRONLY)
            held.callback(os.close, writer)
        elif len(waits) == 2:
            held.close()  # the writer goes without a word

    with contextlib.ExitStack() as held, pipes.waiting_by(wait):
        assert records(lines.read(path)) == []
    assert waits == [0.01, None]


def test_a_wait_can_be_ended(path):
    class Enough(Exception):
        pass

    def wait(descriptor, seconds):
        raise Enough

    blocks = lines.read(path)
    with pipes.waiting_by(wait), pytest.raises(Enough):
        next(blocks)
    assert list(blocks) == []


def test_waiting_belongs_to_the_thread(path):
    """What one thread waits by is nothing to another."""
    waiting = threading.Event()
    go_on = threading.Event()

    def wait(descriptor, seconds):
        waiting.set()
        go_on.wait(20)
        pipes.poll(descriptor, seconds)

    def read():
        with pipes.waiting_by(wait):
            return records(lines.read(path))

    reader = in_thread(read)
    wait_until(waiting.is_set)
    assert records(lines.read(f"/dev/fd/{_closed_pipe()}")) == []
    writer = fed(path, b"a\n")
    go_on.set()
    assert outcome(reader) == [b"a"]
    assert outcome(writer) is None


def _closed_pipe():
    reader, writer = os.pipe()
    os.close(writer)
    return reader
