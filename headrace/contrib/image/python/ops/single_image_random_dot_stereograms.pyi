"""tf.contrib.image.python.ops.single_image_random_dot_stereograms: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.image.stereograms import single_image_random_dot_stereograms as single_image_random_dot_stereograms

__all__ = [
    "single_image_random_dot_stereograms",
]
