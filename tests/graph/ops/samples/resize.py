"""Samples of images in other sizes and colors."""

import numpy as np
from support.op_formulas import in_hsv
from support.op_samples import Sample, drawn

from headrace.graph.ops.image import colors, resize, resize_functions

_images = drawn((2, 4, 5, 2), 1, np.float32)
_gradients = drawn((2, 6, 3, 2), 2, np.float32)
_size = np.array([6, 3], np.int32)
_before = np.array([4, 5], np.int32)

SAMPLES = [
    Sample(type, call, [_images, _size], gradient=type == "ResizeNearestNeighbor", constants=(1,), tolerance=1e-6)
    for type, call in [
        ("ResizeBilinear", resize_functions.resize_bilinear),
        ("ResizeBilinear", lambda x, s: resize_functions.resize_bilinear(x, s, half_pixel_centers=True)),
        ("ResizeBicubic", lambda x, s: resize_functions.resize_bicubic(x, s, align_corners=True)),
        ("ResizeArea", resize_functions.resize_area),
        ("ResizeNearestNeighbor", resize_functions.resize_nearest_neighbor),
        ("ResizeBilinear", resize_functions.resize_bilinear),
        ("ResizeBilinear", lambda x, s: resize_functions.resize_bilinear(x, s, align_corners=True)),
        ("ResizeBicubic", resize_functions.resize_bicubic),
        ("ResizeBicubic", lambda x, s: resize_functions.resize_bicubic(x, s, half_pixel_centers=True)),
        ("ResizeArea", lambda x, s: resize_functions.resize_area(x, s, align_corners=True)),
        ("ResizeNearestNeighbor", lambda x, s: resize_functions.resize_nearest_neighbor(x, s, align_corners=True)),
        ("ResizeNearestNeighbor", lambda x, s: resize.RESIZE_NEAREST_NEIGHBOR(x, s, half_pixel_centers=True)),
    ]
]
SAMPLES += [
    Sample(
        op.type,
        lambda dy, x, op=op, places=places: op(dy, x, **places),
        [_gradients, x],
        gradient=False,
        constants=(1,) if x is _before else (),
        tolerance=1e-6,  # their weights are of single precision
    )
    for op, x in [
        (resize.RESIZE_BILINEAR_GRAD, _images),
        (resize.RESIZE_BICUBIC_GRAD, _images),
        (resize.RESIZE_NEAREST_NEIGHBOR_GRAD, _before),
    ]
    for places in ({}, {"align_corners": True}, {"half_pixel_centers": True})
]

_colors = np.abs(drawn((4, 3, 3), 3, np.float32)) / 3
_colors[0] = _colors[0, :, :1]
SAMPLES += [
    Sample("AdjustHue", colors.adjust_hue, [_colors, np.float32(0.3)], gradient=False, twins=False),
    Sample("AdjustSaturation", colors.adjust_saturation, [_colors, np.float32(1.7)], gradient=False, twins=False),
    Sample(
        "AdjustHue",
        colors.ADJUST_HUE,
        [_colors.astype(np.float16), np.float32(-0.4)],
        gradient=False,
        values=lambda x, delta: in_hsv(lambda h, s, v: ((h + float(delta)) % 1, s, v))(x),
    ),
    Sample(
        "AdjustSaturation",
        colors.ADJUST_SATURATION,
        [_colors.astype(np.float16), np.float32(1.7)],
        gradient=False,
        values=lambda x, scale: in_hsv(lambda h, s, v: (h, min(s * float(scale), 1), v))(x),
    ),
]
