"""control_dependencies: which operations a new one has to wait for."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..operation import Operation
    from ..tensor import Tensor


class _Block:
    """One `with control_dependencies(...)`: what it asks for and what was made inside it."""

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations
        self.made_inside: set[Operation] = set()


class ControlDependencies:
    """The blocks that surround the code now running in one thread."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []

    @contextlib.contextmanager
    def block(self, operations: list[Operation]) -> Iterator[None]:
        entered = _Block(operations)
        self._blocks = [*self._blocks, entered]
        try:
            yield
        finally:
            self._blocks = [block for block in self._blocks if block is not entered]

    @contextlib.contextmanager
    def cleared(self) -> Iterator[None]:
        outer, self._blocks = self._blocks, []
        try:
            yield
        finally:
            self._blocks = outer

    def inputs_of_new(self, inputs: Iterable[Tensor]) -> list[Operation]:
        """The control inputs of a new operation.

        A block whose operations an input already waits for (the input was made inside it) adds none.
        """
        found: dict[Operation, None] = {}
        producers = {tensor.op for tensor in inputs}
        for block in self._blocks:
            if not (block.made_inside & producers):
                found.update(dict.fromkeys(block.operations))
        return [operation for operation in found if operation not in producers]

    def note(self, operation: Operation) -> None:
        """Remember that `operation` was made inside the current blocks."""
        for block in self._blocks:
            block.made_inside.add(operation)
