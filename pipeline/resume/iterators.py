"""Iterators of datasets: where each is in its pass, and the files that the pass reads."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import numpy as np

from headrace.graph.core.graph import Graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.traits import USER_CODE
from headrace.graph.functions.func_graph import FuncGraph
from headrace.graph.ops.state.script import keeps_state
from headrace.graph.types.errors import FailedPreconditionError

from ..data.flow.flow import Flow
from ..data.flow.sources import RowsFlow
from ..data.iterator_state import IteratorState
from .refusals import MAY_REMEMBER
from .sources import texts


class TakenIterators:
    """Where the iterators of a session are that have begun a pass.

    Attributes:
      not_resumable: those of which it cannot be said: dicts of `what` and `why`.
    """

    def __init__(self, session: Any) -> None:
        self._states: list[tuple[tuple[str, ...], bytes]] = []
        self._files: list[str] = []
        self.not_resumable: list[dict[str, str]] = [
            {"what": f"py_func {name!r} in a function of a dataset", "why": MAY_REMEMBER}
            for name in dict.fromkeys(
                op.name for op in _in_functions(session.graph) if USER_CODE in op.definition.traits and keeps_state(op)
            )
        ]
        for key, iterator in session.resources_by_key(IteratorState).items():
            if not iterator.has_place:
                continue
            try:
                self._states.append((key, iterator.saved()))
            except FailedPreconditionError as error:
                self.not_resumable.append({"what": f"iterator {iterator.name!r}", "why": f"cannot go on: {error.message}"})
            if iterator.elements is not None:
                self._files += _files_of(iterator.elements.flow)

    def files(self) -> list[str]:
        """The files that they read or are still to read."""
        return list(dict.fromkeys(self._files))

    def encoded(self) -> list[dict[str, Any]]:
        """All of it as plain data."""
        return [{"key": list(key), "state": state.decode("ascii")} for key, state in self._states]


@contextlib.contextmanager
def iterators_standing_still(session: Any) -> Iterator[None]:
    """A block in which no iterator of a session moves, nor any thread of its dataset: what is counted belongs to one moment."""
    with contextlib.ExitStack() as entered:
        for iterator in session.resources(IteratorState):
            elements = iterator.elements
            if elements is not None:
                entered.enter_context(elements.standing_still())
        yield


def _in_functions(graph: Graph) -> Iterator[Operation]:
    for op in graph.get_operations():
        for value in op.attributes.values():
            if isinstance(value, FuncGraph):
                yield from value.get_operations()
                yield from _in_functions(value)


def _files_of(flow: Flow) -> Iterator[str]:
    """The files that a pass reads, and those whose names are still to come to a stage that reads files."""
    yield from map(os.fsdecode, flow.files)
    takes_names = any(one.files for one in flow.upstream)
    for one in flow.upstream:
        if takes_names and not one.files:
            yield from _names_in(one)
        yield from _files_of(one)


def _names_in(flow: Flow) -> Iterator[str]:
    if isinstance(flow, RowsFlow):
        yield from texts(column for column in flow.columns if isinstance(column, np.ndarray) and column.dtype == object)
    for one in flow.upstream:
        yield from _names_in(one)


def go_on(session: Any, iterator: IteratorState, taken: dict[str, Any]) -> None:
    """Let an iterator be where another one was, now, or when its pass is begun."""
    iterator.restore_when_begun(taken["state"].encode("ascii"), session.context)
