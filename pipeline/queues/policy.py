"""What a kind of queue decides: which element leaves next."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .storage import Column
from .turns import Turns

if TYPE_CHECKING:
    from .bag import Arrival


class Policy(Turns):
    """The methods that move elements. They are called with the lock held and never block."""

    @abstractmethod
    def _put_one(self, components: Sequence[Any]) -> None:
        """Let one element in."""

    @abstractmethod
    def _put(self, columns: Sequence[Column], n: int) -> None:
        """Let n elements in."""

    @abstractmethod
    def _take_one(self) -> list[Any]:
        """Remove the element that leaves next."""

    @abstractmethod
    def _take(self, n: int) -> list[Column]:
        """Remove the n elements that leave next."""

    @abstractmethod
    def _put_back(self, columns: Sequence[Column], n: int) -> None:
        """Let n elements in again that were just taken, in the same order."""

    def _put_later(self, columns: Sequence[Column], n: int) -> Arrival | None:
        """Let n elements in that are copied without the lock; None where `_put` is as good."""
        return None

    def _batched(self, columns: list[Column]) -> list[Any]:
        """The arrays that take_many returns for these columns; called without the lock."""
        return columns
