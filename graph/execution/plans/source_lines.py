"""Source lines of a function being written: each under the conditions that it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...core.operation import Operation


class Lines:
    """The lines of one function of the plan, and which guards its last line stands under."""

    def __init__(self, indent: str) -> None:
        self._indent = indent
        self._guards: tuple[tuple[str, bool], ...] = ()
        self.lines: list[tuple[str, Operation | None]] = []
        self.assigned: dict[str, None] = {}
        self._outer: list[tuple[str, tuple[tuple[str, bool], ...]]] = []

    @property
    def is_in_loop(self) -> bool:
        """Whether the next line stands in a loop."""
        return bool(self._outer)

    def begin(self, *heads: str, guards: tuple[tuple[str, bool], ...] = ()) -> None:
        """Begin a block inside of blocks with these first lines."""
        self.add(heads[0], None, guards)
        self._outer.append((self._indent, guards))
        self._indent += "    " * (len(guards) + 1)
        for head in heads[1:]:
            self.lines.append((self._indent + head, None))
            self._indent += "    "
        self._guards = ()

    def end(self) -> None:
        """End what was begun last."""
        self._indent, self._guards = self._outer.pop()

    def add(self, text: str, operation: Operation | None = None, guards: tuple[tuple[str, bool], ...] = ()) -> None:
        common = 0
        while common < min(len(guards), len(self._guards)) and guards[common] == self._guards[common]:
            common += 1
        for depth in range(common, len(guards)):
            predicate, branch = guards[depth]
            self.lines.append((f"{self._indent}{'    ' * depth}if {'' if branch else 'not '}{predicate}:", None))
        self._guards = guards
        self.lines.append((f"{self._indent}{'    ' * len(guards)}{text}", operation))

    def add_segments(self, blocks: Mapping[int, Lines], depends: Mapping[int, Iterable[int]]) -> str:
        """A function inside this one for each block; what describes them to `run_segments`: each with those it waits for."""
        places = {segment: place for place, segment in enumerate(blocks)}
        for segment, block in blocks.items():
            self.lines.append((f"    def segment{segment}(run):", None))
            if block.assigned:
                self.lines.append((f"        nonlocal {', '.join(block.assigned)}", None))
                self.lines.insert(0, (f"    {' = '.join(block.assigned)} = None", None))
            self.lines.extend(block.lines or [("        pass", None)])
        self._guards = ()
        return ", ".join(
            f"(segment{segment}, ({''.join(f'{places[one]}, ' for one in sorted(depends[segment]))}))" for segment in blocks
        )

    def under(self, head: str) -> tuple[str, dict[int, Operation]]:
        """The text of a function with that first line, and the operations of its lines by their numbers."""
        operations = {number: operation for number, (_, operation) in enumerate(self.lines, 2) if operation is not None}
        return "\n".join([head, *(text for text, _ in self.lines), ""]), operations
