"""take_state: the state of a session's pipeline as a value that JSON can hold."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph.blocks.deferred import expanded
from headrace.graph.execution.session import Session
from headrace.graph.ops.sparse.sparse import SparseMap
from headrace.graph.runtime.random_generators import state_of
from headrace.graph.runtime.steps.movement import gate_of

from ..queues.attempts import still_to_put
from ..queues.queue import Queue
from ..queues.storage.columns import ColumnStorage
from ..queues.waiting.wait_list import Waiter
from ..readers.base import Reader
from ..readers.positions import position_of
from ..runners.bad_records import state_of_bad_records
from .encoding import encoded, encoded_columns, encoded_error, packed_json
from .files import fingerprints
from .iterators import TakenIterators, iterators_standing_still
from .placed import encoded_group, grouped, groups_of
from .programs import RunnerProgram, fingerprint, runner_operations
from .refusals import not_resumable, unreadable
from .sources import Key, listed, readers_of_files, texts
from .standstill import has_elements, standstill

VERSION = 2

_log = logging.getLogger("headrace")


@export("train.pipeline_state")
def take_state(session: Any, timeout: float = 10.0) -> dict[str, Any]:
    """The state of all that a session's queue runners move, from which `restore_pipeline_state` goes on.

        state = tf.train.pipeline_state(sess)
        ...
        tf.train.restore_pipeline_state(new_sess, json.loads(json.dumps(state)))

    Queue runners may run meanwhile; they stand still between two blocks while it is taken. Threads of the program's own
    should not use the queues.

    Args:
      session: a session.
      timeout: most seconds to wait until no thread of a queue runner is in the middle of a step.

    Returns:
      a value that JSON can hold. What of the pipeline cannot be resumed is named in `not_resumable`, a list of dicts with
      `what` and `why`; then it is empty otherwise, the log tells of it, and restoring refuses it.

    Raises:
      DeadlineExceededError: a thread stayed in the middle of a step.
    """
    operations = runner_operations(session, gate_of(session).works)
    programs = [RunnerProgram(operation) for operation in operations]
    state: dict[str, Any] = {"version": VERSION}
    readers = readers_of_files(session, programs)
    at_work = [os.fsdecode(reader._work) for reader in session.resources(Reader) if reader.reads_files]
    in_lists = listed(programs, set().union(*readers.values()), {})
    # Before all else: a thread that waits for a pipe does not come to the end of its step.
    state["not_resumable"] = not_resumable(session, programs) + unreadable([*at_work, *in_lists])
    if not state["not_resumable"]:
        with standstill(session, timeout), iterators_standing_still(session):
            taken = _Taken(session, programs)
            iterators = TakenIterators(session)
        found = taken.encoded() | {"iterators": iterators.encoded()}
        read, named = taken.files(readers, found)
        named = list(dict.fromkeys([*named, *iterators.files()]))
        # The program may have put something in meanwhile.
        state["not_resumable"] = [*not_resumable(session, programs), *unreadable([*read, *named]), *iterators.not_resumable]
        if not state["not_resumable"]:
            state |= {**found, "programs": fingerprint(operations), "files": fingerprints(read, named)}
    if state["not_resumable"]:
        _log.warning(
            "this pipeline cannot be resumed: %s", "; ".join(f"{one['what']} {one['why']}" for one in state["not_resumable"])
        )
    return state


class _Taken:
    """What a state is made of, copied while all stands still, and encoded later."""

    def __init__(self, session: Session, programs: Sequence[RunnerProgram]) -> None:
        self._programs = programs
        self._queues = [(key[1], _of_queue(queue)) for key, queue in session.resources_by_key(Queue).items()]
        readers = session.resources_by_key(Reader)
        self._readers = [(key, position_of(reader)) for key, reader in readers.items()]
        self._reading = {key for key, reader in readers.items() if reader.reads_files}
        self._generators = {
            key[0].name: state_of(generator) for key, generator in session.resources_by_key(np.random.Generator).items()
        }
        kept = dict.fromkeys(variable for program in programs for variable in program.kept_variables())
        states = {op.name: op.definition.kernel_of(op, session)[0]() for op in kept}
        self._variables = {name: np.array(state.value) for name, state in states.items() if state.value is not None}
        self._failures, self._positions = gate_of(session).failures, gate_of(session).positions
        self._faults = {key[1]: queue.failure for key, queue in session.resources_by_key(Queue).items() if queue.failure}
        self._bad_records = state_of_bad_records(session.graph)
        self._sparse = [(key, *kept.contents()) for key, kept in session.resources_by_key(SparseMap).items()]

    def files(self, readers: dict[str, set[Key]], encoded: dict[str, Any]) -> tuple[list[str], list[str]]:
        """The files of which something is read again, and others that are still to be read.

        Args:
          readers: the operations that read files, and the queues from which their names come.
        """
        queues = set().union(*readers.values())
        positions = [position for key, position in self._readers if key in self._reading]
        read = [position["work"] for position in positions if position["open"]]
        read += [name for position in positions for name, _ in position["returned"]]
        groups = [group for queue in encoded["queues"] for group in groups_of(queue)]
        read += [name for group in groups if group.operation in readers for name, _ in group.places]
        named = [
            name
            for key, queue in self._queues
            if key in queues
            for columns in (queue["elements"], *(columns for _, columns in queue["waiting"]))
            for name in texts(columns)
        ]
        named += listed(self._programs, queues, self._variables)
        return list(dict.fromkeys(read)), list(dict.fromkeys(named))

    def encoded(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            "queues": [{"key": list(key), **_encoded_queue(queue)} for key, queue in self._queues],
            "readers": [{"key": list(key), **position} for key, position in self._readers],
            "failures": [{"work": work.name, **encoded_error(fault)} for work, fault in self._failures],
            "positions": {work.name: position for work, position in self._positions.items()},
            "faults": [{"key": list(key), **encoded_error(fault)} for key, fault in self._faults.items()],
            "bad_records": self._bad_records,
            "generators": self._generators,
            "variables": {name: encoded(value) for name, value in self._variables.items()},
            "sparse": [
                {
                    "key": list(key),
                    "next": following,
                    "waiting": [[handle, *map(encoded, parts)] for handle, parts in kept.items()],
                }
                for key, following, kept in self._sparse
            ],
        }


def _of_queue(queue: Queue) -> dict[str, Any]:
    """What is in a queue whose lock is held, as it is."""
    state = queue._state
    return {
        "closed": state.closed,
        "moved_out": state.moved_out,
        "policy": state.storage.policy(),
        "size": state.storage.size,
        **_of_storage(state.storage),
        "waiting": [_of_waiter(waiter) for waiter in state.enqueuers if has_elements(waiter)],
    }


def _of_storage(storage: ColumnStorage) -> dict[str, Any]:
    """The elements of a storage: by place those of which it is known, by value the others."""
    rows = storage.rows()
    if storage.origins is None:
        return {"elements": storage.contents(rows), "origins": None}
    numbers, indices, blocks = storage.origins.of(rows)
    return {"elements": storage.contents(rows[numbers < 0]), "origins": (numbers, indices, blocks)}


def _of_waiter(waiter: Waiter) -> tuple[bool, list[Any]]:
    """What a call puts in that waits for room: whether it is one element, and columns of all that it has left."""
    if waiter.element is not None:
        return True, [[component] for component in waiter.element]
    return False, still_to_put(waiter, waiter.left)


def _encoded_queue(queue: dict[str, Any]) -> dict[str, Any]:
    elements, origins = encoded_columns(expanded(queue["elements"])), queue["origins"]
    by_place = {}
    if origins is not None:
        numbers, indices, blocks = origins
        is_placed = numbers >= 0
        groups, places = grouped(numbers[is_placed], indices[is_placed], blocks)
        order = np.full(len(numbers), -1)
        order[is_placed] = places
        by_place = {"groups": packed_json(list(map(encoded_group, groups))), "order": encoded(np.diff(order, prepend=0))}
    return {
        **queue,
        "elements": elements,
        "origins": by_place,
        "waiting": [{"single": single, "elements": encoded_columns(columns)} for single, columns in queue["waiting"]],
    }
