"""SessionOps: the operations around a training, which a session is made and kept with."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SessionOps:
    """Operations that a session needs besides those of the training; None is one that there is not.

    Attributes:
      init_op, init_feed_dict: initialize the model.
      init_fn: is called after that.
      ready_op: string vector of what is not initialized.
      ready_for_local_init_op: the same before `local_init_op` runs.
      local_init_op: initializes what no checkpoint has.
      summary_op: merged summaries.
      saver: a Saver.
    """

    init_op: Any
    init_feed_dict: Any
    init_fn: Callable[..., Any] | None
    ready_op: Any
    ready_for_local_init_op: Any
    local_init_op: Any
    summary_op: Any
    saver: Any

    def or_else(self, other: SessionOps) -> SessionOps:
        """These, and those of `other` where there is none."""
        fields = [field.name for field in dataclasses.fields(self)]
        return dataclasses.replace(self, **{name: getattr(other, name) for name in fields if getattr(self, name) is None})


class KeepsSessionOps:
    """What Scaffold and Supervisor have in common: SessionOps that can be read."""

    _ops: SessionOps

    @property
    def init_op(self) -> Any:
        """What initializes the model."""
        return self._ops.init_op

    @property
    def init_feed_dict(self) -> Any:
        """What to feed to `init_op`."""
        return self._ops.init_feed_dict

    @property
    def ready_op(self) -> Any:
        """A string vector of what is not initialized."""
        return self._ops.ready_op

    @property
    def ready_for_local_init_op(self) -> Any:
        """The same before `local_init_op` runs."""
        return self._ops.ready_for_local_init_op

    @property
    def summary_op(self) -> Any:
        """The merged summaries."""
        return self._ops.summary_op

    @property
    def saver(self) -> Any:
        """The Saver."""
        return self._ops.saver
