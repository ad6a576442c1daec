"""What a benchmark found out about one case: a line to read, and a JSON object for report.py.

The object is {"bench", "case", "unit", "headrace", "peers": {name: value}, "ratio", "worst", "repeats"}, and "note" where
there is one. `ratio` says how many times better headrace is than the first peer.
"""

from __future__ import annotations

import dataclasses
import json
import math
import pathlib
import statistics
from collections.abc import Mapping, Sequence


@dataclasses.dataclass(frozen=True)
class Case:
    bench: str
    case: str
    unit: str  # "/s" is better the higher, all others the lower
    headrace: float
    peers: Mapping[str, float] = dataclasses.field(default_factory=dict)
    worst: float | None = None  # of headrace's own measurements
    repeats: int | None = None
    note: str = ""

    @classmethod
    def of(cls, bench: str, case: str, unit: str, found: Mapping[str, Sequence[float]], note: str = "") -> Case:
        """From all measurements of each library."""
        peers = {library: statistics.median(values) for library, values in found.items()}
        ours = found["headrace"]
        worst = min(ours, key=lambda value: better(value, 1, unit)) if len(ours) > 1 else None
        return cls(bench, case, unit, peers.pop("headrace"), peers, worst, len(ours), note)

    def report(self, label: str, path: pathlib.Path | str | None) -> None:
        """Print the line, and append the JSON object to the file, if there is one."""
        print(self.line(label), flush=True)
        if path is not None:
            with open(path, "a") as file:
                file.write(json.dumps(self.row()) + "\n")

    def line(self, label: str) -> str:
        """`work=csv threads=4 headrace=2,130,000/s  tensorflow=29,100/s  ratio=73x  (median of 5, worst 1,980,000/s)`"""
        parts = [f"{label} headrace={quantity(self.headrace, self.unit)}"]
        for peer, value in self.peers.items():
            ratio = times(better(self.headrace, value, self.unit))
            parts.append(f"{peer}={quantity(value, self.unit)}  ratio={ratio}")
        remarks = [f"median of {self.repeats}"] if self.worst is not None else []
        remarks += [f"worst {quantity(self.worst, self.unit)}"] if self.worst is not None else []
        remarks += [self.note] if self.note else []
        return "  ".join(parts + ([f"({', '.join(remarks)})"] if remarks else []))

    def row(self) -> dict:
        row = dataclasses.asdict(self)
        first = next(iter(self.peers.values()), None)
        row["ratio"] = None if first is None else better(self.headrace, first, self.unit)
        return row


def better(ours: float, theirs: float, unit: str) -> float:
    """How many times faster or smaller."""
    return ours / theirs if unit.endswith("/s") else theirs / ours


def quantity(value: float, unit: str) -> str:
    """Three digits and the unit: `2,130,000/s`, `29.1 ms`."""
    rounded = float(f"{value:.3g}")
    digits = max(0, 2 - math.floor(math.log10(abs(rounded)))) if rounded else 0
    return f"{rounded:,.{digits}f}{'' if unit.startswith('/') else ' '}{unit}"


def times(ratio: float) -> str:
    return f"{ratio:.3g}x" if ratio < 10 else f"{ratio:,.0f}x"
