"""Partial runs: one step of a graph in several calls, each with more feeds and fetches; nothing is computed twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traversal import topological_order
from ..runtime.errstate import ignoring_float_errors_in_callers_context
from ..runtime.run_context import RunContext
from ..types.errors import invalid
from .interpreter import Interpretation, Values, fetched

if TYPE_CHECKING:
    from .session import Session


class PartialRun:
    """What `partial_run_setup` has set up. An operation runs when it is first needed, and then never again.

    Args:
      targets: what will be asked for.
      feeds: tensors that will be fed.
    """

    def __init__(self, session: Session, targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor]) -> None:
        self._session = session
        self._feeds_in_order, self._in_order = feeds, targets
        self._feeds = frozenset(feeds)
        self._targets = frozenset(targets)
        self._values: Values = {}
        self._done: set[Operation] = set()
        self._fed: set[Tensor] = set()
        self._fetched: set[Tensor] = set()
        self._has_failed = False

    @property
    def is_over(self) -> bool:
        """Whether all has been fed and fetched, or something had no value."""
        return self._has_failed or (self._fed == self._feeds and self._fetched == self._targets)

    @property
    def signature(self) -> str:
        """The names of what will be fed, and of what will be asked for."""
        return "->".join(",".join(element.name for element in group) for group in (self._feeds_in_order, self._in_order))

    def run(self, context: RunContext, targets: Sequence[Tensor], fed: Mapping[Tensor, Any]) -> list[Any]:
        """The values of `targets`, given more feeds.

        Raises:
          InvalidArgumentError: one was not set up, was fed or fetched before, or needs what has not been fed yet, or
            belongs to a branch that was not taken: that ends the step.
          OpError: an operation failed.
        """
        for tensor in fed:
            if tensor not in self._feeds:
                raise invalid(f"The feed {tensor.name} was not specified in partial_run_setup.")
            if tensor in self._fed:
                raise invalid(f"The feed {tensor.name} has already been fed.")
        for tensor in targets:
            if tensor not in self._targets:
                raise invalid(f"The fetch {tensor.name} was not specified in partial_run_setup.")
            if tensor in self._fetched:
                raise invalid(f"The fetch {tensor.name} has already been fetched.")
        self._check_fed(targets, self._fed.union(fed))
        self._fed.update(fed)
        self._values.update(fed)
        known = [key for key in self._values if isinstance(key, Tensor)]
        rest = _Rest(self._session, targets, known, self._done)
        rest.go_on(context, self._values)
        self._done.update(rest.begun)
        self._fetched.update(targets)
        for tensor in targets:
            if tensor not in self._values:
                self._has_failed = True
                raise invalid(f"The tensor returned for {tensor.name} was not valid.")
        return [fetched(self._values, tensor) for tensor in targets]

    def _check_fed(self, targets: Sequence[Tensor], fed: set[Tensor]) -> None:
        missing = self._feeds - fed
        needed = [tensor for op in topological_order(targets, fed) for tensor in op.inputs]
        for tensor in (*targets, *needed):
            if tensor in missing:
                raise invalid(f"Fetch {tensor.name} can't be computed from the feeds that have been fed so far.")


class PartialRuns:
    """The steps of a session that have begun, by handles. Its lock is the session's."""

    def __init__(self) -> None:
        self._steps: dict[str, PartialRun] = {}
        self._count = 0

    def begin(self, step: PartialRun) -> str:
        """A handle for a new step."""
        handle = f"{step.signature}//{len(self._steps)}/;{self._count}"
        self._count += 1
        self._steps[handle] = step
        return handle

    def of(self, handle: str) -> PartialRun:
        """The step of a handle. Raises InvalidArgumentError where there is none."""
        step = self._steps.get(handle)
        if step is None:
            raise invalid("Must run 'setup' before performing partial runs!")
        return step

    def end(self, handle: str) -> None:
        """Forget a step that is over."""
        self._steps.pop(handle, None)


class _Rest(Interpretation):
    """What of a request has not run yet."""

    def __init__(self, session: Session, targets: Sequence[Tensor], feeds: Sequence[Tensor], done: set[Operation]) -> None:
        super().__init__(session, targets, feeds, done)

    def go_on(self, context: RunContext, values: Values) -> None:
        ignoring_float_errors_in_callers_context(self._steps.run, context, values)
