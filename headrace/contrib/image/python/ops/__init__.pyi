"""tf.contrib.image.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.image.python.ops import dense_image_warp as dense_image_warp
from headrace.contrib.image.python.ops import image_ops as image_ops
from headrace.contrib.image.python.ops import interpolate_spline as interpolate_spline
from headrace.contrib.image.python.ops import single_image_random_dot_stereograms as single_image_random_dot_stereograms
from headrace.contrib.image.python.ops import sparse_image_warp as sparse_image_warp

__all__ = [
    "dense_image_warp",
    "image_ops",
    "interpolate_spline",
    "single_image_random_dot_stereograms",
    "sparse_image_warp",
]
