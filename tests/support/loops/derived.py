"""Programs that are asked for gradients, for the names of their nodes: the expressions of `derivatives/programs.txt` and more.

`PROGRAMS` has by name (the text; with ` ?` behind it where no size is known when the graph is built) what makes the program
from the library. Reading it needs no more than Python 3.7, which TensorFlow 1.15 runs in.
"""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np

INPUTS = {
    "elementary": {"x": ("float32", [14])},
    "activations": {"x": ("float32", [14])},
    "rounding and limits": {"x": ("float32", [14])},
    "complex": {"x": ("complex64", [7])},
    "arithmetic": {"x": ("float32", [8]), "y": ("float32", [8])},
    "real arithmetic": {"x": ("float32", [8]), "y": ("float32", [8])},
    "reductions": {"x": ("float32", [2, 3])},
    "losses": {"x": ("float32", [2, 3]), "y": ("float32", [2, 3])},
    "classes": {"x": ("float32", [2, 3]), "i": ("int32", [2])},
    "norms": {"x": ("float32", [2, 3])},
    "rows": {"x": ("float32", [4, 2]), "i": ("int32", [4])},
    "segments": {"x": ("float32", [4, 2]), "i": ("int32", [4])},
    "matrix products": {"x": ("float32", [2, 2]), "y": ("float32", [2, 2])},
    "images": {"x": ("float32", [1, 4, 3, 2]), "y": ("float32", [2, 2, 2, 2])},
    "lookups": {"x": ("float32", [4, 2]), "i": ("int32", [4]), "w": ("float32", [4])},
    "axes": {"x": ("float32", [4, 2]), "i": ("int32", [2])},
    "weights": {"x": ("float32", [2, 3]), "y": ("float32", [2, 3])},
    "colors": {"x": ("float32", [1, 2, 3])},
    "broadcast": {"x": ("float32", [2, 1, 3]), "y": ("float32", [4, 3])},
    "batches": {"x": ("float32", [5, 2, 3]), "y": ("float32", [5, 3, 4])},
    "axes of batches": {"x": ("float32", [5, 2, 3])},
    "batches broadcast": {"x": ("float32", [5, 2, 3]), "y": ("float32", [1, 3, 4])},
    "variables": {"x": ("float32", [2, 3]), "i": ("int32", [2])},
}
"""By group of expressions the types and sizes of their placeholders."""

MORE = {
    "broadcast": [
        "x + y",
        "x - y",
        "x * y",
        "x / y",
        "tf.pow(x, y)",
        "tf.maximum(x, y)",
        "tf.minimum(x, y)",
        "tf.squared_difference(x, y)",
        "tf.div_no_nan(x, y)",
        "tf.floormod(x, y)",
        "tf.atan2(x, y)",
        "tf.complex(x, y)",
        "tf.reduce_prod(x * y, [0, 2])",
        "tf.add_n([x * x, x + 1., tf.tanh(x)])",
    ],
    "batches": [
        "tf.matmul(x, y)",
        "tf.matmul(x, x, transpose_b=True)",
        "tf.matmul(x, x, transpose_a=True)",
        "tf.matmul(x, x, adjoint_a=True)",
        "tf.matmul(tf.matmul(x, y), y, adjoint_b=True)",
        "tf.nn.softmax_cross_entropy_with_logits_v2(labels=x, logits=x * 2.)",
        "tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=x, logits=x * 2.))",
        "tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.zeros([5, 2], tf.int32), logits=x)",
    ],
    "axes of batches": [
        "tf.nn.softmax(x, 0)",
        "tf.nn.softmax(x, -2)",
        "tf.nn.softmax(x, 1, 'named')",
        "tf.nn.log_softmax(x, 1)",
        "tf.nn.log_softmax(x, -3)",
        "tf.nn.softmax_cross_entropy_with_logits_v2(labels=x, logits=x * 2., axis=1)",
        "tf.nn.softmax_cross_entropy_with_logits_v2(labels=x, logits=x * 2., axis=-2)",
        "tf.nn.weighted_cross_entropy_with_logits(x, x * 2., tf.reduce_sum(x))",
        "x * tf.reduce_sum([1., 2.])",
        "x * tf.reduce_sum(np.ones([2, 2], np.float32))",
        "x * tf.reduce_mean([x, x])",
        "x * tf.reduce_max(3.)",
    ],
    "batches broadcast": [
        "tf.matmul(x, y)",
        "tf.matmul(x, y, adjoint_a=False, adjoint_b=False)",
    ],
    "variables": [
        "tf.reduce_sum(tf.get_variable('v', [2, 3]) * x)",
        "tf.reduce_sum(tf.get_variable('v', [2, 3]))",
        "tf.reduce_mean(tf.get_variable('v', [2, 3]), 0) * x",
        "tf.nn.embedding_lookup(tf.get_variable('v', [7, 3]), i)",
        "tf.split(tf.get_variable('v', [2, 6]) * tf.reduce_sum(x), 2, 1)",
        "tf.split(tf.matmul(x, tf.get_variable('v', [3, 8])), 4, axis=1)[1]",
        "tf.split(value=x, num_or_size_splits=3, axis=1)",
        "tf.nn.bias_add(tf.matmul(x, tf.get_variable('v', [3, 4])), tf.get_variable('b', [4]))",
        "tf.layers.dense(x, 4, tf.nn.relu)",
        "tf.losses.get_regularization_losses() or tf.nn.l2_loss(tf.get_variable('v', [2, 3])) * x",
        "tf.concat([x, tf.get_variable('v', [2, 4])], 1)",
        "tf.stack([x, tf.get_variable('v', [2, 3])])",
    ],
}


def _read():
    group = ""
    for line in filter(None, (Path(__file__).parent.parent / "derivatives" / "programs.txt").read_text().splitlines()):
        if line.startswith("["):
            group = line.strip("[]")
        elif group in INPUTS:
            yield group, line
    for group in MORE:
        for line in MORE[group]:
            yield group, line


def _make(group, text, known, tf):
    inputs = {
        name: tf.placeholder(dtype, shape if known else [None] * len(shape), name)
        for name, (dtype, shape) in INPUTS[group].items()
    }
    ys = eval(text, {"tf": tf, "np": np, **inputs})  # the expressions are this project's
    ys = [y for y in (ys if isinstance(ys, (list, tuple)) else [ys]) if _has_derivatives(y)]
    xs = [x for x in inputs.values() if _has_derivatives(x)] + tf.trainable_variables()
    tf.gradients(ys, xs, [tf.placeholder(y.dtype.base_dtype, y.shape, "dy") for y in ys])


def _has_derivatives(tensor):
    return tensor.dtype.is_floating or tensor.dtype.is_complex


PROGRAMS = {}
for _group, _text in _read():
    for _known in (True, False):
        PROGRAMS[f"{_group}: {_text}{'' if _known else ' ?'}"] = functools.partial(_make, _group, _text, _known)


OTHERWISE = {
    "tf.nn.swish(": "is no function of its own, whose gradient TensorFlow writes by hand",
    "tf.atan2(x, y) ?": "broadcasts",
    "tf.cumprod(": "gives zeros no gradient, as TensorFlow 2 does",
    "tf.nn.zero_fraction(": "is the mean of what is zero",
    "tf.accumulate_n(": "is an AddN",
    "sparse_softmax_cross_entropy": "has a second gradient",
    "tf.image.": "is an op of headrace's",
    "tf.gather(x, i, axis": "goes without a transposition",
    "tf.boolean_mask(x, [True, False], axis=1)": "goes without a transposition",
    "tf.gather(x * 2., i)": "adds rows up once, not for each use",
    "tf.gather(tf.gather(x, i), [0])": "adds rows up once, not for each use",
    "tf.reduce_sum(tf.gather(x, i)": "adds rows up once, not for each use",
    "tf.boolean_mask(x, x": "adds rows up once, not for each use",
    "tf.nn.embedding_lookup([x, x * 2], i": "adds rows up once, not for each use",
    "tf.nn.embedding_lookup_sparse(x": "weighs rows without reshaping",
    "tf.nn.top_k(": "is a product with a one-hot matrix",
    "tf.meshgrid(": "broadcasts",
    "rows: tf.tensordot(": "goes without reshaping known shapes",
    "tf.tensordot(x, x[:2, :], 1)": "goes without reshaping known shapes",
    "tf.matrix_diag": "is the op of TensorFlow 1.14",
    "a_is_sparse=True": "is a dense product",
    "tf.nn.depthwise_conv2d(": "checks no shapes",
    "tf.nn.separable_conv2d(": "checks no shapes",
    "tf.nn.atrous_conv2d(": "is one op",
    "tf.space_to_batch(": "is the general op",
}
"""By a part of a program's name why its nodes are not TensorFlow's."""
