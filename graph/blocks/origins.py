"""Origins: what the elements of a block were computed from, so that they can be computed again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ..core.operation import Operation


class Origin(NamedTuple):
    """What n elements were computed from.

    Attributes:
      operation: the sink's.
      records: what its source knows its records by, which holds none of their bytes.
      drawn: the states of the program's generators before the block.
    """

    operation: Operation
    records: Any
    drawn: Sequence[Any]
