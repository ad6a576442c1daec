"""Ray: imported when it is first needed, and connected to what runs."""

from __future__ import annotations

import importlib
import logging
import os
from types import ModuleType
from typing import Any

from headrace.formats.errors import UnavailableError, UnimplementedError

NAMESPACE = "headrace"
"""Where the names of actors are looked up, whatever namespace a program itself is in."""

_ADDRESS = "RAY_ADDRESS"


def ray() -> Any:
    """The module. Raises UnimplementedError, which names the extra, where Ray is not installed."""
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
            begin(found, address=address)
        except (ConnectionError, RuntimeError, ValueError) as error:
            told = f"{_ADDRESS}={address}" if _ADDRESS in os.environ else "this machine"
            first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise UnavailableError(
                None,
                None,
                f"No Ray to connect to at {told} ({first}). `headrace cluster up` starts one here; {_ADDRESS} names another.",
            ) from error
    return found


def begin(found: ModuleType, **options: Any) -> None:
    """Connect, or start a Ray of this process's own. It tells of errors only; what actors print is passed on.

    Args:
      options: of `ray.init`.
    """
    # Actors look for modules where this process does: Ray hands on `sys.path`.
    found.init(namespace=NAMESPACE, configure_logging=True, logging_level=logging.ERROR, **options)
