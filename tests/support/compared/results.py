"""What a program returns: `program(tf)`, or `program(tf, session)` where one session is enough; and words for such programs."""

from __future__ import annotations

import importlib
import inspect
import os
import tempfile

import numpy as np

TOLERANCE = (1e-6, 1e-6, 0.0)


def described(tf, program):
    """What a program gives, or the error that ends it; it runs in a graph and a directory of its own."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as directory, tf.Graph().as_default():
        os.chdir(directory)
        try:
            if len(inspect.signature(program).parameters) == 1:
                return plain(program(tf))
            with tf.Session() as session:
                return plain(program(tf, session))
        except Exception as error:
            return {"error": type(error).__name__, "message": words(error)}
        finally:
            os.chdir(before)


def words(error):
    """The words of an error, without what follows about the node."""
    return str(error).split("\n\t [[")[0].split("\n\nOriginal stack")[0].split("\nRegistered devices")[0].strip()


def plain(value):
    """A value as JSON has it; arrays with their types, numbers with seven digits."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, np.ndarray) and value.ndim:
        return [value.dtype.name, plain(value.tolist())]
    if isinstance(value, (np.ndarray, np.generic)):
        return plain(value.item())
    if isinstance(value, float):
        return float(f"{value:.7g}")
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def module(tf, path):
    """A module inside of TensorFlow, or headrace's of that path."""
    return importlib.import_module(f"{'headrace' if tf.__name__ == 'headrace' else 'tensorflow'}.{path}")


def tried(call):
    """What a call gives, or its error: class and words."""
    try:
        return call()
    except Exception as error:
        return ["error", type(error).__name__, words(error)]


def refusal(call):
    """The class and the words of the error that a call raises; None where it raises none."""
    try:
        call()
    except Exception as error:
        return [type(error).__name__, words(error)]
    return None


def nodes(graph):
    """The nodes of a graph: name, type, inputs, control inputs."""
    return [
        [op.name, op.type, [tensor.name for tensor in op.inputs], sorted(one.name for one in op.control_inputs)]
        for op in graph.get_operations()
    ]


def kinds(tf):
    """The names and types of all nodes of the default graph; the choice between two tensors has one op in headrace."""
    return [[op.name, "Select" if op.type == "SelectV2" else op.type] for op in tf.get_default_graph().get_operations()]


def run(tf, *fetches):
    """Run each of these in one session, after the tables' and the variables' initializers; what they give."""
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer(), tf.tables_initializer()])
        return [session.run(one) for one in fetches]


def words_file(content):
    """The name of a new file with these bytes."""
    with open("words.txt", "wb") as file:
        file.write(content)
    return "words.txt"


def sorted_pairs(session, table):
    """The keys and values of a table in order; TensorFlow's order is that of hashes."""
    keys, values = session.run(list(table.export()))
    return sorted([key, values.tolist()[place]] for place, key in enumerate(keys.tolist()))
