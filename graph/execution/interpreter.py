"""The interpreter, which defines the meaning of a program: its operations run one by one, for one record after the other.

This is the definition that plans and block plans are held against. It shares the kernels with them and nothing else:
no constant is folded, no equal operation shared, nothing deferred, written in place, or done for many records at once.

    with InterpretedSession() as session:       # in place of Session, see `interpreted_session`
        ...

What it leaves open, compiled programs may choose: the order of operations that do not depend on each other.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traits import BLOCKING, MERGES, RESOURCE
from ..core.traversal import dependencies, guards_of, topological_order
from ..runtime.errstate import ignoring_float_errors_in_callers_context
from ..runtime.kernels import (
    as_outputs,
    calls_users,
    definition_kernel,
    does_nothing_but_give_its_value,
    independent_waits,
    is_late_read,
    ref_inputs,
)
from ..runtime.places import place_of_record
from ..runtime.results import copied
from ..runtime.run_context import RunContext
from ..runtime.variable_state import VariableState
from ..types import errors
from .segments import run_segments

if TYPE_CHECKING:
    from .session import Session

Values = dict[Any, Any]
"""The value of each Tensor so far (a variable for those that are one), and the last copy of each variable's value."""


class Step:
    """One operation, bound to its session.

    Args:
      late: it is the value of a variable, which is read where it is used.
    """

    def __init__(self, session: Session, operation: Operation, late: bool) -> None:
        self.operation = operation
        definition = operation.definition
        self._function, self._keywords = definition_kernel(operation, session)
        self._wants_ref = ref_inputs(operation)
        self._guards = guards_of(operation)
        self._is_late = late
        self._places = definition.slices(operation)

    def on(self, values: Values) -> Callable[[RunContext], None]:
        """What runs it, taking its inputs from `values` and leaving its outputs there."""

        def call(run: RunContext) -> None:
            if not self._runs(values):
                return
            try:
                results = self._results(run, values)
            except Exception as error:
                named = errors.from_kernel(error, self.operation)
                if named is None:
                    raise
                raise errors.at_place(named, place_of_record(self.operation, values.get)) from error
            for tensor, result in zip(self.operation.outputs, results, strict=True):
                values.setdefault(tensor, result)  # unless it is fed

        return call

    def _runs(self, values: Values) -> bool:
        """Whether the branch is taken that the operation belongs to, and those that its inputs are from."""
        if RESOURCE in self.operation.definition.traits:
            return True
        if not all(tensor in values for tensor, _ in self._guards):
            return False
        if not all(bool(_value(values, predicate)) is branch for predicate, branch in self._guards):
            return False
        if MERGES in self.operation.definition.traits:
            return any(_is_merged(values, tensor) for tensor in self.operation.inputs)
        return all(tensor in values for tensor in self.operation.inputs)

    def _results(self, run: RunContext, values: Values) -> Sequence[Any]:
        operation, definition = self.operation, self.operation.definition
        if RESOURCE in definition.traits:
            return (self._function(),)
        if self._is_late:
            return (values[operation.inputs[0]],)
        if MERGES in definition.traits:
            return next(
                (_value(values, tensor), np.int32(position))
                for position, tensor in enumerate(operation.inputs)
                if _is_merged(values, tensor)
            )
        inputs = [
            values[tensor] if position in self._wants_ref else _value(values, tensor)
            for position, tensor in enumerate(operation.inputs)
        ]
        results = self.kernel(run, inputs)
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


class Interpretation:
    """A request as the list of its operations, see `Compiled`; `source` names them, one a line.

    Args:
      without: operations that nothing of the request waits for: they run elsewhere.
    """

    step: Callable[[Session, Operation, bool], Step] = Step

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
        for target in self._targets:
            if target not in feeds and _is_resource(target):
                raise errors.InvalidArgumentError(
                    None, target.op, f"{target.name} is a {target.dtype.name}: it cannot be fetched"
                )
        predicates = {predicate for op in order for predicate, _ in guards_of(op)}
        late = {op.outputs[0] for op in order if is_late_read(op)} - predicates
        self._steps = [self.step(session, op, not late.isdisjoint(op.outputs)) for op in order if not _given(op, feeds)]
        self._side_by_side = independent_waits(order) is not None
        self._calls_users = calls_users(order)
        places = {step.operation: place for place, step in enumerate(self._steps)}
        self._depends = [
            tuple({places[op] for op in dependencies(step.operation, feeds) if op in places}) for step in self._steps
        ]
        self.operations = len(self._steps)
        self.source = "".join(f"{step.operation.type} {step.operation.name}\n" for step in self._steps)

    def __call__(self, run: RunContext, *fed: Any) -> tuple:
        """Run it. Returns the values of the tensors asked for, in order; they are the caller's to keep.

        Raises:
          OpError: an operation failed; the error names it.
        """
        return ignoring_float_errors_in_callers_context(self._run, run, fed)

    def _run(self, run: RunContext, fed: Sequence[Any]) -> tuple:
        values: Values = dict(zip(self._feeds, fed, strict=True))
        self._run_steps(run, values)
        return tuple(fetched(values, target) for target in self._targets)

    def _run_steps(self, run: RunContext, values: Values) -> None:
        calls = [step.on(values) for step in self._steps]
        if self._side_by_side:
            run_segments(run, list(zip(calls, self._depends, strict=True)), self._calls_users)
        else:
            for call in calls:
                call(run)


def fetched(values: Values, tensor: Tensor) -> Any:
    """The value of a tensor that was asked for, the caller's to keep."""
    return copied(_value(values, tensor))


def _is_merged(values: Values, tensor: Tensor) -> bool:
    """Whether a Merge takes this input. What is fed is always there, but belongs to its branch all the same."""
    guards = [(predicate, branch) for predicate, branch in guards_of(tensor.op) if predicate in values]
    return tensor in values and all(bool(_value(values, predicate)) is branch for predicate, branch in guards)


def _value(values: Values, tensor: Tensor) -> Any:
    """The value of a tensor; a variable is read. None for one of a branch that was not taken."""
    value = values.get(tensor)
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


def _given(operation: Operation, feeds: Sequence[Tensor]) -> bool:
    """Whether an operation does nothing because its value is fed."""
    return does_nothing_but_give_its_value(operation) and operation.outputs[0] in feeds


def _is_resource(tensor: Tensor) -> bool:
    return RESOURCE in tensor.op.definition.traits and not tensor.dtype._is_ref_dtype
