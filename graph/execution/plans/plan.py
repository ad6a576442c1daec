"""Plans: what a session was asked for, as one Python function.

The function is straight-line code, made as source that can be printed (`session.plan(fetches)`): no dispatch and no
table look-ups while it runs (`plan_compiler` makes it). A plan holds no state between calls, so many threads may run it
at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from ...core.operation import Operation
from ...core.tensor import Tensor
from ...core.traits import BLOCKING, USER_CODE
from ...runtime.errstate import ignoring_float_errors, ignoring_float_errors_in_callers_context
from ...runtime.places import place_of_record
from ...runtime.run_context import RunContext
from ...types import errors


class Compiled(Protocol):
    """What a session calls for a request.

    Attributes:
      source: a text that says what it does.
      operations: how many operations it runs.
    """

    source: str
    operations: int

    def __call__(self, run: RunContext, *fed: Any) -> tuple:
        """The values of the tensors asked for, in order; they are the caller's to keep. Raises OpError."""


class Plan:
    """A compiled request, see `Compiled`; `source` is the text of the function.

    Args:
      filename: what tracebacks call the function's file.
      lines: the operations that run on its lines.
      places: the names of the variables that say where records come from, by tensor.
    """

    def __init__(
        self,
        function: Callable[..., tuple],
        source: str,
        filename: str,
        lines: dict[int, Operation],
        places: dict[Tensor, str],
    ) -> None:
        self._function = function
        self._filename = filename
        self._lines = lines
        self._places = places
        self._call = _caller(set(lines.values()))
        self.source = source
        self.operations = len(set(lines.values()))

    def __call__(self, run: RunContext, *fed: Any) -> tuple:
        """Run it. Returns the values of the tensors asked for, in order; they are the caller's to keep.

        Raises:
          OpError: an operation failed; the error names it.
        """
        try:
            return self._function(run, *fed) if self._call is None else self._call(self._function, run, *fed)
        except Exception as error:
            named = self._named(error)
            if named is None:
                raise
            try:
                raise named from error
            finally:
                del named  # it would keep itself, and all that the plan holds, by its traceback

    def _named(self, error: Exception) -> BaseException | None:
        """An error in the name of the operation it arose in; None where it stays as it is."""
        operation, values = self._failed(error)
        if operation is None:
            return None
        named = errors.from_kernel(error, operation)
        if named is None:
            return None
        return errors.at_place(named, place_of_record(operation, lambda key: self._value(key, values)))

    def _value(self, tensor: Tensor, values: dict[str, Any]) -> Any:
        """What a variable of the plan holds, or a constant of it; None for tensors that have none."""
        name = self._places.get(tensor, "")
        return values.get(name, self._function.__globals__.get(name))

    def _failed(self, error: Exception) -> tuple[Operation | None, dict[str, Any]]:
        """The operation on whose line of the plan the error arose, and the plan's variables at that moment."""
        operation, values = None, {}
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self._filename:
                operation = self._lines.get(trace.tb_lineno, operation)
                values = trace.tb_frame.f_locals
            trace = trace.tb_next
        return operation, values


def _caller(operations: set[Operation]) -> Callable[..., tuple] | None:
    """How to call a plan that runs these operations; None: as it is, for it calculates nothing."""
    if any(USER_CODE in op.definition.traits for op in operations):
        return ignoring_float_errors_in_callers_context
    return ignoring_float_errors if any(BLOCKING not in op.definition.traits for op in operations) else None
