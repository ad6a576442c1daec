"""Assertions about values: at once where they are known, when run otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.ops.checks import comparisons
from headrace.graph.types.errors import InvalidArgumentError

CASES = [
    (comparisons.assert_equal, (1, 1), (2, 1)),
    (comparisons.assert_none_equal, (1, 2), (2, 2)),
    (comparisons.assert_less, (1, 2), (2, 2)),
    (comparisons.assert_less_equal, (2, 2), (3, 2)),
    (comparisons.assert_greater, (3, 2), (2, 2)),
    (comparisons.assert_greater_equal, (2, 2), (1, 2)),
    (comparisons.assert_positive, (1,), (0,)),
    (comparisons.assert_negative, (-1,), (0,)),
    (comparisons.assert_non_negative, (0,), (-1,)),
    (comparisons.assert_non_positive, (0,), (1,)),
]


@pytest.mark.parametrize(("check", "good", "bad"), CASES, ids=[case[0].__name__ for case in CASES])
def test_a_check_passes_and_fails_for_constants_and_for_fed_values(check, good, bad):
    with Graph().as_default(), Session() as session:
        session.run(check(*good))
        with pytest.raises(InvalidArgumentError, match="did not hold element-wise"):
            check(*bad)
        x = placeholder("int32", [])
        operation = check(x, *good[1:], message="sizes: ")
        session.run(operation, {x: good[0]})
        with pytest.raises(InvalidArgumentError, match="assertion failed: \\[sizes: \\]"):
            session.run(operation, {x: bad[0]})


def _words(check, *arguments, **settings):
    with Graph().as_default(), pytest.raises(InvalidArgumentError) as caught:
        check(*arguments, **settings)
    return caught.value.message


def _words_when_run(check, value, *others, **settings):
    with Graph().as_default(), Session() as session:
        x = placeholder("float32", name="p")
        operation = check(x, *others, **settings)
        with pytest.raises(InvalidArgumentError) as caught:
            session.run(operation, {x: value})
    return caught.value.message.split("\n")[0]


SIGNS = {
    comparisons.assert_positive: "> 0 did not hold element-wise:] [x",
    comparisons.assert_negative: "< 0 did not hold element-wise:] [x",
    comparisons.assert_non_negative: ">= 0 did not hold element-wise:] [x",
    comparisons.assert_non_positive: "<= 0 did not hold element-wise:x",
}
"""As TensorFlow 1.15 says it, a missing comma included."""


@pytest.mark.parametrize("check", SIGNS, ids=lambda check: check.__name__)
def test_a_sign_is_spoken_of_as_in_tensorflow(check):
    words, name = SIGNS[check], check.__name__
    value = np.array([-1, 0, 1], np.float32)
    assert _words_when_run(check, value) == f"assertion failed: [] [Condition x {words} (p:0) = ] [-1 0 1]"
    assert _words_when_run(check, value, summarize=1, message="hey").endswith("(p:0) = ] [-1...]")
    assert _words_when_run(check, value, message="hey", data=["z"]) == "assertion failed: [z]"
    said = words.replace("] [", "\n")
    assert _words(check, value, message="hey") == f"hey\nCondition x {said} ({name}/x:0) = \n[-1.  0.  1.]"
    assert _words(check, value, data=["d", value]) == "d\n[-1.  0.  1.]"


COMPARISONS = {
    comparisons.assert_equal: "==",
    comparisons.assert_none_equal: "!=",
    comparisons.assert_less: "<",
    comparisons.assert_less_equal: "<=",
    comparisons.assert_greater: ">",
    comparisons.assert_greater_equal: ">=",
}


@pytest.mark.parametrize("check", COMPARISONS, ids=lambda check: check.__name__)
def test_a_comparison_is_spoken_of_as_in_tensorflow(check):
    name = "assert_equal_1" if check is comparisons.assert_equal else check.__name__  # which takes its name twice
    said = f"Condition x {COMPARISONS[check]} y did not hold element-wise:"
    x, y = np.array([-1, 1, 3], np.float32), np.ones(3, np.float32)
    assert _words_when_run(check, x, y) == f"assertion failed: [{said}] [x (p:0) = ] [-1 1 3] [y ({name}/y:0) = ] [1 1 1]"
    assert _words_when_run(check, x, y, message="hey", data=["z"]) == "assertion failed: [hey] [z]"
    assert _words(check, x, y) == f"{said}\nx ({name}/x:0) = \n[-1.  1.  3.]\ny ({name}/y:0) = \n[1. 1. 1.]"
    assert _words(check, x, y, message="hey", data=["z"]) == "hey\nz"


@pytest.mark.parametrize("check", COMPARISONS, ids=lambda check: check.__name__)
def test_what_cannot_be_compared_is_refused_when_the_graph_is_built(check):
    with Graph().as_default():
        with pytest.raises(ValueError, match="Dimensions must be equal, but are 3 and 2 for"):
            check([1, 1, 2], [3, 4])
        with pytest.raises(TypeError, match=r"Input 'y' of '.*' Op has type float32 that does not match type int32"):
            check([1], [1.0])
