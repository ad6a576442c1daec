"""basic_train_loop: a function called until its Supervisor says stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.types.errors import AbortedError

from ..sessions.supervisor import Supervisor


@export("train.basic_train_loop")
def basic_train_loop(
    supervisor: Supervisor,
    train_step_fn: Callable[..., Any],
    args: Sequence[Any] | None = None,
    kwargs: Mapping[str, Any] | None = None,
    master: str = "",
) -> None:
    """Call a function again and again in a session of a Supervisor, until that says stop.

    After an AbortedError it goes on in a new session.

    Args:
      supervisor: the Supervisor.
      train_step_fn: called with the session, and `args` and `kwargs`.
      args: positional arguments; None for none.
      kwargs: keyword arguments; None for none.
      master: as of `managed_session`.

    Raises:
      what the function raises.
    """
    while True:
        try:
            with supervisor.managed_session(master) as session:
                while not supervisor.should_stop():
                    train_step_fn(session, *(args or ()), **(kwargs or {}))
            return
        except AbortedError:
            continue
