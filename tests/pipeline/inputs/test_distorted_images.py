"""What random distortions draw, in blocks and record by record: the same distributions, each record its own."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

COUNT = 4000
SIDE, CROP = 12, 8
PLACES = SIDE - CROP + 1
# Which part was cut out can be told from the first element of it.
RAMP = (np.arange(SIDE)[:, None, None] * SIDE + np.arange(SIDE)[None, :, None] + np.zeros(3)).astype(np.uint8)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "pictures"
    path.write_bytes(RAMP.tobytes() * COUNT)
    return path


def stages(value):
    """A picture after each distortion."""
    picture = tf.cast(tf.reshape(tf.decode_raw(value, tf.uint8), RAMP.shape), tf.float32)
    cropped = tf.random_crop(picture, [CROP, CROP, 3])
    flipped = tf.image.random_flip_left_right(cropped)
    brighter = tf.image.random_brightness(flipped, 63)
    return [cropped, flipped, brighter, tf.image.random_contrast(brighter, lower=0.2, upper=1.8)]


def delivered(path, program, seed, in_blocks=True):
    """What `program` makes of every record of a file, in order."""
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(seed)
        names = tf.train.string_input_producer([str(path)], num_epochs=1)
        _, value = tf.FixedLengthRecordReader(RAMP.size).read(names)
        if not in_blocks:
            with tf.control_dependencies([tf.assign_add(tf.Variable(0, name="count"), 1)]):
                value = tf.identity(value)
        batch = tf.train.batch(program(value), COUNT, capacity=COUNT)
        session.run([tf.local_variables_initializer(), tf.global_variables_initializer()])
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        found = session.run(batch)
        (fed_by,) = (queue.fed_by for queue in tf.train.statistics(session) if "batch" in queue.name)
        assert ("record by record" in str(fed_by)) is not in_blocks
        coord.request_stop()
        coord.join(threads)
        return found


@pytest.mark.parametrize("in_blocks", [True, False], ids=["blocks", "records"])
def test_each_record_draws_evenly_and_for_itself(path, in_blocks):
    cropped, flipped, brighter, stretched = delivered(path, stages, 7, in_blocks)
    first = cropped[:, 0, 0, 0].astype(int)
    row, column = np.divmod(first, SIDE)
    np.testing.assert_array_equal(cropped - first[:, None, None, None], np.broadcast_to(RAMP[:CROP, :CROP], cropped.shape))
    mirrored = (flipped != cropped).any(axis=(1, 2, 3))
    np.testing.assert_array_equal(flipped, np.where(mirrored[:, None, None, None], cropped[:, :, ::-1], cropped))
    delta = (brighter - flipped).mean(axis=(1, 2, 3))
    factor = stretched[..., 0].std(axis=(1, 2)) / brighter[..., 0].std(axis=(1, 2))

    for place in (row, column):
        counts = np.bincount(place, minlength=PLACES)
        assert len(counts) == PLACES
        _is_even(counts)
    _is_even(np.bincount(mirrored))
    _is_uniform((delta + 63) / 126)
    _is_uniform((factor - 0.2) / 1.6)
    related = np.corrcoef([row, column, mirrored, delta, factor]) - np.eye(5)
    assert np.abs(related).max() < 4.5 / np.sqrt(COUNT)
    neighbours = [np.corrcoef(drawn[:-1], drawn[1:])[0, 1] for drawn in (row, column, mirrored, delta, factor)]
    assert np.abs(neighbours).max() < 4.5 / np.sqrt(COUNT)


def test_a_seed_repeats_the_distortions_of_all_records(path):
    def whole(value):
        return [tf.image.per_image_standardization(stages(value)[-1])]

    first, again, other = (delivered(path, whole, seed) for seed in (7, 7, 8))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any(axis=(1, 2, 3)).mean() > 0.99


def _is_even(counts):
    """Each count within 4.5 deviations of a fair share."""
    share = 1 / len(counts)
    assert np.abs(counts - COUNT * share).max() < 4.5 * np.sqrt(COUNT * share * (1 - share))


def _is_uniform(values):
    """Kolmogorov and Smirnov's test against [0, 1), which fails one in ten thousand samples that are uniform."""
    ordered = np.sort(values)
    steps = np.arange(len(values) + 1) / len(values)
    assert max(np.abs(ordered - steps[1:]).max(), np.abs(ordered - steps[:-1]).max()) < 2.23 / np.sqrt(len(values))
