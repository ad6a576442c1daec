"""How far two ways of putting the same things into groups agree, as numbers; scikit-learn's definitions."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

_LEAST = np.finfo(np.float64).eps


def _table(labels: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """How many things each label (row) has in each group (column)."""
    rows, row = np.unique(labels, return_inverse=True)
    columns, column = np.unique(groups, return_inverse=True)
    return np.bincount(row * len(columns) + column, minlength=len(rows) * len(columns)).reshape(len(rows), -1)


def _entropy(counts: np.ndarray) -> float:
    shares = counts / counts.sum()
    return float(-(shares * np.log(shares)).sum())


def _information(table: np.ndarray) -> float:
    """What labels and groups say of each other, in nats."""
    total = table.sum()
    row, column = np.nonzero(table)
    joint = table[row, column] / total
    alone = table.sum(1)[row] * table.sum(0)[column] / total**2
    return float((joint * np.log(joint / alone)).sum())


def _is_plain(table: np.ndarray) -> bool:
    return max(table.shape) <= 1


def normalized_information(labels: np.ndarray, groups: np.ndarray) -> float:
    """Mutual information divided by the mean of both entropies."""
    table = _table(labels, groups)
    if _is_plain(table):
        return 1.0
    return _information(table) / max((_entropy(table.sum(1)) + _entropy(table.sum(0))) / 2, _LEAST)


def v_measure(labels: np.ndarray, groups: np.ndarray) -> float:
    """The harmonic mean of how pure groups are and how whole labels are."""
    table = _table(labels, groups)
    information, of_labels, of_groups = _information(table), _entropy(table.sum(1)), _entropy(table.sum(0))
    pure = information / of_labels if of_labels else 1.0
    whole = information / of_groups if of_groups else 1.0
    return 2 * pure * whole / (pure + whole) if pure + whole else 0.0


def _expected_information(table: np.ndarray) -> float:
    """The mean of the mutual information of all tables with these sums."""
    a, b, total = table.sum(1), table.sum(0), int(table.sum())
    factorial = [math.lgamma(k + 1) for k in range(total + 1)]
    found = 0.0
    for row in map(int, a):
        for column in map(int, b):
            fixed = factorial[row] + factorial[column] + factorial[total - row] + factorial[total - column] - factorial[total]
            for both in range(max(1, row + column - total), min(row, column) + 1):
                free = (
                    factorial[both] + factorial[row - both] + factorial[column - both] + factorial[total - row - column + both]
                )
                found += both / total * math.log(total * both / (row * column)) * math.exp(fixed - free)
    return found


def adjusted_information(labels: np.ndarray, groups: np.ndarray) -> float:
    """Mutual information beyond chance, divided by what could be at most."""
    table = _table(labels, groups)
    if _is_plain(table):
        return 1.0
    expected = _expected_information(table)
    most = (_entropy(table.sum(1)) + _entropy(table.sum(0))) / 2 - expected
    most = min(most, -_LEAST) if most < 0 else max(most, _LEAST)
    return (_information(table) - expected) / most


def adjusted_rand(labels: np.ndarray, groups: np.ndarray) -> float:
    """The share of pairs that are together or apart in both, beyond chance."""
    table = _table(labels, groups)
    total = int(table.sum())
    if _is_plain(table) or table.shape == (total, total):
        return 1.0

    def pairs(counts: np.ndarray) -> float:
        return float((counts * (counts - 1) / 2).sum())

    rows, columns = pairs(table.sum(1)), pairs(table.sum(0))
    by_chance = rows * columns / (total * (total - 1) / 2)
    return (pairs(table) - by_chance) / ((rows + columns) / 2 - by_chance)


def all_equal(labels: np.ndarray, groups: np.ndarray) -> float:
    """1 where each group has the number of its label, else 0."""
    return float(np.array_equal(labels, groups))


SCORES: dict[str, Callable[[np.ndarray, np.ndarray], float]] = {
    "nmi": normalized_information,
    "ami": adjusted_information,
    "ari": adjusted_rand,
    "vmeasure": v_measure,
    "const": all_equal,
}
"""The scores by the names that `cluster_loss` has for them."""
