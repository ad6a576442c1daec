"""What a kind of queue decides: which element leaves next."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..storage.columns import Column, Columns
from ..waiting.turns import Turns

if TYPE_CHECKING:
    from ..storage.bag import Arrival
    from ..waiting.line import Waiter


class Policy(Turns):
    """The methods that move elements. They are called with the lock held and never block.

    Whole or not at all, also where a signal interrupts them; with the change they note in the `waiter` of a call, if
    it has one, what is done: how many elements are `left` to put, or the `result` of a taker.
    """

    def _keep_in(self, storage: Columns) -> None:
        """Use a storage from now on; what is in the old one is lost."""
        self._storage = storage

    @abstractmethod
    def _put_one(self, components: Sequence[Any], waiter: Waiter | None = None) -> None:
        """Let one element in."""

    @abstractmethod
    def _put(self, columns: Sequence[Column], n: int, waiter: Waiter | None = None) -> None:
        """Let n elements in."""

    @abstractmethod
    def _take_one(self, waiter: Waiter | None = None) -> list[Any]:
        """Remove the element that leaves next."""

    @abstractmethod
    def _take(self, n: int, waiter: Waiter | None = None) -> list[Column]:
        """Remove the n elements that leave next."""

    def _take_singly(self, n: int) -> list[Column]:
        """Remove the elements that leave next in n calls for one each."""
        return self._take(n)

    @abstractmethod
    def _put_back(self, columns: Sequence[Column], n: int) -> None:
        """Let n elements in again that were just taken, in the same order."""

    def _put_later(self, columns: Sequence[Column], n: int) -> Arrival | None:
        """Let n elements in that are copied without the lock; None where `_put` is as good."""
        return None

    def _batched(self, columns: list[Column]) -> list[Any]:
        """The arrays that take_many returns for these columns; called without the lock."""
        return columns
