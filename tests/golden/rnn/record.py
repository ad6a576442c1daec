"""Records what TensorFlow 1.15.5 makes of the programs in tests/support/rnn: variables, values, gradients, some nodes.

python tests/golden/rnn/record.py        (a Python with TensorFlow 1.15.5)
"""

from __future__ import annotations

import json
import pathlib
import sys

import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "support"))
from rnn import PROGRAMS, WITH_NODES, flat, nodes, weights  # noqa: E402


def plain(value):
    """Seven digits of each number."""
    return [float(f"{one:.7g}") for one in np.ravel(value)]


def recorded(program):
    """Variables in the order they were made, values of all tensors, gradients of their sum of squares."""
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(1)
        tensors = flat(program(tf))
        variables = tf.global_variables()
        floats = [tensors[name] for name in sorted(tensors) if tensors[name].dtype.is_floating]
        total = tf.add_n([tf.reduce_sum(tf.square(tensor)) for tensor in floats])
        trainable = tf.trainable_variables()
        slopes = {v.op.name: g for v, g in zip(trainable, tf.gradients(total, trainable)) if g is not None}  # noqa: B905
        slopes = {name: tf.convert_to_tensor(g) for name, g in slopes.items()}
        sess.run(tf.global_variables_initializer())
        for variable, value in weights(variables).items():
            variable.load(value, sess)
        values, slopes = sess.run([tensors, slopes])
        return {
            "variables": [[v.name, v.shape.as_list(), v in trainable] for v in variables],
            "values": {name: [list(np.shape(value)), plain(value)] for name, value in sorted(values.items())},
            "gradients": {name: plain(value) for name, value in sorted(slopes.items())},
        }


def write(programs, path):
    """A line for each program."""
    tf.logging.set_verbosity("ERROR")
    rows = [f"  {json.dumps(name)}: {json.dumps(recorded(programs[name]))}" for name in programs]
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n")


def nodes_of(program):
    """The nodes that a program makes."""
    with tf.Graph().as_default() as graph:
        program(tf)
    return nodes(graph.as_graph_def())


if __name__ == "__main__":
    write(PROGRAMS, HERE / "values.json")
    found = {name: nodes_of(PROGRAMS[name]) for name in WITH_NODES}
    (HERE / "nodes.json").write_text(json.dumps(found, indent=0) + "\n")
