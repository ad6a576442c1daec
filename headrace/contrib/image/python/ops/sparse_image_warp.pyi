"""tf.contrib.image.python.ops.sparse_image_warp: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.image.warps import sparse_image_warp as sparse_image_warp

__all__ = [
    "sparse_image_warp",
]
