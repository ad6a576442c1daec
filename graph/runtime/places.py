"""Record keys: where the record comes from that an operation works on, for errors."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traits import MERGES
from ..core.traversal import topological_order


def place_of_record(operation: Operation, value_of: Callable[[Tensor], Any]) -> str | None:
    """The key (`file:line`) of the record that an operation worked on, or the name of the file; None where there is none.

    What it was computed from comes first, the nearest of all; then the record that it had to wait for. A file's name is known
    before the file is read, so it says nothing of what was only waited for.

    Args:
      value_of: gives the value of a tensor, None for those that have none yet.
    """
    places = [(op, record_key_of(op), True) for op in _computed_from(operation)]
    places += [(op, record_key_of(op), False) for op in reversed(topological_order([operation])[:-1])]
    for op, tensor, is_computed_from in places:
        if tensor is None or not (is_computed_from or tensor.op is op):
            continue
        key = np.asarray(value_of(tensor), object)
        if key.ndim == 0 and isinstance(key.item(), bytes):
            text: bytes = key.item()
            return text.decode(errors="replace")
    return None


def record_key_of(operation: Operation) -> Tensor | None:
    """The tensor that says where what an operation reads comes from."""
    output_of = operation.definition.record_key_output
    return None if output_of is None else output_of(operation)


def _computed_from(operation: Operation) -> Iterable[Operation]:
    """The operations that an operation's inputs come from, the nearest first; none of branches that may not be taken."""
    found = {operation: None}
    waiting = deque([operation])
    while waiting:
        current = waiting.popleft()
        for tensor in () if MERGES in current.definition.traits else current.inputs:
            if tensor.op not in found:
                found[tensor.op] = None
                waiting.append(tensor.op)
    return found
