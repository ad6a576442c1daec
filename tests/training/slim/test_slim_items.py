"""Items of Examples by each kind of handler, as TensorFlow 1.15.5 makes them."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

handlers = tf.contrib.slim.tfexample_decoder
METHODS = ("", "INTEGER_FAST", "INTEGER_ACCURATE")
IMAGE = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def example(**features):
    made = {}
    for name, values in features.items():
        if isinstance(values[0], bytes):
            made[name] = tf.train.Feature(bytes_list=tf.train.BytesList(value=values))
        elif isinstance(values[0], float):
            made[name] = tf.train.Feature(float_list=tf.train.FloatList(value=values))
        else:
            made[name] = tf.train.Feature(int64_list=tf.train.Int64List(value=values))
    return tf.train.Example(features=tf.train.Features(feature=made)).SerializeToString()


def item(handler, features, serialized):
    """The only item of a decoder, computed."""
    (found,) = handlers.TFExampleDecoder(features, {"item": handler}).decode(serialized)
    with tf.Session() as session:
        session.run(tf.tables_initializer())
        return session.run(found)


def encoded(kind="png", pixels=IMAGE):
    encode = tf.image.encode_png if kind == "png" else tf.image.encode_jpeg
    with tf.Graph().as_default(), tf.Session() as session:
        return session.run(encode(pixels))


ANY = {"data": tf.VarLenFeature(tf.int64)}


def test_a_feature_of_a_shape_that_features_say():
    features = {**ANY, "rows": tf.FixedLenFeature([1], tf.int64), "columns": tf.VarLenFeature(tf.int64)}
    serialized = example(data=[1, 2, 3, 4, 5, 6], rows=[2], columns=[3])
    assert item(handlers.Tensor("data", ["rows", "columns"]), features, serialized).tolist() == [[1, 2, 3], [4, 5, 6]]
    assert item(handlers.Tensor("data", shape=[3, -1]), features, serialized).tolist() == [[1, 2], [3, 4], [5, 6]]
    assert item(handlers.Tensor("data"), features, serialized).tolist() == [1, 2, 3, 4, 5, 6]
    sizes = {**ANY, "shape": tf.VarLenFeature(tf.int64)}
    serialized = example(data=[1, 2, 3, 4], shape=[2, 1, 2])
    assert item(handlers.Tensor("data", "shape"), sizes, serialized).tolist() == [[[1, 2]], [[3, 4]]]


def test_features_of_a_fixed_length_have_their_shape():
    of = handlers.TFExampleDecoder(
        {"a": tf.FixedLenFeature([2, 1], tf.float32), "b": tf.FixedLenSequenceFeature([2], tf.int64, allow_missing=True)},
        {"one": handlers.Tensor("a"), "other": handlers.Tensor("b")},
    )
    assert sorted(of.list_items()) == ["one", "other"]
    one, other = of.decode(example(a=[1.0, 2.0], b=[1, 2, 3, 4]), ["one", "other"])
    assert (one.shape.as_list(), other.shape.as_list()) == ([2, 1], [None, 2])
    with tf.Session() as session:
        assert [value.tolist() for value in session.run([one, other])] == [[[1], [2]], [[1, 2], [3, 4]]]


def test_sparse_features():
    features = {name: tf.VarLenFeature(tf.int64) for name in ("indices", "shape")}
    features["values"] = tf.VarLenFeature(tf.float32)
    serialized = example(indices=[4, 1], values=[0.5, 2.0], shape=[6])
    found = item(handlers.SparseTensor(), features, serialized)
    assert (found.indices.tolist(), found.values.tolist(), found.dense_shape.tolist()) == ([[4], [1]], [0.5, 2], [2])
    found = item(handlers.SparseTensor(shape=[5]), features, serialized)
    assert found.dense_shape.tolist() == [5]
    ordered = example(indices=[1, 4], values=[2.0, 0.5], shape=[6])
    dense = handlers.SparseTensor("indices", "values", "shape", densify=True, default_value=-1)
    assert item(dense, features, ordered).tolist() == [-1, 2, -1, -1, 0.5, -1]
    assert dense.keys == ["indices", "values", "shape"]


def test_a_function_of_features():
    handler = handlers.ItemHandlerCallback(["data"], lambda features: features["data"].values * 2)
    assert item(handler, ANY, example(data=[1, 2])).tolist() == [2, 4]
    assert handlers.ItemHandlerCallback("data", len).keys == ["data"]


@pytest.mark.parametrize("sparse", [False, True])
def test_features_that_are_looked_up(sparse):
    table = tf.contrib.lookup.index_table_from_tensor(["cat", "dog"], default_value=-7)
    feature = tf.VarLenFeature(tf.string) if sparse else tf.FixedLenFeature([4], tf.string)
    handler = handlers.LookupTensor("names", table, shape=[2, 2])
    found = item(handler, {"names": feature}, example(names=[b"dog", b"cow", b"cat", b"dog"]))
    assert found.tolist() == [[1, -7], [0, 1]]
    with pytest.raises(ValueError, match=r"Cannot specify both shape_keys and shape parameters\."):
        handlers.LookupTensor("names", table, "shape", [2, 2])


def test_a_handler_for_when_another_gives_nothing():
    features = {**ANY, "more": tf.VarLenFeature(tf.int64)}
    backup = handlers.BackupHandler(handlers.Tensor("data"), handlers.Tensor("more"))
    assert backup.keys == ["data", "more"]
    assert item(backup, features, example(data=[1], more=[2, 3])).tolist() == [1]
    assert item(backup, features, example(more=[2, 3])).tolist() == [2, 3]
    with pytest.raises(ValueError, match=r"Primary handler is of type .* instead of ItemHandler"):
        handlers.BackupHandler("data", backup)
    with pytest.raises(ValueError, match=r"Backup handler is of type .* instead of ItemHandler"):
        handlers.BackupHandler(backup, None)


@pytest.mark.parametrize("shape", [None, [2, 3, 3]])
@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_images(kind, shape):
    features = {"image/encoded": tf.FixedLenFeature((), tf.string), "image/format": tf.FixedLenFeature((), tf.string, "x")}
    serialized = example(**{"image/encoded": [encoded(kind)]})
    found = item(handlers.Image(shape=shape, dtype=tf.float32), features, serialized)
    assert (found.dtype, found.shape) == (np.float32, (2, 3, 3))
    np.testing.assert_allclose(found, IMAGE, atol=0 if kind == "png" else 3)


@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_how_jpeg_files_are_computed(kind):
    features = {"image/encoded": tf.FixedLenFeature([], tf.string), "image/format": tf.FixedLenFeature([], tf.string, "")}
    contents = encoded(kind, np.random.default_rng(0).integers(0, 256, (16, 24, 3), np.uint8))
    found = {
        method: item(handlers.Image(dct_method=method), features, example(**{"image/encoded": [contents]}))
        for method in METHODS
    }
    with tf.Session() as session:
        for method in METHODS:
            wanted = session.run(tf.image.decode_jpeg(contents, dct_method=method))
            np.testing.assert_array_equal(found[method], wanted)
    assert np.array_equal(found[""], found["INTEGER_ACCURATE"]) == (kind == "png")


def test_images_of_sixteen_bits_have_eight():
    with tf.Graph().as_default(), tf.Session() as session:
        png = session.run(tf.image.encode_png(tf.constant(IMAGE.astype(np.uint16) * 256 + 7, tf.uint16)))
    features = {"image/encoded": tf.FixedLenFeature((), tf.string), "image/format": tf.FixedLenFeature((), tf.string, "png")}
    found = item(handlers.Image(dtype=tf.uint16), features, example(**{"image/encoded": [png]}))
    assert found.dtype == np.uint16
    np.testing.assert_array_equal(found, IMAGE)


@pytest.mark.parametrize("kind", [b"raw", b"RAW"])
def test_raw_images(kind):
    features = {"i": tf.FixedLenFeature((), tf.string), "f": tf.FixedLenFeature((), tf.string)}
    serialized = example(i=[IMAGE.tobytes()], f=[kind])
    np.testing.assert_array_equal(item(handlers.Image("i", "f", [2, 3, 3]), features, serialized), IMAGE)
    assert item(handlers.Image("i", "f"), features, serialized).shape == (18,)


@pytest.mark.parametrize("raw", [False, True])
def test_several_images_in_one_example(raw):
    features = {
        "image/encoded": tf.FixedLenSequenceFeature((), tf.string, allow_missing=True),
        "image/format": tf.FixedLenFeature((), tf.string, "png"),
    }
    image = IMAGE.tobytes() if raw else encoded()
    serialized = example(**{"image/encoded": [image, image, image], "image/format": [b"raw" if raw else b"png"]})
    handler = handlers.Image(repeated=True, shape=[2, 3, 3] if raw else None)
    (tensor,) = handlers.TFExampleDecoder(features, {"images": handler}).decode(serialized)
    assert tensor.shape.as_list() == ([None, 2, 3, 3] if raw else [None, None, None, 3])
    with tf.Session() as session:
        np.testing.assert_array_equal(session.run(tensor), [IMAGE] * 3)


def test_a_decoder_of_ones_own():
    class Decoder(tf.contrib.slim.data_decoder.DataDecoder):
        def decode(self, data, items):
            return [data + item for item in items]

        def list_items(self):
            return ["a", "b"]

    assert Decoder().decode("x", ["a"]) == ["xa"]
    with pytest.raises(TypeError, match="abstract"):
        tf.contrib.slim.data_decoder.DataDecoder()
    with pytest.raises(TypeError, match="abstract"):
        handlers.ItemHandler("x")
    assert isinstance(handlers.TFExampleDecoder({}, {}), tf.contrib.slim.data_decoder.DataDecoder)
    provider = tf.contrib.slim.data_provider.DataProvider({"a": 1}, 7)
    assert (provider.get(["a"]), list(provider.list_items()), provider.num_samples()) == ([1], ["a"], 7)
    with pytest.raises(ValueError, match="items must be a list or tuple"):
        provider.get("a")
    with pytest.raises(ValueError, match=r"Item \[b\] is invalid. Valid entries include: dict_keys\(\['a'\]\)"):
        provider.get(["b"])
