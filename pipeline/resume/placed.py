"""Elements by place: for what was computed from the records of files alone, a state holds where the records are.

Elements are in groups. One group holds the places of records, each by itself, where no random numbers are drawn: records are
read again in the order of their files, and their elements computed in blocks of any size. Where numbers are drawn a group is
a block, from its first record to the last that is needed, and where its random generators were before it.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.records import Records
from headrace.graph.blocks.block_plan import MOST_RECORDS, BlockPlan
from headrace.graph.blocks.compiler import compile_block_plan
from headrace.graph.blocks.deferred import CompactColumn, expanded
from headrace.graph.blocks.origins import Origin
from headrace.graph.blocks.unwritten import UnwrittenColumn
from headrace.graph.execution.session import Session
from headrace.graph.types.errors import FailedPreconditionError

from ..readers.base import Reader
from ..readers.positions import Place, places_of, records_at
from .encoding import decoded, encoded, unpacked_json

Columns = Sequence[Any]


class Group(NamedTuple):
    """Elements of one operation.

    Attributes:
      operation: its name.
      places: where the records are.
      drawn: the states of the generators before the first of them; empty where none draws.
      needed: int64 [n]: which records' elements are meant.
    """

    operation: str
    places: list[Place]
    drawn: Sequence[Any]
    needed: np.ndarray


def grouped(numbers: np.ndarray, indices: np.ndarray, blocks: dict[int, Origin]) -> tuple[list[Group], np.ndarray]:
    """Elements in groups.

    Args:
      numbers, indices: int64 [n]: for each element its block, and its place in it.
      blocks: by number.

    Returns:
      the groups, and for each element its place among what is needed of all groups.
    """
    found: list[Group] = []
    places = np.empty(len(numbers), np.int64)
    count = 0
    alone: dict[str, list[int]] = defaultdict(list)  # by operation, the blocks in which nothing was drawn
    for number, origin in blocks.items():
        if not origin.drawn:
            alone[origin.operation.name].append(number)
            continue
        here = np.flatnonzero(numbers == number)
        needed, inverse = np.unique(indices[here], return_inverse=True)
        records = _records(origin)[: needed[-1] + 1]
        found.append(Group(origin.operation.name, places_of(records), origin.drawn, needed))
        places[here] = count + inverse
        count += len(needed)
    for operation, several in alone.items():
        here = np.flatnonzero(np.isin(numbers, several))
        firsts, records = _one_after_the_other({number: blocks[number] for number in several})
        at = np.array([firsts[number] for number in numbers[here].tolist()], np.int64) + indices[here]
        group, inverse = _of_records(operation, records.take(at))
        found.append(group)
        places[here] = count + inverse
        count += len(group.needed)
    return found, places


def _one_after_the_other(blocks: dict[int, Origin]) -> tuple[dict[int, int], Records]:
    """The records of several blocks, and where those of each begin."""
    several = [_records(origin) for origin in blocks.values()]
    firsts = itertools.accumulate(map(len, several), initial=0)
    return dict(zip(blocks, firsts, strict=False)), Records.joined(several)


def _of_records(operation: str, records: Records) -> tuple[Group, np.ndarray]:
    """A group of records each by itself, in the order of their files, none of them twice; and where each is in it."""
    names, file_of = np.unique(np.array([records.path_of(k) or "" for k in range(len(records))], object), return_inverse=True)
    numbers = np.zeros(len(records), np.int64) if records.numbers is None else np.asarray(records.numbers)
    unique, inverse = np.unique(np.stack([file_of, numbers]), axis=1, return_inverse=True)
    bounds = np.searchsorted(unique[0], np.arange(len(names) + 1)).tolist()
    places: list[Place] = [
        (name, None if records.numbers is None else unique[1, start:stop].tolist())
        for name, (start, stop) in zip(names.tolist(), itertools.pairwise(bounds), strict=True)
    ]
    return Group(operation, places, [], np.arange(unique.shape[1])), np.ravel(inverse)


def _records(origin: Origin) -> Records:
    """The records of a block, without their bytes."""
    path, paths, numbers, count = origin.records
    nowhere = np.zeros(count, np.int64)
    return Records(np.zeros(0, np.uint8), nowhere, nowhere, path, numbers, 0, paths)


def encoded_group(group: Group) -> dict[str, Any]:
    return {
        "operation": group.operation,
        "places": [[name, None if numbers is None else encoded(np.diff(numbers, prepend=0))] for name, numbers in group.places],
        "drawn": list(group.drawn),
        "needed": encoded(np.diff(group.needed, prepend=0)),
    }


def decoded_group(data: dict[str, Any]) -> Group:
    places: list[Place] = [
        (name, None if numbers is None else np.cumsum(decoded(numbers)).tolist()) for name, numbers in data["places"]
    ]
    return Group(data["operation"], places, data["drawn"], np.cumsum(decoded(data["needed"])))


def groups_of(queue: dict[str, Any]) -> list[Group]:
    """The groups of a queue in a state."""
    origins = queue["origins"]
    return [decoded_group(group) for group in unpacked_json(origins["groups"])] if origins else []


class Recomputation:
    """Computes the elements of groups again, in a session that has the same programs.

    Args:
      groups: all that will be asked for; a file is read once for all of them.

    Raises:
      FailedPreconditionError: a program is not run in blocks here, or records are no longer there.
    """

    def __init__(self, session: Session, groups: Sequence[Group]) -> None:
        self._session = session
        self._plans = {name: self._plan(name) for name in dict.fromkeys(group.operation for group in groups)}
        wanted: dict[tuple[Reader, str], list[int] | None] = {}
        for group in groups:
            reader = self._reader(group)
            for name, numbers in group.places:
                before = wanted.get((reader, name)) or []
                wanted[reader, name] = None if numbers is None else [*before, *numbers]
        self._records = {
            (reader, name): records_at(reader, (name, None if numbers is None else sorted(set(numbers))))
            for (reader, name), numbers in wanted.items()
        }

    def _plan(self, name: str) -> BlockPlan:
        plan = compile_block_plan(self._session, self._session.graph.get_operation_by_name(name))
        if not isinstance(plan, BlockPlan):
            raise FailedPreconditionError(None, None, f"operation {name!r} is run record by record here: {plan.reason}")
        return plan

    def _reader(self, group: Group) -> Reader:
        return self._plans[group.operation].source.reader  # type: ignore[union-attr]

    def origin(self, group: Group) -> Origin:
        """What a group's elements are computed from."""
        records = self._of(group)
        places = records.path, records.paths, records.numbers, len(records)
        return Origin(self._session.graph.get_operation_by_name(group.operation), places, group.drawn)

    def columns(self, group: Group) -> list[Columns]:
        """The elements that are needed of a group, in one or several blocks."""
        plan, records = self._plans[group.operation], self._of(group)
        step = len(records) if group.drawn else MOST_RECORDS
        blocks = []
        for first in range(0, len(records), step):
            part = records[first : first + step]
            columns = plan.again(self._session.context, plan.source.columns_of(part), len(part), group.drawn)  # type: ignore[union-attr]
            blocks.append(columns)
        if group.drawn:
            return [[taken(column, group.needed) for column in blocks[0]]]
        return blocks

    def _of(self, group: Group) -> Records:
        """The records of a group."""
        reader, parts = self._reader(group), []
        for name, numbers in group.places:
            records = self._records[reader, name]
            if numbers is not None:
                records = records.take(np.searchsorted(np.asarray(records.numbers), numbers))
            parts.append(records)
        return Records.joined(parts)


def taken(column: Any, at: np.ndarray) -> Any:
    """The elements of a column at some places, in that order."""
    if isinstance(column, list):
        return [column[place] for place in at.tolist()]
    if type(column) is CompactColumn:
        return CompactColumn(column.values[at], column.deferred)
    if type(column) is UnwrittenColumn:
        column = column.written()
    return column.take(at) if isinstance(column, Records) else column[at]


def joined(columns: Sequence[Any]) -> Any:
    """Columns one after the other, in one."""
    kinds = {type(column) for column in columns}
    if kinds == {CompactColumn} and all(column.deferred == columns[0].deferred for column in columns):
        return CompactColumn(np.concatenate([column.values for column in columns]), columns[0].deferred)
    columns = [column.written() if type(column) is UnwrittenColumn else column for column in expanded(columns)]
    if list in kinds:
        return [element for column in columns for element in column]
    return np.concatenate(columns)
