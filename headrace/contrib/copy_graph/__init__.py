"""tf.contrib.copy_graph: variables and operations copied to another graph. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.copy_graph")
