"""colocate_with: which operations are to be on the device of which others. Everything runs on the CPU here; it is recorded
in the attribute `_class`, as programs and GraphDefs expect.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..operation import Operation

CLASS = "_class"


def groups_of(operation: Operation) -> tuple[str, ...]:
    """The groups that an operation is in: those it was put into, or its own."""
    return operation.attributes.get(CLASS) or (f"loc:@{operation.name}",)


class Colocation:
    """The `with colocate_with(...)` blocks that surround the code now running in one thread."""

    def __init__(self) -> None:
        self._entered: tuple[Operation | str, ...] = ()

    @contextlib.contextmanager
    def entered(self, operation: Operation | str | None, ignore_existing: bool = False) -> Iterator[None]:
        """A block whose operations are colocated with `operation`, or with the one that will have that name."""
        if operation is None and not ignore_existing:
            raise ValueError("Trying to reset colocation (op is None) but ignore_existing is not True")
        outer = self._entered
        kept = () if ignore_existing else outer
        self._entered = kept if operation is None else (*kept, operation)
        try:
            yield
        finally:
            self._entered = outer

    def place(self, operation: Operation, references: Iterable[Operation]) -> None:
        """Put a new operation where the blocks, and the variables that it has as references, say."""
        together = (*self._entered, *references)
        if not together:
            return
        groups: set[str] = set()
        for other in together:
            if not isinstance(other, str):
                groups.update(groups_of(other))
                if other.device:
                    operation.device = other.device
        # Names of operations that are not there yet count where there is nothing else.
        operation.attributes[CLASS] = tuple(sorted(groups)) or (f"loc:@{together[-1]}",)
