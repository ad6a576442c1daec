"""Masters: who runs the sessions of a target, where that is not this process alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from headrace.formats.text import as_str_any

from ..core.operation import Operation
from ..core.tensor import Tensor
from ..devices.placement import Placement
from ..runtime.watched.above import above
from ..runtime.watched.spans import Span
from ..types.errors import NotFoundError
from .conditions import Guards
from .interpreter import Step
from .plans.plan import Compiled
from .resources import Containers

if TYPE_CHECKING:
    from .session import Session

_SCHEME = "grpc://"
"""How the targets of TensorFlow's servers begin."""


NO_BRANCHES: Mapping[Tensor, Guards] = MappingProxyType({})


class TracedElsewhere(Compiled, Protocol):
    """One run of a request that several tasks run, which notes what they do."""

    def step_stats(self, spans: Sequence[Span] = ()) -> Any:
        """What ran, as a StepStats of the devices of all tasks; see `TracedRun.step_stats`."""


class Master(Protocol):
    """What runs the sessions of a target.

    Attributes:
      containers: what its sessions share in this process; None where each has its own, or none is here.
    """

    containers: Containers | None

    def configured(self, config: Any) -> Any:
        """The ConfigProto of a session that brings this one, which may be None."""

    def placement(self, session: Session, config: Any) -> Placement:
        """Where the operations of a session with that ConfigProto are. Raises NotFoundError where there is no device."""

    def compiled(self, session: Session, targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor]) -> Compiled:
        """What computes `targets` when given values for `feeds`. Raises OpError."""

    def traced(self, targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor]) -> TracedElsewhere:
        """What computes the same once, and notes what each task does."""

    def step(self, session: Session, operation: Operation, late: bool, branches: Mapping[Tensor, Guards] = NO_BRANCHES) -> Step:
        """How the interpreter runs an operation by itself, wherever it is."""

    def is_here(self, operation: Operation) -> bool:
        """Whether an operation runs in this process."""

    def far_end(self, operation: Operation) -> Any:
        """What stands for an operation that is not here at an end of a program which runs in blocks: its `BlockSource` or
        `BlockSink`. None where it has none."""

    def leave(self, session: Session) -> None:
        """Give back what is elsewhere of a session that is being closed."""


def master_of(target: Any) -> Master | None:
    """Who runs the sessions of a target; None for "", this process.

    Raises:
      NotFoundError: nobody knows such targets.
      InvalidArgumentError, UnavailableError: a server that cannot be.
    """
    if not target:
        return None
    name = _checked(target)
    master: Master = above("master")(name)
    return master


def reset_containers(target: Any, containers: Sequence[str], config: Any) -> None:
    """Clear containers of the tasks of a target, which is not ""; all where none is named. Raises as `master_of` does.

    Args:
      config: a ConfigProto, whose `device_filters` count; may be None.
    """
    above("reset")(_checked(target), containers, getattr(config, "device_filters", ()))


def _checked(target: Any) -> str:
    name = as_str_any(target)
    if not name.startswith(_SCHEME):
        raise NotFoundError(
            None,
            None,
            f'No session factory registered for the given session options: {{target: "{name}" config: }} '
            "Registered factories are {DIRECT_SESSION, GRPC_SESSION}.",
        )
    return name
