"""The program of an input worker in its process. It knows nothing of Ray."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.graphdef.growing import add_nodes
from headrace.graph.runtime.run_context import FOREVER
from headrace.graph.types.errors import OutOfRangeError
from headrace.pipeline.inputs.elsewhere import Part
from headrace.pipeline.queues.queue import Queue
from headrace.pipeline.runners.queue_runner import QueueRunner

_MOST = 1024
"""Elements of a block."""


class InputProgram:
    """A program, repeated by one thread for the elements that it is handed.

    Args:
      part: what it is.
    """

    def __init__(self, part: Part) -> None:
        graph = Graph()
        add_nodes(graph, messages.graph_pb2.GraphDef.FromString(part.graph))
        with graph.as_default():
            self._runner = QueueRunner.from_proto(messages.queue_runner_pb2.QueueRunnerDef.FromString(part.runner))
        self._session = Session(graph=graph)
        self._taken, self._fed = self._queue(part.takes), self._queue(part.feeds)
        self._threads: list[threading.Thread] = []
        self._skip = 0

    def _queue(self, name: str) -> Queue:
        operation = self._session.graph.get_operation_by_name(name)
        queue: Queue = operation.definition.kernel_of(operation, self._session)[0]()
        return queue

    def begin(self, columns: Sequence[Any], skip: int) -> None:
        """Begin with elements, after the last ones.

        Args:
          columns: their components.
          skip: how many of the first elements that the program makes of them are left out.
        """
        for queue in (self._taken, self._fed):
            if queue.is_closed():
                queue.reopen()
                queue.monitor.forget_ended()  # type: ignore[attr-defined]
        self._taken.put_many(columns, FOREVER)
        self._taken.close()
        self._skip = skip
        self._threads = self._runner.create_threads(self._session, daemon=True, start=True)

    def block(self) -> tuple[Sequence[Any], int] | None:
        """Wait for elements: their columns and their number; None where no more come.

        Raises:
          what the program raised, after all that comes before.
        """
        while True:
            try:
                self._fed.wait_ready(FOREVER)
            except OutOfRangeError:
                self._end()
                return None
            lease = self._fed.lease(_MOST)
            columns, n = lease.columns, lease.n
            lease.commit(n)
            left_out = min(self._skip, n)
            self._skip -= left_out
            if left_out < n:
                return [column[left_out:] for column in columns], n - left_out

    def _end(self) -> None:
        for thread in self._threads:
            thread.join()
        for error in self._runner.exceptions_raised:
            raise error
