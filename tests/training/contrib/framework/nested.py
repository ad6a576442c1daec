"""Programs with tf.contrib.framework.nest."""

from __future__ import annotations

import collections

from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)
Pair = collections.namedtuple("Pair", ["first", "second"])
DEEP = {"b": [1, (2, 3)], "a": Pair(4, {"y": 5, "x": 6})}


@PROGRAMS
def shallow(tf):
    nest = tf.contrib.framework.nest
    found = [
        nest.flatten_up_to({"a": 0, "b": [0, 0]}, DEEP),
        nest.flatten_up_to(0, DEEP) == [DEEP],
        nest.flatten_up_to([0, 0], (1, [2]), check_types=False),
        nest.map_structure_up_to([0, 0], lambda x, y: (x, y), [1, [2]], [[3], 4]),
        nest.assert_shallow_structure([0], [[1, 2]]),
    ]
    return [
        found,
        refusal(lambda: nest.assert_shallow_structure([0], 1)),
        refusal(lambda: nest.assert_shallow_structure([0], (1,))),
        refusal(lambda: nest.assert_shallow_structure([0, 0], [1])),
        refusal(lambda: nest.assert_shallow_structure({"a": 0}, {"b": 0})),
        refusal(lambda: nest.map_structure_up_to([0], len)),
    ]


@PROGRAMS
def paths(tf):
    nest = tf.contrib.framework.nest
    return [
        list(nest.yield_flat_paths(DEEP)),
        list(nest.yield_flat_paths(3)),
        nest.flatten_with_joined_string_paths(DEEP),
        nest.flatten_with_joined_string_paths(DEEP, "."),
        nest.flatten_with_tuple_paths([7, {"a": 8}]),
        nest.map_structure_with_paths(lambda path, x, y: f"{path}:{x}{y}", [1, {"a": 2}], [3, {"a": 4}]),
        nest.is_sequence([1]),
        nest.is_sequence("a"),
    ]


@PROGRAMS
def dicts(tf):
    nest = tf.contrib.framework.nest
    return [
        nest.flatten_dict_items({(4, 5, (6, 8)): ("a", "b", ("c", "d")), 1: [2]}),
        refusal(lambda: nest.flatten_dict_items([1])),
        refusal(lambda: nest.flatten_dict_items({(1, 2): (3,)}))[0],
        refusal(lambda: nest.flatten_dict_items({(1, 2): (3, 4), 1: 5})),
    ]
