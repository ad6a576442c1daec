"""What becomes of operators of given kinds, one or two at a time: rules, each said beside the class it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ..core.scopes.name_scope import name_scope

Rule = TypeVar("Rule", bound=Callable[..., Any])


class Rules:
    """A function of operators that is told by their classes; the rule for the nearest classes counts."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rules: dict[tuple[type, ...], Callable[..., Any]] = {}

    def of(self, *kinds: type) -> Callable[[Rule], Rule]:
        """A decorator: the function is the rule for operators of these kinds."""

        def said(rule: Rule) -> Rule:
            self._rules[kinds] = rule
            return rule

        return said

    def __call__(self, *operators: Any) -> Any:
        """What becomes of these operators."""
        fitting = [kinds for kinds in self._rules if all(map(isinstance, operators, kinds))]
        nearest = min(
            fitting, key=lambda kinds: sum(type(one).__mro__.index(kind) for one, kind in zip(operators, kinds, strict=True))
        )
        with name_scope(self._name):
            return self._rules[nearest](*operators)


ADJOINT, INVERSE, CHOLESKY = Rules("Adjoint"), Rules("Inverse"), Rules("Cholesky")
MATMUL, SOLVE = Rules("Matmul"), Rules("Solve")
