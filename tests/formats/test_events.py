"""Event files: TensorFlow's are read and written again byte for byte; what is written is there, or an error says why."""

from __future__ import annotations

import os
import shutil
import threading

import pytest
from support import golden

from headrace.formats import events, tfrecord
from headrace.formats.errors import DataLossError, FailedPreconditionError, NotFoundError, ResourceExhaustedError
from headrace.formats.proto import event_pb2, summary_pb2

FILES = ["header_only", "metadata", "scalars"]


def scalar(step: int) -> event_pb2.Event:
    value = summary_pb2.Summary.Value(tag="loss", simple_value=step / 2)
    return event_pb2.Event(wall_time=1000.5, step=step, summary=summary_pb2.Summary(value=[value]))


@pytest.mark.parametrize("name", FILES)
def test_tensorflows_files_are_read_and_written_byte_for_byte(name, tmp_path):
    path = golden.DIRECTORY / f"events/{name}.tfevents"
    read = list(events.read(path))
    assert read[0].file_version == "brain.Event:2"
    with tfrecord.Writer(tmp_path / "copy") as writer:
        for event in read:
            writer.write(event.SerializeToString())
    assert (tmp_path / "copy").read_bytes() == path.read_bytes()


def test_a_record_that_is_no_event_is_named(tmp_path):
    with tfrecord.Writer(tmp_path / "x") as writer:
        writer.write(scalar(1).SerializeToString())
        writer.write(b"\x0b")
    read = events.read(tmp_path / "x")
    assert next(read) == scalar(1)
    with pytest.raises(DataLossError, match=r"x: record 1 at offset \d+: not an Event"):
        next(read)


def test_what_was_written_is_read_again_and_no_thread_writes_it(tmp_path):
    threads = threading.active_count()
    with events.EventWriter(tmp_path / "a/b", suffix=".eval") as writer:
        for step in range(3):
            writer.write(scalar(step))
        writer.flush()
        assert [event.step for event in events.read(writer.path)] == [0, 0, 1, 2]
        writer.write(scalar(3))
        assert threading.active_count() == threads
    assert writer.path.startswith(str(tmp_path / "a/b/events.out.tfevents."))
    assert writer.path.endswith(".eval")
    first, *others = events.read(writer.path)
    assert first.file_version == "brain.Event:2"
    assert others == [scalar(step) for step in range(4)]


def test_writers_of_one_second_have_files_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setattr(events.time, "time", lambda: 1234567.9)
    monkeypatch.setattr(events.socket, "gethostname", lambda: "box")
    for step in range(3):
        with events.EventWriter(tmp_path) as writer:
            writer.write(scalar(step))
    paths = sorted(tmp_path.iterdir())
    assert [path.name for path in paths] == [f"events.out.tfevents.000123456{digit}.box" for digit in (7, 8, 9)]
    for step, path in enumerate(paths):
        version, event = events.read(path)
        assert version == event_pb2.Event(wall_time=1234567 + step, file_version="brain.Event:2")
        assert event == scalar(step)


def test_a_closed_writer_takes_no_event(tmp_path):
    writer = events.EventWriter(tmp_path)
    writer.close()
    writer.close()
    with pytest.raises(FailedPreconditionError, match=r"Writer is closed.*tfevents"):
        writer.write(scalar(1))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_disk_is_an_error_of_the_call(tmp_path, monkeypatch):
    monkeypatch.setattr(events, "new_file", lambda *_: tfrecord.Writer("/dev/full"))
    writer = events.EventWriter(tmp_path)
    writer.write(scalar(1))
    with pytest.raises(ResourceExhaustedError, match="/dev/full; No space left on device"):
        writer.flush()


def test_a_directory_that_is_gone_or_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(FailedPreconditionError, match="Not a directory"):
        events.EventWriter(tmp_path / "file/logs")
    events.make_directory(str(tmp_path / "logs"))
    shutil.rmtree(tmp_path / "logs")
    with pytest.raises(NotFoundError, match=r"logs.*No such file or directory"):
        events.new_file(str(tmp_path / "logs"))
