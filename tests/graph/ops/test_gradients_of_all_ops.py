"""Every op that has a gradient, and what is composed of such ops: the gradients are TensorFlow's, at hard points too."""

from __future__ import annotations

import functools
import re

import numpy as np
import pytest
from support.derivatives.ask import Asked, answers
from support.derivatives.cases import cases
from support.derivatives.differences import DIFFERENT, reason_for
from support.derivatives.golden import difference, recorded

import headrace as tf

RECORDED = recorded()
GROUPS: dict = {}
for _case in cases():
    GROUPS.setdefault(_case.group, []).append(_case)


def _answers(case, shapes_known):
    """headrace's answers by point; points whose inputs have the same types and shapes share a graph.

    Gradients of gradients are asked for where shapes are known.
    """
    graphs = {}
    for point, arrays in case.points.items():
        if not shapes_known and not case.also_unknown(point):
            continue
        kinds = tuple((array.dtype, array.shape if shapes_known else None) for array in arrays)
        if kinds not in graphs:
            graphs[kinds] = _graph(case, arrays, shapes_known)
        asked, fed = graphs[kinds]
        if asked is not None:
            with asked.graph.as_default(), np.errstate(all="ignore"):
                feeds = {x: a for x, a in zip(fed, arrays, strict=True) if x is not None}
                found = answers(asked, feeds, shapes_known and case.twice(point))
            if not case.is_op or not isinstance(found[0], str):  # values of ops have their own test
                yield point, found
        elif shapes_known or not case.is_op:  # functions of one op may need shapes where the op does not
            yield point, [fed]


def _graph(case, arrays, shapes_known):
    try:
        graph, ys, xs, fed = case.graph(tf, arrays, shapes_known)
    except Exception as error:  # whatever is raised is an answer
        return None, type(error).__name__
    with graph.as_default():
        try:
            return Asked(tf, tf.Session(graph=graph), ys, xs), fed
        except Exception as error:
            return None, type(error).__name__


def _differences(case):
    right = RECORDED[case.name][1]
    for point, found in _answers(case, True):
        if point in right:
            yield point, difference(found, right[point])
    for point, found in _answers(case, False):
        if point in right:
            yield f"{point}, unknown", difference(found, right.get(f"{point}, unknown", right[point])[:2])


@functools.cache
def _found(group):
    """What differs in the cases of a group, and where."""
    return [
        f"{case.name} at {point}: {what}" for case in GROUPS[group] for point, what in _differences(case) if what is not None
    ]


@pytest.mark.parametrize("group", GROUPS)
def test_gradients_are_those_of_tensorflow(group):
    wrong = [difference for difference in _found(group) if reason_for(difference) is None]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("pattern", DIFFERENT)
def test_what_may_differ_does(pattern):
    assert any(re.match(pattern, difference) for group in GROUPS for difference in _found(group))


def test_what_is_recorded_is_what_is_asked():
    assert {name: asked for name, (asked, _) in RECORDED.items()} == {case.name: case.digest for case in cases()}
