"""tf.graph_util: parts of GraphDefs, variables as constants. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "graph_util")
