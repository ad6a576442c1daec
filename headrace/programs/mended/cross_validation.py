"""The modules `sklearn.cross_validation`, `sklearn.grid_search` and `sklearn.learning_curve`, by `sklearn.model_selection`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from sklearn import model_selection
from sklearn.model_selection import *  # noqa: F403


class _Folds:
    """A splitter that knows its data: what it gives are pairs of indices."""

    _splitter = ""

    def _know(self, samples: Any, labels: Any = None, groups: Any = None, **options: Any) -> None:
        self._data = np.zeros(samples), labels, groups
        self._folds = getattr(model_selection, self._splitter)(**options)

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return iter(self._folds.split(*self._data))

    def __len__(self) -> int:
        return self._folds.get_n_splits(*self._data)


def _shuffled(shuffle: bool, random_state: Any) -> dict[str, Any]:
    return {"shuffle": shuffle, "random_state": random_state if shuffle else None}


class KFold(_Folds):
    """The indices of n samples, in folds."""

    _splitter = "KFold"

    def __init__(self, n: int, n_folds: int = 3, shuffle: bool = False, random_state: Any = None) -> None:
        self._know(n, n_splits=n_folds, **_shuffled(shuffle, random_state))


class StratifiedKFold(_Folds):
    """Folds in which each label has its share."""

    _splitter = "StratifiedKFold"

    def __init__(self, y: Any, n_folds: int = 3, shuffle: bool = False, random_state: Any = None) -> None:
        self._know(len(y), y, n_splits=n_folds, **_shuffled(shuffle, random_state))


class LabelKFold(_Folds):
    """Folds that share no label."""

    _splitter = "GroupKFold"

    def __init__(self, labels: Any, n_folds: int = 3) -> None:
        self._know(len(labels), None, labels, n_splits=n_folds)


class ShuffleSplit(_Folds):
    """The indices of n samples, drawn anew for each split."""

    _splitter = "ShuffleSplit"

    def __init__(
        self, n: int, n_iter: int = 10, test_size: Any = 0.1, train_size: Any = None, random_state: Any = None
    ) -> None:
        self._know(n, n_splits=n_iter, test_size=test_size, train_size=train_size, random_state=random_state)


class StratifiedShuffleSplit(_Folds):
    """Indices that are drawn anew for each split, each label with its share."""

    _splitter = "StratifiedShuffleSplit"

    def __init__(
        self, y: Any, n_iter: int = 10, test_size: Any = 0.1, train_size: Any = None, random_state: Any = None
    ) -> None:
        self._know(len(y), y, n_splits=n_iter, test_size=test_size, train_size=train_size, random_state=random_state)


class LeaveOneOut(_Folds):
    """Each of n samples once left out."""

    _splitter = "LeaveOneOut"

    def __init__(self, n: int) -> None:
        self._know(n)


class LeavePOut(_Folds):
    """Each p of n samples once left out."""

    _splitter = "LeavePOut"

    def __init__(self, n: int, p: int) -> None:
        self._know(n, p=p)


class LeaveOneLabelOut(_Folds):
    """The samples of each label once left out."""

    _splitter = "LeaveOneGroupOut"

    def __init__(self, labels: Any) -> None:
        self._know(len(labels), None, labels)


class LeavePLabelOut(_Folds):
    """The samples of each p labels once left out."""

    _splitter = "LeavePGroupsOut"

    def __init__(self, labels: Any, p: int) -> None:
        self._know(len(labels), None, labels, n_groups=p)
