"""Random trees of stages: the datasets that they are, and what they mean."""

from __future__ import annotations

import itertools
import random
from typing import Any, NamedTuple

import numpy as np

from headrace.graph.types.errors import OpError
from headrace.pipeline.data.flow.batches import Batch, PaddedBatch, Unbatch
from headrace.pipeline.data.flow.choices import Choose
from headrace.pipeline.data.flow.groups import GroupByWindow, Unique, Window
from headrace.pipeline.data.flow.interleaves import FlatMap, Interleave
from headrace.pipeline.data.flow.maps import Filter, Map, Scan, TakeWhile
from headrace.pipeline.data.flow.order import Concatenate, IgnoreErrors, Repeat, Shard, Skip, Take, Zip
from headrace.pipeline.data.flow.parallel_maps import ParallelMap
from headrace.pipeline.data.flow.prefetching import Prefetch
from headrace.pipeline.data.flow.shuffles import Shuffle
from headrace.pipeline.data.flow.sources import Range, TensorSlices

from . import reference as means
from .functions import Function, failing, key


class Tree(NamedTuple):
    """A dataset, and what it means.

    Attributes:
      text: how it was made.
      rank: of its components.
      width: how many components there are.
    """

    value: Any
    meant: Any
    text: str
    rank: int
    width: int


class Making:
    """Makes trees.

    Args:
      draw: what decides.
      effects: what functions note of their calls, those of datasets and those of what they mean; None: nothing, and they may be
        called ahead.
    """

    def __init__(self, draw: random.Random, effects: tuple[list, list] | None = None) -> None:
        self._draw = draw
        self._effects = effects

    def function(self, call):
        """A function for both."""
        log, meant_log = self._effects or (None, None)
        function = Function(call, self._effects is None, self._effects is None and self._draw.random() < 0.7, log)

        def meant(*values):
            if meant_log is not None:
                meant_log.append(key(values))
            try:
                return tuple(call(*values))
            except OpError as error:
                return means.Bad(error.message)

        return function, meant

    def tree(self, depth: int) -> Tree:
        if depth == 0:
            return self.source()
        stage = self._draw.choice(STAGES)
        return stage(self, depth - 1)

    def source(self) -> Tree:
        n = self._draw.choice([0, 1, 2, 3, 5, 8, 13, 40])
        if self._draw.random() < 0.5:
            start, step = self._draw.randrange(9), self._draw.choice([1, 2, -3])
            value = Range(start, start + n * step, step)
            return Tree(value, lambda: ((number,) for number in range(start, start + n * step, step)), f"range({n})", 0, 1)
        rows = np.array([self._draw.randrange(20) for _ in range(2 * n)], np.int64).reshape(n, 2)
        return Tree(TensorSlices([rows[:, 0], rows[:, 1]]), lambda: (tuple(row) for row in rows.tolist()), f"slices({n})", 0, 2)

    def fails(self):
        modulus = self._draw.choice([3, 7, 1 << 40])
        return modulus, self._draw.randrange(min(modulus, 7))


def _map(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    modulus, rest = make.fails()

    def call(*values):
        failing(values, modulus, rest)
        return [value * 3 + 1 for value in values]

    function, meant = make.function(call)
    return up._replace(
        value=Map(up.value, function), meant=means.each(up.meant, meant), text=f"{up.text}.map({modulus},{rest})"
    )


def _filter(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    modulus, rest = make.fails()
    keep = make._draw.choice([2, 3])

    def call(*values):
        failing(values, modulus, rest)
        return [np.bool_(key(values) % keep != 1)]

    function, meant = make.function(call)
    return up._replace(
        value=Filter(up.value, function),
        meant=means.filtered(up.meant, meant),
        text=f"{up.text}.filter({modulus},{rest},{keep})",
    )


def _take_while(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    modulus, rest = make.fails()
    limit = make._draw.choice([20, 100, 10000])

    def call(*values):
        failing(values, modulus, rest)
        return [np.bool_(key(values) < limit)]

    function, meant = make.function(call)
    return up._replace(
        value=TakeWhile(up.value, function), meant=means.taken_while(up.meant, meant), text=f"{up.text}.take_while({limit})"
    )


def _scan(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    modulus, rest = make.fails()

    def call(state, *values):
        failing(values, modulus, rest)
        return [np.int64((state + key(values)) % 1000), *(value + state for value in values)]

    function, meant = make.function(call)
    return up._replace(
        value=Scan(up.value, [np.int64(1)], function),
        meant=means.scanned(up.meant, np.int64(1), meant),
        text=f"{up.text}.scan()",
    )


def _zip(make: Making, depth: int) -> Tree:
    a, b = make.tree(depth), make.tree(make._draw.randrange(depth + 1))
    if a.rank != b.rank or a.width + b.width > 4:
        return a
    return Tree(Zip(a.value, b.value), means.zipped(a.meant, b.meant), f"zip({a.text}, {b.text})", a.rank, a.width + b.width)


def _concatenate(make: Making, depth: int) -> Tree:
    a, b = make.tree(depth), make.tree(make._draw.randrange(depth + 1))
    if a.rank != b.rank or a.width != b.width:
        return a
    return a._replace(
        value=Concatenate(a.value, b.value), meant=means.concatenated(a.meant, b.meant), text=f"cat({a.text}, {b.text})"
    )


def _repeat(make: Making, depth: int) -> Tree:
    up, count = make.tree(depth), make._draw.choice([0, 1, 2, 3])
    return up._replace(value=Repeat(up.value, count), meant=means.repeated(up.meant, count), text=f"{up.text}.repeat({count})")


def _take(make: Making, depth: int) -> Tree:
    up, count = make.tree(depth), make._draw.choice([0, 1, 4, 17, -1])
    wanted = (lambda number: True) if count < 0 else lambda number: True if number < count else None
    return up._replace(value=Take(up.value, count), meant=means.chosen(up.meant, wanted), text=f"{up.text}.take({count})")


def _skip(make: Making, depth: int) -> Tree:
    up, count = make.tree(depth), make._draw.choice([0, 1, 4, 17])
    meant = means.chosen(up.meant, lambda number: number >= count)
    return up._replace(value=Skip(up.value, count), meant=meant, text=f"{up.text}.skip({count})")


def _shard(make: Making, depth: int) -> Tree:
    up, count = make.tree(depth), make._draw.choice([1, 2, 5])
    index = make._draw.randrange(count)
    meant = means.chosen(up.meant, lambda number: number % count == index)
    return up._replace(value=Shard(up.value, count, index), meant=meant, text=f"{up.text}.shard({count},{index})")


def _batch(make: Making, depth: int) -> Tree:
    up, size, drops, fused = make.tree(depth), make._draw.choice([1, 2, 3, 7]), *make._draw.choices([True, False], k=2)
    meant = means.batched(up.meant, size, drops, fused, means.stacked)
    if up.rank == 2:
        return up
    value = Batch(up.value, size, drops, fused)
    return Tree(value, meant, f"{up.text}.batch({size},{drops},{fused})", up.rank + 1, up.width)


def _padded_batch(make: Making, depth: int) -> Tree:
    up, size, drops = make.tree(depth), make._draw.choice([1, 2, 3, 7]), make._draw.random() < 0.5
    if up.rank != 1:
        return up
    value = PaddedBatch(up.value, size, [[None]] * up.width, [np.int64(-1)] * up.width, drops)
    return Tree(
        value, means.batched(up.meant, size, drops, False, means.padded), f"{up.text}.padded({size},{drops})", 2, up.width
    )


def _unbatch(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    if not up.rank:
        return up

    def meant():
        for one in up.meant():
            yield from [one] if isinstance(one, means.Bad) else zip(*one, strict=True)

    return Tree(Unbatch(up.value), meant, f"{up.text}.unbatch()", up.rank - 1, up.width)


def draws_of(seed: int):
    """What the passes of a shuffle draw."""

    def begin(number):
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, 0, number]))).random

    return begin


def _shuffle(make: Making, depth: int) -> Tree:
    up, size, seed = make.tree(depth), make._draw.choice([1, 2, 5, 30, 2000]), make._draw.randrange(1, 9)
    meant = means.shuffled(up.meant, size, draws_of(seed))
    return up._replace(value=Shuffle(up.value, size, seed), meant=meant, text=f"{up.text}.shuffle({size})")


def _ignore_errors(make: Making, depth: int) -> Tree:
    up = make.tree(depth)

    def meant():
        return (one for one in up.meant() if not isinstance(one, means.Bad))

    return up._replace(value=IgnoreErrors(up.value), meant=meant, text=f"{up.text}.ignore_errors()")


def _dataset_function(make: Making):
    """A function that makes datasets of elements, for both: some numbers from that of the element on, of which some fail."""
    modulus, rest = make.fails()
    fail, meant_fail = make.function(lambda number: _checked(number, modulus, rest))

    def bounds(values):
        failing(values, 11, 5)
        first = key(values) % 50
        return first, first + first % 5

    log, meant_log = make._effects or (None, None)
    in_blocks = log is None and make._draw.random() < 0.5
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


def _interleave(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    function, meant = _dataset_function(make)
    cycle, block = make._draw.choice([1, 1, 2, 3, 5]), make._draw.choice([1, 1, 2, 3])
    parallel = make._effects is None and make._draw.random() < 0.2
    value = Interleave(up.value, function, cycle, block, parallel)
    return Tree(
        value,
        means.interleaved(up.meant, meant, cycle, block, parallel),
        f"{up.text}.interleave({cycle},{block},{parallel})",
        0,
        1,
    )


def _choose(make: Making, depth: int) -> Tree:
    a, b = make.tree(depth), make.tree(make._draw.randrange(depth + 1))
    if a.rank != b.rank or a.width != b.width:
        return a
    numbers = [make._draw.choice([0, 0, 1, 1, 1, 2]) for _ in range(60)]
    value = Choose(TensorSlices([np.array(numbers, np.int64)]), a.value, b.value)
    return a._replace(value=value, meant=means.chosen_from(numbers, a.meant, b.meant), text=f"choose({a.text}, {b.text})")


def _unique(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    if up.width > 1 or up.rank:
        return up

    def meant():
        seen = set()
        return (one for one in up.meant() if isinstance(one, means.Bad) or not (one in seen or seen.add(one)))

    return up._replace(value=Unique(up.value), meant=meant, text=f"{up.text}.unique()")


def _windowed(make: Making, depth: int) -> Tree:
    """Windows, each a batch again."""
    up = make.tree(depth)
    if up.width > 1 or up.rank:
        return up
    size, shift, stride = make._draw.choices([1, 2, 3, 5], k=3)
    drops = make._draw.random() < 0.5
    function = Function(lambda dataset: [Batch(dataset, size)], make._effects is None, False)
    value = FlatMap(Window(up.value, size, shift, stride, drops), function)
    return Tree(value, means.windowed(up.meant, size, shift, stride, drops), f"{up.text}.window({size},{shift},{stride})", 1, 1)


def _grouped(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    groups, size = make._draw.choice([1, 2, 3]), make._draw.choice([1, 2, 4])
    if up.rank == 2:
        return up

    def call(*values):
        failing(values, 13, 4)
        return [np.int64(key(values) % groups)]

    function, meant = make.function(call)
    ahead = make._effects is None
    reduce = Function(lambda number, dataset: [Batch(dataset, size)], ahead, False)
    value = GroupByWindow(up.value, function, reduce, Function(lambda number: [np.int64(size)], ahead, False))
    return Tree(value, means.grouped(up.meant, meant, size), f"{up.text}.group({groups},{size})", up.rank + 1, up.width)


def _prefetch(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    if make._effects is not None:
        return up
    size = make._draw.choice([0, 1, 2, 10, -1])
    return up._replace(value=Prefetch(up.value, size), text=f"{up.text}.prefetch({size})")


def _parallel_map(make: Making, depth: int) -> Tree:
    if make._effects is not None:
        return make.tree(depth)
    made = _map(make, depth)
    if not isinstance(made.value, Map):
        return made
    calls = make._draw.choice([1, 2, 5])
    made.value.function.ahead = make._draw.random() < 0.8
    value = ParallelMap(made.value.upstream[0], made.value.function, calls)
    return made._replace(value=value, text=f"{made.text}*{calls}")


STAGES = [
    _interleave,
    _interleave,
    _choose,
    _unique,
    _windowed,
    _grouped,
    _prefetch,
    _parallel_map,
    _map,
    _map,
    _map,
    _filter,
    _take_while,
    _scan,
    _zip,
    _concatenate,
    _repeat,
    _take,
    _skip,
    _shard,
    _batch,
    _batch,
    _padded_batch,
    _unbatch,
    _shuffle,
    _shuffle,
    _ignore_errors,
]


def outcomes_meant(tree: Tree, most: int) -> list[Any]:
    """What a tree means: elements as nested lists, errors as texts, to the end or so many of them."""
    return [
        f"error {one}" if isinstance(one, means.Bad) else [np.asarray(value).tolist() for value in one]
        for one in itertools.islice(tree.meant(), most)
    ]
