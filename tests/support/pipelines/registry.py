"""The operations that programs are made of: how each is drawn, and how it is made with either module."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

Bound = Callable[[list[float], dict[str, Any]], float]
"""From the bounds of the inputs and the attributes to the largest absolute value that can come out."""

MOST_BOUND = 1e6
INTEGERS = ("int32", "int64", "uint8", "int8", "int16", "uint16")
FLOATS = ("float32", "float64", "float16")
COMPLEX = ("complex64", "complex128")
COMMON = ("int32", "int64", "float32", "float64")
SIGNED = (*COMMON, "int8", "int16", "float16")
REAL = (*INTEGERS, *FLOATS)
NUMBERS = (*REAL, *COMPLEX)
ANY = (*NUMBERS, "bool", "string")


class NoFit(Exception):
    """Nothing in the pool that the operation could take."""


@dataclass
class Value:
    """A tensor, a sparse tensor or an operation that a program has made so far.

    Attributes:
      ref: the id of what made it, and which of its outputs it is.
      bound: the largest absolute value; infinite where it may be NaN or anything.
      rough: whether the last bits may differ between implementations.
      record: whether it depends on the record.
    """

    ref: list[int]
    kind: str  # "tensor", "sparse" or "effect"
    tensor: Any
    bound: float = float("inf")
    rough: bool = False
    record: bool = False

    @property
    def dtype(self) -> str:
        return self.tensor.dtype.base_dtype.name

    @property
    def rank(self) -> int | None:
        return self.tensor.shape.ndims

    @property
    def dims(self) -> list[int | None]:
        return self.tensor.shape.as_list()


class Pick:
    """What draws have: the pool of values, and dice."""

    def __init__(self, random: Random, pool: Sequence[Value], records: int) -> None:
        self.random = random
        self.records = records
        self._pool = pool

    def value(
        self,
        dtypes: Sequence[str] = ANY,
        *,
        rank: int | None = None,
        least_rank: int = 0,
        exact: bool = False,
        tame: bool = False,
        record: bool = False,
        kind: str = "tensor",
    ) -> Value:
        """A value of one of the types. Late ones are more likely, so that programs get deep.

        Args:
          rank: its rank, where that matters; with a `least_rank` above 0 the rank is known too.
          exact: whether it must be the same in all implementations.
          tame: whether it must be known to be at most MOST_BOUND.
          record: whether it must depend on the record.
        """
        fitting = [
            value
            for value in self._pool
            if value.kind == kind
            and (kind == "effect" or value.dtype in dtypes)
            and (rank is None or value.rank == rank)
            and (not least_rank or (value.rank or 0) >= least_rank)
            and not (exact and value.rough)
            and not (tame and value.bound > MOST_BOUND)
            and not (record and not value.record)
        ]
        if not fitting:
            raise NoFit
        return fitting[max(self.random.randrange(len(fitting)), self.random.randrange(len(fitting)))]

    def like(self, other: Value) -> Value:
        """A value of the type of another."""
        return self.value((other.dtype,))

    def choice(self, options: Sequence[Any]) -> Any:
        return options[self.random.randrange(len(options))]

    def int(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def axis(self, value: Value) -> int:
        """An axis of a value of a known rank above 0, counted from either end."""
        assert value.rank
        return self.int(-value.rank, value.rank - 1)

    def axes(self, value: Value) -> list[int] | None:
        """Some axes of a value, or all."""
        if not value.rank or self.chance(0.3):
            return None
        return sorted(self.random.sample(range(value.rank), self.int(1, value.rank)))

    def numbers(self, dtype: str, shape: Sequence[int]) -> Any:
        """A nested list of small numbers of a type; exact in all of them."""
        if not shape:
            return self.number(dtype)
        return [self.numbers(dtype, shape[1:]) for _ in range(shape[0])]

    def number(self, dtype: str) -> Any:
        if dtype == "bool":
            return self.chance(0.5)
        if dtype == "string":
            return self.choice(["", "a", "-", "xyz", "7", "0.5", "a b", "a longer text than others", "ä", "x,y"])
        if dtype.startswith("uint"):
            return self.int(0, 7)
        if dtype.startswith("int"):
            return self.int(-4, 7)
        return self.int(-8, 16) / 4

    def small_shape(self) -> list[int]:
        return self.choice([[], [], [1], [2], [3], [2, 3], [1, 2], [3, 1], [0]])


Draw = Callable[[Pick], "tuple[list[Value], dict[str, Any]]"]


@dataclass(frozen=True)
class Kind:
    """An operation, or a few of them that make up one thing.

    Attributes:
      draw: chooses inputs and attributes; raises NoFit.
      make: from the module, the World, the input tensors, and the attributes by name to a tensor, a sparse tensor, an
        operation, or a list of tensors.
      bound: the bound of its outputs, or what computes it.
      rough: whether implementations may differ in the last bits of its floating outputs.
      exact: whether results are exact whatever the inputs were (shapes, say).
      random: whether it draws random numbers.
      ordered: whether what it gives depends on which records came before.
      weight: how often it is drawn.
    """

    name: str
    draw: Draw
    make: Callable[..., Any]
    bound: Bound | float = float("inf")
    rough: bool = False
    exact: bool = False
    random: bool = False
    ordered: bool = False
    weight: float = 1.0

    def bound_of(self, inputs: Sequence[Value], attributes: dict[str, Any]) -> float:
        if callable(self.bound):
            return self.bound([value.bound for value in inputs], attributes)
        return self.bound


KINDS: dict[str, Kind] = {}


def kind(name: str, draw: Draw, make: Callable[..., Any], **traits: Any) -> None:
    """Define an operation."""
    assert name not in KINDS, name
    KINDS[name] = Kind(name, draw, make, **traits)


def same(bounds: list[float], _: dict[str, Any]) -> float:
    """The bound of what only moves or drops values."""
    return max(bounds)


def one(dtypes: Sequence[str], **needs: Any) -> Draw:
    """A draw of one input and no attributes."""
    return lambda pick: ([pick.value(dtypes, **needs)], {})
