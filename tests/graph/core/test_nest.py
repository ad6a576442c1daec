"""tf.nest: functions over nested structures, with the words of TensorFlow 1.15's errors."""

from __future__ import annotations

import collections

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import headrace as tf
from headrace.python.util import nest

Pair = collections.namedtuple("Pair", "b a")

LEAVES = st.integers() | st.text(max_size=3) | st.none()
STRUCTURES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.builds(Pair, inner, inner)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(STRUCTURES)
def test_leaves_go_back_into_the_structure_they_came_from(structure):
    leaves = nest.flatten(structure)
    assert nest.pack_sequence_as(structure, leaves) == structure
    assert nest.map_structure(lambda leaf: leaf, structure) == structure
    assert not any(map(nest.is_sequence, leaves))
    nest.assert_same_structure(structure, nest.map_structure(lambda leaf: 1, structure))


def test_dicts_give_their_leaves_in_the_order_of_their_keys():
    assert tf.nest.flatten([1, (2, {"b": 3, "a": [4]}), "text"]) == [1, 2, 4, 3, "text"]
    assert tf.nest.map_structure(lambda x, y: x + y, {"b": 1, "a": (2,)}, {"a": (3,), "b": 4}) == {"b": 5, "a": (5,)}


def test_what_is_nested():
    values = [[], (), {}, Pair(1, 2), "a", b"x", np.zeros(2), 3, {1}]
    assert [tf.nest.is_nested(value) for value in values] == [True] * 4 + [False] * 5


@pytest.mark.parametrize(
    ("call", "kind", "said"),
    [
        (lambda: nest.pack_sequence_as(0, [7, 8]), ValueError, "Structure is a scalar but len(flat_sequence) == 2 > 1"),
        (
            lambda: nest.pack_sequence_as([0, 0], [1]),
            ValueError,
            "Could not pack sequence. Structure had 2 elements, but flat_sequence had 1 elements.  Structure: [0, 0], "
            "flat_sequence: [1].",
        ),
        (lambda: nest.pack_sequence_as([0, 0], 3), TypeError, "flat_sequence must be a sequence"),
        (lambda: nest.map_structure(3, [1]), TypeError, "func must be callable, got: 3"),
        (lambda: nest.map_structure(len), ValueError, "Must provide at least one structure"),
        (
            lambda: nest.map_structure(len, [""], foo=1),
            ValueError,
            "Only valid keyword arguments are `check_types` and `expand_composites`, not: `foo`",
        ),
    ],
)
def test_refusals_in_tensorflows_words(call, kind, said):
    with pytest.raises(kind) as caught:
        call()
    assert str(caught.value) == said


def test_types_of_sequences_count_unless_told_otherwise():
    with pytest.raises(TypeError, match=r"First structure type=list str=\[3\] has type list, while second structure"):
        nest.map_structure(lambda x, y: x + y, [3], (4,))
    assert nest.map_structure(lambda x, y: x + y, [3], (4,), check_types=False) == [7]
    with pytest.raises(ValueError, match="The two structures don't have the same number of elements"):
        nest.assert_same_structure([1, 2], (1,), check_types=False)
