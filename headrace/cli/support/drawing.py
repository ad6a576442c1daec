"""Drawings of numbers in text: a curve of dots, and a line of bars."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np

from . import number_text

_BARS = "▁▂▃▄▅▆▇█"
_PLAIN_BARS = "_.-=+*#@"
_BLANK = 0x2800  # of Braille, eight dots in two columns of four
_DOTS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])


def is_unicode() -> bool:
    """Whether standard output takes more than ASCII."""
    return (sys.stdout.encoding or "").lower().startswith("utf")


def spark(values: Sequence[float], width: int = 20) -> str:
    """Values as a line of `width` bars at most, each the mean of neighbours; those that are not finite are left out."""
    found = np.asarray(values, np.float64)
    found = found[np.isfinite(found)] / 2  # so that the span of the largest numbers is finite
    if not len(found):
        return ""
    means = np.array([part.mean() for part in np.array_split(found, min(width, len(found)))])
    low, high = float(means.min()), float(means.max())
    bars = _BARS if is_unicode() else _PLAIN_BARS
    if low == high:
        return bars[0] * len(means)
    return "".join(bars[level] for level in np.rint((means - low) / (high - low) * (len(bars) - 1)).astype(int))


def curve(steps: Sequence[float], values: Sequence[float], width: int = 70, height: int = 12) -> list[str]:
    """Points as a drawing, line by line, with the extremes at its sides; points that are not finite are left out.

    Args:
      width, height: of the drawing without its labels, in characters.
    """
    x, y = np.asarray(steps, np.float64), np.asarray(values, np.float64)
    finite = np.isfinite(x) & np.isfinite(y)
    x, y = x[finite], y[finite] / 2  # so that the span of the largest numbers is finite
    if not len(x):
        return ["(no finite value)"]
    wide, tall = (2, 4) if is_unicode() else (1, 1)
    if len(x) > 1 and (np.diff(x) > 0).all():  # a line through the points
        between = np.linspace(x[0], x[-1], 8 * width)
        x, y = np.append(x, between), np.append(y, np.interp(between, x, y))
    columns, rows = _places(x, width * wide), height * tall - 1 - _places(y, height * tall)
    cells = np.zeros((height, width), np.int64)
    np.bitwise_or.at(cells, (rows // tall, columns // wide), _DOTS[rows % tall, columns % wide])
    labels = {0: number_text(2 * float(y.max())), height - 1: number_text(2 * float(y.min()))}
    margin = max(map(len, labels.values()))
    left, corner, bottom = ("┤", "└", "─") if is_unicode() else ("|", "+", "-")
    lines = [f"{labels.get(row, ''):>{margin}} {left}{_text(cells[row])}".rstrip() for row in range(height)]
    first, last = number_text(float(x.min())), number_text(float(x.max()))
    return [
        *lines,
        f"{'':>{margin}} {corner}{bottom * width}",
        f"{'':>{margin}}  {first}{last:>{max(width - len(first), len(last) + 1)}}",
    ]


def _places(values: np.ndarray, count: int) -> np.ndarray:
    """Which of `count` equal parts between the least and the greatest each value lies in."""
    low, high = values.min(), values.max()
    if low == high:
        return np.full(len(values), count // 2)
    return np.minimum(((values - low) / (high - low) * count).astype(int), count - 1)


def _text(cells: np.ndarray) -> str:
    if is_unicode():
        return "".join(chr(_BLANK + cell) if cell else " " for cell in cells.tolist())
    return "".join("*" if cell else " " for cell in cells.tolist())
