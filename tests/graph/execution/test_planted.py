"""False declarations of ops, planted one at a time: the law of random graphs finds each.

What it cannot find is a declaration that no plan relies on.
"""

from __future__ import annotations

import numpy as np
import pytest
from support.graphs.law import counterexample, difference

from headrace.graph.core import op as ops
from headrace.graph.core.traits import ALLOCATES, BRANCHING, INFALLIBLE, PURE

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


def _loops():
    """A program that maps rows, scans them and asks for both's gradients, for arrays of several lengths."""
    body = lambda own, inputs: {  # noqa: E731
        "own": own,
        "body": [
            {"id": own + 1, "op": "binary", "in": inputs, "at": {"f": "multiply"}},
            {"id": own + 2, "op": "binary", "in": [[own + 1, 0], inputs[-1]], "at": {"f": "add"}},
        ],
        "results": [[own + 2, 0]],
        "scan": len(set(map(tuple, inputs))) > 1,
        "kind": "float32",
    }
    steps = [
        {"id": 1, "op": "placeholder", "in": [], "at": {"kind": "float32", "shape": [3, 2], "known": "sizes"}},
        {"id": 2, "op": "map", "in": [[1, 0]], "at": body(10, [[10, 0], [10, 0]])},
        {"id": 3, "op": "map", "in": [[1, 0]], "at": body(20, [[20, 0], [20, 1]])},
        {"id": 4, "op": "gradients", "in": [[2, 0], [1, 0]], "at": {}},
        {"id": 5, "op": "gradients", "in": [[3, 0], [1, 0]], "at": {}},
    ]
    runs = [{"fetch": ["list", ["value", k, 0]], "sizes": {}, "seed": 5, "spoil": False} for k in (2, 3, 4, 5)]
    return {"seed": 1, "steps": steps, "runs": runs}


SEEDS = [9, 17, 18, 27, 63, 113, 237, 640, 871, *range(2000)]
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


def _rows(type, falsified):
    """An op reads or writes the rows of an array in another way than it should."""
    rule = ops.op_of_type(type).rows.function
    return _rule(type, "rows", lambda op: falsified(rule(op)))


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
    "what is read once is said to be the same each time: TensorArrayReadV3": _declared("TensorArrayReadV3", traits=PURE),
    "what is taken from a stack is said to be the same each time: StackPopV2": _declared("StackPopV2", traits=PURE),
    "a stack is said to be the same each time: StackV2": _declared("StackV2", traits=PURE),
    "what enters a loop is said to stay outside: Enter": _declared("Enter", traits=BRANCHING),
    "the rows that iterations read come in another order: TensorArrayReadV3": _rows(
        "TensorArrayReadV3", lambda access: access._replace(look=lambda array, n: access.look(array, n)[::-1])
    ),
    "the rows that iterations write come in another order: TensorArrayWriteV3": _rows(
        "TensorArrayWriteV3", lambda access: access._replace(change=lambda array, rows: access.change(array, rows[::-1].copy()))
    ),
    "the rows that iterations write are not written: TensorArrayWriteV3": _rows(
        "TensorArrayWriteV3", lambda access: access._replace(change=lambda array, rows: None)
    ),
    "a shape is known that is another: Squeeze": _rule("Squeeze", "shape", lambda op: (3,)),
}


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_false_declaration_is_found(plant, monkeypatch):
    plant(monkeypatch)
    found = any(difference(spec) is not None for spec in (_files(), _loops()))
    assert found or any(counterexample(seed) is not None for seed in SEEDS)


def test_without_a_false_declaration_there_is_nothing_to_find():
    assert difference(_files()) is None
    assert difference(_loops()) is None
    assert not any(counterexample(seed) for seed in SEEDS[:12])
