"""A Ray on this machine for the servers of a cluster: started, looked at, and ended. No other is touched."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from headrace.formats.errors import AlreadyExistsError, InvalidArgumentError, NotFoundError, UnavailableError
from headrace.graph.devices.cluster import ClusterSpec

from .connection import NAMESPACE, connected, environment_with_token, ray
from .tasks.names import TaskName, tasks_of

_READY_WITHIN = 60.0
_ENDED_WITHIN = 30.0
"""Seconds."""

_LEAST_MEMORY = 78 * 2**20
"""Bytes: the least object store that Ray starts with."""


class Started(NamedTuple):
    """A Ray that was started here.

    Attributes:
      pid: of the process that ends all of it when it is ended.
      address: for `RAY_ADDRESS`.
      directory: of its sockets and logs, with a short name: that of a socket may have some hundred bytes.
      begun: when it began, as the system tells it: a number that is given again names another process.
    """

    pid: int
    address: str
    directory: str
    begun: str


def read_spec(text: str) -> ClusterSpec:
    """The cluster that a JSON text, or a file of that name, describes: to each job the addresses of its tasks.

    Raises:
      InvalidArgumentError: it describes none; an address has no port, or is there twice.
    """
    if not text.lstrip().startswith("{"):
        try:
            text = Path(text).read_text(encoding="utf-8")
        except OSError as error:
            raise InvalidArgumentError(
                None, None, f"{text}: neither JSON nor a file that can be read ({error.strerror})"
            ) from error
    try:
        spec = ClusterSpec(json.loads(text))
    except (ValueError, TypeError) as error:
        raise InvalidArgumentError(None, None, f"no cluster: {error}") from error
    seen: dict[str, TaskName] = {}
    for task in tasks_of(spec):
        address = spec.task_address(*task)
        host, _, port = address.rpartition(":")
        if not host or not port.isdigit() or not 0 < int(port) < 1 << 16:
            raise InvalidArgumentError(None, None, f"{task}: {address!r} is no host:port")
        if address in seen:
            raise InvalidArgumentError(None, None, f"{task}: {address} is also that of {seen[address]}")
        seen[address] = task
    return spec


def up(cpus: int | None = None, memory: int | None = None, port: int | None = None) -> Started:
    """Start a Ray on this machine, which lives until `down`.

    Args:
      cpus: how many processors its tasks may take; None: those of the machine. Servers take none.
      memory: bytes of its object store, in shared memory; None: Ray's choice.
      port: of its first process; None: a free one.

    Raises:
      AlreadyExistsError: one is up.
      InvalidArgumentError: `memory` is too small.
      UnimplementedError: Ray is not installed; UnavailableError: it did not start.
    """
    library = ray()
    if memory is not None and memory < _LEAST_MEMORY:
        raise InvalidArgumentError(None, None, f"an object store needs {_LEAST_MEMORY} bytes at least, not {memory}")
    with contextlib.suppress(NotFoundError):
        there = started()
        raise AlreadyExistsError(None, None, f"a Ray is up at {there.address} (process {there.pid}): headrace cluster down")
    address = f"{library.util.get_node_ip_address()}:{port or _free_port()}"
    command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block", "--include-dashboard=false"]
    directory = tempfile.mkdtemp(prefix="ray-", dir="/tmp" if os.path.isdir("/tmp") else None)
    command += ["--disable-usage-stats", f"--temp-dir={directory}", f"--port={address.rpartition(':')[2]}"]
    command += [f"--num-cpus={cpus}"] if cpus is not None else []
    command += [f"--object-store-memory={memory}"] if memory is not None else []
    log = _state().with_suffix(".log")
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, env=environment_with_token()
        )
    found = Started(process.pid, address, directory, _begun(process.pid))
    _state().write_text(json.dumps(found._asdict()), encoding="utf-8")
    try:
        _wait_until_it_answers(process, address, log)
    except BaseException:
        process.terminate()
        process.wait()
        _state().unlink()
        shutil.rmtree(directory, ignore_errors=True)
        raise
    return found


def _wait_until_it_answers(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    # A process of its own: this one may not be connected yet.
    code = f"import ray; ray.init(address={address!r}, configure_logging=False, log_to_driver=False)"
    give_up = time.monotonic() + _READY_WITHIN
    while process.poll() is None and (left := give_up - time.monotonic()) > 0:
        with contextlib.suppress(subprocess.TimeoutExpired):
            probe = [sys.executable, "-c", code]
            if not subprocess.run(probe, capture_output=True, env=environment_with_token(), timeout=left).returncode:
                return
    told = log.read_text(errors="replace").strip().splitlines()
    raise UnavailableError(None, None, f"Ray did not start at {address}: {told[-1] if told else 'it said nothing'} ({log})")


def started() -> Started:
    """The Ray that `up` has started. What is left of one that has ended by itself is cleared away.

    Raises:
      NotFoundError: there is none; where one has ended by itself, the message says so.
    """
    nothing = "no Ray is up that `headrace cluster up` has started"
    try:
        found = Started(**json.loads(_state().read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise NotFoundError(None, None, nothing) from None
    except (OSError, ValueError, TypeError) as error:
        _state().unlink(missing_ok=True)
        raise NotFoundError(None, None, f"{nothing}; {_state()} told of none, and was removed") from error
    if not _lives(found):
        _clear(found)
        raise NotFoundError(None, None, f"{nothing}: that at {found.address} had ended by itself")
    return found


def _lives(found: Started) -> bool:
    with contextlib.suppress(ChildProcessError):  # of another process than this one
        os.waitpid(found.pid, os.WNOHANG)
    try:
        return _begun(found.pid) == found.begun
    except (ProcessLookupError, PermissionError):
        return False


def _clear(found: Started) -> None:
    """Remove what a Ray that has ended leaves."""
    shutil.rmtree(found.directory, ignore_errors=True)
    _state().unlink(missing_ok=True)


def _begun(pid: int) -> str:
    """When a process began. Raises ProcessLookupError where there is none, or one that has ended and that nobody asks about."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except FileNotFoundError:
        os.kill(pid, 0)  # a system without /proc
        return ""
    if state[0] == "Z":
        raise ProcessLookupError
    return state[19]


def down() -> Started:
    """End the Ray that `up` has started, with all that runs on it. Raises NotFoundError where there is none."""
    found = started()
    os.kill(found.pid, signal.SIGTERM)
    give_up = time.monotonic() + _ENDED_WITHIN
    while _lives(found):
        if time.monotonic() > give_up:
            os.killpg(found.pid, signal.SIGKILL)  # it was made the head of a group of its own
        time.sleep(0.1)
    _clear(found)
    return found


def servers() -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    """The addresses of the servers that there are, and what each tells of itself; None for one that does not answer."""
    library = connected()
    for one in sorted(library.util.list_named_actors(all_namespaces=True), key=lambda one: one["name"]):
        if one["namespace"] == NAMESPACE:
            try:
                actor = library.get_actor(one["name"], namespace=NAMESPACE)
                yield one["name"], library.get(actor.describe.remote(), timeout=5)
            except (ValueError, library.exceptions.RayError):
                yield one["name"], None


def _state() -> Path:
    return Path(tempfile.gettempdir(), f"headrace-cluster-{os.getuid()}.json")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("", 0))
        port: int = found.getsockname()[1]
        return port
