"""tf.python.ops.gen_image_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.image.crops import crop_and_resize as crop_and_resize
from headrace.graph.ops.jpeg.files import decode_and_crop_jpeg as decode_and_crop_jpeg
from headrace.graph.ops.image.decoders import decode_bmp as decode_bmp
from headrace.graph.ops.image.decoders import decode_gif as decode_gif
from headrace.graph.ops.image.codecs import decode_jpeg as decode_jpeg
from headrace.graph.ops.image.codecs import decode_png as decode_png
from headrace.graph.ops.image.boxes import draw_bounding_boxes as draw_bounding_boxes
from headrace.graph.ops.image.codecs import encode_jpeg as encode_jpeg
from headrace.graph.ops.image.codecs import encode_png as encode_png
from headrace.graph.ops.patches.glimpses import extract_glimpse as extract_glimpse
from headrace.graph.ops.jpeg.files import extract_jpeg_shape as extract_jpeg_shape
from headrace.graph.ops.image.suppression_functions import non_max_suppression as non_max_suppression
from headrace.graph.ops.image.resize_functions import resize_bilinear as resize_bilinear
from headrace.graph.ops.image.color_spaces import rgb_to_hsv as rgb_to_hsv
from headrace.graph.ops.image.boxes import sample_distorted_bounding_box as sample_distorted_bounding_box
from headrace.image import hsv_to_rgb as hsv_to_rgb
from headrace.image import resize_area as resize_area
from headrace.image import resize_bicubic as resize_bicubic
from headrace.image import resize_nearest_neighbor as resize_nearest_neighbor

__all__ = [
    "crop_and_resize",
    "decode_and_crop_jpeg",
    "decode_bmp",
    "decode_gif",
    "decode_jpeg",
    "decode_png",
    "draw_bounding_boxes",
    "encode_jpeg",
    "encode_png",
    "extract_glimpse",
    "extract_jpeg_shape",
    "hsv_to_rgb",
    "non_max_suppression",
    "resize_area",
    "resize_bicubic",
    "resize_bilinear",
    "resize_nearest_neighbor",
    "rgb_to_hsv",
    "sample_distorted_bounding_box",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
