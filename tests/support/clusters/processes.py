"""The processes of a Ray that tests have started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def processes_of(started: int, name: str) -> Iterator[int]:
    """Those whose titles begin with `ray::` and have a name in them.

    Args:
      started: the process that all others of the Ray come from.
    """
    parents, names = {}, {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                parents[int(path.name)] = int(path.joinpath("stat").read_text().rpartition(")")[2].split()[1])
                names[int(path.name)] = path.joinpath("cmdline").read_bytes()
            except OSError:  # it has ended
                continue
    for process, title in names.items():
        above = process
        while above in parents and above != started:
            above = parents[above]
        if above == started and title.startswith(b"ray::") and name.encode() in title:
            yield process
