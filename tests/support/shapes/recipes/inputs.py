"""Branches, queues and readers; texts, sparse tensors, images."""

from __future__ import annotations

from typing import Any

from ..recipe import add

# -- branches ----------------------------------------------------------------------------------------------------------

add("cond", "b x x", lambda tf, b, x, y: tf.cond(tf.reduce_any(b), lambda: x + 1.0, lambda: y * 2.0), 2)
add("cond_of_shapes", "b x", lambda tf, b, x: tf.cond(tf.reduce_any(b), lambda: tf.expand_dims(x, 0), lambda: x[None]), 0.7)
add("cond_of_two", "b x x", lambda tf, b, x, y: tf.cond(tf.reduce_any(b), lambda: [x, y], lambda: [y, x]), 0.7)
add("cond_on", "b x x", lambda tf, b, x, y: tf.cond(b, lambda: x, lambda: y), 0.5)
add("checked", "x b", lambda tf, x, b: _after(tf, [tf.Assert(tf.reduce_all(b), ["no"])], x), 0.4)
add("asserted", "x x", lambda tf, x, y, f: _after(tf, [getattr(tf, f)(x, y)], x), 0.5, f=("assert_equal", "assert_less"))
add("py_func", "x", lambda tf, x: tf.py_func(lambda value: value, [x], tf.float32), 0.5)


def _after(tf: Any, operations: list, x: Any) -> Any:
    with tf.control_dependencies([one for one in operations if one is not None]):
        return tf.identity(x)


# -- queues and readers ------------------------------------------------------------------------------------------------

QUEUES = ("FIFOQueue", "RandomShuffleQueue", "PaddingFIFOQueue")


def _queue(tf: Any, kind: str, shapes: Any) -> Any:
    more = [5] if kind == "RandomShuffleQueue" else []
    return getattr(tf, kind)(10, *more, ["float32", "int32"], shapes)


_PAIRS = ([[], [2]], [[2, 3], []], [[0, 3], [4]])
add(
    "dequeue",
    "",
    lambda tf, kind, shapes: list(_queue(tf, kind, shapes).dequeue()),
    0.8,
    kind=QUEUES,
    shapes=(*_PAIRS, [[None, 3], []]),
)
add("dequeue_unknown", "", lambda tf, kind: list(_queue(tf, kind, None).dequeue()), 0.4, kind=QUEUES)
add(
    "dequeue_many",
    "",
    lambda tf, kind, shapes, n: list(_queue(tf, kind, shapes).dequeue_many(n)),
    0.8,
    kind=QUEUES,
    shapes=(*_PAIRS, [[None, 3], []]),
    n=(4, 1, 0),
)
add(
    "dequeue_many_of",
    "s",
    lambda tf, s, kind, shapes: list(_queue(tf, kind, shapes).dequeue_many(s)),
    0.6,
    kind=QUEUES,
    shapes=_PAIRS,
)
add(
    "dequeue_up_to",
    "",
    lambda tf, kind, shapes: list(_queue(tf, kind, shapes).dequeue_up_to(4)),
    0.6,
    kind=QUEUES,
    shapes=_PAIRS,
)
add("queue_size", "", lambda tf, kind: _queue(tf, kind, [[], []]).size(), 0.2, kind=QUEUES)
add("enqueued", "x", lambda tf, x, kind: _enqueued(tf, x, kind), 0.7, kind=QUEUES)
add(
    "batch",
    "x",
    lambda tf, x, n, many, pad, smaller: tf.train.batch(
        [x], n, enqueue_many=many, dynamic_pad=pad, allow_smaller_final_batch=smaller
    ),
    1.5,
    n=(4, 1),
    many=(False, False, True),
    pad=(False, True),
    smaller=(False, True),
)
add("batch_of_two", "x i", lambda tf, x, i, pad: tf.train.batch([x, i], 4, dynamic_pad=pad), 0.7, pad=(False, True))
add("batch_by", "x s", lambda tf, x, s: tf.train.batch([x], s), 0.5)
add(
    "shuffle_batch",
    "x",
    lambda tf, x, many, smaller: tf.train.shuffle_batch([x], 4, 20, 5, enqueue_many=many, allow_smaller_final_batch=smaller),
    0.8,
    many=(False, True),
    smaller=(False, True),
)
add("batch_join", "x x", lambda tf, x, y, pad: tf.train.batch_join([[x], [y]], 4, dynamic_pad=pad), 0.8, pad=(False, True))
add("maybe_batch", "x b", lambda tf, x, b: tf.train.maybe_batch([x], tf.reduce_all(b), 4), 0.3)
add("batch_of_sparse", "p", lambda tf, p: tf.train.batch([p], 3), 2)
add("slice_producer", "x", lambda tf, x: tf.train.slice_input_producer([x], shuffle=False), 0.5)
add("range_producer", "s", lambda tf, s: tf.train.range_input_producer(s, shuffle=False).dequeue(), 0.4)
add("string_producer", "t", lambda tf, t: tf.train.string_input_producer(t, shuffle=False).dequeue(), 0.4)
add("limit_epochs", "x", lambda tf, x: tf.train.limit_epochs(x, 2), 0.3)
add(
    "input_producer",
    "x",
    lambda tf, x, shape: tf.train.input_producer(x, shape, shuffle=False).dequeue(),
    0.5,
    shape=(None, None, [3], []),
)
add("read", "", lambda tf: list(tf.TextLineReader().read(tf.FIFOQueue(3, "string", [[]]))), 0.2)
add("read_up_to", "", lambda tf: list(tf.TextLineReader().read_up_to(tf.FIFOQueue(3, "string", [[]]), 5)), 0.2)


def _enqueued(tf: Any, x: Any, kind: str) -> Any:
    more = [5] if kind == "RandomShuffleQueue" else []
    queue = getattr(tf, kind)(10, *more, ["float32"], [[None, 3] if kind.startswith("P") else [2, 3]])
    with tf.control_dependencies([queue.enqueue(x)]):
        return queue.dequeue()


# -- texts, sparse tensors, images -------------------------------------------------------------------------------------

add("join", "t t", lambda tf, t, u: tf.string_join([t, u], "-"), 0.6)
add("text_of", "t", lambda tf, t, f: getattr(tf, f)(t), 0.6, f=("string_to_number", "encode_base64", "string_strip"))
add("substr", "t", lambda tf, t: tf.substr(t, 0, 1), 0.4)
add("substr_at", "t i", lambda tf, t, i: tf.substr(t, i, i), 0.3)
add("string_split", "t", lambda tf, t: tf.string_split(t), 0.5)
add(
    "reduce_join",
    "t",
    lambda tf, t, axis, keep: tf.reduce_join(t, axis, keep_dims=keep),
    0.5,
    axis=(None, 0, -1, [0, 1]),
    keep=(False, True),
)
add("decode_raw", "t", lambda tf, t: tf.decode_raw(t, tf.float32), 0.7)
add("decode_csv", "t", lambda tf, t: tf.decode_csv(t, [[1.0], ["x"]]), 0.5)
add("hash_bucket", "t", lambda tf, t: tf.string_to_hash_bucket_fast(t, 5), 0.3)
add(
    "decode_image",
    "t",
    lambda tf, t, f, channels: getattr(tf.image, f)(t, channels=channels),
    0.7,
    f=("decode_jpeg", "decode_png", "decode_bmp", "decode_image"),
    channels=(0, 3),
)
add("decode_gif", "t", lambda tf, t: tf.image.decode_gif(t), 0.2)
add("encode_jpeg", "x", lambda tf, x: tf.image.encode_jpeg(tf.cast(x, tf.uint8)), 0.3)
add("parse_example", "t", lambda tf, t: _parts(tf.parse_example(t, _features(tf))), 0.5)
add("parse_single_example", "t", lambda tf, t: _parts(tf.parse_single_example(t, _features(tf))), 0.5)
add("read_file", "t", lambda tf, t: tf.read_file(t), 0.2)
add("sparse", "i x v", lambda tf, i, x, v: tf.SparseTensor(tf.cast(i, tf.int64), x, tf.cast(v, tf.int64)), 0.8)
add("parts_of_sparse", "p", lambda tf, p: [tf.cast(p.indices, tf.int32), p.values, tf.cast(p.dense_shape, tf.int32)], 0.6)
add("sparse_to_dense", "p", lambda tf, p: tf.sparse_tensor_to_dense(p), 1)
add("sparse_to_dense_of", "i v x", lambda tf, i, v, x: tf.sparse_to_dense(i, v, x), 0.7)
add("sparse_reorder", "p", lambda tf, p: tf.sparse_reorder(p), 0.4)
add(
    "embedding_sparse",
    "x p",
    lambda tf, x, p: tf.nn.embedding_lookup_sparse(
        x, tf.SparseTensor(p.indices, tf.cast(p.values, tf.int64), p.dense_shape), None, combiner="sum"
    ),
    2,
)
add(
    "image_function",
    "x",
    lambda tf, x, f: getattr(tf.image, f)(x),
    1.5,
    f=(
        "per_image_standardization",
        "flip_left_right",
        "flip_up_down",
        "random_flip_left_right",
        "transpose_image",
        "rgb_to_grayscale",
        "grayscale_to_rgb",
    ),
)
add(
    "image_adjusted",
    "x",
    lambda tf, x, f: getattr(tf.image, f)(x, 0.5),
    0.8,
    f=("adjust_brightness", "adjust_contrast", "random_brightness", "adjust_saturation", "adjust_hue", "central_crop"),
)
add("crop_or_pad", "x", lambda tf, x, h, w: tf.image.resize_image_with_crop_or_pad(x, h, w), 0.8, h=(2, 5), w=(3, 8))
add("crop_or_pad_to", "x s", lambda tf, x, s: tf.image.resize_image_with_crop_or_pad(x, s, 3), 0.5)
add("crop", "x", lambda tf, x: tf.image.crop_to_bounding_box(x, 0, 1, 2, 2), 0.5)
add("pad_image", "x", lambda tf, x: tf.image.pad_to_bounding_box(x, 0, 1, 5, 6), 0.5)
add("resize", "x", lambda tf, x, method: tf.image.resize_images(x, [5, 7], method), 0.8, method=(0, 1, 2, 3))
add("resize_to", "x v", lambda tf, x, v: tf.image.resize_images(x, v), 0.6)
add("convert_image", "x", lambda tf, x: tf.image.convert_image_dtype(tf.cast(x, tf.uint8), tf.float32), 0.3)
add("summary", "x", lambda tf, x: tf.summary.histogram("h", x), 0.2)


def _features(tf: Any) -> dict[str, Any]:
    return {
        "a": tf.FixedLenFeature([2], tf.float32),
        "b": tf.VarLenFeature(tf.float32),
        "c": tf.FixedLenSequenceFeature([3], tf.float32, allow_missing=True),
    }


def _parts(found: dict[str, Any]) -> list:
    return [found[key] for key in sorted(found)]
