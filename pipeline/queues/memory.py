"""Memory in bytes: who may put elements in where the bytes of a queue, or of all queues of a session, are limited.

A queue without a limit has no QueueMemory, and nothing here costs it anything. One that has a limit asks for each element,
or block of elements, that is to come in (`claim_room`), and says what it holds once something has left (`settle`).

Who takes elements never waits for bytes. So nothing hangs: where a call waits for elements, as many as it needs may come in
whatever the limits say, and so may one element where a queue is empty. All else keeps to the limits:

  - a queue holds no more than its capacity in bytes;
  - the queues of a budget hold no more than it in all. Half of it is divided among them, and nobody else's: a queue that
    fills fast leaves those behind it room to work in blocks. The other half is for whoever comes first.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from .storage.sizes import Column


class MemoryBudget:
    """Bytes that queues share.

    Its lock is taken while the lock of a queue is held, never the other way round.

    Args:
      limit: how many, at least 1.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._lock = threading.Lock()
        # Guarded by _lock:
        self._members: list[QueueMemory] = []
        self._freed = 0  # how often a claim became smaller
        self._served = 0  # up to which of these times all have been served

    def join(self, member: QueueMemory) -> None:
        with self._lock:
            self._members.append(member)

    def leave(self, member: QueueMemory) -> None:
        with self._lock:
            if member in self._members:
                self._members.remove(member)
                self._freed += 1

    @property
    def share(self) -> float:
        """What a queue would have if all had the same."""
        return self.limit / max(1, len(self._members))

    def claim(self, member: QueueMemory, held: int, each: float, wanted: int, needed: int) -> int:
        """How many of `wanted` elements may come in; they count as held from now on.

        Args:
          held: what the queue holds.
          each: bytes of an element.
          needed: how many may come in at all events.
        """
        with self._lock:
            half = self.share / 2
            others = sum(max(one.claimed, one.guarantee(half)) for one in self._members if one is not member)
            free = self.limit - others - held
            if member.capacity is not None:
                free = min(free, member.capacity - held)
            n = min(wanted, max(needed, int(free // each)))
            self._note(member, held + int(n * each), False)
        return n

    def note(self, member: QueueMemory, held: int, needs_no_more: bool = False) -> None:
        """Note what a queue holds, and whether nothing more comes in."""
        with self._lock:
            self._note(member, held, needs_no_more)

    def _note(self, member: QueueMemory, held: int, needs_no_more: bool) -> None:
        if held < member.claimed or needs_no_more:
            self._freed += 1
        member.claimed = held

    def serve(self) -> None:
        """Let those go on who may since something has become free. Call it without the lock of a queue."""
        while True:
            with self._lock:
                freed = self._freed
                if freed == self._served:
                    return
                members = self._members[::-1]  # what is made later stands behind what was made earlier, and makes room
            for member in members:
                member.serve()
            with self._lock:
                self._served = max(self._served, freed)


class QueueMemory:
    """The bytes of a queue. Methods are called with the queue's lock held, but for `settle` and `leave`.

    Args:
      state: of the queue.
      capacity: its capacity in bytes, or None.
      budget: what it shares with others, or None.

    Attributes:
      leased: bytes of elements that were taken on trial.
      most: most bytes held so far.
      claimed: what its budget knows that it holds; guarded by that.
    """

    def __init__(self, state: Any, capacity: int | None, budget: MemoryBudget | None) -> None:
        self._state = state
        self.capacity = capacity
        self._shares = budget is not None
        self._budget = budget if budget is not None else MemoryBudget(capacity or 1)
        self.leased = 0
        self.most = 0
        self.claimed = 0
        limits = [self._budget.limit, capacity or self._budget.limit]
        state.storage.inner.most_bytes = min(limits)
        self._budget.join(self)

    @property
    def shares_in(self) -> int | None:
        """The budget that it shares with others."""
        return self._budget.limit if self._shares else None

    def __str__(self) -> str:
        limit = f" of {in_bytes(self.capacity)}" if self.capacity is not None else ""
        budget = f", budget {in_bytes(self._budget.limit)}" if self._shares else ""
        return f"{in_bytes(self.held())}{limit}{budget}"

    # -- sizes ---------------------------------------------------------------------------------------------------------

    def of_one(self, components: Sequence[Any]) -> float:
        """The bytes of an element."""
        storage = self._state.storage
        return storage.row_bytes() + storage.loose_of_one(components)

    def of_each(self, columns: Sequence[Column]) -> float:
        """The bytes of an element, on average."""
        storage = self._state.storage
        return storage.row_bytes() + storage.loose_of(columns) / len(columns[0])

    def _as_a_rule(self) -> float:
        storage = self._state.storage
        return max(1.0, storage.row_bytes() + storage.loose_each)

    def held(self) -> int:
        """The bytes of what is in, leased, or promised room."""
        state = self._state
        held = state.storage.held_bytes() + self.leased
        return held + int(state.reserved * self._as_a_rule()) if state.reserved else held

    def lease(self, columns: Sequence[Column]) -> int:
        """Count elements that were taken on trial; return their bytes."""
        storage = self._state.storage
        nbytes = len(columns[0]) * storage.row_bytes() + storage.loose_of(columns)
        self.leased += nbytes
        return nbytes

    def useful_block(self) -> int:
        """How much room is enough for a block that is worth its while."""
        share = self._budget.share
        if self.capacity is not None:
            share = min(share, self.capacity)
        return max(1, int(share / 4 // self._as_a_rule()))

    def guarantee(self, share: float) -> int:
        """How much of a share it may need. Needs no lock."""
        state = self._state
        return 0 if state.closed else int(min(share, state.limit * self._as_a_rule()))

    # -- room ----------------------------------------------------------------------------------------------------------

    def claim_room(self, wanted: int, each: float | None) -> int:
        """How many of `wanted` elements may come in, of `each` bytes (None: as many as others had); they count from now on."""
        state = self._state
        present = state.storage.size + state.reserved
        needed = 0 if present + state.leased else 1
        if state.dequeuers:
            needed = max(needed, state.dequeuers[0].needs + state.min_after_dequeue - present)
        n = self._budget.claim(self, self.held(), each or self._as_a_rule(), wanted, needed)
        self.most = max(self.most, self.claimed)
        return n

    def disclaim(self) -> None:
        """Room that was claimed is not used now."""
        self._budget.note(self, self.held())

    def serve(self) -> None:
        """Let calls go on that wait for room."""
        state = self._state
        with state.lock:
            if state.enqueuers:
                state.serve()

    def settle(self) -> None:
        """Something has come or gone: others may go on. Call it without the lock of a queue."""
        with self._state.lock:
            held = self.held()
            self.most = max(self.most, held)
            self._budget.note(self, held, self._state.closed)
        self._budget.serve()

    def leave(self) -> None:
        """The queue is not used any more."""
        self._budget.leave(self)
        self._budget.serve()


def in_bytes(number: float) -> str:
    """A number of bytes, for people: three digits and a unit."""
    units = iter(("B", "KB", "MB", "GB", "TB"))
    unit = next(units)
    while number >= 999.5 and unit != "TB":
        number, unit = number / 1000, next(units)
    return f"{number:,.0f} {unit}" if unit == "B" or number >= 99.5 else f"{number:.3g} {unit}"
