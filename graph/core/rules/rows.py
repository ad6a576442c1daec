"""Row rules: ops that read or write one element of an array of tensors, by its index.

Where a loop goes through such an array from the first element to the last, all of them may be had at once: they are the
rows of one array.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class RowAccess(NamedTuple):
    """How a node reads or writes an element.

    Attributes:
      array, place: which of its inputs the array and the index are.
      value: the input that is written; None where an element is read, which is the output then.
      order: the input by which it comes after others; a node that writes gives it on.
      look: of a node that reads: `(array, n) -> the n elements, the rows of an array`, without any effect, or None where
        they cannot be had so; of one that writes: `(array, rows) -> whether they can be taken`.
      change: `(array)` or `(array, rows)`: do what n nodes would have done. It cannot fail.
    """

    array: int
    place: int
    value: int | None
    order: int
    look: Callable[..., Any]
    change: Callable[..., None]
