"""tf.contrib.periodic_resample: elements of one axis spread over the others. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.periodic_resample")
