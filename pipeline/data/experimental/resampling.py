"""rejection_resample: elements left out by chance, so that their classes come as often as is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from ..arguments import AUTOTUNE
from ..dataset import Dataset
from ..transformations import Transformations
from .interleaving import sample_from_datasets
from .ordering import Transformation, scan


@export("data.experimental.rejection_resample", "contrib.data.rejection_resample")
@door
def rejection_resample(
    class_func: Callable[..., Any], target_dist: TensorLike, initial_dist: TensorLike | None = None, seed: Any = None
) -> Transformation:
    """Leave out elements by chance, so that classes come as often as is wanted.

    Args:
      class_func: gives the class of an element, an int32 scalar.
      target_dist: how often each class is to come, floats [classes].
      initial_dist: how often each comes now; by default that is counted.
      seed: an int; with it, or the graph's seed, the same is left out in each run.

    Returns:
      A function for `Dataset.apply`; its dataset has pairs of a class and an element.
    """

    def apply(dataset: Transformations) -> Any:
        target = convert_to_tensor(target_dist, name="target_dist")
        classes = dataset.map(class_func)
        if initial_dist is not None:
            initial = convert_to_tensor(initial_dist, name="initial_dist")
            ratios, chance = _ratios(initial, target)
            initials = Dataset.from_tensors(initial).repeat()
            accepted = Dataset.from_tensors(ratios).repeat()
            chances = Dataset.from_tensors(chance).repeat()
        else:
            initials = _counted(target, classes)
            both = initials.map(lambda initial: _ratios(initial, target))
            accepted = both.map(lambda ratios, unused: ratios)
            chances = both.map(lambda unused, chance: chance)
        filtered = _filtered(dataset, accepted, initials, classes, seed)
        paired = Dataset.zip((classes, dataset))
        known = None if initial_dist is None else _known_chance(initial, target)
        if known == 1:
            return paired
        if known == 0:
            return filtered
        return sample_from_datasets([paired, filtered], weights=chances.map(lambda chance: [chance, 1.0 - chance]), seed=seed)

    return apply


def _ratios(initial: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
    """With which chance an element of each class is kept, and how much can be taken unseen."""
    ratios = target / (initial + np.finfo(initial.dtype.as_numpy_dtype).tiny)
    most, least = ops.reduce_max(ratios), ops.reduce_min(ratios)
    return (ratios - least) / (most - least), least


def _known_chance(initial: Tensor, target: Tensor) -> float | None:
    """How much can be taken unseen, where constants say it."""
    first, second = constant_value(initial), constant_value(target)
    return None if first is None or second is None else float(np.min(second / first))


def _counted(target: Tensor, classes: Any) -> Any:
    """How often each class has come until now."""
    count = target.shape[0].value or ops.shape(target)[0]
    began = ops.fill([count], np.int64(16))

    def following(counts: Tensor, found: Tensor) -> tuple[Tensor, Tensor]:
        updated = counts + ops.one_hot(found, count, dtype=dtypes.int64)
        return updated, ops.cast(updated, target.dtype) / ops.cast(ops.reduce_sum(updated), target.dtype)

    return classes.apply(scan(began, following))


def _filtered(dataset: Any, accepted: Any, initials: Any, classes: Any, seed: Any) -> Any:
    warned = Dataset.zip((accepted, initials)).map(lambda ratios, unused: ratios)

    def keep(found: Tensor, ratios: Tensor, unused: Any) -> Tensor:
        return ops.less(ops.random_uniform([], seed=seed, dtype=dtypes.float32), ops.gather(ratios, found))

    kept = Dataset.zip((classes, warned, dataset)).map(lambda c, r, element: (c, element, keep(c, r, element)))
    kept = kept.filter(lambda c, element, flag: flag)
    return kept.map(lambda c, element, unused: (c, element)).prefetch(AUTOTUNE)
