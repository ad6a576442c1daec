"""Temporary files, and what becomes of those whose program was killed.

A file that is to appear whole is written under a temporary name beside its target and renamed. A program that is killed
meanwhile leaves the temporary file, which nobody else will ever want. So a temporary file has a name that says on which
machine it is written, and is locked by its writer until it has its final name; the system drops the lock when the
writer ends, however it ends. One of this machine that nobody has locked is left over, and the next program that writes
such a file in its directory removes it.

Where files cannot be locked, nothing is removed. File systems of URLs have no temporary files.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import os
import re
import socket
from typing import Any

try:
    import fcntl
except ImportError:  # not a POSIX system
    fcntl = None  # type: ignore[assignment]

# Another machine may write in the same directory; whether its locks are seen here depends on how the directory is mounted.
_MACHINE = hashlib.blake2b(socket.gethostname().encode(), digest_size=4).hexdigest()
_NOBODY = "nolock"
_OF_THIS_MACHINE = re.compile(rf"\..+\.{_MACHINE}[0-9a-f]{{8}}\.part", re.DOTALL)
_MOST_BASE_BYTES = 200  # of the 255 that a name may have


class Temporary:
    """A new file beside `target`, a local path. Leaving the block removes it, unless it was renamed.

    Attributes:
      name: its path.
      file: open for writing.
    """

    def __init__(self, target: str) -> None:
        self._directory, base = os.path.split(target)
        self._base = os.fsdecode(os.fsencode(base)[:_MOST_BASE_BYTES])
        self._process = os.getpid()
        _remove_left_over_once(os.path.abspath(self._directory), self._process)
        self._lock: io.FileIO | None = None
        taken = True
        while taken:
            taken = self._create()

    def _create(self) -> bool:
        """Make the file and lock it; False where that is done, True where another has taken it for one left over."""
        self.name = self._new_name(_NOBODY if fcntl is None else _MACHINE)
        self.file: Any = open(self.name, "xb")  # noqa: SIM115
        if fcntl is None:
            return False
        self._lock = io.FileIO(os.dup(self.file.fileno()))  # it keeps the lock when `file` is closed
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            taken = not os.fstat(self._lock.fileno()).st_nlink
        except BlockingIOError:
            taken = True
        except OSError:  # no locks here: a name that nobody takes for one left over
            taken = False
            unlocked, self.name = self.name, self._new_name(_NOBODY)
            os.rename(unlocked, self.name)
        if taken:
            self.file.close()
            self._lock.close()
        return taken

    def _new_name(self, mark: str) -> str:
        return os.path.join(self._directory, f".{self._base}.{mark}{os.urandom(4).hex()}.part")

    def rename(self, target: str) -> None:
        """Give it its final name, in place of what had it. The file is to be closed before."""
        os.replace(self.name, target)

    def __enter__(self) -> Temporary:
        return self

    def __exit__(self, *exc_info: Any) -> None:
        with contextlib.suppress(OSError):
            self.file.close()
        if os.getpid() == self._process:  # a forked child has no part in it
            with contextlib.suppress(OSError):  # it has its final name by now
                os.unlink(self.name)
        if self._lock is not None:
            self._lock.close()


@functools.lru_cache(maxsize=64)
def _remove_left_over_once(directory: str, process: int) -> None:
    """Remove what killed programs left in a directory, at the first time that a process writes there."""
    with contextlib.suppress(OSError), os.scandir(directory) as entries:
        for entry in entries:
            if is_one(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError), contextlib.ExitStack() as locks:
                    if lock_left_over(entry.path, locks):
                        os.unlink(entry.path)


def is_one(name: str) -> bool:
    """Whether a file of that name is a temporary one of this machine, left over or not."""
    return bool(_OF_THIS_MACHINE.fullmatch(name))


def lock_left_over(path: str, locks: contextlib.ExitStack) -> bool:
    """Lock a temporary file until `locks` ends; False where its writer lives, or it cannot be locked."""
    if fcntl is None:
        return False
    with contextlib.suppress(OSError):
        file = locks.enter_context(open(path, "r+b"))  # noqa: SIM115 - NFS locks only what is open for writing
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
