"""Ray: imported when it is first needed, and connected to what runs."""

from __future__ import annotations

import importlib
import logging
import os
import socket
import sys
import threading
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

from headrace.formats.errors import UnavailableError, UnimplementedError

NAMESPACE = "headrace"
"""Where the names of actors are looked up, whatever namespace a program itself is in."""

_LAST_STARTED = Path("/tmp/ray/ray_current_cluster")
"""Where Ray writes the address of what was started last on a machine."""

_ADDRESS, _MODE, _TOKEN = "RAY_ADDRESS", "RAY_AUTH_MODE", "RAY_AUTH_TOKEN"


def ray() -> Any:
    """The module. Raises UnimplementedError, which names the extra, where Ray is not installed."""
    os.environ.update(environment_with_token())  # it looks there once, when it is imported
    try:
        return importlib.import_module("ray")
    except ImportError as error:
        message = "Programs of several processes need Ray, the extra `ray`: pip install headrace[ray]"
        raise UnimplementedError(None, None, message) from error


def connected() -> Any:
    """The module, connected to the Ray of `RAY_ADDRESS`, or to that which runs on this machine.

    Raises:
      UnimplementedError: it is not installed.
      UnavailableError: none runs there, or one of another version.
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
    return found


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

    Args:
      options: of `ray.init`.
    """
    found.init(namespace=NAMESPACE, configure_logging=True, logging_level=logging.ERROR, runtime_env=_environment(), **options)


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
