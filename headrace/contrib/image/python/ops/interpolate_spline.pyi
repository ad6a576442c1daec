"""tf.contrib.image.python.ops.interpolate_spline: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.image.warps import interpolate_spline as interpolate_spline

__all__ = [
    "interpolate_spline",
]
