"""tf.summary: summaries of values as graph ops. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "summary")
