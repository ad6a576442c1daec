"""Event files: what TensorBoard shows, and a program's record of its training.

    with events.EventWriter("logs") as writer:
        writer.write(event_pb2.Event(wall_time=time.time(), step=1, summary=summary))

    for event in events.read("logs/events.out.tfevents.1700000000.host"): ...

An event file is a TFRecord file of Event messages, the first of which says `brain.Event:2`. The writer here writes in the
calling thread; `tf.summary.FileWriter` has a thread that does it.

Source of names and bytes: the event files that TensorFlow 1.15 wrote.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import proto, tfrecord
from .doors import door
from .errors import AlreadyExistsError, DataLossError
from .files import directories
from .files.paths import Path, is_remote, local, named, path_text

if TYPE_CHECKING:
    from .proto.event_pb2 import Event

__all__ = ["EventWriter", "read"]

VERSION = "brain.Event:2"


@door
def read(path: Path) -> Iterator[Event]:
    """The events of the event file at `path`, one by one, the one with the version first.

    Raises:
      DataLossError: (after all good events) a record is damaged, or is no Event.
      the errors of `files.open_stream`.
    """
    count = 0
    for block in tfrecord.read(path):
        for index, record in enumerate(block):
            try:
                event = proto.event_pb2.Event.FromString(record)
            except proto.DecodeError as error:
                name = path_text(path)
                offset = None if block.numbers is None else int(block.numbers[index])
                message = f"{name}: record {count + index} at offset {offset}: not an Event: {error}"
                raise DataLossError(None, None, message, path=name, record=count + index, offset=offset) from error
            yield event
        count += len(block)


class EventWriter:
    """Writes events to a file of its own in a directory. Use it in a `with` block, or call `close`.

    Args:
      logdir: a local directory or a URL; it is made.
      suffix: of the file's name, see `new_file`.
    Raises:
      NotFoundError, PermissionDeniedError, FailedPreconditionError: the directory or the file cannot be made.
    """

    def __init__(self, logdir: Path, suffix: str = "") -> None:
        self.logdir = path_text(logdir)
        make_directory(self.logdir)
        self._file = new_file(self.logdir, suffix)
        self.path = self._file.path

    def write(self, event: Event) -> None:
        """Add `event`, as it is now.

        Raises:
          FailedPreconditionError: the writer is closed.
          ResourceExhaustedError: the disk is full.
        """
        self._file.write(event.SerializeToString())

    def flush(self) -> None:
        """Let others read what was written. Raises as `write` does."""
        self._file.flush()

    def close(self) -> None:
        """Write what is left and close the file. A second call does nothing."""
        self._file.close()

    def __enter__(self) -> EventWriter:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def make_directory(logdir: str) -> None:
    """Make the directory of event files, `logdir`, unless there is one; "" is the working directory.

    Raises:
      NotFoundError, PermissionDeniedError, FailedPreconditionError: it cannot be made.
    """
    if logdir and not directories.is_directory(logdir):
        directories.make_all(logdir)


def new_file(logdir: str, suffix: str = "") -> tfrecord.Writer:
    """A new event file that holds its version, in the directory `logdir`, which is there.

    Its name is `events.out.tfevents.<seconds>.<host><suffix>`.
    Where that name is taken, the seconds are counted up, so that no writer overwrites the file of another.

    Raises:
      NotFoundError, PermissionDeniedError, FailedPreconditionError: it cannot be made.
    """
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
