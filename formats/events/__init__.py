"""Event files: what TensorBoard shows, and a program's record of its training.

    with events.EventWriter("logs") as writer:
        writer.write(event_pb2.Event(wall_time=time.time(), step=1, summary=summary))

    for event in events.read("logs/events.out.tfevents.1700000000.host"): ...

An event file is a TFRecord file of Event messages, the first of which says `brain.Event:2`.

Source of names and bytes: the event files that TensorFlow 1.15 wrote.
"""

from __future__ import annotations

import functools
import os
import socket
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import proto, tfrecord
from ..errors import AlreadyExistsError, DataLossError
from ..files import directories
from ..files.paths import Path, is_remote, local, named, path_text
from .queue import EventQueue

if TYPE_CHECKING:
    from ..proto.event_pb2 import Event

VERSION = "brain.Event:2"


def read(path: Path) -> Iterator[Event]:
    """Read an event file, event by event, the one with the version first.

    Raises:
      DataLossError: (after all good events) a record is damaged, or is no Event.
      the errors of `files.open_stream`.
    """
    count = 0
    for block in tfrecord.read(path):
        for index, record in enumerate(block):
            try:
                event = proto.event_pb2.Event.FromString(record)
            except Exception as error:  # protobuf's own class differs between its implementations
                name = path_text(path)
                offset = None if block.numbers is None else int(block.numbers[index])
                message = f"{name}: record {count + index} at offset {offset}: not an Event: {error}"
                raise DataLossError(None, None, message, path=name, record=count + index, offset=offset) from error
            yield event
        count += len(block)


class EventWriter:
    """Writes events to a file of its own in a folder, from a thread.

    The folder is made at once, the file with the first event: `events.out.tfevents.<seconds>.<host><suffix>`. Where that
    name is taken, the seconds are counted up, so that no writer overwrites the file of another. What was written is in the
    file when the program ends, however it ends short of being killed.

    A failure to write (a full disk, a folder that is gone) is raised by the next call of any method; the writer takes no
    more events until it was closed and reopened. After a fork, the child's events go to a new file.

    Args:
      logdir: a local folder or a URL.
      max_queue: most events that wait to be written; `write` waits while there are more. 0: no limit.
      flush_secs: most seconds until others see what was written.
      suffix: of the file's name; with one, the file is made at once.
    Raises:
      NotFoundError, PermissionDeniedError, FailedPreconditionError: the folder cannot be made.
    Source: TensorFlow 1.15's EventFileWriter.
    """

    def __init__(self, logdir: Path, max_queue: int = 10, flush_secs: float = 120, suffix: str = "") -> None:
        self.logdir = path_text(logdir)
        if self.logdir and not directories.is_directory(self.logdir):
            directories.make_all(self.logdir)
        self._queue = EventQueue(functools.partial(_new_file, self.logdir, suffix), max_queue, flush_secs)
        self._queue.close_with(self)
        if suffix:
            self._queue.open_file()
            self.flush()

    @property
    def path(self) -> str | None:
        """The file, once there is one. After `close` the last one."""
        return self._queue.path

    def write(self, event: Event) -> None:
        """Add an event, as it is now. Does nothing after `close`.

        Raises:
          OpError: an event before this one, or the file's beginning, could not be written.
        """
        self._queue.put(event.SerializeToString())

    def flush(self) -> None:
        """Return when all events are in the file and others can read them. Raises as `write` does."""
        self._queue.flush()

    def close(self) -> None:
        """Write what is left and close the file. A second call does nothing. Raises as `write` does."""
        self._queue.close()

    def reopen(self) -> None:
        """Take events again, into a new file. Does nothing if the writer was not closed."""
        self._queue.reopen()

    def __enter__(self) -> EventWriter:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def _new_file(logdir: str, suffix: str) -> tfrecord.Writer:
    """A new event file that holds its version."""
    seconds = int(time.time())
    host = socket.gethostname()
    while True:
        name = os.path.join(logdir, f"events.out.tfevents.{seconds:010d}.{host}{suffix}")
        if _reserve(name):
            break
        seconds += 1
    writer = tfrecord.Writer(name)
    writer.write(proto.event_pb2.Event(wall_time=seconds, file_version=VERSION).SerializeToString())
    return writer


def _reserve(name: str) -> bool:
    """Make an empty file of that name, unless there is one."""
    if is_remote(name):
        return not directories.exists(name)
    try:
        with named(name):
            os.close(os.open(local(name), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except AlreadyExistsError:
        return False
    return True
