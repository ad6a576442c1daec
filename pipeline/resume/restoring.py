"""restore_state: a session's pipeline goes on from a state that another one was in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph.core.operation import Operation
from headrace.graph.execution.session import Session
from headrace.graph.ops.sparse.sparse import SparseMap
from headrace.graph.runtime.random_generators import generator_of, set_state
from headrace.graph.runtime.steps.movement import gate_of
from headrace.graph.runtime.variable_state import VariableState
from headrace.graph.types.errors import FailedPreconditionError, InvalidArgumentError

from ..data.iterator_state import IteratorState
from ..data.ops.iterators import ITERATOR_OPS
from ..data.ops.iterators import key_of as iterator_key
from ..diagnosis import diagnosis
from ..queues import attempts
from ..queues.queue import Queue
from ..queues.queue_kind import makes_queue
from ..queues.state import QueueState
from ..queues.waiting.wait_list import Waiter
from ..readers.base import Reader
from ..readers.graph import READER_OPS
from ..readers.graph import key_of as reader_key
from ..readers.positions import go_on_from
from ..runners.bad_records import restore_bad_records
from . import files
from .encoding import decoded, decoded_columns, decoded_error
from .iterators import go_on
from .placed import Group, Recomputation, groups_of, joined, taken
from .programs import fingerprint, runner_operations
from .taking import VERSION


@export("train.restore_pipeline_state")
def restore_state(session: Session, state: dict[str, Any]) -> None:
    """Let a session's pipeline go on from a state that `pipeline_state` gave, in this process or another.

    Call it after the variables have got their values and before the queue runners are started. The graph is the same
    program; how many threads its queue runners have, and how much room its queues, may be other than before.

    Args:
      session: a session whose queue runners have not been started.
      state: the value, also if it went through JSON.

    Raises:
      FailedPreconditionError: the queue runners run already; the state is of another program, or of another version of
        headrace; something in it cannot be resumed; a file is gone or has changed. The error names it.
    """
    _check(session, state)
    made = _Made(session)
    queues = [made.queue(tuple(queue["key"])) for queue in state["queues"]]  # in the order in which they were made
    groups = [groups_of(queue) for queue in state["queues"]]
    again = Recomputation(session, [group for several in groups for group in several])
    for queue, held, several in zip(queues, state["queues"], groups, strict=True):
        _fill(queue, held, several, again)
    for reader in state["readers"]:
        go_on_from(made.reader(tuple(reader["key"])), reader)
    try:
        restore_bad_records(session.graph, state["bad_records"])
    except InvalidArgumentError as error:
        raise _refusal(error.message) from error
    for iterator in state["iterators"]:
        go_on(session, made.iterator(tuple(iterator["key"])), iterator)
    for failure in state["failures"]:
        gate_of(session).fail_again(made.operation(failure["work"]), decoded_error(failure))
    for work, position in state["positions"].items():
        gate_of(session).go_on(made.operation(work), position)
    for fault in state["faults"]:
        made.queue(tuple(fault["key"])).failure = decoded_error(fault)
    for name, generator in state["generators"].items():
        if made.draws(name):  # else it is of a part of the program that feeds no queue
            set_state(generator_of(made.operation(name), session), generator)
    for sparse in state["sparse"]:
        waiting = {handle: tuple(map(decoded, parts)) for handle, *parts in sparse["waiting"]}
        session.resource(tuple(sparse["key"]), SparseMap).go_on(sparse["next"], waiting)
    values = [(made.variable(name), decoded(value)) for name, value in state["variables"].items()]

    def set_variables() -> None:
        for variable, value in values:
            variable.replace(value)

    set_variables()
    gate_of(session).before_start(set_variables)  # whatever initializes them after this


def _check(session: Session, state: dict[str, Any]) -> None:
    """Raises FailedPreconditionError where a state is none of this session's program."""
    if not isinstance(state, dict) or "version" not in state:
        raise _refusal("it is no state of a pipeline")
    if state["version"] != VERSION:
        raise _refusal(f"it has version {state['version']}, and this headrace reads version {VERSION}")
    for one in state["not_resumable"]:
        raise _refusal(f"{one['what']} {one['why']}")
    if gate_of(session).works:
        raise _refusal("its queue runners have been started: restore it before that")
    there, graph = state["programs"], session.graph
    others = [op for op in graph.get_operations() if op.name in there]
    here = fingerprint([*runner_operations(session), *others])
    for name in {**there, **here}:
        if here.get(name) != there.get(name):
            what = "is not in the graph" if name not in here else "is new" if name not in there else "is another one"
            raise _refusal(f"it is of another program: operation {name!r} {what}")
    files.check(state["files"])


def _refusal(why: str) -> FailedPreconditionError:
    return FailedPreconditionError(None, None, f"the pipeline cannot go on from this state: {why}")


class _Made:
    """The resources of a session by the keys that states know them by, made where they are not there."""

    def __init__(self, session: Session) -> None:
        self._session = session
        operations = session.graph.get_operations()
        self._queues = {diagnosis.key_of(op): op for op in reversed(operations) if makes_queue(op)}
        self._attributes = {op.name: op.attributes for op in operations}
        self._iterators = {iterator_key(op): op for op in reversed(operations) if op.definition in ITERATOR_OPS}
        self._readers = {reader_key(op): op for op in reversed(operations) if op.definition in READER_OPS}

    def queue(self, key: tuple[str, ...]) -> Queue:
        return self._made(self._queues.get(key), key)

    def reader(self, key: tuple[str, ...]) -> Reader:
        return self._made(self._readers.get(key), key)

    def iterator(self, key: tuple[str, ...]) -> IteratorState:
        return self._made(self._iterators.get(key), key)

    def variable(self, name: str) -> VariableState:
        return self._made(self.operation(name), name)

    def operation(self, name: str) -> Operation:
        try:
            return self._session.graph.get_operation_by_name(name)
        except KeyError as error:
            raise _refusal(f"there is no operation {name!r}") from error

    def draws(self, name: str) -> bool:
        """Whether there is an operation of that name that draws random numbers."""
        return "seed" in self._attributes.get(name, ())

    def _made(self, op: Operation | None, key: Any) -> Any:
        if op is None:
            raise _refusal(f"there is nothing in the graph like {key}")
        return op.definition.kernel_of(op, self._session)[0]()


def _fill(queue: Queue, held: dict[str, Any], groups: Sequence[Group], again: Recomputation) -> None:
    """Put into a queue what another one held, of which those of some groups are computed again."""
    state, n = queue._state, held["size"]
    columns, places = decoded_columns(held["elements"]), np.full(n, -1)
    if groups:
        places = np.cumsum(decoded(held["origins"]["order"]))
        blocks: list[Any] = [columns] if n > np.count_nonzero(places >= 0) else []
        blocks += [queue.signature.storable(block) for group in groups for block in again.columns(group)]
        # Elements by value come first, in order.
        by_value = np.cumsum(places < 0) - 1
        count = n - np.count_nonzero(places >= 0)
        at = np.where(places < 0, by_value, places + count)
        columns = [taken(joined(parts), at) for parts in zip(*blocks, strict=True)]
    with state.lock:
        if n:
            state.storage.expect([(again.origin(group), group.needed) for group in groups], places)
            state.storage.put(columns, n)
            state.storage.expect_unknown()
        state.storage.follow(held["policy"])
        state.storage.removed = held["moved_out"]
        for waiting in held["waiting"]:
            state.enqueuers.join(_waiter(state, waiting), state.lock)
        if held["closed"]:
            state.shut()


def _waiter(state: QueueState, waiting: dict[str, Any]) -> Waiter:
    """A call that waits for room, of no thread: whoever makes room lets its elements in."""
    columns = decoded_columns(waiting["elements"])
    if waiting["single"]:
        return attempts.put_one(state, [column[0] for column in columns])
    return attempts.put(state, columns, len(columns[0]))
