"""Tables and a chart for docs/ from what the benchmarks have found.

    python benchmarks/report.py RESULTS.jsonl [--chart-python PYTHON]

The tables go between two markers of docs/performance.md; what stands around them stays. The chart is chart.py's work.
"""

from __future__ import annotations

import argparse
import pathlib
import subprocess
import sys

from cases import Case, quantity, times
from results import Group, read

HERE = pathlib.Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
BEGIN, END = "<!-- bench: begin (written by benchmarks/report.py) -->", "<!-- bench: end -->"
PAGE = f"""# How fast headrace is

`make bench BENCH=--write` measures all of this anew and writes this page's tables and its chart.

{BEGIN}
{END}
"""


def tables(machine: dict, groups: list[Group]) -> str:
    parts = [_about(machine)] if machine else []
    for group in groups:
        parts += [f"## {group.title}", _table(group.cases)]
    return "\n\n".join(parts)


def _about(machine: dict) -> str:
    modules = "compiled" if machine["compiled"] else "not compiled"
    text = (
        f"Measured {machine['date']} on {machine['cpu']}, {machine['cores']} cores, {machine['system']}, which had a load of"
        f" {machine['load']} before; Python {machine['python']}, NumPy {machine['numpy']}, headrace's hot modules {modules}"
    )
    peers = [f"{name} {version}" for name, version in machine.get("peers", {}).items()]
    return text + (f"; against {', '.join(peers)} in the same run, in turn." if peers else ".")


def _table(cases: list[Case]) -> str:
    peers = sorted(dict.fromkeys(peer for case in cases for peer in case.peers), key=lambda peer: peer != "tensorflow")
    repeated = any(case.worst is not None for case in cases)
    noted = any(case.note for case in cases)
    heads = ["case", "headrace", *(["its worst"] if repeated else [])]
    heads += [head for peer in peers for head in (peer, "ratio")] + (["note"] if noted else [])
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1 - noted) + ["---"] * noted]
    for case in cases:
        cells = [case.case, quantity(case.headrace, case.unit)]
        if repeated:
            cells.append("" if case.worst is None else quantity(case.worst, case.unit))
        for peer in peers:
            measured = peer in case.peers
            cells += [quantity(case.peers[peer], case.unit), times(case.ratio(peer))] if measured else ["", ""]
        lines.append(cells + ([case.note] if noted else []))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def put(text: str, page: str) -> str:
    """The page with the text between its markers."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"docs/performance.md: needs the line {BEGIN!r} and after it the line {END!r}")
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def write(path: pathlib.Path | str, python: str | None = None, docs: pathlib.Path = DOCS) -> None:
    """Write performance.md and, with an interpreter that has matplotlib, performance.png."""
    page, image = docs / "performance.md", docs / "performance.png"
    text = tables(*read(path))
    if python and subprocess.run([python, str(HERE / "chart.py"), str(path), str(image)]).returncode:
        print("no chart: it needs matplotlib in the interpreter of the peers", file=sys.stderr)
    if image.exists():
        text = f"![How many times better headrace is than each peer]({image.name})\n\n{text}"
    page.write_text(put(text, page.read_text() if page.exists() else PAGE))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=pathlib.Path)
    parser.add_argument("--chart-python", metavar="PYTHON", help="an interpreter that has matplotlib")
    options = parser.parse_args()
    write(options.results, options.chart_python)


if __name__ == "__main__":
    main()
