"""Stages whose functions make datasets, or that put elements together, or have threads."""

from __future__ import annotations

import numpy as np

from headrace.graph.types.errors import OpError
from headrace.pipeline.data.flow.batches import Batch
from headrace.pipeline.data.flow.caches import Cache
from headrace.pipeline.data.flow.choices import Choose
from headrace.pipeline.data.flow.groups import GroupByWindow, Unique, Window
from headrace.pipeline.data.flow.interleaves import FlatMap, Interleave
from headrace.pipeline.data.flow.maps import Map
from headrace.pipeline.data.flow.parallel_maps import ParallelMap
from headrace.pipeline.data.flow.prefetching import Prefetch
from headrace.pipeline.data.flow.sources import Range, TensorSlices

from . import reference as means
from .functions import Function, failing, key
from .making import Making, Tree
from .simple_stages import map_


def _dataset_function(make: Making):
    """A function that makes datasets of elements, for both: some numbers from that of the element on, of which some fail."""
    modulus, rest = make.fails()
    fail, meant_fail = make.function(lambda number: _checked(number, modulus, rest))

    def bounds(values):
        failing(values, 11, 5)
        first = key(values) % 50
        return first, first + first % 5

    log, meant_log = make.effects or (None, None)
    in_blocks = log is None and make.draw.random() < 0.5
    function = Function(lambda *values: [Map(Range(*bounds(values), 1), fail)], log is None, in_blocks, log)

    def meant(*values):
        if meant_log is not None:
            meant_log.append(key(values))
        try:
            first, after = bounds(values)
        except OpError as error:
            return means.Bad(error.message)
        return means.each(lambda: ((number,) for number in range(first, after)), meant_fail)

    return function, meant


def _checked(number, modulus, rest):
    failing([number], modulus, rest)
    return [number]


def interleave(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    function, meant = _dataset_function(make)
    cycle, block = make.draw.choice([1, 1, 2, 3, 5]), make.draw.choice([1, 1, 2, 3])
    parallel = make.effects is None and make.draw.random() < 0.2
    value = Interleave(up.value, function, cycle, block, parallel)
    return Tree(
        value,
        means.interleaved(up.meant, meant, cycle, block, parallel),
        f"{up.text}.interleave({cycle},{block},{parallel})",
        0,
        1,
    )


def choose(make: Making, depth: int) -> Tree:
    a, b = make.tree(depth), make.tree(make.draw.randrange(depth + 1))
    if a.rank != b.rank or a.width != b.width:
        return a
    numbers = [make.draw.choice([0, 0, 1, 1, 1, 2]) for _ in range(60)]
    value = Choose(TensorSlices([np.array(numbers, np.int64)]), a.value, b.value)
    return a._replace(value=value, meant=means.chosen_from(numbers, a.meant, b.meant), text=f"choose({a.text}, {b.text})")


def unique(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    if up.width > 1 or up.rank:
        return up

    def meant():
        seen = set()
        return (one for one in up.meant() if isinstance(one, means.Bad) or not (one in seen or seen.add(one)))

    return up._replace(value=Unique(up.value), meant=meant, text=f"{up.text}.unique()")


def windowed(make: Making, depth: int) -> Tree:
    """Windows, each a batch again."""
    up = make.tree(depth)
    if up.width > 1 or up.rank:
        return up
    size, shift, stride = make.draw.choices([1, 2, 3, 5], k=3)
    drops = make.draw.random() < 0.5
    function = Function(lambda dataset: [Batch(dataset, size)], make.effects is None, False)
    value = FlatMap(Window(up.value, size, shift, stride, drops), function)
    return Tree(value, means.windowed(up.meant, size, shift, stride, drops), f"{up.text}.window({size},{shift},{stride})", 1, 1)


def grouped(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    groups, size = make.draw.choice([1, 2, 3]), make.draw.choice([1, 2, 4])
    if up.rank == 2:
        return up

    def call(*values):
        failing(values, 13, 4)
        return [np.int64(key(values) % groups)]

    function, meant = make.function(call)
    ahead = make.effects is None
    reduce = Function(lambda number, dataset: [Batch(dataset, size)], ahead, False)
    value = GroupByWindow(up.value, function, reduce, Function(lambda number: [np.int64(size)], ahead, False))
    return Tree(value, means.grouped(up.meant, meant, size), f"{up.text}.group({groups},{size})", up.rank + 1, up.width)


def prefetch(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    if make.effects is not None:
        return up
    size = make.draw.choice([0, 1, 2, 10, -1])
    return up._replace(value=Prefetch(up.value, size), text=f"{up.text}.prefetch({size})")


def parallel_map(make: Making, depth: int) -> Tree:
    if make.effects is not None:
        return make.tree(depth)
    made = map_(make, depth)
    if not isinstance(made.value, Map):
        return made
    calls = make.draw.choice([1, 2, 5])
    made.value.function.ahead = make.draw.random() < 0.8
    value = ParallelMap(made.value.upstream[0], made.value.function, calls)
    return made._replace(value=value, text=f"{made.text}*{calls}")


def cache(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    return up._replace(value=Cache(up.value), meant=means.cached(up.meant), text=f"{up.text}.cache()")
