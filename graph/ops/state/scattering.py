"""Rows and elements of variables that are changed in place, by index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.op import Op, stateful_op
from ...core.operation import Operation
from ...runtime._rows_cy import add_rows, subtract_rows
from ...runtime.variable_state import VariableState
from ...types import dtypes
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, bracket, merge, with_rank_at_least
from ..arrays.gather import rows_at
from ..arrays.scatter import check_updates
from ..math.division import quotient

Change = Callable[[np.ndarray, Any, Any], None]
"""What changes an array at an index, given the new or the other values; what is named twice is changed twice."""


def _set(current: np.ndarray, at: Any, updates: Any) -> None:
    current[at] = updates


def _divide(current: np.ndarray, at: Any, updates: Any) -> None:
    if current.dtype.kind not in "iu":
        np.divide.at(current, at, updates)
        return
    rows = np.broadcast_to(updates, np.shape(at) + current.shape[1:])
    for place in np.ndindex(np.shape(at)):
        current[at[place]] = quotient(current[at[place]], rows[place])


# -- rows --------------------------------------------------------------------------------------------------------------


def _rows_shape(op: Operation) -> StaticShape:
    variable, indices, updates = (tensor.static_shape for tensor in op.inputs)
    if variable is not None and indices is not None and updates != ():  # a scalar is for every element
        merge(updates, indices + variable[1:])
    return variable


def _scatter(type: str, change: Change, kinds: tuple = dtypes.NUMBERS, locking: str = "false") -> Op:
    """An op that changes some rows of a variable in place."""
    definition = stateful_op(
        type,
        "ref: Ref(T), indices: Tindices, updates: T -> output_ref: Ref(T)",
        f"use_locking: bool = {locking}, Tindices: {{int32, int64}}",
        **({"T": kinds} if kinds else {}),
    )
    definition.shape(_rows_shape)

    @definition.kernel
    def _change(ref: VariableState, indices: Any, updates: Any) -> None:
        with ref.lock:
            current = ref.read()
            indices = np.asarray(indices)
            expected = indices.shape + current.shape[1:]
            if np.ndim(updates) and np.shape(updates) != expected:
                raise invalid(
                    "Must have updates.shape = indices.shape + params.shape[1:] or updates.shape = [], got "
                    f"updates.shape {bracket(np.shape(updates))}, indices.shape {bracket(indices.shape)}, "
                    f"params.shape {bracket(current.shape)}",
                )
            wrong = (indices < 0) | (indices >= len(current))
            if wrong.any():
                at = np.unravel_index(int(np.argmax(wrong)), indices.shape)
                raise invalid(
                    f"indices{bracket(tuple(map(int, at))) if at else ''} = {indices[at]} is not in [0, {len(current)})"
                )
            change(current, indices, updates)

    return definition


_ORDERED = (dtypes.float16, dtypes.float32, dtypes.float64, dtypes.int32, dtypes.int64)

SCATTER_UPDATE = _scatter("ScatterUpdate", _set, (), "true")
SCATTER_ADD = _scatter("ScatterAdd", add_rows)
SCATTER_SUB = _scatter("ScatterSub", subtract_rows)
SCATTER_MUL = _scatter("ScatterMul", np.multiply.at)
SCATTER_DIV = _scatter("ScatterDiv", _divide)
SCATTER_MIN = _scatter("ScatterMin", np.minimum.at, _ORDERED)
SCATTER_MAX = _scatter("ScatterMax", np.maximum.at, _ORDERED)


# -- elements and slices, by coordinates -------------------------------------------------------------------------------


def _elements_shape(op: Operation) -> StaticShape:
    variable, indices, updates = (tensor.static_shape for tensor in op.inputs)
    check_updates(variable, with_rank_at_least(indices, 1), with_rank_at_least(updates, 1))
    return variable


def _scatter_nd(type: str, change: Change, kinds: tuple = dtypes.NUMBERS, locking: str = "false") -> Op:
    """An op that changes elements or slices of a variable in place, at the coordinates in the last axis of `indices`."""
    definition = stateful_op(
        type,
        "ref: Ref(T), indices: Tindices, updates: T -> output_ref: Ref(T)",
        f"use_locking: bool = {locking}, Tindices: {{int32, int64}}",
        **({"T": kinds} if kinds else {}),
    )
    definition.shape(_elements_shape)

    @definition.kernel
    def _change(ref: VariableState, indices: Any, updates: Any) -> None:
        with ref.lock:
            current = ref.read()
            indices, updates = np.asarray(indices), np.asarray(updates)
            _check_elements(indices, updates, current.shape)
            change(*rows_at(current, indices), updates)

    return definition


def _check_elements(indices: np.ndarray, updates: np.ndarray, shape: tuple[int, ...]) -> None:
    """Raises InvalidArgumentError where there is not one update, of the right shape, for each row of coordinates."""
    depth = indices.shape[-1] if indices.ndim else 1
    if indices.ndim and updates.ndim and indices.shape[0] != updates.shape[0] and indices.ndim + updates.ndim > 1:
        raise invalid(
            "The outermost dimension of updates and indices must match. Got indices.shape "
            f"{bracket(indices.shape)}, updates.shape {bracket(updates.shape)}"
        )
    if not indices.ndim or depth > len(shape) or updates.shape != indices.shape[:-1] + shape[depth:]:
        raise invalid(
            "Must have updates.shape = indices.shape[:batch_dim] + params_shape[slice_dim:], got updates.shape: "
            f"{bracket(updates.shape)}, indices.shape: {bracket(indices.shape)}, params_shape: {bracket(shape)}, "
            f"slice_dim: {depth}, and batch_dim: {max(indices.ndim - 1, 1 if not indices.ndim else 0)}"
        )


SCATTER_ND_UPDATE = _scatter_nd("ScatterNdUpdate", _set, (), "true")
SCATTER_ND_ADD = _scatter_nd("ScatterNdAdd", add_rows)
SCATTER_ND_SUB = _scatter_nd("ScatterNdSub", subtract_rows)
