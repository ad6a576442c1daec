"""Cosine transforms."""

from __future__ import annotations

import math
from typing import Any

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import TensorLike
from .real_fourier import irfft, rfft


def _check(input: Any, type: int, n: int | None, axis: int, norm: str | None) -> None:
    if axis != -1:
        raise NotImplementedError(f"axis must be -1. Got: {axis}")
    if n is not None and n < 1:
        raise ValueError("n should be a positive integer or None")
    if type not in (1, 2, 3):
        raise ValueError("Only Types I, II and III (I)DCT are supported.")
    if type == 1:
        if norm == "ortho":
            raise ValueError("Normalization is not supported for the Type-I DCT.")
        known = convert_to_tensor(input, dtypes.float32).static_shape
        if known and known[-1] is not None and known[-1] < 2:
            raise ValueError("Type-I DCT requires the dimension to be greater than one.")
    if norm not in (None, "ortho"):
        raise ValueError(f"Unknown normalization. Expected None or 'ortho', got: {norm}")


@export("signal.dct", "spectral.dct")
def dct(
    input: TensorLike, type: int = 2, n: int | None = None, axis: int = -1, norm: str | None = None, name: str | None = None
) -> Tensor:
    """The cosine transform along the last axis.

    Args:
      input: float32 [..., samples].
      type: 1, 2 or 3.
      n: to how many samples the input is cut or filled up with zeros first.
      axis: -1.
      norm: "ortho" for a matrix that is orthogonal (types 2 and 3), or None.

    Returns:
      float32 [..., samples], or [..., n].

    Raises:
      ValueError: a `type`, an `n` or a `norm` that there is not, less than 2 samples for type 1.
      NotImplementedError: another axis.
    """
    _check(input, type, n, axis, norm)
    with name_scope(name, "dct", [input]):
        tensor = convert_to_tensor(input, dtypes.float32)
        if n is not None:
            tensor = _of_length(tensor, n)
        if type == 1:
            return ops.real(rfft(ops.concat([tensor, tensor[..., -2:0:-1]], axis=-1)))
        known = tensor.static_shape
        size: Any = known[-1] if known and known[-1] else ops.shape(tensor)[-1]
        return (_second if type == 2 else _third)(tensor, size, norm)


def _of_length(tensor: Tensor, n: int) -> Tensor:
    known = tensor.static_shape
    if known and known[-1] is not None:
        if n <= known[-1]:
            return tensor[..., :n]
        return ops.pad(tensor, [[0, 0]] * (len(known) - 1) + [[0, n - known[-1]]])
    tensor = tensor[..., :n]
    outer = ops.zeros(ops.stack([ops.rank(tensor) - 1, 2]), dtypes.int32)
    return ops.pad(tensor, ops.concat([outer, [[0, n - ops.shape(tensor)[-1]]]], 0))


def _turned(size: Any, direction: float) -> Tensor:
    """2 exp(i pi k / (2 size)) for k below size."""
    count = ops.cast(size, dtypes.float32)
    return 2.0 * ops.exp(ops.complex(0.0, ops.range(count) * (direction * math.pi * 0.5) / count))


def _weights(first: Tensor, rest: Tensor, size: Any) -> Tensor:
    return ops.concat([ops.expand_dims(first, 0), ops.fill(ops.stack([size - 1]), rest)], 0)


def _second(tensor: Tensor, size: Any, norm: str | None) -> Tensor:
    found = ops.real(rfft(tensor, fft_length=ops.stack([2 * size]))[..., :size] * _turned(size, -1.0))
    if norm == "ortho":
        first = 0.5 * ops.rsqrt(ops.cast(size, dtypes.float32))
        found = found * _weights(first, first * math.sqrt(2.0), size)
    return found


def _third(tensor: Tensor, size: Any, norm: str | None) -> Tensor:
    count = ops.cast(size, dtypes.float32)
    first = ops.sqrt(count)
    scaled = tensor * (_weights(first, first * math.sqrt(0.5), size) if norm == "ortho" else count)
    return irfft(_turned(size, 1.0) * ops.complex(scaled, 0.0), fft_length=ops.stack([2 * size]))[..., :size]


@export("signal.idct", "spectral.idct")
def idct(
    input: TensorLike, type: int = 2, n: int | None = None, axis: int = -1, norm: str | None = None, name: str | None = None
) -> Tensor:
    """The inverse of the cosine transform along the last axis, up to a factor without `norm`.

    Args:
      input: float32 [..., samples].
      type: 1, 2 or 3: of the transform whose inverse it is.
      n: to how many samples the input is cut or filled up with zeros first.
      axis: -1.
      norm: "ortho" (types 2 and 3) or None, as of that transform.

    Returns:
      float32 [..., samples], or [..., n].

    Raises:
      ValueError: a `type`, an `n` or a `norm` that there is not, less than 2 samples for type 1.
      NotImplementedError: another axis.
    """
    _check(input, type, n, axis, norm)
    return dct(input, type={1: 1, 2: 3, 3: 2}[type], n=n, axis=axis, norm=norm, name=name)
