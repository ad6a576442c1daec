"""Samples of colors in other spaces, turned images, and crops."""

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.ops.image import color_spaces, crops, turning

_colors = np.abs(drawn((4, 5, 3), 3, np.float32)) / 3 + np.float32([0, 0.01, 0.02])
_images = drawn((2, 5, 6, 2), 7, np.float32)
_boxes = np.array([[0.1, 0.2, 0.8, 0.9], [-0.2, 0.3, 1.3, 0.1], [0, 0, 1, 1]], np.float32)
_of = np.array([0, 1, 0], np.int32)
_size = np.array([3, 4], np.int32)
_grads = drawn((3, 3, 4, 2), 8, np.float32)

SAMPLES = [
    Sample("RGBToHSV", color_spaces.rgb_to_hsv, [_colors]),
    Sample("RGBToHSV", color_spaces.rgb_to_hsv, [_colors.astype(np.float64)]),
    Sample("HSVToRGB", color_spaces.hsv_to_rgb, [_colors], gradient=False),
    Sample("HeadraceRot90", turning.ROT90, [_images[0], np.int32(1)], values=lambda x, k: np.rot90(x, k)),
    Sample("HeadraceRot90", turning.ROT90, [_images, np.int32(-1)], values=lambda x, k: np.rot90(x, k, (1, 2)), constants=(1,)),
]
SAMPLES += [
    Sample(
        "CropAndResize",
        lambda x, boxes, of, size, more=more: crops.CROP_AND_RESIZE(x, boxes, of, size, **more),
        [x, _boxes, _of, _size],
        gradient=False,
        constants=(1, 2, 3),
        tolerance=1e-5,
    )
    for x in (_images, np.abs(_images * 60).astype(np.uint8))
    for more in ({}, {"method": "nearest"}, {"extrapolation_value": -1.5})
]
SAMPLES += [
    Sample(
        "CropAndResizeGradImage",
        lambda dy, boxes, of, size, kind=kind, method=method: crops.CROP_AND_RESIZE_GRAD_IMAGE(
            dy, boxes, of, size, T=kind, method=method
        ),
        [_grads, _boxes, _of, np.array(_images.shape, np.int32)],
        gradient=False,
        constants=(1, 2, 3),
        tolerance=1e-5,
    )
    for kind, method in (("float32", "bilinear"), ("float64", "nearest"))
]
SAMPLES += [
    Sample(
        "CropAndResizeGradBoxes",
        crops.CROP_AND_RESIZE_GRAD_BOXES,
        [_grads, x, _boxes, _of],
        gradient=False,
        constants=(2, 3),
        tolerance=1e-5,
    )
    for x in (_images, _images.astype(np.float64))
]
