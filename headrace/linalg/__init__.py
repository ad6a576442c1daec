"""tf.linalg: products, decompositions and functions of matrices, equations, operators. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "linalg")
