"""A Session that interprets: what plans are held against."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.operation import Operation
from ..core.tensor import Tensor
from .interpreter import Interpretation
from .plans.plan import Compiled
from .session import Session


class InterpretedSession(Session):
    """A Session that runs operations one by one: slow, and right by definition."""

    runs_blocks = False

    def compiled(self, targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor]) -> Compiled:
        return Interpretation(self, targets, feeds)
