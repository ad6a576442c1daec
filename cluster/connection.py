"""Ray: imported when it is first needed, and connected to what runs."""

from __future__ import annotations

import atexit
import contextlib
import importlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

from headrace.formats.errors import CancelledError, FailedPreconditionError, UnavailableError, UnimplementedError

from .loss import Loss

NAMESPACE = "headrace"
"""Where the names of actors are looked up, whatever namespace a program itself is in."""

_LAST_STARTED = Path("/tmp/ray/ray_current_cluster")
"""Where Ray writes the address of what was started last on a machine."""

_ADDRESS, _MODE, _TOKEN = "RAY_ADDRESS", "RAY_AUTH_MODE", "RAY_AUTH_TOKEN"


def ray() -> Any:
    """The module. Raises UnimplementedError, which names the extra, where Ray is not installed."""
    os.environ.update(environment_with_token())  # it looks there once, when it is imported
    if (found := sys.modules.get("ray")) is not None and _gate.is_kept:
        return found
    hook = sys.excepthook
    try:
        found = importlib.import_module("ray")
    except ImportError as error:
        message = "Programs of several processes need Ray, the extra `ray`: pip install headrace[ray]"
        raise UnimplementedError(None, None, message) from error
    finally:
        sys.excepthook = hook  # its own asks Ray first, and a program that Ray has left would say nothing
    _gate.keep()
    return found


class _Gate:
    """Whoever calls Ray goes through it, and nobody once the process ends.

    Ray ends a process with code 1 in which a thread calls it after it has been shut down; the process has a code of its own.
    """

    def __init__(self) -> None:
        self.is_kept = False
        self._lock = threading.RLock()
        self._is_shut = False  # guarded by _lock

    def keep(self) -> None:
        """Shut it when the process ends: before Ray, which was imported earlier, shuts itself down."""
        with self._lock:
            if not self.is_kept:
                atexit.register(self._shut)
                self.is_kept = True

    def _shut(self) -> None:
        with self._lock:
            self._is_shut = True

    @contextlib.contextmanager
    def passed(self) -> Iterator[None]:
        with self._lock:
            if not self._is_shut:
                yield
                return
        if threading.current_thread().daemon:
            threading.Event().wait()  # as such threads do at the end of Python, without a word
        raise CancelledError(None, None, "the process ends")


_gate = _Gate()


def calling_ray() -> contextlib.AbstractContextManager[None]:
    """A block that calls Ray, and does not wait there. Once the process ends, daemons get no further; others CancelledError."""
    return _gate.passed()


_lock = threading.Lock()
_losses: dict[str, Loss] = {}  # guarded by _lock: of the node that this process is or was connected to


def connected() -> Any:
    """The module, connected to the Ray of `RAY_ADDRESS`, or to that which runs on this machine.

    Raises:
      UnimplementedError: it is not installed.
      UnavailableError: none runs there, or one of another version.
      FailedPreconditionError: the one that this process was connected to has ended.
    """
    found = ray()
    if not found.is_initialized():
        address = os.environ.get(_ADDRESS) or "auto"
        try:
            _check_that_somebody_listens(address)
            before = set(threading.enumerate())
            begin(found, address=address)
            for thread in set(threading.enumerate()) - before:
                thread.of_headrace = True  # type: ignore[attr-defined]  # none that puts elements of its own accord
        except (OSError, RuntimeError, ValueError) as error:
            told = f"{_ADDRESS}={address}" if _ADDRESS in os.environ else "this machine"
            first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise UnavailableError(
                None,
                None,
                f"No Ray to connect to at {told} ({first}). `headrace cluster up` starts one here; {_ADDRESS} names another.",
            ) from error
    if loss().is_certain:
        message = "The Ray that this process was connected to has ended, and its servers with it: start the process again"
        raise FailedPreconditionError(None, None, message)
    return found


def loss() -> Loss:
    """Whether the Ray that this process is connected to has ended."""
    found = ray()
    node = found.get_runtime_context().get_node_id()
    with _lock:
        if node not in _losses:
            _losses.clear()
            _losses[node] = Loss()
            _losses[node].watch(next(one["RayletSocketName"] for one in found.nodes() if one["NodeID"] == node))
        return _losses[node]


def _is_installed() -> bool:
    try:
        metadata.version("headrace")
    except metadata.PackageNotFoundError:
        return False
    return True


def environment_with_token() -> dict[str, str]:
    """The environment, in which Ray asks for the token that this user has. Who starts it does so, who connects is told."""
    has_token = _TOKEN in os.environ or Path.home().joinpath(".ray", "auth_token").exists()
    return {_MODE: "token", **os.environ} if has_token else dict(os.environ)


def _check_that_somebody_listens(address: str) -> None:
    """Raises OSError where nobody does: Ray itself would try for minutes."""
    if address == "auto":
        try:
            address = _LAST_STARTED.read_text(encoding="utf-8").strip()
        except OSError:
            return  # Ray knows other places to look
    host, _, port = address.rpartition(":")
    if host and port.isdigit() and "/" not in host:
        socket.create_connection((host, int(port)), timeout=5).close()


def begin(found: ModuleType, **options: Any) -> None:
    """Connect, or start a Ray of this process's own. It tells of errors only; what actors print is passed on.

    What SIGTERM does in this process stays as it is.

    Args:
      options: of `ray.init`.
    """
    ended = signal.getsignal(signal.SIGTERM)
    found.init(namespace=NAMESPACE, configure_logging=True, logging_level=logging.ERROR, runtime_env=_environment(), **options)
    if ended is not None and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, ended)


def _environment() -> dict[str, Any]:
    """Where actors find headrace: among the packages of Python; a checkout that is not installed, where this process does."""
    if _is_installed():
        return {}
    home = next((path for path in sys.path if path and Path(path, "headrace", "__init__.py").exists()), None)
    if home is None:
        return {}
    before = os.environ.get("PYTHONPATH")
    return {"env_vars": {"PYTHONPATH": os.pathsep.join([home, before] if before else [home])}}


def is_of_ray(error: BaseException) -> bool:
    """Whether an error says that an actor, or Ray itself, is gone."""
    library = sys.modules.get("ray")
    return library is not None and isinstance(error, library.exceptions.RayError)
