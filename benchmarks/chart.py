"""The chart of what the benchmarks have found.

    python benchmarks/chart.py RESULTS.jsonl IMAGE.png

It needs matplotlib: report.py starts it in the interpreter of the peers.
"""

from __future__ import annotations

import sys

import matplotlib
from cases import times
from matplotlib import pyplot
from results import TITLES, Group, read

matplotlib.use("agg")


def draw(groups: list[Group], path: str) -> None:
    """A bar per case and peer: how many times better headrace is, on a scale of powers of ten."""
    bars = []
    for group in groups:
        where = group.title.split(",")[0]
        for case in group.cases if group.title != TITLES["threads"] else ():
            bars += [(f"{where}: {case.case}", peer, case.ratio(peer)) for peer in case.peers]
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


if __name__ == "__main__":
    _, groups = read(sys.argv[1])
    draw(groups, sys.argv[2])
