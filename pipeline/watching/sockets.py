"""Where programs that can be looked into are found: a socket for each, by its process, in a directory of its owner's."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import stat
import tempfile
from collections.abc import Iterator
from typing import Any

from headrace.graph.types.errors import NotFoundError, PermissionDeniedError, UnimplementedError

_SUFFIX = ".sock"
_SECONDS = 5.0
"""How long a program may take to answer, beside the time between two views."""


def directory() -> str:
    """The directory of this user's sockets, which nobody else can read; it is made.

    Raises:
      PermissionDeniedError: it is somebody else's, or others can read it.
      UnimplementedError: this system has no such sockets.
    """
    if not hasattr(socket, "AF_UNIX") or not hasattr(os, "getuid"):
        raise UnimplementedError(None, None, "headrace top needs Unix sockets, which this system has not")
    path = os.path.join(tempfile.gettempdir(), f"headrace-{os.getuid()}")
    with contextlib.suppress(FileExistsError):
        os.mkdir(path, 0o700)
    found = os.lstat(path)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        message = f"{path} must be a directory of user {os.getuid()} that nobody else can read: it has mode {found.st_mode:o}"
        raise PermissionDeniedError(None, None, message)
    return path


def path_of(pid: int) -> str:
    """The socket of a process."""
    return os.path.join(directory(), f"{pid}{_SUFFIX}")


def programs() -> list[int]:
    """The processes that can be looked into. Sockets that killed programs have left are removed."""
    found = []
    for name in os.listdir(directory()):
        pid = name.removesuffix(_SUFFIX)
        if name.endswith(_SUFFIX) and pid.isdigit():
            try:
                _connected(int(pid)).close()
                found.append(int(pid))
            except ConnectionRefusedError:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(path_of(int(pid)))
            except OSError:  # it ends just now
                continue
    return sorted(found)


def views_from(pid: int, seconds: float = 1.0) -> Iterator[dict[str, Any]]:
    """The views of a program, one every so many `seconds`, until it ends.

    Args:
      pid: of a process that has called `enable_top`.

    Raises:
      NotFoundError: there is no such process, or it does not allow it.
    """
    try:
        connection = _connected(pid)
    except OSError:
        hint = "start it by `headrace run --top`, or call headrace.enable_top() in it"
        raise NotFoundError(None, None, f"no program with pid {pid} can be looked into; {hint}") from None
    with connection, connection.makefile("r", encoding="utf-8") as lines:
        connection.settimeout(_SECONDS + seconds)
        connection.sendall(f"{json.dumps({'seconds': seconds})}\n".encode())
        with contextlib.suppress(ConnectionError, TimeoutError):
            for line in lines:
                yield json.loads(line)


def _connected(pid: int) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(_SECONDS)
        connection.connect(path_of(pid))
    except BaseException:
        connection.close()
        raise
    return connection
