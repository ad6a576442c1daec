"""The same work twice: shuffled batches of parsed records, by queues and by tf.data, with the same records in each epoch.

python examples/queues_and_datasets.py
"""

import collections
import pathlib

import headrace as tf

DATA = pathlib.Path(__file__).resolve().parent.parent / "sample_data"
FILES = sorted(map(str, DATA.glob("iris-*.tfrecord")))
FEATURES = {"features": tf.FixedLenFeature([4], tf.float32), "label": tf.FixedLenFeature([], tf.int64)}


def parse(record):
    """The area of the petal and the species of one record."""
    values = tf.parse_single_example(record, FEATURES)
    return values["features"][2] * values["features"][3], values["label"]


def by_queues():
    """Threads read, parse and shuffle while the program runs."""
    names = tf.train.string_input_producer(FILES, num_epochs=2)
    _, record = tf.TFRecordReader().read(names)
    return tf.train.shuffle_batch(
        parse(record), 32, capacity=200, min_after_dequeue=100, num_threads=2, allow_smaller_final_batch=True
    )


def by_datasets():
    """Elements move when they are asked for."""
    files = tf.data.Dataset.from_tensor_slices(FILES).shuffle(len(FILES)).repeat(2)
    records = tf.data.TFRecordDataset(files).map(parse, num_parallel_calls=2)
    return records.shuffle(100).batch(32).prefetch(1).make_one_shot_iterator().get_next()


seen = []
for made in (by_queues, by_datasets):
    with tf.Graph().as_default():
        areas, labels = made()
        species: collections.Counter = collections.Counter()
        total = 0.0
        for some_areas, some_labels in tf.train.iterate([areas, labels]):
            species.update(some_labels.tolist())
            total += float(some_areas.sum())
    seen.append((sorted(species.items()), round(total, 2)))
    print(f"{made.__name__}: {sum(species.values())} records, {total / sum(species.values()):.3f} square cm a petal")
print("the same records:", seen[0] == seen[1])
