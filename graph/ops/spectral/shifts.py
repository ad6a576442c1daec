"""The middle of a spectrum brought to the front, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types.likes import TensorLike


@export("signal.fftshift")
def fftshift(x: TensorLike, axes: int | Sequence[int] | None = None, name: str | None = None) -> Tensor:
    """A spectrum with the zero frequency in the middle.

    Args:
      x: any dtype; the sizes of these axes are known.
      axes: an axis or several; all by default.

    Returns:
      the shape and dtype of `x`.

    Raises:
      TypeError: a size is not known.
    """
    with name_scope(name, "fftshift") as scope:
        return _half_turned(x, axes, 1, scope)


@export("signal.ifftshift")
def ifftshift(x: TensorLike, axes: int | Sequence[int] | None = None, name: str | None = None) -> Tensor:
    """The inverse of `tf.signal.fftshift`.

    Args:
      x: any dtype; the sizes of these axes are known.
      axes: an axis or several; all by default.

    Returns:
      the shape and dtype of `x`.

    Raises:
      TypeError: a size is not known.
    """
    with name_scope(name, "ifftshift") as scope:
        return _half_turned(x, axes, -1, scope)


def _half_turned(x: TensorLike, axes: int | Sequence[int] | None, direction: int, scope: str) -> Tensor:
    tensor = convert_to_tensor(x)
    sizes: Any = tensor.static_shape
    chosen = list(range(len(sizes))) if axes is None else axes
    if isinstance(chosen, int):
        return ops.roll(tensor, direction * int(sizes[chosen] // 2), chosen, name=scope)
    shift = [direction * int(sizes[axis] // 2) for axis in chosen]
    return ops.roll(tensor, np.array(shift, np.int32), np.array(chosen, np.int32), name=scope)
