"""What the environment variable TF_CONFIG says of the cluster that a process belongs to."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from headrace.graph.devices.cluster import ClusterSpec


class TaskType:
    """What a process of a cluster does."""

    MASTER = "master"
    PS = "ps"
    WORKER = "worker"
    CHIEF = "chief"
    EVALUATOR = "evaluator"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of this process in a cluster."""

    service: Any
    cluster_spec: ClusterSpec
    task_type: str = TaskType.WORKER
    task_id: int = 0
    global_id_in_cluster: int | None = 0
    master: str = ""
    evaluation_master: str = ""
    is_chief: bool = True
    num_ps_replicas: int = 0
    num_worker_replicas: int = 1


def place_of(config: Mapping[str, Any]) -> Place:
    """What TF_CONFIG says, read from JSON.

    Raises:
      TypeError: "service" is no dict.
      ValueError: cluster and task contradict each other.
    """
    service = config.get("service")
    if service is not None and not isinstance(service, dict):
        raise TypeError(f'If "service" is set in TF_CONFIG, it must be a dict. Given {type(service)}')
    cluster = ClusterSpec(config.get("cluster", {}))
    task = config.get("task", {})
    if not cluster:
        return _alone(config, cluster, service, task)
    chief = TaskType.MASTER if TaskType.MASTER in cluster.jobs else TaskType.CHIEF
    if chief == TaskType.MASTER and TaskType.CHIEF in cluster.jobs:
        raise ValueError("If `master` node exists in `cluster`, job `chief` is not supported.")
    task_type, task_id = _task_of(cluster, task, chief)
    if task_type == TaskType.EVALUATOR:
        if chief == TaskType.MASTER:
            raise ValueError("If `master` node exists in `cluster`, task_type `evaluator` is not supported.")
        return Place(
            cluster_spec=ClusterSpec({}),
            service=service,
            task_type=task_type,
            task_id=task_id,
            evaluation_master=config.get("eval_session_master", ""),
            num_worker_replicas=0,
            global_id_in_cluster=None,
            is_chief=False,
        )
    jobs = cluster.as_dict()
    return Place(
        cluster_spec=cluster,
        service=service,
        task_type=task_type,
        task_id=task_id,
        master=_master(config, cluster, task_type, task_id),
        num_ps_replicas=len(jobs.get(TaskType.PS, [])),
        num_worker_replicas=len(jobs.get(TaskType.WORKER, [])) + len(jobs.get(chief, [])),
        global_id_in_cluster=_global_id(cluster, task_type, task_id, chief),
        is_chief=task_type == chief,
    )


def _alone(config: Mapping[str, Any], cluster: ClusterSpec, service: Any, task: Mapping[str, Any]) -> Place:
    if task.get("type", TaskType.WORKER) != TaskType.WORKER:
        raise ValueError('If "cluster" is not set in TF_CONFIG, task type must be WORKER.')
    if int(task.get("index", 0)) != 0:
        raise ValueError('If "cluster" is not set in TF_CONFIG, task index must be 0.')
    return Place(
        cluster_spec=cluster,
        service=service,
        master=config.get("session_master", ""),
        evaluation_master=config.get("eval_session_master", ""),
    )


def _task_of(cluster: ClusterSpec, task: Mapping[str, Any], chief: str) -> tuple[str, int]:
    """The type and the number of the task, once they are checked."""
    if chief not in cluster.jobs:
        raise ValueError(f'If "cluster" is set in TF_CONFIG, it must have one "{chief}" node.')
    if len(cluster.job_tasks(chief)) > 1:
        raise ValueError(f'The "cluster" in TF_CONFIG must have only one "{chief}" node.')
    task_type = task.get("type")
    if not task_type:
        raise ValueError('If "cluster" is set in TF_CONFIG, task type must be set.')
    if task.get("index") is None:
        raise ValueError('If "cluster" is set in TF_CONFIG, task index must be set.')
    task_id = int(task["index"])
    if task_id < 0:
        raise ValueError("Task index must be non-negative number.")
    if task_type == TaskType.EVALUATOR:
        return task_type, task_id
    origin = "Note that these values may be coming from the TF_CONFIG environment variable."
    if task_type not in cluster.jobs:
        raise ValueError(f"{task_type} is not a valid task_type in the cluster_spec:\n{cluster}\n\n{origin}")
    if task_id >= len(cluster.job_tasks(task_type)):
        raise ValueError(
            f"{task_id} is not a valid task_id for task_type {task_type} in the cluster_spec:\n{cluster}\n\n{origin}"
        )
    return task_type, task_id


def _master(config: Mapping[str, Any], cluster: ClusterSpec, task_type: str, task_id: int) -> str:
    if "session_master" in config:
        return config["session_master"]
    if len(cluster.jobs) == 1 and len(cluster.job_tasks(cluster.jobs[0])) == 1:
        return ""
    return f"grpc://{cluster.job_tasks(task_type)[task_id]}"


def _global_id(cluster: ClusterSpec, task_type: str, task_id: int, chief: str) -> int:
    """How many tasks come before this one: the chief first, then the jobs by name, parameter servers last."""
    others = [job for job in sorted(cluster.jobs) if job not in (chief, TaskType.PS)]
    ordered = [chief, *others, TaskType.PS]
    return task_id + sum(len(cluster.job_tasks(job)) for job in ordered[: ordered.index(task_type)])
