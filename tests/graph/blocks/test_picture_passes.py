"""Passes over pictures give what their steps give one by one for single pictures, to the last bit."""

from __future__ import annotations

import random

import numpy as np
import pytest
from support.threads import no_threads_left

import headrace as tf
from headrace.graph.blocks.compiler import compile_block_plan
from headrace.graph.execution.interpreted_session import InterpretedSession
from headrace.graph.runtime import _pictures_cy as pictures

COUNT = 9
STAGES = {
    "random crop": lambda x, seed: tf.random_crop(x, [max(1, size - 2) for size in _sizes(x)[:2]] + _sizes(x)[2:], seed=seed),
    "window of channels": lambda x, seed: tf.random_crop(x, [*_sizes(x)[:2], max(1, _sizes(x)[2] - 1)], seed=seed),
    "middle": lambda x, seed: tf.slice(x, [1 if size > 2 else 0 for size in _sizes(x)], [max(1, s - 2) for s in _sizes(x)]),
    "left to right": lambda x, seed: tf.image.random_flip_left_right(x, seed=seed),
    "up to down": lambda x, seed: tf.image.random_flip_up_down(x, seed=seed),
    "brightness": lambda x, seed: tf.image.random_brightness(x, 63, seed=seed),
    "contrast": lambda x, seed: tf.image.random_contrast(x, 0.2, 1.8, seed=seed),
    "standardization": lambda x, seed: tf.image.per_image_standardization(x),
    "scale": lambda x, seed: x * (1.0 / 255),
    "shift": lambda x, seed: x - 0.5,
    "negative": lambda x, seed: 255.0 - x,
    "quotient": lambda x, seed: x / tf.random_uniform([], -1, 1, seed=seed),
    "mean": lambda x, seed: x - tf.reduce_mean(x),
    "square": lambda x, seed: tf.square(x),
}
LATE = {"contrast", "standardization", "scale", "shift", "negative", "quotient", "mean", "square", "brightness"}
SIZES = [(8, 8, 3), (7, 5, 3), (9, 4, 1), (6, 5, 4), (1, 7, 3), (5, 1, 2), (1, 1, 3), (33, 3, 3)]
FORMS = {
    "planes": lambda x, sizes: tf.transpose(tf.reshape(x, [sizes[2], *sizes[:2]]), [1, 2, 0]),
    "pixels": lambda x, sizes: tf.reshape(x, sizes),
    "columns": lambda x, sizes: tf.transpose(tf.reshape(x, [sizes[2], sizes[1], sizes[0]]), [2, 1, 0]),
    "backwards": lambda x, sizes: tf.reverse(tf.reshape(x, sizes), [1]),
    "every other": lambda x, sizes: tf.reshape(x, [2 * sizes[0], *sizes[1:]])[::2],
}
needs_compiled = pytest.mark.skipif(not pictures.compiled, reason="passes are compiled")


def _sizes(x):
    return x.shape.as_list()


def _values(kind, size):
    drawn = np.random.default_rng(size)
    if kind is np.uint8:
        return drawn.integers(0, 256, (COUNT, size)).astype(np.uint8)
    values = drawn.normal(100, 60, (COUNT, size)).astype(np.float32)
    values[1] = 7
    values[2, 0], values[3, -1], values[4, 0] = np.nan, np.inf, -np.inf
    return values


def _chain(draw, x):
    names = []
    for seed in range(1, draw.randint(3, 9)):
        allowed = sorted(STAGES if x.dtype == tf.float32 else set(STAGES) - LATE)
        if x.dtype != tf.float32 and draw.random() < 0.5:
            x = tf.cast(x, tf.float32)
            continue
        names.append(draw.choice(allowed))
        x = STAGES[names[-1]](x, seed)
    return tf.cast(x, tf.float32), names


@pytest.mark.parametrize("seed", range(60))
def test_random_programs(tmp_path, seed):
    draw = random.Random(seed)
    kind, sizes, form = draw.choice([np.uint8, np.float32]), draw.choice(SIZES), draw.choice(sorted(FORMS))
    size = int(np.prod(sizes)) * (2 if form == "every other" else 1)
    values = _values(kind, size)
    head = draw.randint(0, 1)  # elements before each picture
    path = tmp_path / "pictures"
    path.write_bytes(b"".join(bytes(head * row.itemsize) + row.tobytes() for row in values))
    files = tf.train.string_input_producer([str(path)], num_epochs=1, shuffle=False)
    _, record = tf.FixedLengthRecordReader((head + size) * values.itemsize).read(files)
    raw = tf.decode_raw(record, kind)[head:]
    raw.set_shape([size])
    picture, names = _chain(draw, FORMS[form](raw, sizes))
    components = [picture]
    if draw.random() < 0.3:
        components.append(tf.reduce_sum(picture))
    batch = tf.train.batch([*components, tf.constant(0)], COUNT)
    found = {}
    for session_kind in (tf.Session, InterpretedSession):
        with no_threads_left(), session_kind() as session:
            (found[session_kind],) = tf.train.iterate(batch, session=session)
    for one, other in zip(found[tf.Session], found[InterpretedSession], strict=True):
        np.testing.assert_array_equal(one, other, f"{names} of {form} {sizes}")


@pytest.mark.parametrize("form", FORMS)
def test_pictures_that_a_shuffling_queue_has_written_to_its_rows(form):
    sizes, count = (32, 20, 3), 64
    double = 2 if form == "every other" else 1
    values = np.random.default_rng(1).normal(9, 5, (count, double * 32 * 20 * 3)).astype(np.float32)
    x, number = tf.train.slice_input_producer([values, np.arange(count)], shuffle=False, num_epochs=1)
    squares = tf.square(x)
    bright = tf.image.random_contrast(tf.random_crop(FORMS[form](squares, sizes), [24, 14, 3], seed=1) * 0.5, 0.2, 1.8, seed=2)
    # The root could be written to the memory of the squares, which the pictures are made of when they are written.
    batch = tf.train.shuffle_batch([number, bright, tf.sqrt(squares)], count, 4 * count, 0)
    found = []
    for kind in (tf.Session, InterpretedSession):
        with no_threads_left(), kind() as session:
            ((numbers, *columns),) = tf.train.iterate(batch, session=session)
        order = np.argsort(numbers)
        found.append([column[order] for column in columns])
    for one, other in zip(*found, strict=True):
        np.testing.assert_array_equal(one, other)


def passes(component):
    """How many steps each pass of a block is made of."""
    queue = tf.FIFOQueue(100, [component.dtype])
    with tf.Session() as session:
        plan = compile_block_plan(session, queue.enqueue([component]))
        return [len(step.run.links) for step in plan._program.steps if step.operation is None]


@needs_compiled
def test_a_program_of_distortions_is_one_pass():
    raw = tf.FIFOQueue(10, [tf.uint8], shapes=[[32, 32, 3]]).dequeue()
    image = tf.image.random_flip_left_right(tf.random_crop(tf.cast(raw, tf.float32), [24, 24, 3]))
    image = tf.image.random_contrast(tf.image.random_brightness(image, max_delta=63), lower=0.2, upper=1.8)
    assert passes(tf.image.per_image_standardization(image)) == [6]


def test_no_block_of_distorted_pictures_has_to_be_run_again():
    x = tf.train.slice_input_producer([np.ones((9, 8, 8, 3), np.uint8)], shuffle=False, num_epochs=1)[0]
    image = tf.random_crop(tf.cast(x, tf.float32), [6, 6, 3])
    image = tf.image.random_contrast(tf.image.random_brightness(image, max_delta=63), lower=0.2, upper=1.8)
    queue = tf.FIFOQueue(9, [tf.float32], shapes=[image.shape])
    with no_threads_left(), tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        plan = compile_block_plan(session, queue.enqueue([image]))
        while plan.records < 9:
            plan.step(session.context)
        coord.request_stop()
        coord.join(threads)
    assert plan.replayed == 0


@needs_compiled
def test_what_is_used_otherwise_ends_a_pass():
    raw = tf.FIFOQueue(10, [tf.float32], shapes=[[4, 4, 3]]).dequeue()
    bright = raw * 2.0 + 1.0
    assert passes(tf.image.per_image_standardization(bright - 3.0)) == [4]
    assert passes(tf.image.per_image_standardization(bright - 3.0) + tf.reduce_max(bright)) == [2, 3]


def test_a_window_that_does_not_fit_fails_for_its_record_alone():
    begins = np.zeros((6, 3), np.int32)
    begins[4] = [0, 3, 0]
    x = np.arange(6 * 48, dtype=np.float32).reshape(6, 4, 4, 3)
    picture, begin = tf.train.slice_input_producer([x, begins], shuffle=False, num_epochs=1)
    batch = tf.train.batch([tf.image.per_image_standardization(tf.slice(picture, begin, [2, 2, 3]) * 2.0)], 1)
    seen = []
    with no_threads_left(), pytest.raises(tf.errors.InvalidArgumentError, match=r"Expected size\[1\] in \[0, 1\], but got 2"):
        seen.extend(tf.train.iterate(batch))
    assert len(seen) == 4
