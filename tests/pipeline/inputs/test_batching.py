"""batch, shuffle_batch and the six functions beside them: what each is told reaches the queue, its runner and the batch."""

from __future__ import annotations

import pytest

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def _elements():
    return [tf.constant([1, 2, 3]), tf.constant(["a", "b", "c"])]


def _call(function: str, **more):
    """One of the eight with arguments that are none of its defaults."""
    join, shuffled, maybe = "join" in function, "shuffle" in function, "maybe" in function
    positional = [[_elements(), _elements()] if join else _elements()]
    more |= {"batch_size": 4, "capacity": 50, "enqueue_many": True, "shapes": [[], []], "shared_name": "shared"}
    if shuffled:
        more |= {"min_after_dequeue": 7, "seed": 3}
    if not join:
        more["num_threads"] = 5
    if maybe:
        more["keep_input"] = tf.placeholder(tf.bool, [3])
    return getattr(tf.train, function)(*positional, **more)


NAMES = [f"{maybe}{kind}{join}" for maybe in ("", "maybe_") for kind in ("batch", "shuffle_batch") for join in ("", "_join")]


@pytest.mark.parametrize("name", NAMES)
def test_all_that_is_asked_for_is_done(name, graph):
    numbers, strings = _call(name, name="mine", allow_smaller_final_batch=True)
    assert (numbers.shape.as_list(), strings.shape.as_list()) == ([None], [None])
    assert (numbers.dtype, strings.dtype) == (tf.int32, tf.string)
    assert (numbers.op.type, numbers.op.name) == ("QueueDequeueUpToV2", "mine")
    queue = numbers.op.inputs[0].op
    assert queue.type == ("RandomShuffleQueueV2" if "shuffle" in name else "FIFOQueueV2")
    assert (queue.get_attr("capacity"), queue.get_attr("shared_name")) == (50, "shared")
    assert [op.type for op in graph.get_operations()].count("QueueEnqueueManyV2") == (2 if "join" in name else 1)
    (runner,) = tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)
    assert len(runner.enqueue_ops) == (2 if "join" in name else 5)
    (summary,) = tf.get_collection(tf.GraphKeys.SUMMARIES)
    if "shuffle" in name:
        assert (queue.get_attr("min_after_dequeue"), queue.get_attr("seed2")) == (7, 3)
        assert summary.op.name == "mine/fraction_over_7_of_43_full"
    else:
        assert summary.op.name == "mine/fraction_of_50_full"
    # A vector of truths picks among the elements of each enqueue.
    assert [op.type for op in graph.get_operations()].count("Where") == (
        0 if "maybe" not in name else 2 if "join" in name else 1
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_is_called_as_its_function_and_whole(name):
    numbers, _ = _call(name)
    assert numbers.shape.as_list() == [4]
    assert (numbers.op.type, numbers.op.name) == ("QueueDequeueManyV2", name.removeprefix("maybe_"))


@pytest.mark.parametrize("name", [name for name in NAMES if "shuffle" not in name])
def test_padding_is_for_batches_in_order(name):
    numbers, _ = _call(name, dynamic_pad=True)
    assert numbers.op.inputs[0].op.type == "PaddingFIFOQueueV2"


@pytest.mark.parametrize("name", [name for name in NAMES if "shuffle" in name])
def test_a_shuffling_queue_must_hold_more_than_it_leaves_behind(name):
    elements = [_elements()] if "join" in name else _elements()
    keep = {"keep_input": True} if "maybe" in name else {}
    with pytest.raises(ValueError, match=r"capacity 10 must be bigger than min_after_dequeue 10\."):
        getattr(tf.train, name)(elements, batch_size=2, capacity=10, min_after_dequeue=10, **keep)


@pytest.mark.parametrize(("many", "rank"), [(False, 3), (True, 2)])
def test_a_batch_of_sparse_tensors_has_the_rank_of_its_elements_and_one_more(many, rank):
    sparse = tf.SparseTensor([[0, 0], [1, 1]], [1, 2], [2, 2])
    batch = tf.train.batch([sparse], 2, enqueue_many=many)
    assert batch.dense_shape.shape.as_list() == [rank]
    assert batch.indices.shape.as_list() == [None, rank]
