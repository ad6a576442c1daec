"""What a checkpoint says of a tensor."""

from __future__ import annotations

from typing import NamedTuple

from . import kinds
from .slices import TensorSlice, bracket


class Entry(NamedTuple):
    """A tensor in a checkpoint.

    Attributes:
      dtype: TensorFlow's number of the type (`kinds`).
      shape: of the whole tensor.
      slices: the parts in which it is stored; none where it is in one piece.
    """

    dtype: int
    shape: tuple[int, ...]
    slices: tuple[TensorSlice, ...] = ()


def debug_line(name: bytes, entry: Entry) -> str:
    """A line of TensorFlow's list of what is in a checkpoint; bytes that are not ASCII are Latin-1 characters."""
    kind = f"DT_{kinds.name_of(entry.dtype).upper()}"
    return f"{name.decode('latin-1')} ({kind}) {bracket(entry.shape)}\n"
