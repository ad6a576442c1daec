"""The same five works as a careful user of tf.data writes them today: files interleaved, raw records shuffled, batches
decoded as a whole, everything prefetched. What is measured comes out of the iterator as NumPy arrays.
"""

from __future__ import annotations

from collections.abc import Sequence

import tensorflow as tf
from measures import records_per_second
from programs import BATCH, BUFFER, WORKS

SIZE = 24  # of a distorted image


def cifar(values):
    records = tf.io.decode_raw(values, tf.uint8, fixed_length=None)
    records = tf.reshape(records, [-1, 3073])
    images = tf.transpose(tf.reshape(records[:, 1:], [-1, 3, 32, 32]), [0, 2, 3, 1])
    return tf.cast(images, tf.float32), tf.cast(records[:, 0], tf.int32)


def distorted(values):
    """Every image has its own crop, flip, brightness and contrast; the ops see all images of the batch at once."""
    images, labels = cifar(values)
    count = tf.shape(images)[0]
    top, left = (tf.random.uniform([count, 1], 0, 32 - SIZE + 1, tf.int32) for _ in range(2))
    across = tf.range(SIZE)
    flipped = tf.random.uniform([count, 1]) < 0.5
    images = tf.gather(images, top + across, axis=1, batch_dims=1)
    images = tf.gather(images, left + tf.where(flipped, SIZE - 1 - across, across), axis=2, batch_dims=1)
    images += tf.random.uniform([count, 1, 1, 1], -63, 63)
    means = tf.reduce_mean(images, [1, 2], keepdims=True)
    images = (images - means) * tf.random.uniform([count, 1, 1, 1], 0.2, 1.8) + means
    return tf.image.per_image_standardization(images), labels


def csv(values):
    *lengths, species = tf.io.decode_csv(values, record_defaults=[[0.0], [0.0], [0.0], [0.0], [""]])
    return tf.stack(lengths, axis=1), species


def image_example(values):
    features = {"image_raw": tf.io.FixedLenFeature([], tf.string), "label": tf.io.FixedLenFeature([], tf.int64)}
    examples = tf.io.parse_example(values, features)
    pixels = tf.reshape(tf.io.decode_raw(examples["image_raw"], tf.uint8), [-1, 32, 32, 3])
    return tf.cast(pixels, tf.float32) * (1.0 / 255) - 0.5, examples["label"]


def small_example(values):
    features = {"features": tf.io.FixedLenFeature([4], tf.float32), "label": tf.io.FixedLenFeature([], tf.int64)}
    examples = tf.io.parse_example(values, features)
    return examples["features"], examples["label"]


PROGRAMS = {
    "cifar": cifar,
    "cifar-distorted": distorted,
    "csv": csv,
    "image-tfrecord": image_example,
    "small-tfrecord": small_example,
}


def read(kind: str, path):
    if kind == "cifar":
        return tf.data.FixedLengthRecordDataset(path, 3073)
    return tf.data.TextLineDataset(path) if kind == "csv" else tf.data.TFRecordDataset(path)


def batches(work: str, files: Sequence[str], variant: int = 0, num_epochs: int | None = None) -> tf.data.Dataset:
    """Variant 1 reads by blocks in parallel; which one is faster depends on the records and on the machine."""
    kind = WORKS[work].kind
    data = tf.data.Dataset.from_tensor_slices(list(files)).shuffle(len(files)).repeat(num_epochs)
    if variant:
        blocks = data.interleave(
            lambda path: read(kind, path).batch(64),
            cycle_length=len(files),
            num_parallel_calls=tf.data.AUTOTUNE,
            deterministic=False,
        )
        data = blocks.unbatch()
    else:
        data = data.interleave(lambda path: read(kind, path), cycle_length=len(files), block_length=16)
    data = data.shuffle(BUFFER).batch(BATCH)
    if variant:
        data = data.prefetch(tf.data.AUTOTUNE)
    return data.map(PROGRAMS[work], num_parallel_calls=tf.data.AUTOTUNE, deterministic=False).prefetch(tf.data.AUTOTUNE)


def rate(work: str, files: Sequence[str], variant: int, seconds: float, warm_up: int) -> float:
    """Records per second."""
    data = batches(work, files, variant).as_numpy_iterator()
    return records_per_second(lambda: next(data), seconds, warm_up)
