"""Rules about the values of flags, checked when the command line is parsed and when a flag is set.

Source of names, signatures and texts: tf.flags, TensorFlow 1.15.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from .errors import ValidationError
from .values import FLAGS, FlagValues, Validator

F = TypeVar("F", bound=Callable[..., Any])


def register_validator(
    flag_name: str, checker: Callable[[Any], Any], message: str = "Flag validation failed", flag_values: FlagValues = FLAGS
) -> None:
    """Hold a flag to a rule.

    Args:
      checker: takes the value; false or a ValidationError means that it is wrong.
      message: what the error says then.
    """
    flag_values._add_validator(Validator((_name(flag_name),), checker, message, True))


def validator(flag_name: str, message: str = "Flag validation failed", flag_values: FlagValues = FLAGS) -> Callable[[F], F]:
    """`register_validator` as a decorator of the checker."""

    def register(checker: F) -> F:
        register_validator(flag_name, checker, message, flag_values)
        return checker

    return register


def register_multi_flags_validator(
    flag_names: Iterable[str],
    multi_flags_checker: Callable[[dict[str, Any]], Any],
    message: str = "Flags validation failed",
    flag_values: FlagValues = FLAGS,
) -> None:
    """Hold several flags to a rule; the checker takes a dict of their values."""
    flag_values._add_validator(Validator(tuple(map(_name, flag_names)), multi_flags_checker, message, False))


def multi_flags_validator(
    flag_names: Iterable[str], message: str = "Flag validation failed", flag_values: FlagValues = FLAGS
) -> Callable[[F], F]:
    """`register_multi_flags_validator` as a decorator of the checker."""

    def register(checker: F) -> F:
        register_multi_flags_validator(flag_names, checker, message, flag_values)
        return checker

    return register


def mark_flag_as_required(flag_name: str, flag_values: FlagValues = FLAGS) -> None:
    """Let parsing fail where the flag is None."""
    name = _name(flag_name)
    if flag_values[name].default is not None:
        warnings.warn(
            f"Flag --{name} has a non-None default value; therefore, mark_flag_as_required will pass even if flag is not "
            "specified in the command line!",
            stacklevel=2,
        )
    message = f"Flag --{name} must have a value other than None."
    register_validator(name, lambda value: value is not None, message, flag_values)


def mark_flags_as_required(flag_names: Iterable[str], flag_values: FlagValues = FLAGS) -> None:
    """Let parsing fail where any of the flags is None."""
    for name in flag_names:
        mark_flag_as_required(name, flag_values)


def mark_flags_as_mutual_exclusive(flag_names: Sequence[str], required: bool = False, flag_values: FlagValues = FLAGS) -> None:
    """Let parsing fail where more than one of the flags is not None; with `required`, also where none is."""
    _one_of(flag_names, required, flag_values, lambda value: value is not None, "have a value other than None")


def mark_bool_flags_as_mutual_exclusive(
    flag_names: Sequence[str], required: bool = False, flag_values: FlagValues = FLAGS
) -> None:
    """Let parsing fail where more than one of the flags is true; with `required`, also where none is."""
    for name in map(_name, flag_names):
        if not flag_values[name].boolean:
            raise ValidationError(
                f"Flag --{name} is not Boolean, which is required for flags used in mark_bool_flags_as_mutual_exclusive."
            )
    _one_of(flag_names, required, flag_values, bool, "be True")


def _one_of(flag_names: Sequence[str], required: bool, flag_values: FlagValues, given: Callable, must: str) -> None:
    names = [_name(name) for name in flag_names]

    def check(values: dict[str, Any]) -> bool:
        count = sum(map(given, values.values()))
        if count == 1 or (not required and count == 0):
            return True
        how_many = "Exactly" if required else "At most"
        raise ValidationError(f"{how_many} one of ({', '.join(names)}) must {must}.")

    register_multi_flags_validator(names, check, flag_values=flag_values)


def _name(flag: Any) -> str:
    return flag if isinstance(flag, str) else flag.name
