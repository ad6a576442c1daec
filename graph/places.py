"""Where the record comes from that an operation works on, for errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .graph import Operation
from .tensor import Tensor
from .walk import needed_operations


def place_of_record(operation: Operation, value_of: Callable[[Tensor], Any]) -> str | None:
    """The key (`file:line`) of the record that an operation worked on, None where it worked on none.

    Args:
      value_of: gives the value of a tensor, None for those that have none yet.
    """
    for source in reversed(needed_operations([operation])[:-1]):
        if source.definition.place is not None:
            key = value_of(source.outputs[source.definition.place])
            if key is not None:
                text: bytes = key.item()
                return text.decode(errors="replace")
    return None
