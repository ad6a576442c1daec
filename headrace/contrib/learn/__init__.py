"""tf.contrib.learn: vocabularies of texts, batches of files, values of a graph, experiments. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.learn")
