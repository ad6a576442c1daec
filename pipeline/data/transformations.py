"""What makes a dataset of another one: the methods of datasets, each an op."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.doors import door
from headrace.formats.exports import export_value
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.static_values import constant_value, constant_value_as_shape
from headrace.graph.core.tensor import Tensor, TensorSpec
from headrace.graph.runtime.random_seed import get_seed
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType
from headrace.graph.types.likes import TensorLike
from headrace.graph.types.shapes import TensorShape

from . import nest
from .functions import StructuredFunction
from .handle import DatasetBase, DatasetSpec, described
from .ops import calling, stages
from .ops.iterators import REDUCE
from .options import Options
from .structure import (
    are_compatible,
    batched,
    flat_shapes,
    flat_types,
    from_tensors,
    most_specific,
    normalized,
    specs_of,
    to_tensors,
    unbatched,
)

AUTOTUNE = -1
"""In place of a number: as many as serve best."""
export_value(AUTOTUNE, "data.experimental.AUTOTUNE", "contrib.data.AUTOTUNE")


class Transformations(DatasetBase):
    """The methods of a dataset that give another one."""

    # Which elements

    @door
    def take(self, count: TensorLike) -> Any:
        """The first `count` elements; all if it is -1, or there are fewer.

        Args:
          count: an int64 scalar.

        Returns:
          A Dataset.
        """
        return self.made(stages.TAKE(self._variant_tensor, int64(count, "count"), **self.flat_structure), self._specs)

    @door
    def skip(self, count: TensorLike) -> Any:
        """All but the first `count` elements; none if it is -1.

        Args:
          count: an int64 scalar.

        Returns:
          A Dataset.
        """
        return self.made(stages.SKIP(self._variant_tensor, int64(count, "count"), **self.flat_structure), self._specs)

    @door
    def shard(self, num_shards: TensorLike, index: TensorLike) -> Any:
        """Every `num_shards`th element, from number `index` on.

        Args:
          num_shards: how many share the dataset, an int64 scalar.
          index: whose part this is.

        Returns:
          A Dataset.

        Raises:
          InvalidArgumentError: (when run) an index that is not among these.
        """
        number, at = int64(num_shards, "num_shards"), int64(index, "index")
        return self.made(stages.SHARD(self._variant_tensor, number, at, **self.flat_structure), self._specs)

    @door
    def repeat(self, count: TensorLike | None = None) -> Any:
        """The dataset `count` times; for ever if that is None or -1.

        Args:
          count: an int64 scalar.

        Returns:
          A Dataset.
        """
        number = int64(-1 if count is None else count, "count")
        return self.made(stages.REPEAT(self._variant_tensor, number, **self.flat_structure), self._specs)

    @door
    def filter(self, predicate: Callable[..., Any]) -> Any:
        """The elements for which a function gives True.

        Args:
          predicate: takes the components of an element, gives a bool scalar.

        Returns:
          A Dataset.

        Raises:
          ValueError: it gives something else.
        """
        function = self.function(predicate, "Dataset.filter()")
        if not (isinstance(function.specs, TensorSpec) and function.specs.is_compatible_with(TensorSpec([], dtypes.bool_))):
            told = f"Was {function.specs}."
            raise ValueError(f"`predicate` return type must be convertible to a scalar boolean tensor. {told}")
        variant = stages.FILTER(self._variant_tensor, function.captured, predicate=function.graph, **self.flat_structure)
        return self.made(variant, self._specs)

    @door
    def filter_with_legacy_function(self, predicate: Callable[..., Any]) -> Any:
        """`filter`, as it was before TensorFlow 1.14.

        Args:
          predicate: as of `filter`.

        Returns:
          A Dataset.
        """
        return self.filter(predicate)

    @door
    def concatenate(self, dataset: Any) -> Any:
        """The elements of this dataset, then those of another one.

        Args:
          dataset: a Dataset with elements of the same types.

        Returns:
          A Dataset.

        Raises:
          TypeError: the types or classes of components differ.
        """
        _check_alike(self.output_types, dataset.output_types, "types")
        _check_alike(self.output_classes, dataset.output_classes, "classes")
        specs = most_specific(self._specs, dataset.element_spec)
        variant = stages.CONCATENATE(self._variant_tensor, dataset._variant_tensor, **described(specs))
        return self.made(variant, specs, dataset)

    @door
    def shuffle(self, buffer_size: TensorLike, seed: Any = None, reshuffle_each_iteration: bool | None = None) -> Any:
        """The elements in random order: each is drawn from the `buffer_size` elements that come next.

        Args:
          buffer_size: an int64 scalar, at least 1.
          seed: an int; with it, or the graph's seed, the order is the same in each run.
          reshuffle_each_iteration: whether each pass has an order of its own; True by default.

        Returns:
          A Dataset.
        """
        size = int64(buffer_size, "buffer_size")
        first, second = seeds(seed)
        again = True if reshuffle_each_iteration is None else reshuffle_each_iteration
        variant = stages.SHUFFLE(
            self._variant_tensor, size, first, second, reshuffle_each_iteration=again, **self.flat_structure
        )
        return self.made(variant, self._specs)

    @door
    def prefetch(self, buffer_size: TensorLike | None) -> Any:
        """The elements, computed by a thread of its own before they are asked for.

        Args:
          buffer_size: how many wait at most, an int64 scalar; -1 or None: as many as serve.

        Returns:
          A Dataset.
        """
        size = int64(AUTOTUNE if buffer_size is None else buffer_size, "buffer_size")
        return self.made(calling.PREFETCH(self._variant_tensor, size, **self.flat_structure), self._specs)

    @door
    def cache(self, filename: TensorLike = "") -> Any:
        """The elements, kept when they have come the first time.

        Args:
          filename: where they are kept, a string scalar; in memory if it is empty.

        Returns:
          A Dataset.
        """
        name = convert_to_tensor(filename, dtypes.string, name="filename")
        return self.made(calling.CACHE(self._variant_tensor, name, **self.flat_structure), self._specs)

    @door
    def enumerate(self, start: TensorLike = 0) -> Any:
        """Pairs of a number, from `start` on, and an element.

        Args:
          start: an int64 scalar.

        Returns:
          A Dataset.
        """
        numbers = self.adapter.range(start, np.iinfo(np.int64).max)  # type: ignore[attr-defined]
        return self.adapter.zip((numbers, self))  # type: ignore[attr-defined]

    # Several elements in one, one in several

    @door
    def batch(self, batch_size: TensorLike, drop_remainder: Any = False) -> Any:
        """Elements that are `batch_size` elements each, along a new first dimension.

        Args:
          batch_size: an int64 scalar, at least 1.
          drop_remainder: whether a last batch that is smaller is left out; then the size is known before anything runs.

        Returns:
          A Dataset.

        Raises:
          InvalidArgumentError: (when run) elements of different shapes.
        """
        size = int64(batch_size, "batch_size")
        drops = convert_to_tensor(drop_remainder, dtypes.bool_, name="drop_remainder")
        specs = batched(self._specs, _known_size(size, drops))
        return self.made(stages.BATCH_V2(self._variant_tensor, size, drops, **described(specs)), specs)

    @door
    def padded_batch(
        self, batch_size: TensorLike, padded_shapes: Any, padding_values: Any = None, drop_remainder: Any = False
    ) -> Any:
        """Batches of elements of different shapes, each padded at its end.

        Args:
          batch_size: an int64 scalar, at least 1.
          padded_shapes: in the structure of elements, a shape for each component; None or -1 for a dimension: the largest in
            each batch.
          padding_values: in the structure of elements, a scalar for each component; by default 0 and "".
          drop_remainder: as of `batch`.

        Returns:
          A Dataset.

        Raises:
          TypeError: sparse components, or values of other types.
          ValueError: shapes that do not fit those of the elements.
          DataLossError: (when run) an element is larger than the shape.
        """
        if any(not isinstance(spec, TensorSpec) for spec in nest.flatten(self._specs)):
            raise TypeError("Batching of padded sparse tensors is not currently supported")
        size = int64(batch_size, "batch_size")
        parts = nest.map_up_to(self.output_types, lambda shape: shape, padded_shapes)
        kinds, known = nest.flatten(self.output_types), nest.flatten(self.output_shapes)
        shapes = [_padded_shape(part, shape) for part, shape in zip(parts, known, strict=True)]
        if padding_values is None:
            padding_values = nest.pack(self._specs, [_nothing_of(kind) for kind in kinds])
        given = self._padding(padding_values)
        drops = convert_to_tensor(drop_remainder, dtypes.bool_, name="drop_remainder")
        first = _known_size(size, drops)
        found = [TensorShape([first]).concatenate(constant_value_as_shape(shape)) for shape in shapes]
        specs = nest.pack(self._specs, [TensorSpec(shape, kind) for shape, kind in zip(found, kinds, strict=True)])
        variant = stages.PADDED_BATCH_V2(self._variant_tensor, size, shapes, given, drops, output_shapes=flat_shapes(specs))
        return self.made(variant, specs)

    def _padding(self, values: Any) -> list[Tensor]:
        found = nest.map_up_to(self.output_types, lambda value: value, values)
        kinds = nest.flatten(self.output_types)
        return [_padding_value(value, kind) for value, kind in zip(found, kinds, strict=True)]

    @door
    def unbatch(self) -> Any:
        """The slices of elements along their first dimension.

        Returns:
          A Dataset.
        """
        whole = self.map(lambda *element: element if len(element) > 1 or type(self._specs) is tuple else element[0])
        specs = unbatched(self._specs)
        return whole.made(stages.UNBATCH(whole._variant_tensor, **described(specs)), specs)

    @door
    def window(self, size: TensorLike, shift: Any = None, stride: TensorLike = 1, drop_remainder: Any = False) -> Any:
        """Datasets of `size` elements each.

        Args:
          size: an int64 scalar, at least 1.
          shift: how many elements each begins behind the one before; by default `size`.
          stride: how far elements of one stand apart.
          drop_remainder: whether smaller ones at the end are left out.

        Returns:
          A Dataset, whose elements have a Dataset in place of each component.
        """
        number = int64(size, "size")
        moved = int64(size if shift is None else shift, "shift")
        apart = int64(stride, "stride")
        drops = convert_to_tensor(drop_remainder, dtypes.bool_, name="drop_remainder")
        specs = nest.map_structure(DatasetSpec, self._specs)
        return self.made(calling.WINDOW(self._variant_tensor, number, moved, apart, drops, **described(specs)), specs)

    # By functions

    def function(self, function: Callable[..., Any], transformation: str) -> StructuredFunction:
        """A function of the elements."""
        return StructuredFunction(function, transformation, self._specs)

    @door
    def map(self, map_func: Callable[..., Any], num_parallel_calls: Any = None) -> Any:
        """What a function makes of each element.

        Args:
          map_func: takes the components of an element, gives an element: a structure of tensors.
          num_parallel_calls: how many threads call it, an int32 scalar; -1: as many as serve. By default it is called when
            an element is asked for.

        Returns:
          A Dataset.

        Raises:
          TypeError: the function gives what no tensors stand for.
        """
        function = self.function(map_func, "Dataset.map()")
        attributes = {"f": function.graph, **described(function.specs)}
        if num_parallel_calls is None:
            variant = stages.MAP(self._variant_tensor, function.captured, **attributes)
        else:
            calls = convert_to_tensor(num_parallel_calls, dtypes.int32, name="num_parallel_calls")
            variant = calling.PARALLEL_MAP(self._variant_tensor, function.captured, calls, **attributes)
        return self.made(variant, function.specs)

    @door
    def map_with_legacy_function(self, map_func: Callable[..., Any], num_parallel_calls: Any = None) -> Any:
        """`map`, as it was before TensorFlow 1.14.

        Args:
          map_func, num_parallel_calls: as of `map`.

        Returns:
          A Dataset.
        """
        return self.map(map_func, num_parallel_calls)

    def dataset_function(self, function: Callable[..., Any], transformation: str) -> tuple[StructuredFunction, Any]:
        """A function of the elements that gives a dataset, and what is known of the elements of that."""
        made = self.function(function, transformation)
        if not isinstance(made.specs, DatasetSpec):
            raise TypeError(f"`map_func` must return a `Dataset` object. Got {type(made.specs)}")
        return made, made.specs._element_spec

    @door
    def flat_map(self, map_func: Callable[..., Any]) -> Any:
        """The elements of the datasets that a function makes of each element, one dataset after the other.

        Args:
          map_func: takes the components of an element, gives a Dataset.

        Returns:
          A Dataset.

        Raises:
          TypeError: it gives something else.
        """
        function, specs = self.dataset_function(map_func, "Dataset.flat_map()")
        variant = calling.FLAT_MAP(self._variant_tensor, function.captured, f=function.graph, **described(specs))
        return self.made(variant, specs)

    @door
    def interleave(
        self,
        map_func: Callable[..., Any],
        cycle_length: TensorLike = AUTOTUNE,
        block_length: TensorLike = 1,
        num_parallel_calls: Any = None,
    ) -> Any:
        """The elements of the datasets that a function makes of each element, taken from several in turn.

        Args:
          map_func: takes the components of an element, gives a Dataset.
          cycle_length: from how many, an int64 scalar; -1: as many as there are processors.
          block_length: how many of one before the next one's turn.
          num_parallel_calls: how many threads take them; -1: as many as serve. By default none.

        Returns:
          A Dataset.

        Raises:
          TypeError: the function gives something else.
        """
        function, specs = self.dataset_function(map_func, "Dataset.interleave()")
        if isinstance(cycle_length, int) and cycle_length == AUTOTUNE:
            cycle_length = os.cpu_count() or 1
        lengths = int64(cycle_length, "cycle_length"), int64(block_length, "block_length")
        attributes = {"f": function.graph, **described(specs)}
        if num_parallel_calls is None:
            variant = calling.INTERLEAVE(self._variant_tensor, function.captured, *lengths, **attributes)
        else:
            calls = int64(num_parallel_calls, "num_parallel_calls")
            variant = calling.PARALLEL_INTERLEAVE_V2(self._variant_tensor, function.captured, *lengths, calls, **attributes)
        return self.made(variant, specs)

    @door
    def reduce(self, initial_state: Any, reduce_func: Callable[..., Any]) -> Any:
        """What a function makes of a state and all elements, one after the other.

        Args:
          initial_state: a structure of tensors.
          reduce_func: takes the state and an element, gives the next state.

        Returns:
          A structure of tensors: the last state.

        Raises:
          TypeError: the function gives a state of other types or classes.
        """
        state, function, specs = reducer(initial_state, reduce_func, self._specs, "reduce()", lambda found: found)
        tensors = REDUCE(
            self._variant_tensor, to_tensors(specs, state), function.captured, f=function.graph, **described(specs)
        )
        return from_tensors(specs, tensors)

    @door
    def apply(self, transformation_func: Callable[[Any], Any]) -> Any:
        """What a function makes of this dataset.

        Args:
          transformation_func: takes a Dataset, gives one.

        Returns:
          A Dataset.

        Raises:
          TypeError: it gives something else.
        """
        found = transformation_func(self)
        if not isinstance(found, DatasetBase):
            raise TypeError(f"`transformation_func` must return a Dataset. Got {found}.")
        return found

    @door
    def with_options(self, options: Options) -> Any:
        """The dataset, run as `options` say, and as they said before.

        Args:
          options: Options.

        Returns:
          A Dataset.

        Raises:
          ValueError: they contradict what was said before.
        """
        found = self.adapter(self._variant_tensor, self._specs, [self], options)
        found.options()
        return found


def reducer(
    initial_state: Any, function: Callable[..., Any], specs: Any, transformation: str, state_of: Callable[[Any], Any]
) -> tuple[Any, StructuredFunction, Any]:
    """A function of a state and an element, built until what is known of the state does not change any more.

    Args:
      state_of: the specs of the next state among those of what the function gives.

    Returns:
      the first state, the function, what is known of states.
    """
    state = normalized(initial_state)
    known = specs_of(state)
    while True:
        made = StructuredFunction(function, transformation, (known, specs))
        found = state_of(made.specs)
        _check_state(known, found)
        if are_compatible(found, known) and _as_specific(found, known):
            return state, made, known
        known = most_specific(known, found)


def _as_specific(found: Any, known: Any) -> bool:
    return repr(most_specific(known, found)) == repr(known)


def _check_state(known: Any, found: Any) -> None:
    wanted, given = nest.map_structure(_class_of, known), nest.map_structure(_class_of, found)
    if nest.flatten(wanted) != nest.flatten(given):
        raise TypeError(f"The element classes for the new state must match the initial state. Expected {wanted}; got {given}.")
    wanted, given = nest.map_structure(_type_of, known), nest.map_structure(_type_of, found)
    if nest.flatten(wanted) != nest.flatten(given) or nest.is_nested(wanted) != nest.is_nested(given):
        told = f"Expected {_told(wanted)}; got {_told(given)}."
        raise TypeError(f"The element types for the new state must match the initial state. {told}")


def _class_of(spec: Any) -> Any:
    return spec.value_type


def _type_of(spec: Any) -> Any:
    return getattr(spec, "dtype", spec)


def _told(types: Any) -> str:
    return str(types)


def _check_alike(mine: Any, theirs: Any, words: str) -> None:
    same = nest.is_nested(mine) == nest.is_nested(theirs) and len(nest.flatten(mine)) == len(nest.flatten(theirs))
    if not same or any(a != b for a, b in zip(nest.flatten(mine), nest.flatten(theirs), strict=True)):
        raise TypeError(f"Two datasets to concatenate have different {words} {mine} and {theirs}")


def int64(value: TensorLike, name: str) -> Tensor:
    """A value as an int64 tensor, a constant of that name."""
    return convert_to_tensor(value, dtypes.int64, name=name)


def seeds(seed: Any) -> tuple[Tensor, Tensor]:
    """The two seeds of an op as tensors; where nothing is seeded, zeros."""
    first, second = get_seed(seed)
    one = int64(0 if first is None else first, "seed")
    if second is None:
        return one, constant(0, dtypes.int64, name="seed2")
    with get_default_graph().name_scope("seed2") as scope:
        two = convert_to_tensor(second, dtypes.int64)
        nothing = ops.logical_and(ops.equal(one, 0), ops.equal(two, 0))
        return one, ops.where(nothing, constant(2**31 - 1, dtypes.int64), two, name=scope)


def _known_size(size: Tensor, drops: Tensor) -> int | None:
    known = constant_value(size) if bool(constant_value(drops)) else None
    return None if known is None else int(known)


def _nothing_of(kind: DType) -> Any:
    return "" if kind is dtypes.string else np.zeros((), kind.as_numpy_dtype)


def _padding_value(value: Any, kind: DType) -> Tensor:
    tensor = convert_to_tensor(value, name="padding_value")
    if not tensor.shape.is_compatible_with(TensorShape([])):
        raise ValueError(f"Padding value should be a scalar, but is not: {tensor}")
    if tensor.dtype is not kind:
        raise TypeError(f"Padding value tensor ({tensor}) does not match output type: {kind}")
    return tensor


def _padded_shape(given: Any, known: TensorShape) -> Tensor:
    try:
        wanted = TensorShape(None if isinstance(given, Tensor) else given)
        tensor = constant([-1 if size is None or size < 0 else size for size in wanted.as_list()], dtypes.int64)
    except (TypeError, ValueError):
        tensor = convert_to_tensor(given, preferred_dtype=dtypes.int64)
        if tensor.shape.ndims is not None and tensor.shape.ndims != 1:
            raise ValueError(
                f"Padded shape {given} must be a 1-D tensor of tf.int64 values, but its shape was {tensor.shape}."
            ) from None
        if tensor.dtype is not dtypes.int64:
            raise TypeError(
                f"Padded shape {given} must be a 1-D tensor of tf.int64 values, but its element type was {tensor.dtype.name}."
            ) from None
        wanted = TensorShape(constant_value_as_shape(tensor))
    fits = (
        wanted.ndims is None
        or known.ndims is None
        or (
            wanted.ndims == known.ndims
            and all(a is None or b is None or a >= b for a, b in zip(wanted.as_list(), known.as_list(), strict=True))
        )
    )
    if not fits:
        raise ValueError(
            f"The padded shape {_as_tuple(wanted)} is not compatible with the corresponding input component shape "
            f"{_as_tuple(known)}."
        )
    return tensor


def _as_tuple(shape: TensorShape) -> str:
    return str(shape).replace("?", "None")
