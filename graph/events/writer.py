"""Writing summaries and graphs to event files, and reading them: tf.summary.FileWriter."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from google.protobuf.message import DecodeError

from headrace.formats import events
from headrace.formats import proto as messages
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.exports import export
from headrace.formats.files import Path, path_text
from headrace.formats.forks import renewed

from ..checkpoints.meta_graph import export_meta_graph
from ..core.defaults import get_default_graph
from ..core.graph import Graph
from ..types.likes import TensorLike
from .event_file_writer import EventFileWriter

if TYPE_CHECKING:
    from headrace.formats.proto.event_pb2 import Event


@export("summary.FileWriter")
class FileWriter:
    """Writes summaries, graphs and other events to an event file, from a thread of its own.

    The file gets its name, `events.out.tfevents.<seconds>.<host><suffix>`, with the first event; two writers never share
    one. All that was added is in the file when the program ends, closed or not. Where it cannot be written (the disk is
    full, the directory is gone), the next call of any method raises; the writer takes events again after `close` and
    `reopen`.

    Args:
      logdir: the directory, local or a URL; it is made.
      graph: a Graph to add at once, also as a MetaGraphDef; or a GraphDef, as programs before TensorFlow 0.7 gave it.
      max_queue: most events that wait to be written; more make `add_*` wait. 0: no limit.
      flush_secs: most seconds until others see what was added.
      graph_def: a GraphDef, or a Graph, instead of `graph`.
      filename_suffix: end of the file's name; with one, the file is made at once.
      session: writers of one session with the same directory share one file; those made later ignore their `max_queue`,
        `flush_secs` and `filename_suffix`.

    Raises:
      TypeError: `graph` is neither Graph nor GraphDef.
      ValueError: both `graph` and `graph_def` are given.
      NotFoundError, PermissionDeniedError, FailedPreconditionError: the directory cannot be made.

    Example:
      >>> loss = tf.summary.scalar("loss", 0.5)
      >>> with tf.Session() as sess, tf.summary.FileWriter("logs") as writer:
      ...     writer.add_summary(sess.run(loss), global_step=1)
      >>> [name[:19] for name in tf.gfile.ListDirectory("logs")]
      ['events.out.tfevents']
    """

    def __init__(
        self,
        logdir: Path,
        graph: Any = None,
        max_queue: int = 10,
        flush_secs: float = 120,
        graph_def: Any = None,
        filename_suffix: str | None = None,
        session: Any = None,
    ) -> None:
        def make() -> EventFileWriter:
            return EventFileWriter(logdir, max_queue, flush_secs, filename_suffix)

        key = ("event writer", path_text(logdir))
        self.event_writer: EventFileWriter = make() if session is None else session.resource(key, make)
        self._closed = False
        self._tags_of_runs: set[str] = set()
        self._tags_seen: set[str] = set()
        if graph is not None or graph_def is not None:
            self.add_graph(graph, graph_def=graph_def)
            self._add_as_meta_graph(graph_def if graph is None else graph)

    def get_logdir(self) -> str:
        """The directory."""
        return self.event_writer.get_logdir()

    def add_summary(self, summary: Any, global_step: TensorLike | None = None) -> None:
        """Add a Summary, as a message or serialised, as `Session.run` gives it.

        Of the values of one tag only the first keeps its metadata: readers remember them.

        Args:
          summary: the message, or its bytes.
          global_step: the step it belongs to, a number; 0 by default.

        Raises:
          NotASummaryError: the bytes are none.
        """
        parsed = _parsed(summary) if isinstance(summary, bytes) else _copied(summary, messages.summary_pb2.Summary)
        for value in parsed.value:
            if value.tag in self._tags_seen:
                value.ClearField("metadata")
            self._tags_seen.add(value.tag)
        self._add(messages.event_pb2.Event(summary=parsed), global_step)

    def add_session_log(self, session_log: Any, global_step: TensorLike | None = None) -> None:
        """Add the SessionLog `session_log`, of the step `global_step`: the start or stop of a session, or a checkpoint."""
        log = _copied(session_log, messages.event_pb2.SessionLog)
        self._add(messages.event_pb2.Event(session_log=log), global_step)

    def add_graph(self, graph: Any, global_step: TensorLike | None = None, graph_def: Any = None) -> None:
        """Add a graph for TensorBoard to draw.

        Args:
          graph: a Graph, or a GraphDef.
          global_step: the step it belongs to, a number; 0 by default.
          graph_def: the same as `graph`, instead of it.

        Raises:
          TypeError: it is neither.
          ValueError: both are given.
        """
        if graph is not None and graph_def is not None:
            raise ValueError("Please pass only graph, or graph_def (deprecated), but not both.")
        given = graph_def if graph is None else graph
        self._add(messages.event_pb2.Event(graph_def=_as_graph_def(given).SerializeToString()), global_step)

    def add_meta_graph(self, meta_graph_def: Any, global_step: TensorLike | None = None) -> None:
        """Add the MetaGraphDef `meta_graph_def`, of the step `global_step`. Raises TypeError for anything else."""
        if type(meta_graph_def).__name__ != "MetaGraphDef":
            raise TypeError(f"meta_graph_def must be type MetaGraphDef, saw type: {type(meta_graph_def)}")
        self._add(messages.event_pb2.Event(meta_graph_def=meta_graph_def.SerializeToString()), global_step)

    def add_run_metadata(self, run_metadata: Any, tag: str, global_step: TensorLike | None = None) -> None:
        """Add `run_metadata`, that of one `Session.run`, under a `tag` of its own and the step `global_step`.

        Raises:
          ValueError: the tag was used before.
        """
        if tag in self._tags_of_runs:
            raise ValueError("The provided tag was already used for this event type")
        self._tags_of_runs.add(tag)
        tagged = messages.event_pb2.TaggedRunMetadata(tag=tag, run_metadata=run_metadata.SerializeToString())
        self._add(messages.event_pb2.Event(tagged_run_metadata=tagged), global_step)

    def add_event(self, event: Any) -> None:
        """Add the Event `event` as it is. Raises TypeError for anything else."""
        self._write(_copied(event, messages.event_pb2.Event))

    def flush(self) -> None:
        """Return when all that was added is in the file and others can read it."""
        self._warn_if_closed()
        self.event_writer.flush()

    def close(self) -> None:
        """Write what is left and close the file. A second call does nothing."""
        self._closed = True
        self.event_writer.close()

    def reopen(self) -> None:
        """Add events again, to a new file. Does nothing if the writer was not closed."""
        self.event_writer.reopen()
        self._closed = False

    def __enter__(self) -> FileWriter:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _add(self, event: Event, step: Any) -> None:
        event.wall_time = time.time()
        if step is not None:
            event.step = int(step)
        self._write(event)

    def _write(self, event: Event) -> None:
        self._warn_if_closed()
        self.event_writer.add_event(event)

    def _warn_if_closed(self) -> None:
        if self._closed:
            warnings.warn(
                "Attempting to use a closed FileWriter. The operation will be a noop unless the FileWriter is explicitly "
                f"reopened. ({self.get_logdir()})",
                stacklevel=5,
            )

    def _add_as_meta_graph(self, given: Any) -> None:
        graph = given if isinstance(given, Graph) else None  # the default graph's collections go with a GraphDef
        self.add_meta_graph(export_meta_graph(graph_def=_as_graph_def(given), graph=graph))


class NotASummaryError(InvalidArgumentError, DecodeError):
    """Bytes that are no Summary. A DecodeError of protobuf, as TensorFlow's is."""


def _parsed(summary: bytes) -> Any:
    try:
        return messages.summary_pb2.Summary.FromString(summary)
    except DecodeError as error:
        raise NotASummaryError(None, None, f"{len(summary)} bytes that are no Summary: {error}") from error


def _as_graph_def(graph: Any) -> Any:
    if isinstance(graph, Graph):
        return graph.as_graph_def(add_shapes=True)
    if type(graph).__name__ != "GraphDef":
        raise TypeError("The passed graph must be an instance of `Graph` or the deprecated `GraphDef`")
    return graph


def _copied(message: Any, kind: Any) -> Any:
    """A message of class `kind` with the content of `message`, which may be TensorFlow's or TensorBoard's."""
    if type(message).__name__ != kind.__name__ or not hasattr(message, "SerializeToString"):
        raise TypeError(f"expected a {kind.__name__}, got {type(message).__name__}: {message!r}")
    return kind.FromString(message.SerializeToString())


@export("summary.FileWriterCache")
class FileWriterCache:
    """One FileWriter for each directory."""

    _lock = renewed(threading.RLock())  # guards _cache
    _cache: dict[str, FileWriter] = {}  # noqa: RUF012

    @staticmethod
    def clear() -> None:
        """Close all writers and forget them."""
        with FileWriterCache._lock:
            writers = list(FileWriterCache._cache.values())
            FileWriterCache._cache.clear()
        for writer in writers:
            writer.close()

    @staticmethod
    def get(logdir: Path) -> FileWriter:
        """The writer of the directory `logdir`; made when it is first asked for, with the default graph."""
        with FileWriterCache._lock:
            key = path_text(logdir)
            if key not in FileWriterCache._cache:
                FileWriterCache._cache[key] = FileWriter(logdir, graph=get_default_graph())
            return FileWriterCache._cache[key]


@export("train.summary_iterator")
def summary_iterator(path: Path) -> Iterator[Event]:
    """The events of an event file, one by one; the first holds the version of the format.

    Args:
      path: of the file.

    Yields:
      Event messages.

    Raises:
      NotFoundError: there is no such file.
      DataLossError: the file is damaged, or ends inside a record. All events before have been given.
    """
    yield from events.read(path)
