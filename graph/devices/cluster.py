"""ClusterSpec: jobs of several machines, as programs describe them. headrace runs in one process and only tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export


@export("train.ClusterSpec")
class ClusterSpec:
    """The jobs of a cluster: to each name the addresses of its tasks.

    Args:
      cluster: a dict from names of jobs to lists of addresses, or to dicts from numbers of tasks to addresses; a ClusterDef; a
        ClusterSpec.

    Raises:
      TypeError: something else.
    """

    def __init__(self, cluster: Any) -> None:
        self._addresses: dict[str, dict[int, Any]] = {}
        if isinstance(cluster, Mapping):
            for job, tasks in cluster.items():
                self._addresses[job] = _numbered(job, tasks)
        elif isinstance(cluster, messages.config_pb2.ClusterDef):
            self._addresses = {job.name: dict(job.tasks) for job in cluster.job}
        elif isinstance(cluster, ClusterSpec):
            self._addresses = {job: dict(tasks) for job, tasks in cluster._addresses.items()}
        else:
            raise TypeError(
                "`cluster` must be a dictionary mapping one or more job names to lists of network addresses, or a `ClusterDef` "
                "protocol buffer"
            )
        for job, tasks in self._addresses.items():
            if not isinstance(job, (str, bytes)):
                raise TypeError(f"Job name {job!r} must be bytes or unicode")
            for address in tasks.values():
                if not isinstance(address, (str, bytes)):
                    raise TypeError(f"Task address {address!r} must be bytes or unicode")

    def __bool__(self) -> bool:
        return bool(self._addresses)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ClusterSpec) and self._addresses == other._addresses

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"ClusterSpec({self.as_dict()})"

    @property
    def jobs(self) -> list[str]:
        """The names of the jobs."""
        return list(self._addresses)

    def as_dict(self) -> dict[str, Any]:
        """To each job the list of its addresses; where numbers are left out, or there is no task, the dict."""
        return {
            job: [tasks[number] for number in range(len(tasks))] if tasks and set(tasks) == set(range(len(tasks))) else tasks
            for job, tasks in self._addresses.items()
        }

    def as_cluster_def(self) -> Any:
        """The cluster as a ClusterDef, the jobs sorted by name."""
        made = messages.config_pb2.ClusterDef()
        for job, tasks in sorted(self._addresses.items()):
            definition = made.job.add(name=job)
            for number, address in sorted(tasks.items()):
                definition.tasks[number] = address
        return made

    def num_tasks(self, job_name: str) -> int:
        """How many tasks the job `job_name` has. Raises ValueError for an unknown job, as the other methods do."""
        return len(self._tasks(job_name))

    def task_indices(self, job_name: str) -> list[int]:
        """The numbers of the tasks of `job_name`, sorted. ValueError: no such job."""
        return sorted(self._tasks(job_name))

    def task_address(self, job_name: str, task_index: int) -> str:
        """The address of the task `task_index` of `job_name`. Raises ValueError where there is none of that number."""
        tasks = self._tasks(job_name)
        if task_index not in tasks:
            raise ValueError(f"No task with index {task_index!r} in job {job_name!r}")
        return tasks[task_index]

    def job_tasks(self, job_name: str) -> list[str | None]:
        """The addresses of the job `job_name` by number, None for numbers left out. ValueError: no such job."""
        tasks = self._tasks(job_name)
        return [tasks.get(number) for number in range(max(tasks, default=-1) + 1)]

    def _tasks(self, job_name: str) -> dict[int, Any]:
        if job_name not in self._addresses:
            raise ValueError(f"No such job in cluster: {job_name!r}")
        return self._addresses[job_name]


def _numbered(job: Any, tasks: Any) -> dict[int, Any]:
    if isinstance(tasks, (list, tuple)):
        return dict(enumerate(tasks))
    if not isinstance(tasks, dict):
        raise TypeError(f"The tasks for job {job!r} must be a list or a dictionary from integers to strings.")
    for number in tasks:
        if not isinstance(number, int):
            raise TypeError(f"{number!r} has type {type(number).__name__}, but expected one of: int")
    return dict(tasks)
