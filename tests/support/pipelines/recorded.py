"""Programs with what TensorFlow makes of them, as lines of JSON."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from .build import Program, Spec
from .laws import expected_faults
from .model import Element, Meaning, RecordedFault
from .sinks import whole_order
from .values import from_json, to_json


def to_line(program: Program, meant: Meaning, counted: dict[str, int]) -> str:
    """A program and its meaning; the places of records, which only headrace tells, are left out."""
    ordered = whole_order(program.spec)
    return json.dumps(
        {
            "spec": program.spec,
            "delivered": _to_json(meant.delivered),
            "faults": expected_faults(program, meant),
            "cut": meant.cut,
            "counted": counted,
            "last_rows": None if ordered else _to_json(meant.last_rows),
            "beyond": None if ordered else _to_json(meant.beyond),
        },
        separators=(",", ":"),
    )


def from_line(line: str) -> tuple[Spec, Meaning, dict[str, int]]:
    """The spec, its meaning, and what its counters have counted."""
    data = json.loads(line)
    elements = {
        name: [[from_json(part) for part in element] for element in data[name] or ()]
        for name in ("delivered", "last_rows", "beyond")
    }
    faults: list[Exception] = [RecordedFault(*fault) for fault in data["faults"]]
    return data["spec"], Meaning(**elements, faults=faults, cut=data["cut"]), data["counted"]


def _to_json(elements: list[Element]) -> list[list[Any]]:
    return [[to_json(part) for part in element] for element in elements]


def lines_of(path: Path) -> list[str]:
    with gzip.open(path, "rt") as file:
        return file.read().splitlines()
