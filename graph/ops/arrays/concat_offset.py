"""ConcatOffset: where the parts of what is joined begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ... import ops
from ...core.op import Op
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import CONSTANT, PURE
from ...types.errors import invalid

CONCAT_OFFSET = Op(
    "ConcatOffset",
    "concat_dim: int32, shape: N * int32 -> offset: N * int32",
    "N: int >= 2",
    traits=PURE,
    shape=lambda op: [tensor.static_shape for tensor in op.inputs[1:]],
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@CONCAT_OFFSET.kernel
def _concat_offset(concat_dim: Any, shape: Sequence[np.ndarray]) -> tuple:
    """Where each of the tensors of these shapes begins in what they are joined to."""
    first, axis, before, found = shape[0], int(concat_dim), 0, []
    if not -len(first) <= axis < len(first):
        raise invalid(f"Concat dim is out of range: {axis} vs. {len(first)}")
    axis %= len(first)
    for number, sizes in enumerate(shape):
        if len(sizes) != len(first):
            raise invalid(f"input {number} should contain {len(first)} elements, but got {len(sizes)}")
        different = np.flatnonzero(np.delete(sizes != first, axis))
        if different.size:
            raise invalid(
                f"All dimensions except {axis} must match. Input {number} has shape {_spelt(sizes)} and doesn't match input 0 "
                f"with shape {_spelt(first)}."
            )
        offset = np.zeros_like(sizes)
        offset[axis] = before
        before += int(sizes[axis])
        found.append(offset)
    return tuple(found)


def _spelt(sizes: np.ndarray) -> str:
    return f"[{' '.join(map(str, sizes.tolist()))}]"


def sizes_of(values: Sequence[Tensor]) -> list[Tensor]:
    """The shapes of the tensors, by one operation where one is not known."""
    sizes = []
    for value in values:
        sizes.append(ops.shape(value))
        if CONSTANT not in sizes[-1].op.definition.traits:
            return ops.shape_n(values)
    return sizes


def convert_axis(axis: Any) -> Any:
    """A Python value that says an axis, as int32."""
    return np.asarray(axis, np.int32) if isinstance(axis, (int, np.integer)) else axis
