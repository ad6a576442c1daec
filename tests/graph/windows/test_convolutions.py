"""Convolutions that are compiled, held against products with patches that are cut out of the images."""

import random

import numpy as np
import pytest

from headrace.graph.ops.nn.windows import Grid, grid_over
from headrace.graph.products import on_threads
from headrace.graph.windows import convolutions

pytestmark = pytest.mark.skipif(
    not convolutions.suits(np.ones(1, np.float32)), reason="nothing is compiled here for the instructions of this processor"
)


def assert_close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-4)


class Case:
    """A random convolution."""

    def __init__(self, seed: int) -> None:
        draw = random.Random(seed)
        grid: Grid | None = None
        while grid is None:
            height, width = draw.randint(1, 20), draw.randint(1, 40)
            window = (draw.randint(1, 5), draw.randint(1, 5))
            strides = draw.choice([(1, 1), (2, 2), (1, 2), (3, 2), (4, 1)])
            dilations = draw.choice([(1, 1), (1, 1), (2, 2), (1, 3)])
            padding = draw.choice(["SAME", "VALID", "EXPLICIT"])
            explicit = [(draw.randint(0, 6), draw.randint(0, 6)) for _ in range(2)] if padding == "EXPLICIT" else [(0, 0)] * 2
            room = [size + sum(sides) for size, sides in zip((height, width), explicit, strict=True)]
            reach = [(length - 1) * apart + 1 for length, apart in zip(window, dilations, strict=True)]
            if padding == "SAME" or all(size >= needed for size, needed in zip(room, reach, strict=True)):
                grid = grid_over(height, width, window, strides, dilations, padding, explicit)
        self.grid = grid
        channels, filters = draw.choice([1, 2, 3, 5, 8, 16, 17]), draw.choice([1, 3, 10, 16, 17, 24, 32, 33, 64, 70])
        numbers = np.random.RandomState(seed)
        shape = (draw.choice([1, 2, 3]), height, width, channels)
        self.images = numbers.randn(*shape).astype(np.float32)
        self.filter = numbers.randn(*window, channels, filters).astype(np.float32)
        self.gradients = numbers.randn(shape[0], self.grid.rows.windows, self.grid.columns.windows, filters).astype(np.float32)

    def patches(self) -> np.ndarray:
        return self.grid.patches(self.images.astype(np.float64))


@pytest.mark.parametrize("seed", range(60))
def test_sums_are_those_of_patches(seed):
    case = Case(seed)
    filters = case.filter.shape[3]
    expected = case.patches() @ case.filter.reshape(-1, filters)
    found = convolutions.convolved(case.images, case.filter, case.grid)
    assert_close(found.reshape(expected.shape), expected)
    expected = case.patches().T @ case.gradients.reshape(-1, filters)
    found = convolutions.filter_gradient(case.images, case.gradients, case.grid)
    assert_close(found.reshape(expected.shape), expected)
    if convolutions.has_input_gradient(case.grid):
        expected = np.zeros(case.images.shape)
        case.grid.put_back(case.gradients.reshape(-1, filters) @ case.filter.reshape(-1, filters).T.astype(float), expected)
        assert_close(convolutions.input_gradient(case.gradients, case.filter, case.grid), expected)


@pytest.mark.parametrize("seed", range(60, 72))
def test_sums_are_the_same_to_the_last_bit_on_any_number_of_threads_and_in_any_batch(seed, monkeypatch):
    case = Case(seed)
    found = []
    for threads in (1, 2, 5):
        monkeypatch.setattr(on_threads, "threads_for", lambda _, threads=threads: threads)
        found.append(
            [
                convolutions.convolved(case.images, case.filter, case.grid),
                convolutions.filter_gradient(case.images, case.gradients, case.grid),
                *(
                    [convolutions.input_gradient(case.gradients, case.filter, case.grid)]
                    if convolutions.has_input_gradient(case.grid)
                    else []
                ),
            ]
        )
    for others in found[1:]:
        for one, other in zip(found[0], others, strict=True):
            np.testing.assert_array_equal(one, other)
    alone = convolutions.convolved(case.images[-1:], case.filter, case.grid)
    np.testing.assert_array_equal(alone, found[0][0][-1:])


def test_images_of_any_order_in_memory_are_taken():
    case = Case(3)
    turned = np.asfortranarray(case.images)
    np.testing.assert_array_equal(
        convolutions.convolved(turned, np.asfortranarray(case.filter), case.grid),
        convolutions.convolved(case.images, case.filter, case.grid),
    )


def test_what_no_window_meets_gets_nothing():
    grid = grid_over(5, 5, (1, 1), (3, 3), (1, 1), "VALID")
    found = convolutions.input_gradient(np.ones((1, 2, 2, 1), np.float32), np.full((1, 1, 1, 1), 2, np.float32), grid)
    expected = np.zeros((5, 5), np.float32)
    expected[::3, ::3] = 2
    np.testing.assert_array_equal(found[0, :, :, 0], expected)
