"""Where the record comes from that an operation works on, for errors."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from .graph import Operation
from .tensor import Tensor
from .walk import needed_operations


def place_of_record(operation: Operation, value_of: Callable[[Tensor], Any]) -> str | None:
    """The key (`file:line`) of the record that an operation worked on, or the name of the file; None where there is none.

    What it was computed from comes first, the nearest of all; then what it had to wait for.

    Args:
      value_of: gives the value of a tensor, None for those that have none yet.
    """
    for source in dict.fromkeys([*_computed_from(operation), *reversed(needed_operations([operation])[:-1])]):
        if source.definition.place is not None:
            key = np.asarray(value_of(source.definition.place(source)), object)
            if key.ndim == 0 and isinstance(key.item(), bytes):
                text: bytes = key.item()
                return text.decode(errors="replace")
    return None


def _computed_from(operation: Operation) -> Iterable[Operation]:
    """The operations that an operation's inputs come from, the nearest first."""
    found = {operation: None}
    waiting = deque([operation])
    while waiting:
        for tensor in waiting.popleft().inputs:
            if tensor.op not in found:
                found[tensor.op] = None
                waiting.append(tensor.op)
    return found
