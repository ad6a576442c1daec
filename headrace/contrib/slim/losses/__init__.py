"""tf.contrib.slim.losses: those of tf.contrib.losses. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.losses")
