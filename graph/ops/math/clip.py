"""Clipping by norm: tensors made shorter where they are too long, as gradients are before they are applied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types.dtypes import float32
from ...types.likes import TensorLike
from ..sparse.indexed_slices import IndexedSlices


@export("clip_by_norm")
@once_named_at("axes", "0.9")
def clip_by_norm(t: TensorLike, clip_norm: TensorLike, axes: Any = None, name: str | None = None) -> Any:
    """`t`, scaled down where its L2 norm is above `clip_norm`.

    Args:
      t: floats; or IndexedSlices, whose values count as they are.
      clip_norm: scalar, the longest norm.
      axes: the axes over which a norm is taken; all by default. `axes=[1]` clips each row of a matrix.

    Returns:
      a tensor of the shape and type of `t`, or IndexedSlices.

    Raises:
      ValueError: `clip_norm` is larger than `t`, so that the result would be.
      TypeError: `t` is not of floats.
    """
    with name_scope(name, "clip_by_norm", [t, clip_norm]) as scope:
        values = _values(t, "t")
        squares = ops.reduce_sum(values * values, axes, keepdims=True)
        longer = squares > 0
        # The root is taken of numbers above 0 only: its gradient at 0 is infinite.
        norm = ops.where(longer, ops.sqrt(ops.where(longer, squares, ops.ones_like(squares))), squares)
        scaled = values * clip_norm
        values.shape.merge_with(scaled.shape)
        return _like(t, ops.identity(scaled / ops.maximum(norm, clip_norm), name=scope))


@export("global_norm", "linalg.global_norm")
def global_norm(t_list: Sequence[Any], name: str | None = None) -> Tensor:
    """The L2 norm of all elements of all tensors together; 0 where there are none.

    Args:
      t_list: sequence of tensors of floats, IndexedSlices, or None, which counts nothing.

    Returns:
      scalar of their dtype.

    Raises:
      TypeError: `t_list` is no sequence, or not of floats.
    """
    given = _sequence(t_list)
    with name_scope(name, "global_norm", [t for t in given if t is not None]):
        tensors = [None if t is None else _values(t, f"t_{k}") for k, t in enumerate(given)]
        halves = ops.reduce_sum(ops.stack([ops.l2_loss(tensor) for tensor in tensors if tensor is not None]))
        return ops.sqrt(halves * constant(2.0, halves.dtype), name="global_norm")


@export("clip_by_global_norm")
def clip_by_global_norm(
    t_list: Sequence[Any], clip_norm: TensorLike, use_norm: Any = None, name: str | None = None
) -> tuple[list, Tensor]:
    """The tensors, all scaled down by one ratio where their norm together is above `clip_norm`.

    Args:
      t_list: sequence of tensors of floats, IndexedSlices, or None, which stays.
      clip_norm: scalar, the longest norm.
      use_norm: their norm together, where it is known; `global_norm(t_list)` by default.

    Returns:
      the list of clipped tensors, NaN where the norm is infinite or NaN; and the norm before.

    Raises:
      TypeError: `t_list` is no sequence, or not of floats.
    """
    given = _sequence(t_list)
    norm = global_norm(given, name) if use_norm is None else convert_to_tensor(use_norm)
    with name_scope(name, "clip_by_global_norm", [*(t for t in given if t is not None), clip_norm]) as scope:
        ratio = clip_norm * ops.minimum(1.0 / norm, constant(1.0, norm.dtype) / clip_norm)
        scale = ops.where(ops.is_finite(norm), ratio, constant(float("nan"), norm.dtype))
        tensors = [None if t is None else _values(t, f"t_{k}") for k, t in enumerate(given)]
        clipped = [
            None if tensor is None else _like(t, ops.identity(tensor * scale, name=f"{scope}_{k}"))
            for k, (t, tensor) in enumerate(zip(given, tensors, strict=True))
        ]
        return clipped, norm


@export("clip_by_average_norm")
def clip_by_average_norm(t: TensorLike, clip_norm: TensorLike, name: str | None = None) -> Tensor:
    """`t`, scaled down where its L2 norm divided by its number of elements is above `clip_norm`.

    Args:
      t: float32 tensor.
      clip_norm: scalar, the longest norm per element.

    Returns:
      shape and dtype of `t`.

    Raises:
      TypeError: another dtype.
    """
    with name_scope(name, "clip_by_average_norm", [t, clip_norm]) as scope:
        values = convert_to_tensor(t, name="t")
        count = ops.cast(ops.size(values), float32)
        shortness = ops.rsqrt(ops.reduce_sum(values * values, ops.range(ops.rank(values))))
        scaled = values * clip_norm
        return ops.identity(scaled * ops.minimum(shortness * count, constant(1.0) / clip_norm), name=scope)


def _sequence(t_list: Any) -> list:
    if not isinstance(t_list, Sequence) or isinstance(t_list, str):
        raise TypeError("t_list should be a sequence")
    return list(t_list)


def _values(t: Any, name: str) -> Tensor:
    return convert_to_tensor(t.values if isinstance(t, IndexedSlices) else t, name=name)


def _like(t: Any, clipped: Tensor) -> Any:
    return IndexedSlices(clipped, t.indices, t.dense_shape) if isinstance(t, IndexedSlices) else clipped
