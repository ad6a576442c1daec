"""Boxes on images: drawn, and drawn at random."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, Kernel, folded
from ...core.rules.gradient import NO_GRADIENT, UNDEFINED_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import DRAWS, PURE
from ...runtime.random_generators import generator_of
from ...types.errors import invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank, with_value

# -- drawn -------------------------------------------------------------------------------------------------------------

_COLORS = np.array(
    [
        [1, 1, 0, 1],
        [0, 0, 1, 1],
        [1, 0, 0, 1],
        [0, 1, 0, 1],
        [0.5, 0, 0.5, 1],
        [0.5, 0.5, 0, 1],
        [0.5, 0, 0, 1],
        [0, 0, 0.5, 1],
        [0, 1, 1, 1],
        [1, 0, 1, 1],
    ],
    np.float32,
)
"""What boxes are drawn with where nothing else is said, in red, green, blue and opacity."""


_CHANNELS = "Channel depth should be either 1 (GRY), 3 (RGB), or 4 (RGBA)"


def _drawn_shape(op: Operation) -> StaticShape:
    images = with_rank(op.inputs[0].static_shape, 4)
    if images[3] not in (None, 1, 3, 4):
        raise ValueError(_CHANNELS)
    with_value(with_rank(op.inputs[1].static_shape, 3)[2], 4)
    return images


def _drawn(images: np.ndarray, boxes: np.ndarray, colors: np.ndarray) -> np.ndarray:
    if images.ndim != 4:
        raise invalid("The rank of the images should be 4")
    if boxes.ndim != 3:
        raise invalid("The rank of the boxes tensor should be 3")
    if boxes.shape[2] != 4:
        raise invalid(f"The size of the third dimension of the box must be 4. Received: {boxes.shape[2]}")
    if len(images) != len(boxes):
        raise invalid("The batch sizes should be the same")
    height, width, depth = images.shape[1:]
    if depth not in (1, 3, 4):
        raise invalid(_CHANNELS)
    if len(colors) and colors.shape[1] < depth:
        raise invalid(f"colors must have equal or more channels than the image provided: {bracket(colors.shape)}")
    if depth == 1:
        colors = np.ones((len(colors), 1), colors.dtype)
    output = images.copy()
    sizes = np.array([height - 1, width - 1] * 2, np.float32)
    places = (boxes * sizes).astype(np.int64)
    for picture, rows in zip(output, places.tolist(), strict=True):
        for number, (top, left, bottom, right) in enumerate(rows):
            color = colors[number % len(colors), :depth].astype(images.dtype)
            if top > bottom or left > right or top >= height or bottom < 0 or left >= width or right < 0:
                continue  # turned around, or wholly outside
            down, across = slice(max(top, 0), min(bottom, height - 1) + 1), slice(max(left, 0), min(right, width - 1) + 1)
            for row in (top, bottom):
                if 0 <= row < height:
                    picture[row, across] = color
            for column in (left, right):
                if 0 <= column < width:
                    picture[down, column] = color
    return output


_FLOATS = "T: {float32, float16} = float32"
DRAW_BOXES = Op(
    "DrawBoundingBoxes",
    "images: T, boxes: float32 -> output: T",
    _FLOATS,
    traits=PURE,
    shape=_drawn_shape,
    batch=folded(0, 1),
    gradient=NO_GRADIENT,
)
DRAW_BOXES_IN_COLORS = Op(
    "DrawBoundingBoxesV2",
    "images: T, boxes: float32, colors: float32 -> output: T",
    _FLOATS,
    traits=PURE,
    shape=_drawn_shape,
    batch=folded(0, 1),
    gradient=UNDEFINED_GRADIENT,
)


@DRAW_BOXES.kernel
def _draw(images: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    return _drawn(images, boxes, _COLORS)


@DRAW_BOXES_IN_COLORS.kernel
def _draw_in_colors(images: np.ndarray, boxes: np.ndarray, colors: np.ndarray) -> np.ndarray:
    if colors.ndim != 2:
        raise invalid(f"colors must be a 2-D matrix{bracket(colors.shape)}")
    return _drawn(images, boxes, colors if len(colors) else _COLORS)


@export("image.draw_bounding_boxes")
def draw_bounding_boxes(
    images: TensorLike, boxes: TensorLike, name: str | None = None, colors: TensorLike | None = None
) -> Tensor:
    """Images with boxes drawn on them, each a line of one pixel.

    Args:
      images: float32 or float16 [n, height, width, channels]; 1, 3 or 4 channels.
      boxes: float32 [n, boxes, 4]: y1, x1, y2, x2 of each, where 0 is the first row or column and 1 the last. A box
        whose second corner is before its first is not drawn.
      colors: float32 [colors, channels or more]: taken in turn; by default ten of them. Images of one channel
        are drawn on with 1.

    Returns:
      shape and dtype of `images`.

    Raises:
      ValueError: other ranks, or another number of channels.
      InvalidArgumentError: (when run) the same, or boxes of another number of images.
    """
    if colors is None:
        return DRAW_BOXES(images, boxes, name=name)
    return DRAW_BOXES_IN_COLORS(images, boxes, colors, name=name)


# -- drawn at random ---------------------------------------------------------------------------------------------------

_RANGES = (
    "seed: int = 0, seed2: int = 0, {}aspect_ratio_range: list(float) = [0.75, 1.33], area_range: list(float) = [0.05, 1.0], "
    "max_attempts: int = 100, use_image_if_no_bounding_boxes: bool = false, T: {{uint8, int8, int16, int32, int64}}"
)


class _Box(NamedTuple):
    """Rows from `top` to before `bottom`, columns from `left` to before `right`."""

    top: int
    left: int
    bottom: int
    right: int

    def area(self) -> int:
        return max(self.bottom - self.top, 0) * max(self.right - self.left, 0)

    def covered_by(self, other: _Box) -> bool | float:
        """Which part of it another box covers; none of what is smaller than a pixel."""
        both = _Box(
            max(self.top, other.top), max(self.left, other.left), min(self.bottom, other.bottom), min(self.right, other.right)
        )
        return both.area() / self.area() if self.area() else False


def _any_box(draw: np.random.Generator, height: int, width: int, areas: Sequence[float], ratio: float) -> _Box | None:
    """A box of a ratio of width and height, at any place; None where a box of these areas does not fit."""
    least, most = (part * height * width for part in areas)
    low, high = (round((area / ratio) ** 0.5) for area in (least, most))
    if round(high * ratio) > width:  # the highest one that is not too wide
        high = int((width + 0.5 - 1e-7) / ratio)
        high -= round(high * ratio) > width
    high = min(high, height)
    low = min(low, high)
    if low < high:
        low += int(draw.integers(high - low + 1))
    tall, wide = low, round(low * ratio)
    if tall * wide < least:
        tall += 1
        wide = round(tall * ratio)
    if tall * wide > most:
        tall -= 1
        wide = round(tall * ratio)
    if not least <= tall * wide <= most or not 0 < wide <= width or not 0 < tall <= height:
        return None
    top = int(draw.integers(height - tall)) if tall < height else 0
    left = int(draw.integers(width - wide)) if wide < width else 0
    return _Box(top, left, top + tall, left + wide)


def _objects(boxes: np.ndarray, height: int, width: int, use_image: bool) -> list[_Box]:
    if boxes.ndim != 3:
        raise invalid(f"input boxes must be 3-dimensional [batch, num_boxes, coords]: {bracket(boxes.shape)}")
    if boxes.shape[-1] != 4:
        raise invalid(f"bounding boxes must have shape [4] or [*, 4], got {bracket(boxes.shape)}")
    found = []
    for top, left, bottom, right in boxes.reshape(-1, 4).tolist():
        if not (left < right and top < bottom):
            raise invalid(
                f"Bounding box edge coordinates must be non-degenerate and in the order of minimum before maximum: "
                f"{top:g}, {left:g}, {bottom:g}, {right:g}"
            )
        if min(top, left) < 0 or max(bottom, right) > 1:
            raise invalid(f"All bounding box coordinates must be in [0.0, 1.0]: {top:g}, {left:g}, {bottom:g}, {right:g}")
        found.append(_Box(int(top * height), int(left * width), int(bottom * height), int(right * width)))
    if not found:
        if not use_image:
            raise invalid(
                "No bounding boxes provided as input. One must enable use_image_if_no_bounding_boxes if you wish to not "
                "provide any bounding boxes."
            )
        found.append(_Box(0, 0, height, width))
    return found


def _sampling(op: Operation, session: Any) -> Kernel:
    draw = generator_of(op, session)
    ratios, areas = ([float(x) for x in op.get_attr(name)] for name in ("aspect_ratio_range", "area_range"))
    attempts, use_image = op.get_attr("max_attempts"), op.get_attr("use_image_if_no_bounding_boxes")
    covered_attr = float(op.get_attr("min_object_covered")) if len(op.inputs) == 2 else None
    if len(ratios) != 2:
        raise invalid("Aspect ratio range field must specify 2 dimensions")
    if ratios[0] <= 0 or ratios[1] <= 0:
        raise invalid(f"Aspect ratio range must be non-negative: [{ratios[0]:g}], [{ratios[1]:g}]")
    if len(areas) != 2:
        raise invalid("Area range field must specify 2 dimensions")
    if min(areas) <= 0 or max(areas) > 1:
        raise invalid(f"Area range must be in (0, 1]: [{areas[0]:g}], [{areas[1]:g}]")
    if attempts <= 0:
        raise invalid(f"Max attempts must be non-negative: {attempts}")

    def kernel(image_size: np.ndarray, boxes: np.ndarray, covered: Any = covered_attr) -> tuple:
        if np.ndim(covered):
            raise invalid(f"min_object_covered must be 0-D, got shape {bracket(np.shape(covered))}")
        least = float(covered)
        if least < 0:
            raise invalid(f"Min object covered must be non-negative: {least:g}")
        if image_size.ndim != 1:
            raise invalid(f"image_size must be 1-dimensional{bracket(image_size.shape)}")
        if len(image_size) != 3:
            raise invalid(f"image_size must contain 3 elements{bracket(image_size.shape)}")
        height, width = map(int, image_size[:2])
        if height <= 0:
            raise invalid(f"Image height must be non-negative: {height}")
        if width <= 0:
            raise invalid(f"Image width must be non-negative: {width}")
        objects = _objects(boxes, height, width, use_image)
        chosen = _Box(0, 0, height, width)
        for _ in range(attempts):
            ratio = float(draw.random()) * (ratios[1] - ratios[0]) + ratios[0]
            box = _any_box(draw, height, width, areas, ratio)
            if box and any(thing.area() and thing.covered_by(box) >= least for thing in objects):
                chosen = box
                break
        kind = image_size.dtype
        corners = np.array(chosen, np.float32) / np.array([height, width] * 2, np.float32)
        begin = np.array([chosen.top, chosen.left, 0], kind)
        size = np.array([chosen.bottom - chosen.top, chosen.right - chosen.left, -1]).astype(kind)
        return begin, size, corners.reshape(1, 1, 4)

    return kernel


def _sampled_shape(op: Operation) -> list[StaticShape]:
    with_value(with_rank(op.inputs[0].static_shape, 1)[0], 3)
    with_value(with_rank(op.inputs[1].static_shape, 3)[2], 4)
    if len(op.inputs) > 2:
        with_rank(op.inputs[2].static_shape, 0)
    return [(3,), (3,), (1, 1, 4)]


_BOX = " -> begin: T, size: T, bboxes: float32"
SAMPLE_BOX = Op(
    "SampleDistortedBoundingBox",
    "image_size: T, bounding_boxes: float32" + _BOX,
    _RANGES.format("min_object_covered: float = 0.1, "),
    traits=DRAWS,
    shape=_sampled_shape,
    bind=_sampling,
    batch=PER_RECORD,  # how many numbers a record takes depends on them
    gradient=NO_GRADIENT,
)
SAMPLE_BOX_V2 = Op(
    "SampleDistortedBoundingBoxV2",
    "image_size: T, bounding_boxes: float32, min_object_covered: float32" + _BOX,
    _RANGES.format(""),
    traits=DRAWS,
    shape=_sampled_shape,
    bind=_sampling,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


class SampleDistortedBoundingBoxV2(NamedTuple):
    """Where a box begins, how large it is, and its corners."""

    begin: Tensor
    size: Tensor
    bboxes: Tensor


@export("image.sample_distorted_bounding_box")
def sample_distorted_bounding_box(
    image_size: IntegersLike,
    bounding_boxes: TensorLike,
    seed: int | None = None,
    seed2: int | None = None,
    min_object_covered: TensorLike = 0.1,
    aspect_ratio_range: Sequence[float] | None = None,
    area_range: Sequence[float] | None = None,
    max_attempts: int | None = None,
    use_image_if_no_bounding_boxes: bool | None = None,
    name: str | None = None,
) -> SampleDistortedBoundingBoxV2:
    """A box of an image, drawn at random, that covers enough of one of the things on it.

    Args:
      image_size: integers [3]: height, width, channels.
      bounding_boxes: float32 [n, boxes, 4]: y1, x1, y2, x2 of each thing, in [0, 1].
      seed, seed2: ints: the same draws in each session; 0 or None for other ones.
      min_object_covered: float32 scalar: which part of some thing it covers at least.
      aspect_ratio_range: the least and the greatest width divided by height; by default [0.75, 1.33].
      area_range: the least and the greatest part of the image; by default [0.05, 1].
      max_attempts: after how many draws the whole image is taken; by default 100.
      use_image_if_no_bounding_boxes: whether the image is a thing where none is given; otherwise that is an error.

    Returns:
      (begin, size, bboxes): [top, left, 0] and [height, width, -1] for `tf.slice`, dtype of `image_size`, and float32
      [1, 1, 4] for `draw_bounding_boxes`.

    Raises:
      ValueError: other shapes.
      InvalidArgumentError: (when run) ranges out of range, boxes that are none, or no boxes.
    """
    given = {
        "seed": seed,
        "seed2": seed2,
        "aspect_ratio_range": aspect_ratio_range,
        "area_range": area_range,
        "max_attempts": max_attempts,
        "use_image_if_no_bounding_boxes": use_image_if_no_bounding_boxes,
    }
    attributes = {key: value for key, value in given.items() if value is not None}
    with name_scope(name, "sample_distorted_bounding_box"):
        found = SAMPLE_BOX_V2(image_size, bounding_boxes, min_object_covered, name=name, **attributes)
        return SampleDistortedBoundingBoxV2(*found)
