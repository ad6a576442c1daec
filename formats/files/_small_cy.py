# mypy: disable-error-code="valid-type"
"""The contents of many small files, one after the other, in one loop that holds no lock of Python's where it is compiled."""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

import os
import stat
import time
from collections.abc import Sequence

import numpy as np

if cython.compiled:
    from cython.cimports.libc.stdlib import free, malloc, realloc
    from cython.cimports.libc.string import memcpy, strlen, strncmp, strrchr, strstr
    from cython.cimports.posix.fcntl import AT_FDCWD, O_CLOEXEC, O_DIRECTORY, O_NONBLOCK, O_RDONLY, openat
    from cython.cimports.posix.fcntl import open as open_file
    from cython.cimports.posix.stat import S_ISREG, fstatat, struct_stat
    from cython.cimports.posix.time import CLOCK_MONOTONIC, clock_gettime, timespec
    from cython.cimports.posix.unistd import close, read

compiled: bool = cython.compiled

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def contents(paths: Sequence[bytes], most_bytes: int, room: int, seconds: float) -> tuple[bytes, np.ndarray]:
    """The contents of local files of 1 to `most_bytes` bytes, up to the first path that is none or cannot be read.

    What is no regular file is not opened: who waits to write to a pipe would take this for its reader.

    Args:
      room: bytes; the file that is the first to go beyond is the last.
      seconds: the file that is read when they are over is the last.
    Returns:
      the bytes of them all; int64 [files + 1]: where each begins, and where the last ends.
    """
    if not cython.compiled:
        return _contents_in_python(paths, most_bytes, room, seconds)
    return _contents(tuple(paths), most_bytes, room, seconds)


def _contents_in_python(paths: Sequence[bytes], most_bytes: int, room: int, seconds: float) -> tuple[bytes, np.ndarray]:
    until = time.perf_counter() + seconds
    found: list[bytes] = []
    bounds = [0]
    for path in paths:
        content = _content_in_python(path, most_bytes)
        if content is None:
            break
        found.append(content)
        bounds.append(bounds[-1] + len(content))
        if bounds[-1] > room or time.perf_counter() > until:
            break
    return b"".join(found), np.array(bounds, np.int64)


def _content_in_python(path: bytes, most_bytes: int) -> bytes | None:
    if b"://" in path:
        return None
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode) or not 0 < status.st_size <= most_bytes:
            return None
        descriptor = os.open(path, _FLAGS)
        try:
            content = os.read(descriptor, status.st_size + 1)
        finally:
            os.close(descriptor)
    except (OSError, ValueError):
        return None
    return content if len(content) == status.st_size else None


if cython.compiled:

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    def _now() -> cython.double:
        moment = cython.declare(timespec)
        clock_gettime(CLOCK_MONOTONIC, cython.address(moment))
        return moment.tv_sec + moment.tv_nsec * 1e-9

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    def _directory_length(path: cython.p_char) -> cython.Py_ssize_t:
        """How many bytes of a path stand before the name of the file."""
        slash: cython.p_char = strrchr(path, b"/")
        return 0 if slash == cython.NULL else slash - path + 1

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    def _opened_directory(path: cython.p_char, length: cython.Py_ssize_t) -> cython.int:
        """The directory that the first bytes of a path name, open; negative where that fails."""
        descriptor: cython.int = -1
        directory: cython.p_char = cython.cast(cython.p_char, malloc(length + 1))
        if directory != cython.NULL:
            memcpy(directory, path, length)
            directory[length] = 0
            descriptor = open_file(directory, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
            free(directory)
        return descriptor

    @cython.cfunc
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _contents(paths: tuple, most_bytes: cython.longlong, room: cython.Py_ssize_t, seconds: cython.double) -> tuple:
        n: cython.Py_ssize_t = len(paths)
        i: cython.Py_ssize_t
        path: bytes
        count: cython.Py_ssize_t = 0
        filled: cython.Py_ssize_t = 0
        capacity: cython.Py_ssize_t = 1 << 14
        size: cython.Py_ssize_t
        came: cython.Py_ssize_t
        descriptor: cython.int
        directory: cython.int = -1  # that of the last files, open where several are in it
        of: cython.Py_ssize_t = 0  # the first of them
        length: cython.Py_ssize_t = 0  # of its path
        name: cython.p_char
        where: cython.int
        until: cython.double
        status = cython.declare(struct_stat)
        grown: cython.p_char
        bounds = np.zeros(n + 1, np.int64)
        ends: cython.longlong[::1] = bounds
        names: cython.p_p_char = cython.cast(cython.p_p_char, malloc((n + 1) * cython.sizeof(cython.p_char)))
        buffer: cython.p_char = cython.cast(cython.p_char, malloc(capacity))
        try:
            if names == cython.NULL or buffer == cython.NULL:
                raise MemoryError
            for i in range(n):
                path = paths[i]
                names[i] = path
                if cython.cast(cython.Py_ssize_t, strlen(names[i])) != len(path):
                    n = i  # no path has a NUL in it
                    break
            with cython.nogil:
                until = _now() + seconds
                for i in range(n):
                    if strstr(names[i], b"://") != cython.NULL:
                        break
                    if _directory_length(names[i]) != length or strncmp(names[i], names[of], length) != 0:
                        if directory >= 0:
                            close(directory)
                            directory = -1
                        of, length = i, _directory_length(names[i])
                        if length and i + 1 < n and strncmp(names[i], names[i + 1], length) == 0:
                            directory = _opened_directory(names[i], length)
                    name = names[i] if directory < 0 else names[i] + length
                    where = AT_FDCWD if directory < 0 else directory
                    if fstatat(where, name, cython.address(status), 0) != 0 or not S_ISREG(status.st_mode):
                        break
                    if status.st_size <= 0 or status.st_size > most_bytes:
                        break
                    size = status.st_size
                    if filled + size + 1 > capacity:
                        capacity = 2 * capacity + size
                        grown = cython.cast(cython.p_char, realloc(buffer, capacity))
                        if grown == cython.NULL:
                            break
                        buffer = grown
                    descriptor = openat(where, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
                    if descriptor < 0:
                        break
                    came = read(descriptor, buffer + filled, size + 1)
                    close(descriptor)
                    if came != size:
                        break
                    filled += size
                    count += 1
                    ends[count] = filled
                    if filled > room or _now() > until:
                        break
            return buffer[:filled], bounds[: count + 1]
        finally:
            if directory >= 0:
                close(directory)
            free(names)
            free(buffer)
