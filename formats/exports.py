"""Public names, said where the thing they name is defined.

    @export("cumsum", "math.cumsum")
    def cumsum(x, axis=0): ...

Names are TensorFlow's, dotted, without `tf.`. `make names` reads these calls in the sources and writes tables of where each
name is defined, and stubs for editors and type checkers. When a program runs, what builds graphs is made a door (`doors`).

mypy knows the type of what is decorated from there on: what calls it further up is a `def`, not a lambda.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

from .doors import door, doors

T = TypeVar("T")


def export(*names: str) -> Callable[[T], T]:
    """A decorator that gives a function or a class its public `names`."""
    return _opened


_NO_DOORS = (
    *(
        "formats",
        "graph.core",
        "graph.execution",
        "graph.platform.flags",
        "graph.platform.logging",
        "graph.platform.resource_loader",
        "graph.runtime",
        "graph.types",
    ),
    *("pipeline.runners", "training.sessions"),
)
"""What is called often while a program runs, or much from inside, or builds nothing; where it has doors, it says so."""


def _opened(exported: T) -> T:
    found: Any = exported
    inner = getattr(found, "__module__", "").partition(".")[2]
    if any(inner == one or inner.startswith(f"{one}.") for one in _NO_DOORS):
        return exported
    if isinstance(found, FunctionType):
        return door(found)  # type: ignore[return-value]
    return doors(found) if isinstance(found, type) else found  # type: ignore[return-value]


def export_value(value: object, *names: str) -> None:
    """Give `value`, a variable of the module that says so, its public `names`: a constant, a type, what a call has made."""


def export_module(*names: str) -> None:
    """Give the module that says so its public `names`."""


def export_all(group: str) -> None:
    """Make all names in the `__all__` of the module that says so public in `group`."""


def export_from(module: str, group: str, names: str) -> None:
    """Make names of a module that says none itself, such as generated code or another library's, public in a group.

    Args:
      module: its full name.
      group: such as "train"; "" for `tf` itself.
      names: with spaces between them; the same in both.
    """
