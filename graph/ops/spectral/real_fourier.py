"""Fourier transforms of real numbers, along the last one, two or three axes, and their inverses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import native
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value, constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, is_full, with_rank, with_rank_at_least
from .fourier import INVERSE_TRANSFORMS


def _checked(input: np.ndarray, fft_length: np.ndarray, rank: int, *, inverse: bool) -> tuple[np.ndarray, tuple[int, ...]]:
    """The part of the input that is transformed, and the sizes of the transform."""
    if input.ndim < rank:
        raise invalid(f"Input must have rank of at least {rank} but got: {bracket(input.shape)}")
    if fft_length.shape != (rank,):
        raise invalid(f"fft_length must have shape [{rank}]")
    sizes = tuple(fft_length.tolist())
    for place, size in enumerate(sizes):
        if size < 0:
            raise invalid(f"fft_length[{place}] must >= 0, but got: {size}")
    needed = [*sizes[:-1], sizes[-1] // 2 + 1] if inverse else sizes
    for axis, size in enumerate(needed, input.ndim - rank):
        if input.shape[axis] < size:
            raise invalid(f"Input dimension {axis} must have length of at least {size} but got: {input.shape[axis]}")
    taken: Any = (..., *(slice(size) for size in needed))
    return input[taken], sizes


def _real_shape(rank: int, *, inverse: bool) -> Callable[[Operation], StaticShape]:
    def shape(op: Operation) -> StaticShape:
        known = with_rank_at_least(op.inputs[0].static_shape, rank)
        (count,) = with_rank(op.inputs[1].static_shape, 1)
        if count not in (None, rank):
            raise ValueError(f"Dimension must be {rank} but is {count}")
        if known is None:
            return None
        sizes = constant_value(op.inputs[1])
        if sizes is None:
            return (*known[: len(known) - rank], *[None] * rank)
        *outer, last = (int(size) for size in sizes)
        found = (*outer, last if inverse or not last else int(last / 2) + 1)
        for size in found:
            if size < -1:
                raise ValueError(f"Dimension {size} must be >= 0")
        return (*known[: len(known) - rank], *(None if size == -1 else size for size in found))

    return shape


def _real_transform(type: str, rank: int) -> Op:
    """The op of a transform of real numbers, which gives the half of the spectrum that the other half follows from."""
    op = Op(
        type,
        "input: float32, fft_length: int32 -> output: complex64",
        traits=PURE,
        shape=_real_shape(rank, inverse=False),
        batch=native,
    )

    @op.kernel
    def _kernel(input: np.ndarray, fft_length: np.ndarray) -> np.ndarray:
        taken, sizes = _checked(input, fft_length, rank, inverse=False)
        if not taken.size:
            return np.zeros((*input.shape[:-rank], *sizes[:-1], sizes[-1] // 2 + 1 if sizes[-1] else 0), np.complex64)
        with np.errstate(all="ignore"):
            return np.fft.rfftn(taken, axes=tuple(range(-rank, 0))).astype(np.complex64)

    @op.gradient
    def _gradient(node: Operation, dy: Any) -> list:
        # The real part of the transform of all frequencies, those that are left out being 0.
        input, sizes = node.inputs
        full = INVERSE_TRANSFORMS[rank](_fitted(dy, sizes, rank)) * ops.cast(ops.reduce_prod(sizes), dtypes.complex64)
        return [_fitted(ops.real(full), ops.shape(input)[-rank:], rank), None]

    return op


def _inverse_real_transform(type: str, rank: int) -> Op:
    """The op of the inverse of such a transform."""
    op = Op(
        type,
        "input: complex64, fft_length: int32 -> output: float32",
        traits=PURE,
        shape=_real_shape(rank, inverse=True),
        batch=native,
    )

    @op.kernel
    def _kernel(input: np.ndarray, fft_length: np.ndarray) -> np.ndarray:
        taken, sizes = _checked(input, fft_length, rank, inverse=True)
        if not taken.size or 0 in sizes:
            return np.zeros((*input.shape[:-rank], *sizes), np.float32)
        with np.errstate(all="ignore"):
            return np.fft.irfftn(taken, sizes, tuple(range(-rank, 0))).astype(np.float32)

    @op.gradient
    def _gradient(node: Operation, dy: Any) -> list:
        # Frequencies that stand for themselves and for one that is left out count twice.
        input, sizes = node.inputs
        last = sizes[-1]
        places = ops.range(last // 2 + 1)
        alone = ops.logical_or(ops.equal(places, 0), ops.equal(2 * places, last))
        weight = ops.where(alone, ops.ones_like(places), 2 * ops.ones_like(places))
        share = ops.cast(weight, dtypes.complex64) / ops.cast(ops.reduce_prod(sizes), dtypes.complex64)
        return [_fitted(_REAL[rank](dy, sizes) * share, ops.shape(input)[-rank:], rank), None]

    return op


def _fitted(tensor: Tensor, sizes: Any, rank: int) -> Tensor:
    """The tensor with zeros behind its elements along the last axes, so that these have the sizes."""
    own = ops.shape(tensor)
    missing = ops.maximum(sizes - own[-rank:], 0)
    after = ops.concat([ops.zeros_like(own[:-rank]), missing], 0)
    return ops.pad(tensor, ops.stack([ops.zeros_like(after), after], axis=1))


RFFT = _real_transform("RFFT", 1)
RFFT2D = _real_transform("RFFT2D", 2)
RFFT3D = _real_transform("RFFT3D", 3)
IRFFT = _inverse_real_transform("IRFFT", 1)
IRFFT2D = _inverse_real_transform("IRFFT2D", 2)
IRFFT3D = _inverse_real_transform("IRFFT3D", 3)
_REAL = {1: RFFT, 2: RFFT2D, 3: RFFT3D}


def _applied(op: Op, rank: int, name: str, input_tensor: Any, fft_length: Any, *, inverse: bool) -> Tensor:
    tensor = convert_to_tensor(input_tensor, dtypes.complex64 if inverse else dtypes.float32, name="input_tensor")
    known = with_rank_at_least(tensor.static_shape, rank)
    if fft_length is not None:
        sizes = convert_to_tensor(fft_length, dtypes.int32, name="fft_length")
    elif known is not None and is_full(known[-rank:]):
        *outer, last = known[-rank:]
        sizes = convert_to_tensor([*outer, max(0, 2 * (last - 1)) if inverse else last], dtypes.int32)  # type: ignore[operator]
    else:
        sizes = ops.shape(tensor)[-rank:]
        if inverse:
            sizes = ops.concat([sizes[:-1], ops.maximum(0, 2 * (sizes[-1:] - 1))], 0)
    return op(_padded(tensor, sizes, rank, inverse=inverse), sizes, name=name)


def _padded(tensor: Tensor, sizes: Tensor, rank: int, *, inverse: bool) -> Tensor:
    """The tensor with zeros where it is smaller than the transform."""
    known, wanted = tensor.static_shape, constant_value_as_shape(sizes)
    if known is not None and 0 in known:
        return tensor
    if known is not None and is_full(known[-rank:]) and is_full(wanted):
        needed = [*wanted[:-1], wanted[-1] // 2 + 1] if inverse else wanted
        missing = [max(size - own, 0) for size, own in zip(needed, known[-rank:], strict=True)]  # type: ignore[operator]
        if not any(missing):
            return tensor
        return ops.pad(tensor, [[0, 0]] * (len(known) - rank) + [[0, size] for size in missing])
    return _fitted(tensor, ops.concat([sizes[:-1], sizes[-1:] // 2 + 1], 0) if inverse else sizes, rank)


@export("signal.rfft", "spectral.rfft")
def rfft(input_tensor: TensorLike, fft_length: TensorLike | None = None, name: str | None = None) -> Tensor:
    """The discrete Fourier transform of real numbers along the last axis: half of it, of which the rest is the mirror.

    Args:
      input_tensor: float32 [..., n].
      fft_length: int32 [1]: the sizes of the transform, to which the input is cut or filled up with zeros; by default those of
        the input.
      name: a name for the operation.

    Returns:
      complex64 [..., n // 2 + 1].

    Raises:
      ValueError: the rank is known to be below 1.
    """
    with name_scope(name, "rfft", [input_tensor, fft_length]) as scope:
        return _applied(RFFT, 1, scope, input_tensor, fft_length, inverse=False)


@export("signal.rfft2d", "spectral.rfft2d")
def rfft2d(input_tensor: TensorLike, fft_length: TensorLike | None = None, name: str | None = None) -> Tensor:
    """The discrete Fourier transform of real numbers along the last two axes: half of it, of which the rest is the mirror.

    Args:
      input_tensor: float32 [..., m, n].
      fft_length: int32 [2]: the sizes of the transform, to which the input is cut or filled up with zeros; by default those of
        the input.
      name: a name for the operation.

    Returns:
      complex64 [..., m, n // 2 + 1].

    Raises:
      ValueError: the rank is known to be below 2.
    """
    with name_scope(name, "rfft2d", [input_tensor, fft_length]) as scope:
        return _applied(RFFT2D, 2, scope, input_tensor, fft_length, inverse=False)


@export("signal.rfft3d", "spectral.rfft3d")
def rfft3d(input_tensor: TensorLike, fft_length: TensorLike | None = None, name: str | None = None) -> Tensor:
    """The discrete Fourier transform of real numbers along the last three axes: half of it, whose mirror the rest is.

    Args:
      input_tensor: float32 [..., k, m, n].
      fft_length: int32 [3]: the sizes of the transform, to which the input is cut or filled up with zeros; by default those of
        the input.
      name: a name for the operation.

    Returns:
      complex64 [..., k, m, n // 2 + 1].

    Raises:
      ValueError: the rank is known to be below 3.
    """
    with name_scope(name, "rfft3d", [input_tensor, fft_length]) as scope:
        return _applied(RFFT3D, 3, scope, input_tensor, fft_length, inverse=False)


@export("signal.irfft", "spectral.irfft")
def irfft(input_tensor: TensorLike, fft_length: TensorLike | None = None, name: str | None = None) -> Tensor:
    """The real numbers whose Fourier transform along the last axis has a given half.

    Args:
      input_tensor: complex64 [..., n // 2 + 1].
      fft_length: int32 [1]: the sizes of the result, to which the input is cut or filled up with zeros; by default those of
        which it is the half, of an even size along the last axis.
      name: a name for the operation.

    Returns:
      float32 [..., n].

    Raises:
      ValueError: the rank is known to be below 1.
    """
    with name_scope(name, "irfft", [input_tensor, fft_length]) as scope:
        return _applied(IRFFT, 1, scope, input_tensor, fft_length, inverse=True)


@export("signal.irfft2d", "spectral.irfft2d")
def irfft2d(input_tensor: TensorLike, fft_length: TensorLike | None = None, name: str | None = None) -> Tensor:
    """The real numbers whose Fourier transform along the last two axes has a given half.

    Args:
      input_tensor: complex64 [..., m, n // 2 + 1].
      fft_length: int32 [2]: the sizes of the result, to which the input is cut or filled up with zeros; by default those of
        which it is the half, of an even size along the last axis.
      name: a name for the operation.

    Returns:
      float32 [..., m, n].

    Raises:
      ValueError: the rank is known to be below 2.
    """
    with name_scope(name, "irfft2d", [input_tensor, fft_length]) as scope:
        return _applied(IRFFT2D, 2, scope, input_tensor, fft_length, inverse=True)


@export("signal.irfft3d", "spectral.irfft3d")
def irfft3d(input_tensor: TensorLike, fft_length: TensorLike | None = None, name: str | None = None) -> Tensor:
    """The real numbers whose Fourier transform along the last three axes has a given half.

    Args:
      input_tensor: complex64 [..., k, m, n // 2 + 1].
      fft_length: int32 [3]: the sizes of the result, to which the input is cut or filled up with zeros; by default those of
        which it is the half, of an even size along the last axis.
      name: a name for the operation.

    Returns:
      float32 [..., k, m, n].

    Raises:
      ValueError: the rank is known to be below 3.
    """
    with name_scope(name, "irfft3d", [input_tensor, fft_length]) as scope:
        return _applied(IRFFT3D, 3, scope, input_tensor, fft_length, inverse=True)
