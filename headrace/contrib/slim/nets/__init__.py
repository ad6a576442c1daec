"""tf.contrib.slim.nets: networks whose checkpoints are published. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.nets")
