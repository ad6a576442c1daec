"""tf.python.ops.distributions.kullback_leibler: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.divergences import RegisterKL as RegisterKL
from headrace.training.distributions.divergences import kl_divergence as kl_divergence

__all__ = [
    "RegisterKL",
    "kl_divergence",
]
