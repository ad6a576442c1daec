"""What a storage says its elements were computed from is right, or it says nothing, whatever has happened to its rows."""

from __future__ import annotations

import itertools
from functools import partial
from random import Random

import numpy as np
import pytest
from support.queues.lifo_queue import StackStorage

import headrace as tf
from headrace.graph.blocks.origins import Origin
from headrace.pipeline.queues.kinds.random_shuffle import RandomFractions, RandomOrder
from headrace.pipeline.queues.storage.ranked import RankedStorage
from headrace.pipeline.queues.storage.ring import RingStorage
from headrace.pipeline.resume.placed import joined, taken

STORAGES = {
    "ring": RingStorage,
    "shuffle": partial(RandomOrder, seed=3, min_after_dequeue=5),
    "ranked": RankedStorage,
}
SHAPES = {"narrow": (), "wide": (3000,), "unknown": (None,)}


class Model:
    """A storage whose elements say themselves what they were computed from: component 0 is 1000 * block + place."""

    def __init__(self, make, shape, capacity=10_000):
        self.storage = make([tf.int64, tf.float32], [(), shape], capacity)
        self._shape = shape
        self._blocks = 0

    def columns(self, values):
        if None in self._shape:
            return [np.array(values, np.int64), [np.zeros(value % 3, np.float32) for value in values]]
        return [np.array(values, np.int64), np.zeros((len(values), *self._shape), np.float32)]

    def put_block(self, n, later):
        self._blocks += 1
        places = np.arange(n)
        self.storage.expect_one(Origin(None, self._blocks, ()), n)
        columns = self.columns(1000 * self._blocks + places)
        insert = self.storage.pending_insert(columns, n) if later else None
        if insert is None:
            self.storage.put(columns, n)
        self.storage.expect_unknown()
        return insert

    def check(self):
        """How many elements are known; all of those are what they say."""
        storage = self.storage
        rows = storage.rows()
        if storage.origins is None:
            return 0
        values = storage.contents(rows)[0]
        numbers, places, blocks = storage.origins.of(rows)
        known = numbers >= 0
        found = [1000 * blocks[number].records + place for number, place in zip(numbers[known], places[known], strict=True)]
        assert found == values[known].tolist()
        assert (values[known] >= 0).all()
        return int(known.sum())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", STORAGES)
@pytest.mark.parametrize("seed", range(4))
def test_origins_are_right_or_not_known(kind, shape, seed):
    random, model = Random(seed), Model(STORAGES[kind], SHAPES[shape])
    storage, pending, known = model.storage, [], 0
    for _ in range(150):
        what = random.choice(["block", "block", "later", "one", "several", "take", "take", "take_one", "back"])
        n = random.randint(1, random.choice([3, 30, 300]))
        if what == "block":
            model.put_block(n, later=False)
        elif what == "later" and kind == "shuffle" and shape != "unknown":
            pending.append(model.put_block(n, later=True))
            if random.random() < 0.7:
                insert = pending.pop(random.randrange(len(pending)))
                insert.write()
                insert.leave() if random.random() < 0.2 else insert.join()
        elif what == "one":
            storage.put_one([column[0] for column in model.columns([-1])])
        elif what == "several":
            storage.put(model.columns([-1] * n), n)
        elif what == "take" and storage.size:
            storage.take(min(n, storage.size))
        elif what == "take_one" and storage.size:
            storage.take_one()
        elif what == "back" and storage.size:
            count = min(n, storage.size)
            storage.put_back(storage.take(count), count)
        known += model.check()
    assert known > 1000


def test_blocks_of_which_nothing_is_left_are_forgotten():
    model = Model(RingStorage, (), capacity=100)
    for _ in range(5000):
        model.put_block(2, later=False)
        if model.storage.size > 20:
            model.storage.take(2)
    assert model.check() > 0
    assert len(model.storage.origins._blocks) < 1000


@pytest.mark.parametrize("storage", [RingStorage, RankedStorage, StackStorage, STORAGES["shuffle"]])
def test_elements_put_into_another_storage_leave_as_they_would(storage):
    random, one = Random(1), storage([tf.int64], [()], 100)
    for number in range(40):
        one.put([np.array([random.randint(0, 9), number])], 2)
        if number % 3 == 0:
            one.take_one()
    other = storage([tf.int64], [()], 100)
    other.put(one.contents(one.rows()), one.size)
    other.follow(one.policy())
    while one.size:
        n = random.randint(1, min(4, one.size))
        assert one.take(n)[0].tolist() == other.take(n)[0].tolist()


@pytest.mark.parametrize("draws", [0, 1, 255, 256, 300])
@pytest.mark.parametrize("many", [0, 1, 3000, 5000])
def test_random_fractions_go_on_where_others_were(draws, many):
    one, other = RandomFractions(1), RandomFractions(2)
    for _ in range(draws):
        one.one()
    for _ in range(many // 1000 + 1):
        one.many(many // (many // 1000 + 1))
    other.go_on(one.state())
    for _ in range(600):
        assert one.one() == other.one()
        assert one.many(17).tolist() == other.many(17).tolist()


COLUMNS = {
    "numbers": np.arange(12).reshape(6, 2),
    "texts": np.array([b"a", b"", b"ccc", b"d", b"e", b"f"], object),
    "lists": [[1], [], [2, 3], [4], [5, 6, 7], []],
    "arrays of many sizes": [np.arange(n) for n in range(6)],
}


@pytest.mark.parametrize("kind", COLUMNS)
@pytest.mark.parametrize("bounds", [[0, 6], [0, 1, 6], [0, 2, 2, 5, 6]])
def test_parts_of_a_column_make_the_column_again(kind, bounds):
    column = COLUMNS[kind]
    found = joined([taken(column, np.arange(begin, end)) for begin, end in itertools.pairwise(bounds)])
    assert type(found) is type(column)
    assert [np.asarray(one).tolist() for one in found] == [np.asarray(one).tolist() for one in column]
