"""Arguments as people pass them: what TensorFlow takes for a list, a number or a text is taken, and means the same."""

from __future__ import annotations

import ast

import pytest
from support.compared import arguments, recorded_of

import headrace as tf

RECORDED = recorded_of(arguments.__file__)

BY_ACCIDENT = {
    "tf.where([True, False], [1.0, 2.0], [3.0, 4.0])": {"0 values"},
    "tf.FIFOQueue(10, [tf.float32, tf.int32]).enqueue([1.0, 2])": {"2 array"},
}
"""What TensorFlow takes for something else: a view for one true value, an array for one component."""


def _fails(outcome):
    return isinstance(outcome, str) and outcome.endswith("Error")


@pytest.mark.parametrize("call", arguments.CALLS)
def test_what_tensorflow_takes_is_taken_and_means_the_same(call):
    plain, others = RECORDED[call]
    assert not _fails(plain)
    assert arguments.outcome(tf, ast.parse(call, mode="eval")) == plain
    different = {}
    for key, tree in arguments.variations(call):
        expected = others.get(key, plain)
        if _fails(expected) or key in BY_ACCIDENT.get(call, ()):
            continue
        found = arguments.outcome(tf, tree)
        if found != expected:
            different[ast.unparse(tree)] = (found, expected)
    assert not different


def test_many_calls_are_varied_in_every_way():
    keys = [key.split()[1] for call in arguments.CALLS for key, _ in arguments.variations(call)]
    kinds = {*arguments.LISTS, *arguments.NUMBERS, *arguments.FLOATS, *arguments.TEXTS, *arguments.BOOLS}
    assert set(keys) == kinds
    assert len(keys) > 2000
