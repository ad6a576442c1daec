"""Fourier transforms of complex numbers, along the last one, two or three axes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import native
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import bracket, with_rank_at_least

_COMPLEX = (dtypes.complex64, dtypes.complex128)


def _along_last(kernel: Callable[..., np.ndarray], rank: int) -> Callable[[np.ndarray], np.ndarray]:
    def run(input: np.ndarray) -> np.ndarray:
        if input.ndim < rank:
            raise invalid(f"Input must have rank of at least {rank} but got: {bracket(input.shape)}")
        if not input.size:
            return np.zeros_like(input)
        with np.errstate(all="ignore"):
            return kernel(input, axes=tuple(range(-rank, 0))).astype(input.dtype, copy=False)

    return run


def _sizes(tensor: Tensor, rank: int) -> Tensor:
    """How many elements a transform of the tensor goes over."""
    return ops.reduce_prod(ops.shape(tensor)[-rank:])


def _complex_transform(type: str, rank: int, *, inverse: bool) -> Op:
    """The op of a transform of complex numbers along so many axes."""
    op = Op(
        type,
        "input: Tcomplex -> output: Tcomplex",
        traits=PURE,
        Tcomplex=_COMPLEX,
        shape=lambda node: with_rank_at_least(node.inputs[0].static_shape, rank),
        kernel=_along_last(np.fft.ifftn if inverse else np.fft.fftn, rank),
        batch=native,
    )

    @op.gradient
    def _gradient(node: Operation, dy: Any) -> list:
        size = ops.cast(_sizes(dy, rank), dy.dtype)
        other = (TRANSFORMS if inverse else INVERSE_TRANSFORMS)[rank](dy)
        return [other / size if inverse else other * size]

    return op


FFT = _complex_transform("FFT", 1, inverse=False)
IFFT = _complex_transform("IFFT", 1, inverse=True)
FFT2D = _complex_transform("FFT2D", 2, inverse=False)
IFFT2D = _complex_transform("IFFT2D", 2, inverse=True)
FFT3D = _complex_transform("FFT3D", 3, inverse=False)
IFFT3D = _complex_transform("IFFT3D", 3, inverse=True)
TRANSFORMS = {1: FFT, 2: FFT2D, 3: FFT3D}
INVERSE_TRANSFORMS = {1: IFFT, 2: IFFT2D, 3: IFFT3D}
"""The transforms by the number of their axes."""


@export("signal.fft", "spectral.fft", "fft")
def fft(input: TensorLike, name: str | None = None) -> Tensor:
    """The discrete Fourier transform along the last axis.

    Args:
      input: complex64 or complex128 [..., n].

    Returns:
      that shape and type.

    Raises:
      ValueError: the rank is known to be below 1.
    """
    return FFT(input, name=name)


@export("signal.fft2d", "spectral.fft2d", "fft2d")
def fft2d(input: TensorLike, name: str | None = None) -> Tensor:
    """The discrete Fourier transform along the last two axes.

    Args:
      input: complex64 or complex128 [..., m, n].

    Returns:
      that shape and type.

    Raises:
      ValueError: the rank is known to be below 2.
    """
    return FFT2D(input, name=name)


@export("signal.fft3d", "spectral.fft3d", "fft3d")
def fft3d(input: TensorLike, name: str | None = None) -> Tensor:
    """The discrete Fourier transform along the last three axes.

    Args:
      input: complex64 or complex128 [..., k, m, n].

    Returns:
      that shape and type.

    Raises:
      ValueError: the rank is known to be below 3.
    """
    return FFT3D(input, name=name)


@export("signal.ifft", "spectral.ifft", "ifft")
def ifft(input: TensorLike, name: str | None = None) -> Tensor:
    """The inverse discrete Fourier transform along the last axis.

    Args:
      input: complex64 or complex128 [..., n].

    Returns:
      that shape and type, divided by the number of elements that a transform goes over.

    Raises:
      ValueError: the rank is known to be below 1.
    """
    return IFFT(input, name=name)


@export("signal.ifft2d", "spectral.ifft2d", "ifft2d")
def ifft2d(input: TensorLike, name: str | None = None) -> Tensor:
    """The inverse discrete Fourier transform along the last two axes.

    Args:
      input: complex64 or complex128 [..., m, n].

    Returns:
      that shape and type, divided by the number of elements that a transform goes over.

    Raises:
      ValueError: the rank is known to be below 2.
    """
    return IFFT2D(input, name=name)


@export("signal.ifft3d", "spectral.ifft3d", "ifft3d")
def ifft3d(input: TensorLike, name: str | None = None) -> Tensor:
    """The inverse discrete Fourier transform along the last three axes.

    Args:
      input: complex64 or complex128 [..., k, m, n].

    Returns:
      that shape and type, divided by the number of elements that a transform goes over.

    Raises:
      ValueError: the rank is known to be below 3.
    """
    return IFFT3D(input, name=name)
