"""slim's data sets: Examples decoded into items, read by several readers, batched and prefetched."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

slim = tf.contrib.slim


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def floats(*values):
    return tf.train.Feature(float_list=tf.train.FloatList(value=values))


def ints(*values):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=values))


def text(*values):
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=values))


def example(**features):
    return tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString()


IMAGE = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)


def png():
    with tf.Graph().as_default(), tf.Session() as session:
        return session.run(tf.image.encode_png(IMAGE))


FEATURES = {
    "image": tf.FixedLenFeature((), tf.string),
    "format": tf.FixedLenFeature((), tf.string, default_value="png"),
    "label": tf.FixedLenFeature([1], tf.int64),
}


def decoder(shape=None):
    image = slim.tfexample_decoder.Image("image", "format", shape=shape)
    return slim.tfexample_decoder.TFExampleDecoder(
        FEATURES, {"image": image, "label": slim.tfexample_decoder.Tensor("label", shape=[])}
    )


def test_items_of_an_example():
    serialized = tf.placeholder(tf.string, [])
    of = decoder()
    assert of.list_items() == ["image", "label"]
    image, label = of.decode(serialized)
    (only,) = of.decode(serialized, ["label"])
    assert image.shape.as_list() == [None, None, 3]
    with tf.Session() as session:
        feed = {serialized: example(image=text(png()), label=ints(7))}
        found, seven, same = session.run([image, label, only], feed)
    np.testing.assert_array_equal(found, IMAGE)
    assert seven == same == 7
    assert np.ndim(seven) == 0


@pytest.mark.parametrize("kind", [b"raw", b"png"])
def test_a_image_of_raw_bytes_needs_its_shape(kind):
    data = IMAGE.tobytes() if kind == b"raw" else png()
    image, _ = decoder([2, 3, 3]).decode(example(image=text(data), format=text(kind), label=ints(0)))
    assert image.shape.as_list() == [2, 3, 3]
    with tf.Session() as session:
        np.testing.assert_array_equal(session.run(image), IMAGE)


def test_shapes_of_features_and_boxes():
    handlers = slim.tfexample_decoder
    keys = {name: tf.VarLenFeature(tf.float32) for name in ("ymin", "xmin", "ymax", "xmax", "data")}
    keys |= {"rows": tf.FixedLenFeature([], tf.int64), "columns": tf.FixedLenFeature([], tf.int64)}
    of = handlers.TFExampleDecoder(
        keys, {"boxes": handlers.BoundingBox(), "data": handlers.Tensor("data", ["rows", "columns"])}
    )
    boxes, data = of.decode(
        example(
            ymin=floats(1, 5),
            xmin=floats(2, 6),
            ymax=floats(3, 7),
            xmax=floats(4, 8),
            data=floats(*range(6)),
            rows=ints(2),
            columns=ints(3),
        )
    )
    with tf.Session() as session:
        assert session.run(boxes).tolist() == [[1, 2, 3, 4], [5, 6, 7, 8]]
        assert session.run(data).tolist() == [[0, 1, 2], [3, 4, 5]]
    with pytest.raises(ValueError, match="Cannot specify both shape_keys and shape parameters"):
        handlers.Tensor("x", ["rows"], [2])
    with pytest.raises(ValueError, match="BoundingBox expects 4 keys but got 1"):
        handlers.BoundingBox(["x"])


def write(directory, count):
    for part in range(2):
        with tf.python_io.TFRecordWriter(str(directory / f"part-{part}")) as writer:
            for number in range(part, count, 2):
                writer.write(example(image=text(png()), label=ints(number)))


def data_set(directory, **more):
    return slim.dataset.Dataset(
        data_sources=str(directory / "part-*"),
        reader=tf.TFRecordReader,
        decoder=decoder(),
        num_samples=10,
        items_to_descriptions={"label": "a number"},
        num_classes=3,
        **more,
    )


@pytest.mark.parametrize("shuffle", [True, False])
def test_a_provider_gives_each_example_once_an_epoch(tmp_path, shuffle):
    write(tmp_path, 10)
    provider = slim.dataset_data_provider.DatasetDataProvider(
        data_set(tmp_path), num_readers=2, shuffle=shuffle, num_epochs=1, common_queue_capacity=20, common_queue_min=5
    )
    assert provider.list_items() == ["image", "label", "record_key"]
    assert provider.num_samples() == 10
    image, label = provider.get(["image", "label"])
    image.set_shape([2, 3, 3])
    images, labels = tf.train.batch([image, label], 5)
    queue = slim.prefetch_queue.prefetch_queue([images, labels], capacity=2)
    _, batch = queue.dequeue()
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        seen = [label for _ in range(2) for label in session.run(batch).tolist()]
        with pytest.raises(tf.errors.OutOfRangeError):
            session.run(batch)
        coordinator.request_stop()
        coordinator.join(threads)
    assert sorted(seen) == list(range(10))
    with pytest.raises(ValueError, match=r"Item \[x\] is invalid\. Valid entries include"):
        provider.get(["x"])


def test_a_prefetch_queue_of_a_dict():
    queue = slim.prefetch_queue.prefetch_queue({"a": tf.constant([1, 2]), "b": tf.constant("x")}, capacity=4)
    out = queue.dequeue()
    assert sorted(out) == ["a", "b"]
    assert [summary.op.name for summary in tf.get_collection("summaries")] == ["prefetch_queue/fraction_of_4_full"]
    with tf.Session() as session:
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        found = session.run(out)
        coordinator.request_stop()
        session.run(queue.close(cancel_pending_enqueues=True))
        coordinator.join(threads)
    assert (found["a"].tolist(), found["b"]) == ([1, 2], b"x")


def test_files_and_names_of_parallel_readers(tmp_path):
    write(tmp_path, 2)
    names = slim.parallel_reader.get_data_files([str(tmp_path / "part-0"), str(tmp_path / "part-*")])
    assert len(names) == 3
    with pytest.raises(ValueError, match="No data files found in"):
        slim.parallel_reader.get_data_files(str(tmp_path / "nothing*"))
    key, value = slim.parallel_reader.parallel_read(names, tf.TFRecordReader, num_readers=2)
    assert (key.name, value.name) == ("parallel_read/common_queue_Dequeue:0", "parallel_read/common_queue_Dequeue:1")
    runners = tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)
    assert [runner.name for runner in runners] == ["parallel_read/filenames", "parallel_read/common_queue"]
    with pytest.raises(ValueError, match="The item name used for `record_key` cannot also be used for a dataset item"):
        slim.dataset_data_provider.DatasetDataProvider(data_set(tmp_path), record_key="label")
