"""Memory that is used again: never what anybody still holds."""

import threading

import numpy as np
import pytest

from headrace.graph.products import spare

SIZE = 1 << 16


@pytest.fixture(autouse=True)
def no_blocks(monkeypatch):
    monkeypatch.setattr(spare, "_blocks", [])


def address(array):
    return array.__array_interface__["data"][0]


def test_what_is_let_go_is_used_again():
    first = address(spare.empty((16, SIZE), np.float32))
    assert address(spare.empty((SIZE, 16), np.float32)) == first
    assert address(spare.empty(SIZE * 8, np.float64)) == first
    assert address(spare.empty(SIZE * 4, np.float32)) != first  # a quarter of a block is not worth holding all of it


@pytest.mark.parametrize(
    "held",
    [
        lambda array: array,
        lambda array: array[5:7],
        lambda array: array.T,
        lambda array: array.view(np.int32),
        lambda array: memoryview(array),
        lambda array: np.broadcast_to(array[0], (3, SIZE)),
        lambda array: np.asarray(memoryview(array))[1],
    ],
    ids=["array", "rows", "transposed", "view", "buffer", "broadcast", "array of a buffer"],
)
def test_what_is_held_in_any_way_is_not_used_again(held):
    array = spare.empty((16, SIZE), np.float32)
    array[:] = 1
    kept = held(array)
    before = np.array(kept)
    del array
    others = [spare.empty((16, SIZE), np.float32) for _ in range(2)]
    for other in others:
        other[:] = 2
    np.testing.assert_array_equal(np.array(kept), before)
    assert not np.shares_memory(*others)


def test_threads_never_share_what_they_hold():
    """Each thread writes its own number into what it gets, and reads it again while the others go on."""
    wrong = []

    def work(number):
        draw = np.random.default_rng(number)
        held = []
        for step in range(300):
            array = spare.empty(SIZE + int(draw.integers(4)) * 100, np.int64)
            mark = number * 1000 + step
            array[::1000] = mark
            held.append((mark, array[::1000]))
            if len(held) > 3:
                mark, array = held.pop(int(draw.integers(len(held))))
                if (array != mark).any():
                    wrong.append(mark)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_no_more_is_kept_than_is_worth_it(monkeypatch):
    monkeypatch.setattr(spare, "_MOST", 10 * SIZE)
    held = [spare.empty(4 * SIZE, np.uint8) for _ in range(5)]
    assert len({address(array) for array in held}) == 5
    assert sum(block.size for block in spare._blocks) <= 10 * SIZE
    big = spare.empty(11 * SIZE, np.uint8)
    assert all(block.size != big.size for block in spare._blocks)


def test_small_arrays_and_other_shapes():
    assert spare.empty((), np.float32).shape == ()
    assert spare.empty((0, 3), np.float64).shape == (0, 3)
    like = spare.empty_like(np.zeros((3, SIZE), ">f4"))
    assert like.shape == (3, SIZE)
    assert like.dtype == np.dtype(">f4")
    assert like.flags.c_contiguous
