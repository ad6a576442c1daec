"""The file to which the benchmarks write: a line about the machine, then a line per case, each a JSON object."""

from __future__ import annotations

import json
import pathlib
from typing import NamedTuple

TITLES = {
    "pipelines": "Whole pipelines, best number of threads",
    "threads": "Whole pipelines by number of threads",
    "memory": "Peak memory of ten epochs",
    "session": "One run of a session",
    "start": "Starting",
    "wide_csv": "A wide CSV file",
}


class Group(NamedTuple):
    title: str
    rows: list[dict]  # see cases.py


def read(path: pathlib.Path | str) -> tuple[dict, list[Group]]:
    """The machine, and the cases of each benchmark in the order of TITLES."""
    lines = [json.loads(line) for line in pathlib.Path(path).read_text().splitlines()]
    machine = next((line["machine"] for line in lines if "machine" in line), {})
    rows: dict[str, list[dict]] = {bench: [] for bench in TITLES}
    for line in lines:
        if "bench" in line:
            rows[line["bench"]].append(line)
    return machine, [Group(TITLES[bench], found) for bench, found in rows.items() if found]
