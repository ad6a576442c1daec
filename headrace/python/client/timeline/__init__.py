"""tf.python.client.timeline: what ran when in a traced run. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.client.timeline")
