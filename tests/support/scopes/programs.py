"""The list of programs about scopes and shared variables, and what is compared of each.

A program is a function of the module that is TensorFlow or headrace. What it returns, the error that it raises, and the
operations of its graph are compared with what TensorFlow 1.15 made of it: `golden/scopes.json`, made again by

    cd tests && python -m support.scopes > golden/scopes.json

where TensorFlow 1.15 is installed.
"""

from __future__ import annotations

import json
import re
from typing import Any

PROGRAMS: dict[str, Any] = {}


def program(function: Any) -> Any:
    PROGRAMS[function.__name__] = function
    return function


def answer(name: str, tf: Any) -> dict[str, Any]:
    """What a program gives: its result or error, and the operations it made."""
    with tf.Graph().as_default() as graph:
        try:
            result = PROGRAMS[name](tf)
        except Exception as error:
            text = re.split(" Originally defined at|\n\noriginally defined at", str(error))[0]
            return {"error": [type(error).__name__, text]}
        operations = [[op.name, op.type.replace("AddV2", "Add")] for op in graph.get_operations()]
        return {"ok": json.loads(json.dumps(result)), "operations": operations}


def names(variables: Any) -> list[str]:
    return [variable.name for variable in variables]


def both(scope: Any) -> list[str]:
    return [scope.name, scope.original_name_scope]
