"""colocate_with: which operations are to be on the device of which others, in the attribute `_class`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from .._origins_cy import Stack

if TYPE_CHECKING:
    from ..operation import Operation

CLASS = "_class"


def groups_of(operation: Operation) -> tuple[str, ...]:
    """The groups that an operation is in: those it was put into, or its own."""
    return operation.attributes.get(CLASS) or (f"loc:@{operation.name}",)


class ColocationBlock(NamedTuple):
    """One `with colocate_with(...)`: an operation, or the name of one that will be there, and where it was entered."""

    operation: Operation | str
    entered_in: Stack


class Colocation:
    """The `with colocate_with(...)` blocks that surround the code now running in one thread."""

    def __init__(self) -> None:
        self.blocks: tuple[ColocationBlock, ...] = ()

    @contextlib.contextmanager
    def entered(
        self, operation: Operation | str | None, ignore_existing: bool = False, entered_in: Stack = ()
    ) -> Iterator[None]:
        """A block whose operations are colocated with `operation`, or with the one that will have that name."""
        if operation is None and not ignore_existing:
            raise ValueError("Trying to reset colocation (op is None) but ignore_existing is not True")
        outer = self.blocks
        kept = () if ignore_existing else outer
        self.blocks = kept if operation is None else (*kept, ColocationBlock(operation, entered_in))
        try:
            yield
        finally:
            self.blocks = outer

    def place(self, operation: Operation, references: Iterable[Operation]) -> None:
        """Put a new operation where the blocks, and the variables that it has as references, say."""
        together = (*(block.operation for block in self.blocks), *references)
        if not together:
            return
        groups: set[str] = set()
        for other in reversed(together):
            if not isinstance(other, str):
                groups.update(groups_of(other))
                if other.device:
                    operation.device = other.device
        # Names of operations that are not there yet count where there is nothing else.
        operation.attributes[CLASS] = tuple(sorted(groups)) or (f"loc:@{together[-1]}",)
