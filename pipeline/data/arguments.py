"""Arguments of datasets as tensors: numbers, seeds."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export_value
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.runtime.random_seed import get_seed
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

AUTOTUNE = -1
"""In place of a number: as many as serve best."""
export_value(AUTOTUNE, "data.experimental.AUTOTUNE", "contrib.data.AUTOTUNE")


def int64(value: TensorLike, name: str) -> Tensor:
    """A value as an int64 tensor, a constant of that name."""
    return convert_to_tensor(value, dtypes.int64, name=name)


def seeds(seed: Any) -> tuple[Tensor, Tensor]:
    """The two seeds of an op as tensors; where nothing is seeded, zeros."""
    first, second = get_seed(seed)
    one = int64(0 if first is None else first, "seed")
    if second is None:
        return one, constant(0, dtypes.int64, name="seed2")
    with get_default_graph().name_scope("seed2") as scope:
        two = convert_to_tensor(second, dtypes.int64)
        nothing = ops.logical_and(ops.equal(one, 0), ops.equal(two, 0))
        return one, ops.where(nothing, constant(2**31 - 1, dtypes.int64), two, name=scope)


def known_size(size: Tensor, drops: Tensor) -> int | None:
    """How many elements each batch has, where that is known and smaller last ones are left out."""
    known = constant_value(size) if bool(constant_value(drops)) else None
    return None if known is None else int(known)
