"""PaddingFIFOQueue: elements of different sizes, padded when they leave together."""

from __future__ import annotations

import numpy as np
import pytest

from headrace.graph.types.errors import InvalidArgumentError
from headrace.pipeline.queues import PaddingFIFOQueue


def test_elements_are_padded_to_the_largest_of_the_batch():
    queue = PaddingFIFOQueue(9, [np.float32, np.bool_, str, np.int32], [(None, 2), (None,), (None, None), ()])
    queue.enqueue([np.ones((1, 2)), [True], [["a"], ["b"]], 5])
    queue.enqueue([np.ones((3, 2)), [], [["c", "d"]], 6])
    queue.enqueue([np.ones((2, 2)), [True, True], np.empty((0, 5), object), 7])
    numbers, flags, texts, plain = queue.dequeue_many(3)
    assert numbers.sum(axis=(1, 2)).tolist() == [2, 6, 4]
    assert numbers.shape == (3, 3, 2)
    assert flags.tolist() == [[True, False], [False, False], [True, True]]
    assert texts.shape == (3, 2, 5)
    assert texts[0].tolist() == [[b"a", b"", b"", b"", b""], [b"b", b"", b"", b"", b""]]
    assert texts[1, 0].tolist() == [b"c", b"d", b"", b"", b""]
    assert set(texts[2].ravel()) == {b""}
    assert (plain.tolist(), numbers.dtype, flags.dtype) == ([5, 6, 7], np.float32, np.bool_)


def test_one_element_at_a_time_is_not_padded():
    queue = PaddingFIFOQueue(9, [np.int32], [(None,)])
    queue.enqueue([[1]])
    queue.enqueue([[1, 2, 3]])
    assert queue.dequeue()[0].tolist() == [1]
    assert queue.dequeue_up_to(1)[0].tolist() == [[1, 2, 3]]


def test_a_batch_in_is_elements_of_one_size():
    queue = PaddingFIFOQueue(9, [np.int32], [(None,)])
    queue.enqueue_many([[[1, 2], [3, 4]]])
    queue.enqueue([[5]])
    queue.close()
    assert queue.dequeue_up_to(9)[0].tolist() == [[1, 2], [3, 4], [5, 0]]


def test_leased_elements_come_unpadded_and_go_back_in_order():
    queue = PaddingFIFOQueue(9, [np.int32], [(None,)])
    for size in (1, 2, 3):
        queue.enqueue([np.full(size, size)])
    lease = queue.lease(3)
    assert [array.tolist() for array in lease.columns[0]] == [[1], [2, 2], [3, 3, 3]]
    lease.commit(1)
    assert queue.dequeue_many(2)[0].tolist() == [[2, 2, 0], [3, 3, 3]]


def test_no_elements_have_no_size():
    queue = PaddingFIFOQueue(9, [np.int32], [(None, 3)])
    assert queue.dequeue_many(0)[0].shape == (0, 0, 3)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([[1, 2]], "Shape mismatch in tuple component 0. Expected [?,2], got [2]"),
        ([[[1, 2, 3]]], "Shape mismatch in tuple component 0. Expected [?,2], got [1,3]"),
    ],
)
def test_known_dimensions_must_agree(values, message):
    queue = PaddingFIFOQueue(9, [np.int32], [(None, 2)])
    with pytest.raises(InvalidArgumentError) as caught:
        queue.enqueue(values)
    assert caught.value.message == message


def test_known_dimensions_must_agree_in_columns():
    queue = PaddingFIFOQueue(9, [np.int32], [(None, 2)])
    with pytest.raises(InvalidArgumentError) as caught:
        queue.enqueue_many([np.zeros((3, 1, 3), int)])
    assert caught.value.message == "Shape mismatch in tuple component 0. Expected [3,?,2], got [3,1,3]"
    with pytest.raises(InvalidArgumentError, match=r"Expected \[\?,2\], got \[1\]"):
        queue.signature.check_many([[np.zeros((1, 2)), np.zeros(1)]])
    queue.signature.check_many([[np.zeros((1, 2)), np.zeros((5, 2))]])


@pytest.mark.parametrize(
    ("dtypes", "shapes", "message"),
    [
        ([np.int32], None, "When providing partial shapes, a list of shapes must be provided."),
        ([np.int32], [None], "When providing partial shapes, a list of shapes must be provided."),
        (
            [np.int32, np.int32],
            [()],
            "Shapes must be provided for all components, but received 2 dtypes and 1 shapes.",
        ),
    ],
)
def test_shapes_must_be_given(dtypes, shapes, message):
    with pytest.raises(ValueError) as caught:
        PaddingFIFOQueue(9, dtypes, shapes)
    assert str(caught.value) == message
