"""Images cut out of images and put into larger ones.

Places and sizes are numbers where the image's size is known when the graph is built, and scalar tensors elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import IntegersLike, TensorLike
from ...types.shapes import TensorShape
from .adjust import check_image


@export("image.crop_to_bounding_box")
def crop_to_bounding_box(
    image: TensorLike,
    offset_height: IntegersLike,
    offset_width: IntegersLike,
    target_height: IntegersLike,
    target_width: IntegersLike,
) -> Tensor:
    """The part of an image, or of each of a batch, in a box.

    Args:
      image: [height, width, channels] or [n, height, width, channels].
      offset_height, offset_width: rows above and columns left of the box.
      target_height, target_width: size of the box.

    Returns:
      the box of each image, dtype of `image`.

    Raises:
      ValueError, InvalidArgumentError: (in the graph, when run) the box is not inside the image, or the image is empty.
    """
    with name_scope(None, "crop_to_bounding_box", [image]):
        image = convert_to_tensor(image, name="image")
        height, width = _sizes(image)
        image = _checked(
            image,
            (offset_width, lambda x: x >= 0, "offset_width must be >= 0."),
            (offset_height, lambda x: x >= 0, "offset_height must be >= 0."),
            (target_width, lambda x: x > 0, "target_width must be > 0."),
            (target_height, lambda x: x > 0, "target_height must be > 0."),
            (_minus(width, target_width), lambda room: _minus(room, offset_width) >= 0, "width must be >= target + offset."),
            (
                _minus(height, target_height),
                lambda room: _minus(room, offset_height) >= 0,
                "height must be >= target + offset.",
            ),
        )
        return _cropped(image, offset_height, offset_width, target_height, target_width)


def _cropped(image: Tensor, offset_height: Any, offset_width: Any, target_height: Any, target_width: Any) -> Tensor:
    is_batch = _is_batch(image)
    begin = [0] * is_batch + [offset_height, offset_width, 0]
    size = [-1] * is_batch + [target_height, target_width, -1]
    cropped = ops.slice(image, _vector(begin), _vector(size))
    _set_sizes(cropped, image, target_height, target_width)
    return cropped


@export("image.pad_to_bounding_box")
def pad_to_bounding_box(
    image: TensorLike,
    offset_height: IntegersLike,
    offset_width: IntegersLike,
    target_height: IntegersLike,
    target_width: IntegersLike,
) -> Tensor:
    """An image, or each of a batch, put into a larger one of zeros.

    Args:
      image: [height, width, channels] or [n, height, width, channels].
      offset_height, offset_width: rows of zeros above and columns left of it.
      target_height, target_width: size of the result.

    Returns:
      [..., target_height, target_width, channels], dtype of `image`.

    Raises:
      ValueError, InvalidArgumentError: (in the graph, when run) the image does not fit, or it is empty.
    """
    with name_scope(None, "pad_to_bounding_box", [image]):
        image = convert_to_tensor(image, name="image")
        height, width = _sizes(image)
        below = _minus(_minus(target_height, offset_height), height)
        right = _minus(_minus(target_width, offset_width), width)
        image = _checked(
            image,
            (offset_height, lambda x: x >= 0, "offset_height must be >= 0"),
            (offset_width, lambda x: x >= 0, "offset_width must be >= 0"),
            (right, lambda x: x >= 0, "width must be <= target - offset"),
            (below, lambda x: x >= 0, "height must be <= target - offset"),
        )
        return _padded(image, offset_height, offset_width, target_height, target_width)


def _padded(image: Tensor, offset_height: Any, offset_width: Any, target_height: Any, target_width: Any) -> Tensor:
    height, width = _sizes(image)
    below = _minus(_minus(target_height, offset_height), height)
    right = _minus(_minus(target_width, offset_width), width)
    sides = [0, 0] * _is_batch(image) + [offset_height, below, offset_width, right, 0, 0]
    if all(isinstance(side, int) for side in sides):
        paddings: Any = [sides[k : k + 2] for k in range(0, len(sides), 2)]
    else:
        paddings = ops.reshape(ops.stack(sides), [-1, 2])
    padded = ops.pad(image, paddings)
    _set_sizes(padded, image, target_height, target_width)
    return padded


@export("image.resize_image_with_crop_or_pad", "image.resize_with_crop_or_pad")
def resize_image_with_crop_or_pad(image: TensorLike, target_height: IntegersLike, target_width: IntegersLike) -> Tensor:
    """An image, or each of a batch, brought to a size: cut evenly on both sides, or padded with zeros.

    Args:
      image: [height, width, channels] or [n, height, width, channels].
      target_height, target_width: ints or int32 scalars.

    Returns:
      [..., target_height, target_width, channels], dtype of `image`.

    Raises:
      ValueError, InvalidArgumentError: (in the graph, when run) a target that is not positive, or an empty image.
    """
    with name_scope(None, "resize_image_with_crop_or_pad", [image]):
        image = convert_to_tensor(image, name="image")
        image = _checked(
            image,
            (target_width, lambda x: x > 0, "target_width must be > 0."),
            (target_height, lambda x: x > 0, "target_height must be > 0."),
        )
        height, width = _sizes(image)
        crop_above, pad_above = _split(_minus(target_height, height))
        crop_left, pad_left = _split(_minus(target_width, width))
        with name_scope(None, "crop_to_bounding_box", [image]):
            cropped = _cropped(image, crop_above, crop_left, _least(target_height, height), _least(target_width, width))
        with name_scope(None, "pad_to_bounding_box", [image]):
            return _padded(cropped, pad_above, pad_left, target_height, target_width)


@export("image.central_crop")
def central_crop(image: TensorLike, central_fraction: float) -> Tensor:
    """The middle of an image, or of each of a batch.

    Args:
      image: [height, width, channels] or [n, height, width, channels].
      central_fraction: of height and width, in (0, 1].

    Returns:
      the middle of each image, dtype of `image`; `image` itself for a fraction of 1.

    Raises:
      ValueError: `central_fraction` out of range, or `image` has no rank of 3 or 4 that is known.
    """
    if not 0 < central_fraction <= 1:
        raise ValueError("central_fraction must be within (0, 1]")
    with name_scope(None, "central_crop", [image]):
        image = convert_to_tensor(image, name="image")
        if central_fraction == 1:
            return image
        if check_image(image) not in (3, 4):
            raise ValueError(f"`image` should either be a Tensor with rank = 3 or rank = 4. Had rank = {image.shape.rank}.")
        is_batch = _is_batch(image)
        height, width = _sizes(image)
        top, rows = _middle(height, central_fraction)
        left, columns = _middle(width, central_fraction)
        begin = _vector([0] * is_batch + [top, left, 0])
        cropped = ops.slice(image, begin, _vector([-1] * is_batch + [rows, columns, -1]))
        _set_sizes(cropped, image, rows, columns)
        return cropped


def _middle(size: Any, fraction: float) -> tuple[Any, Any]:
    """Where the middle part begins and how long it is."""
    if isinstance(size, int):
        start = int((size - size * fraction) / 2)
        return start, size - 2 * start
    exact = ops.cast(size, dtypes.float64)
    start = ops.cast(ops.realdiv(ops.subtract(exact, ops.multiply(exact, fraction)), 2.0), dtypes.int32)
    return start, ops.subtract(size, ops.multiply(start, 2))


def _is_batch(image: Tensor) -> int:
    """1 for a batch, 0 for an image (or what is taken for one). Raises ValueError for other ranks."""
    sizes = image.static_shape
    if sizes is None:
        return 0
    if len(sizes) not in (3, 4):
        raise ValueError("'image' must have either 3 or 4 dimensions.")
    if 0 in sizes[-3:]:
        of_batch = image.shape if len(sizes) == 4 else TensorShape([1, *sizes])
        raise ValueError(f"inner 3 dims of 'image.shape' must be > 0: {of_batch}")
    return len(sizes) - 3


def _sizes(image: Tensor) -> tuple[Any, Any]:
    """Height and width: ints where known, else int32 scalars."""
    is_batch = _is_batch(image)
    static = (None, None, None) if image.static_shape is None else image.static_shape[-3:]
    dynamic = None if None not in static[:2] else ops.shape(image)
    height, width = (
        static[k] if static[k] is not None else dynamic[k + is_batch]  # type: ignore[index]
        for k in range(2)
    )
    return height, width


def _checked(image: Tensor, *conditions: tuple[Any, Callable[[Any], Any], str]) -> Tensor:
    """The image, once it is seen that it is not empty and that conditions `(value, holds, message)` hold.

    Raises ValueError for what is known not to hold.
    """
    _is_batch(image)
    checks = []
    for value, holds, message in conditions:
        held = holds(value)
        if isinstance(held, Tensor):
            checks.append(ops.Assert(held, [message]))
        elif not held:
            raise ValueError(message)
    sizes = image.static_shape
    if sizes is None or None in sizes[-3:]:
        checks.append(ops.Assert(ops.greater(ops.size(image), 0), ["all dims of 'image.shape' must be > 0."]))
    return ops.with_dependencies(checks, image) if checks else image


def _minus(a: Any, b: Any) -> Any:
    return ops.subtract(a, b) if isinstance(a, Tensor) or isinstance(b, Tensor) else a - b


def _least(a: Any, b: Any) -> Any:
    return min(a, b) if isinstance(a, int) and isinstance(b, int) else ops.minimum(a, b)


def _split(difference: Any) -> tuple[Any, Any]:
    """What to cut off and what to add at the beginning, for a size that is to grow by `difference`."""
    if isinstance(difference, int):
        return max(-difference // 2, 0), max(difference // 2, 0)
    return ops.maximum(ops.floordiv(ops.negative(difference), 2), 0), ops.maximum(ops.floordiv(difference, 2), 0)


def _vector(values: list[Any]) -> Any:
    return values if all(isinstance(value, int) for value in values) else ops.stack(values)


def _set_sizes(result: Tensor, image: Tensor, height: Any, width: Any) -> None:
    sizes = (None,) * 3 if image.static_shape is None else image.static_shape
    known = (height if isinstance(height, int) else None, width if isinstance(width, int) else None)
    result.set_shape((*sizes[:-3], *known, sizes[-1]))
