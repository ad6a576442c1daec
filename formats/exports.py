"""Public names, said where the thing they name is defined.

    @export("cumsum", "math.cumsum")
    def cumsum(x, axis=0): ...

Names are TensorFlow's, dotted, without `tf.`. Nothing happens when a program runs: `make names` reads these calls in the
sources and writes tables of where each name is defined, and stubs for editors and type checkers.

mypy knows the type of what is decorated from there on: what calls it further up is a `def`, not a lambda.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def export(*names: str) -> Callable[[T], T]:
    """Give a function or a class its public names."""
    return _unchanged


def _unchanged(exported: T) -> T:
    return exported


def export_value(value: object, *names: str) -> None:
    """Give a variable of the module that says so its public names: a constant, a type, what a call has made."""


def export_module(*names: str) -> None:
    """Give the module that says so public names."""


def export_all(group: str) -> None:
    """Make all names in the `__all__` of the module that says so public in a group."""


def export_from(module: str, group: str, names: str) -> None:
    """Make names of a module that says none itself, such as generated code or another library's, public in a group.

    Args:
      module: its full name.
      group: such as "train"; "" for `tf` itself.
      names: with spaces between them; the same in both.
    """
