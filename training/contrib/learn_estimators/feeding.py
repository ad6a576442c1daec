"""Arrays and iterators as inputs of a model: placeholders, and what they are fed batch by batch."""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from headrace.graph import ops
from headrace.graph.platform import logging
from headrace.graph.types import dtypes

from ..learn.tables import extract_dask_data, extract_dask_labels, extract_pandas_data, extract_pandas_labels

_SEED = 42
"""Of the order in which examples are trained with: the same for each training, as in TensorFlow."""


def _mapped(function: Callable[..., Any], first: Any, *others: Any) -> Any:
    """`function` of the values of dicts by their names, or of what is no dict; None for None."""
    if isinstance(first, dict):
        return {name: function(value, *(other[name] for other in others)) for name, value in first.items()}
    return None if first is None else function(first, *others)


def _values(given: Any) -> list[Any]:
    return list(given.values()) if isinstance(given, dict) else [given]


def _feature_shape(example: Sequence[int]) -> list[int]:
    return list(example) or [1]


def _label_shape(example: Sequence[int]) -> list[int]:
    return list(example[1:] if example and example[0] == 1 else example)


def _checked(dtype: Any) -> np.dtype:
    if dtypes.as_dtype(dtype) == dtypes.float64:
        logging.warning("float64 is not supported by many models, consider casting to float32.")
    return np.dtype(dtype)


def _checked_size(batch_size: int | None, otherwise: int) -> int:
    if batch_size is None:
        return otherwise
    if batch_size <= 0:
        raise ValueError(f"Invalid batch_size {batch_size}.")
    return batch_size


class Feeder(ABC):
    """Placeholders for features and labels, called "input" and "output", and what they are fed next."""

    def __init__(self, shapes: tuple[Any, Any], kinds: tuple[Any, Any]) -> None:
        self._shapes = shapes
        self._kinds = kinds
        self._placeholders: Any = (None, None)

    def build(self) -> tuple[Any, Any]:
        """Make the placeholders: an input_fn."""
        names = ("input", "output")
        parts = zip(names, self._shapes, self._kinds, strict=True)
        self._placeholders = tuple(_placeholders(*part) for part in parts)
        return self._placeholders

    @abstractmethod
    def _next(self) -> tuple[Any, Any]:
        """The features and labels of the next batch; None for labels where there are none. Raises StopIteration."""

    def feed(self) -> dict[Any, Any]:
        """What the placeholders are fed next. Raises StopIteration at the end."""
        fed: dict[Any, Any] = {}
        for placeholders, arrays in zip(self._placeholders, self._next(), strict=True):
            if placeholders is not None:
                fed.update(zip(_values(placeholders), _values(arrays), strict=True))
        return fed


def _placeholders(name: str, shapes: Any, kinds: Any) -> Any:
    def one(shape: Any, dtype: Any, name: str) -> Any:
        return ops.placeholder(dtypes.as_dtype(dtype), [None, *shape], name=name)

    names = {key: f"{name}_{key}" for key in shapes} if isinstance(shapes, dict) else name
    return _mapped(one, shapes, kinds, names)


class _Arrays(Feeder):
    """Arrays, of which batches are taken in order or in another for each epoch."""

    def __init__(self, x: Any, y: Any, batch_size: int | None, shuffle: bool, epochs: int | None) -> None:
        self._x, self._y = _mapped(np.asarray, x), _mapped(np.asarray, y)
        self._count = _values(self._x)[0].shape[0]
        self._batch_size = _checked_size(batch_size, self._count)
        x_shapes = _mapped(lambda array: _feature_shape(array.shape[1:]), self._x)
        y_shapes = _mapped(lambda array: _label_shape(array.shape[1:]), self._y)
        kinds = tuple(_mapped(lambda array: _checked(array.dtype), arrays) for arrays in (self._x, self._y))
        super().__init__((x_shapes, y_shapes), (kinds[0], kinds[1]))
        self._random = np.random.RandomState(_SEED) if shuffle else None
        self._epochs = epochs
        self._epoch = self._offset = 0
        self._order = self._new_order()

    def _new_order(self) -> np.ndarray:
        return np.arange(self._count) if self._random is None else self._random.permutation(self._count)

    def _next(self) -> tuple[Any, Any]:
        if self._epochs is not None and self._epoch >= self._epochs:
            raise StopIteration
        taken = self._order[self._offset : self._offset + self._batch_size]
        self._offset += self._batch_size
        if self._offset >= self._count:
            self._order, self._offset, self._epoch = self._new_order(), 0, self._epoch + 1

        def rows(array: np.ndarray, shape: Any) -> np.ndarray:
            return array[taken].reshape([len(taken), *shape])

        return _mapped(rows, self._x, self._shapes[0]), _mapped(rows, self._y, self._shapes[1])


class _Iterators(Feeder):
    """Iterators of examples, of which each batch takes the next ones."""

    def __init__(self, x: Iterator[Any], y: Iterator[Any] | None, batch_size: int | None) -> None:
        x_first, self._x = _looked_into(x)
        y_first, self._y = _looked_into(y) if y is not None else (None, iter(()))
        self._batch_size = _checked_size(batch_size, 1)
        x_shapes = _mapped(lambda value: _feature_shape(np.shape(value)), x_first)
        y_shapes = _mapped(lambda value: _label_shape(np.shape(value)), y_first)
        kinds = tuple(_mapped(lambda value: _checked(np.asarray(value).dtype), first) for first in (x_first, y_first))
        super().__init__((x_shapes, y_shapes), (kinds[0], kinds[1]))

    def _next(self) -> tuple[Any, Any]:
        x = list(itertools.islice(self._x, self._batch_size))
        if not x:
            raise StopIteration
        y = list(itertools.islice(self._y, len(x)))
        return _stacked(x, self._shapes[0], self._kinds[0]), _stacked(y, self._shapes[1], self._kinds[1])


def _looked_into(iterator: Iterator[Any]) -> tuple[Any, Iterator[Any]]:
    first = next(iterator)
    return first, itertools.chain([first], iterator)


def _stacked(examples: list[Any], shapes: Any, kinds: Any) -> Any:
    def stacked(shape: Any, dtype: Any, values: list[Any]) -> np.ndarray:
        return np.asarray(values, dtype).reshape([len(values), *shape])

    by_name = {name: [example[name] for example in examples] for name in shapes} if isinstance(shapes, dict) else examples
    return _mapped(stacked, shapes, kinds, by_name)


def feeder_of(x: Any, y: Any, batch_size: int | None, shuffle: bool, epochs: int | None) -> Feeder:
    """What feeds examples of arrays, tables or iterators, or of dicts of arrays.

    Raises:
      ValueError: one of `x` and `y` is an iterator and the other is none, or `batch_size` is not above 0.
    """
    x, y = extract_pandas_data(extract_dask_data(x)), extract_pandas_labels(extract_dask_labels(y))
    if not hasattr(x, "__next__"):
        return _Arrays(x, y, batch_size, shuffle, epochs)
    if y is not None and not hasattr(y, "__next__"):
        raise ValueError("Both x and y should be iterators for streaming learning to work.")
    return _Iterators(x, y, batch_size)
