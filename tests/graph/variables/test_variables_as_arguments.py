"""Where a function takes a tensor, it takes a variable: what it gives is what a constant of the same value gives."""

from __future__ import annotations

import numpy as np
import pytest
from support.op_samples import all_samples, names_of

import headrace as tf

KINDS = {"variable": {}, "resource variable": {"use_resource": True}}
SAMPLES = all_samples()
X = np.arange(12, dtype=np.float32).reshape(3, 4)

CALLS = {
    # The function of the variables, and their values.
    "one_hot of an integer": (lambda v: tf.one_hot(1, 3, on_value=v, off_value=0), 7),
    "one_hot elsewhere": (lambda v: tf.one_hot(1, 3, on_value=0, off_value=v), 7),
    "one_hot with one value": (lambda v: tf.one_hot(1, 3, on_value=v), 7),
    "one_hot of both": (lambda v, w: tf.one_hot(1, 3, v, w), 7.5, 2.5),
    "one_hot of texts": (lambda v, w: tf.one_hot(1, 3, v, w), b"a", b"b"),
    "one_hot of truths": (lambda v: tf.one_hot(1, 3, v, False), True),
    "one_hot of a type": (lambda v: tf.one_hot(1, 3, v, 0.0, dtype=tf.float32), 3.5),
    "one_hot depth": (lambda v: tf.one_hot([1, 2], v), 3),
    "range": (lambda a, b, c: tf.range(a, b, c), 0, 7, 2),
    "linspace": (lambda a, b, n: tf.linspace(a, b, n), 0.0, 1.0, 3),
    "reduce_sum": (lambda v: tf.reduce_sum(X, v), 1),
    "reduce_max": (lambda v: tf.reduce_max(X, [v]), 1),
    "argmax": (lambda v: tf.argmax(X, v), 1),
    "cumsum": (lambda v: tf.cumsum(X, v), 1),
    "split": (lambda v: tf.concat(tf.split(X, 2, v), 0), 1),
    "split to sizes": (lambda v: tf.concat(tf.split(X, v, 1), 1), [1, 3]),
    "stack": (lambda v: tf.stack(v), X),
    "stack along another axis": (lambda v: tf.stack([v, X], 1), X),
    "reverse": (lambda v: tf.reverse(X, v), [0]),
    "reverse of a list": (lambda v: tf.reverse(X, [v]), 1),
    "reshape": (lambda v: tf.reshape(X, [v, -1]), 4),
    "transpose": (lambda v: tf.transpose(X, v), [1, 0]),
    "tile": (lambda v: tf.tile(X, [1, v]), 2),
    "pad": (lambda v, w: tf.pad(X, v, constant_values=w), [[1, 0], [0, 2]], 9.5),
    "fill": (lambda v, w: tf.fill([v], w), 2, 3.5),
    "sparse_to_dense": (lambda v, w: tf.sparse_to_dense([1], v, [2], w), [3], 7),
    "gather": (lambda v: tf.gather(X, [0], axis=v), 1),
    "slice": (lambda v: tf.slice(X, v, [1, 2]), [1, 1]),
    "index": (lambda v: tf.constant(X)[v:, v], 1),
    "clip_by_value": (lambda a, b: tf.clip_by_value(X, a, b), 2.0, 5.0),
    "clip_by_norm": (lambda v: tf.clip_by_norm(X, v), 2.0),
    "dropout": (lambda v: tf.nn.dropout(X, v), 1.0),
    "dropout layer": (lambda v: tf.layers.dropout(tf.constant(X), training=v), False),
    "batch_normalization layer": (lambda v: tf.layers.batch_normalization(tf.constant(X), training=v), False),
    "top_k": (lambda v: tf.nn.top_k(X, v)[0], 2),
    "sequence_mask": (lambda v: tf.sequence_mask([1, 2], v), 3),
    "decay": (lambda a, b, c: tf.train.exponential_decay(a, 3, b, c), 1.0, 10, 0.5),
    "loss weights": (lambda v: tf.losses.mean_squared_error(X, X + 1, weights=v), 2.0),
    "cond": (lambda v: tf.cond(v, lambda: 1, lambda: 2), True),
}


def _run(build, values, options):
    with tf.Graph().as_default(), tf.Session() as session:
        tensors = [
            tf.constant(value) if options is None else tf.Variable(tf.constant(value), trainable=False, **options)
            for value in values
        ]
        result = build(*tensors)
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        return session.run(list(result) if isinstance(result, (list, tuple)) else [result])


def _assert_same(found, expected):
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("options", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_function_takes_variables_for_what_says_how(call, options):
    build, *values = call
    _assert_same(_run(build, values, options), _run(build, values, None))


@pytest.mark.parametrize("sample", SAMPLES, ids=names_of(SAMPLES))
def test_every_op_takes_variables(sample):
    arrays = sample.arrays()
    places = [position for position in range(len(arrays)) if position not in sample.constants]

    def build(*tensors):
        given = list(arrays)
        for position, tensor in zip(places, tensors, strict=True):
            given[position] = tensor
        return sample.build(*given)

    values = [arrays[position] for position in places]
    _assert_same(_run(build, values, {}), _run(build, values, None))


def test_values_of_one_hot_have_one_type():
    with pytest.raises(TypeError, match=r"dtype .* of on_value does not match dtype .* of off_value"):
        tf.one_hot(1, 3, on_value=tf.Variable(7), off_value=tf.Variable(0.0))
