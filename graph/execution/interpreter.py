"""The interpreter, which defines the meaning of a program: its operations run one by one, for one record after the other.

This is the definition that plans and block plans are held against. It shares the kernels with them and nothing else:
no constant is folded, no equal operation shared, nothing deferred, written in place, or done for many records at once.

    with InterpretedSession() as session:       # in place of Session, see `interpreted_session`
        ...

What it leaves open, compiled programs may choose: the order of operations that do not depend on each other.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traits import BLOCKING, ENTERS, EXITS, ITERATES, MERGES, RESOURCE, SWITCHES, TRIGGERS
from ..core.traversal import Item, Loop, dependencies, frames_of, in_loops, is_loop_variable, topological_order
from ..runtime.errstate import ignoring_float_errors_in_callers_context
from ..runtime.kernels import (
    as_outputs,
    calls_users,
    definition_kernel,
    does_nothing_but_give_its_value,
    independent_waits,
    is_late_read,
    may_wait,
    ref_inputs,
)
from ..runtime.places import place_of_record
from ..runtime.results import copied
from ..runtime.rounds import Rounds
from ..runtime.run_context import RunContext
from ..runtime.variable_state import VariableState
from ..types import errors
from .conditions import Guards, branch_of, chosen_by
from .segments import run_segments

if TYPE_CHECKING:
    from .session import Session

Values = dict[Any, Any]
"""The value of each Tensor so far (a variable for those that are one), whether each Operation has run, and the last copy
of each variable's value."""

_GOES_ROUND = object()
"""The key of what the next iteration begins with."""

_TAKEN = object()
"""With a tensor the key of the branch that was chosen by it."""

NONE = object()
"""In place of a value that does not exist: that of a branch that was not taken."""


class Step:
    """One operation, bound to its session.

    Args:
      late: it is the value of a variable, which is read where it is used.
      branches: the branch that each input belongs to that is fed.
    """

    def __init__(
        self, session: Session, operation: Operation, late: bool, branches: Mapping[Tensor, Guards] = MappingProxyType({})
    ) -> None:
        self.operation = operation
        definition = operation.definition
        self._function, self._keywords = definition_kernel(operation, session)
        self._wants_ref = ref_inputs(operation)
        self._branches = branches
        self._is_late = late
        self._places = definition.slices(operation)

    @property
    def operations(self) -> list[Operation]:
        """What it runs."""
        return [self.operation]

    def on(self, values: Values) -> Callable[[RunContext], None]:
        """What runs it, taking its inputs from `values` and leaving its outputs there."""

        def call(run: RunContext) -> None:
            values[self.operation] = self._runs(values)
            if not values[self.operation]:
                return
            try:
                results = self._results(run, values)
            except Exception as error:
                named = errors.from_kernel(error, self.operation)
                if named is None:
                    raise
                raise errors.at_place(named, place_of_record(self.operation, values.get)) from error
            left = values[_GOES_ROUND] if ITERATES in self.operation.definition.traits else values
            for tensor, result in zip(self.operation.outputs, results, strict=True):
                if result is not NONE:
                    left.setdefault(tensor, result)  # unless it is fed

        return call

    def _runs(self, values: Values) -> bool:
        """Whether what it takes exists, and what it waits for has run."""
        traits = self.operation.definition.traits
        if RESOURCE in traits or TRIGGERS in traits:
            return True
        if any(values.get(control) is False for control in self.operation.control_inputs):
            return False
        if MERGES in traits:
            return any(self._is_merged(values, tensor) for tensor in self.operation.inputs)
        return all(tensor in values for tensor in self.operation.inputs)

    def _is_merged(self, values: Values, tensor: Tensor) -> bool:
        """Whether a Merge takes this input. What is fed is always there, but belongs to its branch all the same."""
        guards = [(predicate, branch) for predicate, branch in self._branches.get(tensor, ()) if predicate in values]
        return tensor in values and all(bool(value_of(values, predicate)) is branch for predicate, branch in guards)

    def _results(self, run: RunContext, values: Values) -> Sequence[Any]:
        operation, definition = self.operation, self.operation.definition
        if RESOURCE in definition.traits:
            return (self._function(),)
        if self._is_late:
            return (values[operation.inputs[0]],)
        if MERGES in definition.traits:
            return next(
                (value_of(values, tensor), np.int32(position))
                for position, tensor in enumerate(operation.inputs)
                if self._is_merged(values, tensor)
            )
        inputs = [
            values[tensor] if position in self._wants_ref else value_of(values, tensor)
            for position, tensor in enumerate(operation.inputs)
        ]
        results = self.kernel(run, inputs)
        if SWITCHES in definition.traits:
            # Read once: branches of one variable are those of one value.
            taken = int(values.setdefault((chosen_by(operation.inputs[1]), _TAKEN), bool(inputs[1])))
            return [result if position == taken else NONE for position, result in enumerate(results)]
        return [
            inputs[0] if tensor.dtype._is_ref_dtype else _kept(result) if self._wants_ref else result
            for tensor, result in zip(operation.outputs, results, strict=True)
        ]

    def kernel(self, run: RunContext, inputs: Sequence[Any]) -> Sequence[Any]:
        """What the kernel makes of the inputs: a value for each output."""
        grouped = [inputs[at] if isinstance(at, int) else tuple(inputs[at]) for at in self._places]
        if BLOCKING in self.operation.definition.traits:
            grouped.insert(0, run)
        return as_outputs(self.operation, self._function(*grouped, **self._keywords))


def step_of(session: Session) -> Callable[..., Step]:
    """What makes of an operation of a session a Step."""
    return Step if session.master is None else session.master.step


class _StepsOf:
    """What runs the operations and loops of a request."""

    def __init__(
        self, session: Session, order: Sequence[Operation], feeds: Sequence[Tensor], step: Callable[..., Step]
    ) -> None:
        self._session = session
        self._step = step
        self._late = {op.outputs[0] for op in order if is_late_read(op)}
        merged = {tensor for op in order if MERGES in op.definition.traits for tensor in op.inputs if tensor in feeds}
        self._branches = {tensor: branch_of(tensor, feeds) for tensor in merged}
        self.fed = feeds
        self.given = {op for op in order if is_given(op, feeds)}

    def __call__(self, item: Item) -> Step | _LoopSteps:
        if isinstance(item, Loop):
            return _LoopSteps(item, self)
        return self._step(self._session, item, not self._late.isdisjoint(item.outputs), self._branches)


class _Steps:
    """Operations and loops that run one after the other, or side by side where they may wait for each other."""

    def __init__(self, items: Sequence[Item], step: _StepsOf) -> None:
        items = [item for item in items if item not in step.given]
        self._steps = [step(item) for item in items]
        self.operations = [operation for one in self._steps for operation in one.operations]
        self._side_by_side = independent_waits(items) is not None
        self._calls_users = calls_users(self.operations)
        places = {operation: place for place, one in enumerate(self._steps) for operation in one.operations}
        self._depends = [
            tuple({places[op] for own in one.operations for op in _before(own, step.fed) if op in places} - {place})
            for place, one in enumerate(self._steps)
        ]

    def run(self, run: RunContext, values: Values) -> None:
        calls = [one.on(values) for one in self._steps]
        if self._side_by_side:
            run_segments(run, list(zip(calls, self._depends, strict=True)), self._calls_users)
        else:
            for call in calls:
                call(run)


def _before(operation: Operation, fed: Any) -> Iterator[Operation]:
    """What an operation waits for in its own iteration."""
    goes_round = is_loop_variable(operation)
    return (one for one in dependencies(operation, fed) if not (goes_round and ITERATES in one.definition.traits))


class _LoopSteps:
    """A loop: its operations run in one iteration after the other, until nothing goes round any more.

    In the first iteration there is what enters, in each what enters as a constant, and in each but the first what the one
    before it has left.
    """

    def __init__(self, loop: Loop, step: _StepsOf) -> None:
        entering = loop.own(ENTERS)
        self.operations = loop.operations
        self._entering = [step(operation) for operation in entering]
        self._constant = [tensor for op in entering if op.attributes["is_constant"] for tensor in op.outputs]
        self._leaving = loop.own(EXITS)
        self._steps = _Steps([item for item in loop.items if item not in entering], step)
        self._waits = any(map(may_wait, self.operations))

    def on(self, values: Values) -> Callable[[RunContext], None]:
        """What runs it, taking what enters from `values` and leaving there what comes out."""

        def call(run: RunContext) -> None:
            rounds = Rounds(run, self._waits)
            entered = dict(values)
            for step in self._entering:
                step.on(entered)(run)
            always = {tensor: entered[tensor] for tensor in self._constant if tensor in entered}
            values.update(dict.fromkeys(self._leaving, False))
            current = entered
            while True:
                for _ in rounds.some():
                    current[_GOES_ROUND] = {}
                    self._steps.run(run, current)
                    for operation in self._leaving:
                        if current[operation]:
                            values[operation] = True
                            values.setdefault(operation.outputs[0], current[operation.outputs[0]])
                    if not current[_GOES_ROUND]:
                        return
                    current = {**values, **always, **current[_GOES_ROUND]}

        return call


class Interpretation:
    """A request as the list of its operations, see `Compiled`; `source` names them, one a line.

    Args:
      without: operations that nothing of the request waits for: they run elsewhere.
    """

    step: Callable[..., Step] | None = None
    """What makes of an operation a Step; None: where all is in this process Step itself, else the session's master."""

    def __init__(
        self,
        session: Session,
        targets: Sequence[Tensor | Operation],
        feeds: Sequence[Tensor],
        without: Container[Operation] = (),
    ) -> None:
        order = topological_order(targets, feeds, without)
        self._targets = [target for target in targets if isinstance(target, Tensor)]
        self._feeds = feeds
        check_fetched(self._targets, feeds, order)
        self._steps = _Steps(in_loops(order), _StepsOf(session, order, feeds, self.step or step_of(session)))
        self.begun = self._steps.operations
        self.operations = len(self.begun)
        self.source = "".join(f"{operation.type} {operation.name}\n" for operation in self.begun)

    def __call__(self, run: RunContext, *fed: Any) -> tuple:
        """Run it. Returns the values of the tensors asked for, in order; they are the caller's to keep.

        Raises:
          OpError: an operation failed; the error names it.
        """
        return ignoring_float_errors_in_callers_context(self._run, run, fed)

    def _run(self, run: RunContext, fed: Sequence[Any]) -> tuple:
        values: Values = dict(zip(self._feeds, fed, strict=True))
        self._steps.run(run, values)
        for place, target in enumerate(by_name(self._targets, self._feeds)):
            check_exists(values.get(target, NONE), place)
        return tuple(fetched(values, target) for target in self._targets)


def check_fetched(targets: Sequence[Tensor], fed: Container[Tensor], order: Sequence[Operation]) -> None:
    """Raises where a tensor has no one value that could be fetched.

    Raises:
      InvalidArgumentError: it is a resource.
      InternalError: it has a value for each iteration of a loop.
    """
    frames: Mapping[Operation, Any] | None = None
    for target in targets:
        if target in fed:
            continue
        if RESOURCE in target.op.definition.traits and not target.dtype._is_ref_dtype:
            told = f"{target.name} is a {target.dtype.name}: it cannot be fetched"
            raise errors.InvalidArgumentError(None, target.op, told)
        if frames is None:
            frames = frames_of(order)
        frame = frames.get(target.op)
        if frame is not None and (EXITS not in target.op.definition.traits or frame.outer is not None):
            raise errors.InternalError(None, target.op, "Retval[0] has already been set.")


def by_name(targets: Iterable[Tensor], fed: Container[Tensor]) -> list[Tensor]:
    """What is asked for and not fed, in the order in which messages count it."""
    return sorted({target for target in targets if target not in fed}, key=lambda target: target.name)


def check_exists(value: Any, place: int) -> None:
    """Raises InvalidArgumentError for `NONE`, the result at a place `by_name`."""
    if value is NONE:
        raise errors.invalid(f"Retval[{place}] does not have value")


def fetched(values: Values, tensor: Tensor) -> Any:
    """The value of a tensor that was asked for, the caller's to keep."""
    return copied(value_of(values, tensor))


def value_of(values: Values, tensor: Tensor) -> Any:
    """The value of a tensor; a variable is read."""
    value = values[tensor]
    if not isinstance(value, VariableState):
        return value
    try:
        return _read(values, value)
    except errors.OpError as error:
        if tensor.dtype._is_ref_dtype:
            raise  # it is read by the operation that uses it
        raise errors.from_kernel(error, tensor.op) or error from error


def _read(values: Values, variable: VariableState) -> Any:
    """The value of a variable: one array as long as it stays the same, as products of an array by itself are others."""
    value, last = variable.read(), values.get(variable)
    if last is None or not _same(value, last):
        values[variable] = last = _kept(value)
    return last


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    if one.dtype != other.dtype or one.shape != other.shape:
        return False
    return one.tolist() == other.tolist() if one.dtype.hasobject else one.tobytes() == other.tobytes()


def _kept(result: Any) -> Any:
    """An array that later changes of the variable it was read from leave alone."""
    return result.copy(order="K") if isinstance(result, np.ndarray) else result


def is_given(operation: Operation, feeds: Container[Tensor]) -> bool:
    """Whether an operation does nothing because its value is fed."""
    return does_nothing_but_give_its_value(operation) and operation.outputs[0] in feeds
