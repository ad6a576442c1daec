"""Directories in which the parts of a sharded checkpoint wait to be merged: `<checkpoint>_temp_<32 digits>`.

A program that is killed before it merges them leaves them, with as much data as the checkpoint has. So whoever writes
into such a directory marks it with a temporary file (`temporaries`), and what is left over in a directory of checkpoints is
removed by the next program that saves there. A directory without a mark is somebody else's.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import threading

from ..files import temporaries
from ..files.paths import is_remote, local, named
from ..forks import renewed

_NAME = re.compile(r".*_temp_[0-9a-f]{32}", re.DOTALL)
_PART = re.compile(r"part-\d{5}-of-\d{5}\.(index|data-\d{5}-of-\d{5})")

_lock = renewed(threading.Lock())
_marks: dict[str, temporaries.Temporary] = {}
"""By directory, those that this process has written to and not merged; guarded by _lock."""


def mark(directory: str) -> None:
    """Say that this process writes into a directory, if it is such a one."""
    if is_remote(directory) or not _NAME.fullmatch(os.path.basename(directory)):
        return
    path = os.path.realpath(local(directory))
    _remove_left_over_once(os.path.dirname(path), os.getpid())
    with _lock, named(directory):
        if path not in _marks:
            _marks[path] = temporaries.Temporary(os.path.join(path, "unmerged"))


def unmark(directory: str) -> None:
    """Say that what was written there is merged."""
    with _lock:
        found = _marks.pop(os.path.realpath(local(directory)), None)
    if found is not None:
        found.__exit__()


@functools.lru_cache(maxsize=64)
def _remove_left_over_once(parent: str, process: int) -> None:
    with contextlib.suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                _remove_if_left_over(entry.path)


def _remove_if_left_over(directory: str) -> None:
    with contextlib.suppress(OSError), contextlib.ExitStack() as locks:
        names = os.listdir(directory)
        marks = [os.path.join(directory, name) for name in names if temporaries.is_one(name)]
        if marks and all(temporaries.lock_left_over(path, locks) for path in marks):
            for path in [os.path.join(directory, name) for name in names if _PART.fullmatch(name)] + marks:
                os.unlink(path)
            os.rmdir(directory)
