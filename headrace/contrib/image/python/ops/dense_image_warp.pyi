"""tf.contrib.image.python.ops.dense_image_warp: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.image.warps import dense_image_warp as dense_image_warp

__all__ = [
    "dense_image_warp",
]
