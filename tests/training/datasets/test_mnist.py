"""MNIST from local files: what read_data_sets and its batches give, and the model of the tutorial."""

from __future__ import annotations

import gzip
import os

import numpy as np
import pytest

import headrace as tf
from headrace.examples.tutorials.mnist import input_data, mnist
from headrace.formats import idx


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


@pytest.fixture
def directory(tmp_path):
    """20 training and 6 test images of 2x3; each pixel of image i is i, its label the last digit."""
    for part, count in (("train", 20), ("t10k", 6)):
        numbers = np.arange(count, dtype=np.uint8)
        images = np.broadcast_to(numbers[:, None, None], (count, 2, 3))
        (tmp_path / f"{part}-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx.dump(images)))
        (tmp_path / f"{part}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx.dump(numbers % 10)))
    return tmp_path


def test_the_three_parts(directory, capsys):
    data = input_data.read_data_sets(str(directory), validation_size=5)
    assert [part.num_examples for part in data] == [15, 5, 6]
    assert (data.train.images.shape, data.train.images.dtype) == ((15, 6), np.float32)
    assert data.validation.labels.tolist() == [0, 1, 2, 3, 4]
    np.testing.assert_allclose(data.train.images[:, 0], np.arange(5, 20) / 255, rtol=1e-6)
    assert capsys.readouterr().out.splitlines()[0] == f"Extracting {directory}/train-images-idx3-ubyte.gz"


def test_labels_and_pixels_in_other_forms(directory):
    data = input_data.read_data_sets(directory, one_hot=True, dtype=tf.uint8, reshape=False, validation_size=0)
    assert (data.train.images.shape, data.train.images.dtype) == ((20, 2, 3, 1), np.uint8)
    assert (data.train.labels.shape, data.train.labels.dtype) == ((20, 10), np.float64)
    assert data.train.labels.argmax(1).tolist() == [*range(10), *range(10)]
    assert (data.train.labels.sum(1) == 1).all()


def test_batches_give_every_example_once_an_epoch(directory):
    train = input_data.read_data_sets(directory, validation_size=0, dtype=tf.uint8).train
    batches = [train.next_batch(6) for _ in range(10)]
    assert [images.shape for images, _ in batches] == [(6, 6)] * 10
    order = np.concatenate([images[:, 0] for images, _ in batches])
    assert train.epochs_completed == 2
    first, second, third = order[:20], order[20:40], order[40:]
    assert sorted(first) == sorted(second) == sorted(third) == list(range(20))
    assert first.tolist() != second.tolist()
    assert all((images[:, 0] % 10 == labels).all() for images, labels in batches)


def test_batches_in_order_without_shuffling(directory):
    train = input_data.read_data_sets(directory, validation_size=0, dtype=tf.uint8).train
    batches = [train.next_batch(8, shuffle=False)[0][:, 0].tolist() for _ in range(3)]
    assert batches == [[*range(8)], [*range(8, 16)], [16, 17, 18, 19, 0, 1, 2, 3]]


def test_a_seed_gives_the_same_batches_and_those_of_tensorflow(directory):
    def first():
        return input_data.read_data_sets(directory, validation_size=0, dtype=tf.uint8, seed=3).train.next_batch(20)[1]

    order = np.arange(20)
    np.random.RandomState(3).shuffle(order)  # TensorFlow seeds and shuffles so
    assert first().tolist() == first().tolist() == (order % 10).tolist()


def test_fake_data():
    train = input_data.read_data_sets("nowhere", fake_data=True, one_hot=True).train
    images, labels = train.next_batch(2, fake_data=True)
    assert (np.shape(images), labels, train.num_examples) == ((2, 784), [[1] + [0] * 9] * 2, 10000)


def test_a_missing_file_says_where_to_put_it(directory):
    os.unlink(directory / "t10k-labels-idx1-ubyte.gz")
    with pytest.raises(tf.errors.NotFoundError) as caught:
        input_data.read_data_sets(directory)
    text = caught.value.message
    assert text.startswith(f"{directory}/t10k-labels-idx1-ubyte.gz; No such file or directory. Nothing is downloaded: put ")
    assert f"into '{directory}'" in text


def test_files_may_be_uncompressed(directory):
    for path in directory.glob("*.gz"):
        path.with_suffix("").write_bytes(gzip.decompress(path.read_bytes()))
        path.unlink()
    assert input_data.read_data_sets(directory, validation_size=0).test.num_examples == 6


def test_what_is_refused(directory):
    with pytest.raises(ValueError, match=r"^Validation size should be between 0 and 20\. Received: 21\.$"):
        input_data.read_data_sets(directory, validation_size=21)
    with pytest.raises(TypeError, match=r"Invalid image dtype tf\.int32, expected uint8 or float32"):
        input_data.read_data_sets(directory, dtype=tf.int32, validation_size=0)
    path = directory / "train-labels-idx1-ubyte.gz"
    path.write_bytes((directory / "train-images-idx3-ubyte.gz").read_bytes())
    with pytest.raises(ValueError, match="an MNIST label file has uint8 numbers and 1 axes"):
        input_data.read_data_sets(directory)
    path.write_bytes(b"hello")
    with pytest.raises(ValueError, match="no IDX file"):
        input_data.read_data_sets(directory)


def test_the_tutorials_model_learns(graph):
    images = np.random.RandomState(0).rand(20, mnist.IMAGE_PIXELS).astype(np.float32) - 0.5
    labels = np.arange(20) % mnist.NUM_CLASSES
    tf.set_random_seed(1)
    logits = mnist.inference(tf.constant(images), 32, 16)
    loss = mnist.loss(logits, tf.constant(labels, tf.int32))
    train = mnist.training(loss, 0.1)
    correct = mnist.evaluation(logits, tf.constant(labels))
    assert [v.name for v in tf.trainable_variables()] == [
        f"{layer}/{name}:0" for layer in ("hidden1", "hidden2", "softmax_linear") for name in ("weights", "biases")
    ]
    assert {"hidden1/Relu", "softmax_linear/add", "xentropy_mean"} <= {op.name for op in graph.get_operations()}
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        before = session.run(loss)
        for _ in range(60):
            session.run(train)
        assert session.run(loss) < before / 2
        assert session.run(correct) > 10
        assert session.run("global_step:0") == 60
