"""Expressions that are refused while the graph is built: bad shapes, axes, sizes, attributes, of all families.

p(2, 3) is a placeholder of floats of that shape, i, b and t of integers, truth values and texts; u is one of floats of
which nothing is known.
"""

from __future__ import annotations

import functools
import warnings
from pathlib import Path
from typing import Any

from .programs import refusal, shape_text

EXPRESSIONS = (Path(__file__).parents[2] / "golden" / "shapes" / "expressions.txt").read_text().splitlines()


def refused(tf: Any, expression: str) -> str:
    """How an expression is refused, or the shape of what it gives."""
    kinds = {"p": tf.float32, "i": tf.int32, "b": tf.bool, "t": tf.string}
    with tf.Graph().as_default(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        names = {letter: functools.partial(_placeholder, tf, kind) for letter, kind in kinds.items()}
        try:
            value = eval(expression, {"tf": tf, "u": tf.placeholder(tf.float32), **names})
            if not hasattr(value, "get_shape"):
                return f"a {type(value).__name__}"
            shape = value.get_shape()  # TensorFlow refuses negative sizes here
        except Exception as error:
            return refusal(error)
        return shape_text(None if shape.ndims is None else shape.as_list())


def _placeholder(tf: Any, kind: Any, *shape: Any) -> Any:
    return tf.placeholder(kind, shape)
