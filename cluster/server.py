"""tf.train.Server: a task of a cluster, which other processes may use."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.devices.cluster import ClusterSpec
from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.run_context import FOREVER, RunContext
from headrace.graph.types.errors import NotFoundError, OpError, UnavailableError, UnknownError, invalid

from .connection import NAMESPACE, connected, loss, ray
from .sessions.masters import ClusterMaster, client
from .tasks.actor import TaskActor
from .tasks.courier import Courier
from .tasks.names import SCHEME, TaskName
from .tasks.remote import described
from .tasks.task import Task

_RELEASED_WITHIN = 15.0
"""Seconds within which the name of a server is free again whose process was killed."""

_PROTOCOL = "grpc"


@export("train.Server")
class Server:
    """A task of a cluster in this process. Other tasks run operations on it; sessions of its `target` run on the cluster.

    It is found by its address, in the Ray that `RAY_ADDRESS` names or that runs on this machine; a cluster of one task whose
    port is 0 (`create_local_server`) needs none.

    Args:
      server_or_cluster_def: a ServerDef, or what a ClusterSpec is made of.
      job_name: the job of this task; may be left out where there is only one.
      task_index: its number; may be left out where the job has one task.
      protocol: "grpc", by default.
      config: a ConfigProto, which is merged into those of all sessions of its target: what it sets counts. Its
        `device_count` says how many CPUs there are; a session's own `operation_timeout_in_ms` and `device_filters` count.
      start: whether to begin at once; else `start` does.

    Raises:
      TypeError, ValueError: of the first argument, or a job or task left out that is not clear.
      InvalidArgumentError: no such task, or an address without a port.
      NotFoundError: another protocol.
      UnknownError: another server has the address.
      UnavailableError: no Ray is there; UnimplementedError: it is not installed.
    """

    @door
    def __init__(
        self,
        server_or_cluster_def: Any,
        job_name: str | None = None,
        task_index: int | None = None,
        protocol: str | None = None,
        config: Any = None,
        start: bool = True,
    ) -> None:
        self._server_def = _server_def(server_or_cluster_def, job_name, task_index, protocol, config)
        self._cluster = ClusterSpec(self._server_def.cluster)
        self._name = TaskName(self._server_def.job_name, self._server_def.task_index)
        address, port = _local_address(self._server_def)
        if self._server_def.protocol != _PROTOCOL:
            raise NotFoundError(
                None,
                None,
                f"No server factory registered for the given ServerDef: {self._server_def}\n"
                "The available server factories are: [ GRPC_SERVER ]\n",
            )
        self._address = self._cluster.task_address(*self._name)
        self._is_alone = port == 0
        self.target_address = address
        self._lock = threading.Lock()
        # Guarded by _lock:
        self._actor: Any = None
        self._task: Task | None = None
        self._courier: Courier | None = None
        if start:
            self.start()

    @property
    def server_def(self) -> Any:
        """What it is, as a ServerDef."""
        return self._server_def

    @property
    def target(self) -> str:
        """What to give a session that is to run on the cluster: `grpc://host:port`."""
        return f"{SCHEME}{self.target_address}"

    @staticmethod
    @door
    def create_local_server(config: Any = None, start: bool = True) -> Server:
        """A server of a cluster of its own, with one task: `/job:local/task:0`.

        Args:
          config, start: as of a Server.

        Returns:
          it.
        """
        return Server({"local": ["localhost:0"]}, protocol=_PROTOCOL, config=config, start=start)

    @door
    def start(self) -> None:
        """Let others find it. Raises UnknownError, UnavailableError, UnimplementedError."""
        with self._lock:
            if not self._is_alone and self._actor is None:
                self._actor = self._begun()
        with _lock:
            _SERVERS[self.target] = self

    def _begun(self) -> Any:
        library = connected()
        node = library.get_runtime_context().get_node_id()
        strategy = library.util.scheduling_strategies.NodeAffinitySchedulingStrategy(node, soft=False)
        remote = library.remote(num_cpus=0, max_concurrency=10_000)(TaskActor)
        options = {"name": self._address, "namespace": NAMESPACE, "scheduling_strategy": strategy}
        about = described(self._name, self._cluster, self._server_def.default_session_config.SerializeToString())
        give_up = time.monotonic() + _RELEASED_WITHIN
        while True:
            try:
                actor = remote.options(**options).remote(self._name.device(), about)
                library.get(actor.describe.remote())
                return actor
            except ValueError as error:
                if time.monotonic() > give_up:
                    told = f"Could not start gRPC server: another one has the address {self._address}"
                    raise UnknownError(None, None, told) from error
                _pause(0.2)
            except library.exceptions.RayError as error:
                raise UnavailableError(None, None, f"{self._name} did not start: {error}") from error

    @door
    def join(self) -> None:
        """Wait for ever, and serve. Ends by an interrupt, and with UnavailableError where Ray has gone away."""
        if self._is_alone:
            while True:
                _pause(3600.0)
        gone = Condition()
        reference = self._actor.lives.remote().future()

        def wake(future: Any) -> None:
            with gone.lock:
                gone.notify_all()

        reference.add_done_callback(wake)
        told = f"{self._name} ({self._address}) was ended"
        with gone.lock:
            is_told = loss().wait_for(FOREVER, gone, reference.done)
        if not is_told:
            raise UnavailableError(None, None, f"{told}: the Ray of this machine has")
        try:
            reference.result()
        except ray().exceptions.RayError as error:
            raise UnavailableError(None, None, told) from error

    def master(self) -> ClusterMaster:
        """Who runs a new session of its target."""
        with self._lock:
            if self._task is None and (self._is_alone or self._moved_in()):
                self._task = Task(self._name.device())
                if self._actor is not None:
                    self._courier = Courier(self._actor, self._task)
            containers = None if self._task is None else self._task.containers
        return ClusterMaster(self._cluster, self._name, containers, self._actor, self._server_def.default_session_config)

    def _moved_in(self) -> bool:
        """Whether what the task holds is in this process from now on: nobody has used it before."""
        return bool(ray().get(self._actor.move_out.remote()))

    def clear(self, containers: Sequence[str], filters: Sequence[str]) -> None:
        """Clear containers of the tasks of its cluster.

        Args:
          containers: their names; all where there are none.
          filters: the `device_filters` that say which tasks; all where there are none.
        """
        if self._is_alone:
            if self._task is not None:
                self._task.reset(containers)
            return
        ClusterMaster(self._cluster, self._name, None).reset(containers, filters)


_lock = threading.Lock()
_SERVERS: dict[str, Server] = {}  # guarded by _lock: the servers of this process, by their targets


def master(target: str) -> ClusterMaster:
    """The master of a new session. Raises as `client` does."""
    with _lock:
        server = _SERVERS.get(target)
    return client(target) if server is None else server.master()


def reset(target: str, containers: Sequence[str], filters: Sequence[str]) -> None:
    """What `Session.reset` does for a target."""
    with _lock:
        server = _SERVERS.get(target)
    if server is not None:
        server.clear(containers, filters)
    else:
        client(target).reset(containers, filters)


def _pause(seconds: float) -> None:
    nothing = Condition()
    try:
        with nothing.lock:
            RunContext(seconds).wait_for(nothing, lambda: False)
    except OpError:
        return


def _server_def(given: Any, job_name: Any, task_index: Any, protocol: Any, config: Any) -> Any:
    """The ServerDef that the arguments of a Server describe."""
    found = messages.server_pb2.ServerDef()
    if isinstance(given, messages.server_pb2.ServerDef):
        found.CopyFrom(given)
        if job_name is not None:
            found.job_name = job_name
        if task_index is not None:
            found.task_index = task_index
    else:
        try:
            cluster = ClusterSpec(given)
        except TypeError:
            raise TypeError(
                "Could not convert `server_or_cluster_def` to a `tf.train.ServerDef` or `tf.train.ClusterSpec`."
            ) from None
        if job_name is None:
            if len(cluster.jobs) != 1:
                raise ValueError("Must specify an explicit `job_name`.")
            job_name = cluster.jobs[0]
        if task_index is None:
            indices = cluster.task_indices(job_name)
            if len(indices) != 1:
                raise ValueError("Must specify an explicit `task_index`.")
            task_index = indices[0]
        found.cluster.CopyFrom(cluster.as_cluster_def())
        found.job_name = job_name
        found.task_index = task_index
    if protocol is not None or not found.protocol:
        found.protocol = protocol or _PROTOCOL
    if config is not None:
        found.default_session_config.MergeFrom(config)
    return found


def _local_address(definition: Any) -> tuple[str, int]:
    """Where the server of a task is for this process, and the port that was asked for. Raises InvalidArgumentError."""
    tasks = next((dict(job.tasks) for job in definition.cluster.job if job.name == definition.job_name), {})
    if definition.task_index not in tasks:
        raise invalid(f'Task {definition.task_index} was not defined in job "{definition.job_name}"')
    address = tasks[definition.task_index]
    _, _, port = address.rpartition(":")
    if not port.isdigit() or ":" not in address:
        raise invalid(f'Could not parse port for local server from "{address}".')
    if int(port):
        return f"localhost:{port}", int(port)
    with socket.socket() as found:
        found.bind(("localhost", 0))
        return f"localhost:{found.getsockname()[1]}", 0
