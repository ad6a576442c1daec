"""tf.test: test cases with sessions, and what they compare. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "test")
