"""tf.contrib.stat_summarizer: what operations took, over several traced steps. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.stat_summarizer")
