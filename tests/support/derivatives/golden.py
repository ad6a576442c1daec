"""The file of recorded gradients.

`golden/ops/gradients.jsonl` has one line for each sample or program: its name, a digest of what is asked, and by point what
TensorFlow answered: the shapes of the outputs, the gradients by the inputs, and at some points the gradients of those
gradients. An answer is a list, or the name of the error. Where placeholders of unknown shape give another answer than
those of known shape, it is kept as that of `point, unknown`.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
from typing import Any

import numpy as np

from ..golden import DIRECTORY
from ..op_values import of_json, to_json

FILE = DIRECTORY / "ops" / "gradients.jsonl"


def digest(what: str, points: dict[str, list[np.ndarray]]) -> str:
    """What is asked: an op with its attributes, or the text of a program, and the arrays of all points."""
    found = hashlib.sha256(what.encode())
    for point, arrays in points.items():
        found.update(point.encode())
        for array in arrays:
            found.update(repr(to_json(array)).encode())
    return found.hexdigest()[:16]


def line(name: str, asked: str, answers: dict[str, list]) -> str:
    """One line of the file."""
    return json.dumps([name, asked, answers], separators=(",", ":"))


def recorded() -> dict[str, tuple[str, dict[str, list]]]:
    """Digests and answers by name."""
    return {name: (asked, answers) for name, asked, answers in map(json.loads, FILE.read_text().splitlines())}


TOLERANCES = {"float16": 4e-3, "float32": 2e-5, "float64": 1e-10, "complex64": 2e-5, "complex128": 1e-10}


def difference(found: list, right: list) -> str | None:
    """In which way answers are not the right ones; None where they are."""
    for what, one, other in zip(("shapes", "gradients", "second gradients"), *map(_padded, (found, right)), strict=True):
        if isinstance(one, str) or isinstance(other, str) or what == "shapes":
            if one != other:
                return f"{what}: {_short(one)} instead of {_short(other)}"
            continue
        for position, pair in enumerate(itertools.zip_longest(one, other)):
            if not _same(*pair):
                return f"{what}[{position}]: {' instead of '.join(map(_short, pair))}"
    return None


def _padded(answers: list) -> list:
    return [*answers, *["nothing"] * (3 - len(answers))]


def _short(answer: Any) -> str:
    return json.dumps(answer, separators=(",", ":"))


def _same(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    if "slices" in (one[0], other[0]):
        return one[0] == other[0] and one[3:] == other[3:] and _same_array(*(_by_row(*part[1:3]) for part in (one, other)))
    return _same_array(of_json(one), of_json(other))


def _by_row(values: list, indices: list) -> np.ndarray:
    """Slices in the order of their indices, those of one index added up, each after its index."""
    rows = of_json(values)
    places, at = np.unique(of_json(indices), return_inverse=True)
    sums = np.zeros((len(places), *rows.shape[1:]), rows.dtype)
    np.add.at(sums, at.reshape(-1), rows)
    return np.concatenate([places.astype(rows.dtype)[:, None], sums.reshape(len(places), math.prod(rows.shape[1:]))], 1)


def _same_array(found: np.ndarray, right: np.ndarray) -> bool:
    if (found.dtype, found.shape) != (right.dtype, right.shape):
        return False
    if right.dtype.kind not in "fc":
        return bool((found == right).all())
    tolerance = TOLERANCES[right.dtype.name]
    if right.dtype.kind == "c":
        # Which parts of a complex number are infinite and which are NaN depends on how many are computed at once.
        if not np.array_equal(np.isfinite(found), np.isfinite(right)):
            return False
        found, right = (np.where(np.isfinite(one), one, 0) for one in (found, right))
        return _close(found.real, right.real, tolerance) and _close(found.imag, right.imag, tolerance)
    return _close(found, right, tolerance)


def _close(found: np.ndarray, right: np.ndarray, tolerance: float) -> bool:
    finite = np.isfinite(right)
    if not np.array_equal(found[~finite], right[~finite], equal_nan=True):
        return False
    found, right = found[finite].astype(np.float64), right[finite].astype(np.float64)
    scale = max(1.0, float(abs(right).max(initial=0)))
    return bool((abs(found - right) <= tolerance * (scale + abs(right))).all())
