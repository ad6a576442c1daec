"""Small programs about sessions, gradients that are added up and the like: what TensorFlow 1.15.5 said is in golden/sessions.

The recorder runs them with TensorFlow (Python 3.7), tests with headrace. A program takes `tf` and a session, runs in a graph
of its own, and gives what is compared: values, names, and the errors of what is `tried`.
"""

from __future__ import annotations

import importlib

import numpy as np

TOPICS = ("accumulators", "handles", "profiler", "profiler_hook", "sessions", "small_packages", "sync_replicas", "timelines")


def programs(topic):
    """The programs of a topic by their names."""
    module = importlib.import_module(f"{__name__}.{topic}")
    return {name: value for name, value in vars(module).items() if name.startswith("p_")}


def run(tf, program):
    """What a program gives, as JSON has it."""
    with tf.Graph().as_default(), tf.Session() as session:
        return plain(program(tf, session))


def module(tf, path):
    """A module inside of TensorFlow, or headrace's of that path."""
    return importlib.import_module(f"{'headrace' if tf.__name__ == 'headrace' else 'tensorflow'}.{path}")


def tried(call):
    """What a call gives, or its error: class and first line."""
    try:
        return call()
    except Exception as error:
        return ["error", type(error).__name__, str(error).split("\n")[0]]


def nodes(graph):
    """The nodes of a graph: name, type, inputs, control inputs."""
    return [
        [op.name, op.type, [tensor.name for tensor in op.inputs], sorted(one.name for one in op.control_inputs)]
        for op in graph.get_operations()
    ]


def plain(value):
    """A value as JSON has it; numbers with seven digits."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, bytes):
        return value.decode()
    if value is None or isinstance(value, (str, bool, int)):
        return value
    array = np.asarray(value)
    if array.ndim:
        return [array.dtype.name, plain(array.tolist())]
    if array.dtype.kind == "f":
        return float(f"{float(array):.7g}")
    return array.item() if array.dtype.kind in "bui" else str(value)
