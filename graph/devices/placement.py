"""Placement: which device each operation of a graph is on, by TensorFlow's rules.

Where all devices are CPUs of this process, where an operation is changes nothing that it computes: what programs see are the
errors, the log and traced runs. In a cluster it says which task runs it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..core.traits import MEASURES
from .available import DeviceAttributes, described, device_names
from .groups import Groups
from .names import parsed
from .placement_log import get_log_device_placement

if TYPE_CHECKING:
    from ..core.operation import Operation


class Placement:
    """Where the operations of a session's graph are.

    Args:
      config: a ConfigProto; `device_count`, `allow_soft_placement`, `log_device_placement` and the `place_pruned_graph` of
        `graph_options` count.
      names: the devices, that first on which everything is that nobody wants elsewhere; by default those of this process.

    Attributes:
      is_pruned: whether only what is run is placed, when it is first run.

    Raises:
      NotFoundError: there would be no device.
    """

    def __init__(self, config: Any, names: Sequence[str] = ()) -> None:
        self.names = tuple(names) or device_names(config)
        self._first = self.names[0]
        self._soft = bool(getattr(config, "allow_soft_placement", False))
        self._logs = get_log_device_placement() if config is None else bool(getattr(config, "log_device_placement", False))
        self.is_pruned = bool(config is not None and config.graph_options.place_pruned_graph)
        self._given: dict[Operation, str] = {}
        if self._logs:
            _tell("direct_session.cc:359", "Device mapping: no known devices.")

    def attributes(self) -> list[DeviceAttributes]:
        """What there is."""
        return [described(name) for name in self.names]

    def device_of(self, operation: Operation) -> str:
        """The full name of the device of an operation that was placed."""
        return self._given.get(operation, self._first)

    def place(self, operations: Sequence[Operation]) -> None:
        """Give each operation a device.

        Args:
          operations: all that are to be placed, in order of creation.

        Raises:
          InvalidArgumentError: one asks for a device that is not there, two of one group for different ones.
        """
        wanted = {operation.device for operation in operations}
        if self._logs or not all(_covers(name, self._first) for name in wanted):
            self._given.update(self._placed(operations))

    def _placed(self, operations: Sequence[Operation]) -> dict[Operation, str]:
        ignored: list[str] = []
        groups = Groups(operations, self.names, self._soft, ignored)
        if self._logs:
            for line in ignored:
                _log("colocation_graph.cc:247", line)
        given: dict[Operation, str] = {}

        def give(operation: Operation, preferred: str | None) -> None:
            devices = groups.candidates(operation)
            device = given[operation] = preferred if preferred in devices else devices[0]
            groups.assign(operation, device)
            if self._logs:
                _tell("placer.cc:54", f"{operation.name}: ({operation.type}): {device}")

        generators = []
        for operation in operations:
            if _is_generator(operation):
                generators.append(operation)
            else:
                give(operation, given.get(_measured(operation)) if MEASURES in operation.definition.traits else None)
        followers = _followers(operations)
        for operation in generators:
            places = {given.get(follower) for follower in followers.get(operation, ())}
            give(operation, places.pop() if len(places) == 1 else None)
        return given


def _covers(name: str, device: str) -> bool:
    try:
        return not name or parsed(name).covers(parsed(device))
    except ValueError:
        return False


def _is_generator(operation: Operation) -> bool:
    """Whether it makes one value of nothing: it goes where that is used."""
    return not operation.inputs and len(operation.outputs) == 1 and not operation.outputs[0].dtype._is_ref_dtype


def _measured(operation: Operation) -> Any:
    return operation.inputs[0].op


def _followers(operations: Iterable[Operation]) -> dict[Operation, set[Operation]]:
    """The operations that need each one."""
    found: dict[Operation, set[Operation]] = {}
    for operation in operations:
        for source in (*(tensor.op for tensor in operation.inputs), *operation.control_inputs):
            found.setdefault(source, set()).add(operation)
    return found


def _tell(source: str, line: str) -> None:
    """Say a line on the standard output, and in the log."""
    print(line)
    _log(source, line)


def _log(source: str, line: str) -> None:
    """Write a line to the standard error, as TensorFlow's own messages are."""
    if os.environ.get("TF_CPP_MIN_LOG_LEVEL", "0") in ("", "0"):
        now = datetime.now().strftime("%Y-%m-%d %H:%M:%S.%f")
        print(f"{now}: I tensorflow/core/common_runtime/{source}] {line}", file=sys.stderr)
