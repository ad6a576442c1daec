"""Loops over rows: all iterations at once, by the steps of a block.

A loop that goes through arrays of tensors from the first element to the last, and computes of each iteration's elements
what it writes, is a program for one record. Where that may not be (an op fails, an array has other elements than rows of one
array), nothing has happened yet, and the loop runs as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ..core.operation import Operation
from ..core.static_values import constant_value
from ..core.tensor import Tensor
from ..core.traits import BRANCHING, DRAWS, ENTERS, FORWARDS, ITERATES, MERGES, PURE, READS, SWITCHES
from ..core.traversal import Loop, operations_of
from ..execution.conditions import Guards, LoopForm, chosen_by
from ..execution.plans.compiler import compile_plan
from ..execution.plans.row_loops import OneByOne, RowLoop
from ..runtime.run_context import RunContext
from ..types.errors import CancelledError, DeadlineExceededError
from ..types.texts import as_kernels_take
from .program import Program, block_function
from .steps import InnerSteps

_BYTES = 16 << 20
"""Of what the iterations that run at once read: beyond this what they take no longer shows."""


def row_loop(session: Any, loop: Loop, form: LoopForm, conditions: Mapping[Any, Guards]) -> RowLoop | OneByOne:
    """How to run all iterations of a loop at once.

    Args:
      conditions: when each of its operations runs.
    """
    try:
        return _Rows(session, loop, form, conditions).compiled()
    except _Not as error:
        return OneByOne(str(error))


class _Not(Exception):
    """The loop is not one over rows."""


class _Rows:
    """A loop, looked at as one over rows."""

    def __init__(self, session: Any, loop: Loop, form: LoopForm, conditions: Mapping[Any, Guards]) -> None:
        self._session = session
        self._form = form
        items = (*form.before, *form.body)
        self._operations = list(operations_of(items))
        self._accesses = {op: op.definition.rows.function(op) for op in self._operations if op.definition.rows}
        self._next, self._first = _goes_round(loop, form)
        self._counters = [merge for merge in form.variables if self._counts(merge)]
        if not self._accesses or not self._counters or any(isinstance(item, Loop) for item in items):
            raise _Not("")
        if any(tensor.dtype._is_ref_dtype for op in self._operations for tensor in op.inputs):
            raise _Not("it uses a variable itself")
        self._index = [merge.outputs[0] for merge in self._counters]
        entering = [op.outputs[0] for op in loop.own(ENTERS) if op.attributes["is_constant"]]
        kept = [merge.outputs[0] for merge in form.variables if self._next[merge] is merge.outputs[0]]
        self._entering = [*entering, *kept]
        self._counting = {self._next[merge].op for merge in self._counters}
        self._limits = self._limits_of(_behind(form.test))
        self._check_variables(kept)
        self._check_accesses(entering)
        self._body = self._body_of(conditions)

    # What a loop over rows is

    def _counts(self, merge: Operation) -> bool:
        """Whether a variable is 0, 1, 2, ..."""
        value = constant_value(self._first[merge])
        step = self._next[merge].op
        if value is None or value.shape or value.dtype.kind not in "iu" or value != 0 or _function(step) is not np.add:
            return False
        own = [position for position, tensor in enumerate(step.inputs) if _behind(tensor) is merge.outputs[0]]
        if len(own) != 1:
            return False
        one = constant_value(_behind(step.inputs[1 - own[0]]))
        return one is not None and not one.shape and bool(one == 1)

    def _limits_of(self, test: Tensor) -> list[Tensor]:
        """What the counters stay below, all of which the condition says."""
        self._counting.add(test.op)
        if _function(test.op) is np.logical_and:
            return [limit for tensor in test.op.inputs for limit in self._limits_of(_behind(tensor))]
        if _function(test.op) is not np.less or _behind(test.op.inputs[0]) not in self._index:
            raise _Not("")
        return [_behind(test.op.inputs[1])]

    def _check_variables(self, kept: Collection[Tensor]) -> None:
        """No iteration takes what the one before it has computed."""
        writes = {op.outputs[0]: access for op, access in self._accesses.items() if access.value is not None}
        for merge in self._form.variables:
            if merge in self._counters or merge.outputs[0] in kept:
                continue
            tensor = self._next[merge]
            while tensor in writes:
                tensor = _behind(tensor.op.inputs[writes[tensor].order])
            if tensor is not merge.outputs[0]:
                raise _Not(f"an iteration takes what the one before it has left in {merge.name!r}")
        if any(merge.outputs[1].consumers() for merge in self._form.variables):
            raise _Not("it asks which iteration is the first")

    def _check_accesses(self, constant: Collection[Tensor]) -> None:
        arrays = [_behind(op.inputs[access.array]) for op, access in self._accesses.items()]
        for (op, access), array in zip(self._accesses.items(), arrays, strict=True):
            if array not in constant or arrays.count(array) > 1 or _behind(op.inputs[access.place]) not in self._index:
                raise _Not(f"{op.type} {op.name!r} does not go from row to row")

    def _body_of(self, conditions: Mapping[Any, Guards]) -> list[Operation]:
        """What computes the rows that are written, and all else that might fail."""
        found = []
        for op in self._operations:
            traits = op.definition.traits
            if conditions[op] or (BRANCHING in traits and not self._is_of_loop(op)):
                raise _Not(f"{op.name!r} belongs to a conditional branch")
            if BRANCHING in traits or FORWARDS in traits or op in self._accesses or op in self._counting:
                continue
            if not traits & (PURE | READS | DRAWS):
                raise _Not(f"{op.type} {op.name!r} has effects that a program can see in each iteration")
            found.append(op)
        return found

    def _is_of_loop(self, op: Operation) -> bool:
        """Whether this is one of the nodes that each loop has, rather than one of a branch."""
        traits = op.definition.traits
        if SWITCHES in traits:
            return chosen_by(op.inputs[1]) is self._form.test
        return MERGES not in traits or op in self._form.variables

    # How it is run

    def compiled(self) -> RowLoop:
        reads = [op for op, access in self._accesses.items() if access.value is None]
        writes = [op for op, access in self._accesses.items() if access.value is not None]
        values = [_behind(op.inputs[self._accesses[op].value]) for op in writes]
        steps = InnerSteps(self._session, [*self._body], [*(op.outputs[0] for op in reads), *self._index])
        program, shared, by_record = steps.program(values)
        computed = [tensor for tensor in (*self._limits, *shared) if tensor not in self._entering]
        constant = self._constant_operations(computed)
        others = {op for op in self._operations if op not in constant}
        start = compile_plan(self._session, computed, self._entering, others) if computed else None
        places = {tensor: position for position, tensor in enumerate([*self._entering, *computed])}
        run = _RunRows(
            start,
            [places[tensor] for tensor in self._limits],
            [self._access(op, places) for op in reads],
            [constant_value(self._first[merge]).dtype.type for merge in self._counters],  # type: ignore[union-attr]
            [places[tensor] for tensor in shared],
            program,
            [self._access(op, places) for op in writes],
        )
        return RowLoop(self._entering, self._counters, run, by_record)

    def _access(self, op: Operation, places: Mapping[Tensor, int]) -> tuple[int, Callable[..., Any], Callable[..., None]]:
        access = self._accesses[op]
        return places[_behind(op.inputs[access.array])], access.look, access.change

    def _constant_operations(self, tensors: Iterable[Tensor]) -> set[Operation]:
        """What computes what is the same in each iteration."""
        found: set[Operation] = set()
        waiting = [tensor.op for tensor in tensors]
        while waiting:
            op = waiting.pop()
            traits = op.definition.traits
            if op in found:
                continue
            if op not in self._operations or PURE not in traits:
                raise _Not(f"{op.type} {op.name!r} is not the same in each iteration")
            found.add(op)
            waiting.extend(tensor.op for tensor in op.inputs if tensor not in self._entering)
        return found


class _RunRows:
    """All iterations of a loop at once: `(run, *entering) -> the last values of the counters`, or None.

    Args:
      start: computes what is the same in each iteration of what enters.
      limits: where among these what the counters stay below is.
      reads, writes: where the arrays are, how it is looked at them, and how they are changed.
      kinds: the types of the counters.
      shared: where what the steps are given besides is.
    """

    def __init__(
        self,
        start: Callable[..., tuple] | None,
        limits: Sequence[int],
        reads: Sequence[tuple],
        kinds: Sequence[Any],
        shared: Sequence[int],
        program: Program,
        writes: Sequence[tuple],
    ) -> None:
        self._start = start
        self._limits = limits
        self._reads = reads
        self._kinds = kinds
        self._shared = shared
        self._compute = block_function(program)
        self._generators = program.generators
        self._writes = writes

    def __call__(self, run: RunContext, *entering: Any) -> list[Any] | None:
        drawn = [generator.bit_generator.state for generator in self._generators]
        try:
            found = self._rows(run, entering)
        except (CancelledError, DeadlineExceededError):
            raise
        except Exception:  # whatever it is: it comes again, in its iteration
            found = None
        if found is None:
            for generator, state in zip(self._generators, drawn, strict=True):
                generator.bit_generator.state = state
            return None
        n, results = found
        for place, _, change in self._reads:
            change(entering[place])
        for (place, _, change), rows in zip(self._writes, results, strict=True):
            change(entering[place], rows)
        return [kind(n) for kind in self._kinds]

    def _rows(self, run: RunContext, entering: Sequence[Any]) -> tuple[int, list[np.ndarray]] | None:
        """How many there are, and the rows to write; None where this cannot be."""
        given = entering if self._start is None else [*entering, *self._start(run, *entering)]
        n = int(min(given[place] for place in self._limits))
        columns: list[Any] = [look(given[place], n) for place, look, _ in self._reads] if n > 0 else [None]
        if any(column is None for column in columns):
            return None
        columns += [np.arange(n, dtype=kind) for kind in self._kinds]
        shared = [as_kernels_take(given[place]) for place in self._shared]
        parts = []
        size = max(1, _BYTES * n // max(1, sum(column.nbytes for column in columns)))
        for first in range(0, n, size):
            run.check()
            some = [column[first : first + size] for column in columns]
            parts.append(self._compute(run, len(some[-1]), [*some, *shared]))
        results = [np.concatenate(column) if len(column) > 1 else column[0] for column in zip(*parts, strict=True)]
        for position, ((place, look, _), rows) in enumerate(zip(self._writes, results, strict=True)):
            if type(rows) is not np.ndarray or not look(given[place], rows):
                return None
            if any(isinstance(value, np.ndarray) and np.may_share_memory(value, rows) for value in given):
                results[position] = rows.copy()  # it may be a variable's, which changes
        return n, results


def _goes_round(loop: Loop, form: LoopForm) -> tuple[dict[Operation, Tensor], dict[Operation, Tensor]]:
    """What each variable of a loop is in the next iteration, and what enters, outside of the frame."""
    following = {op.outputs[0]: op for op in loop.own(ITERATES)}
    again, first = {}, {}
    for merge in form.variables:
        for tensor in merge.inputs:
            if tensor in following:
                again[merge] = _behind(tensor.op.inputs[0])
            else:
                first[merge] = tensor.op.inputs[0]
    return again, first


def _behind(tensor: Tensor) -> Tensor:
    """What a tensor is a copy of, in its frame."""
    while FORWARDS in tensor.op.definition.traits and not tensor.op.inputs[0].dtype._is_ref_dtype:
        tensor = tensor.op.inputs[0]
    return tensor


def _function(op: Operation) -> Any:
    """What is computed element by element, where an op says it."""
    if op.definition.kernel_into:
        return op.definition.kernel_into.function
    rule = op.definition.direct.function
    found = rule(op, [None] * len(op.inputs)) if rule else None
    return found.function if found is not None else None
