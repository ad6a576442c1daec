"""Five pipelines, each written per record as the TensorFlow how-to's write them; one text for both libraries.

Files go through a shuffling queue of BUFFER records into batches of BATCH.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

BATCH = 128
BUFFER = 5000
WARM_UP = 2 * (BUFFER // BATCH + 1)  # batches until the shuffling queue has been filled and emptied once


class Work(NamedTuple):
    kind: str  # of file, see data.py
    reader: str
    program: Callable[..., list]


def cifar(tf, key, value):
    record = tf.decode_raw(value, tf.uint8)
    label = tf.cast(record[0], tf.int32)
    return [tf.cast(tf.transpose(tf.reshape(record[1:3073], [3, 32, 32]), [1, 2, 0]), tf.float32), label]


def distorted(tf, key, value):
    image, label = cifar(tf, key, value)
    image = tf.image.random_flip_left_right(tf.random_crop(image, [24, 24, 3]))
    image = tf.image.random_contrast(tf.image.random_brightness(image, max_delta=63), lower=0.2, upper=1.8)
    return [tf.image.per_image_standardization(image), label]


def csv(tf, key, value):
    *lengths, species = tf.decode_csv(value, record_defaults=[[0.0], [0.0], [0.0], [0.0], [""]])
    return [tf.stack(lengths), species]


def image_example(tf, key, value):
    features = {"image_raw": tf.FixedLenFeature([], tf.string), "label": tf.FixedLenFeature([], tf.int64)}
    example = tf.parse_single_example(value, features=features)
    pixels = tf.reshape(tf.decode_raw(example["image_raw"], tf.uint8), [32, 32, 3])
    return [tf.cast(pixels, tf.float32) * (1.0 / 255) - 0.5, example["label"]]


def small_example(tf, key, value):
    features = {"features": tf.FixedLenFeature([4], tf.float32), "label": tf.FixedLenFeature([], tf.int64)}
    example = tf.parse_single_example(value, features=features)
    return [example["features"], example["label"]]


WORKS = {
    "cifar": Work("cifar", "FixedLengthRecordReader", cifar),
    "cifar-distorted": Work("cifar", "FixedLengthRecordReader", distorted),
    "csv": Work("csv", "TextLineReader", csv),
    "image-tfrecord": Work("image", "TFRecordReader", image_example),
    "small-tfrecord": Work("small", "TFRecordReader", small_example),
}


@contextlib.contextmanager
def batches(tf: Any, work: str, files: Sequence[str], threads: int, num_epochs: int | None = None) -> Iterator[Callable]:
    """A function that gives the next batch, while the pipeline runs."""
    kind, reader, program = WORKS[work]
    with tf.Graph().as_default():
        queue = tf.train.string_input_producer(list(files), num_epochs=num_epochs)
        arguments = {"record_bytes": 3073} if kind == "cifar" else {}
        record = program(tf, *getattr(tf, reader)(**arguments).read(queue))
        batch = tf.train.shuffle_batch(
            record,
            BATCH,
            capacity=BUFFER + 20 * BATCH,
            min_after_dequeue=BUFFER,
            num_threads=threads,
            allow_smaller_final_batch=True,
        )
        with running(tf, batch) as next_batch:
            yield next_batch


@contextlib.contextmanager
def datasets(tf: Any, work: str, files: Sequence[str], parallel: int | None = None) -> Iterator[Callable]:
    """The same by `tf.data`, in the order in which one thinks of it: map a record, shuffle, batch.

    Args:
      parallel: `num_parallel_calls` of `map`, and then a prefetch at the end.
    """
    kind, _, program = WORKS[work]
    with tf.Graph().as_default():
        if kind == "cifar":
            data = tf.data.FixedLengthRecordDataset(list(files), 3073)
        else:
            data = (tf.data.TextLineDataset if kind == "csv" else tf.data.TFRecordDataset)(list(files))
        data = data.map(lambda value: tuple(program(tf, None, value)), num_parallel_calls=parallel)
        data = data.shuffle(BUFFER).repeat().batch(BATCH)
        if parallel:
            data = data.prefetch(1)
        batch = tf.data.make_one_shot_iterator(data).get_next()
        with tf.Session() as sess:
            yield lambda: sess.run(batch)


@contextlib.contextmanager
def running(tf: Any, batch: Any) -> Iterator[Callable]:
    """A function that fetches `batch`, while the queue runners of the current graph work."""
    with tf.Session() as sess:
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coord = tf.train.Coordinator()
        runners = tf.train.start_queue_runners(sess=sess, coord=coord)
        try:
            yield lambda: sess.run(batch)
        finally:
            coord.request_stop()
            coord.join(runners, stop_grace_period_secs=10)
