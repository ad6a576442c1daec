"""Small programs that run on headrace and on TensorFlow 1.15, and what is seen of each.

A module here is a list of functions of the library, `program(tf)`. `tests/golden/compared/record.py` runs them on TensorFlow
and writes what they give to a JSON file of the module's name; a test runs them on headrace and holds the two together.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import numpy as np

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "compared"


class Programs:
    """The programs of a module, by the names of the functions."""

    def __init__(self):
        self.by_name = {}

    def __call__(self, function):
        assert function.__name__ not in self.by_name, function.__name__
        self.by_name[function.__name__.strip("_")] = function
        return function


def observed(tf, program):
    """What a program gives, or the error that ends it, as JSON has it; it runs in a graph and a directory of its own."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as directory, tf.Graph().as_default():
        os.chdir(directory)
        try:
            return plain(program(tf))
        except Exception as error:
            return {"error": type(error).__name__, "message": told(error)}
        finally:
            os.chdir(before)


def told(error):
    """The words of an error, without what follows about the node."""
    return str(error).split("\n\t [[")[0].split("\n\nOriginal stack")[0].split("\nRegistered devices")[0].strip()


def plain(value):
    """A value as JSON has it: lists, numbers, text."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def nodes(tf):
    """The names and types of all operations of the graph; the choice between two tensors has one op in headrace."""
    return [[op.name, "Select" if op.type == "SelectV2" else op.type] for op in tf.get_default_graph().get_operations()]


def run(tf, *fetches):
    """Run each of these in one session, after the tables' and the variables' initializers; what they give."""
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer(), tf.tables_initializer()])
        return [session.run(one) for one in fetches]


def refusal(action):
    """The class and the words of the error that an action raises; None where it raises none."""
    try:
        action()
    except Exception as error:
        return [type(error).__name__, told(error)]
    return None


def words_file(content):
    """The name of a new file with these bytes."""
    with open("words.txt", "wb") as file:
        file.write(content)
    return "words.txt"


def sorted_pairs(session, table):
    """The keys and values of a table in order; TensorFlow's order is that of hashes."""
    keys, values = session.run(list(table.export()))
    return sorted([key, values.tolist()[place]] for place, key in enumerate(keys.tolist()))


def recorded(name):
    """What TensorFlow made of the programs of a module."""
    return json.loads((GOLDEN / (name + ".json")).read_text())


def is_same(found, wanted, tolerance=1e-6):
    """Whether two observations agree, numbers up to rounding."""
    if isinstance(wanted, float) or isinstance(found, float):
        both = isinstance(found, (int, float)) and isinstance(wanted, (int, float))
        return both and bool(np.isclose(found, wanted, tolerance, tolerance, equal_nan=True))
    if isinstance(wanted, list):
        same_length = isinstance(found, list) and len(found) == len(wanted)
        return same_length and all(is_same(found[i], one, tolerance) for i, one in enumerate(wanted))
    if isinstance(wanted, dict):
        same_keys = isinstance(found, dict) and found.keys() == wanted.keys()
        return same_keys and all(is_same(found[key], wanted[key], tolerance) for key in wanted)
    return found == wanted
