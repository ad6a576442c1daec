"""The file to which the benchmarks write: a line about the machine, then a line per case, each a JSON object."""

from __future__ import annotations

import json
import pathlib
from typing import NamedTuple

from cases import Case

TITLES = {
    "pipelines": "Whole pipelines, best number of threads",
    "threads": "Whole pipelines by number of threads",
    "waits": "Steps that wait, sixteen threads",
    "memory": "Peak memory of ten epochs",
    "images": "JPEG files to batches of 224 x 224",
    "session": "One run of a session",
    "scale": "As programs grow",
    "cores": "Cores that others want too",
    "start": "Starting",
    "wide_csv": "A wide CSV file",
    "small_files": "Many files of three records",
    "wide_records": "Records of many parts",
    "cluster": "A worker and a parameter server",
    "tools": "Tools for files of records",
    "tools_memory": "The most memory of tools, for files of gigabytes",
}


class Group(NamedTuple):
    title: str
    cases: list[Case]


def read(path: pathlib.Path | str) -> tuple[dict, list[Group]]:
    """The machine, and the cases of each benchmark in the order of TITLES."""
    machine: dict = {}
    groups = {bench: Group(title, []) for bench, title in TITLES.items()}
    for line in pathlib.Path(path).read_text().splitlines():
        row = json.loads(line)
        if "machine" in row:
            machine = row["machine"]
        else:
            row.pop("ratio", None)  # Case reckons it
            groups[row["bench"]].cases.append(Case(**row))
    return machine, [group for group in groups.values() if group.cases]
