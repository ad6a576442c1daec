"""The ops of images that are more than one plain op: contrast, standardization, mirroring.

On a block, an image is read and written once, where it lies in memory without gaps (`_pictures_cy`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.export import Nodes
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.rules.stage import Does, Stage, with_number
from ...core.traits import PURE
from ...runtime import _pictures_cy as pictures
from ...runtime.memory_order import axes_as_stored, contiguous
from ...types import dtypes
from ...types.static_shapes import with_rank, with_rank_at_least

_IMAGE = (-1, -2, -3)


def _at_least_a_image(op: Operation) -> Any:
    for factor in op.inputs[1:]:
        with_rank(factor.static_shape, 0)
    return with_rank_at_least(op.inputs[0].static_shape, 3)


def _each_with_its_own(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    """The batch rule of ops on images and one value for each."""
    if not batched[0]:
        return None
    if batched[1]:
        return lambda n, images, values: kernel(images, values)
    return lambda n, images, value: kernel(images, np.broadcast_to(value, (n, *np.shape(value))))


# -- contrast ----------------------------------------------------------------------------------------------------------

ADJUST_CONTRAST = Op(
    "AdjustContrastv2",
    "images: T, contrast_factor: float32 -> output: T",
    "T: {float16, float32} = float32",
    traits=PURE,
    shape=_at_least_a_image,
    batch=_each_with_its_own,
    stage=with_number(Does.STRETCH),
    gradient=UNDEFINED_GRADIENT,
)


@ADJUST_CONTRAST.kernel
@ADJUST_CONTRAST.kernel_into
def _adjust_contrast(images: Any, contrast_factor: Any, out: np.ndarray | None = None) -> np.ndarray:
    # Channel by channel: NumPy is slow where the innermost axis is as short as the channels.
    planes = contiguous(np.moveaxis(images, -1, -3)).astype(np.float32, copy=False)
    factors = np.reshape(contrast_factor, np.shape(contrast_factor) + (1,) * (planes.ndim - np.ndim(contrast_factor)))
    is_ours = out is not None or not np.may_share_memory(planes, images)
    result = planes if is_ours else np.empty_like(planes)
    if pictures.compiled:
        size = planes.shape[-2] * planes.shape[-1]
        factors = np.broadcast_to(factors, (*planes.shape[:-2], 1, 1)).astype(np.float32).ravel()
        pictures.stretch(planes.reshape(len(factors), size), factors, result.reshape(len(factors), size))
    else:
        means = planes.mean(axis=(-2, -1), keepdims=True)
        np.subtract(planes, means, out=result)
        result *= factors
        result += means
    return np.moveaxis(result, -3, -1).astype(images.dtype, copy=False)


# -- standardization ---------------------------------------------------------------------------------------------------

STANDARDIZE = Op("HeadraceStandardize", "images: float32 -> output: float32", traits=PURE, shape=_at_least_a_image)


@STANDARDIZE.stage
def _standardize_stage(op: Operation) -> Stage:
    return Stage(Does.STANDARDIZE)


@STANDARDIZE.kernel
@STANDARDIZE.kernel_into
def _standardize(images: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    size = math.prod(images.shape[-3:])
    least = np.float32(1) / np.sqrt(np.float32(size))
    axes = axes_as_stored(images, images.ndim - 3)
    if not images.transpose(axes).flags.c_contiguous:
        # The part of an image: summed up as it is where parts have been cut out of a block, in the order of its memory.
        images = out = np.ascontiguousarray(images.transpose(axes)).transpose(np.argsort(axes))
    stored = images.transpose(axes)
    if not pictures.compiled:
        centered = np.subtract(images, images.mean(axis=_IMAGE, keepdims=True), out=out)
        deviation = np.sqrt(np.square(centered).mean(axis=_IMAGE, keepdims=True))
        centered /= np.maximum(deviation, least)
        return centered
    result = stored if out is not None else np.empty_like(stored)
    count = math.prod(images.shape[:-3])
    pictures.standardize(stored.reshape(count, size), least, result.reshape(count, size))
    return result.transpose(np.argsort(axes))


@STANDARDIZE.export
def _export_standardize(op: Operation, nodes: Nodes) -> None:
    """Less its mean, divided by its deviation; by 1 / sqrt(its size) where that is more."""
    (images,) = nodes.inputs
    kind = dtypes.float32
    axes = nodes.constant("axes", [-1, -2, -3], dtypes.int32)

    def mean(name: str, given: str) -> str:
        return nodes.add(name, "Mean", given, axes, T=kind, Tidx=dtypes.int32, keep_dims=True)

    def size(name: str, given: str) -> str:
        counted = nodes.add(f"{name}/Size", "Size", given, T=kind, out_type=dtypes.int32)
        return nodes.cast(name, counted, dtypes.int32, kind)

    middle = mean("Mean", images)
    centered = nodes.add("Sub", "Sub", images, middle, T=kind)
    squares = nodes.add("Square", "Square", centered, T=kind)
    deviation = nodes.add("Sqrt", "Sqrt", mean("Mean_1", squares), T=kind)
    values = nodes.add("values", "RealDiv", size("all", images), size("images", middle), T=kind)
    least = nodes.add("Rsqrt", "Rsqrt", values, T=kind)
    nodes.add("", "RealDiv", centered, nodes.add("Maximum", "Maximum", deviation, least, T=kind), T=kind)


@STANDARDIZE.batch
def _standardize_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    return lambda n, images: kernel(images)


@STANDARDIZE.gradient
def _standardize_gradient(op: Operation, dy: Any) -> list:
    """With deviation s, (dy - mean(dy) - y * mean(dy * y)) / s; the last mean belongs to s, where s is not the least."""

    def mean(x: Any) -> Any:
        return ops.reduce_mean(x, _IMAGE, keepdims=True)

    images, y = op.inputs[0], op.outputs[0]
    deviation = ops.sqrt(mean(ops.square(ops.subtract(images, mean(images)))))
    values = ops.realdiv(ops.cast(ops.size(images), dtypes.float32), ops.cast(ops.size(deviation), dtypes.float32))
    least = ops.rsqrt(values)
    of_deviation = ops.multiply(
        ops.cast(ops.greater(deviation, least), dtypes.float32), ops.multiply(y, mean(ops.multiply(dy, y)))
    )
    return [ops.realdiv(ops.subtract(ops.subtract(dy, mean(dy)), of_deviation), ops.maximum(deviation, least))]


# -- mirroring ---------------------------------------------------------------------------------------------------------

MIRROR = Op(
    "HeadraceMirror",
    "images: T, chosen: bool -> output: T",
    "axis: int",
    traits=PURE,
    shape=same_as_first,
    batch=_each_with_its_own,
)
"""Images with one axis reversed where `chosen`, [] or one bool for each image, says so. TensorFlow's functions have
a conditional branch for it; as one op a block of images is mirrored at once."""


@MIRROR.stage
def _mirror_stage(op: Operation) -> Stage | None:
    axis = op.get_attr("axis")
    return Stage(Does.MIRROR, numbers=1, axis=axis) if axis < 0 and op.inputs[1].static_shape == () else None


@MIRROR.export
def _export_mirror(op: Operation, nodes: Nodes) -> None:
    """The images, or the reversed ones where they are chosen."""
    images, chosen = nodes.inputs
    kind, axis, shape = op.get_attr("T"), op.get_attr("axis"), op.inputs[0].static_shape
    where = nodes.constant("ReverseV2/axis", [axis if axis >= 0 or shape is None else axis + len(shape)], dtypes.int32)
    reversed_ = nodes.add("ReverseV2", "ReverseV2", images, where, T=kind, Tidx=dtypes.int32)
    nodes.add("", "Select", chosen, reversed_, images, T=kind)


@MIRROR.kernel
@MIRROR.kernel_into
def _mirror(images: np.ndarray, chosen: np.ndarray, axis: int, out: np.ndarray | None = None) -> np.ndarray:
    result = np.array(images, order="K") if out is None else out
    leading = np.ndim(chosen)
    axes = axes_as_stored(result, leading)
    stored = result.transpose(axes)
    if pictures.compiled and result.itemsize == 4 and not result.dtype.hasobject and stored.flags.c_contiguous:
        place = axes.index(axis % result.ndim)
        count, before, after = (
            math.prod(sizes) for sizes in (stored.shape[:leading], stored.shape[leading:place], stored.shape[place + 1 :])
        )
        rows = stored.reshape(count, before, stored.shape[place], after).view(np.float32)
        pictures.mirror(rows, np.ascontiguousarray(chosen).reshape(count).view(np.uint8))
    elif leading:
        which = np.nonzero(chosen)
        result[which] = np.flip(result, axis)[which]
    elif chosen:
        result[...] = np.flip(result, axis).copy()
    return result


@MIRROR.gradient
def _mirror_gradient(op: Operation, dy: Any) -> list:
    return [MIRROR(dy, op.inputs[1], axis=op.get_attr("axis")), None]
