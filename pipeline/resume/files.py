"""Fingerprints of files: whether those that a state tells of are still what they were."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import numpy as np
from crc32c import crc32c

from headrace.formats.files import directories
from headrace.formats.files.paths import is_remote, local
from headrace.graph.types.errors import FailedPreconditionError, OpError

from .encoding import decoded, encoded

_WHOLE_BYTES = 64 << 20
"""Larger files are looked at in places only."""
_PLACES, _PLACE_BYTES = 32, 128 << 10
_SECONDS = 0.05
"""For checksums of files that nothing of was read yet; the next states go on where the time was over."""
_UNKNOWN = -1


class Fingerprint(NamedTuple):
    """What is known of a file: its size (-1: it was not there), its time of change, its checksum or -1."""

    size: int
    changed: int
    checksum: int


_known: dict[tuple[str, int, int], int] = {}  # guarded by _lock
_lock = threading.Lock()


def fingerprints(read: Collection[str], named: Iterable[str]) -> dict[str, Any]:
    """The fingerprints of files as plain data.

    Args:
      read: those of which something is read again; their checksums are always known.
      named: others that are still to be read.
    """
    found = {name: _fingerprint(name, None) for name in read}
    until = time.monotonic() + _SECONDS
    found |= {name: _fingerprint(name, until) for name in named if name not in found}
    table = np.array(list(found.values()), np.int64).reshape(-1, 3)
    return {"names": list(found), "read": len(read), "table": encoded(table)}


def check(files: dict[str, Any]) -> None:
    """Raises FailedPreconditionError where a file is gone or has changed."""
    for position, (name, row) in enumerate(zip(files["names"], decoded(files["table"]).tolist(), strict=True)):
        then = Fingerprint(*row)
        if then.size < 0:
            continue
        now = _status(name)
        if now.size < 0:
            raise _changed(name, "it is gone")
        if now.size != then.size:
            raise _changed(name, f"it had {then.size:,} bytes and has {now.size:,}")
        if is_remote(name) or (now.changed == then.changed and position >= files["read"]):
            continue
        if then.checksum == _UNKNOWN:
            raise _changed(name, "it was written anew, and what was in it is not known")
        if _checksum(name, now) != then.checksum:
            raise _changed(name, "its contents are others")


def _changed(name: str, how: str) -> FailedPreconditionError:
    return FailedPreconditionError(None, None, f"the pipeline cannot go on from this state: file {name!r} has changed: {how}")


def is_no_file(name: str) -> bool:
    """Whether there is something of that name that cannot be read twice: a pipe, a terminal, a socket."""
    try:
        mode = os.stat(local(name)).st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _fingerprint(name: str, until: float | None) -> Fingerprint:
    found = _status(name)
    if found.size < 0 or is_remote(name):
        return found
    key = (name, found.size, found.changed)
    with _lock:
        known = _known.get(key)
    if known is None and (until is None or time.monotonic() < until):
        known = _checksum(name, found)
        with _lock:
            _known[key] = known
    return found._replace(checksum=_UNKNOWN if known is None else known)


def _status(name: str) -> Fingerprint:
    try:
        found = directories.status(name)
    except OpError:
        return Fingerprint(-1, 0, _UNKNOWN)
    return Fingerprint(found.length, found.mtime_nsec, _UNKNOWN)


def _checksum(name: str, found: Fingerprint) -> int:
    """CRC-32C of a file, or of many pieces of a large one."""
    checksum = 0
    with open(local(name), "rb") as file:
        if found.size <= _WHOLE_BYTES:
            while piece := file.read(1 << 20):
                checksum = crc32c(piece, checksum)
            return checksum
        for place in np.linspace(0, found.size - _PLACE_BYTES, _PLACES).astype(np.int64).tolist():
            file.seek(place)
            checksum = crc32c(file.read(_PLACE_BYTES), checksum)
    return checksum
