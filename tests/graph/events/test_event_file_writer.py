"""Event files written by a thread: what was added is there, in order, or an error says why; no program end loses it."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.threads import ended, in_thread, no_threads_left, outcome, wait_until

from headrace.formats import events, tfrecord
from headrace.formats.errors import FailedPreconditionError, NotFoundError, ResourceExhaustedError
from headrace.formats.proto import event_pb2, summary_pb2
from headrace.graph.events.event_file_writer import EventFileWriter
from headrace.graph.events.event_queue import EventQueue


def scalar(step: int) -> event_pb2.Event:
    value = summary_pb2.Summary.Value(tag="loss", simple_value=step / 2)
    return event_pb2.Event(wall_time=1000.5, step=step, summary=summary_pb2.Summary(value=[value]))


def steps(path: str | Path) -> list[int]:
    """The steps in a file whose first event is the version."""
    first, *others = events.read(path)
    assert first.file_version == "brain.Event:2"
    return [event.step for event in others]


def steps_in(directory: Path) -> list[list[int]]:
    return [steps(path) for path in sorted(directory.iterdir())]


class HeldFile:
    """A file that takes nothing until it may."""

    path = "held"

    def __init__(self) -> None:
        self.may = threading.Event()
        self.records: list[bytes] = []
        self.flushed = 0
        self.closed = False

    def write_many(self, records: list[bytes]) -> None:
        assert self.may.wait(20)
        self.records += records

    def flush(self) -> None:
        self.flushed = len(self.records)

    def close(self) -> None:
        self.closed = True


def test_the_file_has_tensorflows_name_and_first_record(tmp_path, monkeypatch):
    monkeypatch.setattr(events.time, "time", lambda: 1234567.9)
    monkeypatch.setattr(events.socket, "gethostname", lambda: "box")
    with contextlib.closing(EventFileWriter(tmp_path / "a/b")) as writer:
        assert writer.path is None
        assert list((tmp_path / "a/b").iterdir()) == []
        writer.add_event(scalar(3))
    assert writer.path == str(tmp_path / "a/b/events.out.tfevents.0001234567.box")
    first, second = events.read(writer.path)
    assert first == event_pb2.Event(wall_time=1234567, file_version="brain.Event:2")
    assert second == scalar(3)


def test_with_a_suffix_the_file_is_there_at_once(tmp_path):
    with contextlib.closing(EventFileWriter(tmp_path, filename_suffix=".eval")) as writer:
        assert writer.path.endswith(".eval")
        assert steps(writer.path) == []


def test_writers_of_one_second_have_files_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setattr(events.time, "time", lambda: 1234567.9)
    writers = [EventFileWriter(tmp_path) for _ in range(3)]
    for number, writer in enumerate(writers):
        writer.add_event(scalar(number))
    for writer in writers:
        writer.close()
    assert steps_in(tmp_path) == [[0], [1], [2]]


def test_a_reopened_writer_begins_a_new_file(tmp_path):
    with no_threads_left():
        writer = EventFileWriter(tmp_path)
        writer.add_event(scalar(1))
        writer.close()
        writer.add_event(scalar(2))  # does nothing, as in TensorFlow
        writer.close()
        writer.reopen()
        writer.add_event(scalar(3))
        writer.flush()
        writer.add_event(scalar(4))
        writer.close()
    assert steps_in(tmp_path) == [[1], [3, 4]]


def test_flushed_events_can_be_read_while_the_writer_is_open(tmp_path):
    with contextlib.closing(EventFileWriter(tmp_path, flush_secs=10_000)) as writer:
        for step in range(100):
            writer.add_event(scalar(step))
        writer.flush()
        assert steps(writer.path) == list(range(100))


def test_events_are_seen_after_flush_secs_without_a_flush(tmp_path):
    with contextlib.closing(EventFileWriter(tmp_path, flush_secs=0.01)) as writer:
        for step in range(3):
            writer.add_event(scalar(step))
            wait_until(lambda expected=step + 1: os.path.getsize(writer.path) and len(steps(writer.path)) == expected)


def test_the_first_event_is_seen_at_once(tmp_path):
    with contextlib.closing(EventFileWriter(tmp_path, flush_secs=10_000)) as writer:
        writer.add_event(scalar(1))
        wait_until(lambda: os.path.getsize(writer.path))
        assert steps(writer.path) == [1]


def test_threads_lose_no_event(tmp_path):
    with contextlib.closing(EventFileWriter(tmp_path, max_queue=2)) as writer:

        def write(start: int) -> None:
            for step in range(start, start + 200):
                writer.add_event(scalar(step))

        started = [in_thread(lambda start=start: write(start)) for start in (0, 200, 400, 600)]
        for each in started:
            assert outcome(each) is None
    (found,) = steps_in(tmp_path)
    assert sorted(found) == list(range(800))
    assert [step for step in found if step < 200] == list(range(200))


def test_adding_waits_while_the_queue_is_full():
    file = HeldFile()
    queue = EventQueue(lambda: file, 2, 10_000)
    queue.put(b"0")
    wait_until(lambda: not queue._waiting)  # it is with the thread, which waits
    queue.put(b"1")
    queue.put(b"2")
    thread, outcomes = in_thread(lambda: queue.put(b"3"))
    wait_until(lambda: queue._changed._waiters)
    assert not outcomes
    file.may.set()
    ended(thread)
    queue.close()
    assert file.records == [b"0", b"1", b"2", b"3"]
    assert file.closed


def test_closing_wakes_who_waits_for_room():
    file = HeldFile()
    queue = EventQueue(lambda: file, 1, 10_000)
    queue.put(b"0")
    wait_until(lambda: not queue._waiting)
    queue.put(b"1")
    putter = in_thread(lambda: queue.put(b"2"))
    wait_until(lambda: queue._changed._waiters)
    closer = in_thread(queue.close)
    assert outcome(putter) is None
    file.may.set()
    assert outcome(closer) is None
    assert file.records == [b"0", b"1"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_disk_is_told_once_and_the_writer_can_be_reopened(tmp_path):
    paths = iter(["/dev/full", tmp_path / "good"])
    with no_threads_left():
        queue = EventQueue(lambda: tfrecord.Writer(next(paths)), 10, 120)
        queue.put(b"a")
        with pytest.raises(ResourceExhaustedError, match="/dev/full; No space left on device"):
            queue.flush()
        with pytest.raises(ResourceExhaustedError, match="No space left"):
            queue.put(b"b")
        queue.close()
        queue.reopen()
        queue.put(b"c")
        queue.close()
    assert [record for block in tfrecord.read(tmp_path / "good") for record in block] == [b"c"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_closing_tells_of_a_failure_that_nobody_heard_of():
    queue = EventQueue(lambda: tfrecord.Writer("/dev/full"), 10, 120)
    queue.put(b"a")
    with pytest.raises(ResourceExhaustedError, match="No space left on device"):
        queue.close()
    queue.close()


def test_a_directory_that_is_gone_is_an_error_of_the_call(tmp_path):
    writer = EventFileWriter(tmp_path / "logs")
    shutil.rmtree(tmp_path / "logs")
    with pytest.raises(NotFoundError, match=r"logs.*No such file or directory"):
        writer.add_event(scalar(1))
    (tmp_path / "logs").mkdir()
    writer.add_event(scalar(2))
    writer.close()
    assert steps_in(tmp_path / "logs") == [[2]]


def test_a_directory_that_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(FailedPreconditionError, match="Not a directory"):
        EventFileWriter(tmp_path / "file/logs")


def test_a_forgotten_writer_leaves_no_thread_and_loses_nothing(tmp_path):
    with no_threads_left():
        writer = EventFileWriter(tmp_path)
        writer.add_event(scalar(1))
        del writer
        gc.collect()
    assert steps_in(tmp_path) == [[1]]


PROGRAM = """
import sys
from headrace.formats import events
from headrace.formats.proto import event_pb2
from headrace.graph.events.event_file_writer import EventFileWriter

writer = EventFileWriter(sys.argv[1], max_queue=0, flush_secs=10_000)
for step in range(1, 2001):
    writer.add_event(event_pb2.Event(step=step))
"""


def run(program: str, directory: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", program, str(directory)], capture_output=True, text=True, timeout=50, check=False
    )


@pytest.mark.parametrize("end", ["", "sys.exit(3)", "raise ValueError('stop')"])
def test_nothing_is_lost_when_a_program_ends_without_closing(end, tmp_path):
    run(PROGRAM + end, tmp_path)
    assert steps_in(tmp_path) == [list(range(1, 2001))]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_failure_at_the_end_of_a_program_is_told(tmp_path):
    full = "events.new_file = lambda *_: events.tfrecord.Writer('/dev/full')\n"
    program = PROGRAM.replace("writer = ", f"{full}writer = ")
    done = run(program.replace("2001", "2"), tmp_path)
    assert "/dev/full; No space left on device" in done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_forked_child_writes_a_file_of_its_own_and_ends(tmp_path):
    child = """
writer.flush()
writer.add_event(event_pb2.Event(step=5000))
while not writer._queue._file._pending:
    pass  # with the thread, and not yet in the file
import os
if os.fork():
    os.wait()
    writer.add_event(event_pb2.Event(step=5001))
else:
    writer.add_event(event_pb2.Event(step=6000))
"""
    done = run(PROGRAM + child, tmp_path)
    assert done.stderr == ""
    assert [found[-2:] for found in steps_in(tmp_path)] == [[5000, 5001], [6000]]


def test_children_of_multiprocessing_lose_nothing(tmp_path):
    program = f"""
import multiprocessing, sys

def work(directory):
    sys.argv = ["", directory]
    exec({PROGRAM!r}, {{}})

if __name__ == "__main__":
    process = multiprocessing.get_context("fork").Process(target=work, args=(sys.argv[1],))
    process.start()
    process.join()
    sys.exit(process.exitcode)
"""
    assert run(program, tmp_path).returncode == 0
    assert steps_in(tmp_path) == [list(range(1, 2001))]
