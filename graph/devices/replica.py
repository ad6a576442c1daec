"""Device functions that spread variables over the tasks of a job.

headrace runs in one process: a program that says `/job:ps/task:7` is built as TensorFlow builds it, and refused when it runs.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

import numpy as np

from headrace.formats.exports import export

from ..platform import logging
from .cluster import ClusterSpec
from .spec import DeviceSpec

if TYPE_CHECKING:
    from ..core.operation import Operation

_OF_SERVERS = (
    "Variable",
    "VariableV2",
    "AutoReloadVariable",
    "MutableHashTable",
    "MutableHashTableV2",
    "MutableHashTableOfTensors",
    "MutableHashTableOfTensorsV2",
    "MutableDenseHashTable",
    "MutableDenseHashTableV2",
    "VarHandleOp",
    "BoostedTreesEnsembleResourceHandleOp",
    "BoostedTreesQuantileStreamResourceHandleOp",
)
"""The types of operations that hold state, which belongs on parameter servers."""


@export("train.replica_device_setter")
def replica_device_setter(
    ps_tasks: int = 0,
    ps_device: str = "/job:ps",
    worker_device: str = "/job:worker",
    merge_devices: bool = True,
    cluster: Any = None,
    ps_ops: Collection[str] | None = None,
    ps_strategy: Callable[[Operation], int] | None = None,
) -> Callable[[Operation], str] | None:
    """A function for `tf.device` that puts variables on the tasks of `ps_device` and all else on `worker_device`.

    Args:
      ps_tasks: how many tasks; ignored where there is a `cluster`.
      ps_device: where variables go. Where it has a job, their task is chosen by `ps_strategy`.
      worker_device: where the rest goes; None for nowhere.
      merge_devices: keep what inner blocks say and add the rest; False lets them alone.
      cluster: a ClusterSpec, or what makes one: `ps_tasks` is the number of the tasks of the job of `ps_device`.
      ps_ops: the types of operations that count as variables.
      ps_strategy: gives the task of an operation; one after the other by default.

    Returns:
      the function; None where there are no tasks.

    Raises:
      TypeError: `cluster` is none, `ps_strategy` no function.
    """
    if cluster is not None:
        jobs = ClusterSpec(cluster).as_dict()
        ps_tasks = len(jobs.get(DeviceSpec.from_string(ps_device).job or "", ()))
    if ps_tasks == 0:
        return None
    if not merge_devices:
        logging.warning("DEPRECATION: It is recommended to set merge_devices=true in replica_device_setter")
    if ps_strategy is None:
        tasks = itertools.cycle(range(ps_tasks))
    elif not callable(ps_strategy):
        raise TypeError("ps_strategy must be callable")
    served = _OF_SERVERS if ps_ops is None else ps_ops

    def device_function(op: Operation) -> str:
        if not merge_devices and op.device:
            return op.device
        inner = DeviceSpec.from_string(op.device)
        outer = DeviceSpec.from_string(worker_device)
        if ps_device and op.type in served:
            outer = DeviceSpec.from_string(ps_device)
            if outer.job and inner.job in (None, "", outer.job):
                outer = outer.replace(task=next(tasks) if ps_strategy is None else ps_strategy(op))
        return outer.make_merged_spec(inner).to_string()

    return device_function


@export("contrib.training.GreedyLoadBalancingStrategy")
class GreedyLoadBalancingStrategy:
    """Chooses the task that has least to carry so far, for the `ps_strategy` of `replica_device_setter`.

    Args:
      num_tasks: how many there are.
      load_fn: what an operation weighs, a number.
    """

    def __init__(self, num_tasks: int, load_fn: Callable[[Operation], float]) -> None:
        self._load_fn = load_fn
        self._loads = np.zeros(num_tasks)

    def __call__(self, op: Operation) -> int:
        task = int(np.argmin(self._loads))
        self._loads[task] += self._load_fn(op)
        return task


@export("contrib.training.RandomStrategy")
class RandomStrategy:
    """Chooses a task by the name of the operation, always the same for the same name.

    Args:
      num_ps_tasks: how many tasks there are.
      seed: an int; another one gives other choices.
    """

    def __init__(self, num_ps_tasks: int, seed: int = 0) -> None:
        self._tasks = num_ps_tasks
        self._seed = seed

    def __call__(self, op: Operation) -> int:
        digest = hashlib.md5(f"{op.name}_{self._seed:d}".encode(), usedforsecurity=False).hexdigest()
        return int(digest, 16) % self._tasks


@export("contrib.training.byte_size_load_fn")
def byte_size_load_fn(op: Operation) -> int:
    """The bytes of a variable, for `GreedyLoadBalancingStrategy`.

    Args:
      op: the operation of the variable.

    Returns:
      int.

    Raises:
      ValueError: its shape is not known.
    """
    shape = op.outputs[0].get_shape()
    shape.assert_is_fully_defined()
    return (shape.num_elements() or 0) * op.outputs[0].dtype.base_dtype.size


@export("contrib.framework.VariableDeviceChooser", "contrib.slim.VariableDeviceChooser")
class VariableDeviceChooser:
    """Gives one variable after the other the device of the next task, for the `device` of `slim.variable`.

    Args:
      num_tasks: how many tasks; with 0 there is no job.
      job_name: the job that has the tasks.
      device_type, device_index, replica: the other parts of the device.
    """

    def __init__(
        self,
        num_tasks: int = 0,
        job_name: str = "ps",
        device_type: str = "CPU",
        device_index: int = 0,
        replica: int | None = None,
    ) -> None:
        self._spec = DeviceSpec(job_name if num_tasks else None, replica, None, device_type, device_index)
        self._tasks = itertools.cycle(range(num_tasks) if num_tasks else [None])

    def __call__(self, op: Operation) -> str:
        return self._spec.replace(task=next(self._tasks)).to_string()
