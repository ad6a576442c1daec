"""Statistics of datasets, as programs ask for them."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.op import Op
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from ..ops import measuring
from ..transformations import Transformations
from .ordering import Transformation


@export("data.experimental.StatsAggregator")
class StatsAggregator:
    """What is measured of the datasets whose options name it (`experimental_stats.aggregator`).

    What `bytes_produced_stats` and `latency_stats` measure is counted where such a dataset has them.
    """

    def __init__(self) -> None:
        self._resource = measuring.AGGREGATOR()

    @door
    def get_summary(self) -> Tensor:
        """A Summary with a histogram for each tag.

        Returns:
          A string scalar.
        """
        return measuring.SUMMARY(self._resource)


@export("data.experimental.bytes_produced_stats")
@door
def bytes_produced_stats(tag: TensorLike) -> Transformation:
    """The elements; how many bytes they have goes to whoever aggregates statistics.

    Args:
      tag: the name of the number, a string scalar.

    Returns:
      A function for `Dataset.apply`.
    """
    return _measured(measuring.BYTES_PRODUCED, tag)


@export("data.experimental.latency_stats")
@door
def latency_stats(tag: TensorLike) -> Transformation:
    """The elements; how long each takes goes to whoever aggregates statistics.

    Args:
      tag: the name of the number, a string scalar.

    Returns:
      A function for `Dataset.apply`.
    """
    return _measured(measuring.LATENCY, tag)


def _measured(op: Op, tag: TensorLike) -> Transformation:
    def apply(dataset: Transformations) -> Any:
        name = convert_to_tensor(tag, dtypes.string)
        variant = op(dataset._variant_tensor, name, **dataset._flat_structure)
        return dataset._made(variant, dataset.element_spec)

    return apply
