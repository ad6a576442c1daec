"""Entry: what a checkpoint says of a tensor."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..errors import DataLossError, ResourceExhaustedError
from . import element_types
from .slices import TensorSlice, bracket


class Entry(NamedTuple):
    """A tensor in a checkpoint.

    Attributes:
      dtype: TensorFlow's number of the type (`element_types`).
      shape: of the whole tensor.
      slices: the parts in which it is stored; none where it is in one piece.
    """

    dtype: int
    shape: tuple[int, ...]
    slices: tuple[TensorSlice, ...] = ()


def debug_line(name: bytes, entry: Entry) -> str:
    """A line of TensorFlow's list of what is in a checkpoint; bytes that are not ASCII are Latin-1 characters."""
    kind = f"DT_{element_types.name_of(entry.dtype).upper()}"
    return f"{name.decode('latin-1')} ({kind}) {bracket(entry.shape)}\n"


def empty(shape: tuple[int, ...], kind: Any, name: str, prefix: str) -> np.ndarray:
    """An array for a tensor, its values still to come.

    Raises:
      DataLossError: no array has that shape. ResourceExhaustedError: there is not so much memory.
    """
    try:
        return np.empty(shape, kind)
    except (ValueError, OverflowError) as error:
        raise DataLossError(None, None, f"no array has its shape: {error}; tensor '{name}' in {prefix}", path=prefix) from error
    except MemoryError as error:
        raise ResourceExhaustedError(None, None, f"out of memory: {error}; tensor '{name}' in {prefix}", path=prefix) from error
