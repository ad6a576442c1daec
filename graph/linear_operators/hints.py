"""What programs say of operators beforehand, and what follows from it for what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

HINTS = ("is_non_singular", "is_self_adjoint", "is_positive_definite", "is_square")


def hints_of(operator: Any) -> dict[str, Any]:
    """All that is said of an operator, by the names of the parameters."""
    return {hint: getattr(operator, hint) for hint in HINTS}


def hints_of_product(left: Any, right: Any) -> dict[str, Any]:
    """What is so of the product of two operators, when it does not matter which comes first."""
    self_adjoint = (left.is_self_adjoint, right.is_self_adjoint)
    definite = all(self_adjoint) and left.is_positive_definite and right.is_positive_definite
    return {
        "is_non_singular": non_singular_product(left, right),
        "is_self_adjoint": True if all(self_adjoint) else False if set(self_adjoint) == {True, False} else None,
        "is_positive_definite": True if definite else None,
        "is_square": True,
    }


def non_singular_product(left: Any, right: Any) -> bool | None:
    """Whether the product of two square operators has an inverse."""
    if left.is_non_singular is False or right.is_non_singular is False:
        return False
    return True if left.is_non_singular and right.is_non_singular else None


def implied(operators: Sequence[Any], hint: str, said: bool | None, refusal: str) -> bool | None:
    """A hint for an operator of which it is so because it is so of all its parts.

    Raises:
      ValueError: the program says that it is not so.
    """
    return settled(said, all(getattr(operator, hint) for operator in operators), refusal)


def settled(said: bool | None, holds: Any, refusal: str) -> bool | None:
    """A hint, True where it `holds`. Raises ValueError where the program says that it is not so."""
    if holds and said is False:
        raise ValueError(refusal)
    return True if holds else said


def always(said: bool | None, value: bool, refusal: str) -> None:
    """Raises ValueError where a hint is not what it is for all operators of a kind."""
    if bool(said) is not value:
        raise ValueError(refusal)
