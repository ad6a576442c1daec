"""tf.contrib.slim.summaries: summaries named after what they show. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.summaries")
