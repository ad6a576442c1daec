"""Dataset: elements of one structure, one after the other, and what makes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import TensorSpec
from headrace.graph.functions.func_graph import CopyingGraph, function_name
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.types.shapes import Dimension

from ..bad_records.policy import note_copies
from . import nest
from .arguments import int64
from .generators import generated
from .handle import DatasetBase, described, made_of, of_this_graph
from .iterator import Iterator, initializable
from .ops.iterators import ONE_SHOT
from .ops.sources import RANGE, SPARSE_SLICES, TENSOR_SLICES, TENSORS
from .ops.stages import ZIP
from .structure import flat_shapes, normalized, specs_of, to_batched_tensors, to_tensors, unbatched
from .transformations import Transformations


@export("data.Dataset")
class Dataset(Transformations):
    """Elements of one structure, one after the other: a description, which iterators go through.

    An element is a tensor, a SparseTensor, or a nesting of them in tuples and dicts. The static methods make datasets.

    Args:
      variant, specs, inputs, options: of a dataset that headrace makes.

    Example:
      >>> dataset = tf.data.Dataset.range(5).map(lambda x: x * x).batch(2)
      >>> batch = dataset.make_one_shot_iterator().get_next()
      >>> with tf.Session() as sess:
      ...     print(sess.run(batch), sess.run(batch))
      [0 1] [4 9]
    """

    # Sources

    @staticmethod
    @door
    def from_tensors(tensors: Any) -> Dataset:
        """One element.

        Args:
          tensors: it, a structure of tensors and what converts to them.

        Returns:
          A Dataset.
        """
        element = normalized(tensors)
        specs = specs_of(element)
        variant = TENSORS(to_tensors(specs, element), output_shapes=flat_shapes(specs))
        return DatasetV1Adapter(variant, specs)

    @staticmethod
    @door
    def from_tensor_slices(tensors: Any) -> Dataset:
        """An element for each slice of tensors along their first dimension.

        Args:
          tensors: a structure of tensors and what converts to them, all as large in their first dimension.

        Returns:
          A Dataset.

        Raises:
          ValueError: a scalar, or sizes that differ.
        """
        element = normalized(tensors)
        whole = specs_of(element)
        components = to_batched_tensors(whole, element)
        specs = unbatched(whole)
        first = Dimension(components[0].shape[0] if components[0].shape.ndims else None)
        for tensor in components[1:]:
            first.assert_is_compatible_with(Dimension(tensor.shape[0] if tensor.shape.ndims else None))
        variant = TENSOR_SLICES(components, output_shapes=flat_shapes(specs))
        return DatasetV1Adapter(variant, specs)

    @staticmethod
    @door
    def from_sparse_tensor_slices(sparse_tensor: Any) -> Dataset:
        """The rows of a sparse tensor, each as its indices, values and dense shape.

        Args:
          sparse_tensor: a SparseTensor, its elements in order.

        Returns:
          A Dataset of tuples.

        Raises:
          TypeError: it is no SparseTensor.
        """
        if not isinstance(sparse_tensor, SparseTensor):
            raise TypeError(f"`sparse_tensor` must be a `tf.SparseTensor` object. Was {sparse_tensor}.")
        rank = sparse_tensor.dense_shape.shape[0].value
        inner = None if rank is None else rank - 1
        specs = (
            TensorSpec([None, inner], dtypes.int64),
            TensorSpec([None], sparse_tensor.dtype),
            TensorSpec([inner], dtypes.int64),
        )
        variant = SPARSE_SLICES(sparse_tensor.indices, sparse_tensor.values, sparse_tensor.dense_shape)
        return DatasetV1Adapter(variant, specs)

    @staticmethod
    @door
    def from_generator(
        generator: Callable[..., Any], output_types: Any, output_shapes: Any = None, args: Any = None
    ) -> Dataset:
        """What a Python generator gives.

        Args:
          generator: a function that gives something to iterate over, anew for each pass.
          output_types: the structure of elements, with the type of each component.
          output_shapes: the same with shapes; by default any.
          args: tensors whose values the function gets.

        Returns:
          A Dataset.

        Raises:
          TypeError: `generator` is no function.
          InvalidArgumentError, UnknownError: (when run) it raised, or gave what is no such element.
        """
        return generated(Dataset, generator, output_types, output_shapes, args)

    @staticmethod
    @door
    def range(*args: Any) -> Dataset:
        """Numbers at equal distances, int64.

        Args:
          args: as of Python's `range`: `stop`, or `start`, `stop` and `step`.

        Returns:
          A Dataset.

        Raises:
          ValueError: no number, or more than three.
        """
        if not 1 <= len(args) <= 3:
            raise ValueError(f"Invalid arguments to RangeDataset: {args}")
        start, stop, step = (0, args[0], 1) if len(args) == 1 else (*args, 1)[:3]
        specs = TensorSpec([], dtypes.int64)
        variant = RANGE(int64(start, "start"), int64(stop, "stop"), int64(step, "step"), **described(specs))
        return DatasetV1Adapter(variant, specs)

    @staticmethod
    @door
    def zip(datasets: Any) -> Dataset:
        """Elements that have the elements of several datasets as components, as long as all have some.

        Args:
          datasets: Datasets in a structure, a tuple or dict.

        Returns:
          A Dataset.

        Raises:
          TypeError: no structure of Datasets.
        """
        leaves = nest.flatten(datasets)
        for leaf in leaves:
            if not isinstance(leaf, DatasetBase):
                told = "The argument to `Dataset.zip()` must be a nested structure of `Dataset` objects."
                if isinstance(leaf, list):
                    told += " Nested structures do not support Python lists; please use a tuple instead."
                raise TypeError(told)
        specs = nest.pack(datasets, [leaf.element_spec for leaf in leaves])
        variant = ZIP([leaf._variant_tensor for leaf in leaves], **described(specs))
        return DatasetV1Adapter(variant, specs, leaves)

    @staticmethod
    @door
    def list_files(file_pattern: TensorLike, shuffle: bool | None = None, seed: Any = None) -> Dataset:
        """The names of the files that match a pattern.

        Args:
          file_pattern: a string, a list of strings, or a tensor of them.
          shuffle: whether they come in random order, another one in each pass; True by default.
          seed: as of `shuffle`.

        Returns:
          A Dataset of strings.

        Raises:
          InvalidArgumentError: (when run) no file matches.
        """
        with get_default_graph().name_scope("list_files"):
            shuffle = True if shuffle is None else shuffle
            pattern = convert_to_tensor(file_pattern, dtypes.string, name="file_pattern")
            files = ops.matching_files(pattern)
            some = ops.greater(ops.shape(files)[0], 0, name="match_not_empty")
            joined = ops.reduce_join(pattern, separator=", ")
            message = ops.add("No files matched pattern: ", joined, name="message")
            checked = ops.Assert(some, [message], summarize=1, name="assert_not_empty")
            with get_default_graph().control_dependencies([checked]):
                files = ops.identity(files)
            dataset = Dataset.from_tensor_slices(files)
            if shuffle:
                size = ops.maximum(ops.shape(files, out_type=dtypes.int64)[0], np.int64(1))
                dataset = dataset.shuffle(size, seed=seed)
            return dataset

    # Iterators

    @door
    def make_one_shot_iterator(self) -> Iterator:
        """An iterator that goes through the dataset once, and need not be initialized.

        Returns:
          An Iterator.

        Raises:
          ValueError: the dataset uses something with a state, as a variable or a table, or something that is fed.
        """
        return one_shot(self)

    @door
    def make_initializable_iterator(self, shared_name: str | None = None) -> Iterator:
        """An iterator whose `initializer` begins each pass.

        Args:
          shared_name: iterators of one session that have it are one.

        Returns:
          An Iterator.
        """
        return initializable(self, shared_name)


class DatasetV1Adapter(Dataset):
    """A dataset that was made of others."""


DatasetBase._adapter = DatasetV1Adapter


def one_shot(dataset: DatasetBase) -> Iterator:
    """An iterator whose only pass begins by itself: the dataset is made by a function that it has."""
    outer = get_default_graph()
    of_this_graph(dataset)
    graph = CopyingGraph(function_name("Dataset_make_one_shot_iterator"), outer, made_of(dataset))
    try:
        with graph.as_default():
            graph.end([_copied(dataset, graph)._with_options_applied()])
    except ValueError as error:
        if "Cannot capture a stateful node" in str(error):
            raise ValueError(
                "Failed to create a one-shot iterator for a dataset. `Dataset.make_one_shot_iterator()` does not support "
                "datasets that capture stateful objects, such as a `Variable` or `LookupTable`. In these cases, use "
                f"`Dataset.make_initializable_iterator()`. (Original error: {error})"
            ) from None
        raise
    note_copies(graph.copies)
    resource = ONE_SHOT(dataset_factory=graph, **dataset._flat_structure)
    return Iterator._of(resource, None, dataset.element_spec)._counting_bad(dataset)


def _copied(dataset: DatasetBase, graph: CopyingGraph) -> DatasetBase:
    return type(dataset)._adapter(graph.capture(dataset._variant_tensor), dataset.element_spec, [dataset])


@export("data.make_one_shot_iterator")
@door
def make_one_shot_iterator(dataset: Dataset) -> Iterator:
    """An iterator that goes through a dataset once; see `Dataset.make_one_shot_iterator`.

    Args:
      dataset: a Dataset.

    Returns:
      An Iterator.
    """
    return one_shot(dataset)


@export("data.make_initializable_iterator")
@door
def make_initializable_iterator(dataset: Dataset, shared_name: str | None = None) -> Iterator:
    """An iterator whose `initializer` begins each pass over a dataset.

    Args:
      dataset: a Dataset.
      shared_name: iterators of one session that have it are one.

    Returns:
      An Iterator.
    """
    return initializable(dataset, shared_name)
