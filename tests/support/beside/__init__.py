"""Small programs run alike by TensorFlow 1.15 and by headrace, and what they gave there, held against what they give here.

A program is a function `program(tf, use)`: it builds a graph and returns what is to be computed, in lists, tuples and dicts.
`use` (a `Use`) gives it inputs. `running.described` says all that a user can see of it: values, shapes, names, variables with
their last values, collections, or the error. A module of programs is a file `cases.py` with a dict `CASES`; `record.py` beside
this file runs it in TensorFlow's Python, which has none of the project's needs, and writes `recorded.json` next to it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from . import running


class Recorded:
    """The programs of a module and what TensorFlow made of them."""

    def __init__(self, test: str, name: str = "cases") -> None:
        directory = Path(test).parent
        self.cases = running.cases(directory / f"{name}.py")
        self.expected = json.loads((directory / f"{name}.json").read_text())

    def hold(self, tf: Any, name: str) -> None:
        """A program gives what it gave in TensorFlow. Values may differ in the last digits."""
        expected = self.expected[name]
        found = json.loads(json.dumps(running.described(tf, self.cases[name])))
        assert found.get("error") == expected.get("error")
        for part in expected:
            if part in ("outputs", "state"):
                assert list(found[part]) == list(expected[part]), part
                for path, value in expected[part].items():
                    _same(f"{part} {path}", found[part][path], value)
            else:
                assert found[part] == expected[part], part


def _same(path: str, found: Any, expected: Any) -> None:
    if isinstance(expected, dict) and "values" in expected:
        rest = [{key: value for key, value in one.items() if key != "values"} for one in (found, expected)]
        assert rest[0] == rest[1], path
        assert len(found["values"]) == len(expected["values"]), path
        for one, other in zip(found["values"], expected["values"], strict=True):
            _same(path, one, other)
    elif expected and isinstance(expected, list) and all(isinstance(item, float | int) for item in expected):
        size = max([1.0, *(abs(item) for item in expected if np.isfinite(item))])
        np.testing.assert_allclose(found, expected, rtol=3e-5, atol=3e-6 * size, err_msg=path)
    else:
        assert found == expected, path
