"""JPEG files of several sizes to float batches of 224 x 224: images per second, and processor time per image.

    python benchmarks/bench_images.py
    python benchmarks/bench_images.py --works files --seconds 5
    python benchmarks/bench_images.py --tensorflow /path/to/python    # in turn with TensorFlow

One text for both libraries: a queue runner (one thread, and two) and a `tf.data` program (one call at a time, and two). Beside
them tf.data as a careful user of today tunes it. Of each the better variant counts. Processor time is that of all threads of
a process: it says what an image costs where others want the cores too.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import command_line
import data
from cases import Case
from measures import in_turn
from programs import running
from worker import Answers, Worker, load, start, workers

SIZE, BATCH, BUFFER, WARM_UP = 224, 16, 64, 12
WORKS = ("files", "tfrecords")


def decoded(tf: Any, contents: Any) -> Any:
    image = tf.image.decode_jpeg(contents, channels=3)
    return tf.image.resize_images(image, [SIZE, SIZE]) * (1.0 / 127.5) - 1.0


def contents_of(tf: Any, value: Any) -> Any:
    return tf.parse_single_example(value, features={"jpeg": tf.FixedLenFeature([], tf.string)})["jpeg"]


@contextlib.contextmanager
def queues(tf: Any, work: str, files: list[str], variant: int) -> Iterator[Callable]:
    with tf.Graph().as_default():
        reader = tf.WholeFileReader() if work == "files" else tf.TFRecordReader()
        _, value = reader.read(tf.train.string_input_producer(files))
        image = decoded(tf, value if work == "files" else contents_of(tf, value))
        sizes = {"capacity": BUFFER + 4 * BATCH, "min_after_dequeue": BUFFER, "num_threads": variant + 1}
        with running(tf, tf.train.shuffle_batch([image], BATCH, **sizes)) as next_batch:
            yield next_batch


@contextlib.contextmanager
def datasets(tf: Any, work: str, files: list[str], variant: int) -> Iterator[Callable]:
    with tf.Graph().as_default():
        if work == "files":
            found = tf.data.Dataset.from_tensor_slices(files).map(
                lambda path: decoded(tf, tf.read_file(path)), 2 * variant or None
            )
        else:
            read = tf.data.TFRecordDataset(files)
            found = read.map(lambda value: decoded(tf, contents_of(tf, value)), 2 * variant or None)
        found = found.repeat().shuffle(BUFFER).batch(BATCH).prefetch(1)
        batch = tf.data.make_one_shot_iterator(found).get_next()
        with tf.Session() as sess:
            yield lambda: sess.run(batch)


@contextlib.contextmanager
def tuned(_: Any, work: str, files: list[str], variant: int) -> Iterator[Callable]:
    """Raw bytes shuffled, decoded by as many threads as tf.data likes, resized as in TensorFlow 1; variant 1: not in order."""
    import tensorflow as tf

    def image(value: Any) -> Any:
        if work == "files":
            value = tf.io.read_file(value)
        else:
            value = tf.io.parse_single_example(value, {"jpeg": tf.io.FixedLenFeature([], tf.string)})["jpeg"]
        pixels = tf.io.decode_jpeg(value, channels=3, dct_method="INTEGER_ACCURATE")
        resized = tf.compat.v1.image.resize_bilinear(pixels[tf.newaxis], [SIZE, SIZE])[0]
        return resized * (1.0 / 127.5) - 1.0

    source = tf.data.Dataset.from_tensor_slices(files) if work == "files" else tf.data.TFRecordDataset(files)
    images = source.shuffle(BUFFER).repeat().map(image, num_parallel_calls=tf.data.AUTOTUNE, deterministic=not variant)
    batches = images.batch(BATCH, drop_remainder=True).prefetch(tf.data.AUTOTUNE).as_numpy_iterator()
    yield lambda: next(batches)


PROGRAMS = {"queues": queues, "datasets": datasets, "tuned": tuned}
QUESTIONS = {"headrace": ("queues", "datasets"), "tensorflow": ("queues", "datasets"), "tf.data": ("tuned",)}
NAMES = {
    ("headrace", "queues"): "headrace",
    ("headrace", "datasets"): "headrace, datasets",
    ("tensorflow", "queues"): "tensorflow",
    ("tensorflow", "datasets"): "tensorflow, datasets",
    ("tf.data", "tuned"): "tf.data, tuned",
}


def answers(library: str) -> Answers:
    tf = None if library == "tf.data" else load(library)

    def measured(program, seconds, warm_up, **arguments):
        with PROGRAMS[program](tf, **arguments) as next_batch:
            for _ in range(warm_up):
                next_batch()
            began, worked, count = time.perf_counter(), time.process_time(), 0
            while time.perf_counter() - began < seconds:
                next_batch()
                count += BATCH
            return [count / (time.perf_counter() - began), (time.process_time() - worked) / count * 1e3]

    return {"measured": measured}


def measure(found: dict[str, Worker], work: str, files: list[str], options: argparse.Namespace) -> dict:
    """Each library with each of its programs, in two variants: [images a second, milliseconds of processors for each]."""
    seconds = options.seconds or (0.1 if options.quick else 3.0)
    asked = {"work": work, "files": files, "seconds": seconds, "warm_up": 2 if options.quick else WARM_UP}
    questions = {
        (NAMES[library, program], variant): functools.partial(worker.ask, "measured", program=program, variant=variant, **asked)
        for library, worker in found.items()
        for program in QUESTIONS[library]
        for variant in (0, 1)
    }
    return in_turn(options.repeats, questions)


def report(work: str, found: dict, options: argparse.Namespace) -> None:
    for place, (unit, label) in enumerate((("/s", work), ("ms", f"{work}, processor time of an image"))):
        values = {key: [pair[place] for pair in pairs] for key, pairs in found.items()}
        order = sorted(values, key=lambda key: statistics.median(values[key]), reverse=place == 1)
        best = dict(order)  # the last of each stays
        names = [name for name in NAMES.values() if name in best]
        note = f"variants: {' '.join(str(best[name] + 1) for name in names)}"
        Case.of("images", label, unit, {name: values[name, best[name]] for name in names}, note).report(
            f"images={label}", options.json
        )


def main() -> None:
    parser = command_line.parser(__doc__, repeats=3)
    parser.add_argument("--works", nargs="+", choices=WORKS, default=list(WORKS))
    parser.add_argument("--seconds", type=float, help="how long each measurement takes (3)")
    options = parser.parse_args()
    records, _ = data.make("jpegs", options.data, options.quick)
    files = {"tfrecords": records, "files": data.jpeg_files(records, options.data)}
    with workers(__file__, options.tensorflow, ("tensorflow", "tf.data")) as found:
        for work in options.works:
            report(work, measure(found, work, files[work], options), options)


if __name__ == "__main__":
    start(main, answers)
