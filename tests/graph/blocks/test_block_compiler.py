"""What the compiler of blocks rearranges: casts run late, results go where nothing is needed any more."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import headrace as tf
from headrace.graph.blocks.compiler import compile_block_plan

IMAGE = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
MOVES = {
    "crop": lambda x: x[1:3, :4],
    "random crop": lambda x: tf.random_crop(x, [2, 2, 3], seed=1),
    "reverse": lambda x: tf.reverse(x, [1]),
    "transpose": lambda x: tf.transpose(x, [1, 0, 2]),
    "reshape": lambda x: tf.reshape(x, [-1, 6]),
}


def steps(component):
    """The types of the ops that a block runs, in their order."""
    queue = tf.FIFOQueue(100, [component.dtype])
    with tf.Session() as session:
        plan = compile_block_plan(session, queue.enqueue([component]))
        return [operation.type for step in plan._program.steps for operation in _operations(step)]


def _operations(step):
    return [link.step.operation for link in step.run.links] if step.operation is None else [step.operation]


@pytest.mark.parametrize("name", MOVES)
def test_a_cast_runs_after_a_move(name):
    queue = tf.FIFOQueue(10, [tf.uint8], shapes=[IMAGE.shape])
    found = steps(tf.square(MOVES[name](tf.cast(queue.dequeue(), tf.float32))))
    assert found[-2:] == ["Cast", "Square"]


def test_a_cast_runs_after_all_of_several_moves():
    queue = tf.FIFOQueue(10, [tf.uint8], shapes=[IMAGE.shape])
    image = tf.cast(queue.dequeue(), tf.float32)
    found = steps(tf.square(tf.reverse(tf.transpose(image[1:3], [1, 0, 2]), [0])))
    assert found == ["StridedSlice", "Transpose", "ReverseV2", "Cast", "Square"]


def test_a_cast_stays_where_it_is_used_otherwise_narrows_or_meets_what_looks_at_elements():
    queue = tf.FIFOQueue(10, [tf.uint8], shapes=[IMAGE.shape])
    wide = tf.cast(queue.dequeue(), tf.float32)
    assert steps(wide[1:3] + tf.reduce_sum(wide))[0] == "Cast"
    assert steps(tf.square(tf.cast(wide, tf.uint8)[1:3]))[-3:] == ["Cast", "StridedSlice", "Square"]
    assert steps(tf.abs(tf.square(wide)[1:3])) == ["Cast", "Square", "StridedSlice", "Abs"]


def test_a_cast_before_parts_of_sizes_of_their_own_stays():
    queue = tf.FIFOQueue(10, [tf.uint8, tf.int32], shapes=[IMAGE.shape, [3]])
    image, size = queue.dequeue()
    assert steps(tf.abs(tf.slice(tf.cast(image, tf.float32), [0, 0, 0], size))) == ["Cast", "Slice", "Abs"]


@settings(max_examples=30)
@given(moves=st.lists(st.sampled_from(sorted(set(MOVES) - {"random crop", "reshape"})), max_size=3), widths=st.integers(0, 3))
def test_blocks_deliver_what_single_runs_do(moves, widths):
    images = np.stack([IMAGE + k for k in range(7)])
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.train.slice_input_producer([images], shuffle=False, num_epochs=1)[0]
        fed = tf.placeholder(tf.uint8, IMAGE.shape)

        def moved(x):
            for number, name in enumerate(moves):
                x = MOVES[name](tf.cast(x, tf.float32) if number == widths else x)
            return tf.cast(x, tf.float64) + 1

        batch, single = tf.train.batch([moved(x)], 7), moved(fed)
        expected = [session.run(single, {fed: image}) for image in images]
        session.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        np.testing.assert_array_equal(session.run(batch), expected)
        coord.request_stop()
        coord.join(threads)


def test_no_block_writes_over_what_a_view_of_it_still_shows():
    values = np.arange(28, dtype=np.float32).reshape(7, 4)
    with tf.Session() as session:
        x = tf.train.slice_input_producer([values], shuffle=False, num_epochs=1)[0]
        squares = tf.square(x)
        seen = tf.reverse(squares, [0])  # the memory of `squares`, which the exponential could be written to
        batch = tf.train.batch([tf.exp(-squares) + seen, tf.cast(seen, tf.float64)], 7)
        session.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        total, reversed_squares = session.run(batch)
        coord.request_stop()
        coord.join(threads)
    np.testing.assert_array_equal(reversed_squares, np.square(values)[:, ::-1])
    np.testing.assert_allclose(total, np.exp(-np.square(values)) + np.square(values)[:, ::-1])
