"""What surrounds the code of a thread that builds a graph: dependencies, devices, a branch, a container."""

from __future__ import annotations

import contextlib
import copy
import functools
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from headrace.formats.forks import renewed

from .._origins_cy import Stack, stack_of
from .colocation import Colocation
from .control_dependencies import ControlDependencies
from .devices import DeviceStack

if TYPE_CHECKING:
    from ..operation import Operation

T = TypeVar("T")

_EMPTY_STACKS: dict[str, Callable[[], Any]] = {
    "control": ControlDependencies,
    "devices": DeviceStack,
    "colocation": Colocation,
}
"""What surrounds the code of a thread that has entered no block, by the key of `Graph.local`."""


class Surroundings:
    """The part of a Graph that each thread has for itself."""

    def __init__(self) -> None:
        self._lock = renewed(threading.RLock())
        self._stacks = threading.local()
        self._first_stacks: dict[str, Callable[[], Any]] = dict(_EMPTY_STACKS)  # guarded by _lock
        self.origins: dict[Any, Stack] = {}  # where operations were made and blocks entered, each stack once; see `stack_of`

    def local(self, key: str, make: Callable[[], T]) -> T:
        """The object of this graph and this thread that `key` names, made by `make` at the first call."""
        kept = self._stacks.__dict__
        if key not in kept:
            kept[key] = make()
        return kept[key]

    def switch_to_thread_local(self) -> None:
        """Let threads begin with the devices, colocation and control dependencies that surround the first such call.

        Each thread has its own in any case; without this call it begins with none.
        """
        with self._lock:
            if self._first_stacks == _EMPTY_STACKS:
                stacks = (self.control, self.devices, self.colocation)
                copies = [functools.partial(copy.copy, copy.copy(stack)) for stack in stacks]
                self._first_stacks = dict(zip(_EMPTY_STACKS, copies, strict=True))

    @property
    def control(self) -> ControlDependencies:
        """The blocks of control dependencies that this thread is in."""
        return self.local("control", self._first_stacks["control"])

    @property
    def devices(self) -> DeviceStack:
        """The blocks of devices that this thread is in."""
        return self.local("devices", self._first_stacks["devices"])

    def device(self, device_name_or_function: Any) -> contextlib.AbstractContextManager:
        """A block whose operations belong on a device.

        Args:
          device_name_or_function: a name or DeviceSpec, which adds to what blocks inside it say; a function that is given the
            operation and returns a name or DeviceSpec, which stands for all that the blocks inside it say; None, for which
            the blocks around it do not count.

        Raises:
          ValueError: not a name of a device.
        """
        return self.devices.entered(device_name_or_function, stack_of(sys._getframe(1), self.origins))

    @property
    def colocation(self) -> Colocation:
        """The blocks of colocation that this thread is in."""
        return self.local("colocation", self._first_stacks["colocation"])

    @property
    def context(self) -> Any:
        """The conditional branch in which operations are made now, or None."""
        return getattr(self._stacks, "context", None)

    @property
    def original_op(self) -> Operation | None:
        """The operation whose gradient is being made, or None."""
        return getattr(self._stacks, "original_op", None)

    @contextlib.contextmanager
    def _original_op(self, op: Operation) -> Iterator[None]:
        """A block whose operations are made for the gradient of `op`."""
        outer = self.original_op
        self._stacks.original_op = op
        try:
            yield
        finally:
            self._stacks.original_op = outer

    @contextlib.contextmanager
    def in_context(self, context: Any) -> Iterator[None]:
        """Operations made inside belong to `context`: a branch, a loop, or None."""
        outer = self.context
        self._stacks.context = context
        try:
            yield
        finally:
            self._stacks.context = outer

    @contextlib.contextmanager
    def container(self, container_name: str) -> Iterator[str]:
        """A context whose variables, queues and readers carry `container_name`; equal shared names in two are two."""
        outer = self.container_name
        self._stacks.container = container_name
        try:
            yield container_name
        finally:
            self._stacks.container = outer

    @property
    def container_name(self) -> str:
        """The container in which resources are made now; "" for none."""
        return getattr(self._stacks, "container", "")
