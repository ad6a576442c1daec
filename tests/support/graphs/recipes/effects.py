"""Python functions, random numbers, files and queues."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

import headrace as tf

from ..arrays import FLOATS, KINDS, NUMBERS
from ..site import kind_of, recipe
from .state import is_number, variable

# -- Python functions --------------------------------------------------------------------------------------------------


def _writes_over(value: np.ndarray) -> np.ndarray:
    """Returns twice its argument, which it has written over."""
    array = np.asarray(value)
    result = array + array
    if array.ndim:
        array[...] = 0
    return result


_FUNCTIONS = {
    "passes_on": lambda value: value,
    "doubles": lambda value: value + value,
    "writes_over": _writes_over,
    "refuses": lambda value: value if np.size(value) < 4 else 1 / 0,
}


@recipe("py_func", lambda d: ([d.pick(NUMBERS)], {"f": d.rng.choice(sorted(_FUNCTIONS))}), 2)
def _py_func(site: Any, inputs: list, at: dict) -> list:
    function = _FUNCTIONS[at["f"]]

    def noting(value: Any) -> Any:
        site.log.append((at["step"], np.array(value).tobytes()))
        return function(value)

    result = tf.py_func(noting, inputs, inputs[0].dtype.base_dtype)
    if at["f"] != "refuses":
        result.set_shape(inputs[0].shape)
    return [result]


@recipe("nested", lambda d: ([variable(d, is_number)], {"f": d.rng.choice(("assign_add", "assign"))}), 1.5)
def _nested(site: Any, inputs: list, at: dict) -> list:
    """A run inside a run changes a variable."""
    with tf.control_dependencies(None):
        changed = getattr(tf, at["f"])(inputs[0], tf.ones_like(inputs[0].initial_value)).op

    def run() -> np.ndarray:
        site.session.run(changed)
        return np.float32(1)

    result = tf.py_func(run, [], tf.float32)
    result.set_shape([])
    return [result]


# -- random numbers ----------------------------------------------------------------------------------------------------


_DRAWS = ("random_uniform", "random_normal", "truncated_normal")


@recipe("random", lambda d: ([], {"f": d.rng.choice(_DRAWS), "kind": d.rng.choice(FLOATS), "seed": d.seed()}), 1.5)
def _random(site: Any, inputs: list, at: dict) -> list:
    return [getattr(tf, at["f"])([2, 3], dtype=at["kind"], seed=at["seed"])]


@recipe("random_integers", lambda d: ([], {"kind": d.rng.choice(("int32", "int64")), "seed": d.seed()}))
def _random_integers(site: Any, inputs: list, at: dict) -> list:
    return [tf.random_uniform([3], 0, 5, dtype=at["kind"], seed=at["seed"])]


@recipe("multinomial", lambda d: ([d.pick(FLOATS, 2)], {"seed": d.seed()}), 0.5)
def _multinomial(site: Any, inputs: list, at: dict) -> list:
    return [tf.multinomial(inputs[0], 2, at["seed"])]


@recipe("shuffle", lambda d: ([d.pick(KINDS, (1, 2))], {"seed": d.seed()}))
def _shuffle(site: Any, inputs: list, at: dict) -> list:
    return [tf.random_shuffle(inputs[0], at["seed"])]


# -- files -------------------------------------------------------------------------------------------------------------


@recipe("file", lambda d: ([d.pick(("string",), 0)], {"name": d.rng.choice("ab"), "in_turn": d.rng.random() < 0.7}), 2)
def _file(site: Any, inputs: list, at: dict) -> list:
    """Written and read, in one run or in different ones."""
    path = os.path.join(site.directory, at["name"])
    written = tf.write_file(path, inputs[0])
    read = tf.read_file(path)
    with tf.control_dependencies([written] if at["in_turn"] else []):
        return [read, written, tf.read_file(path), tf.string_join([read, tf.read_file(path)])]


@recipe("names", lambda d: ([], {}), 0.5)
def _names(site: Any, inputs: list, at: dict) -> list:
    return [tf.size(tf.matching_files(os.path.join(site.directory, "*")))]


# -- queues ------------------------------------------------------------------------------------------------------------


def _draw_queue(d: Any) -> Any:
    many = d.rng.random() < 0.3
    value = d.pick(KINDS, (1, 2) if many else None)
    return [value, d.pick(KINDS)], {"many": many, "known": d.rng.random() < 0.5, "in_turn": d.rng.random() < 0.3}


@recipe("queue", _draw_queue, 2)
def _queue(site: Any, inputs: list, at: dict) -> list:
    """Put in and taken out in one run, side by side or one after the other."""
    value, other = inputs
    shapes = None
    if at["known"]:
        shapes = [value.shape[1:] if at["many"] else value.shape, other.shape]
    with tf.control_dependencies(None):
        queue = tf.FIFOQueue(100, [value.dtype.base_dtype, other.dtype.base_dtype], shapes)
    if at["many"]:
        entered = queue.enqueue_many([value[:1], tf.expand_dims(other, 0)])
    else:
        entered = queue.enqueue([value, other])
    with tf.control_dependencies([entered] if at["in_turn"] else []):
        taken = queue.dequeue()
    with tf.control_dependencies([entered]):
        return [tf.identity(one) for one in taken]


@recipe("queued_variable", lambda d: ([variable(d, is_number)], {"in_turn": d.rng.random() < 0.5}))
def _queued_variable(site: Any, inputs: list, at: dict) -> list:
    """A variable put into a queue, and changed after that."""
    with tf.control_dependencies(None):
        queue = tf.FIFOQueue(100, [kind_of(inputs[0])], None)
    entered = queue.enqueue([tf.identity(inputs[0])])
    with tf.control_dependencies([entered]):
        changed = tf.assign_add(inputs[0], tf.ones_like(inputs[0].initial_value))
    with tf.control_dependencies([changed if at["in_turn"] else entered]):
        taken = queue.dequeue()
    with tf.control_dependencies([changed]):
        return [tf.identity(taken)]
