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
        self._sharers: dict[str, dict[str, None]] = {}  # the same the other way round
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
            roots = self.of(others)
            if name in self._roots:
                self.copied(name)
            self._roots[name] = roots
            for root in roots:
                self._sharers.setdefault(root, {})[name] = None
            self.alone.difference_update(others)

    def copied(self, name: str) -> None:
        """Note that a name holds a copy of its own now."""
        for root in self._roots.pop(name):
            del self._sharers[root][name]

    def sharing(self, others: Iterable[str]) -> list[str]:
        """The values that may share the memory of one of these."""
        return list({name: None for other in others for name in self._sharers.get(other, ())})

    def leaving(self, name: str) -> str:
        """The expression for a value that the caller gets for himself: a copy where somebody else has it too."""
        memory = self.of([name])
        is_alone = memory.isdisjoint(self._held_elsewhere) and memory.isdisjoint(self._returned)
        self._returned |= memory
        return f"_to_caller({name})" if is_alone else f"_copied({name})"
