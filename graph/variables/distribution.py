"""VariableSynchronization and VariableAggregation: when and how copies of a variable are brought together.

Programs for several devices say it; here there is one copy, and what was said is kept to be asked for.
"""

from __future__ import annotations

import enum
from typing import Any

from headrace.formats.exports import export


@export("VariableSynchronization")
class VariableSynchronization(enum.Enum):
    """When copies of a variable are brought together."""

    AUTO = 0
    NONE = 1
    ON_WRITE = 2
    ON_READ = 3


@export("VariableAggregation")
class VariableAggregation(enum.Enum):
    """How copies of a variable are brought together."""

    NONE = 0
    SUM = 1
    MEAN = 2
    ONLY_FIRST_REPLICA = 3
    ONLY_FIRST_TOWER = 3  # noqa: PIE796 - its name before 1.13


def checked_kinds(
    synchronization: Any, aggregation: Any, trainable: bool | None, name: str | None
) -> tuple[VariableSynchronization, VariableAggregation, bool]:
    """The three with their defaults: AUTO, NONE, and trainable unless the copies are brought together on reading.

    Raises:
      ValueError: no such synchronization or aggregation.
    """
    try:
        when = VariableSynchronization.AUTO if synchronization is None else VariableSynchronization(synchronization)
    except ValueError:
        raise ValueError(f"Invalid variable synchronization mode: {synchronization} for variable: {name}") from None
    try:
        how = VariableAggregation.NONE if aggregation is None else VariableAggregation(aggregation)
    except ValueError:
        raise ValueError(f"Invalid variable aggregation mode: {aggregation} for variable: {name}") from None
    return when, how, when is not VariableSynchronization.ON_READ if trainable is None else trainable
