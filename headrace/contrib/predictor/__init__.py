"""tf.contrib.predictor: exported and trained models as functions of arrays. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.predictor")
