"""enable_top: lets `headrace top` look into this program."""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import select
import socket
import threading
from typing import Any

from headrace.formats.exports import export

from .sockets import path_of
from .views import Views

_log = logging.getLogger("headrace")
_LONGEST_REQUEST = 1 << 10


@export("enable_top")
def enable_top() -> None:
    """Let `headrace top` look into this program: which queues are how full, what moves, who waits, what limits.

    A thread waits at a Unix socket in the directory for temporary files, which only the user who runs the program can open;
    it is removed when the program ends. Nothing is counted for it that is not counted anyway: as long as nobody looks it
    costs nothing. Forked processes are not looked into. May be called again.

    Raises:
      PermissionDeniedError: the directory of the sockets is another user's, or others can read it.
      UnimplementedError: this system has no Unix sockets.
    """
    with _lock:
        if not _servers or _servers[0].pid != os.getpid():
            _servers[:] = [Server()]


_lock = threading.Lock()
_servers: list[Server] = []
"""The one of this process, if any. Guarded by _lock."""


class Server:
    """Sends views to whoever connects, each from a thread of its own."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.path = path_of(self.pid)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.path)  # of a process that had the number before
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(self.path)
        os.chmod(self.path, 0o600)
        self._socket.listen()
        self._wake, self._waker = os.pipe()
        self._threads = [_started(self._accept)]  # appended to by the first alone
        atexit.register(self.close)

    def close(self) -> None:
        """Remove the socket and end the threads. May be called twice."""
        atexit.unregister(self.close)
        if os.getpid() != self.pid:
            return
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.path)
        with contextlib.suppress(OSError):  # closed before
            os.write(self._waker, b"x")
        for thread in self._threads:
            thread.join()
        for number in (self._wake, self._waker):
            with contextlib.suppress(OSError):
                os.close(number)

    def _accept(self) -> None:
        with self._socket:
            while not self._is_over(self._socket, None):
                connection, _ = self._socket.accept()
                self._threads[1:] = [thread for thread in self._threads[1:] if thread.is_alive()]
                self._threads.append(_started(self._serve, connection))

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                if self._is_over(connection, None):
                    return
                seconds = json.loads(connection.recv(_LONGEST_REQUEST) or b"{}").get("seconds", 1.0)
                views = Views()
                going = True
                while going:
                    connection.sendall(f"{json.dumps(views.of_program())}\n".encode())
                    # Who looks sends nothing more: what can be read is the end.
                    going = not _readable(seconds, connection, self._wake)
            except (OSError, ValueError, AttributeError, TypeError) as error:
                _log.debug("headrace top has gone: %s", error)

    def _is_over(self, source: socket.socket, seconds: float | None) -> bool:
        """Wait until something comes from a socket; whether the end came instead."""
        return self._wake in _readable(seconds, source, self._wake)


def _readable(seconds: float | None, *sources: Any) -> list[Any]:
    """Those of several files and sockets from which something can be read, after a wait of so many seconds at most."""
    return select.select(sources, [], [], seconds)[0]


def _started(target: object, *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=arguments, name="headrace top", daemon=True)  # type: ignore[arg-type]
    thread.of_headrace = True  # type: ignore[attr-defined]
    thread.start()
    return thread
