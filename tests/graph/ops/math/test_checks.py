"""Assertions about values: at once where they are known, when run otherwise."""

from __future__ import annotations

import pytest

from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.ops.math import checks
from headrace.graph.types.errors import InvalidArgumentError

CASES = [
    (checks.assert_equal, (1, 1), (2, 1)),
    (checks.assert_none_equal, (1, 2), (2, 2)),
    (checks.assert_less, (1, 2), (2, 2)),
    (checks.assert_less_equal, (2, 2), (3, 2)),
    (checks.assert_greater, (3, 2), (2, 2)),
    (checks.assert_greater_equal, (2, 2), (1, 2)),
    (checks.assert_positive, (1,), (0,)),
    (checks.assert_negative, (-1,), (0,)),
    (checks.assert_non_negative, (0,), (-1,)),
    (checks.assert_non_positive, (0,), (1,)),
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


def test_a_rank_is_checked_at_once():
    with Graph().as_default(), Session() as session:
        session.run(checks.assert_rank([[1]], 2))
        with pytest.raises(ValueError, match="must have rank 1"):
            checks.assert_rank([[1]], 1)
