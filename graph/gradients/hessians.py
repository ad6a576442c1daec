"""hessians: second derivatives."""

from __future__ import annotations

import math
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.tensor import Tensor
from ..types.static_shapes import is_full
from .gradients import gradients


@export("hessians")
def hessians(
    ys: Any,
    xs: Any,
    name: str = "hessians",
    colocate_gradients_with_ops: bool = False,
    gate_gradients: bool = False,
    aggregation_method: int | None = None,
) -> list[Tensor]:
    """The matrices of the second derivatives of sum(ys) by each x.

    Args:
      ys: tensor or list of tensors.
      xs: tensor, variable, or list of them, each of a shape that is known when the graph is built: there are as many
        derivatives of a gradient in the graph as it has elements.
      name: accepted.
      colocate_gradients_with_ops, gate_gradients, aggregation_method: as in `gradients`.

    Returns:
      a tensor of shape `shape(x) + shape(x)` per x.

    Raises:
      LookupError: an operation on the way has no gradient rule.
      ValueError: an x has no path to any y, or its shape is not known.
    """
    sources = list(xs) if isinstance(xs, (list, tuple)) else [xs]
    options = (colocate_gradients_with_ops, gate_gradients, aggregation_method)
    found = []
    for x, first in zip(sources, gradients(ys, sources, None, "gradients", *options), strict=True):
        if first is None:
            raise ValueError(f"hessians: no way leads from {x} to the ys. None values not supported.")
        sizes = convert_to_tensor(x).static_shape
        if sizes is None or not is_full(sizes):
            raise ValueError(f"hessians: the shape of {x} must be known when the graph is built")
        flat = ops.reshape(first, [-1])
        rows = []
        for at in range(math.prod(sizes)):
            (row,) = gradients(ops.getitem(flat, at), x, None, "gradients", *options)
            rows.append(ops.zeros(sizes, first.dtype) if row is None else convert_to_tensor(row))
        found.append(ops.reshape(ops.stack(rows), [*sizes, *sizes]) if rows else ops.zeros([*sizes, *sizes], first.dtype))
    return found
