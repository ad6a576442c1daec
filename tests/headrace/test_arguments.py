"""Arguments as people pass them: what TensorFlow takes for a list, a number or a text is taken, and means the same."""

from __future__ import annotations

import ast
import inspect
import operator
import warnings

import pytest
from support import golden
from support.compared import arguments, recorded_of

import headrace as tf
from headrace.formats.old_forms import OldFormWarning

RECORDED = recorded_of(arguments.__file__)

BY_ACCIDENT = {
    "tf.where([True, False], [1.0, 2.0], [3.0, 4.0])": {"0 values"},
    "tf.where([True, False], [[1, 2], [3, 4]], [[5, 6], [7, 8]])": {"0 values"},
    "tf.where([[True, False], [False, True]])": {"0 values", "1 values"},
    "tf.where_v2([True, False], [[1, 2]], [[3], [4]])": {"0 values"},
    "tf.logical_and([True, False], True)": {"0 values"},
    "tf.logical_xor([True, False], [True, True])": {"0 values", "3 values"},
    "tf.FIFOQueue(10, [tf.float32, tf.int32]).enqueue([1.0, 2])": {"2 array"},
    'tf.parse_single_sequence_example("x", {"a": tf.FixedLenFeature([2], tf.float32)}, '
    '{"b": tf.FixedLenSequenceFeature([1], tf.int64)}, example_name="e")': {"2 generator"},
    'tf.contrib.framework.prepend_name_scope("a", "b")': {"1 bytes"},
    'tf.contrib.framework.strip_name_scope("b/a", "b")': {"1 bytes"},
    'tf.contrib.graph_editor.filter_ops_from_regex([x.op, z.op], "x")': {"0 generator"},
    "tf.image.draw_bounding_boxes(image[:, :, :, :1], [[[0.0, 0.0, 1.0, 1.0]]])": {
        "0 values",
        "0 generator",
        "4 values",
        "4 generator",
    },
    'tf.feature_column.linear_model({"a": [[1.0], [2.0]]}, [tf.feature_column.numeric_column("a")], units=2)': {
        "1 values",
        "2 values",
    },
    'tf.get_default_graph().unique_name("x", mark_as_used=False)': {"0 bytes"},
}
"""What TensorFlow takes for something else: a view for one true value, a generator that it has used up, an array for one
component, bytes for a part of the name that does not occur."""


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


def test_what_is_left_out_is_a_variation_that_there_is():
    for call, keys in BY_ACCIDENT.items():
        assert keys <= {key for key, _ in arguments.variations(call)}
        assert call in RECORDED


def test_many_calls_are_varied_in_every_way():
    keys = [key.split()[1] for call in arguments.CALLS for key, _ in arguments.variations(call)]
    kinds = {*arguments.LISTS, *arguments.NUMBERS, *arguments.FLOATS, *arguments.TEXTS, *arguments.BOOLS}
    assert set(keys) == kinds
    assert len(keys) > 9000


DEFAULTS = (golden.DIRECTORY / "api/defaults.txt").read_text().splitlines()
"""Names with what their parameters are where a caller leaves them out: numbers, texts, truths and sequences of them."""


@pytest.mark.parametrize("line", DEFAULTS, ids=lambda line: line.partition("(")[0])
def test_what_is_left_out_is_what_it_is_in_tensorflow(line):
    call = ast.parse(line, mode="eval").body
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", OldFormWarning)
            found = operator.attrgetter(ast.unparse(call.func).removeprefix("tf."))(tf)
    except AttributeError:  # a name that headrace lacks
        return
    ours = inspect.signature(found).parameters
    expected = {one.arg: ast.literal_eval(one.value) for one in call.keywords if one.arg in ours}
    assert {name: _as_list(ours[name].default) for name in expected} == {name: _as_list(expected[name]) for name in expected}


def _as_list(value):
    return list(value) if type(value) is tuple else value
