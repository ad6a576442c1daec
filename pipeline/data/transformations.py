"""What makes a dataset of another one by functions; all methods of datasets that give another one."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from headrace.formats.doors import door
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import TensorSpec
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from . import nest
from .arguments import AUTOTUNE, int64
from .batching import Batching
from .functions import StructuredFunction
from .handle import DatasetBase, DatasetSpec, described
from .ops import calling, stages
from .ops.iterators import REDUCE
from .options import Options
from .selecting import Selecting
from .structure import are_compatible, from_tensors, most_specific, normalized, specs_of, to_tensors


class Transformations(Selecting, Batching):
    """The methods of a dataset that give another one."""

    def _function(self, function: Callable[..., Any], transformation: str) -> StructuredFunction:
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
        function = self._function(map_func, "Dataset.map()")
        attributes = {"f": function.graph, **described(function.specs)}
        if num_parallel_calls is None:
            variant = stages.MAP(self._variant_tensor, function.captured, **attributes)
        else:
            calls = convert_to_tensor(num_parallel_calls, dtypes.int32, name="num_parallel_calls")
            variant = calling.PARALLEL_MAP(self._variant_tensor, function.captured, calls, **attributes)
        return self._made(variant, function.specs)

    @door
    def map_with_legacy_function(self, map_func: Callable[..., Any], num_parallel_calls: Any = None) -> Any:
        """`map`, as it was before TensorFlow 1.14.

        Args:
          map_func, num_parallel_calls: as of `map`.

        Returns:
          A Dataset.
        """
        return self.map(map_func, num_parallel_calls)

    def _dataset_function(self, function: Callable[..., Any], transformation: str) -> tuple[StructuredFunction, Any]:
        """A function of the elements that gives a dataset, and what is known of the elements of that."""
        made = self._function(function, transformation)
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
        function, specs = self._dataset_function(map_func, "Dataset.flat_map()")
        variant = calling.FLAT_MAP(self._variant_tensor, function.captured, f=function.graph, **described(specs))
        return self._made(variant, specs)

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
        function, specs = self._dataset_function(map_func, "Dataset.interleave()")
        if isinstance(cycle_length, int) and cycle_length == AUTOTUNE:
            cycle_length = os.cpu_count() or 1
        lengths = int64(cycle_length, "cycle_length"), int64(block_length, "block_length")
        attributes = {"f": function.graph, **described(specs)}
        if num_parallel_calls is None:
            variant = calling.INTERLEAVE(self._variant_tensor, function.captured, *lengths, **attributes)
        else:
            calls = int64(num_parallel_calls, "num_parallel_calls")
            variant = calling.PARALLEL_INTERLEAVE_V2(self._variant_tensor, function.captured, *lengths, calls, **attributes)
        return self._made(variant, specs)

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
        found = self._adapter(self._variant_tensor, self._specs, [self], options)
        found.options()
        return found

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
        function = self._function(predicate, "Dataset.filter()")
        if not (isinstance(function.specs, TensorSpec) and function.specs.is_compatible_with(TensorSpec([], dtypes.bool_))):
            told = f"Was {function.specs}."
            raise ValueError(f"`predicate` return type must be convertible to a scalar boolean tensor. {told}")
        variant = stages.FILTER(self._variant_tensor, function.captured, predicate=function.graph, **self._flat_structure)
        return self._made(variant, self._specs)

    @door
    def filter_with_legacy_function(self, predicate: Callable[..., Any]) -> Any:
        """`filter`, as it was before TensorFlow 1.14.

        Args:
          predicate: as of `filter`.

        Returns:
          A Dataset.
        """
        return self.filter(predicate)


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
    made, known = state_function(specs_of(state), function, specs, transformation, state_of)
    return state, made, known


def state_function(
    known: Any, function: Callable[..., Any], specs: Any, transformation: str, state_of: Callable[[Any], Any]
) -> tuple[StructuredFunction, Any]:
    """`reducer`, where the first state is `known` only as far as this."""
    while True:
        made = StructuredFunction(function, transformation, (known, specs))
        found = state_of(made.specs)
        _check_state(known, found)
        if are_compatible(found, known) and _as_specific(found, known):
            return made, known
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
