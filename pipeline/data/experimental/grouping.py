"""Transformations that put elements together by a key: for `Dataset.apply`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor, TensorSpec
from headrace.graph.types import dtypes
from headrace.graph.types.shapes import TensorShape

from .. import nest
from ..functions import StructuredFunction
from ..handle import DatasetSpec, described
from ..ops import calling
from ..transformations import Transformations, state_function
from .ordering import Transformation

_KEY = TensorSpec([], dtypes.int64)


def _key_function(key_func: Callable[..., Any], name: str, specs: Any) -> StructuredFunction:
    return StructuredFunction(lambda *element: convert_to_tensor(key_func(*element), dtypes.int64), name, specs)


@export("data.experimental.group_by_window", "contrib.data.group_by_window")
@door
def group_by_window(
    key_func: Callable[..., Any],
    reduce_func: Callable[..., Any],
    window_size: Any = None,
    window_size_func: Callable[..., Any] | None = None,
) -> Transformation:
    """Elements with equal keys are put together, so many at a time; what a function makes of them comes in their place.

    Args:
      key_func: gives the key of an element, an int64 scalar.
      reduce_func: takes a key and a Dataset of elements that have it, gives a Dataset.
      window_size: how many elements are put together.
      window_size_func: in place of `window_size`: takes a key, gives how many.

    Returns:
      A function for `Dataset.apply`.

    Raises:
      ValueError: neither or both sizes are given.
    """
    if (window_size is None) == (window_size_func is None):
        raise ValueError("Must pass either window_size or window_size_func.")
    sizes = (lambda unused: window_size) if window_size_func is None else window_size_func

    def apply(dataset: Transformations) -> Any:
        name = "tf.data.experimental.group_by_window()"
        key = _key_function(key_func, name, dataset.element_spec)
        if not key.specs.is_compatible_with(_KEY):
            raise ValueError("`key_func` must return a single tf.int64 scalar tensor.")
        size = StructuredFunction(lambda k: convert_to_tensor(sizes(k), dtypes.int64), name, _KEY)
        if not size.specs.is_compatible_with(_KEY):
            raise ValueError("`window_size_func` must return a single tf.int64 scalar tensor.")
        reduce = StructuredFunction(reduce_func, name, (_KEY, DatasetSpec(dataset.element_spec)))
        if not isinstance(reduce.specs, DatasetSpec):
            raise TypeError("`reduce_func` must return a `Dataset` object.")
        specs = reduce.specs._element_spec
        variant = calling.GROUP_BY_WINDOW(
            dataset._variant_tensor,
            key.captured,
            reduce.captured,
            size.captured,
            key_func=key.graph,
            reduce_func=reduce.graph,
            window_size_func=size.graph,
            **described(specs),
        )
        return dataset._made(variant, specs)

    return apply


@export("data.experimental.Reducer", "contrib.data.Reducer")
class Reducer:
    """How elements are made one: a state to begin with, the next one, the result.

    Args:
      init_func: takes a key, gives the first state.
      reduce_func: takes a state and an element, gives the next state.
      finalize_func: takes the last state, gives an element.
    """

    def __init__(self, init_func: Any, reduce_func: Any, finalize_func: Any) -> None:
        self._init_func = init_func
        self._reduce_func = reduce_func
        self._finalize_func = finalize_func

    @property
    def init_func(self) -> Any:
        """What gives the first state."""
        return self._init_func

    @property
    def reduce_func(self) -> Any:
        """What gives the next state."""
        return self._reduce_func

    @property
    def finalize_func(self) -> Any:
        """What gives the result."""
        return self._finalize_func


@export("data.experimental.group_by_reducer", "contrib.data.group_by_reducer")
@door
def group_by_reducer(key_func: Callable[..., Any], reducer: Reducer) -> Transformation:
    """One element for all elements with equal keys, when all have come.

    Args:
      key_func: gives the key of an element, an int64 scalar.
      reducer: what makes one of them.

    Returns:
      A function for `Dataset.apply`.
    """

    def apply(dataset: Transformations) -> Any:
        return _grouped(dataset, key_func, reducer)

    return apply


def _grouped(dataset: Transformations, key_func: Callable[..., Any], by: Reducer) -> Any:
    name = "tf.data.experimental.group_by_reducer()"
    key = _key_function(key_func, name, dataset.element_spec)
    if not key.specs.is_compatible_with(_KEY):
        told = f"Got type={key.specs.dtype} and shape={key.specs.shape}"
        raise ValueError(f"`key_func` must return a single tf.int64 tensor. {told}")
    init = StructuredFunction(by.init_func, name, _KEY)
    reduce, known = state_function(init.specs, by.reduce_func, dataset.element_spec, name, lambda found: found)
    finalize = StructuredFunction(by.finalize_func, name, known)
    functions = {"key": key, "init": init, "reduce": reduce, "finalize": finalize}
    graphs: dict[str, Any] = {f"{part}_func": function.graph for part, function in functions.items()}
    variant = calling.GROUP_BY_REDUCER(
        dataset._variant_tensor,
        *(function.captured for function in functions.values()),
        **graphs,
        **described(finalize.specs),
    )
    return dataset._made(variant, finalize.specs)


@export("contrib.data.reduce_dataset")
@door
def reduce_dataset(dataset: Any, reducer: Reducer) -> Any:
    """What a reducer makes of all elements; its `finalize_func` is not called, as in TensorFlow.

    Args:
      dataset: a Dataset.
      reducer: what makes one of them.

    Returns:
      A structure of tensors.

    Raises:
      TypeError: `dataset` is none.
    """
    if not isinstance(dataset, Transformations):
        raise TypeError("`dataset` must be a `tf.data.Dataset` object.")
    return dataset.reduce(reducer.init_func(np.int64(0)), reducer.reduce_func)


@export("data.experimental.bucket_by_sequence_length")
@door
def bucket_by_sequence_length(
    element_length_func: Callable[..., Any],
    bucket_boundaries: Sequence[int],
    bucket_batch_sizes: Sequence[int],
    padded_shapes: Any = None,
    padding_values: Any = None,
    pad_to_bucket_boundary: bool = False,
    no_padding: bool = False,
    drop_remainder: bool = False,
) -> Transformation:
    """Batches of elements of about the same length.

    Args:
      element_length_func: gives the length of an element, an int32 scalar.
      bucket_boundaries: the lengths that begin a new bucket, ascending.
      bucket_batch_sizes: for each bucket how many elements are a batch: one more than there are boundaries.
      padded_shapes: as of `Dataset.padded_batch`; by default those of the elements.
      padding_values: as of `Dataset.padded_batch`.
      pad_to_bucket_boundary: pad to one below the boundary, not to the longest; then no element may be longer than the last.
      no_padding: put elements together as they are, as sparse ones have to be.
      drop_remainder: whether a smaller last batch of a bucket is left out.

    Returns:
      A function for `Dataset.apply`.

    Raises:
      ValueError: not as many sizes.
    """
    with get_default_graph().name_scope("bucket_by_seq_length"):
        if len(bucket_batch_sizes) != len(bucket_boundaries) + 1:
            raise ValueError("len(bucket_batch_sizes) must equal len(bucket_boundaries) + 1")
        sizes = constant(list(bucket_batch_sizes), dtypes.int64)

        def bucket_of(*element: Any) -> Tensor:
            length = element_length_func(*element)
            limits = list(bucket_boundaries)
            least = [np.iinfo(np.int32).min, *limits]
            most = [*limits, np.iinfo(np.int32).max]
            inside = ops.logical_and(ops.less_equal(least, length), ops.less(length, most))
            return ops.reduce_min(ops.where(inside))

        def window_size(bucket: Tensor) -> Tensor:
            return sizes[bucket]

        def shapes_for(shapes: Any, size: Any) -> Any:
            def filled(shape: Any) -> Any:
                return [size if one is None else one for one in TensorShape(shape).as_list()]

            return nest.pack(shapes, [filled(shape) for shape in nest.flatten(shapes)])

        def batches(bucket: Tensor, grouped: Any) -> Any:
            size = window_size(bucket)
            if no_padding:
                return grouped.batch(size, drop_remainder=drop_remainder)
            shapes = padded_shapes if padded_shapes is not None else grouped.output_shapes
            if pad_to_bucket_boundary:
                limit = ops.cast(len(bucket_batch_sizes) - 1, dtypes.int64)
                message = "When pad_to_bucket_boundary=True, elements must have length < max(bucket_boundaries)."
                check = ops.assert_less(bucket, limit, message=message)
                with get_default_graph().control_dependencies([check]):
                    boundary = constant(list(bucket_boundaries), dtypes.int64)[bucket]
                    shapes = shapes_for(shapes, boundary - 1)
            return grouped.padded_batch(size, shapes, padding_values, drop_remainder=drop_remainder)

        def apply(dataset: Transformations) -> Any:
            return dataset.apply(group_by_window(bucket_of, batches, window_size_func=window_size))

        return apply


@export("contrib.data.bucket_by_sequence_length")
@door
def contrib_bucket_by_sequence_length(
    element_length_func: Callable[..., Any],
    bucket_boundaries: Sequence[int],
    bucket_batch_sizes: Sequence[int],
    padded_shapes: Any = None,
    padding_values: Any = None,
    pad_to_bucket_boundary: bool = False,
    no_padding: bool = False,
) -> Transformation:
    """`tf.data.experimental.bucket_by_sequence_length`; smaller last batches are kept.

    Args:
      element_length_func, bucket_boundaries, bucket_batch_sizes, padded_shapes, padding_values, pad_to_bucket_boundary,
        no_padding: as there.

    Returns:
      A function for `Dataset.apply`.
    """
    return bucket_by_sequence_length(
        element_length_func,
        bucket_boundaries,
        bucket_batch_sizes,
        padded_shapes,
        padding_values,
        pad_to_bucket_boundary,
        no_padding,
    )
