"""Local response normalization: each channel divided by a power of what its neighbours are.

Source of op types and messages: TensorFlow 1.15. Formula: A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet
Classification with Deep Convolutional Neural Networks", 2012.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.arguments import one_of
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import folded
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import ALLOCATES, PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, merge, with_rank
from ...windows import pixels as by_pixel

_ATTRIBUTES = "depth_radius: int = 5, bias: float = 1.0, alpha: float = 1.0, beta: float = 0.5"
_TYPES = "T: {float16, float32} = float32"

LRN = Op("LRN", "input: T -> output: T", f"{_ATTRIBUTES}, {_TYPES}", traits=PURE | ALLOCATES, batch=folded(0))


@LRN.shape
def _lrn_shape(op: Operation) -> StaticShape:
    return with_rank(op.inputs[0].static_shape, 4)


def _sums_over_neighbours(pixels: np.ndarray, radius: int) -> np.ndarray:
    """For each channel the sum of those at most `radius` away."""
    numbers = np.arange(pixels.shape[1])
    band = (np.abs(numbers[:, None] - numbers) <= radius).astype(pixels.dtype)
    return np.matmul(pixels, band)


def _norms(pixels: np.ndarray, depth_radius: int, bias: float, alpha: float) -> np.ndarray:
    norms = _sums_over_neighbours(np.square(pixels), depth_radius)
    norms *= np.float32(alpha)
    norms += np.float32(bias)
    return norms


def _powers(norms: np.ndarray, beta: float) -> np.ndarray:
    """norms ** -beta, in their place; roots are many times as fast as powers."""
    if beta == 0.5:
        np.sqrt(norms, out=norms)
    elif beta == 0.75:
        roots = np.sqrt(norms)
        np.sqrt(roots, out=norms)
        norms *= roots
    elif beta != 1:
        return np.power(norms, np.float32(-beta), out=norms)
    return np.reciprocal(norms, out=norms)


@LRN.kernel
def _lrn(input: np.ndarray, depth_radius: int, bias: float, alpha: float, beta: float) -> np.ndarray:
    if input.ndim != 4:
        raise invalid("in must be 4-dimensional")

    compiled = by_pixel.Normalization(min(depth_radius, input.shape[3]), bias, alpha, beta)

    def normalize(out: np.ndarray, pixels: np.ndarray) -> None:
        # What is not finite has to meet the zeros of a band, as in TensorFlow.
        if not compiled.normalize(pixels, out):
            np.multiply(pixels, _powers(_norms(pixels, depth_radius, bias, alpha), beta), out=out)

    return by_pixel.by_pixels(normalize, input.astype(np.float32, copy=False)).astype(input.dtype, copy=False)


@LRN.gradient
def _lrn_gradient(op: Operation, dy: Any) -> list:
    names = ("depth_radius", "bias", "alpha", "beta")
    return [LRN_GRAD(dy, op.inputs[0], op.outputs[0], **{name: op.get_attr(name) for name in names})]


LRN_GRAD = Op(
    "LRNGrad",
    "input_grads: T, input_image: T, output_image: T -> output: T",
    f"{_ATTRIBUTES}, {_TYPES}",
    traits=PURE | ALLOCATES,
    batch=folded(0, 1, 2),
    gradient=UNDEFINED_GRADIENT,
)


@LRN_GRAD.shape
def _lrn_grad_shape(op: Operation) -> StaticShape:
    gradients, given, found = (tensor.static_shape for tensor in op.inputs)
    return merge(merge(with_rank(gradients, 4), given), found)


@LRN_GRAD.kernel
def _lrn_grad(
    input_grads: np.ndarray,
    input_image: np.ndarray,
    output_image: np.ndarray,
    depth_radius: int,
    bias: float,
    alpha: float,
    beta: float,
) -> np.ndarray:
    for name, array in (("in_grads", input_grads), ("in_image", input_image), ("out_image", output_image)):
        if array.ndim != 4:
            raise invalid(f"{name} must be 4-dimensional")
        if array.shape != input_grads.shape:
            raise invalid("input_grads, input_image, and out_image should have the same shape")

    compiled = by_pixel.Normalization(min(depth_radius, input_image.shape[3]), bias, alpha, beta)

    def share(out: np.ndarray, gradients: np.ndarray, images: np.ndarray, found: np.ndarray) -> None:
        if compiled.gradient(gradients, images, found, out):
            return
        # Each channel counts in its own place, and in the norm of each neighbour.
        norms = _norms(images, depth_radius, bias, alpha)
        shared = _sums_over_neighbours(gradients * found / norms, depth_radius)
        shared *= images
        shared *= np.float32(2 * alpha * beta)
        np.multiply(gradients, _powers(norms, beta), out=out)
        out -= shared

    arrays = (x.astype(np.float32, copy=False) for x in (input_grads, input_image, output_image))
    return by_pixel.by_pixels(share, *arrays).astype(input_grads.dtype, copy=False)


@export("nn.local_response_normalization", "nn.lrn")
def local_response_normalization(
    input: TensorLike | None = None,
    depth_radius: int = 5,
    bias: float = 1,
    alpha: float = 1,
    beta: float = 0.5,
    name: str | None = None,
    value: TensorLike | None = None,
) -> Tensor:
    """input / (bias + alpha * s) ** beta, s the sum of the squares of a channel and its neighbours.

    Args:
      input, value: float32 or float16 [n, height, width, channels]; `value` is another name.
      depth_radius: how many channels to each side are neighbours.
      bias: float, the offset; positive, so that nothing is divided by 0.
      alpha: float, the factor of the sum.
      beta: float, the exponent.

    Returns:
      shape and dtype of `input`.

    Raises:
      ValueError: another rank.
      TypeError: another dtype.
    """
    input = one_of("value", value, "input", input)
    return LRN(input, depth_radius=depth_radius, bias=bias, alpha=alpha, beta=beta, name=name)
