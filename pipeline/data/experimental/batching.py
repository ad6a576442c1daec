"""Transformations that put several elements together: for `Dataset.apply`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.static_values import constant_value_as_shape
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.types.shapes import TensorShape

from .. import nest
from ..arguments import int64, known_size
from ..handle import described
from ..ops import calling
from ..structure import SparseTensorSpec, batched, types_of
from ..transformations import Transformations
from .ordering import Transformation


@export("data.experimental.map_and_batch", "contrib.data.map_and_batch")
@door
def map_and_batch(
    map_func: Callable[..., Any],
    batch_size: TensorLike,
    num_parallel_batches: Any = None,
    drop_remainder: Any = False,
    num_parallel_calls: Any = None,
) -> Transformation:
    """`map`, then `batch`, as one step: an element that fails takes its whole batch with it.

    Args:
      map_func: takes the components of an element, gives an element.
      batch_size: an int64 scalar, at least 1.
      num_parallel_batches: how many batches are made at once.
      drop_remainder: whether a smaller last batch is left out.
      num_parallel_calls: in place of `num_parallel_batches`: how many elements.

    Returns:
      A function for `Dataset.apply`.

    Raises:
      ValueError: both numbers are given.
    """
    if num_parallel_batches is not None and num_parallel_calls is not None:
        raise ValueError("The `num_parallel_batches` and `num_parallel_calls` arguments are mutually exclusive.")
    if num_parallel_calls is None:
        num_parallel_calls = batch_size if num_parallel_batches is None else batch_size * num_parallel_batches

    def apply(dataset: Transformations) -> Any:
        function = dataset._function(map_func, "tf.data.experimental.map_and_batch()")
        size = int64(batch_size, "batch_size")
        calls = int64(num_parallel_calls, "num_parallel_calls")
        drops = convert_to_tensor(drop_remainder, dtypes.bool_, name="drop_remainder")
        specs = batched(function.specs, known_size(size, drops))
        variant = calling.MAP_AND_BATCH(
            dataset._variant_tensor,
            function.captured,
            size,
            calls,
            drops,
            f=function.graph,
            preserve_cardinality=True,
            **described(specs),
        )
        return dataset._made(variant, specs)

    return apply


@export("data.experimental.map_and_batch_with_legacy_function")
@door
def map_and_batch_with_legacy_function(
    map_func: Callable[..., Any],
    batch_size: TensorLike,
    num_parallel_batches: Any = None,
    drop_remainder: Any = False,
    num_parallel_calls: Any = None,
) -> Transformation:
    """`map_and_batch`, as it was before TensorFlow 1.14.

    Args:
      map_func, batch_size, num_parallel_batches, drop_remainder, num_parallel_calls: as of `map_and_batch`.

    Returns:
      A function for `Dataset.apply`.
    """
    return map_and_batch(map_func, batch_size, num_parallel_batches, drop_remainder, num_parallel_calls)


@export("data.experimental.dense_to_sparse_batch", "contrib.data.dense_to_sparse_batch")
@door
def dense_to_sparse_batch(batch_size: TensorLike, row_shape: Any) -> Transformation:
    """Batches of tensors of different shapes, each a sparse tensor.

    Args:
      batch_size: an int64 scalar, at least 1.
      row_shape: the shape of the whole of each element, at least as large as its own.

    Returns:
      A function for `Dataset.apply`. It raises TypeError for elements of several components.
    """

    def apply(dataset: Transformations) -> Any:
        if not isinstance(dataset.output_types, dtypes.DType):
            raise TypeError(
                "DenseToSparseDataset requires an input whose elements have a single component, whereas the input has "
                f"{dataset.output_types!r}."
            )
        shape = row_shape
        if not isinstance(shape, Tensor):
            sizes = TensorShape(shape).as_list()
            shape = constant([-1 if size is None else size for size in sizes], dtypes.int64)
        known = TensorShape([None]).concatenate(constant_value_as_shape(shape))
        specs = SparseTensorSpec(known, dataset.output_types)
        with get_default_graph().name_scope("DenseToSparseBatchDataset") as scope:
            size = int64(batch_size, "batch_size")
            variant = calling.DENSE_TO_SPARSE(dataset._variant_tensor, size, shape, name=scope, **described(specs))
        return dataset._made(variant, specs)

    return apply


@export("data.experimental.unbatch", "contrib.data.unbatch")
@door
def unbatch() -> Transformation:
    """The slices of elements along their first dimension; see `Dataset.unbatch`.

    Returns:
      A function for `Dataset.apply`.
    """
    return lambda dataset: dataset.unbatch()


@export("contrib.data.batch_and_drop_remainder")
@door
def batch_and_drop_remainder(batch_size: TensorLike) -> Transformation:
    """`batch` without a smaller last batch.

    Args:
      batch_size: an int64 scalar, at least 1.

    Returns:
      A function for `Dataset.apply`.
    """
    return lambda dataset: dataset.batch(batch_size, drop_remainder=True)


@export("contrib.data.padded_batch_and_drop_remainder")
@door
def padded_batch_and_drop_remainder(batch_size: TensorLike, padded_shapes: Any, padding_values: Any = None) -> Transformation:
    """`padded_batch` without a smaller last batch.

    Args:
      batch_size, padded_shapes, padding_values: as of `Dataset.padded_batch`.

    Returns:
      A function for `Dataset.apply`.
    """
    return lambda dataset: dataset.padded_batch(batch_size, padded_shapes, padding_values, drop_remainder=True)


@export("contrib.data.sliding_window_batch")
@door
def sliding_window_batch(
    window_size: TensorLike, stride: Any = None, window_shift: Any = None, window_stride: TensorLike = 1
) -> Transformation:
    """Batches that overlap.

    Args:
      window_size: how many elements each has.
      stride: `window_shift`, as it was called before.
      window_shift: how many elements each begins behind the one before; 1 by default.
      window_stride: how far elements of one stand apart.

    Returns:
      A function for `Dataset.apply`.

    Raises:
      ValueError: both `stride` and `window_shift` are given.
    """
    if stride is not None and window_shift is not None:
        raise ValueError("Cannot specify both `stride` and `window_shift`")
    shift = next((one for one in (stride, window_shift) if one is not None), 1)

    def apply(dataset: Transformations) -> Any:
        sizes = [
            int64(value, name)
            for value, name in ((window_size, "window_size"), (shift, "window_shift"), (window_stride, "window_stride"))
        ]
        specs = batched(dataset.element_spec, None)
        variant = calling.SLIDING_WINDOW(dataset._variant_tensor, *sizes, **described(specs))
        return dataset._made(variant, specs)

    return apply


@export("contrib.data.assert_element_shape")
@door
def assert_element_shape(expected_shapes: Any) -> Transformation:
    """Check that elements have these shapes; then they are known.

    Args:
      expected_shapes: in the structure of elements, a shape for each component.

    Returns:
      A function for `Dataset.apply`. It raises ValueError where the shapes contradict what is known, and its dataset
      InvalidArgumentError for an element of another shape.
    """

    def apply(dataset: Transformations) -> Any:
        shapes = nest.map_up_to(types_of(dataset.element_spec), TensorShape, expected_shapes)

        def check(*element: Any) -> Any:
            whole = element if type(dataset.element_spec) is tuple else element[0]
            leaves = [_of_shape(leaf, shape) for leaf, shape in zip(nest.flatten(whole), shapes, strict=True)]
            return nest.pack(dataset.element_spec, leaves)

        for known, shape in zip(nest.flatten(dataset.output_shapes), shapes, strict=True):
            known.merge_with(shape)
        return dataset.map(check)

    return apply


def _of_shape(value: Any, shape: TensorShape) -> Any:
    if not isinstance(value, Tensor) or shape.ndims is None:
        return value
    wanted, found = shape.as_list(), ops.shape(value)
    told = f"Wrong shape for {value.name} [expected] [actual]."
    ranked = ops.Assert(ops.equal(ops.rank(value), len(wanted)), [told, f"{shape}", found])
    known = [k for k, size in enumerate(wanted) if size is not None]
    with get_default_graph().control_dependencies([ranked]):
        sizes, actual = constant([wanted[k] for k in known], dtypes.int32), ops.gather(found, constant(known, dtypes.int32))
    checked = ops.Assert(ops.reduce_all(ops.equal(sizes, actual)), [told, sizes, actual])
    with get_default_graph().control_dependencies([checked]):
        result = ops.identity(value)
    result.set_shape(shape)
    return result
