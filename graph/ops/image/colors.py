"""Hue and saturation of images.

A color is taken apart into its greatest and least part and its hue, a place on the circle of six colors from red over
green and blue back to red.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank_at_least

_TYPES = (dtypes.float16, dtypes.float32)


def _taken_apart(images: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The greatest and the least part of each color, and its hue in [0, 6]; the hue of gray is 0."""
    red, green, blue = (images[..., k] for k in range(3))
    greatest, least = images.max(axis=-1), images.min(axis=-1)
    width = greatest - least
    safe = np.where(width > 0, width, np.float32(1))
    hue = np.where(
        red == greatest,
        (green - blue) / safe % np.float32(6),
        np.where(green == greatest, (blue - red) / safe + np.float32(2), (red - green) / safe + np.float32(4)),
    )
    return greatest, least, np.where(width > 0, hue, np.float32(0))


def _put_together(greatest: np.ndarray, least: np.ndarray, hue: np.ndarray) -> np.ndarray:
    height = np.stack([np.abs(hue - 3) - 1, 2 - np.abs(hue - 2), 2 - np.abs(hue - 4)], axis=-1)
    np.clip(height, 0, 1, out=height)
    return least[..., None] + (greatest - least)[..., None] * height


def _other_hue(images: np.ndarray, delta: Any) -> np.ndarray:
    greatest, least, hue = _taken_apart(images)
    return _put_together(greatest, least, (hue + np.asarray(delta, np.float32) * np.float32(6)) % np.float32(6))


def _other_saturation(images: np.ndarray, scale: Any) -> np.ndarray:
    greatest, least, hue = _taken_apart(images)
    saturation = (greatest - least) / np.where(greatest > 0, greatest, np.float32(1))
    saturation = np.clip(saturation * np.asarray(scale, np.float32), 0, 1)
    return _put_together(greatest, greatest * (1 - saturation), hue)


def _color_op(type: str, parameter: str, change: Callable[[np.ndarray, Any], np.ndarray]) -> Op:
    op = Op(
        type,
        f"images: T, {parameter}: float32 -> output: T",
        "T: type = float32",
        traits=PURE,
        T=_TYPES,
        shape=_images_shape,
        gradient=UNDEFINED_GRADIENT,
    )

    def changed(images: np.ndarray, value: Any) -> np.ndarray:
        if images.shape[-1] != 3:
            raise invalid(f"input must have 3 channels but instead has {images.shape[-1]} channels.")
        return change(images.astype(np.float32, copy=False), value).astype(images.dtype, copy=False)

    @op.kernel
    def _kernel(images: np.ndarray, value: Any) -> np.ndarray:
        if images.ndim < 3:
            raise invalid(f"input must be at least 3-D, got shape{bracket(images.shape)}")
        if np.ndim(value):
            raise invalid(f"{parameter} must be scalar: {bracket(np.shape(value))}")
        return changed(images, value)

    @op.batch
    def _batch(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
        if not batched[0]:
            return None
        if not batched[1]:
            return lambda n, images, value: kernel(images, value)

        def run(n: int, images: np.ndarray, values: np.ndarray) -> np.ndarray:
            if images.ndim < 4 or values.ndim != 1:
                kernel(images[0], values[0])  # raises
            return changed(images, values.reshape(n, *(1,) * (images.ndim - 2)))

        return run

    return op


def _images_shape(op: Operation) -> StaticShape:
    return with_rank_at_least(op.inputs[0].static_shape, 3)


ADJUST_HUE = _color_op("AdjustHue", "delta", _other_hue)
ADJUST_SATURATION = _color_op("AdjustSaturation", "scale", _other_saturation)


def _adjusted(op: Op, image: Any, value: Any, scope: str, name: str | None) -> Tensor:
    with name_scope(name, scope, [image]):
        image = convert_to_tensor(image, name="image")
        floating = image if image.dtype in _TYPES else ops.convert_image_dtype(image, dtypes.float32)
        return ops.convert_image_dtype(op(floating, value), image.dtype)


@export("image.adjust_hue")
def adjust_hue(image: TensorLike, delta: TensorLike, name: str | None = None) -> Tensor:
    """The colors turned on the circle of hues.

    Args:
      image: [..., height, width, 3], any type; integers are computed with as floats in [0, 1].
      delta: float scalar: how far, 1 is the whole circle.

    Returns:
      shape and dtype of `image`.

    Raises:
      ValueError: less than three dimensions.
      InvalidArgumentError: (when run) other than three channels, or a delta that is no scalar.
    """
    return _adjusted(ADJUST_HUE, image, delta, "adjust_hue", name)


@export("image.adjust_saturation")
def adjust_saturation(image: TensorLike, saturation_factor: Any, name: str | None = None) -> Tensor:
    """The colors made stronger or paler: their saturation times a factor, at most 1.

    Args:
      image: [..., height, width, 3], any type; integers are computed with as floats in [0, 1].
      saturation_factor: float scalar that the saturation is multiplied by; the result stays in [0, 1].

    Returns:
      shape and dtype of `image`.

    Raises:
      ValueError: less than three dimensions.
      InvalidArgumentError: (when run) other than three channels, or a factor that is no scalar.
    """
    return _adjusted(ADJUST_SATURATION, image, saturation_factor, "adjust_saturation", name)


@export("image.random_hue")
def random_hue(image: TensorLike, max_delta: float, seed: int | None = None) -> Tensor:
    """`adjust_hue` by a number drawn from [-max_delta, max_delta).

    Args:
      image: [..., height, width, 3], any type.
      max_delta: float in [0, 0.5]: `adjust_hue` by a number of [-max_delta, max_delta).
      seed: int, see `tf.set_random_seed`.

    Returns:
      shape and dtype of `image`.

    Raises:
      ValueError: max_delta < 0 or > 0.5.
    """
    if max_delta > 0.5:
        raise ValueError("max_delta must be <= 0.5.")
    if max_delta < 0:
        raise ValueError("max_delta must be non-negative.")
    return adjust_hue(image, ops.random_uniform([], -max_delta, max_delta, seed=seed))


@export("image.random_saturation")
def random_saturation(image: TensorLike, lower: float, upper: float, seed: int | None = None) -> Tensor:
    """`adjust_saturation` by a factor drawn from [lower, upper).

    Args:
      image: [..., height, width, 3], any type.
      lower, upper: floats, 0 <= lower < upper: `adjust_saturation` by a number of [lower, upper).
      seed: int, see `tf.set_random_seed`.

    Returns:
      shape and dtype of `image`.

    Raises:
      ValueError: upper <= lower, or lower < 0.
    """
    if upper <= lower:
        raise ValueError("upper must be > lower.")
    if lower < 0:
        raise ValueError("lower must be non-negative.")
    return adjust_saturation(image, ops.random_uniform([], lower, upper, seed=seed))
