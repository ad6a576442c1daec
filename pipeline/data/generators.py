"""from_generator: a Python generator as a dataset, whose elements functions of the graph fetch one by one."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import array_of
from headrace.graph.core.tensor import Tensor, TensorSpec
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType
from headrace.graph.types.shapes import TensorShape

from . import nest
from .functions import StructuredFunction
from .handle import described
from .ops.sources import GENERATOR
from .structure import specs_from


class _Passes:
    """The iterators of a generator that are at work, by number."""

    def __init__(self, generator: Callable[..., Any]) -> None:
        self._generator = generator
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._begun: dict[int, tuple[Any, ...]] = {}  # these two guarded by _lock
        self._iterators: dict[int, Iterator[Any]] = {}

    def begin(self, *arguments: Any) -> np.ndarray:
        """The number of a new pass."""
        with self._lock:
            number = next(self._numbers)
            self._begun[number] = arguments
        return np.array(number, np.int64)

    def next(self, number: int) -> Any:
        """The next element of a pass. Raises StopIteration."""
        with self._lock:
            iterator = self._iterators.get(number)
            arguments = self._begun.pop(number) if iterator is None else ()  # gone where the function failed
        if iterator is None:
            iterator = iter(self._generator(*arguments))
            with self._lock:
                self._iterators[number] = iterator
        return next(iterator)

    def end(self, number: int) -> None:
        """The pass is over."""
        with self._lock:
            self._begun.pop(number, None)
            self._iterators.pop(number, None)


def generated(cls: Any, generator: Callable[..., Any], output_types: Any, output_shapes: Any, args: Any) -> Any:
    """What `Dataset.from_generator` gives."""
    if not callable(generator):
        raise TypeError("`generator` must be callable.")
    specs = specs_from(output_types, output_shapes)
    types = nest.map_structure(dtypes.as_dtype, output_types)
    kinds, shapes = nest.flatten(types), [spec.shape for spec in nest.flatten(specs)]
    arguments = tuple(convert_to_tensor(value, name=f"args_{index}") for index, value in enumerate(args or ()))
    passes = _Passes(generator)

    def begin(unused: Tensor) -> Tensor:
        number = ops.py_func(passes.begin, arguments, dtypes.int64, stateful=True)
        number.set_shape([])
        return number

    def following(number: Tensor) -> Any:
        values = ops.py_func(lambda k: _element(passes.next(int(k)), types, kinds, shapes), [number], kinds, stateful=True)
        for value, shape in zip(values, shapes, strict=True):
            value.set_shape(shape)
        return nest.pack(types, values)

    def end(number: Tensor) -> Tensor:
        def over(k: Any) -> np.ndarray:
            passes.end(int(k))
            return np.array(0, np.int64)

        return ops.py_func(over, [number], dtypes.int64, stateful=True)

    def one_pass(unused: Tensor) -> Any:
        first = convert_to_tensor(np.int64(0))
        scalar = TensorSpec([], dtypes.int64)
        functions = {
            "init_func": StructuredFunction(lambda: begin(first), "GeneratorDataset()", ()),
            "next_func": StructuredFunction(following, "GeneratorDataset()", scalar),
            "finalize_func": StructuredFunction(end, "GeneratorDataset()", scalar),
        }
        captured = [function.captured for function in functions.values()]
        graphs: dict[str, Any] = {name: function.graph for name, function in functions.items()}
        return cls._adapter(GENERATOR(*captured, **graphs, **described(specs)), specs)

    return cls.from_tensors(0).flat_map(one_pass)


def _element(values: Any, types: Any, kinds: list[DType], shapes: list[TensorShape]) -> list[np.ndarray]:
    """The arrays of an element of a generator. Raises TypeError or ValueError for what is none."""
    try:
        leaves = nest.map_up_to(types, lambda leaf: leaf, values)
    except (TypeError, ValueError):
        raise TypeError(
            "`generator` yielded an element that did not match the expected structure. The expected structure was "
            f"{types}, but the yielded element was {values}."
        ) from None
    found = []
    for leaf, kind in zip(leaves, kinds, strict=True):
        try:
            found.append(_array(leaf, kind))
        except (TypeError, ValueError):
            raise TypeError(
                "`generator` yielded an element that could not be converted to the expected type. The expected type was "
                f"{kind.name}, but the yielded element was {leaf}."
            ) from None
    for array, shape in zip(found, shapes, strict=True):
        if not shape.is_compatible_with(array.shape):
            raise ValueError(
                f"`generator` yielded an element of shape {array.shape} where an element of shape "
                f"{_as_tuple(shape)} was expected."
            )
    return found


def _array(value: Any, kind: DType) -> np.ndarray:
    if kind is dtypes.string:
        return array_of(np.array(value, object))
    return np.asarray(value, dtype=kind.as_numpy_dtype, order="C")


def _as_tuple(shape: TensorShape) -> str:
    return "<unknown>" if shape.ndims is None else str(tuple(shape.as_list()))
