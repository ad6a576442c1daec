"""The whole path on `sample_data/`: CSV files to a classifier, CIFAR binaries to TFRecords to a small network.

make demo
"""

from __future__ import annotations

import pathlib
import tempfile
import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import headrace as tf

DATA = pathlib.Path(__file__).resolve().parent.parent / "sample_data"
SPECIES = ["setosa", "versicolor", "virginica"]
console = Console()


def read_iris(files, num_epochs):
    """The four lengths and the species of one flower."""
    file_queue = tf.train.string_input_producer(files, num_epochs=num_epochs)
    _, line = tf.TextLineReader().read(file_queue)
    *lengths, species = tf.decode_csv(line, record_defaults=[[0.0], [0.0], [0.0], [0.0], [""]])
    return tf.stack(lengths), tf.argmax(tf.cast(tf.equal(species, SPECIES), tf.int32), 0)


def read_cifar(files):
    """The image [32, 32, 3] and the label of one record of a CIFAR-10 binary."""
    file_queue = tf.train.string_input_producer(files, num_epochs=1, shuffle=False)
    _, value = tf.FixedLengthRecordReader(record_bytes=1 + 3 * 32 * 32).read(file_queue)
    record = tf.decode_raw(value, tf.uint8)
    image = tf.transpose(tf.reshape(record[1:], [3, 32, 32]), [1, 2, 0])
    return image, tf.cast(record[0], tf.int64)


def read_examples(files, num_epochs):
    """The same from a TFRecord of Examples, the image as 3,072 floats in [-1, 1]."""
    file_queue = tf.train.string_input_producer(files, num_epochs=num_epochs)
    _, serialized = tf.TFRecordReader().read(file_queue)
    features = {"image_raw": tf.FixedLenFeature([], tf.string), "label": tf.FixedLenFeature([], tf.int64)}
    example = tf.parse_single_example(serialized, features)
    pixels = tf.reshape(tf.decode_raw(example["image_raw"], tf.uint8), [3072])
    return tf.cast(pixels, tf.float32) / 127.5 - 1.0, example["label"]


def layer(inputs, size, name):
    """A dense layer without its activation."""
    width = inputs.get_shape().as_list()[-1]
    with tf.name_scope(name):
        weights = tf.Variable(tf.truncated_normal([width, size], stddev=width**-0.5), name="weights")
        return tf.matmul(inputs, weights) + tf.Variable(tf.zeros([size]), name="biases")


def train(title, train_batch, test_batch, network, steps, batch_size, learning_rate):
    """Train until the input ends, evaluate on what was held out, show the queues. Gives the accuracy."""
    inputs = tf.placeholder_with_default(train_batch[0], [None, train_batch[0].get_shape().as_list()[-1]])
    labels = tf.placeholder_with_default(train_batch[1], [None])
    logits = network(inputs)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
    step = tf.train.AdamOptimizer(learning_rate).minimize(loss)
    right = tf.reduce_sum(tf.cast(tf.nn.in_top_k(logits, labels, 1), tf.int32))

    with tf.Session() as sess, progress() as bar:
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess, coord)
        task = bar.add_task(title, total=steps * batch_size, loss=float("nan"))
        began = time.perf_counter()
        try:
            while not coord.should_stop():
                _, value = sess.run([step, loss])
                bar.update(task, advance=batch_size, loss=value)
        except tf.errors.OutOfRangeError:
            pass  # the files were read as often as they should be
        seconds = time.perf_counter() - began
        records = int(bar.tasks[0].completed)

        found = total = 0
        try:
            while True:
                test_inputs, test_labels = sess.run(test_batch)
                found += sess.run(right, {inputs: test_inputs, labels: test_labels})
                total += len(test_labels)
        except tf.errors.OutOfRangeError:
            pass
        coord.request_stop()
        coord.join(threads)
        queues = tf.train.statistics(sess)

    console.print(
        f"[bold]{title}[/]: {found} of {total} held-out records right, accuracy {found / total:.1%}; "
        f"{records:,} records trained on in {seconds:.2f} s, {records / seconds:,.0f} records/s\n"
    )
    print(queues, end="\n\n")
    return found / total


def progress():
    """A bar with the loss beside it."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("loss {task.fields[loss]:.3f}"),
        console=console,
    )


def flowers():
    """A softmax classifier of irises: two CSV files to learn from, one held out."""
    files = [str(path) for path in sorted(DATA.glob("iris-*.csv"))]
    batch_size, epochs = 20, 120
    train_batch = tf.train.shuffle_batch(
        read_iris(files[:2], epochs), batch_size, capacity=400, min_after_dequeue=200, num_threads=2
    )
    test_batch = tf.train.batch(read_iris(files[2:], 1), 50, allow_smaller_final_batch=True)
    steps = 100 * epochs // batch_size
    return train("iris, CSV", train_batch, test_batch, lambda x: layer(x, 3, "softmax"), steps, batch_size, 0.05)


def write_tfrecords(files, directory):
    """CIFAR binaries as TFRecords, a file for a file."""
    names = []
    for path in files:
        name = str(pathlib.Path(directory, pathlib.Path(path).stem + ".tfrecord"))
        with tf.Graph().as_default():
            batch = tf.train.batch(read_cifar([path]), 50, allow_smaller_final_batch=True)
            with tf.python_io.TFRecordWriter(name) as writer:
                for images, labels in tf.train.iterate(batch):
                    for image, label in zip(images, labels, strict=True):
                        writer.write(example_of(image, label).SerializeToString())
        names.append(name)
    return names


def example_of(image, label):
    feature = {
        "image_raw": tf.train.Feature(bytes_list=tf.train.BytesList(value=[image.tobytes()])),
        "label": tf.train.Feature(int64_list=tf.train.Int64List(value=[int(label)])),
    }
    return tf.train.Example(features=tf.train.Features(feature=feature))


def images(files):
    """A network of one hidden layer that tells which image a crop comes from."""
    batch_size, epochs = 50, 40
    train_batch = tf.train.shuffle_batch(
        read_examples(files[:2], epochs), batch_size, capacity=600, min_after_dequeue=300, num_threads=2
    )
    test_batch = tf.train.batch(read_examples(files[2:], 1), 50, allow_smaller_final_batch=True)

    def network(inputs):
        return layer(tf.nn.relu(layer(inputs, 64, "hidden")), 10, "out")

    return train("images, TFRecord", train_batch, test_batch, network, 200 * epochs // batch_size, batch_size, 0.001)


def main():
    began = time.perf_counter()
    with tf.Graph().as_default():
        tf.set_random_seed(1)
        flowers()
    with tempfile.TemporaryDirectory() as directory:
        began_writing = time.perf_counter()
        files = write_tfrecords([str(path) for path in sorted(DATA.glob("data_batch_*.bin"))], directory)
        seconds = time.perf_counter() - began_writing
        console.print(f"\nCIFAR binaries as TFRecords: {len(files)} files written in {seconds:.2f} s\n")
        with tf.Graph().as_default():
            tf.set_random_seed(1)
            images(files)
    console.print(f"\nall in {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
