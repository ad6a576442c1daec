"""Gradients of a graph's outputs, by the words that TensorFlow and headrace have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..op_samples import drawn
from ..op_values import to_json


class Asked:
    """A graph with inputs and outputs, asked for gradients again and again.

    Args:
      tf: TensorFlow, or headrace.
      session: on the graph, which is the default one.
      ys: the outputs; those that have no derivatives are left out.
      xs: the inputs to derive by.
    """

    def __init__(self, tf: Any, session: Any, ys: Sequence[Any], xs: Sequence[Any]) -> None:
        self._tf = tf
        self.graph = session.graph
        self._session = session
        self._ys = [y for y in ys if y.dtype.is_floating or y.dtype.is_complex]
        self._xs = list(xs)
        self._weights = [tf.placeholder(y.dtype.base_dtype, y.shape) for y in self._ys]
        self._first: Any = None
        self._second: Any = None

    def shapes(self, feeds: Any) -> Any:
        """Those of the outputs: what gradients are weighted with has them. Or the error."""
        return _tried(lambda: [list(np.shape(value)) for value in self._session.run(self._ys, feeds)])

    def first(self, feeds: Any, shapes: Sequence[Sequence[int]]) -> Any:
        """The gradient by each input, as what is written, or the error."""
        return _tried(lambda: self._values(self._first_gradients(), feeds, shapes))

    def second(self, feeds: Any, shapes: Sequence[Sequence[int]]) -> Any:
        """What the gradients depend on: inputs, then weights."""
        return _tried(lambda: self._values(self._second_gradients(), feeds, shapes))

    def _first_gradients(self) -> list:
        if self._first is None:
            self._first = self._tf.gradients(self._ys, self._xs, self._weights)
        return self._first

    def _second_gradients(self) -> list:
        if self._second is None:
            firsts = [self._tf.convert_to_tensor(one) for one in self._first_gradients() if one is not None]
            weights = [self._tf.ones_like(one) * one.dtype.as_numpy_dtype(0.5 + k) for k, one in enumerate(firsts)]
            self._second = self._tf.gradients(firsts, [*self._xs, *self._weights], weights)
        return self._second

    def _values(self, gradients: Sequence[Any], feeds: Any, shapes: Sequence[Sequence[int]]) -> list:
        weights = {w: weight(shape, k, w.dtype) for k, (w, shape) in enumerate(zip(self._weights, shapes, strict=True))}
        found = iter(self._session.run([one for one in gradients if one is not None], {**feeds, **weights}))
        return [None if one is None else written(next(found)) for one in gradients]


def weight(shape: Sequence[int], seed: int, dtype: Any) -> np.ndarray:
    """What an output's elements count in the sum that is derived."""
    found = drawn(shape, seed + 1)
    return (found + 1j * drawn(shape, seed + 101) if dtype.is_complex else found).astype(dtype.as_numpy_dtype)


def written(value: Any) -> list:
    """A gradient as JSON."""
    if hasattr(value, "indices"):
        parts = [part for part in (value.values, value.indices, value.dense_shape) if part is not None]
        return ["slices", *(to_json(np.asarray(part)) for part in parts)]
    kind, shape, elements = to_json(np.asarray(value))
    return [kind, shape, [float(f"{one:.12g}") if isinstance(one, float) else one for one in elements]]


def _tried(compute: Any) -> Any:
    """What is computed, or the name of the error."""
    try:
        with np.errstate(all="ignore"):
            return compute()
    except Exception as error:  # whatever is raised is an answer
        return type(error).__name__


def answers(asked: Asked, feeds: Any, twice: bool) -> list:
    """The shapes of the outputs, the gradients, their gradients if asked for; no more after an error."""
    shapes = asked.shapes(feeds)
    if isinstance(shapes, str):
        return [shapes]
    first = asked.first(feeds, shapes)
    return [shapes, first, asked.second(feeds, shapes)] if twice and not isinstance(first, str) else [shapes, first]
