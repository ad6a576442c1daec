"""Programs held against what TensorFlow made of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from .common import flat, weights


def hold(tf: Any, program: Any, recorded: dict[str, Any]) -> None:
    """Variables in the order they were made, values of all tensors, gradients of the sum of squares of all floats."""
    tensors = flat(program(tf))
    variables = tf.global_variables()
    trainable = tf.trainable_variables()
    assert [[v.name, v.shape.as_list(), v in trainable] for v in variables] == recorded["variables"]
    assert sorted(tensors) == sorted(recorded["values"])
    floats = [tensor for tensor in tensors.values() if tensor.dtype.is_floating]
    total = tf.add_n([tf.reduce_sum(tf.square(tensor)) for tensor in floats])
    slopes = {v.op.name: g for v, g in zip(trainable, tf.gradients(total, trainable), strict=True) if g is not None}
    slopes = {of: tf.convert_to_tensor(g) for of, g in slopes.items()}
    with tf.Session() as sess:
        for variable, value in weights(variables).items():
            variable.load(value, sess)
        values, slopes = sess.run([tensors, slopes])
    for part, (shape, expected) in recorded["values"].items():
        assert list(np.shape(values[part])) == shape, part
        np.testing.assert_allclose(np.ravel(values[part]), expected, 2e-5, 2e-6, err_msg=part)
    assert sorted(slopes) == sorted(recorded["gradients"])
    for of, expected in recorded["gradients"].items():
        np.testing.assert_allclose(np.ravel(slopes[of]), expected, 2e-4, 2e-5, err_msg=of)
