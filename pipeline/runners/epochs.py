"""epochs: passes over the input, one after the other, each with a beginning and an end."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.core.default_stacks import get_default_session
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.structures import flat
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import DRAWS, PURE, RESOURCE
from headrace.graph.core.traversal import topological_order
from headrace.graph.ops.state.variable import COUNT_UP_TO
from headrace.graph.types.errors import FailedPreconditionError, OutOfRangeError
from headrace.graph.variables.collections import global_variables_initializer

from ..diagnosis.faults import fault_behind
from ..queues import Queue
from ..queues.queue_kind import makes_queue
from ..readers.graph import READ, READ_UP_TO, reader_of
from .loops import Loop
from .queue_runner import QueueRunner

_log = logging.getLogger("headrace")


@export("train.epochs")
@door
def epochs(count: int, fetches: Any, session: Any = None, *, records: int | None = None) -> Iterator[Epoch]:
    """Passes over the input of `fetches`, each from the first record to the last.

        for epoch in tf.train.epochs(10, [images, labels]):
            for image_batch, label_batch in epoch:
                ...
            print(epoch.number, epoch.records)

    The input gives one pass: its producers have `num_epochs=1`. Between two epochs its queues are empty, and are opened
    again; readers, variables and random numbers go on, so each epoch is mixed anew. Only the queue runners that feed
    `fetches` are started: the same session can have other pipelines, as one to evaluate with, between two epochs or inside
    one. Each epoch that is left, at its end or by `break`, has ended its threads.

    Args:
      count: how many epochs, >= 0.
      fetches: as for `Session.run`.
      session: use this session, or the default session where there is one: its variables are left as they are (only the
        local ones are initialized), and it stays open. Else one is made, in which all variables are initialized.
      records: how many records each epoch has: FailedPreconditionError where one that is not left early has given others.

    Yields:
      an Epoch, to be iterated over: what `Session.run(fetches)` returns, again and again.

    Raises:
      ValueError: the input has no end, or is several passes long; or `count` is negative.
      FailedPreconditionError: an epoch had another number of records than `records`; or what feeds `fetches` runs already.
      OpError: what ended a runner or a step, other than the end of the input.
    """
    if count < 0:
        raise ValueError(f"epochs: count must be >= 0; got {count}")
    given = session if session is not None else get_default_session()
    graph = get_default_graph() if given is None else given.graph
    elements = [graph.as_graph_element(leaf, allow_tensor=True, allow_operation=True) for leaf in flat(fetches)]
    return _epochs(count, fetches, given, _Input(graph, elements), records)


@door
def _epochs(count: int, fetches: Any, given: Any, of_input: _Input, records: int | None) -> Iterator[Epoch]:
    loop = Loop(of_input.graph, given)
    try:
        if given is None:
            with of_input.graph.as_default():
                initializer = global_variables_initializer()
            loop.session.run(initializer)
        of_input.initialize(loop.session)
        for number in range(1, count + 1):
            of_input.begin(loop)
            epoch = Epoch(number, loop, fetches)
            yield epoch
            loop.end_runners()
            if epoch.is_over:
                of_input.check(loop, epoch, records)
    finally:
        loop.end()


class Epoch:
    """One pass over the input: an iterator over its batches.

    Attributes:
      number: 1 for the first.
      steps: how many batches it has given so far.
      records: how many records they had: the length of the first array in each.
      is_over: whether all have been given.
    """

    def __init__(self, number: int, loop: Loop, fetches: Any) -> None:
        self.number = number
        self.steps = 0
        self.records = 0
        self.is_over = False
        self._loop = loop
        self._coordinator = loop.coordinator
        self._fetches = fetches

    def __iter__(self) -> Iterator[Any]:
        return self

    @door
    def __next__(self) -> Any:
        if self.is_over or self._coordinator is not self._loop.coordinator:
            raise StopIteration
        try:
            values = self._loop.session.run(self._fetches)
        except OutOfRangeError as error:
            self._coordinator.request_stop(error)
            self.is_over = True
            if fault_behind(error) is not None:
                self._loop.end_runners()  # raises it
            raise StopIteration from None
        self.steps += 1
        self.records += next((np.shape(leaf)[0] for leaf in flat(values) if np.ndim(leaf)), 1)
        return values


class _Input:
    """What feeds some tensors: queue runners, from the producers on, and their queues."""

    def __init__(self, graph: Any, elements: Sequence[Any]) -> None:
        self.graph = graph
        runners = graph.get_collection(GraphKeys.QUEUE_RUNNERS)
        self._runners: list[QueueRunner] = []
        needed: list[Operation] = [element.op if isinstance(element, Tensor) else element for element in elements]
        while True:
            found = [runner for runner in runners if not set(_queues_of(needed)).isdisjoint(runner.fed_queues())]
            if len(found) == len(self._runners):
                break
            self._runners = found
            needed += [op for runner in found for op in _operations(graph, runner)]
        self._queues = list(dict.fromkeys(queue for runner in self._runners for queue in runner.fed_queues()))
        self._readings = [op for op in topological_order(needed) if op.definition in (READ, READ_UP_TO)]
        counted = {op.inputs[0].op for op in topological_order(needed) if op.definition is COUNT_UP_TO}
        self._counters = [one for one in graph.get_collection(GraphKeys.LOCAL_VARIABLES) if one.op in counted]
        for runner in self._runners:
            _check_is_one_pass(graph, runner)

    def initialize(self, session: Any) -> None:
        """Initialize local variables that are not. Those of other pipelines, which may be at work, are left alone."""
        variables = self.graph.get_collection(GraphKeys.LOCAL_VARIABLES)
        session.run([one.initializer for one in variables if _state_of(one.op, session).value is None])

    def begin(self, loop: Loop) -> None:
        """Start all that feeds, from the first record on."""
        session = loop.session
        for queue in self._queues_in(session):
            if queue.is_closed():
                queue.reopen()
                queue.monitor.forget_ended()  # type: ignore[attr-defined]
        for reading in self._readings:  # an epoch that was left may have left a file half read
            reader_of(reading, session).leave_file()
        session.run([one.initializer for one in self._counters])
        threads = []
        for runner in self._runners:
            started = runner.create_threads(session, coord=loop.coordinator, daemon=True)
            if not started:
                raise FailedPreconditionError(None, None, f"epochs: queue runner {runner.name!r} runs already in this session")
            threads += started
        for thread in threads:
            thread.start()

    def check(self, loop: Loop, epoch: Epoch, records: int | None) -> None:
        """Say what an epoch has left behind. Raises FailedPreconditionError where it has not given so many records."""
        left = [f"{queue.size()} of '{queue.statistics().name}'" for queue in self._queues_in(loop.session) if queue.size()]
        rest = f"; what fills no batch is left: {', '.join(left)} (see allow_smaller_final_batch)" if left else ""
        if records is not None and epoch.records != records:
            raise FailedPreconditionError(
                None, None, f"Epoch {epoch.number} has given {epoch.records} records, not {records}{rest}"
            )
        if rest and epoch.number == 1:
            _log.warning("Each epoch of %s records%s", epoch.records, rest)

    def _queues_in(self, session: Any) -> list[Queue]:
        return [_state_of(op, session) for op in self._queues]


def _state_of(op: Operation, session: Any) -> Any:
    """The queue or the variable that an operation stands for in a session."""
    return op.definition.kernel_of(op, session)[0]()


def _operations(graph: Any, runner: QueueRunner) -> list[Operation]:
    elements = [graph.as_graph_element(op) for op in runner.enqueue_ops]
    return [element.op if isinstance(element, Tensor) else element for element in elements]


def _queues_of(operations: Sequence[Operation]) -> list[Operation]:
    return [op for op in topological_order(operations) if makes_queue(op)]


def _check_is_one_pass(graph: Any, runner: QueueRunner) -> None:
    """Raise ValueError where a runner's programs go on for ever, or for several epochs."""
    for operation in _operations(graph, runner):
        before = topological_order([operation])[:-1]
        limits = [op.get_attr("limit") for op in before if op.definition is COUNT_UP_TO]
        reads = [op for op in before if op.definition.source]
        if not limits and not reads and all(op.definition.traits & (PURE | DRAWS | RESOURCE) for op in before):
            raise ValueError(f"epochs: the input has no end; give {runner.name!r} num_epochs=1")
        if limits and min(limits) > 1:
            raise ValueError(f"epochs: an epoch is one pass over the input, but {runner.name!r} has num_epochs={min(limits)}")
