"""TensorSpec. What it says was asked of TensorFlow 1.15."""

from __future__ import annotations

import pytest

import headrace as tf


def test_specs_are_compared_by_what_they_say():
    spec = tf.TensorSpec([None, 2], tf.int32, "a")
    assert (spec.shape.as_list(), spec.dtype, spec.name, spec.value_type) == ([None, 2], tf.int32, "a", tf.Tensor)
    assert spec == tf.TensorSpec((None, 2), "int32", "a") != tf.TensorSpec([None, 2], tf.int32)
    assert {spec: 1}[tf.TensorSpec.from_spec(spec)] == 1
    assert repr(spec) == "TensorSpec(shape=(?, 2), dtype=tf.int32, name='a')"
    assert tf.TensorSpec([1]).dtype == tf.float32


def test_specs_say_what_tensors_fit():
    with tf.Graph().as_default():
        x = tf.ones([3], name="x")
        assert tf.TensorSpec.from_tensor(x) == tf.TensorSpec([3], tf.float32, "x")
        assert tf.TensorSpec.from_tensor(x, "y").name == "y"
        assert tf.TensorSpec([None]).is_compatible_with(x)
        assert not tf.TensorSpec([None], tf.int32).is_compatible_with(x)
        assert not tf.TensorSpec([2]).is_compatible_with(tf.TensorSpec([3]))
        assert not tf.TensorSpec([2]).is_compatible_with([1.0, 2.0])
        with pytest.raises(ValueError, match="`tensor` should be a tf"):
            tf.TensorSpec.from_tensor([1.0])
    assert tf.TensorSpec([2, 3]).most_specific_compatible_type(tf.TensorSpec([2, 4])) == tf.TensorSpec([2, None])
    with pytest.raises(ValueError, match="Types are not compatible"):
        tf.TensorSpec([1]).most_specific_compatible_type(tf.TensorSpec([1], tf.int32))
