"""tf.lookup.experimental: tables that programs change. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "lookup.experimental")
