"""tf.contrib.graph_editor: parts of graphs selected, copied, connected otherwise. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.graph_editor")
