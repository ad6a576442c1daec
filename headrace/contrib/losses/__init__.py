"""tf.contrib.losses: the losses of tf.losses with predictions before labels. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.losses")
