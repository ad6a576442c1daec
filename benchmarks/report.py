"""Tables and a chart for docs/ from what the benchmarks have found.

    python benchmarks/report.py RESULTS.jsonl [--chart-python PYTHON]

The tables go between two markers of docs/performance.md; what stands around them stays. The chart needs matplotlib, which
the interpreter of the peers has.
"""

from __future__ import annotations

import argparse
import itertools
import json
import pathlib
import subprocess
import sys

from cases import better, quantity, times

DOCS = pathlib.Path(__file__).resolve().parents[1] / "docs"
BEGIN, END = "<!-- bench: begin (written by benchmarks/report.py) -->", "<!-- bench: end -->"
TITLES = {
    "pipelines": "Whole pipelines, best number of threads",
    "threads": "Whole pipelines by number of threads",
    "memory": "Peak memory of ten epochs",
    "session": "One run of a session",
    "start": "Starting",
    "wide_csv": "A wide CSV file",
}
PAGE = f"""# How fast headrace is

`make bench BENCH=--write` measures all of this anew and writes this page's tables and its chart.

{BEGIN}
{END}
"""


def read(path: pathlib.Path | str) -> tuple[dict, list[dict]]:
    """The machine and the cases."""
    lines = [json.loads(line) for line in pathlib.Path(path).read_text().splitlines() if line.strip()]
    machine = next((line["machine"] for line in lines if "machine" in line), {})
    return machine, [line for line in lines if "case" in line]


def tables(machine: dict, rows: list[dict]) -> str:
    parts = [_about(machine)] if machine else []
    for bench, group in itertools.groupby(sorted(rows, key=_place), key=lambda row: row["bench"]):
        parts += [f"## {TITLES.get(bench, bench)}", _table(list(group))]
    return "\n\n".join(parts)


def _about(machine: dict) -> str:
    modules = "compiled" if machine["compiled"] else "not compiled"
    text = (
        f"Measured {machine['date']} on {machine['cpu']}, {machine['cores']} cores, {machine['system']}; Python"
        f" {machine['python']}, NumPy {machine['numpy']}, headrace's hot modules {modules}"
    )
    peers = [f"{name} {version}" for name, version in machine.get("peers", {}).items()]
    return text + (f"; against {', '.join(peers)} in the same run, in turn." if peers else ".")


def _place(row: dict) -> int:
    order = list(TITLES)
    return order.index(row["bench"]) if row["bench"] in order else len(order)


def _table(rows: list[dict]) -> str:
    peers = sorted(dict.fromkeys(peer for row in rows for peer in row["peers"]), key=lambda peer: peer != "tensorflow")
    measured_again = any(row.get("worst") is not None for row in rows)
    noted = any(row.get("note") for row in rows)
    heads = ["case", "headrace", *(["its worst"] if measured_again else [])]
    heads += [head for peer in peers for head in (peer, "ratio")] + (["note"] if noted else [])
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1 - noted) + ["---"] * noted]
    for row in rows:
        unit = row["unit"]
        cells = [row["case"], quantity(row["headrace"], unit)]
        if measured_again:
            cells.append("" if row.get("worst") is None else quantity(row["worst"], unit))
        for peer in peers:
            value = row["peers"].get(peer)
            cells += ["", ""] if value is None else [quantity(value, unit), times(better(row["headrace"], value, unit))]
        lines.append(cells + ([row.get("note", "")] if noted else []))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def put(text: str, page: str) -> str:
    """The page with the text between its markers."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"docs/performance.md: needs the line {BEGIN!r} and after it the line {END!r}")
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def write(results: pathlib.Path | str, python: str | None = None, docs: pathlib.Path = DOCS) -> None:
    """Write performance.md and, with an interpreter that has matplotlib, performance.png."""
    machine, rows = read(results)
    page = docs / "performance.md"
    text = tables(machine, rows)
    if python:
        chart = str(docs / "performance.png")
        if subprocess.run([python, __file__, str(results), "--chart", chart]).returncode:
            print("no chart: it needs matplotlib in the interpreter of the peers", file=sys.stderr)
    if (docs / "performance.png").exists():
        text = f"![How many times better headrace is than each peer](performance.png)\n\n{text}"
    page.write_text(put(text, page.read_text() if page.exists() else PAGE))


def draw(rows: list[dict], path: str) -> None:
    """A bar per case and peer: how many times better headrace is, on a scale of powers of ten."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    bars = []
    for row in sorted(rows, key=_place):
        where = TITLES.get(row["bench"], row["bench"]).split(",")[0]
        for peer, value in row["peers"].items() if row["bench"] != "threads" else ():
            bars.append((f"{where}: {row['case']}", peer, better(row["headrace"], value, row["unit"])))
    if not bars:
        raise SystemExit("no case was measured against a peer")
    colours = dict(zip(dict.fromkeys(peer for _, peer, _ in bars), pyplot.get_cmap("tab10").colors, strict=False))
    figure, axes = pyplot.subplots(figsize=(9, 1.2 + 0.26 * len(bars)), layout="constrained")
    for place, (_, peer, ratio) in enumerate(bars):
        axes.barh(place, ratio - 1, left=1, color=colours[peer], height=0.8)
        axes.annotate(
            times(ratio),
            (ratio, place),
            (4 if ratio >= 1 else -4, 0),
            textcoords="offset points",
            ha="left" if ratio >= 1 else "right",
            va="center",
            fontsize=8,
        )
    labels = [case if not place or bars[place - 1][0] != case else "" for place, (case, _, _) in enumerate(bars)]
    axes.set_yticks(range(len(bars)), labels, fontsize=8)
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlim(min(0.5, *(ratio / 2 for _, _, ratio in bars)), max(3 * ratio for _, _, ratio in bars))
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_xlabel("how many times better headrace is (1: the same)")
    axes.legend([pyplot.Rectangle((0, 0), 1, 1, color=colour) for colour in colours.values()], colours, fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=130)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=pathlib.Path)
    parser.add_argument("--chart-python", metavar="PYTHON", help="an interpreter that has matplotlib")
    parser.add_argument("--chart", metavar="FILE", help="draw the chart here, and do nothing else")
    options = parser.parse_args()
    if options.chart:
        draw(read(options.results)[1], options.chart)
    else:
        write(options.results, options.chart_python)


if __name__ == "__main__":
    main()
