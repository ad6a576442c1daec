"""False declarations of ops, planted one at a time: the law of random graphs finds each.

What it cannot find is a declaration that no plan relies on.
"""

from __future__ import annotations

import numpy as np
import pytest
from support.graphs.law import counterexample, difference

from headrace.graph.core import op as ops
from headrace.graph.core.traits import ALLOCATES, INFALLIBLE, PURE

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")


def _files():
    """A program that asks for files, and for what one holds, before and after it is written."""
    steps = [
        {"id": 1, "op": "placeholder", "in": [], "at": {"kind": "string", "shape": [], "known": "sizes"}},
        {"id": 2, "op": "file", "in": [[1, 0]], "at": {"name": "a", "in_turn": True}},
        {"id": 3, "op": "names", "in": [], "at": {}},
    ]
    names, read, written = ["value", 3, 0], ["value", 2, 0], ["value", 2, 1]
    fetches = [[names], [written], [names], [read], [written], [read]]
    runs = [{"fetch": ["list", *some], "sizes": {}, "seed": 5 * k, "spoil": False} for k, some in enumerate(fetches)]
    return {"seed": 1, "steps": steps, "runs": runs}


SEEDS = [1, 6, 12, 14, 44, 45, 56, 63, 76, 77, 96, 218, 277, *range(2000)]
"""The first are those of programs that have found one; the law stops at the first that does."""


def _declared(type, **facts):
    """An op declares something else than it is."""

    def plant(monkeypatch):
        for name, value in facts.items():
            monkeypatch.setattr(ops.op_of_type(type), name, value)

    return plant


def _rule(type, kind, function):
    """An op has another rule than it should have."""

    def plant(monkeypatch):
        monkeypatch.setattr(getattr(ops.op_of_type(type), kind), "function", function)

    return plant


def _reads_what_it_has_written(x, y, out):
    np.subtract(x, y, out=out)
    return np.multiply(out, np.subtract(x, y), out=out)


def _writes_over_its_input(x, y):
    result = np.add(x, y)
    if np.shape(x) == result.shape and np.ndim(x) and x.flags.writeable:
        x[...] = result
    return result


def _the_same_each_time():
    kept = {}

    def kernel(x, y):
        result = np.asarray(np.add(x, y))
        array = kept.setdefault((result.shape, result.dtype), result)
        array[...] = result
        return array

    return kernel


_NOTHING = frozenset()

PLANTS = {
    "a view is said to share no memory: Reshape": _declared("Reshape", aliases=_NOTHING),
    "a view is said to share no memory: Transpose": _declared("Transpose", aliases=_NOTHING),
    "a view is said to share no memory: StridedSlice": _declared("StridedSlice", aliases=_NOTHING),
    "several views are said to share no memory: Split": _declared("Split", aliases=frozenset()),
    "one of two inputs that may be passed on is not named: Select": _declared("Select", aliases=frozenset({1})),
    "an input that is passed on is said to be new: CheckNumerics": _declared("CheckNumerics", traits=PURE | ALLOCATES),
    "what is drawn is said to be the same each time: RandomUniform": _declared("RandomUniform", traits=PURE),
    "what is drawn is said to be the same each time: RandomShuffle": _declared("RandomShuffle", traits=PURE),
    "a function of the user is said to be the same each time: PyFunc": _declared("PyFunc", traits=PURE),
    "what a file holds is said to be the same each time: ReadFile": _declared("ReadFile", traits=PURE),
    "which files there are is said to be the same each time: MatchingFiles": _declared("MatchingFiles", traits=PURE),
    "what refuses values is said never to fail: CheckNumerics": _declared("CheckNumerics", traits=INFALLIBLE),
    "what reads its inputs again may write over them: SquaredDifference": _rule(
        "SquaredDifference", "kernel_into", _reads_what_it_has_written
    ),
    "an array that is kept is said to be new: AddV2": _rule("AddV2", "kernel", _the_same_each_time()),
    "an input is written over: AddV2": _rule("AddV2", "kernel", _writes_over_its_input),
    "a shape is known that is another: Squeeze": _rule("Squeeze", "shape", lambda op: (3,)),
}


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_false_declaration_is_found(plant, monkeypatch):
    plant(monkeypatch)
    assert difference(_files()) is not None or any(counterexample(seed) is not None for seed in SEEDS)


def test_without_a_false_declaration_there_is_nothing_to_find():
    assert difference(_files()) is None
    assert not any(counterexample(seed) for seed in SEEDS[:12])
