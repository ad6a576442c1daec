"""Records per second of whole pipelines, each written per record as the TensorFlow how-to's write them.

    python benchmarks/bench_pipelines.py
    python benchmarks/bench_pipelines.py --works csv cifar --threads 1 4 --seconds 2
    python benchmarks/bench_pipelines.py --tensorflow /path/to/python    # the same programs there, in turn with ours

Files go from the page cache through a shuffling queue of 5,000 records into batches of 128. One line per case and
number of threads, then one per case for the peak memory of ten epochs. The data are made in a temporary folder.
"""

from __future__ import annotations

import argparse
import contextlib
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

BATCH = 128
BUFFER = 5000


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
    "cifar": ("cifar", "FixedLengthRecordReader", cifar),
    "cifar-distorted": ("cifar", "FixedLengthRecordReader", distorted),
    "csv": ("csv", "TextLineReader", csv),
    "image-tfrecord": ("image", "TFRecordReader", image_example),
    "small-tfrecord": ("small", "TFRecordReader", small_example),
}
RECORDS = {"cifar": 15_000, "csv": 198_000, "image": 15_000, "small": 48_000}
SHARDS = 3


def make_data(folder: pathlib.Path, kinds: set[str]) -> None:
    """Three files of each kind: CIFAR-10 binaries, CSV lines, TFRecords of Examples with and without a picture."""
    import headrace as tf

    def example(**features):
        return tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString()

    def integer(value):
        return tf.train.Feature(int64_list=tf.train.Int64List(value=[value]))

    draw = np.random.default_rng(1)
    for kind in kinds:
        count = RECORDS[kind] // SHARDS
        for shard in range(SHARDS):
            path = folder / f"{kind}-{shard}"
            if kind == "cifar":
                pixels = draw.integers(0, 256, (count, 3073), np.uint8)
                pixels[:, 0] %= 10
                path.write_bytes(pixels.tobytes())
            elif kind == "csv":
                names = ["setosa", "versicolor", "virginica"]
                rows = draw.integers(1, 80, (count, 5)).tolist()
                lines = (f"{a / 10},{b / 10},{c / 10},{d / 10},{names[e % 3]}\n" for a, b, c, d, e in rows)
                path.write_text("".join(lines))
            else:
                with tf.python_io.TFRecordWriter(str(path)) as writer:
                    for i in range(count):
                        if kind == "image":
                            data = tf.train.BytesList(value=[draw.bytes(3072)])
                            record = example(image_raw=tf.train.Feature(bytes_list=data), label=integer(i % 10))
                        else:
                            data = tf.train.FloatList(value=draw.random(4).tolist())
                            record = example(features=tf.train.Feature(float_list=data), label=integer(i % 3))
                        writer.write(record)


@contextlib.contextmanager
def pipeline(tf, folder, work, threads, num_epochs=None):
    """A function that gives the next batch, while the pipeline runs."""
    kind, reader, program = WORKS[work]
    with tf.Graph().as_default():
        files = tf.train.string_input_producer([f"{folder}/{kind}-{i}" for i in range(SHARDS)], num_epochs=num_epochs)
        arguments = {"record_bytes": 3073} if kind == "cifar" else {}
        record = program(tf, *getattr(tf, reader)(**arguments).read(files))
        batch = tf.train.shuffle_batch(
            record,
            BATCH,
            capacity=BUFFER + 20 * BATCH,
            min_after_dequeue=BUFFER,
            num_threads=threads,
            allow_smaller_final_batch=True,
        )
        with tf.Session() as sess:
            sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
            coord = tf.train.Coordinator()
            runners = tf.train.start_queue_runners(sess=sess, coord=coord)
            try:
                yield lambda: sess.run(batch)
            finally:
                coord.request_stop()
                coord.join(runners, stop_grace_period_secs=10)


def rate(tf, folder, work, threads, seconds):
    """Records per second, once the shuffling queue has been filled and emptied once."""
    with pipeline(tf, folder, work, threads) as next_batch:
        for _ in range(BUFFER // BATCH + 40):
            next_batch()
        began, count = time.perf_counter(), 0
        while time.perf_counter() - began < seconds:
            count += len(next_batch()[1])
        return count / (time.perf_counter() - began)


def memory(tf, folder, work, threads):
    """The peak memory in MiB after the second of ten epochs, and after the last one."""
    total = RECORDS[WORKS[work][0]]
    seen, early = 0, 0.0
    with pipeline(tf, folder, work, threads, num_epochs=10) as next_batch:
        try:
            while True:
                seen += len(next_batch()[1])
                if not early and seen >= 2 * total:
                    early = peak()
        except tf.errors.OutOfRangeError:
            pass
    if seen != 10 * total:
        raise SystemExit(f"{work}: {seen} records came out of ten epochs of {total}")
    return early, peak()


def peak():
    kibibyte = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kibibyte / 2**20


class Worker:
    """A process of its own in which one of the two libraries runs what it is told."""

    def __init__(self, python, library):
        command = [python, str(pathlib.Path(__file__).resolve()), "--serve", library]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *question):
        self._process.stdin.write("\t".join(map(str, question)) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit(f"{question}: the process ended with status {self._process.wait()}")
        return [float(number) for number in answer.split()]

    def close(self):
        self._process.stdin.close()
        self._process.wait(timeout=30)


def serve(library):
    """Answer questions from standard input, a line each."""
    if library == "tensorflow":
        import tensorflow.compat.v1 as tf

        tf.disable_v2_behavior()
        tf.logging.set_verbosity(tf.logging.ERROR)
    else:
        import headrace as tf
    for line in sys.stdin:
        what, folder, work, threads, *rest = line.rstrip("\n").split("\t")
        if what == "rate":
            print(rate(tf, folder, work, int(threads), float(rest[0])), flush=True)
        else:
            print(*memory(tf, folder, work, int(threads)), flush=True)


def compare(folder, arguments):
    ours = Worker(sys.executable, "headrace")
    theirs = Worker(arguments.tensorflow, "tensorflow") if arguments.tensorflow else None
    for work in arguments.works:
        for threads in arguments.threads:
            rates, peers = [], []
            for _ in range(arguments.repeats):
                rates += ours.ask("rate", folder, work, threads, arguments.seconds)
                if theirs:
                    peers += theirs.ask("rate", folder, work, threads, arguments.seconds)
            median = statistics.median(rates)
            line = f"work={work} threads={threads} headrace={median:,.0f}/s"
            if peers:
                peer = statistics.median(peers)
                line += f"  tensorflow={peer:,.0f}/s  ratio={median / peer:.1f}x"
            print(f"{line}  (median of {len(rates)}, worst {min(rates):,.0f}/s)", flush=True)
    for worker in (ours, theirs):
        if worker:
            worker.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", nargs="+", choices=list(WORKS), default=list(WORKS))
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 4])
    parser.add_argument("--seconds", type=float, default=1.0, help="how long each measurement takes")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--no-memory", action="store_true", help="leave out the ten epochs")
    parser.add_argument("--tensorflow", metavar="PYTHON", help="an interpreter that has TensorFlow")
    parser.add_argument("--serve", choices=["headrace", "tensorflow"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve)
        return
    with tempfile.TemporaryDirectory() as folder:
        make_data(pathlib.Path(folder), {WORKS[work][0] for work in arguments.works})
        compare(folder, arguments)
        for work in [] if arguments.no_memory else arguments.works:
            worker = Worker(sys.executable, "headrace")  # a fresh one: the peak is that of this case alone
            threads = arguments.threads[-1]
            early, late = worker.ask("memory", folder, work, threads)
            worker.close()
            print(f"memory={work} threads={threads} peak={early:.0f} MiB after two epochs, {late:.0f} MiB after ten")


if __name__ == "__main__":
    main()
