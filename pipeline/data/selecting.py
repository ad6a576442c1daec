"""What makes a dataset of some elements of another one, of several, in another order."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors import door
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from ..inputs.shard import check_even
from .arguments import AUTOTUNE, int64, seeds
from .handle import DatasetBase, described
from .ops import calling, stages
from .structure import most_specific


class Selecting(DatasetBase):
    """The methods that say which elements come, and in which order."""

    # Which elements

    @door
    def take(self, count: TensorLike) -> Any:
        """The first `count` elements; all if it is -1, or there are fewer.

        Args:
          count: an int64 scalar.

        Returns:
          A Dataset.
        """
        return self._made(stages.TAKE(self._variant_tensor, int64(count, "count"), **self._flat_structure), self._specs)

    @door
    def skip(self, count: TensorLike) -> Any:
        """All but the first `count` elements; none if it is -1.

        Args:
          count: an int64 scalar.

        Returns:
          A Dataset.
        """
        return self._made(stages.SKIP(self._variant_tensor, int64(count, "count"), **self._flat_structure), self._specs)

    @door
    def shard(self, num_shards: TensorLike, index: TensorLike, *, even: str | None = None) -> Any:
        """Every `num_shards`th element, from number `index` on.

        Args:
          num_shards: how many share the dataset, an int64 scalar.
          index: whose part this is.
          even: "pad" or "drop": all parts have as many elements, whatever their number is: where the last elements do not go
            round, those parts that would have one less have elements from the beginning of the dataset once more, or all do
            without. None: as TensorFlow has it, some parts have one more than others. TensorFlow cannot load a graph with it.

        Returns:
          A Dataset.

        Raises:
          InvalidArgumentError: (when run) an index that is not among these.
          ValueError: another `even`.
        """
        number, at = int64(num_shards, "num_shards"), int64(index, "index")
        check_even(even)
        if even is not None:
            variant = stages.EVEN_SHARD(self._variant_tensor, number, at, even=even, **self._flat_structure)
            return self._made(variant, self._specs)
        return self._made(stages.SHARD(self._variant_tensor, number, at, **self._flat_structure), self._specs)

    @door
    def repeat(self, count: TensorLike | None = None) -> Any:
        """The dataset `count` times; for ever if that is None or -1.

        Args:
          count: an int64 scalar.

        Returns:
          A Dataset.
        """
        number = int64(-1 if count is None else count, "count")
        return self._made(stages.REPEAT(self._variant_tensor, number, **self._flat_structure), self._specs)

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
        return self._made(variant, specs, dataset)

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
            self._variant_tensor, size, first, second, reshuffle_each_iteration=again, **self._flat_structure
        )
        return self._made(variant, self._specs)

    @door
    def prefetch(self, buffer_size: TensorLike | None) -> Any:
        """The elements, computed by a thread of its own before they are asked for.

        Args:
          buffer_size: how many wait at most, an int64 scalar; -1 or None: as many as serve.

        Returns:
          A Dataset.
        """
        size = int64(AUTOTUNE if buffer_size is None else buffer_size, "buffer_size")
        return self._made(calling.PREFETCH(self._variant_tensor, size, **self._flat_structure), self._specs)

    @door
    def cache(self, filename: TensorLike = "") -> Any:
        """The elements, kept when they have come the first time.

        Args:
          filename: where they are kept, a string scalar; in memory if it is empty.

        Returns:
          A Dataset.
        """
        name = convert_to_tensor(filename, dtypes.string, name="filename")
        return self._made(calling.CACHE(self._variant_tensor, name, **self._flat_structure), self._specs)

    @door
    def enumerate(self, start: TensorLike = 0) -> Any:
        """Pairs of a number, from `start` on, and an element.

        Args:
          start: an int64 scalar.

        Returns:
          A Dataset.
        """
        numbers = self._adapter.range(start, np.iinfo(np.int64).max)  # type: ignore[attr-defined]
        return self._adapter.zip((numbers, self))  # type: ignore[attr-defined]


def _check_alike(mine: Any, theirs: Any, words: str) -> None:
    if mine != theirs:
        raise TypeError(f"Two datasets to concatenate have different {words} {mine} and {theirs}")
