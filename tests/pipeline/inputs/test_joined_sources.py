"""What several sources put into one queue is mixed in it, as if each put in one element after another."""

from __future__ import annotations

import numpy as np
import pytest
from support.threads import no_threads_left

import headrace as tf

CAPACITY, WINDOW, WINDOWS = 40, 400, 20


def numbered(sources, in_blocks):
    """One element of each source without end: the source's number. None waits for another thread."""
    elements = []
    for number in range(sources):
        of_source = tf.constant(number)
        if not in_blocks:
            of_source = tf.py_func(lambda value: value, [of_source], tf.int32)
            of_source.set_shape([])
        elements.append([of_source])
    return elements


@pytest.mark.parametrize("in_blocks", [True, False], ids=["in blocks", "record by record"])
@pytest.mark.parametrize("sources", [2, 3])
def test_no_source_has_the_queue_for_itself(sources, in_blocks):
    with tf.Graph().as_default(), no_threads_left():
        batch = tf.train.batch_join(numbered(sources, in_blocks), batch_size=20, capacity=CAPACITY)
        steps = tf.train.iterate(batch, max_steps=(WINDOWS + 5) * WINDOW // 20)
        seen = np.concatenate(list(steps))[5 * WINDOW :]  # all threads run
        least = [np.bincount(window, minlength=sources).min() for window in seen.reshape(WINDOWS, WINDOW)]
        assert np.median(least) > WINDOW / sources / 2  # a thread that gets no processor for a while misses some
