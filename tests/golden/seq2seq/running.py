"""How the programs of this directory are run: by the recorder with TensorFlow 1.15, by tests with headrace.

A program is a function of `tf` that builds a graph and gives its outputs by name. Variables start with `filled` numbers, the
k-th of the graph with those of number k, so nothing is drawn; what is drawn by a program depends on no seed.
"""

import importlib
import pathlib
import sys

import numpy as np

DIRECTORY = pathlib.Path(__file__).resolve().parent
TOPICS = ("sampling", "legacy", "crf", "decoding", "attention", "beams")


def filled(shape, k, scale=1.0):
    """Numbers in [-scale, scale] as float32; others for each k."""
    count = int(np.prod(shape, dtype=int))
    return (np.sin(1.0 + np.arange(count) * (0.7 + 0.3 * (k % 7)) + k) * scale).astype(np.float32).reshape(shape)


def programs(topic):
    """The programs of a file of this directory, by name."""
    sys.path.insert(0, str(DIRECTORY))  # files take what they share from each other
    try:
        module = importlib.import_module(topic)
    finally:
        sys.path.remove(str(DIRECTORY))
    return {name: one for name, one in vars(module).items() if getattr(one, "is_program", False)}


def program(function):
    """Say that a function is a program."""
    function.is_program = True
    return function


def run(tf, function):
    """What comes of a program: values of its outputs, its variables, gradients by those trained; or how it is refused."""
    with tf.Graph().as_default():
        try:
            outputs = function(tf)
        except (ValueError, TypeError, NotImplementedError, AttributeError, IndexError, tf.errors.OpError) as error:
            return {"error": [type(error).__name__, str(error)]}
        variables, trained = tf.global_variables(), tf.trainable_variables()
        slopes = _gradients(tf, [outputs[name] for name in sorted(outputs)], trained)
        with tf.Session() as session:
            session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
            for k, variable in enumerate(variables):
                if variable.dtype.is_floating:
                    start = filled(variable.shape.as_list(), k, 0.5).astype(variable.dtype.as_numpy_dtype)
                    session.run(variable.initializer, {variable.initializer.inputs[1]: start})
            values, found = session.run([outputs, slopes])
        return {
            "values": {name: plain(value) for name, value in sorted(values.items())},
            "shapes": {name: static(output) for name, output in sorted(outputs.items())},
            "variables": [[variable.name, variable.shape.as_list(), variable in trained] for variable in variables],
            "gradients": {v.name: plain(found[v.name]) if v.name in found else None for v in trained},
        }


def _gradients(tf, outputs, trained):
    """The gradients of a weighted sum of all outputs that are floats, by the names of the variables."""
    weighted = [
        tf.reduce_sum(output * tf.cast(_weights(tf, output), output.dtype))
        for output in outputs
        if output.dtype.is_floating and not output.op.type.startswith("Const")
    ]
    if not weighted or not trained:
        return {}
    gradients = tf.gradients(tf.add_n(weighted), trained)
    found = {variable.name: gradients[k] for k, variable in enumerate(trained)}
    return {name: tf.convert_to_tensor(gradient) for name, gradient in found.items() if gradient is not None}


def _weights(tf, output):
    """cos(0), cos(1), ... in the shape of an output."""
    return tf.cos(tf.reshape(tf.range(tf.cast(tf.size(output), tf.float32)), tf.shape(output)))


def static(tensor):
    """The static shape as a list, or None."""
    return None if tensor.shape.ndims is None else tensor.shape.as_list()


def plain(value):
    """An array as JSON has it: type, shape, numbers with seven digits in row-major order."""
    value = np.asarray(value)
    flat = value.ravel().tolist()
    return [value.dtype.name, list(value.shape), [float(f"{x:.7g}") for x in flat] if value.dtype.kind == "f" else flat]
