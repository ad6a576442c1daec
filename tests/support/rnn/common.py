"""What the programs have in common: numbers that are the same everywhere, and the table of them all."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import numpy as np

PROGRAMS: dict[str, Callable[[Any], dict[str, Any]]] = {}


def program(function: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
    """Note a program under its name."""
    PROGRAMS[function.__name__] = function
    return function


def numbers(shape: Any, salt: str = "", scale: float = 1.0) -> np.ndarray:
    """Values between -scale and scale that look random and are the same everywhere."""
    count = int(np.prod(shape))
    phase = zlib.crc32(salt.encode()) % 1000
    return (np.sin(np.arange(count) * 1.7 + phase) * scale).astype(np.float32).reshape(shape)


def weights(variables: Any) -> dict[Any, np.ndarray]:
    """A value for each variable, by its name and shape."""
    return {variable: numbers(variable.shape.as_list(), variable.name, 0.5) for variable in variables}


def flat(value: Any, name: str = "", found: dict[str, Any] | None = None) -> dict[str, Any]:
    """The leaves of a structure by where they stand in it."""
    found = {} if found is None else found
    if isinstance(value, dict):
        for key in sorted(value):
            flat(value[key], f"{name}/{key}", found)
    elif isinstance(value, (list, tuple)):
        for at, part in enumerate(value):
            flat(part, f"{name}/{at}", found)
    else:
        found[name] = value
    return found


def steps(tf: Any, count: int = 3, shape: Any = (2, 3)) -> list:
    """Inputs for some steps."""
    return [tf.constant(numbers(shape, f"step {at}")) for at in range(count)]


def sequence(tf: Any, shape: Any = (2, 4, 3)) -> Any:
    """Inputs in one tensor, batch first."""
    return tf.constant(numbers(shape, "sequence"))


def unrolled(tf: Any, cell: Any, **options: Any) -> dict[str, Any]:
    """What `static_rnn` makes of a cell."""
    outputs, state = tf.nn.static_rnn(cell, steps(tf), dtype=tf.float32, **options)
    return {"outputs": outputs, "state": state}


WITH_NODES = ["gru_lengths", "dynamic_gru_lengths", "dynamic_lstm_lengths", "dynamic_both_directions", "raw"]
"""Programs whose nodes are compared."""


def nodes(graph_def: Any) -> dict[str, str]:
    """The op and the inputs of each node, but for what initializes variables and for constants that nothing uses."""
    used = {name.split(":")[0] for node in graph_def.node for name in node.input}
    return {
        node.name: " ".join([node.op, *node.input])
        for node in graph_def.node
        if "Initializer" not in node.name and not (node.op == "Const" and node.name not in used)
    }
