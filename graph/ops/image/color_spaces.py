"""Colors as hue, saturation and value, and as brightness with two differences: hsv, yiq, yuv."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.errors import FailedPreconditionError
from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, with_value

# -- hue, saturation, value --------------------------------------------------------------------------------------------


def _colors_shape(op: Operation) -> StaticShape:
    known = op.inputs[0].static_shape
    if known is None:
        return None
    if not known:
        raise ValueError("Shape must be at least rank 1 but is rank 0")
    return (*known[:-1], with_value(known[-1], 3))


def _in_hsv(colors: np.ndarray) -> np.ndarray:
    red, green, blue = (colors[..., k] for k in range(3))
    kind = colors.dtype.type
    value, least = colors.max(axis=-1), colors.min(axis=-1)
    width = value - least
    saturation = np.where(value > 0, width / np.where(value > 0, value, kind(1)), kind(0))
    scale = kind(1) / np.where(width > 0, width, kind(1)) * kind(1 / 6)
    hue = np.where(
        red == value,
        scale * (green - blue),
        np.where(green == value, scale * (blue - red) + kind(2 / 6), scale * (red - green) + kind(4 / 6)),
    )
    hue = np.where(width > 0, hue, kind(0))
    return np.stack([np.where(hue < 0, hue + kind(1), hue), saturation, value], axis=-1)


def _in_rgb(colors: np.ndarray) -> np.ndarray:
    kind = colors.dtype.type
    hue, saturation, value = (colors[..., k] for k in range(3))
    place = hue * kind(6)
    height = np.stack([np.abs(place - kind(3)) - kind(1)] + [kind(2) - np.abs(place - kind(k)) for k in (2, 4)], axis=-1)
    return ((kind(1) - saturation)[..., None] + saturation[..., None] * np.clip(height, 0, 1)) * value[..., None]


def _color_op(type: str, change: Callable[[np.ndarray], np.ndarray]) -> Op:
    op = Op(type, "images: T -> output: T", "T: {float16, float32, float64} = float32", traits=PURE, shape=_colors_shape)

    @op.kernel
    def _kernel(images: np.ndarray) -> np.ndarray:
        if not images.ndim:
            raise invalid(f"input must be at least 1D{bracket(images.shape)}")
        if images.shape[-1] != 3:
            message = f"input must have 3 channels but input only has {images.shape[-1]} channels."
            raise FailedPreconditionError(None, None, message)
        return change(images)

    @op.batch
    def _batch(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
        return lambda n, images: kernel(images if images.ndim > 1 else images[0])

    return op


RGB_TO_HSV = _color_op("RGBToHSV", _in_hsv)
HSV_TO_RGB = _color_op("HSVToRGB", _in_rgb)
HSV_TO_RGB.gradient(NO_GRADIENT)


@RGB_TO_HSV.gradient
def _hsv_gradient(op: Operation, dy: Any) -> Any:
    """Where parts are equal, red counts as greater than green and green as greater than blue."""
    colors, value = op.inputs[0], op.outputs[0][..., 2:]
    red, green, blue = (colors[..., k] for k in range(3))

    def marked(*conditions: Any) -> Any:
        return ops.cast(ops.stack([ops.logical_and(*both) for both in conditions], axis=-1), colors.dtype)

    greatest = marked((red >= blue, red >= green), (green > red, green >= blue), (blue > red, blue > green))
    least = marked((red < blue, red < green), (green <= red, green < blue), (blue <= red, blue <= green))
    lowest = ops.reduce_sum(least * colors, [-1], keepdims=True)
    width = value - lowest

    def positive(x: Any) -> Any:
        return ops.cast(ops.greater(x, 0), colors.dtype)

    def following(x: Any) -> Any:
        return ops.gather(x, [1, 2, 0], axis=-1)

    def before(x: Any) -> Any:
        return ops.gather(x, [2, 0, 1], axis=-1)

    by_ends = (greatest + least) * ops.div_no_nan(before(colors) - following(colors), ops.square(width))
    by_middle = (1 - greatest - least) * ops.div_no_nan(before(greatest) - following(greatest), width)
    hue = positive(value) * (by_ends + by_middle) / 6
    saturation = positive(colors) * (greatest * ops.div_no_nan(lowest, ops.square(value)) - ops.div_no_nan(least, value))
    return dy[..., 2:] * greatest + dy[..., 1:2] * saturation + dy[..., :1] * hue


@export("image.rgb_to_hsv")
def rgb_to_hsv(images: TensorLike, name: str | None = None) -> Tensor:
    """Colors of red, green and blue as hue, saturation and value, all in [0, 1].

    Args:
      images: float16, float32 or float64 [..., 3], in [0, 1].

    Returns:
      shape and dtype of `images`; the hue of gray is 0.

    Raises:
      ValueError: a last dimension that is known not to be 3.
      FailedPreconditionError: (when run) other than three channels.
    """
    return RGB_TO_HSV(images, name=name)


@export("image.hsv_to_rgb")
@documented_by(rgb_to_hsv)
def hsv_to_rgb(images: TensorLike, name: str | None = None) -> Tensor:
    """Colors of hue, saturation and value as red, green and blue: the inverse of `rgb_to_hsv`.

    Returns:
      shape and dtype of `images`.
    """
    return HSV_TO_RGB(images, name=name)


# -- brightness and two differences ------------------------------------------------------------------------------------

_TO_YIQ = [[0.299, 0.59590059, 0.2115], [0.587, -0.27455667, -0.52273617], [0.114, -0.32134392, 0.31119955]]
_FROM_YIQ = [[1, 1, 1], [0.95598634, -0.27201283, -1.10674021], [0.6208248, -0.64720424, 1.70423049]]
_TO_YUV = [[0.299, -0.14714119, 0.61497538], [0.587, -0.28886916, -0.51496512], [0.114, 0.43601035, -0.10001026]]
_FROM_YUV = [[1, 1, 1], [0, -0.394642334, 2.03206185], [1.13988303, -0.58062185, 0]]


def _mixed(images: Any, weights: list) -> Tensor:
    images = convert_to_tensor(images, name="images")
    weights = convert_to_tensor(weights, images.dtype, name="kernel")
    known = images.static_shape
    if known is None:
        raise TypeError("unsupported operand type(s) for -: 'NoneType' and 'int'")
    return ops.tensordot(images, weights, axes=[[len(known) - 1], [0]])


@export("image.rgb_to_yiq")
def rgb_to_yiq(images: TensorLike) -> Tensor:
    """Colors of red, green and blue as brightness and the two differences of NTSC television (YIQ).

    Args:
      images: floats [..., 3], at least two dimensions.

    Returns:
      shape and dtype of `images`.

    Raises:
      ValueError: a last dimension that is known not to be 3.
      TypeError: images of an unknown rank.
    """
    return _mixed(images, _TO_YIQ)


@export("image.yiq_to_rgb")
@documented_by(rgb_to_yiq)
def yiq_to_rgb(images: TensorLike) -> Tensor:
    """The inverse of `rgb_to_yiq`: colors as red, green and blue."""
    return _mixed(images, _FROM_YIQ)


@export("image.rgb_to_yuv")
@documented_by(rgb_to_yiq)
def rgb_to_yuv(images: TensorLike) -> Tensor:
    """Colors of red, green and blue as brightness and the two differences of PAL television (YUV)."""
    return _mixed(images, _TO_YUV)


@export("image.yuv_to_rgb")
@documented_by(rgb_to_yiq)
def yuv_to_rgb(images: TensorLike) -> Tensor:
    """The inverse of `rgb_to_yuv`: colors as red, green and blue."""
    return _mixed(images, _FROM_YUV)
