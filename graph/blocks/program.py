"""A program for one record as it is run on a block, and the one function that it becomes.

As plans of sessions are, it is written as straight lines of Python: to go through a list of steps, and to keep values in
a list, costs some steps as much as they do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..core.operation import Operation
from ..runtime.run_context import RunContext
from ..runtime.watched.lines import LINES
from ..types.errors import invalid
from ..types.texts import as_kernels_take
from .claims import Claim
from .deferred import CompactColumn, DeferredSteps
from .unwritten import UnwrittenColumn


class InPlace(NamedTuple):
    """How an op may write its result into an input that nothing needs after it.

    A batch rule may have given on the input's memory, or a view of it, as the value of another slot; so it is looked.

    Attributes:
      slot: the input's.
      others: the slots whose values are needed after the op, or by it.
      run: what it runs then.
    """

    slot: int
    others: tuple[int, ...]
    run: Callable[..., Any]


class Step(NamedTuple):
    """One op of the block (None: several, in one pass): what it runs, where its inputs are, where its one output or its
    outputs go, what is over after it, how it may run in place."""

    operation: Operation | None
    run: Callable[..., Any]
    inputs: tuple[int, ...]
    outputs: int | tuple[int, ...]
    over: tuple[int, ...]
    in_place: InPlace | None


class Result(NamedTuple):
    """One component of the elements: its slot, whether records have values of their own, what is deferred."""

    slot: int
    batched: bool
    deferred: DeferredSteps | None


class Program(NamedTuple):
    """What is run on a block. Values have slots, which are numbered.

    Attributes:
      slots: how many there are.
      constants: slots and values that never change.
      start, start_slots: computes what is the same for all records of a block but may change between blocks (variables
        are read here), and the slots of its results; None where there is no such thing.
      source_slots: those of the source's outputs, and of what a function was given besides.
      claims: slots of the source and the start whose static shapes the program has claimed.
      steps: the ops that have a value for each record, in an order in which they can run.
      generators: those that the steps draw random numbers from.
      results: the components of the elements.
      repeatable: whether the same records always give the same elements, where the generators are in the same states.
    """

    slots: int
    constants: Sequence[tuple[int, Any]]
    start: Callable[[RunContext], tuple] | None
    start_slots: Sequence[int]
    source_slots: Sequence[int]
    claims: Sequence[Claim]
    steps: Sequence[Step]
    generators: Sequence[np.random.Generator]
    results: Sequence[Result]
    repeatable: bool = False
    start_inputs: Sequence[int] = ()
    """The slots of what `start` takes behind the run."""


BlockFunction = Callable[[RunContext, int, Sequence[Any]], "tuple[Any, ...]"]
"""`(run, n, columns of the source) -> columns for the sink`."""


def block_function(program: Program) -> BlockFunction:
    """The function that runs a program on a block."""
    names: dict[str, Any] = {f"v{slot}": value for slot, value in program.constants}
    names |= {"is_free": _is_free, "packed": _packed, "repeated": _repeated, "take": as_kernels_take}
    lines = ["def block(run, n, columns):"]
    operations: dict[int, Operation] = {}

    def add(text: str, **values: Any) -> None:
        lines.append("    " + text)
        names.update(values)

    if program.source_slots:
        add(f"{_targets(program.source_slots)}columns")
    if program.start is not None:
        arguments = ", ".join(["run", *(f"v{slot}" for slot in program.start_inputs)])
        add(f"{_targets(program.start_slots)}start({arguments})", start=program.start)
        for slot in program.start_slots:
            add(f"v{slot} = take(v{slot})")
    for number, claim in enumerate(program.claims):
        add(f"check{number}(v{claim.slot})", **{f"check{number}": claim.check})
    for number, step in enumerate(program.steps):
        called = f"f{number}"
        names[called] = step.run
        if step.in_place is not None:
            names[f"g{number}"] = step.in_place.run
            others = "".join(f"v{slot}, " for slot in step.in_place.others)
            called = f"(g{number} if is_free(v{step.in_place.slot}, ({others})) else {called})"
        outputs = [step.outputs] if isinstance(step.outputs, int) else step.outputs
        target = f"v{step.outputs} = " if isinstance(step.outputs, int) else _targets(outputs)
        add(f"{target}{called}({', '.join(['n', *(f'v{slot}' for slot in step.inputs)])})")
        if step.operation is not None:
            operations[len(lines)] = step.operation
        over = "".join(f"v{slot} = " for slot in step.over if f"v{slot}" not in names)
        if over:
            add(f"{over}None")
    results = []
    for number, (slot, batched, deferred) in enumerate(program.results):
        names[f"deferred{number}"] = deferred
        packed = f"packed(v{slot}, deferred{number})" if deferred is not None else f"v{slot}"
        results.append(packed if batched else f"repeated(n, v{slot})")
    add(f"return ({''.join(result + ', ' for result in results)})")
    names[LINES] = operations
    exec(compile("\n".join(lines) + "\n", "<headrace block>", "exec"), names)
    function: BlockFunction = names.pop("block")
    return function


def _targets(slots: Sequence[int]) -> str:
    """The left side of an assignment of a tuple."""
    return f"({''.join(f'v{slot}, ' for slot in slots)}) = " if slots else ""


def _is_free(array: Any, others: Sequence[Any]) -> bool:
    """Whether none of the values that are needed shares an array's memory."""
    return isinstance(array, np.ndarray) and not any(
        isinstance(other, np.ndarray) and np.may_share_memory(array, other) for other in others
    )


def _repeated(n: int, value: Any) -> np.ndarray:
    """A column of what is the same for every record."""
    return np.broadcast_to(value, (n, *np.shape(value)))


def _packed(column: Any, deferred: DeferredSteps) -> CompactColumn:
    """A column whose last steps are deferred."""
    if type(column) is UnwrittenColumn:
        column = column.written()
    if not isinstance(column, np.ndarray) or column.shape[1:] != deferred.shape:
        raise invalid("the records have another shape than the program has claimed")
    return CompactColumn(column, deferred)
