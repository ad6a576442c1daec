"""Elements of TensorArrays that are the rows of one array, from the first to the last: written and read as one."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..core.operation import Operation
from ..core.rules.rows import RowAccess
from .tensor_array_state import TensorArrayState


def are_all_places(indices: Any, elements: Any) -> bool:
    """Whether indices are 0, 1, 2, ..., one for each element."""
    return indices.shape == elements.shape[:1] != () and bool((indices == np.arange(len(indices))).all())


def access_of_write(op: Operation) -> RowAccess:
    """How the elements are written that a node writes in all iterations."""
    kind = op.get_attr("T")

    def look(handle: TensorArrayState, value: Any) -> bool:
        return handle.dtype is kind and handle.takes_rows(value)

    return RowAccess(0, 1, 2, 3, look, TensorArrayState.write_rows)


def access_of_read(op: Operation) -> RowAccess:
    """How the elements are read that a node reads in all iterations."""
    kind = op.get_attr("dtype")

    def look(handle: TensorArrayState, n: int) -> Any:
        whole = handle.rows() if handle.dtype is kind else None
        return whole if whole is not None and len(whole) == n else None

    return RowAccess(0, 1, None, 2, look, TensorArrayState.read_rows)
