"""Programs as data, and what headrace or TensorFlow makes of them.

A program is a list of steps [recipe, references, settings]; a reference is [step, position]. What is made of it is a
text for each step: the shapes of what it gives, or how it is refused.
"""

from __future__ import annotations

import re
import warnings
from typing import Any

from .recipes import RECIPES


class Built:
    """A program built with a module: `made` by step, and what each step comes to."""

    def __init__(self, tf: Any) -> None:
        self.tf = tf
        self.made: list[list[Any]] = []
        self.answers: list[str] = []
        self.graph = tf.Graph()

    def add(self, step: list) -> None:
        """Build one more step."""
        name, references, settings = step
        try:
            inputs = [self.made[number][position] for number, position in references]
        except IndexError:
            self.made.append([])
            self.answers.append("needs what was refused")
            return
        try:
            with warnings.catch_warnings(), self.graph.as_default():
                warnings.simplefilter("ignore")
                made = RECIPES[name].build(self.tf, *inputs, **settings)
                made = list(made) if isinstance(made, (list, tuple)) and not hasattr(made, "dense_shape") else [made]
                answer = " ".join(map(_described, made))
        except Exception as error:
            made, answer = [], refusal(error)
        self.made.append(made)
        self.answers.append(answer)


def _described(value: Any) -> str:
    if value is None:
        return "-"
    if hasattr(value, "values") and hasattr(value, "indices"):
        if value.dense_shape is None:
            return f"slices{_shape(value.values)}"
        return f"{type(value).__name__}{_shape(value.indices)}{_shape(value.values)}{_shape(value.dense_shape)}" + (
            _shape(value) if hasattr(value, "get_shape") else ""
        )
    return _shape(value) if hasattr(value, "get_shape") else type(value).__name__


def _shape(value: Any) -> str:
    shape = value.get_shape()
    return shape_text(None if shape.ndims is None else shape.as_list())


def refusal(error: Exception) -> str:
    """Class and words of an error, without those that say at which node it is."""
    message = re.split(r" for '(?:{{node|[\w/.]+' \(op:)", str(error))[0]
    message = re.sub(r"<tf\.Tensor '[^']*'[^>]*>|Tensor\(\"[^\"]*\"[^)]*\)+", "<Tensor>", message)
    return f"!{type(error).__name__}: {message}"


def answers(tf: Any, steps: list) -> list[str]:
    """What a module makes of a program."""
    built = Built(tf)
    for step in steps:
        built.add(step)
    return built.answers


def shape_text(shape: Any) -> str:
    """A shape as `[2,?]`, or `?` where its rank is unknown."""
    return "?" if shape is None else f"[{','.join('?' if size is None else str(size) for size in shape)}]"
