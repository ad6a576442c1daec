"""tf.contrib.util: tensors as messages, ops of a GraphDef. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.util")
