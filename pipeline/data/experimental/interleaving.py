"""Transformations that take elements of several datasets in turn, or by chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import Tensor, TensorSpec
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from .. import nest
from ..dataset import Dataset
from ..handle import DatasetBase, described
from ..ops import calling
from ..readers import in_parallel
from ..structure import classes_of, most_specific, types_of
from ..transformations import Transformations
from .ordering import RandomDataset, Transformation


@export("data.experimental.parallel_interleave", "contrib.data.parallel_interleave")
@door
def parallel_interleave(
    map_func: Callable[..., Any],
    cycle_length: TensorLike,
    block_length: TensorLike = 1,
    sloppy: Any = False,
    buffer_output_elements: Any = None,
    prefetch_input_elements: Any = None,
) -> Transformation:
    """The elements of the datasets that a function makes of elements, several of which are read at once.

    Args:
      map_func: takes the components of an element, gives a Dataset.
      cycle_length: how many datasets are read at once, an int64 scalar.
      block_length: how many elements of one before the next one's turn.
      sloppy: whether a dataset that has nothing yet may miss its turn; what comes first then is chance.
      buffer_output_elements: how many elements of each wait; twice `block_length` by default.
      prefetch_input_elements: how many datasets are begun before their turn; twice `cycle_length` by default.

    Returns:
      A function for `Dataset.apply`.
    """

    def apply(dataset: Transformations) -> Any:
        return in_parallel(
            dataset, map_func, cycle_length, block_length, sloppy, buffer_output_elements, prefetch_input_elements
        )

    return apply


@export("contrib.data.sloppy_interleave")
@door
def sloppy_interleave(map_func: Callable[..., Any], cycle_length: TensorLike, block_length: TensorLike = 1) -> Transformation:
    """`parallel_interleave`, where a dataset that has nothing yet may miss its turn.

    Args:
      map_func, cycle_length, block_length: as of `parallel_interleave`.

    Returns:
      A function for `Dataset.apply`.
    """
    return parallel_interleave(map_func, cycle_length, block_length, sloppy=True)


def _alike(datasets: Sequence[Any]) -> Any:
    """What is known of the elements of several datasets. Raises TypeError where they are not alike."""
    specs = datasets[0].element_spec
    for other in datasets[1:]:
        for mine, theirs in ((types_of, "types"), (classes_of, "classes")):
            first, second = nest.flatten(mine(datasets[0].element_spec)), nest.flatten(mine(other.element_spec))
            if first != second:
                assert theirs
                raise TypeError("All datasets must have the same type and class.")
        specs = most_specific(specs, other.element_spec)
    return specs


def _directed(selector: Any, datasets: Sequence[Any]) -> Any:
    specs = _alike(datasets)
    variants = [dataset._variant_tensor for dataset in datasets]
    return selector._made(calling.DIRECTED_INTERLEAVE(selector._variant_tensor, variants, **described(specs)), specs, *datasets)


@export("data.experimental.choose_from_datasets", "contrib.data.choose_from_datasets")
@door
def choose_from_datasets(datasets: Sequence[Any], choice_dataset: Any) -> Any:
    """The elements of several datasets; another one says which gives the next.

    Args:
      datasets: a list of Datasets with elements of the same types.
      choice_dataset: a Dataset of numbers, int64 scalars.

    Returns:
      A Dataset.

    Raises:
      TypeError: other numbers, or datasets that are not alike.
    """
    if not isinstance(choice_dataset, DatasetBase) or not _are_numbers(choice_dataset.element_spec):
        raise TypeError("`choice_dataset` must be a dataset of scalar `tf.int64` tensors.")
    return _directed(choice_dataset, datasets)


def _are_numbers(specs: Any) -> bool:
    return isinstance(specs, TensorSpec) and specs.is_compatible_with(TensorSpec([], dtypes.int64))


@export("data.experimental.sample_from_datasets", "contrib.data.sample_from_datasets")
@door
def sample_from_datasets(datasets: Sequence[Any], weights: Any = None, seed: Any = None) -> Any:
    """The elements of several datasets; which one gives the next is drawn.

    Args:
      datasets: a list of Datasets with elements of the same types.
      weights: how often each is drawn, float32 or float64 [n], or a Dataset of such; equally often by default.
      seed: an int; with it, or the graph's seed, the same is drawn in each run.

    Returns:
      A Dataset.

    Raises:
      ValueError: not as many weights.
      TypeError: weights of another type, or datasets that are not alike.
    """
    count = len(datasets)
    if not isinstance(weights, DatasetBase):
        if weights is None:
            logits: Tensor = convert_to_tensor([[1.0] * count], dtypes.float32, name="weights")
            logits = ops.log(logits, name="logits")
        else:
            given = convert_to_tensor(weights, name="weights")
            if given.dtype not in (dtypes.float32, dtypes.float64):
                raise TypeError("`weights` must be convertible to a tensor of `tf.float32` or `tf.float64` elements.")
            if not given.shape.is_compatible_with([count]):
                raise ValueError("`weights` must be a vector of length `len(datasets)`.")
            logits = ops.expand_dims(ops.log(given, name="logits"), 0)
        if count == 1:
            return datasets[0]
        numbers = RandomDataset(seed).batch(2).map(lambda seeds: _drawn(logits, seeds))
    else:
        assert isinstance(weights, Transformations)
        logarithms = weights.map(lambda *each: ops.log([each if len(each) > 1 else each[0]], name="logits"))
        numbers = Dataset.zip((logarithms, RandomDataset(seed).batch(2))).map(_drawn)
    return _directed(numbers, datasets)


def _drawn(logits: Tensor, seeds: Tensor) -> Tensor:
    return ops.squeeze(ops.stateless_multinomial(logits, 1, seed=seeds), axis=[0, 1])
