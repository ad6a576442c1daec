"""tf.sparse: tensors of which only some elements are there. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "sparse")
