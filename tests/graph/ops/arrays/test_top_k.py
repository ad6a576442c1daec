"""top_k of long rows, of which only a part is sorted, is that of a sort of all."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf


@pytest.mark.parametrize("kind", ["float32", "float16", "int32", "uint8"])
@pytest.mark.parametrize("with_nan", [False, True])
def test_the_greatest_of_long_rows_come_in_order_and_equal_ones_by_place(kind, with_nan):
    random = np.random.RandomState(1)
    placeholder, k = tf.placeholder(kind), tf.placeholder(tf.int32, [])
    found = tf.nn.top_k(placeholder, k)
    with tf.Session() as session:
        for size, spread in [(40, 1000), (40, 5), (200, 30), (8, 3), (0, 1)]:
            rows = (random.randint(0, spread, (2, 3, size)) % 200).astype(kind)
            if size > 10:  # one row with hardly anything but the least there is
                rows[1, 1, 1:] = -np.inf if kind.startswith("float") else np.iinfo(kind).min
            if with_nan and kind.startswith("float") and size:
                rows[0, 1, 3] = np.nan
            for count in {0, min(1, size), size // 10, size}:
                values, places = session.run(found, {placeholder: rows, k: count})
                for row, one, at in zip(rows.reshape(6, size), values.reshape(6, count), places.reshape(6, count), strict=True):
                    # NaN counts as the greatest, as in a sort of NumPy.
                    keys = [(-np.inf if np.isnan(x) else -float(x), place) for place, x in enumerate(row)]
                    expected = [place for _, place in sorted(keys)[:count]]
                    assert at.tolist() == expected
                    np.testing.assert_array_equal(one, row[expected])
