"""Source lines of a function being written: each under the conditions that it needs."""

from __future__ import annotations

from ..core.operation import Operation


class Lines:
    """The lines of one function of the plan, and which guards its last line stands under."""

    def __init__(self, indent: str) -> None:
        self._indent = indent
        self._guards: tuple[tuple[str, bool], ...] = ()
        self.lines: list[tuple[str, Operation | None]] = []
        self.assigned: dict[str, None] = {}

    def add(self, text: str, operation: Operation | None = None, guards: tuple[tuple[str, bool], ...] = ()) -> None:
        common = 0
        while common < min(len(guards), len(self._guards)) and guards[common] == self._guards[common]:
            common += 1
        for depth in range(common, len(guards)):
            predicate, branch = guards[depth]
            self.lines.append((f"{self._indent}{'    ' * depth}if {'' if branch else 'not '}{predicate}:", None))
        self._guards = guards
        self.lines.append((f"{self._indent}{'    ' * len(guards)}{text}", operation))

    def under(self, head: str) -> tuple[str, dict[int, Operation]]:
        """The text of a function with that first line, and the operations of its lines by their numbers."""
        operations = {number: operation for number, (_, operation) in enumerate(self.lines, 2) if operation is not None}
        return "\n".join([head, *(text for text, _ in self.lines), ""]), operations
