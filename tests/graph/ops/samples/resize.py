"""Samples of pictures in other sizes and colors."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.image import colors, resize, resize_functions

_rng = np.random.default_rng(3)
_pictures = _rng.normal(size=(2, 4, 5, 2)).astype(np.float32)
_slopes = _rng.normal(size=(2, 6, 3, 2)).astype(np.float32)
_size = np.array([6, 3], np.int32)
_before = np.array([4, 5], np.int32)

SAMPLES = [
    Sample(type, call, [_pictures, _size], gradient=type == "ResizeNearestNeighbor", constants=(1,))
    for type, call in [
        ("ResizeBilinear", resize_functions.resize_bilinear),
        ("ResizeBilinear", lambda x, s: resize_functions.resize_bilinear(x, s, half_pixel_centers=True)),
        ("ResizeBicubic", lambda x, s: resize_functions.resize_bicubic(x, s, align_corners=True)),
        ("ResizeArea", resize_functions.resize_area),
        ("ResizeNearestNeighbor", resize_functions.resize_nearest_neighbor),
    ]
]
SAMPLES += [
    Sample("ResizeBilinearGrad", lambda dy, x: resize.RESIZE_BILINEAR_GRAD(dy, x), [_slopes, _pictures], gradient=False),
    Sample("ResizeBicubicGrad", lambda dy, x: resize.RESIZE_BICUBIC_GRAD(dy, x), [_slopes, _pictures], gradient=False),
    Sample(
        "ResizeNearestNeighborGrad",
        lambda dy, s: resize.RESIZE_NEAREST_NEIGHBOR_GRAD(dy, s),
        [_slopes, _before],
        gradient=False,
        constants=(1,),
    ),
]

_colors = np.clip(_rng.uniform(size=(4, 3, 3)), 0, 1).astype(np.float32)
_colors[0] = _colors[0, :, :1]
SAMPLES += [
    Sample("AdjustHue", colors.adjust_hue, [_colors, np.float32(0.3)], gradient=False),
    Sample("AdjustSaturation", colors.adjust_saturation, [_colors, np.float32(1.7)], gradient=False),
]
