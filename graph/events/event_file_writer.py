"""EventFileWriter: events to a file, written by a thread. What FileWriter, which knows graphs and summaries, writes with."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from headrace.formats import events
from headrace.formats.exports import export
from headrace.formats.files import Path, path_text

from .event_queue import EventQueue

if TYPE_CHECKING:
    from headrace.formats.proto.event_pb2 import Event


@export("python.summary.writer.event_file_writer.EventFileWriter")
class EventFileWriter:
    """Writes events to a file of its own in a directory, from a thread.

    The directory is made at once, the file with the first event: `events.out.tfevents.<seconds>.<host><suffix>`. Where that
    name is taken, the seconds are counted up, so that no writer overwrites the file of another. What was written is in the
    file when the program ends, however it ends short of being killed.

    A failure to write (a full disk, a directory that is gone) is raised by the next call of any method; the writer takes no
    more events until it was closed and reopened. After a fork, the child's events go to a new file.

    Args:
      logdir: a local directory or a URL.
      max_queue: most events that wait to be written; `add_event` waits while there are more. 0: no limit.
      flush_secs: most seconds until others see what was written.
      filename_suffix: of the file's name; with one, the file is made at once.
    Raises:
      NotFoundError, PermissionDeniedError, FailedPreconditionError: the directory cannot be made.
    Source: TensorFlow 1.15's EventFileWriter.
    """

    def __init__(self, logdir: Path, max_queue: int = 10, flush_secs: float = 120, filename_suffix: str | None = None) -> None:
        self._logdir = path_text(logdir)
        suffix = filename_suffix or ""
        events.make_directory(self._logdir)
        self._queue = EventQueue(functools.partial(events.new_file, self._logdir, suffix), max_queue, flush_secs)
        self._queue.close_with(self)
        if suffix:
            self._queue.open_file()
            self.flush()

    @property
    def path(self) -> str | None:
        """The file, once there is one. After `close` the last one."""
        return self._queue.path

    def get_logdir(self) -> str:
        """The directory."""
        return self._logdir

    def add_event(self, event: Event) -> None:
        """Add an event, as it is now. Does nothing after `close`.

        Raises:
          OpError: an event before this one, or the file's beginning, could not be written.
        """
        self._queue.put(event.SerializeToString())

    def flush(self) -> None:
        """Return when all events are in the file and others can read them. Raises as `add_event` does."""
        self._queue.flush()

    def close(self) -> None:
        """Write what is left and close the file. A second call does nothing. Raises as `add_event` does."""
        self._queue.close()

    def reopen(self) -> None:
        """Take events again, into a new file. Does nothing if the writer was not closed."""
        self._queue.reopen()
