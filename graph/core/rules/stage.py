"""Stage rules: what an op does to a picture, for passes that take each picture of a block through several ops at once.

A rule is `(op) -> Stage | None`; None: this node cannot be part of a pass. A picture is a record's tensor of rank 3, of
float32 (or of uint8, until it is cast); `blocks.picture_passes` finds the ops that follow on each other, and looks at
types and shapes.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..operation import Operation


class Does(enum.Enum):
    """What a stage does to a picture."""

    CAST = enum.auto()
    """Makes floats of bytes."""
    WINDOW = enum.auto()
    """Cuts out a window of the output's shape, which begins at the numbers, one for each axis."""
    MIRROR = enum.auto()
    """Reverses `axis` where the number is not 0."""
    ADD = enum.auto()
    SUBTRACT = enum.auto()
    SUBTRACT_FROM = enum.auto()
    """The number less each element."""
    MULTIPLY = enum.auto()
    DIVIDE = enum.auto()
    STRETCH = enum.auto()
    """(x - mean) * number + mean, with the mean of each channel, in memory plane by plane."""
    STANDARDIZE = enum.auto()
    """(x - mean) / max(deviation, 1 / sqrt(number of elements)), summed up in the order of the memory."""


class Stage(NamedTuple):
    """What an op does to a picture.

    Attributes:
      picture: the position of the input that is the picture.
      numbers: that of a scalar, or (WINDOW) of a vector; None: there is none.
      axis: from the end.
    """

    does: Does
    picture: int = 0
    numbers: int | None = None
    axis: int = 0


StageRule = Callable[["Operation"], "Stage | None"]


def with_number(second: Does, first: Does | None = None) -> StageRule:
    """An op on a picture and a number, as a rule: `second` where the number comes second, `first` where it comes first."""

    def rule(op: Operation) -> Stage | None:
        shapes = [tensor.static_shape for tensor in op.inputs]
        if shapes[1] == ():
            return Stage(second, 0, 1)
        if shapes[0] == () and first is not None:
            return Stage(first, 1, 0)
        return None

    return rule
