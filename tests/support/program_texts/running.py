"""The programs of a file, each after a line with its name, and what comes of one.

TensorFlow 1.15 runs on Python 3.7: so does this module, without headrace.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

_NUMBER = re.compile(r"(?<=TensorArray_)[\d_]*\d")
"""Of each array there is at run time, in its name."""


def texts(file):
    """The programs of a file by name. What they compute is `result`; those without one are refused when they are built."""
    blocks = Path(__file__).with_name(file).read_text().strip().split("\n\n")
    return {block.partition("\n")[0][2:]: block.partition("\n")[2] for block in blocks}


def built(tf, text):
    """The `result` of a program, in the default graph; None where it has none."""
    names = {"tf": tf, "np": np}
    exec(compile(text, "program", "exec"), names)
    return names.get("result")


def outcome(tf, text):
    """What comes of a program, as JSON has it: its values and its nodes, or the class and the words of its error."""
    with tf.Graph().as_default() as graph:
        try:
            result = built(tf, text)
            nodes = told(graph)
            with tf.Session() as session:
                return {"values": plain(session.run(result)), "nodes": nodes}
        except Exception as error:
            words = getattr(error, "message", None) or str(error)
            return {"error": type(error).__name__, "words": _NUMBER.sub("N", words.partition("\n")[0])}


def told(graph):
    """The nodes of a graph, of gradients those of arrays: type, inputs, operations waited for and colocation, by name."""
    found = {}
    for op in graph.get_operations():
        if op.name.startswith("gradients") and "TensorArray" not in op.name:
            continue
        told = [op.type] + [tensor.name for tensor in op.inputs] + sorted("^" + other.name for other in op.control_inputs)
        if "_class" in op.node_def.attr:
            told += [group.decode() for group in op.colocation_groups()]
        found[op.name] = " ".join(told)
    return found


def plain(value):
    """A value as JSON has it: numbers, texts, lists of them, and the type of an array before its elements."""
    if value is None:
        return None
    if isinstance(value, dict):
        return {str(key): plain(value[key]) for key in sorted(value)}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    array = np.asarray(value)
    elements = [item.decode() if isinstance(item, bytes) else item for item in array.ravel().tolist()]
    kind = "string" if array.dtype.kind in "OSU" else array.dtype.name
    return {"type": kind, "shape": list(array.shape), "elements": elements}


def leaves(values):
    """The arrays in a value that `plain` gave."""
    if isinstance(values, list):
        return [leaf for value in values for leaf in leaves(value)]
    if isinstance(values, dict) and "elements" not in values:
        return [leaf for key in sorted(values) for leaf in leaves(values[key])]
    return [] if values is None else [values]
