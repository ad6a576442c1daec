"""Random trees of stages: the datasets that they are, and what they mean."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np

from . import nested_stages, simple_stages
from . import reference as means
from .making import Making, Tree

STAGES = [
    nested_stages.cache,
    nested_stages.interleave,
    nested_stages.interleave,
    nested_stages.choose,
    nested_stages.unique,
    nested_stages.windowed,
    nested_stages.grouped,
    nested_stages.prefetch,
    nested_stages.parallel_map,
    simple_stages.map_,
    simple_stages.map_,
    simple_stages.map_,
    simple_stages.filter_,
    simple_stages.take_while,
    simple_stages.scan,
    simple_stages.zip_,
    simple_stages.concatenate,
    simple_stages.repeat,
    simple_stages.take,
    simple_stages.skip,
    simple_stages.shard,
    simple_stages.even_shard,
    simple_stages.batch,
    simple_stages.batch,
    simple_stages.padded_batch,
    simple_stages.unbatch,
    simple_stages.shuffle,
    simple_stages.shuffle,
    simple_stages.ignore_errors,
]


def making(draw: random.Random, effects: tuple[list, list] | None = None) -> Making:
    """What makes trees of all stages."""
    return Making(draw, STAGES, effects)


def outcomes_meant(tree: Tree, most: int) -> list[Any]:
    """What a tree means: elements as nested lists, errors as texts, to the end or so many of them."""
    return [
        f"error {one}" if isinstance(one, means.Bad) else [np.asarray(value).tolist() for value in one]
        for one in itertools.islice(tree.meant(), most)
    ]
