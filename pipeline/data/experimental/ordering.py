"""Transformations that leave out, number, carry along: for `Dataset.apply`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import TensorSpec
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, TensorLike

from ..arguments import int64, seeds
from ..dataset import Dataset
from ..handle import described
from ..ops import calling, stages
from ..structure import to_tensors
from ..transformations import Transformations, reducer

Transformation = Callable[[Any], Any]


@export("data.experimental.enumerate_dataset", "contrib.data.enumerate_dataset")
@door
def enumerate_dataset(start: TensorLike = 0) -> Transformation:
    """Pairs of a number and an element; see `Dataset.enumerate`.

    Args:
      start: the first number, an int64 scalar.

    Returns:
      A function for `Dataset.apply`.
    """

    def apply(dataset: Transformations) -> Any:
        numbers = Dataset.range(start, np.iinfo(np.int64).max)
        return Dataset.zip((numbers, dataset))

    return apply


@export("data.experimental.ignore_errors", "contrib.data.ignore_errors")
@door
def ignore_errors() -> Transformation:
    """Leave out the elements that fail.

    Returns:
      A function for `Dataset.apply`.
    """
    return lambda dataset: dataset._made(
        stages.IGNORE_ERRORS(dataset._variant_tensor, **dataset._flat_structure), dataset.element_spec
    )


@export("data.experimental.unique", "contrib.data.unique")
@door
def unique() -> Transformation:
    """Leave out the elements that have come before.

    Returns:
      A function for `Dataset.apply`. It raises TypeError for datasets of anything but int32, int64 or string tensors.
    """

    def apply(dataset: Transformations) -> Any:
        if dataset.output_types not in (dtypes.int32, dtypes.int64, dtypes.string):
            raise TypeError(
                "`tf.data.experimental.unique()` only supports inputs with a single `tf.int32`, `tf.int64`, or `tf.string` "
                "component."
            )
        return dataset._made(calling.UNIQUE(dataset._variant_tensor, **dataset._flat_structure), dataset.element_spec)

    return apply


@export("data.experimental.take_while")
@door
def take_while(predicate: Callable[..., Any]) -> Transformation:
    """The elements before the first one for which a function gives False.

    Args:
      predicate: takes the components of an element, gives a bool scalar.

    Returns:
      A function for `Dataset.apply`. It raises ValueError where `predicate` gives something else.
    """

    def apply(dataset: Transformations) -> Any:
        function = dataset._function(predicate, "tf.data.experimental.take_while()")
        if not (isinstance(function.specs, TensorSpec) and function.specs.is_compatible_with(TensorSpec([], dtypes.bool_))):
            raise ValueError("`predicate` must return a scalar boolean tensor.")
        variant = stages.TAKE_WHILE(
            dataset._variant_tensor, function.captured, predicate=function.graph, **dataset._flat_structure
        )
        return dataset._made(variant, dataset.element_spec)

    return apply


@export("data.experimental.scan", "contrib.data.scan")
@door
def scan(initial_state: Any, scan_func: Callable[..., Any]) -> Transformation:
    """What a function makes of a state and each element: the next state, and an element.

    Args:
      initial_state: a structure of tensors.
      scan_func: takes the state and an element, gives the next state and what comes in the element's place.

    Returns:
      A function for `Dataset.apply`. It raises TypeError where `scan_func` gives no such pair.
    """

    def state_of(specs: Any) -> Any:
        if type(specs) is not tuple or len(specs) != 2:
            raise TypeError("The scan function must return a pair comprising the new state and the output value.")
        return specs[0]

    def apply(dataset: Transformations) -> Any:
        state, function, known = reducer(
            initial_state, scan_func, dataset.element_spec, "tf.data.experimental.scan()", state_of
        )
        specs = function.specs[1]
        variant = stages.SCAN(
            dataset._variant_tensor,
            to_tensors(known, state),
            function.captured,
            f=function.graph,
            preserve_cardinality=True,
            **described(specs),
        )
        return dataset._made(variant, specs)

    return apply


@export("data.experimental.shuffle_and_repeat", "contrib.data.shuffle_and_repeat")
@door
def shuffle_and_repeat(buffer_size: TensorLike, count: TensorLike | None = None, seed: Any = None) -> Transformation:
    """The dataset `count` times, each time in another random order.

    Args:
      buffer_size: an int64 scalar: each element is drawn from so many that come next.
      count: an int64 scalar; None or -1: for ever.
      seed: an int; with it, or the graph's seed, the order is the same in each run.

    Returns:
      A function for `Dataset.apply`.
    """

    def apply(dataset: Transformations) -> Any:
        size = int64(buffer_size, "buffer_size")
        number = int64(-1 if count is None else count, "count")
        first, second = seeds(seed)
        variant = stages.SHUFFLE_AND_REPEAT(dataset._variant_tensor, size, first, second, number, **dataset._flat_structure)
        return dataset._made(variant, dataset.element_spec)

    return apply


@export("data.experimental.Counter", "contrib.data.Counter")
@door
def counter(start: TensorLike = 0, step: TensorLike = 1, dtype: DTypeLike = dtypes.int64) -> Dataset:
    """Numbers at equal distances, for ever.

    Args:
      start: the first.
      step: the distance.
      dtype: their type.

    Returns:
      A Dataset.
    """
    with get_default_graph().name_scope("counter"):
        first = convert_to_tensor(start, dtype, name="start")
        distance = convert_to_tensor(step, dtype, name="step")
        return Dataset.from_tensors(0).repeat(None).apply(scan(first, lambda state, unused: (state + distance, state)))


@export("data.experimental.RandomDataset", "contrib.data.RandomDataset")
class RandomDataset(Dataset):
    """Random numbers, int64, for ever.

    Args:
      seed: an int; with it, or the graph's seed, they are the same in each run.
    """

    def __init__(self, seed: Any = None) -> None:
        specs = TensorSpec([], dtypes.int64)
        super().__init__(calling.RANDOM(*seeds(seed), **described(specs)), specs)
