"""tf.contrib.distributions.python.ops.normal_conjugate_posteriors: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.continuous import Normal as Normal

__all__ = [
    "Normal",
]
