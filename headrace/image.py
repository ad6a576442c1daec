"""tf.image: decoding, encoding, cutting and distorting pictures."""

from __future__ import annotations

from headrace.graph.ops.image.adjust import (
    adjust_brightness,
    adjust_contrast,
    convert_image_dtype,
    flip_left_right,
    flip_up_down,
    grayscale_to_rgb,
    per_image_standardization,
    random_brightness,
    random_contrast,
    random_flip_left_right,
    random_flip_up_down,
    rgb_to_grayscale,
    transpose_image,
)
from headrace.graph.ops.image.adjust import per_image_standardization as per_image_whitening
from headrace.graph.ops.image.bounds import (
    central_crop,
    crop_to_bounding_box,
    pad_to_bounding_box,
    resize_image_with_crop_or_pad,
)
from headrace.graph.ops.image.bounds import resize_image_with_crop_or_pad as resize_with_crop_or_pad
from headrace.graph.ops.image.codecs import decode_jpeg, decode_png, encode_jpeg, encode_png
from headrace.graph.ops.image.decoders import decode_bmp, decode_gif, decode_image
from headrace.graph.ops.random.shuffle import random_crop

from . import _lazy

__all__ = [
    "adjust_brightness",
    "adjust_contrast",
    "central_crop",
    "convert_image_dtype",
    "crop_to_bounding_box",
    "decode_bmp",
    "decode_gif",
    "decode_image",
    "decode_jpeg",
    "decode_png",
    "encode_jpeg",
    "encode_png",
    "flip_left_right",
    "flip_up_down",
    "grayscale_to_rgb",
    "pad_to_bounding_box",
    "per_image_standardization",
    "per_image_whitening",
    "random_brightness",
    "random_contrast",
    "random_crop",
    "random_flip_left_right",
    "random_flip_up_down",
    "resize_image_with_crop_or_pad",
    "resize_with_crop_or_pad",
    "rgb_to_grayscale",
    "transpose_image",
]

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.ops.image.colors": "adjust_hue adjust_saturation random_hue random_saturation",
        "headrace.graph.ops.image.resize_functions": "ResizeMethod resize=resize_images resize_area resize_bicubic resize_bilinear"
        " resize_image_with_pad resize_images resize_nearest_neighbor",
    },
)
