"""Aliasing: whose memory the variables of a plan share, what may be written over, what has to be copied for the caller."""

from __future__ import annotations

from collections.abc import Collection, Iterable


class PlanMemory:
    """What is known of the memory behind the names of a plan, as far as it is written.

    Attributes:
      alone: names of arrays that nothing else holds.
    """

    def __init__(self) -> None:
        self.alone: set[str] = set()
        self._held_elsewhere: set[str] = set()  # constants, resources, what is fed: somebody else has them too
        self._roots: dict[str, frozenset[str]] = {}  # the names whose memory a value may share; else only its own
        self._returned: set[str] = set()  # whose memory the caller gets

    def hold_elsewhere(self, name: str) -> None:
        """Note that somebody outside the plan has this array too."""
        self._held_elsewhere.add(name)

    def of(self, names: Iterable[str]) -> frozenset[str]:
        """Whose memory a value may share that shares memory with the values of `names`."""
        return frozenset().union(*(self._roots.get(name, (name,)) for name in names))

    def share(self, name: str, others: Collection[str]) -> None:
        """Note that a new value may share the memory of others: from now on that is nobody's alone."""
        if others:
            self._roots[name] = self.of(others)
            self.alone.difference_update(others)

    def copied(self, name: str) -> None:
        """Note that a name holds a copy of its own now."""
        del self._roots[name]

    def sharing(self, others: Collection[str]) -> list[str]:
        """The values that may share the memory of one of these."""
        return [name for name, roots in self._roots.items() if not roots.isdisjoint(others)]

    def leaving(self, name: str) -> str:
        """The expression for a value that the caller gets for himself: a copy where somebody else has it too."""
        memory = self.of([name])
        is_alone = memory.isdisjoint(self._held_elsewhere | self._returned)
        self._returned |= memory
        return f"_to_caller({name})" if is_alone else f"_copied({name})"
