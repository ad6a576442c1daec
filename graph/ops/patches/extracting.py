"""Patches cut out of images and volumes, each as one row of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.arguments import one_of
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import folded
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import OutOfRangeError, invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import Dim, StaticShape, bracket, mul_dim, with_rank
from ..nn.windows import count_windows, grid_over, unimplemented
from ..volumes.boxes import boxes_over

EXTRACT_IMAGE_PATCHES = Op(
    "ExtractImagePatches",
    "images: T -> patches: T",
    "ksizes: list(int) >= 4, strides: list(int) >= 4, rates: list(int) >= 4, padding: {'SAME', 'VALID'}",
    traits=PURE,
    T=dtypes.REALS,
    batch=folded(0),
    aliases=(0,),
)
EXTRACT_VOLUME_PATCHES = Op(
    "ExtractVolumePatches",
    "input: T -> patches: T",
    "ksizes: list(int) >= 5, strides: list(int) >= 5, padding: {'SAME', 'VALID'}",
    traits=PURE,
    T=dtypes.REALS,
    batch=folded(0),
)


def _patches_shape(op: Operation, names: dict[str, str]) -> StaticShape:
    """The shape of patches, one for each place of the window. `names`: attributes, and what TensorFlow calls them."""
    given = {name: op.get_attr(name) for name in names}
    rank = 2 + (3 if op.type == "ExtractVolumePatches" else 2)
    n, *sizes, channels = with_rank(op.inputs[0].static_shape, rank)
    for name, called in names.items():
        if len(given[name]) != rank:
            raise ValueError(f"{op.type} requires the {called} attribute to contain {rank} values, but got: {len(given[name])}")
    windows, strides = given["ksizes"][1:-1], given["strides"][1:-1]
    rates = given.get("rates", [1] * rank)[1:-1]
    depth = mul_dim(channels, int(np.prod(windows)))
    if None in sizes:
        return (n, *(None,) * len(sizes), depth)
    along = zip(sizes, windows, strides, rates, strict=True)
    counts: list[Dim] = [count_windows(*one, op.get_attr("padding")) for one in along]
    return (n, *counts, depth)


@EXTRACT_IMAGE_PATCHES.shape
def _image_patches_shape(op: Operation) -> StaticShape:
    return _patches_shape(op, {"ksizes": "ksizes", "strides": "stride", "rates": "rates"})


@EXTRACT_VOLUME_PATCHES.shape
def _volume_patches_shape(op: Operation) -> StaticShape:
    return _patches_shape(op, {"ksizes": "ksizes", "strides": "stride"})


def _along_space(**attributes: Sequence[int]) -> list[list[int]]:
    """What attributes say of the axes of space. Raises as TensorFlow's kernels do, which do so when they are made."""
    for name, values in attributes.items():
        if values[0] != 1 or values[-1] != 1:
            raise unimplemented(f"Only support {name} across space.")
        if any(value < 1 for value in values[1:-1]):
            raise OutOfRangeError(None, None, f"{name} is out of range.")
    return [list(values[1:-1]) for values in attributes.values()]


@EXTRACT_IMAGE_PATCHES.kernel
def _image_patches(images: np.ndarray, ksizes: Any, strides: Any, rates: Any, padding: str) -> np.ndarray:
    window, steps, holes = _along_space(ksizes=ksizes, strides=strides, rates=rates)
    if images.ndim != 4:
        raise invalid(f"input must be 4-dimensional{bracket(images.shape)}")
    n, height, width, channels = images.shape
    grid = grid_over(height, width, window, steps, holes, padding)
    rows = images if grid.is_whole_image() else grid.patches(images)
    return rows.reshape(n, grid.rows.windows, grid.columns.windows, grid.elements() * channels)


@EXTRACT_VOLUME_PATCHES.kernel
def _volume_patches(input: np.ndarray, ksizes: Any, strides: Any, padding: str) -> np.ndarray:
    window, steps = _along_space(ksizes=ksizes, strides=strides)
    if input.ndim != 5:
        raise invalid(f"input must be 5-dimensional{bracket(input.shape)}")
    boxes = boxes_over(input.shape[1:4], window, steps, (1, 1, 1), padding)
    found = np.zeros((len(input), *boxes.windows, *window, input.shape[4]), input.dtype)
    for place, windows, elements in boxes.parts():
        found[(*windows, *place)] = input[elements]
    return found.reshape(len(input), *boxes.windows, int(np.prod(window)) * input.shape[4])


def _put_back(op: Operation, dy: Any, extract: Op) -> list:
    """The patches' gradients added up where their elements come from, in the order in which these are cut out."""
    names = ("ksizes", "strides", "rates", "padding")
    attributes = {name: op.get_attr(name) for name in names if name in op.attributes}
    sizes = ops.shape(op.inputs[0])
    n, space, channels = sizes[0], sizes[1:-1], sizes[-1]
    count, elements = ops.reduce_prod(space), int(np.prod(attributes["ksizes"]))
    axes = len(attributes["ksizes"]) - 2
    numbered = ops.reshape(ops.range(1, count + 1), ops.concat([[1], space, [1]], 0))
    places = ops.reshape(extract(numbered, **attributes), [-1])  # 0 is outside
    split = ops.reshape(dy, ops.concat([ops.shape(dy)[:-1], [elements, channels]], 0))
    rows = ops.reshape(ops.transpose(split, [*range(1, axes + 2), 0, axes + 2]), ops.stack([-1, n * channels]))
    sums = ops.unsorted_segment_sum(rows, places, count + 1)[1:]
    whole = ops.transpose(ops.reshape(sums, ops.concat([space, [n, channels]], 0)), [axes, *range(axes), axes + 1])
    whole.set_shape(op.inputs[0].shape)
    return [whole]


@EXTRACT_IMAGE_PATCHES.gradient
def _image_patches_gradient(op: Operation, dy: Any) -> list:
    return _put_back(op, dy, EXTRACT_IMAGE_PATCHES)


@EXTRACT_VOLUME_PATCHES.gradient
def _volume_patches_gradient(op: Operation, dy: Any) -> list:
    return _put_back(op, dy, EXTRACT_VOLUME_PATCHES)


@export("extract_image_patches", "image.extract_image_patches")
def extract_image_patches(
    images: TensorLike,
    ksizes: IntegersLike | None = None,
    strides: IntegersLike | None = None,
    rates: IntegersLike | None = None,
    padding: str | None = None,
    name: str | None = None,
    sizes: IntegersLike | None = None,
) -> Tensor:
    """Patches cut out of images, the elements of each in the depth of one pixel.

    Args:
      images: [n, height, width, channels], any real dtype.
      ksizes, sizes: [1, rows, columns, 1]: size of a patch. `sizes` is its later name.
      strides: [1, rows, columns, 1]: from one patch to the next.
      rates: [1, rows, columns, 1]: from one element of a patch to the next.
      padding: "SAME" (zeros outside) or "VALID", see `conv2d`.

    Returns:
      [n, rows of patches, columns of patches, patch rows * patch columns * channels], dtype of `images`.

    Raises:
      ValueError: sizes that do not fit.
      UnimplementedError, OutOfRangeError, InvalidArgumentError: (when run) what reaches over images or channels, is not
        positive, or does not fit.

    Example:
      >>> with tf.Session() as sess:
      ...     images = tf.reshape(tf.range(9), [1, 3, 3, 1])
      ...     sess.run(tf.extract_image_patches(images, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], "SAME")).tolist()
      [[[[0, 1, 3, 4], [2, 0, 5, 0]], [[6, 7, 0, 0], [8, 0, 0, 0]]]]
    """
    ksizes = one_of("sizes", sizes, "ksizes", ksizes)
    return EXTRACT_IMAGE_PATCHES(images, ksizes=ksizes, strides=strides, rates=rates, padding=padding, name=name)


@export("image.extract_patches")
def extract_patches(
    images: TensorLike,
    sizes: IntegersLike,
    strides: IntegersLike,
    rates: IntegersLike,
    padding: str,
    name: str | None = None,
) -> Tensor:
    """`extract_image_patches` under its later name.

    Args:
      images: [n, height, width, channels], any real dtype.
      sizes: [1, rows, columns, 1]: size of a patch.
      strides: [1, rows, columns, 1]: from one patch to the next.
      rates: [1, rows, columns, 1]: from one element of a patch to the next.
      padding: "SAME" (zeros outside) or "VALID", see `conv2d`.

    Returns:
      [n, rows of patches, columns of patches, patch rows * patch columns * channels], dtype of `images`.

    Raises:
      As `extract_image_patches`.
    """
    return EXTRACT_IMAGE_PATCHES(images, ksizes=sizes, strides=strides, rates=rates, padding=padding, name=name)


@export("extract_volume_patches")
def extract_volume_patches(
    input: TensorLike, ksizes: IntegersLike, strides: IntegersLike, padding: str, name: str | None = None
) -> Tensor:
    """Patches cut out of volumes, the elements of each in the depth of one element.

    Args:
      input: [n, planes, rows, columns, channels], any real dtype.
      ksizes: [1, planes, rows, columns, 1]: size of a patch.
      strides: [1, planes, rows, columns, 1]: from one patch to the next.
      padding: "SAME" (zeros outside) or "VALID", see `conv2d`.

    Returns:
      [n, planes, rows, columns of patches, elements of a patch * channels], dtype of `input`.

    Raises:
      As `extract_image_patches`.
    """
    return EXTRACT_VOLUME_PATCHES(input, ksizes=ksizes, strides=strides, padding=padding, name=name)
