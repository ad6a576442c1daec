"""tf.contrib.distributions.python.ops.dirichlet_multinomial: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.counts import DirichletMultinomial as DirichletMultinomial

__all__ = [
    "DirichletMultinomial",
]
