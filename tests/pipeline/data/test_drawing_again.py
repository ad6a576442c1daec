"""Datasets that draw and stand in several places of one, or begin again: which draw the same. Recorded from TensorFlow 1.15."""

from __future__ import annotations

import pytest
from support.threads import no_threads_left

import headrace as tf

DATASET = tf.data.Dataset


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        tf.set_random_seed(1)
        yield graph


DRAWING = {
    "shuffle": lambda: DATASET.range(20).shuffle(20, seed=3),
    "shuffle without a seed": lambda: DATASET.range(20).shuffle(20),
    "shuffle in one order": lambda: DATASET.range(20).shuffle(20, seed=3, reshuffle_each_iteration=False),
    "shuffle below a map": lambda: DATASET.range(20).shuffle(20, seed=3).map(lambda n: n + 1),
    "map": lambda: DATASET.range(20).map(lambda n: tf.random_uniform([], seed=3)),
    "sample": lambda: tf.data.experimental.sample_from_datasets([DATASET.range(10), DATASET.range(10, 20)], seed=3),
    "random": lambda: tf.data.experimental.RandomDataset(seed=3).take(20),
}
REPEATS_ARE_OTHERS = ("shuffle", "shuffle without a seed", "shuffle below a map", "map")


def elements(dataset):
    iterator = dataset.make_one_shot_iterator()
    following, found = iterator.get_next(), []
    with tf.Session() as session:
        while True:
            try:
                found.append(session.run(following))
            except tf.errors.OutOfRangeError:
                return found


@pytest.mark.parametrize("name", DRAWING)
def test_where_a_dataset_stands_twice_both_draw_the_same(name):
    dataset = DRAWING[name]()
    found = elements(DATASET.zip((dataset, dataset)))
    assert len(found) == 20
    assert all(one == other for one, other in found)
    found = elements(dataset.concatenate(dataset))
    assert found[:20] == found[20:]


@pytest.mark.parametrize("name", DRAWING)
def test_where_it_is_repeated_only_some_draw_the_same(name):
    found = elements(DRAWING[name]().repeat(2))
    assert len(found) == 40
    assert (found[:20] == found[20:]) is (name not in REPEATS_ARE_OTHERS)


@pytest.mark.parametrize(
    ("graph_seed", "seed", "numbers"),
    [
        (None, 3, [3534849767, 279844183, 888998500, 1099633400, 2034269327, 2125325156, 3357199136]),
        (1, None, [3823634032, 3842641596, 2515673792, 3054873127, 2886210587, 3754282174, 2042657351]),
        (7, 123456789012, [4271708950, 2220032159, 3999236709, 3724577095, 4208642562, 1506897663, 4109836998]),
    ],
)
def test_random_numbers_are_those_of_tensorflow(graph_seed, seed, numbers):
    with tf.Graph().as_default():
        tf.set_random_seed(graph_seed)
        dataset = tf.data.experimental.RandomDataset(seed)
        assert elements(dataset.take(7)) == numbers
        assert [part.tolist() for part in elements(dataset.take(7).batch(3))] == [numbers[:3], numbers[3:6], numbers[6:]]
        with tf.Session() as session:
            assert session.run(tf.data.experimental.cardinality(dataset)) == tf.data.experimental.INFINITE_CARDINALITY


def test_random_numbers_without_a_seed_are_others_each_time():
    with tf.Graph().as_default():
        assert elements(tf.data.experimental.RandomDataset().take(5)) != elements(tf.data.experimental.RandomDataset().take(5))


@pytest.mark.parametrize("as_dataset", [False, True])
def test_samples_are_those_of_tensorflow(as_dataset):
    weights = DATASET.from_tensors([0.9, 0.1]).repeat() if as_dataset else [0.9, 0.1]
    found = elements(tf.data.experimental.sample_from_datasets([DATASET.range(30), DATASET.range(100, 130)], weights, seed=3))
    assert [int(one) for one in found[:20]] == [0, 100, 1, 2, 3, 4, 5, 6, 101, 7, 8, 9, 10, 11, 102, 12, 13, 14, 15, 16]


def test_random_numbers_go_on_where_they_were_saved(tmp_path):
    iterator = tf.data.experimental.RandomDataset(seed=5).make_initializable_iterator()
    following = iterator.get_next()
    saver = tf.train.Saver([tf.data.experimental.make_saveable_from_iterator(iterator)])
    with tf.Session() as session:
        session.run(iterator.initializer)
        for _ in range(6):
            session.run(following)
        path = saver.save(session, str(tmp_path / "model"))
        rest = [session.run(following) for _ in range(30)]
        saver.restore(session, path)
        assert [session.run(following) for _ in range(30)] == rest
