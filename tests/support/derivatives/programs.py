"""Programs that are asked for their gradients: texts that mean the same in TensorFlow and in headrace, and their arrays."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ..op_samples import drawn

Points = dict[str, dict[str, np.ndarray]]


@dataclass
class Program:
    """A text of expressions over `tf`, `np` and the names of the arrays at its points.

    Attributes:
      points: arrays by name, by point; the same names at each.
      twice: whether the gradients are derived once more.
    """

    text: str
    group: str
    points: Points = field(default_factory=dict)
    twice: bool = False


def _texts() -> dict[str, list[str]]:
    """By group the lines of programs.txt."""
    found: dict[str, list[str]] = {}
    for line in filter(None, Path(__file__).with_name("programs.txt").read_text().splitlines()):
        if line.startswith("["):
            group = found.setdefault(line.strip("[]"), [])
        else:
            group.append(line)
    return found


TEXTS = _texts()

_NUMBERS = [-np.inf, -3.0, -1.0, -0.5, -0.0, 0.0, 1e-30, 0.5, 1.0, 2.0, 3.5, 88.0, np.inf, np.nan]
_COMPLEX = [0, 1, -1, 1j, -2j, 1 + 2j, -3 - 0.5j]
_SHAPES = [((2, 3), (3,)), ((3,), (2, 3)), ((2, 1), (1, 3)), ((), (2, 3)), ((2, 3), ()), ((0, 3), (1, 3)), ((1, 3), (0, 1))]


def _pairs(values: Sequence, kind: str) -> dict[str, np.ndarray]:
    x, y = np.array(list(itertools.product(values, values)), kind).T
    return {"x": x.copy(), "y": y.copy()}


def _unary(group: str, complexes: bool = False) -> Iterator[Program]:
    for text in TEXTS[group]:
        points = {"numbers": {"x": np.array(_NUMBERS, np.float32)}}
        if complexes:
            points["complex numbers"] = {"x": np.array(_COMPLEX, np.complex64)}
        yield Program(text, group, points, twice=True)


def _binary(group: str, complexes: bool = False) -> Iterator[Program]:
    hard = [-np.inf, -2.0, -1.0, 0.0, 0.5, 1.0, 3.0, np.inf, np.nan]
    for text in TEXTS[group]:
        points = {"pairs": _pairs(hard, "float32")}
        if complexes:
            points["complex pairs"] = _pairs(_COMPLEX[:-1], "complex64")
        for one, other in _SHAPES:
            arrays = {"x": abs(drawn(one, 1, np.float32)) + np.float32(0.25), "y": drawn(other, 2, np.float32)}
            points[f"{list(one)} and {list(other)}"] = arrays
        yield Program(text, group, points, twice=True)


def _on(group: str, *arrays: dict, twice: bool = False) -> Iterator[Program]:
    for text in TEXTS[group]:
        yield Program(text, group, {str(k): {n: np.asarray(a) for n, a in one.items()} for k, one in enumerate(arrays)}, twice)


def _f(value: object) -> np.ndarray:
    return np.array(value, np.float32)


_inf, _nan = np.inf, np.nan

_REDUCED = [
    {"x": _f([[0, 2, 3], [0, 0, 3]])},
    {"x": _f([[1, 1, 1], [-1, 2, 2]])},
    {"x": _f([[_inf, 1, _inf], [-_inf, -_inf, -_inf]])},
    {"x": _f([[_nan, 1, 2], [_inf, -_inf, 0]])},
    {"x": _f([[-1, -2, -3], [0, -0.0, -5]])},
    {"x": _f(np.zeros((0, 3)))},
    {"x": _f(np.zeros((2, 0)))},
    {"x": np.array([[1 + 2j, 0, -1j], [1, 1, 1j]], np.complex64)},
    {"x": np.array([[0, 2, 3], [0, 0, 3]], np.float16)},
]
_LOGITS = [
    {"x": _f([[0, 0, 0], [1, 2, 3]]), "y": _f([[0, 0, 1], [1, 0, 0]])},
    {"x": _f([[1000, -1000, 0], [88, 89, -88]]), "y": _f([[0.5, 0.5, 0], [0, 0, 0]])},
    {"x": _f([[_inf, 0, 1], [-_inf, 0, 1]]), "y": _f([[0, 1, 0], [0.25, 0.5, 0.25]])},
    {"x": _f([[-_inf, -_inf, -_inf], [_nan, 0, 1]]), "y": _f([[0, 1, 0], [0.25, 0.5, 0.25]])},
    {"x": _f(np.zeros((0, 3))), "y": _f(np.zeros((0, 3)))},
    {"x": _f([[1, 2, 3], [-1, 0, 2]]), "y": _f([[_inf, 0, 1], [_nan, 0, 1]])},
    {"x": np.array([[1, -2, 3], [-1, 0, 2]], np.float16), "y": np.array([[0, 1, 0], [1, 0, 0]], np.float16)},
    {"x": np.array([[1.5, -2, 3], [-1, 0.25, 2.5]]), "y": np.array([[0, 1, 0], [1, 0, 0.5]])},
]
_VECTORS = [
    {"x": _f([[3, 4, 0], [0, 0, 0]])},
    {"x": _f([[1e-15, 0, 0], [-1, -1, -1]])},
    {"x": _f([[1e15, 1e15, 0], [_inf, 1, 2]])},
    {"x": _f([[_nan, 0, 1], [1, 1, 1]])},
    {"x": _f(np.zeros((0, 3)))},
    {"x": _f(np.zeros((2, 0)))},
]
_ROWS = _f([[1, 2], [3, 4], [0, -1], [5, 0.5]])

PROGRAMS: list[Program] = [
    *_unary(
        "elementary",
        complexes=True,
    ),
    *_unary(
        "activations",
    ),
    *_unary(
        "rounding and limits",
    ),
    *_on(
        "complex",
        {"x": np.array(_COMPLEX, np.complex64)},
        {"x": np.array(_COMPLEX, np.complex128)},
        {"x": np.zeros([0], np.complex64)},
        twice=True,
    ),
    *_binary(
        "arithmetic",
        complexes=True,
    ),
    *_binary(
        "real arithmetic",
    ),
    *_on(
        "reductions",
        *_REDUCED,
        twice=True,
    ),
    *_on(
        "losses",
        *_LOGITS,
        twice=True,
    ),
    *_on(
        "classes",
        *({"x": one["x"], "i": np.arange(len(one["x"]), dtype=np.int32)} for one in _LOGITS[:-3]),
        {"x": _f([[1, 2, 3], [4, 5, 6]]), "i": np.array([0, 3], np.int32)},
        {"x": _f([[1, 2, 3], [4, 5, 6]]), "i": np.array([-1, 1], np.int64)},
        twice=True,
    ),
    *_on(
        "norms",
        *_VECTORS,
        twice=True,
    ),
    *_on(
        "rows",
        {"x": _ROWS, "i": np.array([2, 0, 2, 2], np.int32)},
        {"x": _ROWS, "i": np.array([-1, 0, 4, 2], np.int32)},
        {"x": _f(np.ones((4, 2))), "i": np.array([0, 1, 2, 3], np.int64)},
        {"x": _f([[0, _nan], [_inf, 1], [1, -_inf], [1, 1]]), "i": np.array([1, 1, 0, 0], np.int32)},
    ),
    *_on(
        "segments",
        {"x": _ROWS, "i": np.array([0, 0, 2, 2], np.int32)},
        {"x": _ROWS, "i": np.array([0, 0, 0, 0], np.int32)},
        {"x": _ROWS, "i": np.array([-1, 0, 1, -1], np.int32)},
        {"x": _ROWS, "i": np.array([0, 1, 2, 9], np.int32)},
        {"x": _f([[0, 2], [0, 0], [3, 3], [3, 3]]), "i": np.array([1, 1, 3, 3], np.int32)},
        {"x": _f([[_nan, 2], [_inf, 0], [3, -_inf], [-_inf, -_inf]]), "i": np.array([0, 0, 1, 1], np.int32)},
        {"x": _f(np.zeros((0, 2))), "i": np.zeros(0, np.int32)},
        twice=True,
    ),
    *_on(
        "matrix products",
        {"x": _f([[1, 2], [3, -1]]), "y": _f([[0, 1], [2, 5]])},
        {"x": _f([[0, _inf], [_nan, -1]]), "y": _f([[0, 1], [2, 0]])},
        {"x": _f(np.zeros((0, 2))), "y": _f([[0, 1], [2, 5]])},
        {"x": _f(np.zeros((2, 0))), "y": _f(np.zeros((0, 2)))},
        {"x": _f(np.arange(8).reshape(2, 2, 2)), "y": _f([[[0, 1], [2, 5]]])},
        {"x": _f(np.arange(4).reshape(1, 2, 2)), "y": _f(np.arange(12).reshape(3, 1, 2, 2))},
        {"x": _f(np.arange(4).reshape(2, 2)), "y": _f(np.arange(8).reshape(2, 2, 2))},
        {"x": np.array([[1j, 2], [3, -1 - 1j]], np.complex64), "y": np.array([[0, 1], [2j, 5]], np.complex64)},
        {"x": np.array([[[1j, 2], [3, -1 - 1j]]], np.complex64), "y": np.array([[[0, 1], [2j, 5]]], np.complex64)},
        twice=True,
    ),
    *_on(
        "images",
        {"x": drawn((1, 4, 3, 2), 1, np.float32), "y": drawn((2, 2, 2, 2), 2, np.float32)},
        {"x": _f(np.ones((1, 4, 3, 2))), "y": _f(np.zeros((2, 2, 2, 2)))},
        {"x": np.resize(_f([1, _nan, 0, -1, _inf]), (1, 4, 3, 2)), "y": drawn((2, 2, 2, 2), 2, np.float32)},
        {"x": drawn((1, 4, 3, 2), 1, np.float16), "y": drawn((2, 2, 2, 2), 2, np.float16)},
        twice=True,
    ),
    *_on("no images", {"x": _f(np.zeros((0, 4, 3, 2))), "y": drawn((2, 2, 2, 2), 2, np.float32)}, twice=True),
    *_on(
        "lookups",
        *(
            {"x": x, "i": np.array(i, np.int32), "w": _f(w)}
            for x, i, w in [
                (_ROWS, [2, 0, 2, 2], [1, 2, -1, 0.5]),
                (_ROWS, [0, 1, 2, 3], [0, 0, 0, 0]),
                (_ROWS * 0, [0, 1, 2, 3], [-1, 1, 0, 1]),
                (_ROWS, [-1, 0, 9, 1], [1, 1, 1, 1]),
                (_f([[0, _nan], [_inf, 1], [1, -_inf], [1, 1]]), [1, 1, 0, 0], [_inf, _nan, 0, -1]),
            ]
        ),
        twice=True,
    ),
    *_on("axes", {"x": _ROWS, "i": np.array([1, 1], np.int32)}, {"x": _ROWS, "i": np.array([2, 0], np.int32)}),
    *_on("weights", *_LOGITS[:1], *_LOGITS[2:5], {"x": _LOGITS[0]["x"], "y": _LOGITS[0]["y"] * 0}, twice=True),
    *_on(
        "colors",
        {"x": _f([[[0.5, 0.25, 1.0], [0.1, 0.9, 0.3]]])},
        {"x": _f([[[0.5, 0.5, 0.5], [0.0, 0.0, 0.0]]])},
        {"x": _f([[[1.0, 1.0, 0.0], [-0.5, 2.0, 2.0]]])},
        {"x": _f(np.zeros((0, 2, 3)))},
    ),
]
