"""Operations run one by one, each held against what its op declares.

What plans are made by is what ops declare: where that is false, a plan may differ from the program in some other
program than this one, so it is a fault wherever it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from headrace.graph.core.operation import Operation
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import INFALLIBLE, PURE
from headrace.graph.execution.interpreted_session import InterpretedSession
from headrace.graph.execution.interpreter import Interpretation, Step
from headrace.graph.execution.plans.in_place import makes_new_array, may_overwrite, overwriting
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.static_shapes import compatible, is_full

from .outcomes import described

_DTYPES_OF = {"string": np.dtype(object)}


class CheckedSession(InterpretedSession):
    """Runs operations one by one.

    Attributes:
      faults: what was not as it is declared.
      shapes_hold: False where constants are fed, by whose values shapes were known.
    """

    shapes_hold = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.faults: list[str] = []

    def compiled(self, targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor]) -> Interpretation:
        return _CheckedInterpretation(self, targets, feeds)


class _CheckedStep(Step):
    """An operation without effects."""

    def __init__(self, session: CheckedSession, operation: Operation, *given: Any) -> None:
        super().__init__(session, operation, *given)
        self._session = session

    def kernel(self, run: RunContext, inputs: Sequence[Any]) -> Sequence[Any]:
        before = [described(value) for value in inputs]
        try:
            results = super().kernel(run, inputs)
        except Exception as error:
            if INFALLIBLE in self.operation.definition.traits and self._takes_others(run, inputs):
                self._note(f"it fails: {error}")
            raise
        again = super().kernel(run, inputs)
        if described(list(again)) != described(list(results)):
            self._note(f"it gives {described(list(again))} the second time, and {described(list(results))} the first")
        if [described(value) for value in inputs] != before:
            self._note("it changes an input")
        for fault in (
            *(_outputs(self.operation, inputs, results) if self._session.shapes_hold else ()),
            *_sharing(self.operation, inputs, results, again),
            *(_overwriting(self.operation, inputs, results) if self._session.shapes_hold else ()),
        ):
            self._note(fault)
        return results

    def _takes_others(self, run: RunContext, inputs: Sequence[Any]) -> bool:
        """Whether it takes zeros in place of its first input, with all else known when the graph was built."""
        if not self._session.shapes_hold or not all(_is_known(tensor) for tensor in self.operation.inputs[1:]):
            return False
        shape = self.operation.inputs[0].static_shape
        if shape is None or not is_full(shape):
            return False
        try:
            super().kernel(run, [np.zeros_like(inputs[0]), *inputs[1:]])
        except Exception:  # it is the shapes that do not fit
            return False
        return True

    def _note(self, fault: str) -> None:
        self._session.faults.append(f"{self.operation.type} {self.operation.name!r}: {fault}")


def _step(session: Any, operation: Operation, *given: Any) -> Step:
    checked = PURE in operation.definition.traits
    return (_CheckedStep if checked else Step)(session, operation, *given)


class _CheckedInterpretation(Interpretation):
    step = staticmethod(_step)


def _is_known(tensor: Any) -> bool:
    return constant_value(tensor) is not None


def _outputs(operation: Operation, inputs: Sequence[Any], results: Sequence[Any]) -> Iterator[str]:
    fits = all(compatible(tensor.static_shape, np.shape(value)) for tensor, value in zip(operation.inputs, inputs, strict=True))
    for tensor, result in zip(operation.outputs, results, strict=True):
        # A gradient is claimed to have the shape of what it is of. That is so where the operation that it is the gradient
        # of would not fail; it need not have run, so what follows from a claim is not held against what is computed.
        is_claimed = tensor.shape_is_claimed and "gradients" in operation.name
        if fits and not is_claimed and not compatible(tensor.static_shape, np.shape(result)):
            yield f"{tensor.name} has the shape {np.shape(result)}; what is known of it is {tensor.static_shape}"
        kind = tensor.dtype.base_dtype
        if isinstance(result, (np.ndarray, np.generic)) and result.dtype != _DTYPES_OF.get(kind.name, kind.as_numpy_dtype):
            yield f"{tensor.name} is a {kind.name}, its value has the type {result.dtype}"


def _sharing(operation: Operation, inputs: Sequence[Any], results: Sequence[Any], again: Sequence[Any]) -> Iterator[str]:
    """Memory is shared only with inputs that are declared; what is made anew shares none."""
    declared = [value for position, value in enumerate(inputs) if position in operation.definition.aliases]
    for result, other in zip(results, again, strict=True):
        if any(_share(result, value) for value in declared):
            if makes_new_array(operation):
                yield "its output is no array of its own: it shares memory with an input"
            continue
        if any(_share(result, value) for value in inputs):
            yield f"its output shares memory with an input that is not declared; those are {set(operation.definition.aliases)}"
        elif makes_new_array(operation) and _share(result, other):
            yield "its output is no array of its own: the next call gives it again"
    for position, result in enumerate(results):
        if not declared and any(_share(result, other) for other in results[:position]):
            yield "two of its outputs share memory"


def _share(one: Any, other: Any) -> bool:
    both = isinstance(one, np.ndarray) and isinstance(other, np.ndarray)
    return both and (one is other or np.shares_memory(one, other))


def _overwriting(operation: Operation, inputs: Sequence[Any], results: Sequence[Any]) -> Iterator[str]:
    """Written over one of its inputs, the result is the same."""
    for position, value in enumerate(inputs):
        # An array of another layout cannot be copied as it is: loops over others round otherwise.
        if not isinstance(value, np.ndarray) or not operation.inputs[position].static_shape or not value.flags.c_contiguous:
            continue
        if may_overwrite(operation, position):
            copies = {id(one): np.array(one) for one in inputs}
            result = overwriting(operation, position)(*(copies[id(one)] for one in inputs))
            if described(result) != described(results[0]):
                yield f"written over input {position} it gives {described(result)} instead of {described(results[0])}"
