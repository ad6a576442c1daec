"""Pooling windows: their attributes, output shapes and grids, for the pooling ops and their gradients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...core.operation import Operation
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, with_rank
from .windows import Grid, count_windows, from_nhwc, grid_over, to_nhwc, unimplemented

ATTRIBUTES = (
    "ksize: list(int) >= 4, strides: list(int) >= 4, padding: {'SAME', 'VALID'}, data_format: {'NHWC', 'NCHW'} = 'NHWC'"
)


def attributes_of(op: Operation) -> dict[str, Any]:
    """The attributes of a pooling op, for another one that goes with it."""
    names = ("ksize", "strides", "padding", "data_format", "include_batch_in_index")
    return {name: op.get_attr(name) for name in names if name in op.attributes}


def pool_shape(op: Operation) -> StaticShape:
    """The shape of the pooled first input. Raises ValueError for windows that do not fit."""
    images = with_rank(op.inputs[0].static_shape, 4)
    attributes = attributes_of(op)
    data_format = attributes.get("data_format", "NHWC")
    for name in ("strides", "ksize"):
        if len(attributes[name]) != 4:
            kind = "stride" if name == "strides" else "ksize"
            raise ValueError(f"{op.type} requires the {kind} attribute to contain 4 values, but got: {len(attributes[name])}")
    n, height, width, channels = to_nhwc(data_format, images)
    _, rows, columns, depth = to_nhwc(data_format, attributes["ksize"])
    _, stride, step, jump = to_nhwc(data_format, attributes["strides"])
    padding = attributes["padding"]
    found = (
        n,
        count_windows(height, rows, stride, 1, padding),
        count_windows(width, columns, step, 1, padding),
        count_windows(channels, depth, jump, 1, padding) if op.type.startswith("Max") else channels,
    )
    return from_nhwc(data_format, found)


def pool_grid(images: Sequence[int], ksize: Any, strides: Any, padding: str, data_format: str = "NHWC") -> Grid:
    """The windows over images of a shape [n, height, width, channels]. Raises as TensorFlow's kernels do."""
    if len(images) != 4:
        raise invalid(f"tensor_in_shape must have 2 spatial dimensions. {len(images)} 0")
    ksize, strides = to_nhwc(data_format, ksize), to_nhwc(data_format, strides)
    if ksize[0] != 1 or strides[0] != 1:
        raise unimplemented("Pooling is not yet supported on the batch dimension.")
    return grid_over(images[1], images[2], ksize[1:3], strides[1:3], (1, 1), padding)


def no_depth(ksize: Any, strides: Any, data_format: str, message: str) -> None:
    """Raises UnimplementedError for windows over channels."""
    if to_nhwc(data_format, ksize)[3] != 1 or to_nhwc(data_format, strides)[3] != 1:
        raise unimplemented(message)


def lowest(kind: np.dtype) -> Any:
    """What is not greater than any number of the type."""
    return -np.inf if kind.kind == "f" else np.iinfo(kind).min


def counts_of(grid: Grid) -> np.ndarray:
    """How many elements of each window are inside the image, [rows, columns, 1]; 1 where there are none."""
    return np.maximum(np.outer(grid.rows.inside(), grid.columns.inside()), 1)[:, :, None]
