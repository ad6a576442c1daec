"""Joint calculations: what a plan runs in the place of two operations that stand one behind the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ..op import Op
    from ..operation import Operation
    from ..tensor import Tensor


class Joined(NamedTuple):
    """An operation of a plan that gives what the second of two gives, to the last bit, without the result of the first one.

    Attributes:
      definition: an Op that stands in plans only (`plan_op`), and cannot fail for the shapes that are known.
      inputs: its inputs, of which none is made between the two.
      attributes: those of the first one, and what else its kernel takes.
    """

    definition: Op
    inputs: tuple[Tensor, ...]
    attributes: Mapping[str, Any]


JoinedRule = Callable[["Operation", "Operation"], Joined | None]
"""From an operation, and the one that makes its first input, which nobody else needs and which may be a joint one."""
