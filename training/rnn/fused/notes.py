"""What known cells say of the operations they make, while the body of a dynamic_rnn is built.

A cell, or a wrapper, notes what it has computed from which tensors. What nobody has noted is not known: where an output
of a step does not follow from what was noted, the loop stays a loop.
"""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import DRAWS


@dataclass(frozen=True)
class Recurrent:
    """A cell with a state: `output` and `new_state` of `source` and `state`.

    Attributes:
      machine: what computes it over all steps.
      weights: as the machine takes them.
    """

    machine: Any
    source: Tensor
    state: Sequence[Tensor]
    weights: Sequence[Tensor]
    output: Tensor
    new_state: Sequence[Tensor]


@dataclass(frozen=True)
class Dropped:
    """Dropout of `source`.

    Attributes:
      keep_prob: a float or a scalar tensor.
      draws: the operation that takes the random numbers.
    """

    source: Tensor
    output: Tensor
    keep_prob: Any
    draws: Operation


@dataclass(frozen=True)
class Summed:
    """The sum of two tensors of one shape."""

    sources: tuple[Tensor, Tensor]
    output: Tensor


Note = Recurrent | Dropped | Summed

_notes: contextvars.ContextVar[list[Note] | None] = contextvars.ContextVar("notes of a step", default=None)


@contextlib.contextmanager
def noting() -> Iterator[list[Note]]:
    """A block whose cells note what they compute; yields the notes."""
    notes: list[Note] = []
    outer = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(outer)


def note(one: Note) -> None:
    """Note something, if anybody wants to know."""
    notes = _notes.get()
    if notes is not None:
        notes.append(one)


def weights_of(sums: Tensor) -> tuple[Tensor, Tensor]:
    """Kernel and bias of `bias_add(matmul(x, kernel), bias)`."""
    product, bias = sums.op.inputs
    return product.op.inputs[1], bias


def draws_of(dropped: Tensor) -> Operation:
    """The operation whose random numbers decide what dropout keeps: x * scale * cast(numbers >= rate)."""
    kept = dropped.op.inputs[1].op
    numbers = kept.inputs[0].op
    drawn = numbers.inputs[0].op
    while DRAWS not in drawn.definition.traits:
        drawn = drawn.inputs[0].op
    return drawn
