"""Programs of `with_shape` and `with_same_shape`, and what is observed of each: by a recorder and by tests."""

import itertools

import numpy as np

EXPECTED = {
    "list": lambda tf: [2, 3],
    "tuple": lambda tf: (2, 3),
    "int32 array": lambda tf: np.array([2, 3], np.int32),
    "int64 array": lambda tf: np.array([2, 3]),
    "floats": lambda tf: [2.0, 3.0],
    "two lists": lambda tf: [[2, 3]],
    "unknown in a list": lambda tf: [None, 3],
    "scalar": lambda tf: [],
    "shape": lambda tf: tf.TensorShape([2, 3]),
    "partial shape": lambda tf: tf.TensorShape([None, 3]),
    "tensor": lambda tf: tf.placeholder_with_default([2, 3], [2], name="s"),
    "tensor of unknown size": lambda tf: tf.placeholder_with_default([-1, 3], None, name="s"),
    "int64 tensor": lambda tf: tf.constant([2, 3], tf.int64, name="s"),
    "of a tensor": lambda tf: tf.zeros([2, 3], name="other"),
    "of a partial tensor": lambda tf: tf.placeholder_with_default(np.ones([2, 3], np.float32), [None, 3], name="other"),
    "of a scalar": lambda tf: tf.zeros([], name="other"),
}
"""What is asked for, by name."""

GIVEN = [([2, 3], [2, 3]), ([2, 4], [2, 4]), ([None, 3], [2, 3]), ([None, 3], [4, 3]), (None, [2, 3]), (None, [1]), ([1], [1])]
"""Static and actual shapes."""

PROGRAMS = {
    f"{name}, {known} of {actual}": (name, known, actual) for name, (known, actual) in itertools.product(EXPECTED, GIVEN)
}


def observed(tf, name, known, actual):
    """Nodes, static shape and value; or how it is refused."""
    with tf.Graph().as_default() as graph:
        expected = EXPECTED[name](tf)
        x = tf.placeholder_with_default(np.ones(actual, np.float32), known, name="x")
        check = tf.contrib.framework.with_same_shape if name.startswith("of ") else tf.contrib.framework.with_shape
        before = len(graph.get_operations())
        try:
            y = check(expected, x)
        except (ValueError, TypeError) as error:
            return {"error": [type(error).__name__, str(error)]}
        found = {"nodes": [op.type + " " + op.name for op in graph.get_operations()[before:]], "shape": str(y.shape)}
        with tf.Session() as session:
            try:
                found["value"] = session.run(y).tolist()
            except tf.errors.InvalidArgumentError as error:
                found["failure"] = error.message.splitlines()[0]
        return found
