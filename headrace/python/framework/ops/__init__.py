"""tf.python.framework.ops: graphs, tensors and what stands around them. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.framework.ops")
