"""Names of tasks: as devices say them, as messages do, and the addresses of their servers."""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.graph.devices.cluster import ClusterSpec
from headrace.graph.devices.names import parsed
from headrace.graph.types.errors import InvalidArgumentError

SCHEME = "grpc://"


class TaskName(NamedTuple):
    """A task of a cluster."""

    job: str
    task: int

    def __str__(self) -> str:
        return f"/job:{self.job}/replica:0/task:{self.task}"

    def device(self, number: int = 0) -> str:
        """The full name of one of its CPUs."""
        return f"{self}/device:CPU:{number}"


def task_of(device: str) -> TaskName:
    """The task of a full device name."""
    name = parsed(device)
    return TaskName(name.job or "", name.task or 0)


def tasks_of(cluster: ClusterSpec) -> list[TaskName]:
    """All tasks, by the names of their jobs."""
    return [TaskName(job, index) for job in sorted(cluster.jobs) for index in cluster.task_indices(job)]


def address_of(target: str) -> str:
    """The `host:port` of a target. Raises InvalidArgumentError where it has none."""
    address = target.removeprefix(SCHEME)
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise InvalidArgumentError(None, None, f'Could not interpret "{address}" as a host-port pair.')
    return address


def wanted_tasks(tasks: list[TaskName], own: TaskName, filters: Any) -> list[TaskName]:
    """Those that the `device_filters` of a session leave, its own first."""
    names = [parsed(one) for one in filters]
    left = [task for task in tasks if not names or any(name.covers(parsed(task.device())) for name in names)]
    return [own, *(task for task in left if task != own)]
