"""RegisterShape: how programs before TensorFlow 1.0 said the shapes of their own ops."""

from __future__ import annotations

from typing import TypeVar

from headrace.formats.exports import export
from headrace.formats.old_forms import tell

F = TypeVar("F")


@export("RegisterShape")
class RegisterShape:
    """A decorator of a shape function, without effect: TensorFlow 1.0 removed it, and an `Op` brings its shape rule along.

    Args:
      op_type: any text.
    """

    def __init__(self, op_type: str) -> None:
        tell("RegisterShape", "without effect: ops bring their shape functions along", "1.0")

    def __call__(self, f: F) -> F:
        return f
