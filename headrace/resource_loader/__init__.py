"""tf.resource_loader: files that lie beside a program. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "resource_loader")
