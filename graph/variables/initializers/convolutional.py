"""Kernels of convolutions that keep the length of what they are applied to."""

from __future__ import annotations

import itertools
from typing import Any

from headrace.formats.exports import export

from ... import ops
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import DTypeLike
from .plain import Initializer, floating_type

_Kernel = dict[tuple[int, ...], Tensor]
"""A kernel as matrices, by their places along each dimension."""


def _even(n: int, dtype: Any, seed: int | None) -> Tensor:
    """An orthogonal matrix [n, n], drawn evenly."""
    q, r = ops.qr(ops.random_normal([n, n], dtype=dtype, seed=seed))
    return q * ops.sign(ops.diag_part(r))


class _Convolutional(Initializer):
    def __init__(self, gain: float = 1.0, seed: int | None = None, dtype: DTypeLike = dtypes.float32) -> None:
        self.gain = gain
        self.dtype = floating_type(dtype)
        self.seed = seed

    def get_config(self) -> dict[str, Any]:
        return {"gain": self.gain, "seed": self.seed, "dtype": self.dtype.name}


@export("contrib.framework.convolutional_delta_orthogonal")
class ConvolutionDeltaOrthogonal(_Convolutional):
    """Starts a kernel with an orthogonal matrix in its middle, and zeros.

    Args:
      gain: what the matrix is multiplied by.
      seed: of the operation that draws, see `tf.set_random_seed`.
      dtype: of the variable where it is not said otherwise, a floating one.

    Raises:
      ValueError: `dtype` is not floating; (when called) not three to five dimensions, or more channels in than out.
    """

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Tensor:
        kind = self.dtype if dtype is None else dtype
        if not 3 <= len(shape) <= 5:
            raise ValueError("The tensor to initialize must be at least three-dimensional and at most five-dimensional")
        if shape[-2] > shape[-1]:
            raise ValueError("In_filters cannot be greater than out_filters.")
        matrix = _even(shape[-1], kind, self.seed)[: shape[-2], :] * ops.cast(self.gain, kind)
        middle = [[(size - 1) // 2 for size in shape[:-2]]]
        return ops.scatter_nd(middle, ops.expand_dims(matrix, 0), shape)


class _Orthogonal(_Convolutional):
    """A convolution that is orthogonal: made of convolutions by kernels of 2 along each dimension."""

    rank = 0
    in_words = ""

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Tensor:
        if len(shape) != self.rank + 2:
            raise ValueError(f"The tensor to initialize must be {self.in_words}-dimensional")
        if shape[-2] > shape[-1]:
            raise ValueError("In_filters cannot be greater than out_filters.")
        if any(size != shape[0] for size in shape[: self.rank]):
            raise ValueError("Kernel sizes must be equal.")
        kernel = self._kernel(int(shape[0]), int(shape[-2]), int(shape[-1]))
        return kernel * ops.cast(self.gain, self.dtype if dtype is None else dtype)

    def _next_seed(self) -> int | None:
        seed = self.seed
        if self.seed:
            self.seed += 1
        return seed

    def _projection(self, n: int) -> Tensor:
        """A symmetric projection of n dimensions to some of them."""
        q = _even(n, self.dtype, self._next_seed())
        kept = ops.cast(ops.random_normal([n], seed=self._next_seed()) > 0, self.dtype)
        columns = ops.multiply(q, kept)
        return ops.matmul(columns, ops.matrix_transpose(columns))

    def _block(self, n: int) -> _Kernel:
        """An orthogonal kernel of 2 along each dimension."""
        eye = ops.eye(n, dtype=self.dtype)
        pairs = [(one, eye - one) for one in [self._projection(n) for _ in range(self.rank)]]
        found: _Kernel = {}
        for place in itertools.product(range(2), repeat=self.rank):
            first, *others = (pair[side] for pair, side in zip(pairs, place, strict=True))
            for other in others:
                first = ops.matmul(first, other)
            found[place] = first
        return found

    def _kernel(self, size: int, channels_in: int, channels_out: int) -> Tensor:
        matrix = _even(channels_out, self.dtype, self._next_seed())[:channels_in, :]
        if size == 1:
            for _ in range(self.rank):
                matrix = ops.expand_dims(matrix, 0)
            return matrix
        kernel = self._block(channels_out)
        for _ in range(size - 2):
            kernel = _convolved(kernel, self._block(channels_out))
        return self._stacked({place: ops.matmul(matrix, one) for place, one in kernel.items()}, size)

    def _stacked(self, kernel: _Kernel, size: int, before: tuple[int, ...] = ()) -> Tensor:
        if len(before) == self.rank:
            return kernel[before]
        return ops.stack([self._stacked(kernel, size, (*before, place)) for place in range(size)])


def _convolved(first: _Kernel, second: _Kernel) -> _Kernel:
    found: dict[tuple[int, ...], Any] = {}
    for (one, a), (other, b) in itertools.product(first.items(), second.items()):
        place = tuple(i + j for i, j in zip(one, other, strict=True))
        product = ops.matmul(a, b)
        found[place] = found[place] + product if place in found else product
    return found


@export("contrib.framework.convolutional_orthogonal_1d")
class ConvolutionOrthogonal1D(_Orthogonal):
    """Starts a kernel [size, in, out] with an orthogonal convolution.

    Args:
      gain: what the kernel is multiplied by.
      seed: of the operations that draw, see `tf.set_random_seed`.
      dtype: of the variable, a floating one.

    Raises:
      ValueError: `dtype` is not floating; (when called) another rank, or more channels in than out.
    """

    rank, in_words = 1, "three"


@export("contrib.framework.convolutional_orthogonal_2d")
class ConvolutionOrthogonal2D(_Orthogonal):
    """Starts a kernel [size, size, in, out] with an orthogonal convolution.

    Args:
      gain: what the kernel is multiplied by.
      seed: of the operations that draw, see `tf.set_random_seed`.
      dtype: of the variable, a floating one.

    Raises:
      ValueError: `dtype` is not floating; (when called) another rank, more channels in than out, or sizes that differ.
    """

    rank, in_words = 2, "four"


@export("contrib.framework.convolutional_orthogonal_3d")
class ConvolutionOrthogonal3D(_Orthogonal):
    """Starts a kernel [size, size, size, in, out] with an orthogonal convolution.

    Args:
      gain: what the kernel is multiplied by.
      seed: of the operations that draw, see `tf.set_random_seed`.
      dtype: of the variable, a floating one.

    Raises:
      ValueError: `dtype` is not floating; (when called) another rank, more channels in than out, or sizes that differ.
    """

    rank, in_words = 3, "five"
