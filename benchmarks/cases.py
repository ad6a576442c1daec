"""What a benchmark found out about one case: a line to read, and a JSON object for report.py.

The object is {"bench", "case", "unit", "headrace", "peers": {name: value}, "worst", "repeats", "note", "ratio"}, where
`ratio` is that to the first peer. A ratio says how many times better headrace is: faster, or smaller.
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
    unit: str  # with "/s" higher is better, with all others lower
    headrace: float
    peers: Mapping[str, float] = dataclasses.field(default_factory=dict)
    worst: float | None = None  # of headrace's own measurements, if there are several
    repeats: int | None = None
    note: str = ""

    @classmethod
    def of(cls, bench: str, case: str, unit: str, found: Mapping[str, Sequence[float]], note: str = "") -> Case:
        """From all measurements of each library."""
        peers = {library: statistics.median(values) for library, values in found.items()}
        ours = found["headrace"]
        worst = min(ours) if _higher_is_better(unit) else max(ours)
        return cls(bench, case, unit, peers.pop("headrace"), peers, worst if len(ours) > 1 else None, len(ours), note)

    def report(self, label: str, path: pathlib.Path | str | None) -> None:
        """Print the line, and append the JSON object to the file, if there is one."""
        print(self.line(label), flush=True)
        if path is not None:
            with open(path, "a") as file:
                ratio = next(map(self.ratio, self.peers), None)
                file.write(json.dumps(dataclasses.asdict(self) | {"ratio": ratio}) + "\n")

    def line(self, label: str) -> str:
        """`work=csv threads=4 headrace=2,130,000/s  tensorflow=29,100/s  ratio=73x  (median of 5, worst 1,980,000/s)`"""
        parts = [f"{label} headrace={quantity(self.headrace, self.unit)}"]
        for peer, value in self.peers.items():
            parts.append(f"{peer}={quantity(value, self.unit)}  ratio={times(self.ratio(peer))}")
        remarks = [] if self.worst is None else [f"median of {self.repeats}", f"worst {quantity(self.worst, self.unit)}"]
        remarks += [self.note] if self.note else []
        return "  ".join(parts + ([f"({', '.join(remarks)})"] if remarks else []))

    def ratio(self, peer: str) -> float:
        theirs = self.peers[peer]
        return self.headrace / theirs if _higher_is_better(self.unit) else theirs / self.headrace


def _higher_is_better(unit: str) -> bool:
    return unit.endswith("/s")


def quantity(value: float, unit: str) -> str:
    """Three digits and the unit: `2,130,000/s`, `29.1 ms`."""
    rounded = float(f"{value:.3g}")
    digits = max(0, 2 - math.floor(math.log10(abs(rounded)))) if rounded else 0
    return f"{rounded:,.{digits}f}{'' if unit.startswith('/') else ' '}{unit}"


def times(ratio: float) -> str:
    return f"{ratio:.3g}x" if ratio < 10 else f"{ratio:,.0f}x"
