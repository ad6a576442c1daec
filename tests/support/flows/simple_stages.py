"""Stages that give elements of one dataset, or of several, one by one or as batches."""

from __future__ import annotations

import numpy as np

from headrace.pipeline.data.flow.batches import Batch, PaddedBatch, Unbatch
from headrace.pipeline.data.flow.choices import Concatenate, Zip
from headrace.pipeline.data.flow.maps import Filter, Map, Scan, TakeWhile
from headrace.pipeline.data.flow.order import EvenShard, IgnoreErrors, Repeat, Shard, Skip, Take
from headrace.pipeline.data.flow.shuffles import Shuffle

from . import reference as means
from .functions import failing, key
from .making import Making, Tree


def map_(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    modulus, rest = make.fails()

    def call(*values):
        failing(values, modulus, rest)
        return [value * 3 + 1 for value in values]

    function, meant = make.function(call)
    return up._replace(
        value=Map(up.value, function), meant=means.each(up.meant, meant), text=f"{up.text}.map({modulus},{rest})"
    )


def filter_(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    modulus, rest = make.fails()
    keep = make.draw.choice([2, 3])

    def call(*values):
        failing(values, modulus, rest)
        return [np.bool_(key(values) % keep != 1)]

    function, meant = make.function(call)
    return up._replace(
        value=Filter(up.value, function),
        meant=means.filtered(up.meant, meant),
        text=f"{up.text}.filter({modulus},{rest},{keep})",
    )


def take_while(make: Making, depth: int) -> Tree:
    up = make.tree(depth)
    modulus, rest = make.fails()
    limit = make.draw.choice([20, 100, 10000])

    def call(*values):
        failing(values, modulus, rest)
        return [np.bool_(key(values) < limit)]

    function, meant = make.function(call)
    return up._replace(
        value=TakeWhile(up.value, function), meant=means.taken_while(up.meant, meant), text=f"{up.text}.take_while({limit})"
    )


def scan(make: Making, depth: int) -> Tree:
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


def zip_(make: Making, depth: int) -> Tree:
    a, b = make.tree(depth), make.tree(make.draw.randrange(depth + 1))
    if a.rank != b.rank or a.width + b.width > 4:
        return a
    return Tree(Zip(a.value, b.value), means.zipped(a.meant, b.meant), f"zip({a.text}, {b.text})", a.rank, a.width + b.width)


def concatenate(make: Making, depth: int) -> Tree:
    a, b = make.tree(depth), make.tree(make.draw.randrange(depth + 1))
    if a.rank != b.rank or a.width != b.width:
        return a
    return a._replace(
        value=Concatenate(a.value, b.value), meant=means.concatenated(a.meant, b.meant), text=f"cat({a.text}, {b.text})"
    )


def repeat(make: Making, depth: int) -> Tree:
    up, count = make.tree(depth), make.draw.choice([0, 1, 2, 3])
    return up._replace(value=Repeat(up.value, count), meant=means.repeated(up.meant, count), text=f"{up.text}.repeat({count})")


def take(make: Making, depth: int) -> Tree:
    up, count = make.tree(depth), make.draw.choice([0, 1, 4, 17, -1])
    wanted = (lambda number: True) if count < 0 else lambda number: True if number < count else None
    return up._replace(value=Take(up.value, count), meant=means.chosen(up.meant, wanted), text=f"{up.text}.take({count})")


def skip(make: Making, depth: int) -> Tree:
    up, count = make.tree(depth), make.draw.choice([0, 1, 4, 17])
    meant = means.chosen(up.meant, lambda number: number >= count)
    return up._replace(value=Skip(up.value, count), meant=meant, text=f"{up.text}.skip({count})")


def shard(make: Making, depth: int) -> Tree:
    up, count = make.tree(depth), make.draw.choice([1, 2, 5])
    index = make.draw.randrange(count)
    meant = means.chosen(up.meant, lambda number: number % count == index)
    return up._replace(value=Shard(up.value, count, index), meant=meant, text=f"{up.text}.shard({count},{index})")


def even_shard(make: Making, depth: int) -> Tree:
    up, count, pads = make.tree(depth), make.draw.choice([1, 2, 5]), make.draw.random() < 0.5
    index = make.draw.randrange(count)
    return up._replace(
        value=EvenShard(up.value, count, index, pads),
        meant=means.shared_evenly(up.meant, count, index, pads),
        text=f"{up.text}.even_shard({count},{index},{pads})",
    )


def batch(make: Making, depth: int) -> Tree:
    up, size, drops, fused = make.tree(depth), make.draw.choice([1, 2, 3, 7]), *make.draw.choices([True, False], k=2)
    meant = means.batched(up.meant, size, drops, fused, means.stacked)
    if up.rank == 2:
        return up
    value = Batch(up.value, size, drops, fused)
    return Tree(value, meant, f"{up.text}.batch({size},{drops},{fused})", up.rank + 1, up.width)


def padded_batch(make: Making, depth: int) -> Tree:
    up, size, drops = make.tree(depth), make.draw.choice([1, 2, 3, 7]), make.draw.random() < 0.5
    if up.rank != 1:
        return up
    value = PaddedBatch(up.value, size, [[None]] * up.width, [np.int64(-1)] * up.width, drops)
    return Tree(
        value, means.batched(up.meant, size, drops, False, means.padded), f"{up.text}.padded({size},{drops})", 2, up.width
    )


def unbatch(make: Making, depth: int) -> Tree:
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


def shuffle(make: Making, depth: int) -> Tree:
    up, size, seed = make.tree(depth), make.draw.choice([1, 2, 5, 30, 2000]), make.draw.randrange(1, 9)
    meant = means.shuffled(up.meant, size, draws_of(seed))
    return up._replace(value=Shuffle(up.value, size, seed), meant=meant, text=f"{up.text}.shuffle({size})")


def ignore_errors(make: Making, depth: int) -> Tree:
    up = make.tree(depth)

    def meant():
        return (one for one in up.meant() if not isinstance(one, means.Bad))

    return up._replace(value=IgnoreErrors(up.value), meant=meant, text=f"{up.text}.ignore_errors()")
