"""The steps of programs with branches and loops: all records at once where they agree, else one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..core.operation import Operation
from ..core.rules.batch import Kernel
from ..core.tensor import Tensor
from ..core.traits import BRANCHING, CONDITION, ENTERS, EXITS, FORWARDS, ITERATES, MERGES
from ..core.traversal import operations_of
from ..execution.conditions import LoopForm
from ..runtime.rounds import Rounds
from .claims import check_shapes
from .regions import Part, Region, agreed, operations_in
from .steps import BlockSteps, InnerSteps

AtOnce = Callable[[int, Sequence[Any]], "tuple | None"]
"""`(n, columns) -> columns`, None where the records do not agree."""


class RegionSteps(BlockSteps):
    """The steps of a program, regions among them."""

    def _region(self, region: Region, batched: list[bool]) -> tuple[Kernel, bool]:
        others = {op for op in operations_in(self._order) if op not in region.operations}
        one_by_one = region.one_by_one(self._session, batched, others)
        at_once: AtOnce | None = None
        if region.branches is not None:
            at_once = _branches(self._session, region, batched)
        elif region.form is not None:
            at_once = _loop(self._session, region, region.form, batched)
        if at_once is None:
            return _checked(region, one_by_one), False

        def run(n: int, *columns: Any) -> Any:
            results = at_once(n, columns)
            return one_by_one(n, *columns) if results is None else results

        return _checked(region, run), True


def _branches(session: Any, region: Region, batched: Sequence[bool]) -> AtOnce | None:
    branches = {
        branch: _BranchSteps(session, region, branch, batched).function(region.outputs, region.inputs)
        for branch in (True, False)
    }

    def run(n: int, columns: Sequence[Any]) -> tuple | None:
        branch = agreed(columns[0], batched[0])
        return None if branch is None else branches[branch](session.context, n, columns)  # type: ignore[misc]

    return None if None in branches.values() else run


class _BranchSteps(InnerSteps):
    """The steps of one branch."""

    def __init__(self, session: Any, region: Region, branch: bool, batched: Sequence[bool]) -> None:
        assert region.branches is not None
        own = set(region.operations).difference(region.branches[not branch])
        self._merged = {op: region.merged(op, branch) for op in own if MERGES in op.definition.traits}
        order: list[Part] = [op for op in region.operations if op in own]
        super().__init__(session, order, [x for x, b in zip(region.inputs, batched, strict=True) if b])

    def _forwarded(self, op: Operation) -> Tensor | None:
        return self._merged[op] if op in self._merged else super()._forwarded(op)


def _loop(session: Any, region: Region, form: LoopForm, batched: Sequence[bool]) -> AtOnce | None:
    places = {tensor: position for position, tensor in enumerate(region.inputs)}
    entering = [op for op in region.operations if ENTERS in op.definition.traits]
    constant = [op for op in entering if op.attributes["is_constant"]]
    first = {op.outputs[0]: places.get(op.inputs[0]) for op in entering}
    again = {op.outputs[0]: op.inputs[0] for op in region.operations if ITERATES in op.definition.traits}
    variables = [merge.outputs[0] for merge in form.variables]
    enters = [next(x for x in merge.inputs if x in first) for merge in form.variables]
    following = [next(again[x] for x in merge.inputs if x in again) for merge in form.variables]
    if None in first.values():
        return None  # it takes a variable itself
    fed = [*variables, *(op.outputs[0] for op in constant if batched[places[op.inputs[0]]])]
    given = [*variables, *(op.outputs[0] for op in constant)]
    outside = [places[op.inputs[0]] for op in constant]
    before = [op for op in operations_of(form.before) if op not in entering and op not in form.variables]
    body = [op for op in operations_of(form.body) if ITERATES not in op.definition.traits]
    used = {tensor for op in body for tensor in op.inputs} | set(following)
    passed = [tensor for op in before for tensor in op.outputs if tensor in used and _computes(op)]
    test = InnerSteps(session, [op for op in before if CONDITION not in op.definition.traits], fed).function(
        [form.test, *passed], given
    )
    forwarding = [op for op in before if FORWARDS in op.definition.traits]
    step = InnerSteps(session, [*forwarding, *body], [*fed, *passed]).function(following, [*given, *passed])
    leaving = {op.outputs[0]: op.inputs[0] for op in region.operations if EXITS in op.definition.traits}
    left = [variables.index(_variable(leaving[tensor])) for tensor in region.outputs]
    if test is None or step is None:
        return None

    def run(n: int, columns: Sequence[Any]) -> tuple | None:
        inner = [columns[place] for place in outside]
        values = [_for_each(n, columns[first[x]], batched[first[x]]) for x in enters]  # type: ignore[index]
        rounds = Rounds(session.context)
        while True:
            for _ in rounds.some():
                goes_on, *more = test(session.context, n, [*values, *inner])
                taken = agreed(goes_on, True)
                if taken is None:
                    return None
                if not taken:
                    return tuple(values[place] for place in left)
                values = list(step(session.context, n, [*values, *inner, *more]))

    return run


def _computes(op: Operation) -> bool:
    traits = op.definition.traits
    return FORWARDS not in traits and BRANCHING not in traits


def _variable(tensor: Tensor) -> Tensor:
    while FORWARDS in tensor.op.definition.traits:
        tensor = tensor.op.inputs[0]
    return tensor


def _for_each(n: int, value: Any, batched: bool) -> Any:
    """A column of what may be the same for each record."""
    return value if batched else np.broadcast_to(value, (n, *np.shape(value)))


def _checked(region: Region, run: Kernel) -> Kernel:
    """A region whose outputs are held against what is claimed of them."""
    claims = [(place, tensor.static_shape) for place, tensor in enumerate(region.outputs) if tensor.shape_is_claimed]

    def checked(n: int, *columns: Any) -> Any:
        results = run(n, *columns)
        for place, shape in claims:
            check_shapes(shape, results[place])
        return results

    return checked if claims else run
