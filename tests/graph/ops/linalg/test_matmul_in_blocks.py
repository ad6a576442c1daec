"""Products in blocks are those of single records to the last bit, whatever computes them."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.ops.linalg.matmul import MATMUL, _matmul, _matmul_block


@pytest.mark.parametrize("batched", [(True, False), (False, True), (True, True)])
@pytest.mark.parametrize("sizes", [(4, 5, 6), (37, 1500, 301)], ids=["small", "large"])
@pytest.mark.parametrize("swapped", [(False, False), (True, True)])
def test_a_block_gives_what_its_records_give(sizes, batched, swapped):
    m, k, n = sizes
    draw = np.random.default_rng(1)
    shapes = [(k, m) if swapped[0] else (m, k), (n, k) if swapped[1] else (k, n)]
    factors = [
        draw.standard_normal((3, *shape) if each else shape).astype(np.float32)
        for shape, each in zip(shapes, batched, strict=True)
    ]
    with tf.Graph().as_default():
        placeholders = [tf.placeholder(tf.float32, shape) for shape in shapes]
        op = MATMUL(*placeholders, transpose_a=swapped[0], transpose_b=swapped[1]).op
    block = _matmul_block(op, batched, None)(3, *factors)
    for number in range(3):
        a, b = (factor[number] if each else factor for factor, each in zip(factors, batched, strict=True))
        np.testing.assert_array_equal(block[number], _matmul(a, b, *swapped))
