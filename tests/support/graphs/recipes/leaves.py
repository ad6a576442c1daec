"""What programs begin with: constants, placeholders, variables."""

from __future__ import annotations

from typing import Any

import headrace as tf

from ..arrays import KINDS, NUMBERS, array
from ..site import recipe

_SHAPES = ([], ["n"], [3], [2, 3], ["n", 3], ["n", "m"], [1, "m"], [2, "m"], ["n", 2, 3])


def _draw_constant(d: Any) -> Any:
    shape = d.rng.choice(((), (3,), (2, 3), (2, 3), (1, 3), (2, 1), (2, 2, 3), (0,)))
    return [], {"kind": d.kind(), "shape": list(shape), "seed": d.seed()}


@recipe("constant", _draw_constant, 2)
def _constant(site: Any, inputs: list, at: dict) -> list:
    return [tf.constant(array(at["kind"], at["shape"], at["seed"]))]


def _draw_placeholder(d: Any) -> Any:
    shape = d.rng.choice(_SHAPES)
    return [], {"kind": d.kind(), "shape": shape, "known": d.rng.choice(("sizes", "sizes", "sizes", "rank", "nothing"))}


@recipe("placeholder", _draw_placeholder, 2)
def _placeholder(site: Any, inputs: list, at: dict) -> list:
    sizes = [size if at["known"] == "sizes" and isinstance(size, int) else None for size in at["shape"]]
    tensor = tf.placeholder(at["kind"], None if at["known"] == "nothing" else sizes)
    site.placeholders.append((tensor, at, at["step"]))
    return [tensor]


def _draw_variable(d: Any) -> Any:
    shape = d.rng.choice(((), (3,), (2, 3), (2, 3), (2, 3), (3, 2), (4,)))
    kind = d.kind(KINDS if d.rng.random() < 0.1 else NUMBERS)
    at = {"kind": kind, "shape": list(shape), "seed": d.seed(), "initialized": d.rng.random() < 0.95}
    if d.rng.random() < 0.05:
        at["any_shape"] = True
    return [], at


@recipe("variable", _draw_variable, 2)
def _variable(site: Any, inputs: list, at: dict) -> list:
    with tf.control_dependencies(None):
        value = array(at["kind"], at["shape"], at["seed"])
        variable = tf.Variable(value, validate_shape=not at.get("any_shape"), name=f"v{at['step']}")
        site.variables.append((variable, at["initialized"]))
        return [variable, variable.value(), variable.initializer]
