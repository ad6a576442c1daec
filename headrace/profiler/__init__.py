"""tf.profiler: what a graph and its runs cost. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "profiler")
