"""Numbers that come out of a block of pictures are those of single pictures to the last bit, wherever they lie in memory."""

from __future__ import annotations

import numpy as np
import pytest
from support.threads import no_threads_left

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession

WORK = {
    "mean": tf.reduce_mean,
    "mean of rows": lambda x: tf.reduce_mean(x, 0),
    "mean of planes": lambda x: tf.reduce_mean(x, [0, 1]),
    "mean of columns": lambda x: tf.reduce_mean(x, [1, 2]),
    "sum of squares": lambda x: tf.reduce_sum(tf.square(x)),
    "variance": lambda x: tf.nn.moments(x, [0, 1])[1],
    "l2 loss": tf.nn.l2_loss,
    "standardization": tf.image.per_image_standardization,
    "contrast": lambda x: tf.image.random_contrast(x, 0.2, 1.8, seed=2),
    "brightness": lambda x: tf.image.random_brightness(x, 63, seed=3),
    "flip": lambda x: tf.image.random_flip_left_right(x, seed=4),
    "matrix product": lambda x: tf.matmul(x[:, :, 0], x[:, :, 1]),
    "tensor product": lambda x: tf.tensordot(x, x[0], [[2], [1]]),
    "softmax": lambda x: tf.nn.softmax(x[0]),
    "unit length": lambda x: tf.nn.l2_normalize(x, 0),
    "product": lambda x: tf.reduce_prod(x / 100, [0]),
    "logarithm of a sum": lambda x: tf.reduce_logsumexp(x / 100.0, [0, 1]),
    "running sum": lambda x: tf.cumsum(x, 1),
    "resized": lambda x: tf.image.resize_images(x, [10, 12]),
}
FORMS = {
    "planes": lambda raw: tf.transpose(tf.reshape(raw, [3, 32, 32]), [1, 2, 0]),
    "pixels": lambda raw: tf.reshape(raw, [32, 32, 3]),
}


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_pictures(tmp_path, form, cut):
    path = tmp_path / "pictures"
    path.write_bytes(np.random.default_rng(0).integers(0, 256, 3072 * 50).astype(np.uint8).tobytes())
    files = tf.train.string_input_producer([str(path)], num_epochs=1, shuffle=False)
    raw = tf.decode_raw(tf.FixedLengthRecordReader(3072).read(files)[1], tf.uint8)
    picture = tf.cast(FORMS[form](raw), tf.float32)
    if cut:
        picture = tf.random_crop(picture, [24, 24, 3], seed=1)
    batch = tf.train.batch({name: work(picture) for name, work in WORK.items()}, 50)
    found = {}
    for kind in (tf.Session, InterpretedSession):
        with no_threads_left(), kind() as session:
            (found[kind],) = tf.train.iterate(batch, session=session)
    for name in WORK:
        np.testing.assert_array_equal(found[tf.Session][name], found[InterpretedSession][name], name)


FUNCTIONS = [tf.expm1, tf.log1p, tf.tan, tf.atan, tf.sinh, tf.cosh, tf.exp, tf.log, tf.tanh, tf.sigmoid]


@pytest.mark.parametrize("turn", [lambda x: tf.reverse(x, [0]), lambda x: x[::-1], lambda x: tf.cumsum(x, reverse=True)])
def test_functions_of_what_was_turned_round(turn):
    """NumPy's functions of arrays that run backwards in memory are others in the last bit."""
    values = np.random.default_rng(1).uniform(0.1, 0.9, (60, 7))
    row = tf.train.slice_input_producer([values], num_epochs=1, shuffle=False)[0]
    turned = [turn(tf.cast(row, kind)) for kind in (tf.float32, tf.float64)]
    batch = tf.train.batch([function(x) for x in turned for function in FUNCTIONS], 60)
    found = {}
    for kind in (tf.Session, InterpretedSession):
        with no_threads_left(), kind() as session:
            (found[kind],) = tf.train.iterate(batch, session=session)
    for one, other in zip(found[tf.Session], found[InterpretedSession], strict=True):
        np.testing.assert_array_equal(one, other)
